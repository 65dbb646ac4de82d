/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NLFILL_H
#define _CORDON_NLFILL_H

#include <net/netlink.h>

#include "core/types.h"

struct cordon_account;
struct cordon_net;
struct cordon_object;
struct cordon_published;
struct cordon_record;
struct cordon_retired;
struct cordon_segment;
struct cordon_settings;
struct cordon_unknown_device;

#define CORDON_PUT_U64(skb, nest, field, value) \
	nla_put_u64_64bit(skb, CORDON_A_##nest##_##field, value, CORDON_A_##nest##_PAD)

/* Each returns 0, or -EMSGSIZE with the message as it was. */
int cordon_fill_finish(struct sk_buff *skb, struct nlattr *nest, bool fits);
int cordon_fill_addr(struct sk_buff *skb, int type, const struct cordon_addr *addr);
int cordon_fill_mac(struct sk_buff *skb, int type, u64 mac);
int cordon_fill_settings(struct sk_buff *skb, const struct cordon_settings *settings);
int cordon_fill_object(struct sk_buff *skb, const struct cordon_object *object);
int cordon_fill_segment(struct sk_buff *skb, const struct cordon_object *object,
			const struct cordon_segment *segment, u64 closed);
int cordon_fill_status(struct sk_buff *skb, const struct cordon_net *cn,
		       const struct cordon_published *policy);
int cordon_fill_stats(struct sk_buff *skb, const struct cordon_account *account, u64 mac,
		      u64 retired);
int cordon_fill_totals(struct sk_buff *skb, struct cordon_net *cn,
		       const struct cordon_published *policy);
int cordon_fill_evidence(struct sk_buff *skb, const struct cordon_account *account,
			 const struct cordon_record *record, const struct cordon_retired *retired);
int cordon_fill_unknown(struct sk_buff *skb, const struct cordon_unknown_device *device);

#endif
