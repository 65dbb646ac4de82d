/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_SEGMENT_H
#define _CORDON_SEGMENT_H

#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>

#include "core/policy.h"

struct cordon_account;
struct cordon_net;
struct cordon_placed;
struct netlink_ext_ack;

/**
 * struct cordon_port - an interface that a segment keeps closed
 * @list: in its segment
 * @segment: whose rules apply
 * @owner: of the segment, whichever it is: a constant
 * @dev: valid while the port exists: it goes when the device does
 * @in: namespace the hooks are in; NULL while the device moves, or if the hooks
 *	could not be registered
 * @displaced: the device was moved to another namespace; nothing passes
 * @was_up: it has been up since it became a port
 * @placed: where it is in this host (RCU); NULL: unknown, nothing passes
 * @ingress: hook
 * @egress: hook
 *
 * Under RTNL, but for @placed and @displaced, which the hooks read. Freed a
 * grace period after its hooks were unregistered.
 */
struct cordon_port {
	struct list_head list;
	struct cordon_segment *segment;
	struct cordon_net *owner;
	struct net_device *dev;
	struct cordon_net *in;
	bool displaced;
	bool was_up;
	struct cordon_placed __rcu *placed;
	struct nf_hook_ops ingress;
	struct nf_hook_ops egress;
	struct rcu_head rcu;
};

/**
 * struct cordon_segment - an interface, or card, that is closed
 * @all: in the list of all segments of the host
 * @ports: the device that the name means, and any that it meant before that got
 *	another name or namespace
 * @owner: the namespace whose policy names it
 * @name: the interface, or its card: see card.c
 * @slot: its place in the policy's table, for as long as it lives
 * @state: enum cordon_state, as last told
 * @since: of that state, nanoseconds since 1970
 * @observed: until when, by former policies, cameras on it were observed; ns
 *	since boot
 * @account: of frames from and to devices nobody listed
 *
 * Under RTNL.
 */
struct cordon_segment {
	struct list_head all;
	struct list_head ports;
	struct cordon_net *owner;
	char name[IFNAMSIZ];
	u8 slot;
	u8 state;
	u64 since;
	u64 observed;
	struct cordon_account *account;
	struct rcu_head rcu;
};

/* All segments of all namespaces; under RTNL. */
extern struct list_head cordon_segments;

int cordon_segment_init(void);
void cordon_segment_exit(void);
struct cordon_port *cordon_segment_find_port(const struct net_device *dev);
struct cordon_segment *cordon_segment_find(struct cordon_net *cn, const char *name);
int cordon_segment_check(struct net *net, const char *name, struct netlink_ext_ack *extack);
struct cordon_segment *cordon_segment_add(struct cordon_net *cn, const char *name,
					  struct cordon_account *account,
					  struct netlink_ext_ack *extack);
void cordon_segment_del(struct cordon_segment *segment);
void cordon_segment_release_all(struct cordon_net *cn);
void cordon_segment_adopt(struct cordon_net *cn);
struct cordon_port *cordon_segment_port(const struct cordon_segment *segment);

#endif
