/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NETLINK_H
#define _CORDON_NETLINK_H

#include <net/genetlink.h>

#include "uapi/camcordon.h"

extern struct genl_family cordon_family;

int cordon_netlink_init(void);
void cordon_netlink_exit(void);
bool cordon_netlink_listened(const struct net *net);

/* dump.c */
int cordon_dump_policy(struct sk_buff *skb, struct netlink_callback *cb);
int cordon_dump_stats(struct sk_buff *skb, struct netlink_callback *cb);
int cordon_dump_evidence(struct sk_buff *skb, struct netlink_callback *cb);
int cordon_dump_unknown(struct sk_buff *skb, struct netlink_callback *cb);

#endif
