// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a segment is at the moment: told when it changes, and since when it is.
 */
#include <linux/if_arp.h>
#include <linux/ktime.h>
#include <linux/rtnetlink.h>

#include "event.h"
#include "netns.h"
#include "policy.h"
#include "segment.h"
#include "state.h"

static u8 state_of_policy(const struct cordon_segment *segment)
{
	const struct cordon_published *policy = rtnl_dereference(segment->owner->policy);
	const struct cordon_segment_rule *rule;

	if (!policy)
		return CORDON_STATE_CLOSED;
	rule = &policy->policy.segment[segment->slot];
	if (!rule->used)
		return CORDON_STATE_CLOSED;
	if (policy->policy.observe_until > ktime_get_coarse_boottime_ns() ||
	    rule->unknown == CORDON_UNKNOWN_OBSERVE)
		return CORDON_STATE_OBSERVING;
	return rule->unknown == CORDON_UNKNOWN_OPEN ? CORDON_STATE_OPEN : CORDON_STATE_CLOSED;
}

static u8 find_state(const struct cordon_segment *segment)
{
	const struct cordon_port *port;

	if (list_empty(&segment->ports))
		return CORDON_STATE_WAITING;
	list_for_each_entry(port, &segment->ports, list)
		if (!port->in || !rcu_access_pointer(port->placed) ||
		    port->dev->type != ARPHRD_ETHER)
			return CORDON_STATE_FAILED;
	if (cordon_segment_port(segment)->displaced)
		return CORDON_STATE_DISPLACED;
	return state_of_policy(segment);
}

/* When the present state began: observing ends by itself, at a known moment. */
static u64 began(const struct cordon_segment *segment, u8 state)
{
	const struct cordon_published *policy = rtnl_dereference(segment->owner->policy);
	u64 now = ktime_get_boottime_ns();
	u64 until = policy ? policy->policy.observe_until : 0;

	if (segment->state == CORDON_STATE_OBSERVING && state == CORDON_STATE_CLOSED &&
	    until && until < now)
		return ktime_get_real_ns() - (now - until);
	return ktime_get_real_ns();
}

static void refresh(struct cordon_segment *segment)
{
	u8 state = find_state(segment);

	if (state == segment->state && segment->since)
		return;
	segment->since = began(segment, state);
	segment->state = state;
	cordon_event_segment(segment->owner, segment->name, state);
}

/* Looks at all segments and tells what changed: a device may be in another namespace. */
void cordon_state_refresh(void)
{
	struct cordon_segment *segment;

	ASSERT_RTNL();
	list_for_each_entry(segment, &cordon_segments, all)
		refresh(segment);
}
