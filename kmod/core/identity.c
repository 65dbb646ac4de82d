// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who sent a frame that came from a segment: rows 2 to 4 of the order of
 * decision in docs/architecture.md, and row 7, to which all are held.
 */
#include "judge.h"

/* Row 3: is the camera on the segment where it belongs? */
static u8 judge_segment(const struct cordon_scene *s, const struct cordon_device *camera)
{
	return camera->slot == CORDON_SEGMENTS_MAX || camera->slot == s->slot ?
	       CORDON_REASON_PASS : CORDON_REASON_WRONG_SEGMENT;
}

/*
 * Row 3 by source address: this host's, a peer's, or a camera's under another
 * MAC. ours: it is the address of a peer behind this segment, by its own MAC.
 */
static u8 judge_source_owner(const struct cordon_scene *s, const struct cordon_frame *f,
			     struct cordon_verdict *v, bool *ours)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_device *owner;
	const struct cordon_party *party;
	u32 ref;

	if (f->l3 == CORDON_L3_OTHER || cordon_addr_unspecified(&f->sip))
		return CORDON_REASON_PASS;
	if (cordon_hosts_has(s->hosts, &f->sip, NULL))
		return CORDON_REASON_SPOOFED_PEER;
	ref = cordon_policy_find_addr(p, &f->sip);
	switch (CORDON_REF_KIND(ref)) {
	case CORDON_REF_PARTY:
	case CORDON_REF_GATEWAY:
		party = &p->party[CORDON_REF_POSITION(ref)];
		if (cordon_policy_ifindex(p, party->behind) != s->place->ifindex)
			return CORDON_REASON_SPOOFED_PEER;
		*ours = cordon_party_sends(party, f->src);
		return *ours ? CORDON_REASON_PASS : CORDON_REASON_SPOOFED_PEER;
	case CORDON_REF_CAMERA:
		owner = &p->device[CORDON_REF_POSITION(ref)];
		if (owner->mac && owner->mac != f->src)
			return CORDON_REASON_CLONED_ADDRESS;
		if (!v->camera) {
			v->camera = owner;
			return judge_segment(s, owner);
		}
	}
	return CORDON_REASON_PASS;
}

/* Rows 3 and 4 for a camera's MAC: the hot case, its first address, costs a compare. */
static u8 judge_camera(const struct cordon_scene *s, const struct cordon_frame *f,
		       struct cordon_verdict *v)
{
	const struct cordon_device *camera = v->camera;
	bool ours;

	if (judge_segment(s, camera) != CORDON_REASON_PASS)
		return CORDON_REASON_WRONG_SEGMENT;
	if (camera->addrs && cordon_addr_same(&camera->addr, &f->sip))
		return CORDON_REASON_PASS;
	return judge_source_owner(s, f, v, &ours);
}

/* Does an advertisement name an address that is known to be another's? */
static bool claims_others(const struct cordon_scene *s, const struct cordon_frame *f)
{
	u32 ref = cordon_policy_find_addr(s->policy, &f->target);
	const struct cordon_party *party = cordon_ref_party(s->policy, ref);
	const struct cordon_device *device = cordon_ref_device(s->policy, ref);

	if (cordon_hosts_has(s->hosts, &f->target, NULL))
		return true;
	if (party)
		return cordon_policy_ifindex(s->policy, party->behind) != s->place->ifindex ||
		       !cordon_party_sends(party, f->src);
	return device && device->mac && device->mac != f->src;
}

/* Row 7. On a bridge, data behind the packet would travel on with it. */
u8 cordon_judge_form(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
		return CORDON_REASON_MALFORMED;
	if ((f->flags & CORDON_F_TRAILING) && s->place->bridged)
		return CORDON_REASON_MALFORMED;
	return CORDON_REASON_PASS;
}

/* What of a frame of a peer behind this segment, or of a trusted device, is refused. */
static u8 judge_trusted(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_segment_rule *rule = &s->policy->segment[s->slot];

	if (!cordon_vlan_listed(rule, f))
		return CORDON_REASON_VLAN;
	if ((f->flags & CORDON_F_BPDU) && !rule->bpdu)
		return CORDON_REASON_ETHERTYPE;
	if (cordon_judge_form(s, f) != CORDON_REASON_PASS)
		return CORDON_REASON_MALFORMED;
	if (f->l3 == CORDON_L3_IP4 && f->proto == CORDON_PROTO_ICMP &&
	    (f->icmp_type == CORDON_ICMP_REDIRECT || f->icmp_type == CORDON_ICMP_ROUTER_ADVERT))
		return CORDON_REASON_ICMP;
	if (f->l3 != CORDON_L3_IP6 || f->proto != CORDON_PROTO_ICMP6)
		return CORDON_REASON_PASS;
	if (f->icmp_type == CORDON_ND_ROUTER_ADVERT || f->icmp_type == CORDON_ND_REDIRECT ||
	    (f->icmp_type == CORDON_ND_ADVERT && claims_others(s, f)))
		return CORDON_REASON_NEIGHBOUR;
	return CORDON_REASON_PASS;
}

/* Rows 3 and 4 for a MAC that is no camera's. */
static u8 judge_stranger(const struct cordon_scene *s, const struct cordon_frame *f, u32 ref,
			 struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_party *party = cordon_ref_party(p, ref);
	const struct cordon_device *trusted = cordon_ref_device(p, ref);
	bool ours = party;
	u8 reason;

	if (cordon_place_mac(s->place, f->src))
		return CORDON_REASON_SPOOFED_PEER;
	if (party && cordon_policy_ifindex(p, party->behind) != s->place->ifindex)
		return CORDON_REASON_SPOOFED_PEER;
	if (trusted)
		ours = trusted->until > s->now && trusted->slot == s->slot;
	reason = judge_source_owner(s, f, v, &ours);
	if (reason != CORDON_REASON_PASS || v->camera)
		return reason;
	if (ours)
		return judge_trusted(s, f);
	v->unknown = true;
	if (cordon_unknown_setting(s) == CORDON_UNKNOWN_OPEN)
		return CORDON_REASON_PASS;
	return CORDON_REASON_UNKNOWN_DEVICE;
}

/**
 * cordon_judge_sender - rows 2 to 4
 * @s: where the frame is; there is a policy
 * @f: its facts
 * @v: camera and unknown are set
 *
 * Passes for a camera, whose frame has yet to be judged, and for whoever is
 * left alone; then there is no camera.
 */
u8 cordon_judge_sender(const struct cordon_scene *s, const struct cordon_frame *f,
		       struct cordon_verdict *v)
{
	u32 ref;

	if (!f->src || (f->src & CORDON_GROUP))
		return CORDON_REASON_BAD_SOURCE;
	ref = cordon_policy_find_mac(s->policy, f->src);
	if (CORDON_REF_KIND(ref) != CORDON_REF_CAMERA)
		return judge_stranger(s, f, ref, v);
	v->camera = &s->policy->device[CORDON_REF_POSITION(ref)];
	return judge_camera(s, f, v);
}
