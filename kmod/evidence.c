// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bounded ledger of what was dropped and of what passed.
 */
#include <linux/init.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/ktime.h>

#include "account.h"
#include "core/frame.h"
#include "core/verdict.h"
#include "evidence.h"
#include "live.h"
#include "netns.h"

#define LEDGERS_MAX	16384	/* of the whole module, give or take a CPU: about 64 MiB */

/*
 * The service of a frame. Who opens names it; in a running TCP connection the
 * lower port is the server's. What a camera sends over UDP goes by where it
 * goes: its own port is its own choice.
 */
static u16 service_port(const struct cordon_frame *f, u8 direction)
{
	if (f->proto == CORDON_PROTO_ICMP || f->proto == CORDON_PROTO_ICMP6)
		return f->icmp_type;
	if (f->flags & CORDON_F_OPENS)
		return f->dport;
	if (f->proto == CORDON_PROTO_TCP)
		return min(f->sport, f->dport);
	if (direction == CORDON_DIRECTION_IN && f->sport < 1024)
		return min(f->sport, f->dport);
	return f->dport;
}

/**
 * cordon_deed_of - what a frame was up to
 * @f: its facts
 * @direction: out: the remote is where it goes, in: where it comes from
 * @deed: all but reason and would are set
 */
void cordon_deed_of(const struct cordon_frame *f, u8 direction, struct cordon_deed *deed)
{
	bool out = direction == CORDON_DIRECTION_OUT;

	memset(deed, 0, sizeof(*deed));
	deed->direction = direction;
	deed->l3 = f->l3;
	deed->ethertype = f->ethertype;
	deed->remote = out ? f->dip : f->sip;
	deed->mac = out ? f->dst : f->src;
	if (f->l3 != CORDON_L3_IP4 && f->l3 != CORDON_L3_IP6)
		return;
	deed->proto = f->proto;
	deed->port = service_port(f, direction);
}

static u64 secret[2] __ro_after_init;

/* Not at the first frame: that would be patching code while others run it. */
void __init cordon_evidence_init(void)
{
	get_random_bytes(secret, sizeof(secret));
}

/* Two deeds of one tag are one: 64 bits, mixed with a secret a sender cannot know. */
static u64 tag_of(const struct cordon_deed *deed)
{
	u64 what, tag;

	what = (u64)deed->port << 48 | (u64)deed->ethertype << 32 | (u64)deed->proto << 24 |
	       (u64)deed->reason << 16 | (u64)deed->would << 8 | deed->l3;
	tag = (what ^ secret[0]) * (secret[1] | 1);
	tag = (tag ^ tag >> 32 ^ deed->remote.lo ^ rol64(deed->remote.hi, 29)) * (secret[0] | 1);
	/* a destination on IP is one, whichever router it was sent to */
	if (deed->l3 == CORDON_L3_OTHER)
		tag = (tag ^ tag >> 32 ^ deed->mac) * (secret[1] | 1);
	tag ^= tag >> 32;
	return tag ? tag : 1;
}

static struct cordon_ledger *ledger_at(struct cordon_account *account, struct cordon_ledger **where)
{
	struct cordon_ledger *ledger = READ_ONCE(*where), *first;

	if (likely(ledger))
		return ledger;
	if (atomic_read(&cordon_live[CORDON_LIVE_LEDGER]) >= LEDGERS_MAX)
		goto fail;
	ledger = kzalloc(sizeof(*ledger), GFP_ATOMIC | __GFP_NOWARN);
	if (!ledger)
		goto fail;
	cordon_live_made(CORDON_LIVE_LEDGER);
	spin_lock_init(&ledger->lock);
	first = cmpxchg(where, NULL, ledger);
	if (!first)
		return ledger;
	cordon_ledger_free(ledger);
	return first;

fail:
	atomic64_inc(&account->cn->failures);
	return NULL;
}

void cordon_ledger_free(struct cordon_ledger *ledger)
{
	if (!ledger)
		return;
	kfree(ledger);
	cordon_live_gone(CORDON_LIVE_LEDGER);
}

