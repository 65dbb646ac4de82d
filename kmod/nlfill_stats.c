// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts to attributes: of a camera, of a segment, of all together.
 */
#include <linux/slab.h>

#include "account.h"
#include "netns.h"
#include "nlfill.h"
#include "policy.h"

#define PUT_U64		CORDON_PUT_U64
#define finish		cordon_fill_finish

/* All counts of an account, or of many. */
struct sums {
	struct cordon_sum passed;
	struct cordon_sum dropped[CORDON_REASON_MAX + 1];
	struct cordon_sum would[CORDON_REASON_MAX + 1];
};

static void add_sum(struct cordon_sum *to, u64 packets, u64 bytes)
{
	to->packets += packets;
	to->bytes += bytes;
}

static void add_account(struct sums *sums, const struct cordon_account *account)
{
	const struct cordon_counts *dropped = READ_ONCE(account->dropped);
	const struct cordon_counts *would = READ_ONCE(account->would);
	struct cordon_sum sum = cordon_account_passed(account);
	unsigned int r;

	add_sum(&sums->passed, sum.packets, sum.bytes);
	for (r = 0; r <= CORDON_REASON_MAX; r++) {
		sum = cordon_account_count(dropped, r);
		add_sum(&sums->dropped[r], sum.packets, sum.bytes);
		sum = cordon_account_count(would, r);
		add_sum(&sums->would[r], sum.packets, sum.bytes);
	}
}

static void add_remainder(struct sums *sums, struct cordon_remainder *rest)
{
	unsigned int r;

	spin_lock_bh(&rest->lock);
	add_sum(&sums->passed, rest->passed[0], rest->passed[1]);
	for (r = 0; r <= CORDON_REASON_MAX; r++) {
		add_sum(&sums->dropped[r], rest->dropped[r][0], rest->dropped[r][1]);
		add_sum(&sums->would[r], rest->would[r][0], rest->would[r][1]);
	}
	spin_unlock_bh(&rest->lock);
}

static struct cordon_sum total(const struct cordon_sum *sums)
{
	struct cordon_sum all = {};
	unsigned int r;

	for (r = 0; r <= CORDON_REASON_MAX; r++)
		add_sum(&all, sums[r].packets, sums[r].bytes);
	return all;
}

static bool fill_reason(struct sk_buff *skb, unsigned int r, const struct sums *sums)
{
	struct nlattr *nest;

	if (!sums->dropped[r].packets && !sums->would[r].packets)
		return true;
	nest = nla_nest_start(skb, CORDON_A_STATS_REASON);
	return !finish(skb, nest, nest && !nla_put_u8(skb, CORDON_A_REASON_ID, r) &&
		       !PUT_U64(skb, REASON, DROPPED_PACKETS, sums->dropped[r].packets) &&
		       !PUT_U64(skb, REASON, DROPPED_BYTES, sums->dropped[r].bytes) &&
		       !PUT_U64(skb, REASON, WOULD_PACKETS, sums->would[r].packets) &&
		       !PUT_U64(skb, REASON, WOULD_BYTES, sums->would[r].bytes));
}

static bool fill_sums(struct sk_buff *skb, const struct sums *sums)
{
	struct cordon_sum dropped = total(sums->dropped), would = total(sums->would);
	unsigned int r;

	if (PUT_U64(skb, STATS, PASSED_PACKETS, sums->passed.packets) ||
	    PUT_U64(skb, STATS, PASSED_BYTES, sums->passed.bytes) ||
	    PUT_U64(skb, STATS, DROPPED_PACKETS, dropped.packets) ||
	    PUT_U64(skb, STATS, DROPPED_BYTES, dropped.bytes) ||
	    PUT_U64(skb, STATS, WOULD_PACKETS, would.packets) ||
	    PUT_U64(skb, STATS, WOULD_BYTES, would.bytes))
		return false;
	for (r = 0; r <= CORDON_REASON_MAX; r++)
		if (!fill_reason(skb, r, sums))
			return false;
	return true;
}

/*
 * Counts of a camera or segment; retired: when the device was, 0: it is not. Returns
 * -ENOMEM too. May sleep.
 */
int cordon_fill_stats(struct sk_buff *skb, const struct cordon_account *account, u64 mac,
		      u64 retired)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_STATS);
	u64 seen = READ_ONCE(account->last_seen);
	struct sums *sums = kzalloc(sizeof(*sums), GFP_KERNEL);
	int err;

	if (!sums) {
		finish(skb, nest, false);
		return -ENOMEM;
	}
	add_account(sums, account);
	err = finish(skb, nest, nest &&
		     !nla_put_u8(skb, CORDON_A_STATS_KIND,
				 retired ? CORDON_KIND_RETIRED : account->kind) &&
		     !nla_put_string(skb, CORDON_A_STATS_NAME, account->name) &&
		     !cordon_fill_mac(skb, CORDON_A_STATS_MAC, mac) &&
		     (!seen || !PUT_U64(skb, STATS, LAST_SEEN, seen * NSEC_PER_SEC)) &&
		     (!retired || !PUT_U64(skb, STATS, RETIRED, retired)) &&
		     fill_sums(skb, sums));
	kfree(sums);
	return err;
}

/* With another policy given, only what that does not have. */
static void add_objects(struct sums *sums, const struct cordon_published *policy,
			const struct cordon_published *other)
{
	u32 i;

	for (i = 0; policy && i < policy->objects.count; i++) {
		const struct cordon_object *object = policy->objects.at[i], *same = NULL;

		if (!object || !object->account)
			continue;
		if (other)
			same = cordon_objects_find(&other->objects, object->kind, object->name);
		if (!same || same->account != object->account)
			add_account(sums, object->account);
	}
}

/* Everything together, what was removed included. Returns -ENOMEM too. May sleep. */
int cordon_fill_totals(struct sk_buff *skb, struct cordon_net *cn,
		       const struct cordon_published *policy)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_STATS);
	struct sums *sums = kzalloc(sizeof(*sums), GFP_KERNEL);
	unsigned int i;
	int err;

	if (!sums) {
		finish(skb, nest, false);
		return -ENOMEM;
	}
	add_objects(sums, policy, NULL);
	/* what was removed, but may come back */
	add_objects(sums, cn->confirm.former, policy);
	for (i = 0; i < CORDON_RETIRED_MAX; i++)
		if (cn->retired[i].account)
			add_account(sums, cn->retired[i].account);
	add_remainder(sums, &cn->remainder);
	err = finish(skb, nest, nest &&
		     !nla_put_u8(skb, CORDON_A_STATS_KIND, CORDON_KIND_TOTALS) &&
		     fill_sums(skb, sums));
	kfree(sums);
	return err;
}
