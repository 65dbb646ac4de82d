/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A policy as the verdict reads it: plain memory, built once, then constant.
 * Only ifindex of an interface changes under it, as interfaces come and go, and
 * strayed of a party, which the guard notes.
 */
#ifndef _CORDON_POLICY_H
#define _CORDON_POLICY_H

#include "flow.h"
#include "frame.h"
#include "service.h"

#define CORDON_NOWHERE		0xffff	/* no interface named */
#define CORDON_NOBODY		0xffff	/* no client */
#define CORDON_FOREVER		(~0ULL)	/* a moment that never comes */
#define CORDON_PLACE_MACS	16
#define CORDON_PLACE_UPPERS	16

/*
 * Open addressing over 64-bit keys that the administrator alone fills. The
 * secret factor is drawn anew until the longest probe is short, so that a
 * sender who tries MACs cannot aim at a slow one.
 */
struct cordon_slot {
	u64 key;
	u32 value;		/* 0: free */
};

struct cordon_index {
	struct cordon_slot *slot;
	u64 secret;		/* odd */
	u32 shift;		/* 64 - log2(slots) */
	u32 mask;		/* slots - 1 */
};

#define CORDON_PROBES_MAX	12	/* longer: draw another secret */

/* What a value of the index points to: a kind on top, then a position. */
enum cordon_ref {
	CORDON_REF_NONE,
	CORDON_REF_CAMERA,
	CORDON_REF_TRUSTED,
	CORDON_REF_PARTY,
	CORDON_REF_GATEWAY,	/* of a party: the way to it, not a destination */
};

#define CORDON_REF(kind, position)	((u32)(kind) << 28 | (u32)(position))
#define CORDON_REF_KIND(ref)		((ref) >> 28)
#define CORDON_REF_POSITION(ref)	((ref) & 0x0fffffff)

/* A camera or a trusted device. */
struct cordon_device {
	u64 mac;			/* 0: known by address only */
	struct cordon_addr addr;	/* the first listed address */
	u64 until;			/* observed, or trusted, before it; ns since boot */
	u64 setup;			/* before it the profile is setup */
	u32 addr_more;			/* position of the other addresses in policy->addr */
	u32 exception;			/* position of its first one in policy->exception */
	u16 exceptions;
	u8 addrs;			/* listed addresses, all families */
	u8 slot;			/* segment; CORDON_SEGMENTS_MAX: any */
	u8 profile;			/* position in policy->profile */
	u32 mark;
	u32 mask;			/* 0: no tag */
	struct cordon_flows **flows;	/* its memory of UDP; *flows NULL: empty */
	void *account;			/* counters and evidence; the verdict never looks */
};

/* One address at which a peer lives, with all that peers of that address may do. */
struct cordon_party {
	struct cordon_addr addr;
	struct cordon_addr via;		/* its gateway; zero: none */
	u64 mac;			/* 0: not known */
	u64 via_mac;
	u16 behind;			/* position in policy->iface */
	u16 client;			/* position in policy->client; CORDON_NOBODY: no client */
	u8 role;
	u8 gives;
	bool gateway;			/* its MAC is also the way to another party */
	u32 strayed;			/* ifindex at which the guard saw its MAC; 0: at none */
};

/* What a client may open, and on which cameras. */
struct cordon_client {
	struct cordon_services opens;
	u32 camera;			/* position of the first in policy->camera */
	u32 cameras;			/* 0: all */
};

/* What a camera may do for a time besides its profile. */
struct cordon_exception {
	struct cordon_addr addr;
	struct cordon_addr via;		/* the way to it; zero: none stated */
	u64 via_mac;
	u64 until;			/* ns since boot */
	struct cordon_service service;
};

/* This host as a peer; role 0: it is none. */
struct cordon_self {
	u8 role;
	u8 gives;
	u8 froms;
	u16 from[CORDON_FROMS_MAX];	/* positions in policy->iface */
};

/* An interface the policy names. */
struct cordon_iface {
	char name[16];
	u32 ifindex;			/* 0: not here now; changes under RCU readers */
	u8 role;			/* of the parties behind it, together */
	u8 gives;
	bool segment;			/* it is one */
};

struct cordon_segment_rule {
	u16 vlan[CORDON_VLANS_MAX];
	u8 vlans;
	u8 unknown;			/* enum cordon_unknown */
	bool bpdu;
	bool used;
};

