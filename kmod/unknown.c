// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of devices on segments that nobody listed: fixed in size, partly
 * the first, partly the latest, so that a flood of forged MACs can neither
 * push out what was there before it nor make the list grow. The same holds for
 * what is kept of each of them, from which an administrator makes a policy.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/ktime.h>

#include "core/judge.h"
#include "evidence.h"
#include "live.h"
#include "netns.h"
#include "unknown.h"

#define INSERTS_A_SECOND	64

/* The list of a namespace, or NULL without memory. */
struct cordon_unknowns *cordon_unknown_alloc(struct cordon_net *cn)
{
	struct cordon_unknowns *list = kzalloc(sizeof(*list), GFP_KERNEL_ACCOUNT);

	if (!list)
		return NULL;
	spin_lock_init(&list->lock);
	list->cn = cn;
	return list;
}

/* Frees a list that no checkpoint sees any more. */
void cordon_unknown_free(struct cordon_unknowns *list)
{
	u32 i;

	for (i = 0; i < list->count; i++) {
		if (!list->device[i].deeds)
			continue;
		kfree(list->device[i].deeds);
		cordon_live_gone(CORDON_LIVE_DEEDS);
	}
	kfree(list);
}

static struct cordon_unknown_device *find(struct cordon_unknowns *list, u64 mac)
{
	u32 i;

	for (i = 0; i < list->count; i++)
		if (list->device[i].mac == mac)
			return &list->device[i];
	return NULL;
}

static bool too_many(struct cordon_unknowns *list)
{
	if (time_after(jiffies, list->second + HZ)) {
		list->second = jiffies;
		list->inserts = 0;
	}
	return list->inserts++ >= INSERTS_A_SECOND;
}

static struct cordon_unknown_device *room(struct cordon_unknowns *list)
{
	struct cordon_unknown_device *oldest = &list->device[CORDON_UNKNOWN_FIRST];
	u32 i;

	if (list->count < CORDON_UNKNOWN_MAX)
		return &list->device[list->count++];
	for (i = CORDON_UNKNOWN_FIRST + 1; i < CORDON_UNKNOWN_MAX; i++)
		if (list->device[i].last < oldest->last)
			oldest = &list->device[i];
	return oldest;
}

static struct cordon_unknown_device *insert(struct cordon_unknowns *list, u64 mac,
					    const char *segment)
{
	struct cordon_unknown_device *device;
	struct cordon_unknown_deeds *deeds;

	if (too_many(list))
		return NULL;
	device = room(list);
	deeds = device->deeds;
	if (deeds)
		memset(deeds, 0, sizeof(*deeds));
	*device = (struct cordon_unknown_device){ .mac = mac, .deeds = deeds };
	device->first = ktime_get_coarse_real_ns();
	strscpy(device->segment, segment, sizeof(device->segment));
	return device;
}

static void learn(struct cordon_unknown_device *device, const struct cordon_frame *f)
{
	device->ethertype = f->ethertype;
	if (f->l3 == CORDON_L3_OTHER || cordon_addr_unspecified(&f->sip))
		return;
	if (cordon_addr_is4(&f->sip))
		device->addr4 = f->sip;
	else
		device->addr6 = f->sip;
}

/*
 * Does the frame tell who deals with whom? It does not where it only answers:
 * of a TCP connection whose beginning was not seen the lower port is taken for
 * the server's.
 */
static bool tells(const struct cordon_frame *f)
{
	if ((f->l3 != CORDON_L3_IP4 && f->l3 != CORDON_L3_IP6) || cordon_is_discovery(f) ||
	    (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT | CORDON_F_FRAG_LATER)))
		return false;
	if (f->proto == CORDON_PROTO_TCP)
		return (f->flags & CORDON_F_OPENS) || f->dport < f->sport;
	return f->proto != CORDON_PROTO_IGMP;
}

static struct cordon_unknown_deed *deeds_of(struct cordon_unknowns *list,
					    struct cordon_unknown_device *device, u8 direction)
{
	if (!device->deeds) {
		device->deeds = kzalloc(sizeof(*device->deeds), GFP_ATOMIC | __GFP_NOWARN);
		if (!device->deeds) {
			atomic64_inc(&list->cn->failures);
			return NULL;
		}
		cordon_live_made(CORDON_LIVE_DEEDS);
	}
	return device->deeds->at[direction];
}

