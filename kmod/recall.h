/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The way of nearly all frames: what came of one like it is known (memo.h), so it
 * is only accounted for. It counts in instructions, so all of it is inline, the
 * skb's fields are read where they are used, and who is only left alone goes first.
 */
#ifndef _CORDON_RECALL_H
#define _CORDON_RECALL_H

#include <linux/if_vlan.h>
#include <linux/jiffies.h>
#include <linux/skbuff.h>

#include "account.h"
#include "core/reason.h"
#include "evidence.h"
#include "memo.h"
#include "trace.h"

struct cordon_judged;

void cordon_recall_keep(const struct cordon_judged *j, const struct cordon_entry *entry,
			struct sk_buff *skb, int offset, const u8 *mac);
void cordon_recall_keep_exit(const struct cordon_judged *j, const struct sk_buff *skb, int offset,
			     const struct cordon_exit_way *way);
bool cordon_recall_times(struct cordon_memo *memo);

/* How many frames a merged one was, or will be. */
static inline u32 cordon_packets_of(const struct sk_buff *skb)
{
	if (!skb_is_gso(skb))
		return 1;
	return skb_shinfo(skb)->gso_segs ?:
	       DIV_ROUND_UP(skb->len, skb_shinfo(skb)->gso_size ?: 1);
}

static inline void cordon_mark(struct sk_buff *skb, const struct cordon_outcome *is)
{
	if (is->mask)
		skb->mark = (skb->mark & ~is->mask) | is->mark;
}

/*
 * Finds what came of a frame like this one; false: it has to be judged. Where it
 * was is yet to be compared. mac: of the device on the segment. ahead: bytes of the
 * Ethernet header that skb->len counts
 */
static __always_inline bool cordon_recall(struct cordon_memos *memos, const struct sk_buff *skb,
					  const u8 *head, const u8 *mac, u32 ahead,
					  struct cordon_memo **memo)
{
	return !skb_vlan_tag_present(skb) &&
	       cordon_memo_find(cordon_memo_set(memos, mac), head, skb_tail_pointer(skb), memo) &&
	       cordon_plain_like(head, skb->len - ahead, &(*memo)->is.plain);
}

/*
 * May a frame be accounted for as the memo says? Not by a record that was pushed
 * out since, nor where somebody traces drops.
 */
static __always_inline bool cordon_recall_counts(const struct cordon_memo *memo)
{
	const struct cordon_outcome *is = &memo->is;

	return is->alone || (READ_ONCE(is->record->tag) == is->tag &&
			     (!trace_cordon_drop_enabled() || is->reason == CORDON_REASON_PASS));
}

/* Accounts for a frame as for the one that it is like. Returns whether it passes. */
static __always_inline bool cordon_recall_conclude(struct cordon_memo *memo, struct sk_buff *skb,
						   u32 wire_len)
{
	const struct cordon_outcome *is = &memo->is;
	u32 packets = cordon_packets_of(skb);
	unsigned long now;

	if (is->alone) {
		cordon_account_pass(is->passed, packets, wire_len);
		return true;
	}
	if (is->reason == CORDON_REASON_PASS)
		cordon_account_pass(is->passed, packets, wire_len);
	else
		cordon_account_drop(is->dropped, packets, wire_len);
	cordon_mark(skb, is);
	atomic64_add(packets, &is->record->packets);
	atomic64_add(wire_len, &is->record->bytes);
	/* another tick, not a later one */
	now = jiffies;
	if (unlikely(READ_ONCE(memo->tick) != now))
		return cordon_recall_times(memo);
	return is->pass;
}

#endif
