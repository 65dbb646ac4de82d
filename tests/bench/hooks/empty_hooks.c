// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hooks that do nothing, at the checkpoints of camcordon: what it costs to be
 * asked at all. Of the initial network namespace, for tests/bench only.
 */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_arp.h>
#include <linux/netfilter_bridge.h>
#include <linux/netfilter_netdev.h>
#include <linux/rtnetlink.h>

static char *segment = "cam0";
module_param(segment, charp, 0444);
MODULE_PARM_DESC(segment, "interface to stand at");

static unsigned int verdict = NF_ACCEPT;
module_param(verdict, uint, 0644);
MODULE_PARM_DESC(verdict, "of the ingress hook: 0 drops, 1 accepts");

static unsigned int ingress(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return READ_ONCE(verdict);
}

static unsigned int accept(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return NF_ACCEPT;
}

static struct nf_hook_ops hooks[] = {
	{ .hook = ingress, .pf = NFPROTO_NETDEV, .hooknum = NF_NETDEV_INGRESS,
	  .priority = INT_MIN },
	{ .hook = accept, .pf = NFPROTO_NETDEV, .hooknum = NF_NETDEV_EGRESS, .priority = INT_MIN },
	{ .hook = accept, .pf = NFPROTO_INET, .hooknum = NF_INET_FORWARD, .priority = INT_MAX },
	{ .hook = accept, .pf = NFPROTO_INET, .hooknum = NF_INET_LOCAL_IN, .priority = INT_MAX },
	{ .hook = accept, .pf = NFPROTO_ARP, .hooknum = NF_ARP_IN, .priority = INT_MAX },
	{ .hook = accept, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_FORWARD, .priority = INT_MAX },
	{ .hook = accept, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_LOCAL_IN, .priority = INT_MAX },
	{ .hook = accept, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_PRE_ROUTING,
	  .priority = INT_MIN },
};

static int __init start(void)
{
	int err = -ENODEV;

	rtnl_lock();
	hooks[0].dev = __dev_get_by_name(&init_net, segment);
	hooks[1].dev = hooks[0].dev;
	if (hooks[0].dev)
		err = nf_register_net_hooks(&init_net, hooks, ARRAY_SIZE(hooks));
	rtnl_unlock();
	return err;
}

/* The interface outlives the module: the bench sees to it. */
static void __exit stop(void)
{
	nf_unregister_net_hooks(&init_net, hooks, ARRAY_SIZE(hooks));
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("netfilter hooks that do nothing");
MODULE_LICENSE("GPL");
