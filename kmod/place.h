/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_PLACE_H
#define _CORDON_PLACE_H

#include "core/policy.h"

struct net_device;

/* A place with what RCU needs to free it; the core sees only the place. */
struct cordon_placed {
	struct cordon_place place;
	struct rcu_head rcu;
};

struct cordon_placed *cordon_place_find(struct net_device *dev);

#endif
