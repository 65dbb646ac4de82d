// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events for whoever joined the multicast group of the namespace. Frames can
 * trigger them, so they are rate limited; the next one says how many were left
 * out. Nothing waits for a listener.
 */
#include <linux/ktime.h>

#include "event.h"
#include "evidence.h"
#include "netlink.h"
#include "netns.h"
#include "nlfill.h"
#include "object.h"

#define EVENT_BYTES	384	/* the largest event fits */

struct event {
	struct sk_buff *skb;
	void *header;
	struct nlattr *nest;
};

/* False if nobody listens, too many were sent, or memory is short. */
static bool begin(struct cordon_net *cn, struct event *event, u8 type)
{
	if (!cordon_netlink_listened(cn->net))
		return false;
	if (!__ratelimit(&cn->event_limit))
		goto missed;
	event->skb = genlmsg_new(EVENT_BYTES, GFP_ATOMIC);
	if (!event->skb)
		goto missed;
	event->header = genlmsg_put(event->skb, 0, 0, &cordon_family, 0, CORDON_CMD_EVENT);
	event->nest = nla_nest_start(event->skb, CORDON_A_EVENT);
	if (!event->header || !event->nest ||
	    nla_put_u8(event->skb, CORDON_A_EVENT_TYPE, type) ||
	    nla_put_u64_64bit(event->skb, CORDON_A_EVENT_TIME, ktime_get_real_ns(),
			      CORDON_A_EVENT_PAD)) {
		nlmsg_free(event->skb);
		goto missed;
	}
	return true;

missed:
	atomic_inc(&cn->events_missed);
	return false;
}

static void end(struct cordon_net *cn, struct event *event, bool fits)
{
	u32 missed = atomic_xchg(&cn->events_missed, 0);

	if (!fits || (missed && nla_put_u32(event->skb, CORDON_A_EVENT_SUPPRESSED, missed))) {
		nlmsg_free(event->skb);
		atomic_add(missed + 1, &cn->events_missed);
		return;
	}
	nla_nest_end(event->skb, event->nest);
	genlmsg_end(event->skb, event->header);
	/* -ESRCH: the last listener has left meanwhile */
	genlmsg_multicast_netns(&cordon_family, cn->net, event->skb, 0, 0, GFP_ATOMIC);
}

static bool fill_deed(struct sk_buff *skb, const struct cordon_deed *deed)
{
	if (nla_put_u8(skb, CORDON_A_EVENT_DIRECTION, deed->direction) ||
	    nla_put_u8(skb, CORDON_A_EVENT_REASON, deed->reason) ||
	    nla_put_u16(skb, CORDON_A_EVENT_ETHERTYPE, deed->ethertype) ||
	    cordon_fill_addr(skb, CORDON_A_EVENT_REMOTE, &deed->remote))
		return false;
	if (deed->l3 != CORDON_L3_IP4 && deed->l3 != CORDON_L3_IP6)
		return true;
	return !nla_put_u8(skb, CORDON_A_EVENT_PROTOCOL, deed->proto) &&
	       !nla_put_u16(skb, CORDON_A_EVENT_PORT, deed->port);
}

/**
 * cordon_event_deed - tell what a device on a segment did
 * @cn: namespace that is told
 * @type: enum cordon_event
 * @camera: its name, NULL: nobody listed it
 * @segment: interface
 * @mac: the device's
 * @deed: may be NULL
 *
 * Any context.
 */
void cordon_event_deed(struct cordon_net *cn, u8 type, const char *camera, const char *segment,
		       u64 mac, const struct cordon_deed *deed)
{
	struct event event;

	if (!begin(cn, &event, type))
		return;
	end(cn, &event,
	    (!camera || !nla_put_string(event.skb, CORDON_A_EVENT_NAME, camera)) &&
	    !nla_put_string(event.skb, CORDON_A_EVENT_SEGMENT, segment) &&
	    !cordon_fill_mac(event.skb, CORDON_A_EVENT_MAC, mac) &&
	    (!deed || fill_deed(event.skb, deed)));
}

