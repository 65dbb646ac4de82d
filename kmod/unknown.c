// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of devices on segments that nobody listed: fixed in size, partly
 * the first, partly the latest, so that a flood of forged MACs can neither
 * push out what was there before it nor make the list grow.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/ktime.h>

#include "core/frame.h"
#include "core/policy.h"
#include "unknown.h"

#define INSERTS_A_SECOND	64

struct cordon_unknowns *cordon_unknown_alloc(void)
{
	struct cordon_unknowns *list = kzalloc(sizeof(*list), GFP_KERNEL_ACCOUNT);

	if (list)
		spin_lock_init(&list->lock);
	return list;
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

	if (too_many(list))
		return NULL;
	device = room(list);
	memset(device, 0, sizeof(*device));
	device->mac = mac;
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

/**
 * cordon_unknown_note - note a frame of a device that nobody listed
 * @list: of the namespace
 * @f: the frame's facts
 * @segment: name of the interface it came in on
 * @packets: how many
 * @bytes: of how many bytes
 *
 * Any context. Returns true if the device is new to the list.
 */
bool cordon_unknown_note(struct cordon_unknowns *list, const struct cordon_frame *f,
			 const char *segment, u32 packets, u32 bytes)
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
		device->last = ktime_get_coarse_real_ns();
		learn(device, f);
	}
	spin_unlock_bh(&list->lock);
	return new;
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
