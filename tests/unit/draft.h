/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Policies as administrators write them, by hand or at random: two segments,
 * cam0 and cam1 (slots and ifindexes 0 and 1, 10 and 11), and the interfaces up
 * (12) and lan (13). Few MACs and addresses, so that they meet.
 */
#ifndef TESTS_UNIT_DRAFT_H
#define TESTS_UNIT_DRAFT_H

#include "object.h"

#define NOW	1000000000000ULL
#define OBJECTS	16

static const u64 macs[] = { 0x020000000020, 0x020000000021, 0x020000000022, 0x020000000010,
			    0x020000000001 };
#define HOST_MAC	0x020000000002ULL

/* Objects as somebody wrote them, with room for every part. */
struct written {
	struct cordon_object object;
	struct cordon_addr addr[CORDON_ADDRS_MAX];
	struct cordon_peer peer;
	char camera[2][CORDON_NAME_SIZE];
	struct cordon_profile profile;
	struct cordon_waiver waiver;
};

/* A policy on its way: objects, and what is not an object of the core's. */
struct draft {
	struct written at[OBJECTS];
	const struct cordon_object *list[OBJECTS];
	u32 count;
	u64 observe_until;
	u8 unknown[2];		/* of the segments cam0 and cam1 */
	u16 vlan;		/* of cam0; 0: none */
	bool bpdu;
};

struct written *draft_add(struct draft *d, u8 kind, const char *name);
void draft_set_iface(struct written *w, const char *name);
bool draft_make(struct draft *d, struct cordon_policy *p);
void draft_unmake(struct draft *d, struct cordon_policy *p);

struct cordon_addr draft_any_addr(void);
void draft_any(struct draft *d);
void draft_change(struct draft *d);

#endif
