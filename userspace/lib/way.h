/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How this host reaches somebody, and what an interface is. */
#ifndef _CORDON_WAY_H
#define _CORDON_WAY_H

#include <net/if.h>

#include "attr.h"

struct nl_addr;
struct nl_sock;
struct rtnl_route;

struct cordon_way {
	bool local;			/* it is this host itself */
	char iface[IFNAMSIZ];
	struct model_addr gateway;	/* len 0: none, it is on the link */
};

struct cordon_wire {
	bool there;
	bool up;			/* somebody brought it up */
	bool carrier;
	bool containers;		/* a bridge whose ports are all ends of veth pairs */
};

/* The kernel's own choice of a route, or NULL; the caller puts it. */
struct rtnl_route *cordon_way_ask(struct nl_sock *socket, struct nl_addr *to);

/*
 * All of these answer by what there is at the first question, but for the ways. The
 * first is false where the kernel knows no way.
 */
bool cordon_way_find(const struct model_addr *to, struct cordon_way *way);
void cordon_wire_find(const char *name, struct cordon_wire *link);
/* Is it the MAC of an interface of this host? */
bool cordon_wire_owns(const uint8_t mac[6]);

#endif