struct cordon_policy {
	struct cordon_index by_mac;
	struct cordon_index by_addr;
	struct cordon_device *device;
	struct cordon_party *party;
	struct cordon_addr *addr;
	struct cordon_iface *iface;
	struct cordon_profile *profile;	/* the built-in ones first */
	struct cordon_client *client;
	u32 *camera;			/* of clients: positions in device */
	struct cordon_exception *exception;	/* a camera's together */
	u32 devices;
	u32 parties;
	u32 addrs;
	u32 ifaces;
	u32 profiles;
	u32 clients;
	u32 cameras;
	u32 exceptions;
	u64 observe_until;		/* all is observed before it; 0: enforced */
	u32 mark;			/* tag of passed frames of every camera */
	u32 mask;
	u8 gives;			/* of all servers together */
	struct cordon_self self;
	struct cordon_segment_rule segment[CORDON_SEGMENTS_MAX];
};

/* This host's own addresses, each with the interface that holds it. */
struct cordon_host {
	struct cordon_addr addr;
	u32 ifindex;			/* 0: free; CORDON_HOST_GONE: removed */
};

#define CORDON_HOST_GONE	(~0u)

struct cordon_hosts {
	u32 mask;			/* slots - 1 */
	struct cordon_host slot[];
};

/* Where a segment is in this host: its own MACs and what is stacked on it. */
struct cordon_place {
	u32 ifindex;
	bool bridged;			/* a port of a bridge */
	u8 macs;
	u8 uppers;
	u64 mac[CORDON_PLACE_MACS];	/* at which this host receives */
	u32 upper[CORDON_PLACE_UPPERS];	/* bridge, VLAN, macvlan devices above */
};

int cordon_index_put(struct cordon_index *index, u64 key, u32 value);
u32 cordon_index_get(const struct cordon_index *index, u64 key);
u64 cordon_addr_key(const struct cordon_addr *addr);
u32 cordon_policy_find_addr(const struct cordon_policy *p, const struct cordon_addr *addr);
u32 cordon_policy_find_mac(const struct cordon_policy *p, u64 mac);
const struct cordon_device *cordon_policy_camera(const struct cordon_policy *p,
						 const struct cordon_frame *f);
bool cordon_device_lists(const struct cordon_policy *p, const struct cordon_device *d,
			 const struct cordon_addr *addr);
bool cordon_hosts_put(struct cordon_hosts *hosts, const struct cordon_addr *addr, u32 ifindex);
bool cordon_hosts_has(const struct cordon_hosts *hosts, const struct cordon_addr *addr,
		      const struct cordon_place *place);
const struct cordon_iface *cordon_policy_iface(const struct cordon_policy *p, u32 ifindex);

/* The camera or trusted device that a reference means, or NULL. */
static inline const struct cordon_device *cordon_ref_device(const struct cordon_policy *p, u32 ref)
{
	if (!ref || CORDON_REF_KIND(ref) >= CORDON_REF_PARTY)
		return NULL;
	return &p->device[CORDON_REF_POSITION(ref)];
}

/* The party that a reference means, or to which it is the way; NULL: it means none. */
static inline const struct cordon_party *cordon_ref_party(const struct cordon_policy *p, u32 ref)
{
	if (CORDON_REF_KIND(ref) < CORDON_REF_PARTY)
		return NULL;
	return &p->party[CORDON_REF_POSITION(ref)];
}

static inline u32 cordon_policy_ifindex(const struct cordon_policy *p, u16 position)
{
	return position == CORDON_NOWHERE ? 0 : READ_ONCE(p->iface[position].ifindex);
}

static inline bool cordon_place_mac(const struct cordon_place *place, u64 mac)
{
	unsigned int i;

	for (i = 0; i < place->macs; i++)
		if (place->mac[i] == mac)
			return true;
	return false;
}

/* Could a party, or its gateway, have sent it? Where no MAC of theirs is known, anybody could. */
static inline bool cordon_party_sends(const struct cordon_party *party, u64 mac)
{
	if (!party->mac && !party->via_mac)
		return true;
	return mac && (mac == party->mac || mac == party->via_mac);
}

/* True of the segment's own interface and of what is stacked on it. */
static inline bool cordon_place_holds(const struct cordon_place *place, u32 ifindex)
{
	unsigned int i;

	if (ifindex == place->ifindex)
		return true;
	for (i = 0; i < place->uppers; i++)
		if (place->upper[i] == ifindex)
			return true;
	return false;
}

#endif