/* The place of a deed among those of its direction: its own, a free one, or the longest silent. */
static struct cordon_unknown_deed *seek_deed(struct cordon_unknown_deed *at,
					     const struct cordon_deed *deed, u32 ifindex)
{
	struct cordon_unknown_deed *oldest = &at[CORDON_DEEDS_FIRST];
	int i;

	for (i = 0; i < CORDON_DEEDS_MAX && at[i].packets; i++) {
		if (at[i].port == deed->port && at[i].proto == deed->proto &&
		    at[i].ifindex == ifindex && cordon_addr_same(&at[i].remote, &deed->remote))
			return &at[i];
		if (i > CORDON_DEEDS_FIRST && at[i].last < oldest->last)
			oldest = &at[i];
	}
	if (i < CORDON_DEEDS_MAX)
		oldest = &at[i];
	*oldest = (struct cordon_unknown_deed){
		.remote = deed->remote, .port = deed->port, .proto = deed->proto,
		.ifindex = ifindex, .first = ktime_get_coarse_real_ns(),
	};
	return oldest;
}

/* Under the list's lock. */
static void note_deed(struct cordon_unknowns *list, struct cordon_unknown_device *device,
		      const struct cordon_frame *f, const struct cordon_verdict *v, u8 direction,
		      u32 ifindex, u32 packets)
{
	struct cordon_unknown_deed *at;
	struct cordon_deed deed;

	if (!tells(f))
		return;
	at = deeds_of(list, device, direction);
	if (!at)
		return;
	cordon_deed_of(f, direction, &deed);
	at = seek_deed(at, &deed, ifindex);
	at->mac = deed.mac;
	at->reason = v->reason;
	at->pass = v->pass;
	at->packets += packets;
	at->last = ktime_get_coarse_real_ns();
}

/**
 * cordon_unknown_note - note a frame of a device that nobody listed
 * @list: of the namespace
 * @f: the frame's facts
 * @v: what was found about it
 * @segment: name of the interface it came in on
 * @packets: how many
 * @bytes: of how many bytes
 *
 * Any context. Returns true if the device is new to the list.
 */
bool cordon_unknown_note(struct cordon_unknowns *list, const struct cordon_frame *f,
			 const struct cordon_verdict *v, const char *segment, u32 packets,
			 u32 bytes)
{
	struct cordon_unknown_device *device;
	bool new = false;

	spin_lock_bh(&list->lock);
	device = find(list, f->src);
	if (!device) {
		device = insert(list, f->src, segment);
		new = device;
	}
	if (device) {
		device->packets += packets;
		device->bytes += bytes;
		if (!v->pass)
			device->dropped += packets;
		else if (v->reason != CORDON_REASON_PASS)
			device->would += packets;
		device->last = ktime_get_coarse_real_ns();
		learn(device, f);
		note_deed(list, device, f, v, CORDON_DIRECTION_OUT, 0, packets);
	}
	spin_unlock_bh(&list->lock);
	return new;
}

/**
 * cordon_unknown_reached - note a frame towards a device that nobody listed
 * @list: of the namespace
 * @f: the frame's facts
 * @v: what was found about it
 * @ifindex: of the interface it came in by, 0: it was made here
 * @packets: how many
 *
 * Any context. Only what has been heard is a device: whoever sends to MACs at
 * random adds nothing to the list.
 */
void cordon_unknown_reached(struct cordon_unknowns *list, const struct cordon_frame *f,
			    const struct cordon_verdict *v, u32 ifindex, u32 packets)
{
	struct cordon_unknown_device *device;

	spin_lock_bh(&list->lock);
	device = find(list, f->dst);
	if (device)
		note_deed(list, device, f, v, CORDON_DIRECTION_IN, ifindex, packets);
	spin_unlock_bh(&list->lock);
}

/* Has somebody listed this MAC since? Trust that has ended leaves a device unknown. */
bool cordon_unknown_listed(const struct cordon_policy *p, u64 mac)
{
	u32 ref = cordon_policy_find_mac(p, mac);

	if (CORDON_REF_KIND(ref) != CORDON_REF_TRUSTED)
		return ref;
	return p->device[CORDON_REF_POSITION(ref)].until > ktime_get_coarse_boottime_ns();
}

/* How many of the list are still unknown; p may be NULL. */
u32 cordon_unknown_count(struct cordon_unknowns *list, const struct cordon_policy *p)
{
	u32 n = 0, i;

	spin_lock_bh(&list->lock);
	for (i = 0; i < list->count; i++)
		n += !p || !cordon_unknown_listed(p, list->device[i].mac);
	spin_unlock_bh(&list->lock);
	return n;
}
