// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memo of verdicts: its memory, its epochs, and writing it.
 */
#include <linux/jiffies.h>
#include <linux/log2.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "memo.h"
#include "netns.h"

/* Begins at 1: an empty memo is of no epoch. */
u64 cordon_memo_epoch __read_mostly = 1;

static DEFINE_SPINLOCK(epoch_lock);	/* of who begins one. Bottom halves off */
static unsigned long grace;		/* before it is over nobody writes */
static unsigned long began;		/* jiffies */

/* What a namespace has before its first policy: nothing is ever kept in it. */
static struct {
	struct cordon_memos memos;
	struct cordon_memo memo[CORDON_MEMO_WAYS];
} nothing;

static bool is_nothing(const struct cordon_memos *memos)
{
	return memos == &nothing.memos;
}

static void begin_epoch(void)
{
	WRITE_ONCE(began, jiffies);
	WRITE_ONCE(grace, start_poll_synchronize_rcu());
	/* who sees the new epoch sees what has changed, and the grace period */
	smp_store_release(&cordon_memo_epoch, cordon_memo_epoch + 1);
}

/* Something of a scene has changed. Any context with interrupts on. */
void cordon_memo_forget(void)
{
	spin_lock_bh(&epoch_lock);
	begin_epoch();
	spin_unlock_bh(&epoch_lock);
}

/*
 * No room for it, or what is remembered of such a frame is of no use any more. In
 * a new epoch, once a second at most, what is in use comes back.
 */
static void refresh(void)
{
	if (time_before(jiffies, READ_ONCE(began) + HZ) || !spin_trylock(&epoch_lock))
		return;
	begin_epoch();
	spin_unlock(&epoch_lock);
}

void cordon_memo_init_net(struct cordon_net *cn)
{
	rcu_assign_pointer(cn->memos, &nothing.memos);
}

/**
 * cordon_memo_grow - give a namespace room for the memos of so many devices
 * @cn: its lock is held
 * @devices: cameras and trusted ones
 *
 * May sleep. Returns what cordon_memo_free() has to get a grace period later, or
 * NULL. Without memory it stays as it is: more has to be judged.
 */
struct cordon_memos *cordon_memo_grow(struct cordon_net *cn, u32 devices)
{
	struct cordon_memos *old = rcu_dereference_protected(cn->memos,
							     lockdep_is_held(&cn->lock));
	u32 sets = roundup_pow_of_two(clamp_t(u32, devices, CORDON_MEMO_SETS_MIN,
					      CORDON_MEMO_SETS_MAX));
	struct cordon_memos *new;

	if (old->mask >= (sets - 1) * CORDON_MEMO_SET_BYTES)
		return NULL;
	new = kvzalloc(struct_size(new, memo, sets * CORDON_MEMO_WAYS),
		       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!new)
		return NULL;
	new->mask = (sets - 1) * CORDON_MEMO_SET_BYTES;
	spin_lock_init(&new->lock);
	rcu_assign_pointer(cn->memos, new);
	return old;
}

void cordon_memo_free(struct cordon_memos *memos)
{
	if (memos && !is_nothing(memos))
		kvfree(memos);
}

/* A memo of the set that is of an epoch gone by; NULL: there is none. */
static struct cordon_memo *room(struct cordon_memo *set, u64 epoch)
{
	int i;

	for (i = 0; i < CORDON_MEMO_WAYS; i++)
		if (set[i].epoch != epoch)
			return &set[i];
	return NULL;
}

static struct cordon_memo *lookup(struct cordon_memo *set, u64 epoch,
				  const struct cordon_plain *plain)
{
	int i;

	for (i = 0; i < CORDON_MEMO_WAYS; i++)
		if (set[i].epoch == epoch && !memcmp(&set[i].is.plain, plain, sizeof(*plain)))
			return &set[i];
	return NULL;
}

/* May somebody write for this epoch? Then nobody reads what was written for another. */
static bool is_open(const struct cordon_memos *memos, u64 epoch)
{
	return !is_nothing(memos) && epoch == cordon_memo_now() &&
	       poll_state_synchronize_rcu(READ_ONCE(grace));
}

/**
 * cordon_memo_keep - remember a verdict
 * @memos: of the namespace
 * @epoch: cordon_memo_now(), read before the verdict
 * @mac: of the device on the segment
 * @outcome: the frame, and what came of it
 *
 * In an RCU read-side section, bottom halves off. Where there is no room, or
 * somebody else writes, it is not kept.
 */
void cordon_memo_keep(struct cordon_memos *memos, u64 epoch, const u8 *mac,
		      const struct cordon_outcome *outcome)
{
	struct cordon_memo *set = cordon_memo_set(memos, mac), *memo;

	if (!is_open(memos, epoch) || !spin_trylock(&memos->lock))
		return;
	memo = lookup(set, epoch, &outcome->plain) ? NULL : room(set, epoch);
	if (memo) {
		memo->exit = (struct cordon_exit_way){};
		memo->is = *outcome;
		/* pairs with cordon_memo_find() */
		smp_store_release(&memo->epoch, epoch);
	} else {
		refresh();
	}
	spin_unlock(&memos->lock);
}

/**
 * cordon_memo_keep_exit - remember that a frame was let out
 * @memos: of the namespace
 * @epoch: cordon_memo_now(), read before the verdict
 * @mac: of the device on the segment
 * @plain: the frame
 * @way: where it was let out
 *
 * Only of a frame whose first verdict is remembered, and only once. As
 * cordon_memo_keep().
 */
void cordon_memo_keep_exit(struct cordon_memos *memos, u64 epoch, const u8 *mac,
			   const struct cordon_plain *plain, const struct cordon_exit_way *way)
{
	struct cordon_memo *memo;

	if (!is_open(memos, epoch) || !spin_trylock(&memos->lock))
		return;
	memo = lookup(cordon_memo_set(memos, mac), epoch, plain);
	if (memo && !memo->exit.in) {
		memo->exit.out = way->out;
		/* pairs with cordon_memo_let_out() */
		smp_store_release(&memo->exit.in, way->in);
	} else if (memo) {
		refresh();
	}
	spin_unlock(&memos->lock);
}
