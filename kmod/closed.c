// SPDX-License-Identifier: GPL-2.0-only
/*
 * Since when a segment is closed in fact. Its state says what becomes of devices
 * nobody listed; a camera that is only observed is a hole in it as well, and what
 * was a hole a moment ago is not forgotten when the policy changes.
 */
#include <linux/ktime.h>
#include <linux/rtnetlink.h>

#include "closed.h"
#include "netns.h"
#include "policy.h"
#include "segment.h"
#include "uapi/camcordon.h"

/* Notes in a policy until when cameras are observed, by segment. Before it is published. */
void cordon_closed_find(struct cordon_published *new)
{
	const struct cordon_policy *p = &new->policy;
	u32 i;

	for (i = 0; i < p->devices; i++) {
		const struct cordon_device *device = &p->device[i];

		/* only cameras have an account; trusted devices are trusted until then */
		if (device->account)
			new->observed[device->slot] = max(new->observed[device->slot],
							  device->until);
	}
}

static u64 observed_until(const struct cordon_published *policy, u8 slot)
{
	/* a camera without a segment may be on any */
	return max(policy->observed[slot], policy->observed[CORDON_SEGMENTS_MAX]);
}

/* Remembers, when a policy goes, until when it had cameras observed. Under RTNL. */
void cordon_closed_keep(struct cordon_net *cn, const struct cordon_published *old)
{
	u64 now = ktime_get_boottime_ns();
	u8 slot;

	ASSERT_RTNL();
	for (slot = 0; old && slot < CORDON_SEGMENTS_MAX; slot++) {
		struct cordon_segment *segment = cn->segments[slot];

		if (segment && old->policy.segment[slot].used)
			segment->observed = max(segment->observed,
						min(now, observed_until(old, slot)));
	}
}

/* A moment since boot as one since 1970: always the same, while nobody sets the clock. */
static u64 real_time(u64 boot)
{
	return boot + ktime_to_ns(ktime_mono_to_any(0, TK_OFFS_REAL)) -
	       ktime_to_ns(ktime_mono_to_any(0, TK_OFFS_BOOT));
}

/**
 * cordon_closed_since - since when nothing passed that should not
 * @segment: its state was refreshed
 * @policy: in force
 *
 * Under RTNL. Returns nanoseconds since 1970, or 0 if it is not closed now.
 */
u64 cordon_closed_since(const struct cordon_segment *segment,
			const struct cordon_published *policy)
{
	u64 until = max(segment->observed, observed_until(policy, segment->slot));

	if (segment->state != CORDON_STATE_CLOSED || until > ktime_get_boottime_ns())
		return 0;
	return until ? max(segment->since, real_time(until)) : segment->since;
}
