/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel API differences from 6.1 on, and nowhere else. The code is written for
 * the newest kernel; each piece says when it can go.
 */
#ifndef _CORDON_COMPAT_H
#define _CORDON_COMPAT_H

#include <linux/netfilter_bridge.h>
#include <net/genetlink.h>

/*
 * Backported to 6.1.y. GENL_UNS_ADMIN_PERM in its place would compile and
 * leave the events readable by everybody.
 */
#ifndef GENL_MCAST_CAP_NET_ADMIN
#error "this kernel cannot protect a multicast group: update to its latest point release"
#endif

/* Goes when the floor is 6.7. */
static inline struct nlattr **cordon_dump_attrs(struct netlink_callback *cb)
{
#ifdef CORDON_HAVE_DUMPIT_INFO
	return genl_dumpit_info(cb)->info.attrs;
#else
	return genl_dumpit_info(cb)->attrs;
#endif
}

/* The port to which a bridge is about to send what br_netfilter shows to IP, or NULL. */
static inline const struct net_device *cordon_bridge_out(const struct sk_buff *skb)
{
#if IS_ENABLED(CONFIG_BRIDGE_NETFILTER)
	return nf_bridge_get_physoutdev(skb);
#else
	return NULL;
#endif
}

/* Goes when the floor is 6.10. */
#ifdef CORDON_HAVE_ASSIGN_STR_2
#define cordon_assign_str(dst, src) __assign_str(dst, src)
#else
#define cordon_assign_str(dst, src) __assign_str(dst)
#endif

#endif
