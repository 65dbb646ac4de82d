// SPDX-License-Identifier: GPL-2.0-only
/*
 * What of a judged frame is kept, so that the next one like it need not be judged.
 */
#include <linux/ktime.h>

#include "core/verdict.h"
#include "note.h"
#include "recall.h"

/* Is it a frame whose verdict may be kept? offset: of the MAC header from skb->data. */
static bool is_lasting(const struct cordon_judged *j, const struct sk_buff *skb, int offset,
		       struct cordon_plain *plain)
{
	return !skb_vlan_tag_present(skb) &&
	       cordon_plain_of(skb->data + offset, skb_tail_pointer(skb),
			       skb->len - offset - ETH_HLEN, plain) &&
	       cordon_verdict_lasting(&j->scene, &j->frame, &j->verdict);
}

/* The mark of a camera's passed frames, for nft, tc and routing rules. */
static void mark_of(const struct cordon_judged *j, struct cordon_outcome *is)
{
	const struct cordon_device *camera = j->verdict.camera;
	const struct cordon_policy *p = j->scene.policy;

	is->mask = 0;
	if (!camera || !j->verdict.pass || j->direction != CORDON_DIRECTION_OUT)
		return;
	is->mark = camera->mask ? camera->mark : p->mark;
	is->mask = camera->mask ? camera->mask : p->mask;
}

/* All that is noted of the next frame; false if that is not to be known now. */
static bool outcome_of(const struct cordon_judged *j, const struct cordon_entry *entry,
		       struct cordon_outcome *is)
{
	const struct cordon_verdict *verdict = &j->verdict;
	bool pass = verdict->reason == CORDON_REASON_PASS;

	is->where = cordon_memo_port(j->port, j->direction);
	is->in = j->scene.in_ifindex;
	is->reason = verdict->reason;
	is->pass = verdict->pass;
	is->alone = pass && !verdict->camera;
	is->seen = verdict->camera && j->direction == CORDON_DIRECTION_OUT;
	is->record = entry->record;
	is->tag = entry->tag;
	is->account = cordon_note_account(j);
	if (pass)
		is->passed = is->account->passed;
	else
		is->dropped = cordon_account_dropped(is->account, verdict->reason, verdict->pass);
	/* of who is not listed, more is noted than this */
	return is->dropped && (verdict->camera ? is->record && !entry->new : pass);
}

/* Marks a frame that was judged, and keeps what came of it, from the second one on. */
void cordon_recall_keep(const struct cordon_judged *j, const struct cordon_entry *entry,
			struct sk_buff *skb, int offset, const u8 *mac)
{
	struct cordon_outcome is;

	mark_of(j, &is);
	cordon_mark(skb, &is);
	if (outcome_of(j, entry, &is) && is_lasting(j, skb, offset, &is.plain))
		cordon_memo_keep(j->memos, j->epoch, mac, &is);
}

/* Keeps the way by which a frame was let out. */
void cordon_recall_keep_exit(const struct cordon_judged *j, const struct sk_buff *skb, int offset,
			     const struct cordon_exit_way *way)
{
	struct cordon_plain plain;

	if (is_lasting(j, skb, offset, &plain))
		cordon_memo_keep_exit(j->memos, j->epoch, eth_hdr(skb)->h_source, &plain, way);
}

/* The times of a frame that a memo answers: once a tick, as the coarse clock has them. */
bool cordon_recall_times(struct cordon_memo *memo)
{
	WRITE_ONCE(memo->tick, jiffies);
	WRITE_ONCE(memo->is.record->last, ktime_get_coarse_real_ns());
	if (memo->is.seen)
		WRITE_ONCE(memo->is.account->last_seen, ktime_get_real_seconds());
	return memo->is.pass;
}