/* Adds a record that has to give way to the sum of its reason and protocol. */
static void push_out(struct cordon_ledger *ledger, const struct cordon_record *old)
{
	struct cordon_record *sum = ledger->rest;
	struct cordon_record *last = &ledger->rest[CORDON_LEDGER_REST - 1];

	for (; sum < last && sum->tag; sum++)
		if (sum->deed.reason == old->deed.reason && sum->deed.proto == old->deed.proto &&
		    sum->deed.would == old->deed.would)
			break;
	if (!sum->tag) {
		sum->tag = 1;
		sum->first = old->first;
		sum->deed.direction = old->deed.direction;
		sum->deed.would = old->deed.would;
		/* the last one says of nothing but how much it was */
		sum->deed.reason = old->deed.reason;
		sum->deed.proto = sum == last ? 0 : old->deed.proto;
	}
	atomic64_add(atomic64_read(&old->packets), &sum->packets);
	atomic64_add(atomic64_read(&old->bytes), &sum->bytes);
	sum->first = min(sum->first, old->first);
	sum->last = max(sum->last, old->last);
	sum->merged++;
}

/* A free record of the set, or the longest silent one of its latest. */
static struct cordon_record *room_in(struct cordon_ledger *ledger, struct cordon_record *set)
{
	struct cordon_record *oldest = &set[CORDON_LEDGER_FIRST];
	int i;

	for (i = 0; i < CORDON_LEDGER_WAYS; i++) {
		if (!set[i].tag)
			return &set[i];
		if (i > CORDON_LEDGER_FIRST && set[i].last < oldest->last)
			oldest = &set[i];
	}
	push_out(ledger, oldest);
	return oldest;
}

static struct cordon_record *lookup(struct cordon_record *set, u64 tag)
{
	int i;

	for (i = 0; i < CORDON_LEDGER_WAYS; i++)
		if (READ_ONCE(set[i].tag) == tag)
			return &set[i];
	return NULL;
}

/* Counts in a record; last is seconds apart at most by what two CPUs differ. */
static void hit(struct cordon_record *record, u32 packets, u32 bytes)
{
	atomic64_add(packets, &record->packets);
	atomic64_add(bytes, &record->bytes);
	WRITE_ONCE(record->last, ktime_get_coarse_real_ns());
}

static struct cordon_entry insert(struct cordon_ledger *ledger, struct cordon_record *set, u64 tag,
				  const struct cordon_deed *deed, u32 packets, u32 bytes)
{
	struct cordon_entry entry = { .tag = tag };
	struct cordon_record *record;

	spin_lock_bh(&ledger->lock);
	record = lookup(set, tag);
	if (!record) {
		record = room_in(ledger, set);
		/* nobody hits it while it is neither the old one nor the new */
		WRITE_ONCE(record->tag, 0);
		record->deed = *deed;
		record->first = ktime_get_coarse_real_ns();
		atomic64_set(&record->packets, 0);
		atomic64_set(&record->bytes, 0);
		/* pairs with the compare in lookup(): who sees the tag counts from zero */
		smp_store_release(&record->tag, tag);
		entry.new = true;
	}
	hit(record, packets, bytes);
	spin_unlock_bh(&ledger->lock);
	entry.record = record;
	return entry;
}

/**
 * cordon_evidence_note - enter a deed into the ledger of an account
 * @account: the camera's or the segment's
 * @deed: what was tried or done
 * @passed: which of the two ledgers of its direction
 * @packets: how many
 * @bytes: of how many bytes
 *
 * Any context with bottom halves off. Says where it was entered, and whether it
 * is new to the ledger. What cannot be kept is counted as a failure, never
 * silently lost.
 */
struct cordon_entry cordon_evidence_note(struct cordon_account *account,
					 const struct cordon_deed *deed, bool passed,
					 u32 packets, u32 bytes)
{
	struct cordon_entry entry = { .tag = tag_of(deed) };
	struct cordon_ledger *ledger;
	struct cordon_record *set;

	ledger = ledger_at(account, &account->ledger[deed->direction][passed]);
	if (!ledger)
		return entry;
	set = &ledger->record[(entry.tag >> 32) % CORDON_LEDGER_SETS * CORDON_LEDGER_WAYS];
	entry.record = lookup(set, entry.tag);
	if (unlikely(!entry.record))
		return insert(ledger, set, entry.tag, deed, packets, bytes);
	hit(entry.record, packets, bytes);
	return entry;
}
