// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters of a camera or segment, and their life: what is counted is folded
 * into the namespace's remainder when the account goes, so totals never fall.
 */
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/slab.h>

#include "account.h"
#include "live.h"
#include "netns.h"

/**
 * cordon_account_alloc - a new account with one reference
 * @cn: its namespace
 * @kind: CORDON_KIND_CAMERA or CORDON_KIND_SEGMENT
 * @name: copied
 *
 * May sleep. Returns NULL without memory.
 */
struct cordon_account *cordon_account_alloc(struct cordon_net *cn, u8 kind, const char *name)
{
	struct cordon_account *account = kzalloc(sizeof(*account), GFP_KERNEL_ACCOUNT);
	int cpu;

	if (!account)
		return NULL;
	account->passed = alloc_percpu_gfp(struct cordon_passed, GFP_KERNEL_ACCOUNT);
	if (!account->passed) {
		kfree(account);
		return NULL;
	}
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(account->passed, cpu)->sync);
	cordon_live_made(CORDON_LIVE_ACCOUNT);
	refcount_set(&account->refs, 1);
	account->kind = kind;
	account->cn = cn;
	strscpy(account->name, name, sizeof(account->name));
	return account;
}

struct cordon_account *cordon_account_get(struct cordon_account *account)
{
	refcount_inc(&account->refs);
	return account;
}

static void free_account(struct rcu_head *rcu)
{
	struct cordon_account *account = container_of(rcu, struct cordon_account, rcu);
	int i;

	for (i = 0; i < 4; i++)
		cordon_ledger_free(account->ledger[i / 2][i % 2]);
	kfree(account->dropped);
	kfree(account->would);
	kfree(account->flows);
	free_percpu(account->passed);
	kfree(account);
	cordon_live_gone(CORDON_LIVE_ACCOUNT);
}

static void fold_counts(u64 sums[][2], const struct cordon_counts *counts)
{
	unsigned int reason;

	for (reason = 0; reason <= CORDON_REASON_MAX; reason++) {
		struct cordon_sum sum = cordon_account_count(counts, reason);

		sums[reason][0] += sum.packets;
		sums[reason][1] += sum.bytes;
	}
}

/*
 * Gives a reference back. The last one is given back after a grace period in
 * which no checkpoint could find the account any more, so its counts are final
 * when they are folded.
 */
void cordon_account_put(struct cordon_account *account)
{
	struct cordon_remainder *rest;
	struct cordon_sum passed;

	if (!account || !refcount_dec_and_test(&account->refs))
		return;
	rest = &account->cn->remainder;
	passed = cordon_account_passed(account);
	spin_lock_bh(&rest->lock);
	rest->passed[0] += passed.packets;
	rest->passed[1] += passed.bytes;
	fold_counts(rest->dropped, account->dropped);
	fold_counts(rest->would, account->would);
	spin_unlock_bh(&rest->lock);
	/* a dump may still be reading it under RCU */
	call_rcu(&account->rcu, free_account);
}

/* The block at *where, allocated at its first use; NULL without memory. */
static struct cordon_counts *counts_at(struct cordon_account *account,
				       struct cordon_counts **where)
{
	struct cordon_counts *counts = READ_ONCE(*where), *first;

	if (likely(counts))
		return counts;
	counts = kzalloc(sizeof(*counts), GFP_ATOMIC | __GFP_NOWARN);
	if (!counts) {
		atomic64_inc(&account->cn->failures);
		return NULL;
	}
	first = cmpxchg(where, NULL, counts);
	if (!first)
		return counts;
	kfree(counts);
	return first;
}

/* Where frames of this reason count; NULL without memory. It stays as long as the account. */
struct cordon_count *cordon_account_dropped(struct cordon_account *account, u8 reason, bool would)
{
	struct cordon_counts *counts;

	counts = counts_at(account, would ? &account->would : &account->dropped);
	return counts ? &counts->of[reason] : NULL;
}

/**
 * cordon_account_remember - a peer sent something whose answer shall pass
 * @account: the camera's, or for a query to a group the segment's
 * @key: what it was
 * @now: nanoseconds since boot
 *
 * Bottom halves off. Without memory the answers drop, and a failure is counted.
 */
void cordon_account_remember(struct cordon_account *account, const struct cordon_flow_key *key,
			     u64 now)
{
	struct cordon_flows *flows = READ_ONCE(account->flows), *first;

	if (unlikely(!flows)) {
		flows = kzalloc(sizeof(*flows), GFP_ATOMIC | __GFP_NOWARN);
		if (!flows) {
			atomic64_inc(&account->cn->failures);
			return;
		}
		flows->secret[0] = get_random_u64();
		flows->secret[1] = get_random_u64();
		first = cmpxchg(&account->flows, NULL, flows);
		if (first) {
			kfree(flows);
			flows = first;
		}
	}
	cordon_flow_note(flows, key, now);
}

/* What passed, over all CPUs. */
struct cordon_sum cordon_account_passed(const struct cordon_account *account)
{
	struct cordon_sum sum = {};
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct cordon_passed *passed = per_cpu_ptr(account->passed, cpu);
		unsigned int start;
		u64 packets, bytes;

		do {
			start = u64_stats_fetch_begin(&passed->sync);
			packets = u64_stats_read(&passed->packets);
			bytes = u64_stats_read(&passed->bytes);
		} while (u64_stats_fetch_retry(&passed->sync, start));
		sum.packets += packets;
		sum.bytes += bytes;
	}
	return sum;
}

/* What was counted under a reason; nothing where no block is. */
struct cordon_sum cordon_account_count(const struct cordon_counts *counts, unsigned int reason)
{
	struct cordon_sum sum = {};

	if (counts) {
		sum.packets = atomic64_read(&counts->of[reason].packets);
		sum.bytes = atomic64_read(&counts->of[reason].bytes);
	}
	return sum;
}
