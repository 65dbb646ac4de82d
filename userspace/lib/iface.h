/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interfaces of the caller's network namespace. */
#ifndef _CORDON_IFACE_H
#define _CORDON_IFACE_H

#include <net/if.h>
#include <stdbool.h>

/* Fails, naming those that exist, unless there is an interface @name. */
int cordon_iface_check(const char *name);

/*
 * Fails if closing interface @name would cut the caller's own login or a
 * default route, directly or through a bridge, VLAN or bond above it.
 */
int cordon_iface_guard(const char *name);

/*
 * The interface that segment @name is now: that one, or the one whose card has
 * the permanent MAC behind the colon. False where there is none.
 */
bool cordon_iface_of(const char *name, char to[IFNAMSIZ]);

/* Calls @each with the name of every interface; silent without any. */
void cordon_iface_each(void (*each)(const char *name));

#endif
