/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_OBJECT_H
#define _CORDON_OBJECT_H

#include <linux/if.h>
#include <linux/refcount.h>

#include "core/policy.h"

struct cordon_account;

/* What only peers have. */
struct cordon_peer {
	u8 role;			/* CORDON_ROLE_* */
	u8 gives;			/* CORDON_GIVES_* */
	bool self;			/* this host: no addresses */
	u8 froms;
	char from[CORDON_FROMS_MAX][IFNAMSIZ];
	struct cordon_addr via;		/* its gateway; zero: none */
	u64 via_mac;
};

/**
 * struct cordon_object - one thing of a policy as the administrator wrote it
 * @refs: policies and drafts that hold it
 * @kind: enum cordon_kind
 * @profile: camera: enum cordon_profile_id
 * @unknown: segment: enum cordon_unknown
 * @bpdu: segment: trusted devices' BPDUs pass
 * @vlans: segment: used entries of @vlan
 * @vlan: segment: VLAN ids
 * @addrs: entries of @addr
 * @name: unique within the kind; a segment's interface
 * @iface: camera, trusted: segment; peer: behind; empty: none
 * @mac: 0: none
 * @until: camera: observed, trusted: trusted before it; CORDON_FOREVER
 * @mark: camera: tag of passed frames
 * @mask: 0: no tag
 * @peer: what only peers have, else NULL
 * @account: camera, segment: its counters and evidence, one reference
 * @addr: addresses
 *
 * Nothing of it changes after it was parsed, but @account, which it is given
 * before it is published.
 */
struct cordon_object {
	refcount_t refs;
	u8 kind;
	u8 profile;
	u8 unknown;
	bool bpdu;
	u8 vlans;
	u8 addrs;
	u16 vlan[CORDON_VLANS_MAX];
	char name[CORDON_NAME_MAX + 1];
	char iface[IFNAMSIZ];
	u64 mac;
	u64 until;
	u32 mark;
	u32 mask;
	struct cordon_peer *peer;
	struct cordon_account *account;
	struct cordon_addr addr[];
};

/**
 * struct cordon_objects - objects in the order they came, found by name
 * @at: objects; NULL where one was deleted
 * @count: used entries of @at, the deleted ones included
 * @live: objects
 * @room: allocated entries of @at
 * @name: positions + 1, open addressing by kind and name; 0: free
 * @names: allocated entries of @name, a power of two
 * @named: used entries of @name, those of deleted objects included
 */
struct cordon_objects {
	struct cordon_object **at;
	u32 count;
	u32 live;
	u32 room;
	u32 *name;
	u32 names;
	u32 named;
};

struct cordon_object *cordon_object_alloc(u8 kind, unsigned int addrs);
void cordon_object_put(struct cordon_object *object);
int cordon_objects_copy(struct cordon_objects *to, const struct cordon_objects *from);
void cordon_objects_free(struct cordon_objects *objects);
struct cordon_object *cordon_objects_find(const struct cordon_objects *objects, u8 kind,
					  const char *name);
int cordon_objects_add(struct cordon_objects *objects, struct cordon_object *object);
void cordon_objects_replace(struct cordon_objects *objects, struct cordon_object *object);
void cordon_objects_del(struct cordon_objects *objects, const struct cordon_object *object);

#endif
