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
	u64 now;				/* nanoseconds since boot */
	u32 in_ifindex;				/* inbound: where it came in; 0: made here */
	u32 out_ifindex;			/* PORTS: where it goes */
	u8 slot;				/* the segment's, in policy->segment */
	u8 checkpoint;				/* enum cordon_checkpoint; outbound only */
	bool translated;			/* its destination was changed by NAT */
};

struct cordon_verdict {
	const struct cordon_device *camera;	/* whose frame it is; NULL: nobody's listed */
	u8 reason;				/* enum cordon_reason */
	bool pass;				/* also where it is only observed */
	bool unknown;				/* comes from a device nobody listed */
};

void cordon_verdict_outbound(const struct cordon_scene *scene, const struct cordon_frame *frame,
			     struct cordon_verdict *verdict);
void cordon_verdict_inbound(const struct cordon_scene *scene, const struct cordon_frame *frame,
			    struct cordon_verdict *verdict);
u8 cordon_unknown_setting(const struct cordon_scene *s);

/* Shared by both directions. */
bool cordon_vlan_listed(const struct cordon_segment_rule *rule, const struct cordon_frame *f);
bool cordon_is_error(const struct cordon_frame *f);
bool cordon_may_own(const struct cordon_scene *s, const struct cordon_device *camera,
		    const struct cordon_addr *addr);
void cordon_verdict_finish(const struct cordon_scene *s, struct cordon_verdict *v);

#define CORDON_PROTO_ICMP	1
#define CORDON_PROTO_TCP	6
#define CORDON_PROTO_UDP	17
#define CORDON_PROTO_ICMP6	58

#define CORDON_PORT_DNS		53
#define CORDON_PORT_DHCP_SERVER	67
#define CORDON_PORT_DHCP_CLIENT	68
#define CORDON_PORT_NTP		123
#define CORDON_PORT_DHCP6_CLIENT 546
#define CORDON_PORT_DHCP6_SERVER 547

#define CORDON_ICMP_ECHO_REPLY	0
#define CORDON_ICMP_REDIRECT	5
#define CORDON_ICMP_ECHO	8
#define CORDON_ICMP_ROUTER_ADVERT 9
#define CORDON_ICMP6_ECHO	128
#define CORDON_ICMP6_ECHO_REPLY	129
#define CORDON_MLD_QUERY	130
#define CORDON_MLD_REPORT	131
#define CORDON_MLD_DONE		132
#define CORDON_ND_ROUTER_SOLICIT 133
#define CORDON_ND_ROUTER_ADVERT	134
#define CORDON_ND_SOLICIT	135
#define CORDON_ND_ADVERT	136
#define CORDON_ND_REDIRECT	137
#define CORDON_MLD2_REPORT	143

#endif
