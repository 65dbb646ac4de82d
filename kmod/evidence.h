/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_EVIDENCE_H
#define _CORDON_EVIDENCE_H

#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "core/types.h"

struct cordon_account;
struct cordon_frame;
struct cordon_net;

#define CORDON_LEDGER_SETS	8	/* a key belongs to one set ... */
#define CORDON_LEDGER_WAYS	4	/* ... of so many records: */
#define CORDON_LEDGER_FIRST	2	/* these keep what came first, the others the latest */
#define CORDON_LEDGER_REST	8	/* sums of what was pushed out, by reason and protocol */

/* What was tried or done: whom with, and what. */
struct cordon_deed {
	struct cordon_addr remote;	/* zero: no IP, see mac */
	u64 mac;
	u16 ethertype;
	u16 port;
	u8 l3;
	u8 proto;
	u8 reason;
	u8 direction;			/* enum cordon_direction */
	bool would;
};

struct cordon_record {
	u64 tag;			/* of the deed; 0: free */
	struct cordon_deed deed;
	atomic64_t packets;
	atomic64_t bytes;
	u64 first;			/* nanoseconds since 1970 */
	u64 last;
	u32 merged;			/* CORDON_LEDGER_REST: records in this sum */
};

/**
 * struct cordon_ledger - a bounded list of deeds
 * @lock: guards inserting and pushing out; a hit takes no lock. Bottom halves off
 * @record: sets of ways
 * @rest: what was pushed out; the last one takes whatever has no own sum
 *
 * Memory is fixed: a camera that tries a million ports pushes out its own
 * latest deeds, which are summed up and stay counted.
 */
struct cordon_ledger {
	spinlock_t lock;
	struct cordon_record record[CORDON_LEDGER_SETS * CORDON_LEDGER_WAYS];
	struct cordon_record rest[CORDON_LEDGER_REST];
};

/* Where a deed was entered. */
struct cordon_entry {
	struct cordon_record *record;	/* NULL: nowhere */
	u64 tag;
	bool new;
};

void cordon_evidence_init(void);
struct cordon_entry cordon_evidence_note(struct cordon_account *account,
					 const struct cordon_deed *deed, bool passed,
					 u32 packets, u32 bytes);
void cordon_deed_of(const struct cordon_frame *f, u8 direction, struct cordon_deed *deed);
void cordon_ledger_free(struct cordon_ledger *ledger);

#endif
