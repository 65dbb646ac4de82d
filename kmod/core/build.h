/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files that build a policy share among themselves. All functions that
 * return an int return 0 or a negative errno, with a text where a text helps.
 */
#ifndef _CORDON_BUILD_H
#define _CORDON_BUILD_H

#include "object.h"

struct cordon_build {
	struct cordon_policy *p;
	const struct cordon_materials *m;
	u32 *owner;			/* of each device: its object */
	u32 *device;			/* of each object: its device */
	u8 *profile;			/* of each object: its profile */
	u32 segment[CORDON_SEGMENTS_MAX];	/* objects, in their order */
	u32 segments;
	char *why;
	size_t why_size;
};

#define refuse(b, ...) snprintf((b)->why, (b)->why_size, __VA_ARGS__)

static inline const struct cordon_object *cordon_build_object(const struct cordon_build *b, u32 i)
{
	return b->m->object[i];
}

/* build.c */
const char *cordon_build_owner_name(const struct cordon_build *b, u32 ref);
int cordon_build_put_mac(struct cordon_build *b, const struct cordon_object *object, u64 mac,
			 u32 ref);
int cordon_build_put_addr(struct cordon_build *b, const struct cordon_object *object,
			  const struct cordon_addr *addr, u32 ref);
u16 cordon_build_iface(struct cordon_policy *p, const char *name);

/* build_peer.c */
int cordon_build_peer(struct cordon_build *b, const struct cordon_object *object);
int cordon_build_check_froms(struct cordon_build *b);
int cordon_build_gateways(struct cordon_build *b);
int cordon_build_client_cameras(struct cordon_build *b);

#endif
