/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The memo of verdicts. A verdict is a function of the frame's facts and of the
 * scene; so a frame with the facts of one that was judged before, in the same
 * scene, need not be judged again.
 *
 * All of a scene that can change is in the epoch: whoever changes the policy in
 * force, an address or MAC of this host, or what is stacked on a segment, calls
 * cordon_memo_forget() right after. Verdicts that time alone can change, or
 * what was sent before, are not kept (cordon_verdict_lasting()).
 *
 * A memo is written once an epoch, and no sooner than a grace period after the
 * epoch before it ended. So who finds one of the present epoch reads what nobody
 * writes, without a lock.
 */
#ifndef _CORDON_MEMO_H
#define _CORDON_MEMO_H

#include <linux/cache.h>
#include <linux/spinlock.h>

#include "core/plain.h"

struct cordon_account;
struct cordon_count;
struct cordon_net;
struct cordon_passed;
struct cordon_port;
struct cordon_record;
struct net_device;

#define CORDON_MEMO_WAYS	4	/* flows of a camera; some share a set */
#define CORDON_MEMO_SETS_MIN	64
#define CORDON_MEMO_SETS_MAX	8192

/**
 * struct cordon_outcome - what came of a frame
 * @plain: the frame
 * @where: at which port it was judged, and which way it went: cordon_memo_port()
 * @in: towards a segment: where it came in
 * @reason: enum cordon_reason
 * @pass: it does
 * @seen: its sender is a camera, which is noted as alive
 * @alone: it is somebody who is left alone: it passes, is counted, and that is all
 * @passed: where it counts, if it has no reason against it
 * @dropped: where it counts, if it has one
 * @record: its evidence; NULL: none is kept
 * @tag: of the record, as long as it is still about this
 * @account: whose all of that is
 * @mark: what it is marked with, where @mask is not 0
 * @mask: of the mark
 */
struct cordon_outcome {
	struct cordon_plain plain;
	unsigned long where;
	u32 in;
	u8 reason;
	bool pass;
	bool seen;
	bool alone;
	union {
		struct cordon_passed __percpu *passed;
		struct cordon_count *dropped;
	};
	struct cordon_record *record;
	u64 tag;
	struct cordon_account *account;
	u32 mark;
	u32 mask;
};

/*
 * Where a frame was let out, as a hook knows it. Devices' addresses may be used
 * again, but not in the same epoch.
 */
struct cordon_exit_way {
	unsigned long in;		/* of the device, and in its lowest bits the checkpoint */
	const struct net_device *out;
};

struct cordon_memo {
	u64 epoch;			/* it is good for no other; 0: empty */
	struct cordon_exit_way exit;	/* in 0: it was not let out yet */
	unsigned long tick;		/* jiffies when its times were noted last */
	struct cordon_outcome is;
} __aligned(128);

#define CORDON_MEMO_SET_BYTES	(u32)(CORDON_MEMO_WAYS * sizeof(struct cordon_memo))

/* A camera's memos are in one set. */
struct cordon_memos {
	spinlock_t lock;		/* of who writes. Bottom halves off */
	u32 mask;			/* leaves of a number the offset of a set */
	struct cordon_memo memo[];
};

extern u64 cordon_memo_epoch;

void cordon_memo_init_net(struct cordon_net *cn);
struct cordon_memos *cordon_memo_grow(struct cordon_net *cn, u32 devices);
void cordon_memo_free(struct cordon_memos *memos);
void cordon_memo_forget(void);
void cordon_memo_keep(struct cordon_memos *memos, u64 epoch, const u8 *mac,
		      const struct cordon_outcome *outcome);
void cordon_memo_keep_exit(struct cordon_memos *memos, u64 epoch, const u8 *mac,
			   const struct cordon_plain *plain, const struct cordon_exit_way *way);

/* To be read before the scene is set, so that what changes later is noticed. */
static inline u64 cordon_memo_now(void)
{
	/* pairs with begin_epoch() */
	return smp_load_acquire(&cordon_memo_epoch);
}

/* A port, from which a frame comes, or to which it goes. */
static __always_inline unsigned long cordon_memo_port(const struct cordon_port *port, u8 direction)
{
	return (unsigned long)port | direction;
}

/* The set of a camera, by the end of its MAC, which makers count up. */
static __always_inline struct cordon_memo *cordon_memo_set(struct cordon_memos *memos,
							   const u8 *mac)
{
	return (void *)memos->memo + (cordon_get32(mac + 2) * CORDON_MEMO_SET_BYTES & memos->mask);
}

/*
 * Finds what came, in this epoch, of a frame with these addresses and ports. The
 * rest of it, and where it was, are yet to be compared.
 */
static __always_inline bool cordon_memo_find(struct cordon_memo *set, const u8 *head,
					     const u8 *end, struct cordon_memo **memo)
{
	const struct cordon_memo *last = set + CORDON_MEMO_WAYS;
	u64 epoch = READ_ONCE(cordon_memo_epoch);

	if (end - head < CORDON_PLAIN_MIN)
		return false;
	while (/* pairs with cordon_memo_keep() */
	       smp_load_acquire(&set->epoch) != epoch || !cordon_plain_meets(head, &set->is.plain))
		if (++set == last)
			return false;
	*memo = set;
	return true;
}

static __always_inline bool cordon_memo_let_out(const struct cordon_memo *memo,
						struct cordon_exit_way way)
{
	/* pairs with cordon_memo_keep_exit() */
	unsigned long in = smp_load_acquire(&memo->exit.in);

	return in == way.in && memo->exit.out == way.out;
}

#endif
