/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The second step of a verdict: from facts to a reason.
 */
#ifndef _CORDON_VERDICT_H
#define _CORDON_VERDICT_H

#include "frame.h"
#include "policy.h"
#include "reason.h"

/* How far a frame from a segment has come when it is judged. */
enum cordon_checkpoint {
	CORDON_CHECKPOINT_INGRESS,	/* just received */
	CORDON_CHECKPOINT_PORTS,	/* exit: about to leave by another port or interface */
	CORDON_CHECKPOINT_LOCAL,	/* exit: about to reach a local socket */
	CORDON_CHECKPOINT_UP,		/* exit: leaves its bridge for this host's stack */
};

/* Where a frame is, besides what is in it. */
struct cordon_scene {
	const struct cordon_policy *policy;	/* NULL: closed with nothing allowed */
	const struct cordon_hosts *hosts;	/* may be NULL: no addresses known */
	const struct cordon_place *place;	/* the segment's */
	const struct cordon_flows *queries;	/* sent to the segment; may be NULL */
	u64 now;				/* nanoseconds since boot */
	u32 in_ifindex;				/* inbound: where it came in; 0: made here */
	u32 out_ifindex;			/* PORTS: where it goes */
	u8 slot;				/* the segment's, in policy->segment */
	u8 checkpoint;				/* enum cordon_checkpoint; outbound only */
	bool translated;			/* NAT changed its destination, which was: */
	u16 was_dport;
	struct cordon_addr was_dip;
};

/* What of a frame that passed is to be remembered, so that the answer passes. */
enum cordon_remember {
	CORDON_REMEMBER_NOTHING,
	CORDON_REMEMBER_FLOW,		/* in the camera's flows */
	CORDON_REMEMBER_QUERY,		/* in the segment's queries */
};

struct cordon_verdict {
	const struct cordon_device *camera;	/* whose frame it is; NULL: nobody's listed */
	u8 reason;				/* enum cordon_reason */
	u8 remember;				/* enum cordon_remember; inbound only */
	bool pass;				/* also where it is only observed */
	bool unknown;				/* comes from a device nobody listed */
};

void cordon_verdict_outbound(const struct cordon_scene *scene, const struct cordon_frame *frame,
			     struct cordon_verdict *verdict);
void cordon_verdict_inbound(const struct cordon_scene *scene, const struct cordon_frame *frame,
			    struct cordon_verdict *verdict);
void cordon_verdict_guard(const struct cordon_scene *scene, const struct cordon_frame *frame,
			  struct cordon_verdict *verdict);
void cordon_verdict_flow(const struct cordon_frame *frame, u8 remember,
			 struct cordon_flow_key *key);
bool cordon_verdict_lasting(const struct cordon_scene *scene, const struct cordon_frame *frame,
			    const struct cordon_verdict *verdict);
u8 cordon_unknown_setting(const struct cordon_scene *s);

#endif
