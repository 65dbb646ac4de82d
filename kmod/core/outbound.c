// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames from a segment: the table "From a segment" of the order of decision
 * in docs/architecture.md, a function a row, in its order. Rows 2 to 4 and 7 are
 * in identity.c, 8, 12 and 13 in neighbour.c, 17 and 18 in allow.c.
 */
#include "judge.h"

/* Row 6: EAPOL and LLDP where the profile lists them, and only to this host. */
static u8 judge_ethertype(const struct cordon_scene *s, const struct cordon_frame *f,
			  const struct cordon_profile *profile)
{
	u8 listed = 0;

	if (f->ethertype == CORDON_TYPE_EAPOL)
		listed = profile->ethertypes & CORDON_ETHERTYPE_EAPOL;
	else if (f->ethertype == CORDON_TYPE_LLDP)
		listed = profile->ethertypes & CORDON_ETHERTYPE_LLDP;
	/* 01:80:c2:00:00:00 to 0f stay on the link (IEEE 802.1D, 7.12.6) */
	if (!listed || (f->dst >> 4 != 0x0180c200000ULL && !cordon_place_mac(s->place, f->dst)))
		return CORDON_REASON_ETHERTYPE;
	return cordon_judge_flood(s, false);
}

/* Row 9. */
static u8 judge_source(const struct cordon_scene *s, const struct cordon_frame *f,
		       const struct cordon_device *camera, bool dhcp, bool discovery)
{
	if (cordon_addr_unspecified(&f->sip))
		return dhcp || discovery ? CORDON_REASON_PASS : CORDON_REASON_SPOOFED_ADDRESS;
	if (cordon_addr_link_local(&f->sip) && (discovery || dhcp))
		return CORDON_REASON_PASS;
	if (cordon_addr_link_local(&f->sip) && !camera->addrs &&
	    !cordon_profile_now(s, camera)->factory)
		return CORDON_REASON_SPOOFED_ADDRESS;
	return cordon_may_own(s, camera, &f->sip) ? CORDON_REASON_PASS :
						    CORDON_REASON_SPOOFED_ADDRESS;
}

/* Rows 10 and 11. */
static u8 judge_headers(const struct cordon_frame *f, const struct cordon_profile *profile)
{
	if (f->flags & (CORDON_F_IP_OPTIONS | CORDON_F_EXTENSION | CORDON_F_ROUTER_ALERT))
		return f->l3 == CORDON_L3_IP4 ? CORDON_REASON_IP_OPTIONS :
						CORDON_REASON_EXTENSION_HEADER;
	if (f->flags & CORDON_F_FRAG_BAD)
		return CORDON_REASON_FRAGMENT;
	if ((f->flags & CORDON_F_FRAG_LATER) && !cordon_services_cover(&profile->opens, f))
		return CORDON_REASON_FRAGMENT;
	return CORDON_REASON_PASS;
}

/* Rows 14 and 16 for groups: what the profile lists, to where recorders live. */
static u8 judge_group(const struct cordon_scene *s, const struct cordon_frame *f,
		      const struct cordon_profile *profile)
{
	bool broadcast = cordon_addr_broadcast(&f->dip) || f->dst == CORDON_BROADCAST;

	if (!cordon_is_udp(f) || !cordon_profile_group(profile, &f->dip, f->dport))
		return broadcast ? CORDON_REASON_BROADCAST : CORDON_REASON_MULTICAST;
	if (f->dst != cordon_group_mac(&f->dip))
		return CORDON_REASON_NEXT_HOP;
	if (s->checkpoint == CORDON_CHECKPOINT_LOCAL &&
	    !(s->policy->self.role & CORDON_ROLE_RECORDER))
		return CORDON_REASON_FLOOD;
	return cordon_judge_flood(s, cordon_role_there(s, CORDON_ROLE_RECORDER));
}

/* Rows 14 and 15 for what has no peer as its destination. */
static u8 judge_foreign(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_profile *profile)
{
	if (cordon_addr_broadcast(&f->dip) || cordon_addr_multicast(&f->dip) ||
	    f->dst == CORDON_BROADCAST)
		return judge_group(s, f, profile);
	return s->translated ? CORDON_REASON_REROUTED : CORDON_REASON_NOT_RECORDER;
}

/*
 * Row 16 at exit. A bridge that does not know the peer's MAC yet copies the
 * frame to all its ports: that is no way round anything, unless the guard has
 * seen the peer's MAC at that port.
 */
static u8 judge_way(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_party *party)
{
	const struct cordon_party *owner;

	if (s->checkpoint == CORDON_CHECKPOINT_LOCAL ||
	    (s->translated && !cordon_addr_same(&s->was_dip, &f->dip)))
		return CORDON_REASON_REROUTED;
	if (s->checkpoint != CORDON_CHECKPOINT_PORTS ||
	    cordon_policy_ifindex(s->policy, party->behind) == s->out_ifindex)
		return CORDON_REASON_PASS;
	owner = cordon_ref_party(s->policy, cordon_policy_find_mac(s->policy, f->dst));
	if (s->place->bridged && owner && READ_ONCE(owner->strayed) != s->out_ifindex)
		return CORDON_REASON_FLOOD;
	return CORDON_REASON_REROUTED;
}

