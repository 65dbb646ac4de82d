// SPDX-License-Identifier: GPL-2.0-only
/*
 * State of a network namespace. It is registered as a subsystem, so it is
 * exited after the namespace's devices are gone: a dying namespace still
 * forwards, and its segments stay closed while it does.
 */
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/netns/generic.h>

#include "draft.h"
#include "expiry.h"
#include "host.h"
#include "memo.h"
#include "netns.h"
#include "policy.h"
#include "segment.h"
#include "unknown.h"

#define EVENTS_A_SECOND	50

static unsigned int netns_id;

/* The state of a namespace; valid while the namespace is. */
struct cordon_net *cordon_net(const struct net *net)
{
	return net_generic(net, netns_id);
}

static int __net_init netns_start(struct net *net)
{
	struct cordon_net *cn = cordon_net(net);

	cn->net = net;
	mutex_init(&cn->lock);
	spin_lock_init(&cn->host_lock);
	spin_lock_init(&cn->remainder.lock);
	ratelimit_state_init(&cn->event_limit, HZ, EVENTS_A_SECOND);
	ratelimit_set_flags(&cn->event_limit, RATELIMIT_MSG_ON_RELEASE);
	cordon_memo_init_net(cn);
	cordon_expiry_start(cn);
	cordon_confirm_start(cn);
	cn->unknowns = cordon_unknown_alloc(cn);
	return cn->unknowns ? 0 : -ENOMEM;
}

static void __net_exit netns_stop(struct net *net)
{
	struct cordon_net *cn = cordon_net(net);

	/* no netlink socket of this namespace is left: the draft has no owner any more */
	cordon_draft_drop(cn, 0);
	cordon_expiry_stop(cn);
	cordon_confirm_stop(cn);
	cordon_segment_release_all(cn);
	cordon_policy_release(cn);
	cordon_retired_release(cn);
	cordon_host_release(cn);
	cordon_unknown_free(cn->unknowns);
}

static struct pernet_operations netns_ops = {
	.init = netns_start,
	.exit = netns_stop,
	.id = &netns_id,
	.size = sizeof(struct cordon_net),
};

int cordon_netns_init(void)
{
	return register_pernet_subsys(&netns_ops);
}

void cordon_netns_exit(void)
{
	unregister_pernet_subsys(&netns_ops);
}
