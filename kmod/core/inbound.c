// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames towards a segment: the table "Towards a segment" of the order of
 * decision in docs/architecture.md. An address alone proves nothing here:
 * masquerading has run already, so the place a frame came from is judged with it.
 */
#include "verdict.h"

/* Who sent it: made by this host or a container that counts as it, or a party. */
struct sender {
	bool host;			/* made here */
	u8 role;
	u8 gives;
};

static bool from_container(const struct cordon_scene *s)
{
	const struct cordon_self *self = &s->policy->self;
	unsigned int i;

	for (i = 0; i < self->froms; i++)
		if (cordon_policy_ifindex(s->policy, self->from[i]) == s->in_ifindex)
			return true;
	return false;
}

/* A party with the sender's MAC, where a bridge carried the frame and left the MAC as it was. */
static bool party_mac_fits(const struct cordon_scene *s, const struct cordon_party *party,
			   const struct cordon_frame *f)
{
	return cordon_place_mac(s->place, f->src) || cordon_party_sends(party, f->src);
}

/* The party that a reference means, if the frame came from where it lives. */
static const struct cordon_party *party_in_place(const struct cordon_scene *s, u32 ref,
						 const struct cordon_frame *f)
{
	const struct cordon_party *party = cordon_ref_party(s->policy, ref);

	if (!party || cordon_policy_ifindex(s->policy, party->behind) != s->in_ifindex ||
	    !party_mac_fits(s, party, f))
		return NULL;
	return party;
}

static void find_sender(const struct cordon_scene *s, const struct cordon_frame *f,
			struct sender *sender)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_party *party = NULL;
	u32 ref;

	*sender = (struct sender){ .host = !s->in_ifindex };
	if (sender->host || from_container(s)) {
		sender->role = p->self.role;
		sender->gives = p->self.gives;
		return;
	}
	if (f->l3 == CORDON_L3_IP4 || f->l3 == CORDON_L3_IP6) {
		ref = cordon_policy_find_addr(p, &f->sip);
		if (CORDON_REF_KIND(ref) == CORDON_REF_PARTY)
			party = party_in_place(s, ref, f);
	} else if (f->l3 == CORDON_L3_OTHER) {
		party = party_in_place(s, cordon_policy_find_mac(p, f->src), f);
	}
	if (party) {
		sender->role = party->role;
		sender->gives = party->gives;
	}
}

