/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What keeps an interface shut while the module does not: a tc filter on each
 * of its directions that drops everything. It needs no module of ours.
 */
#ifndef _CORDON_HOLD_H
#define _CORDON_HOLD_H

#include <stdbool.h>

struct nl_sock;

/* A socket for the functions below; the caller frees it. Returns as fail.h says. */
int cordon_hold_open(struct nl_sock **to);
/* Puts the filters up; to do so again changes nothing. */
int cordon_hold_put(struct nl_sock *socket, int ifindex);
/* Takes them down, both or none being there. */
void cordon_hold_release(struct nl_sock *socket, int ifindex);
bool cordon_hold_is(struct nl_sock *socket, int ifindex);

#endif