/* Tells that a segment is now in this state (enum cordon_state). */
void cordon_event_segment(struct cordon_net *cn, const char *segment, u8 state)
{
	struct event event;

	if (begin(cn, &event, CORDON_EVENT_SEGMENT))
		end(cn, &event,
		    !nla_put_string(event.skb, CORDON_A_EVENT_SEGMENT, segment) &&
		    !nla_put_u8(event.skb, CORDON_A_EVENT_STATE, state));
}

/**
 * cordon_event_timed - tell that something that ends by itself began or ended
 * @cn: namespace that is told
 * @type: CORDON_EVENT_BEGUN or CORDON_EVENT_ENDED
 * @what: enum cordon_timed
 * @object: what it is, NULL: the whole namespace
 * @uid: who asked for it
 *
 * May sleep.
 */
void cordon_event_timed(struct cordon_net *cn, u8 type, u8 what,
			const struct cordon_object *object, u32 uid)
{
	const struct cordon_exception *allows = NULL;
	struct event event;

	if (!begin(cn, &event, type))
		return;
	if (object && object->waiver)
		allows = &object->waiver->allows;
	end(cn, &event,
	    !nla_put_u8(event.skb, CORDON_A_EVENT_TIMED, what) &&
	    !nla_put_u32(event.skb, CORDON_A_EVENT_UID, uid) &&
	    (!object || !nla_put_string(event.skb, CORDON_A_EVENT_NAME, object->name)) &&
	    (!allows ||
	     (!cordon_fill_addr(event.skb, CORDON_A_EVENT_REMOTE, &allows->addr) &&
	      !nla_put_u8(event.skb, CORDON_A_EVENT_PROTOCOL, allows->service.proto) &&
	      !nla_put_u16(event.skb, CORDON_A_EVENT_PORT, allows->service.first) &&
	      !nla_put_u16(event.skb, CORDON_A_EVENT_PORT_LAST, allows->service.last))));
}

/* Tells that a segment's device has another name now, and is closed under it. */
void cordon_event_rename(struct cordon_net *cn, const char *segment, u8 state, const char *iface)
{
	struct event event;

	if (begin(cn, &event, CORDON_EVENT_SEGMENT))
		end(cn, &event,
		    !nla_put_string(event.skb, CORDON_A_EVENT_SEGMENT, segment) &&
		    !nla_put_u8(event.skb, CORDON_A_EVENT_STATE, state) &&
		    !nla_put_string(event.skb, CORDON_A_EVENT_IFACE, iface));
}

/* Tells that the policy was sealed, or that a change was refused because of it. */
void cordon_event_seal(struct cordon_net *cn, u8 type, u32 uid)
{
	struct event event;

	if (begin(cn, &event, type))
		end(cn, &event, !nla_put_u32(event.skb, CORDON_A_EVENT_UID, uid));
}

static bool fill_generation(struct sk_buff *skb, u64 generation)
{
	return !nla_put_u64_64bit(skb, CORDON_A_EVENT_GENERATION, generation, CORDON_A_EVENT_PAD);
}

/* Tells that a policy is in force; for so many seconds, unless it is confirmed. */
void cordon_event_commit(struct cordon_net *cn, u64 generation, u32 confirm)
{
	struct event event;

	if (begin(cn, &event, CORDON_EVENT_COMMIT))
		end(cn, &event, fill_generation(event.skb, generation) &&
		    (!confirm || !nla_put_u32(event.skb, CORDON_A_EVENT_CONFIRM, confirm)));
}

/* Tells that a policy stays in force. */
void cordon_event_confirmed(struct cordon_net *cn, u64 generation, u32 uid)
{
	struct event event;

	if (begin(cn, &event, CORDON_EVENT_CONFIRMED))
		end(cn, &event, fill_generation(event.skb, generation) &&
		    !nla_put_u32(event.skb, CORDON_A_EVENT_UID, uid));
}

/* Tells that a former policy is in force again. */
void cordon_event_reverted(struct cordon_net *cn, u64 generation)
{
	struct event event;

	if (begin(cn, &event, CORDON_EVENT_REVERTED))
		end(cn, &event, fill_generation(event.skb, generation));
}
