/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_PUBLISHED_H
#define _CORDON_PUBLISHED_H

#include "object.h"

struct cordon_net;
struct netlink_ext_ack;
struct nlattr;

/* What holds for the whole namespace. */
struct cordon_settings {
	u64 observe_until;		/* 0: enforce */
	u32 mark;
	u32 mask;
	u32 uid;			/* who asked to observe */
	bool shut;			/* made at load: segments, and nothing is allowed */
};

/**
 * struct cordon_published - a policy with what it was made of
 * @policy: what the verdict reads
 * @timed: something in it ends by itself, so the verdict needs the time
 * @generation: counts commits; the first one is 1
 * @observed: until when cameras are observed, by segment's slot; ns since boot.
 *	The last one: those that may be on any segment
 * @settings: of the namespace
 * @objects: as the administrator wrote them
 * @slot: of each segment in the order of objects; of one that was not published
 *	yet, that order
 *
 * Constant while it is published, but for the interfaces' indexes, which
 * cordon_policy_resolve() keeps true.
 */
struct cordon_published {
	struct cordon_policy policy;
	bool timed;
	u64 generation;
	u64 observed[CORDON_SEGMENTS_MAX + 1];
	struct cordon_settings settings;
	struct cordon_objects objects;
	u8 slot[CORDON_SEGMENTS_MAX];
};

int cordon_policy_commit(struct cordon_net *cn, struct cordon_objects *objects,
			 const struct cordon_settings *settings, u32 confirm,
			 struct netlink_ext_ack *extack);
int cordon_policy_restore(struct cordon_net *cn, struct cordon_published *former);
void cordon_policy_free(struct cordon_published *published);
int cordon_policy_seal(struct cordon_net *cn, struct netlink_ext_ack *extack);
void cordon_policy_release(struct cordon_net *cn);
void cordon_policy_resolve(struct cordon_net *cn);
u64 cordon_policy_generation(const struct cordon_net *cn);

__printf(3, 4)
void cordon_refuse(struct netlink_ext_ack *extack, const struct nlattr *attr,
		   const char *format, ...);

#endif
