/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_UNKNOWN_H
#define _CORDON_UNKNOWN_H

#include <linux/if.h>
#include <linux/spinlock.h>

#include "core/types.h"

struct cordon_frame;
struct cordon_net;
struct cordon_policy;
struct cordon_verdict;

#define CORDON_UNKNOWN_MAX	256	/* devices of a namespace */
#define CORDON_UNKNOWN_FIRST	128	/* so many of the first stay, the others are the latest */
#define CORDON_DEEDS_MAX	8	/* of a device, in each direction */
#define CORDON_DEEDS_FIRST	4	/* so many of the first stay, the others are the latest */

/* With whom a device that nobody listed was seen, and at what. */
struct cordon_unknown_deed {
	struct cordon_addr remote;
	u64 mac;			/* of the last frame */
	u64 packets;			/* 0: free */
	u64 first;			/* nanoseconds since 1970 */
	u64 last;
	u32 ifindex;			/* towards it: where it came in; 0: made here */
	u16 port;
	u8 proto;
	u8 reason:7;			/* of the last frame */
	u8 pass:1;
};

struct cordon_unknown_deeds {
	struct cordon_unknown_deed at[2][CORDON_DEEDS_MAX];	/* by direction */
};

/* A device on a segment that nobody listed. */
struct cordon_unknown_device {
	u64 mac;			/* 0: free */
	char segment[IFNAMSIZ];
	struct cordon_addr addr4;	/* its last source addresses; zero: none yet */
	struct cordon_addr addr6;
	u16 ethertype;			/* of its last frame */
	u64 packets;
	u64 bytes;
	u64 dropped;			/* packets */
	u64 would;			/* packets that passed only because of observe */
	u64 first;			/* nanoseconds since 1970 */
	u64 last;
	struct cordon_unknown_deeds *deeds;	/* come with the first, and stay with the place */
};

/**
 * struct cordon_unknowns - the unknown devices of a namespace
 * @lock: guards all of it. Bottom halves off
 * @cn: the namespace
 * @count: devices in the list, ever at most CORDON_UNKNOWN_MAX
 * @inserts: new devices since @second began; a flood of MACs is cut there
 * @second: jiffies
 */
struct cordon_unknowns {
	spinlock_t lock;
	struct cordon_net *cn;
	u32 count;
	u32 inserts;
	unsigned long second;
	struct cordon_unknown_device device[CORDON_UNKNOWN_MAX];
};

struct cordon_unknowns *cordon_unknown_alloc(struct cordon_net *cn);
void cordon_unknown_free(struct cordon_unknowns *list);
bool cordon_unknown_note(struct cordon_unknowns *list, const struct cordon_frame *f,
			 const struct cordon_verdict *v, const char *segment, u32 packets,
			 u32 bytes);
void cordon_unknown_reached(struct cordon_unknowns *list, const struct cordon_frame *f,
			    const struct cordon_verdict *v, u32 ifindex, u32 packets);
bool cordon_unknown_listed(const struct cordon_policy *p, u64 mac);
u32 cordon_unknown_count(struct cordon_unknowns *list, const struct cordon_policy *p);

#endif
