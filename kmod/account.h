/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_ACCOUNT_H
#define _CORDON_ACCOUNT_H

#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/u64_stats_sync.h>

#include "core/flow.h"
#include "core/reason.h"
#include "evidence.h"
#include "uapi/camcordon.h"

struct cordon_net;

/* Passed frames, a block for each CPU; written in softirq only. */
struct cordon_passed {
	u64_stats_t packets;
	u64_stats_t bytes;
	struct u64_stats_sync sync;
};

struct cordon_count {
	atomic64_t packets;
	atomic64_t bytes;
};

/* Frames by reason; the block comes with the first of them. */
struct cordon_counts {
	struct cordon_count of[CORDON_REASON_MAX + 1];
};

/**
 * struct cordon_account - what was counted and kept of a camera or a segment
 * @refs: held by policy objects of that name, and by an attached segment
 * @kind: CORDON_KIND_CAMERA, or CORDON_KIND_SEGMENT: devices nobody listed
 * @name: the camera's or the interface's
 * @cn: its namespace, which outlives it
 * @passed: per CPU
 * @last_seen: seconds since 1970 of its last frame, 0: never
 * @dropped: by reason; NULL before the first, then for ever
 * @would: the same for what was only observed
 * @ledger: evidence, by direction and whether it passed; likewise
 * @replaced: another device took the name in a draft; under @cn's lock
 * @flows: what peers sent to it over UDP; of a segment: recorders' queries to
 *	groups; likewise
 *
 * It lives on across changes of the policy, as long as an object of its name
 * does. Blocks are put in place with cmpxchg(), so no lock guards it.
 */
struct cordon_account {
	refcount_t refs;
	u8 kind;
	char name[CORDON_NAME_MAX + 1];
	struct cordon_net *cn;
	struct cordon_passed __percpu *passed;
	u64 last_seen;
	bool replaced;
	struct cordon_counts *dropped;
	struct cordon_counts *would;
	struct cordon_ledger *ledger[2][2];
	struct cordon_flows *flows;
	struct rcu_head rcu;
};

/* One sum: packets and bytes. */
struct cordon_sum {
	u64 packets;
	u64 bytes;
};

struct cordon_account *cordon_account_alloc(struct cordon_net *cn, u8 kind, const char *name);
struct cordon_account *cordon_account_get(struct cordon_account *account);
void cordon_account_put(struct cordon_account *account);
struct cordon_count *cordon_account_dropped(struct cordon_account *account, u8 reason, bool would);
void cordon_account_remember(struct cordon_account *account, const struct cordon_flow_key *key,
			     u64 now);
struct cordon_sum cordon_account_passed(const struct cordon_account *account);
struct cordon_sum cordon_account_count(const struct cordon_counts *counts, unsigned int reason);

/* Counts a frame that passed; bottom halves are off. */
static inline void cordon_account_pass(struct cordon_passed __percpu *of, u32 packets, u32 bytes)
{
	struct cordon_passed *passed = this_cpu_ptr(of);

	u64_stats_update_begin(&passed->sync);
	u64_stats_add(&passed->packets, packets);
	u64_stats_add(&passed->bytes, bytes);
	u64_stats_update_end(&passed->sync);
}

static inline void cordon_account_drop(struct cordon_count *count, u32 packets, u32 bytes)
{
	atomic64_add(packets, &count->packets);
	atomic64_add(bytes, &count->bytes);
}

#endif
