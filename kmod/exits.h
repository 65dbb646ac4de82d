/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_EXITS_H
#define _CORDON_EXITS_H

#include <linux/rcupdate.h>
#include <linux/types.h>

struct cordon_net;
struct cordon_port;

/* An interface at which the exit hooks look, or the guard. */
struct cordon_exit {
	u32 ifindex;
	bool shared;			/* others than segments are below it too: a bridge */
	struct cordon_port *port;
};

struct cordon_exit_map {
	struct rcu_head rcu;
	u64 bloom;			/* a bit for each ifindex, modulo 64 */
	u64 guard_bloom;
	u32 count;
	u32 guards;			/* behind the others: other ports of segments' bridges */
	struct cordon_exit exit[];
};

int cordon_exits_map(struct cordon_net *cn);
void cordon_exits_unmap(struct cordon_net *cn, const struct cordon_port *port);

#endif
