/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_UNKNOWN_H
#define _CORDON_UNKNOWN_H

#include <linux/if.h>
#include <linux/spinlock.h>

#include "core/types.h"

struct cordon_frame;
struct cordon_policy;

#define CORDON_UNKNOWN_MAX	256	/* devices of a namespace */
#define CORDON_UNKNOWN_FIRST	128	/* so many of the first stay, the others are the latest */

/* A device on a segment that nobody listed. */
struct cordon_unknown_device {
	u64 mac;			/* 0: free */
	char segment[IFNAMSIZ];
	struct cordon_addr addr4;	/* its last source addresses; zero: none yet */
	struct cordon_addr addr6;
	u16 ethertype;			/* of its last frame */
	u64 packets;
	u64 bytes;
	u64 first;			/* nanoseconds since 1970 */
	u64 last;
};

/**
 * struct cordon_unknowns - the unknown devices of a namespace
 * @lock: guards all of it. Bottom halves off
 * @count: devices in the list, ever at most CORDON_UNKNOWN_MAX
 * @inserts: new devices since @second began; a flood of MACs is cut there
 * @second: jiffies
 */
struct cordon_unknowns {
	spinlock_t lock;
	u32 count;
	u32 inserts;
	unsigned long second;
	struct cordon_unknown_device device[CORDON_UNKNOWN_MAX];
};

struct cordon_unknowns *cordon_unknown_alloc(void);
bool cordon_unknown_note(struct cordon_unknowns *list, const struct cordon_frame *f,
			 const char *segment, u32 packets, u32 bytes);
bool cordon_unknown_listed(const struct cordon_policy *p, u64 mac);
u32 cordon_unknown_count(struct cordon_unknowns *list, const struct cordon_policy *p);

#endif