/* Row 2: the host may ask and tell; a peer only about itself, from where it lives. */
static u8 judge_arp(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (!s->in_ifindex)
		return CORDON_REASON_PASS;
	if (f->arp_mac == f->src &&
	    party_in_place(s, cordon_policy_find_addr(s->policy, &f->sip), f))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

static bool is_icmp6(const struct cordon_frame *f)
{
	return f->l3 == CORDON_L3_IP6 && f->proto == CORDON_PROTO_ICMP6 &&
	       !(f->flags & (CORDON_F_FRAG_FIRST | CORDON_F_FRAG_LATER));
}

/*
 * The address that neighbour discovery binds to the sender's MAC is that of a
 * party in its place: a listed one, or a link-local one that is nobody else's.
 */
static bool binds_itself(const struct cordon_scene *s, const struct cordon_frame *f)
{
	bool own = f->icmp_type == CORDON_ND_ADVERT || cordon_addr_unspecified(&f->sip);
	const struct cordon_addr *addr = own ? &f->target : &f->sip;
	u32 ref = cordon_policy_find_addr(s->policy, addr);

	if (ref || !cordon_addr_link_local(addr) || cordon_hosts_has(s->hosts, addr, NULL))
		return party_in_place(s, ref, f);
	return party_in_place(s, cordon_policy_find_mac(s->policy, f->src), f);
}

/* Rows 2 and 3 for IPv6: routers' messages only from this host. */
static u8 judge_discovery(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (!s->in_ifindex)
		return CORDON_REASON_PASS;
	if ((f->icmp_type == CORDON_ND_SOLICIT || f->icmp_type == CORDON_ND_ADVERT) &&
	    !(f->flags & CORDON_F_ND_BAD) && binds_itself(s, f))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

static bool is_discovery(const struct cordon_frame *f)
{
	return is_icmp6(f) && ((f->icmp_type >= CORDON_MLD_QUERY &&
				f->icmp_type <= CORDON_ND_REDIRECT) ||
			       f->icmp_type == CORDON_MLD2_REPORT);
}

/*
 * Row 4: an error about what the camera sent to a peer, from this host or from
 * a router on the way; without it path MTU discovery breaks.
 */
static bool is_error_about_peer(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_party *party;
	u32 ref;

	if ((f->proto != CORDON_PROTO_ICMP && f->proto != CORDON_PROTO_ICMP6) ||
	    !cordon_is_error(f) || !(f->flags & CORDON_F_QUOTE) ||
	    !cordon_addr_same(&f->target, &f->dip))
		return false;
	ref = cordon_policy_find_addr(s->policy, &f->quoted);
	if (CORDON_REF_KIND(ref) != CORDON_REF_PARTY)
		return !s->in_ifindex && s->policy->self.role &&
		       cordon_hosts_has(s->hosts, &f->quoted, s->place);
	party = &s->policy->party[CORDON_REF_POSITION(ref)];
	return !s->in_ifindex ||
	       cordon_policy_ifindex(s->policy, party->behind) == s->in_ifindex;
}

static bool is_dhcp_answer(const struct cordon_frame *f)
{
	if (f->proto != CORDON_PROTO_UDP || (f->flags & CORDON_F_FRAG_LATER))
		return false;
	if (f->l3 == CORDON_L3_IP4)
		return f->sport == CORDON_PORT_DHCP_SERVER && f->dport == CORDON_PORT_DHCP_CLIENT;
	return f->sport == CORDON_PORT_DHCP6_SERVER && f->dport == CORDON_PORT_DHCP6_CLIENT;
}

/* Row 3: a server answers from its port and starts nothing. */
static u8 judge_server(const struct cordon_frame *f, u8 gives)
{
	if (f->proto != CORDON_PROTO_UDP || (f->flags & CORDON_F_FRAG_LATER))
		return CORDON_REASON_INBOUND;
	if ((f->sport == CORDON_PORT_NTP && (gives & CORDON_GIVES_NTP)) ||
	    (f->sport == CORDON_PORT_DNS && (gives & CORDON_GIVES_DNS)) ||
	    (is_dhcp_answer(f) && (gives & CORDON_GIVES_DHCP)))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

static u8 judge_sender(const struct cordon_scene *s, const struct cordon_frame *f,
		       const struct sender *sender)
{
	if (is_error_about_peer(s, f))
		return CORDON_REASON_PASS;
	if (sender->role & CORDON_ROLE_RECORDER)
		return f->proto == CORDON_PROTO_TCP || f->proto == CORDON_PROTO_UDP ||
		       (f->proto == CORDON_PROTO_ICMP && f->icmp_type != CORDON_ICMP_REDIRECT) ||
		       is_icmp6(f) ?
		       CORDON_REASON_PASS : CORDON_REASON_INBOUND;
	return judge_server(f, sender->gives);
}

/* Row 5: group addresses, for whoever listens on the segment. */
static u8 judge_group(const struct cordon_scene *s, const struct cordon_frame *f)
{
	struct sender sender;

	find_sender(s, f, &sender);
	if (sender.host || (sender.role & CORDON_ROLE_RECORDER))
		return CORDON_REASON_PASS;
	if (f->l3 == CORDON_L3_OTHER)
		return CORDON_REASON_INBOUND;
	return is_dhcp_answer(f) ? judge_server(f, sender.gives) : CORDON_REASON_INBOUND;
}

/* Does the frame mean the camera, or does it use it as a way to somebody else? */
static bool meant_for(const struct cordon_scene *s, const struct cordon_frame *f,
		      const struct cordon_device *camera)
{
	if (!camera->addrs || is_dhcp_answer(f))
		return true;
	return cordon_addr_link_local(&f->dip) || cordon_device_lists(s->policy, camera, &f->dip);
}

static u8 judge_camera_frame(const struct cordon_scene *s, const struct cordon_frame *f,
			     const struct cordon_device *camera)
{
	struct sender sender;

	if (camera->slot != CORDON_SEGMENTS_MAX && camera->slot != s->slot)
		return CORDON_REASON_WRONG_SEGMENT;
	if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
		return CORDON_REASON_MALFORMED;
	if (cordon_profiles[camera->profile].isolated)
		return CORDON_REASON_ISOLATED;
	if (f->l3 == CORDON_L3_ARP)
		return judge_arp(s, f);
	if (is_discovery(f))
		return judge_discovery(s, f);
	find_sender(s, f, &sender);
	if (f->l3 == CORDON_L3_OTHER)
		return sender.host || (sender.role & CORDON_ROLE_RECORDER) ?
		       CORDON_REASON_PASS : CORDON_REASON_INBOUND;
	if (!meant_for(s, f, camera))
		return CORDON_REASON_INBOUND;
	return judge_sender(s, f, &sender);
}

/* Is the receiver somebody on the segment whom the quarantine leaves alone? */
static bool left_alone(const struct cordon_scene *s, const struct cordon_frame *f, u32 ref)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_device *trusted = cordon_ref_device(p, ref);
	const struct cordon_party *party = cordon_ref_party(p, ref);

	if (trusted)
		return trusted->until > s->now && trusted->slot == s->slot;
	if (!party) {
		party = cordon_ref_party(p, cordon_policy_find_addr(p, &f->dip));
		if (!party || party->mac || party->via_mac)
			return false;
	}
	return cordon_policy_ifindex(p, party->behind) == s->place->ifindex;
}

static void find_camera(const struct cordon_scene *s, const struct cordon_frame *f, u32 ref,
			struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;

	if (CORDON_REF_KIND(ref) != CORDON_REF_CAMERA) {
		if (f->l3 == CORDON_L3_OTHER)
			return;
		ref = cordon_policy_find_addr(p, &f->dip);
		if (CORDON_REF_KIND(ref) != CORDON_REF_CAMERA ||
		    p->device[CORDON_REF_POSITION(ref)].mac)
			return;
	}
	v->camera = &p->device[CORDON_REF_POSITION(ref)];
}

static u8 judge(const struct cordon_scene *s, const struct cordon_frame *f,
		struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;
	u32 ref;

	if (!p || !p->segment[s->slot].used)
		return CORDON_REASON_CLOSED;
	if (!cordon_vlan_listed(&p->segment[s->slot], f))
		return CORDON_REASON_VLAN;
	if (f->dst & CORDON_GROUP) {
		if (f->l3 == CORDON_L3_ARP)
			return judge_arp(s, f);
		return is_discovery(f) ? judge_discovery(s, f) : judge_group(s, f);
	}
	ref = cordon_policy_find_mac(p, f->dst);
	find_camera(s, f, ref, v);
	if (v->camera)
		return judge_camera_frame(s, f, v->camera);
	if (left_alone(s, f, ref))
		return CORDON_REASON_PASS;
	v->unknown = true;
	switch (cordon_unknown_setting(s)) {
	case CORDON_UNKNOWN_OPEN:
		return CORDON_REASON_PASS;
	case CORDON_UNKNOWN_OBSERVE:
		return CORDON_REASON_UNKNOWN_DEVICE;
	}
	return CORDON_REASON_INBOUND;
}

/**
 * cordon_verdict_inbound - judge a frame that is about to leave for a segment
 * @s: where it is
 * @f: its facts
 * @v: all fields are set; unknown: it is meant for a device nobody listed
 */
void cordon_verdict_inbound(const struct cordon_scene *s, const struct cordon_frame *f,
			    struct cordon_verdict *v)
{
	v->camera = NULL;
	v->unknown = false;
	v->reason = judge(s, f, v);
	cordon_verdict_finish(s, v);
}
