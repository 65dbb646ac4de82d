/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NETNS_H
#define _CORDON_NETNS_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/ratelimit.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "confirm.h"
#include "core/policy.h"
#include "core/reason.h"
#include "retired.h"

struct cordon_published;
struct cordon_draft;
struct cordon_exit_map;
struct cordon_memos;
struct cordon_segment;
struct cordon_unknowns;

#define CORDON_EXIT_HOOKS	6	/* IP forward and local, ARP, bridge forward, up, guard */

/* What was counted for accounts that are gone; under its lock. */
struct cordon_remainder {
	spinlock_t lock;
	u64 passed[2];			/* packets, bytes */
	u64 dropped[CORDON_REASON_MAX + 1][2];
	u64 would[CORDON_REASON_MAX + 1][2];
};

/**
 * struct cordon_net - what camcordon keeps for one network namespace
 * @net: the namespace; it outlives this
 * @policy: the policy in force, NULL before the first commit. Written under
 *	RTNL, read under RCU
 * @hosts: this host's addresses as the verdict reads them (RCU)
 * @exits: interfaces the exit hooks look at (RCU, written under RTNL)
 * @memos: verdicts kept (RCU); under @lock, never NULL
 * @lock: guards @draft, and makes commits one after the other. Taken before
 *	RTNL, never the other way round. May sleep
 * @draft: the staged change, if any
 * @confirm: the policy that comes back unless the present one is confirmed
 * @segments: the segments this namespace owns, by slot; under RTNL
 * @ports: attached interfaces in this namespace, whoever owns their segment
 *	(RTNL); the exit hooks are registered while it is not 0
 * @exit_ops: the exit hooks, private to this namespace
 * @host_lock: guards @host_list and the writing of @hosts. Taken with bottom
 *	halves off: IPv6 addresses come and go in softirq
 * @host_list: all addresses known, in no order
 * @host_count: entries of @host_list that are used
 * @host_room: entries of @host_list that are allocated
 * @unknowns: devices nobody listed
 * @remainder: counts of what was removed
 * @retired: devices that were cameras, in no order; under @lock
 * @expiry: wakes when the next thing ends by itself; takes @lock
 * @expiry_told: ends up to this moment were told, ns since boot; under @lock
 * @event_limit: at most so many events a second
 * @events_missed: events left out since the last one was sent
 * @bypassed: frames that only the exit checkpoint saw
 * @failures: records and counters lost for want of memory
 * @sealed: since when only tightening is allowed, ns since 1970; 0: it is not.
 *	Written under @lock and RTNL, once
 * @refused: changes that would have loosened the seal
 * @committed: jiffies of the last commit: what passed a moment before it may
 *	still be on its way
 */
struct cordon_net {
	struct net *net;
	struct cordon_published __rcu *policy;
	struct cordon_hosts __rcu *hosts;
	struct cordon_exit_map __rcu *exits;
	struct cordon_memos __rcu *memos;
	struct mutex lock;
	struct cordon_draft *draft;
	struct cordon_confirm confirm;
	struct cordon_segment *segments[CORDON_SEGMENTS_MAX];
	unsigned int ports;
	struct nf_hook_ops exit_ops[CORDON_EXIT_HOOKS];
	spinlock_t host_lock;
	struct cordon_host *host_list;
	u32 host_count;
	u32 host_room;
	struct cordon_unknowns *unknowns;
	struct cordon_remainder remainder;
	struct cordon_retired retired[CORDON_RETIRED_MAX];
	struct delayed_work expiry;
	u64 expiry_told;
	struct ratelimit_state event_limit;
	atomic_t events_missed;
	atomic64_t bypassed;
	atomic64_t failures;
	u64 sealed;
	atomic64_t refused;
	unsigned long committed;
};

struct cordon_net *cordon_net(const struct net *net);
int cordon_netns_init(void);
void cordon_netns_exit(void);

#endif