/* Does it go to a container that counts as this host? */
static bool leaves_to_self(const struct cordon_scene *s)
{
	const struct cordon_self *self = &s->policy->self;
	unsigned int i;

	if (s->checkpoint != CORDON_CHECKPOINT_PORTS || !s->translated)
		return false;
	for (i = 0; i < self->froms && i < CORDON_FROMS_MAX; i++)
		if (cordon_policy_ifindex(s->policy, self->from[i]) == s->out_ifindex)
			return true;
	return false;
}

/*
 * Rows 14 to 18 for this host as a peer. Behind its address there may be a
 * container, or another port: what was sent is judged, and where it goes.
 */
static u8 judge_self(const struct cordon_scene *s, const struct cordon_frame *f,
		     const struct cordon_device *camera)
{
	const struct cordon_self *self = &s->policy->self;
	struct cordon_rights rights = { self->role, self->gives, CORDON_NOBODY };
	const struct cordon_frame *sent = f;
	struct cordon_frame before;

	if (s->translated) {
		before = *f;
		before.dip = s->was_dip;
		before.dport = s->was_dport;
		sent = &before;
	}
	if (!cordon_hosts_has(s->hosts, &sent->dip, s->place) ||
	    (s->checkpoint == CORDON_CHECKPOINT_PORTS && !leaves_to_self(s)))
		return CORDON_REASON_REROUTED;
	if (!cordon_place_mac(s->place, f->dst))
		return CORDON_REASON_NEXT_HOP;
	return cordon_judge_service(s, sent, camera, &rights);
}

/* Rows 14 to 18. */
static u8 judge_destination(const struct cordon_scene *s, const struct cordon_frame *f,
			    const struct cordon_device *camera)
{
	const struct cordon_policy *p = s->policy;
	u32 ref = cordon_policy_find_addr(p, &f->dip);
	const struct cordon_party *party;
	struct cordon_rights rights;
	u8 reason;

	/* the way to a party is none */
	if (CORDON_REF_KIND(ref) == CORDON_REF_PARTY) {
		party = &p->party[CORDON_REF_POSITION(ref)];
		if (!cordon_next_hop(s, party, f->dst))
			return CORDON_REASON_NEXT_HOP;
		reason = judge_way(s, f, party);
		if (reason != CORDON_REASON_PASS)
			return reason;
		rights = (struct cordon_rights){ party->role, party->gives, party->client };
		return cordon_judge_service(s, f, camera, &rights);
	}
	if (p->self.role &&
	    (leaves_to_self(s) || cordon_hosts_has(s->hosts, &f->dip, s->place)))
		return judge_self(s, f, camera);
	return judge_foreign(s, f, cordon_profile_now(s, camera));
}

/* Rows 5 to 18: a camera's frame. */
static u8 judge_camera_frame(const struct cordon_scene *s, const struct cordon_frame *f,
			     const struct cordon_device *camera)
{
	const struct cordon_profile *profile = cordon_profile_now(s, camera);
	bool discovery, dhcp;
	u8 reason;

	if (!cordon_vlan_listed(&s->policy->segment[s->slot], f))
		return CORDON_REASON_VLAN;
	if (f->l3 == CORDON_L3_OTHER)
		return judge_ethertype(s, f, profile);
	reason = cordon_judge_form(s, f);
	if (reason != CORDON_REASON_PASS)
		return reason;
	if (profile->isolated)
		return CORDON_REASON_ISOLATED;
	if (f->l3 == CORDON_L3_ARP)
		return cordon_judge_arp(s, f, camera);
	discovery = cordon_is_discovery(f);
	dhcp = cordon_is_dhcp_request(f) && (profile->asks & CORDON_GIVES_DHCP);
	reason = judge_source(s, f, camera, dhcp, discovery);
	if (reason != CORDON_REASON_PASS)
		return reason;
	if (discovery)
		return cordon_judge_discovery(s, f, camera);
	if (cordon_is_membership(f))
		return cordon_judge_membership(s, f);
	reason = judge_headers(f, profile);
	if (reason != CORDON_REASON_PASS)
		return reason;
	if (cordon_is_dhcp_answer(f))
		return CORDON_REASON_DHCP_SERVER;
	if (dhcp && (cordon_addr_broadcast(&f->dip) || cordon_addr_multicast(&f->dip)))
		return cordon_judge_dhcp(s, f);
	if (dhcp && !(f->flags & CORDON_F_DHCP_OWN))
		return CORDON_REASON_DHCP;
	reason = judge_destination(s, f, camera);
	if (reason != CORDON_REASON_PASS && camera->exceptions &&
	    cordon_excepted_out(s, f, camera))
		return CORDON_REASON_PASS;
	return reason;
}

static u8 judge(const struct cordon_scene *s, const struct cordon_frame *f,
		struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;
	u8 reason;

	if (!p || !p->segment[s->slot].used)
		return CORDON_REASON_CLOSED;
	reason = cordon_judge_sender(s, f, v);
	if (reason != CORDON_REASON_PASS || !v->camera)
		return reason;
	return judge_camera_frame(s, f, v->camera);
}

/**
 * cordon_verdict_outbound - judge a frame that came from a segment
 * @s: where it is
 * @f: its facts
 * @v: all fields are set
 *
 * The same table at ingress and at exit; at exit the frame's final destination
 * and outgoing interface are judged too.
 */
void cordon_verdict_outbound(const struct cordon_scene *s, const struct cordon_frame *f,
			     struct cordon_verdict *v)
{
	v->camera = NULL;
	v->unknown = false;
	v->remember = CORDON_REMEMBER_NOTHING;
	v->reason = judge(s, f, v);
	cordon_verdict_finish(s, v);
}
