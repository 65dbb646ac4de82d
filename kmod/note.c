// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is noted of a frame that was judged: counters, evidence, events, and
 * what has to be remembered. Bottom halves are off.
 */
#include <linux/ktime.h>
#include <linux/netdevice.h>

#include "account.h"
#include "event.h"
#include "netns.h"
#include "note.h"
#include "segment.h"
#include "trace.h"
#include "unknown.h"

/* Where a frame counts: the camera's account, or that of devices nobody listed. */
struct cordon_account *cordon_note_account(const struct cordon_judged *j)
{
	return j->verdict.camera ? j->verdict.camera->account : j->segment->account;
}

static bool is_impostor(u8 reason)
{
	return reason == CORDON_REASON_SPOOFED_PEER || reason == CORDON_REASON_WRONG_SEGMENT ||
	       reason == CORDON_REASON_CLONED_ADDRESS || reason == CORDON_REASON_CLONED_MAC;
}

void cordon_note_tell(const struct cordon_judged *j, u8 type, const struct cordon_deed *deed)
{
	const struct cordon_account *account = cordon_note_account(j);
	bool out = j->direction == CORDON_DIRECTION_OUT;

	cordon_event_deed(j->cn, type, j->verdict.camera ? account->name : NULL,
			  j->segment->name, out ? j->frame.src : j->frame.dst, deed);
}

/* Counts a frame with something against it, and keeps what it tried. */
struct cordon_entry cordon_note_drop(const struct cordon_judged *j)
{
	const struct cordon_verdict *v = &j->verdict;
	struct cordon_account *account = cordon_note_account(j);
	struct cordon_count *count = cordon_account_dropped(account, v->reason, v->pass);
	struct cordon_entry entry = {};
	struct cordon_deed deed;

	if (likely(count))
		cordon_account_drop(count, j->packets, j->bytes);
	trace_cordon_drop(account->name, j->port->dev->ifindex, j->direction, v->reason, v->pass,
			  j->frame.src, j->frame.dst, j->frame.ethertype, j->bytes);
	/* copies of what was allowed are counted, but no attempt at anything */
	if (v->reason == CORDON_REASON_FLOOD)
		return entry;
	cordon_deed_of(&j->frame, j->direction, &deed);
	deed.reason = v->reason;
	deed.would = v->pass;
	entry = cordon_evidence_note(account, &deed, false, j->packets, j->bytes);
	if (entry.new)
		cordon_note_tell(j, is_impostor(v->reason) ? CORDON_EVENT_IMPOSTOR :
				 CORDON_EVENT_ATTEMPT, &deed);
	return entry;
}

/* A peer's UDP is remembered, so that the answer passes. */
static noinline void remember(const struct cordon_judged *j)
{
	struct cordon_flow_key key;

	cordon_verdict_flow(&j->frame, j->verdict.remember, &key);
	cordon_account_remember(j->verdict.remember == CORDON_REMEMBER_QUERY ?
				j->segment->account : cordon_note_account(j), &key, j->scene.now);
}

struct cordon_entry cordon_note_pass(const struct cordon_judged *j)
{
	struct cordon_account *account = cordon_note_account(j);
	struct cordon_deed deed;

	cordon_account_pass(account->passed, j->packets, j->bytes);
	if (j->verdict.remember)
		remember(j);
	if (!j->verdict.camera)
		return (struct cordon_entry){};
	cordon_deed_of(&j->frame, j->direction, &deed);
	return cordon_evidence_note(account, &deed, true, j->packets, j->bytes);
}

/* Whoever uses a camera's address may be the one that was put in its place. */
static bool is_unlisted(const struct cordon_judged *j)
{
	return j->verdict.unknown ||
	       (j->verdict.reason == CORDON_REASON_CLONED_ADDRESS &&
		!cordon_unknown_listed(j->scene.policy, j->frame.src));
}

void cordon_note_sender(const struct cordon_judged *j)
{
	const struct cordon_verdict *v = &j->verdict;

	if (v->camera)
		WRITE_ONCE(((struct cordon_account *)v->camera->account)->last_seen,
			   ktime_get_real_seconds());
	else if (is_unlisted(j) && cordon_unknown_note(j->cn->unknowns, &j->frame, v,
						   j->segment->name, j->packets, j->bytes))
		cordon_note_tell(j, CORDON_EVENT_UNKNOWN, NULL);
}

/* Of devices that nobody listed, who deals with them is kept, too. */
void cordon_note_receiver(const struct cordon_judged *j)
{
	if (j->verdict.unknown)
		cordon_unknown_reached(j->cn->unknowns, &j->frame, &j->verdict,
				       j->scene.in_ifindex, j->packets);
}
