/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many objects of each kind exist: whatever was made is given back before
 * the module goes, and it says so.
 */
#ifndef _CORDON_LIVE_H
#define _CORDON_LIVE_H

#include <linux/atomic.h>

enum cordon_live {
	CORDON_LIVE_ACCOUNT,
	CORDON_LIVE_LEDGER,
	CORDON_LIVE_OBJECT,
	CORDON_LIVE_POLICY,
	CORDON_LIVE_DRAFT,
	CORDON_LIVE_SEGMENT,
	CORDON_LIVE_PORT,
	CORDON_LIVE_DEEDS,
	__CORDON_LIVE_MAX
};

extern atomic_t cordon_live[__CORDON_LIVE_MAX];

static inline void cordon_live_made(enum cordon_live what)
{
	atomic_inc(&cordon_live[what]);
}

static inline void cordon_live_gone(enum cordon_live what)
{
	atomic_dec(&cordon_live[what]);
}

#endif
