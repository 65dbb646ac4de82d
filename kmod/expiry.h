/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_EXPIRY_H
#define _CORDON_EXPIRY_H

#include <linux/types.h>

struct cordon_net;
struct cordon_object;
struct cordon_published;

void cordon_expiry_start(struct cordon_net *cn);
void cordon_expiry_stop(struct cordon_net *cn);
u32 cordon_expiry_left(u64 until);
bool cordon_expiry_moves(u64 *until, u64 former);
void cordon_expiry_take_over(struct cordon_object *object, const struct cordon_object *former);
u64 cordon_expiry_next(const struct cordon_published *policy);
void cordon_expiry_committed(struct cordon_net *cn, const struct cordon_published *old,
			     const struct cordon_published *new);

#endif
