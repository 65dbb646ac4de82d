/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A policy as the administrator wrote it, object by object, and the step from
 * there to the tables that the verdict reads.
 */
#ifndef _CORDON_CORE_OBJECT_H
#define _CORDON_CORE_OBJECT_H

#include "policy.h"

#define CORDON_NAME_SIZE	(CORDON_NAME_MAX + 1)
#define CORDON_IFACE_SIZE	16	/* the kernel's IFNAMSIZ */
#define CORDON_NO_OBJECT	(~0u)

/* What only peers have. */
struct cordon_peer {
	u8 role;			/* CORDON_ROLE_* */
	u8 gives;			/* CORDON_GIVES_* */
	bool self;			/* this host: no addresses */
	u8 froms;
	char from[CORDON_FROMS_MAX][CORDON_IFACE_SIZE];
	struct cordon_addr via;		/* its gateway; zero: none */
	u64 via_mac;
	struct cordon_services opens;	/* a client's */
	u32 cameras;			/* a client's; 0: all */
	char (*camera)[CORDON_NAME_SIZE];
};

/* What only exceptions have. */
struct cordon_waiver {
	struct cordon_exception allows;	/* but for its end, which is the object's */
	char comment[CORDON_COMMENT_MAX + 1];
};

/**
 * struct cordon_object - one thing of a policy
 * @kind: enum cordon_kind
 * @unknown: segment: enum cordon_unknown
 * @bpdu: segment: trusted devices' BPDUs pass
 * @keep: camera: what of the one it replaces ends by itself goes on
 * @vlans: segment: used entries of @vlan
 * @vlan: segment: VLAN ids
 * @addrs: entries of @addr
 * @uid: who asked for what ends by itself
 * @name: unique within the kind; a segment's interface
 * @iface: camera, trusted: segment; peer: behind; empty: none
 * @ref: camera: profile, empty: pull; exception: camera
 * @mac: 0: none
 * @until: camera: observed, trusted: trusted, exception: waived before it;
 *	ns since boot, or CORDON_FOREVER
 * @setup: camera: its profile is setup before it; 0: is not
 * @mark: camera: tag of passed frames
 * @mask: 0: no tag
 * @peer: what only peers have, else NULL; likewise
 * @profile: what only profiles have
 * @waiver: what only exceptions have
 * @flows: camera: its memory of UDP, may be NULL
 * @account: the module's: counters and evidence of a camera or segment
 * @addr: addresses
 */
struct cordon_object {
	u8 kind;
	u8 unknown;
	bool bpdu;
	bool keep;
	u8 vlans;
	u16 vlan[CORDON_VLANS_MAX];
	u8 addrs;
	u32 uid;
	char name[CORDON_NAME_SIZE];
	char iface[CORDON_IFACE_SIZE];
	char ref[CORDON_NAME_SIZE];
	u64 mac;
	u64 until;
	u64 setup;
	u32 mark;
	u32 mask;
	struct cordon_peer *peer;
	struct cordon_profile *profile;
	struct cordon_waiver *waiver;
	struct cordon_flows **flows;
	void *account;
	struct cordon_addr addr[];
};

/**
 * struct cordon_materials - what a policy is built of
 * @object: the objects; entries may be NULL
 * @objects: how many entries
 * @find: position of the object of a kind and name, or CORDON_NO_OBJECT
 * @context: for @find
 * @alloc: zeroed memory for so many things of a size, or NULL
 * @free: gives it back; NULL is nothing
 * @random: 64 bits that a sender cannot guess
 */
struct cordon_materials {
	struct cordon_object *const *object;
	u32 objects;
	u32 (*find)(const void *context, u8 kind, const char *name);
	const void *context;
	void *(*alloc)(size_t count, size_t size);
	void (*free)(const void *memory);
	u64 (*random)(void);
};

int cordon_policy_make(struct cordon_policy *p, const struct cordon_materials *m, char *why,
		       size_t why_size);
void cordon_policy_unmake(struct cordon_policy *p, const struct cordon_materials *m);
void cordon_policy_rule(const struct cordon_object *segment, struct cordon_segment_rule *rule);

#endif
