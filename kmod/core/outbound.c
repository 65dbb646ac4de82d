// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames from a segment: the table "From a segment" of the order of decision
 * in docs/architecture.md, a function a row, in its order. Each returns a
 * reason; CORDON_REASON_PASS means "this row has nothing against it".
 */
#include "verdict.h"

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

/* What of a frame of a peer behind this segment, or of a trusted device, is refused. */
static u8 judge_trusted(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_segment_rule *rule = &s->policy->segment[s->slot];

	if (!cordon_vlan_listed(rule, f))
		return CORDON_REASON_VLAN;
	if ((f->flags & CORDON_F_BPDU) && !rule->bpdu)
		return CORDON_REASON_ETHERTYPE;
	if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
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

/* Rows 5 to 7: what is not even looked into. */
static u8 judge_form(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (!cordon_vlan_listed(&s->policy->segment[s->slot], f))
		return CORDON_REASON_VLAN;
	if (f->l3 == CORDON_L3_OTHER)
		return CORDON_REASON_ETHERTYPE;
	if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
		return CORDON_REASON_MALFORMED;
	if ((f->flags & CORDON_F_TRAILING) && s->place->bridged)
		return CORDON_REASON_MALFORMED;
	return CORDON_REASON_PASS;
}

/* A party by address; the way to a party is none. */
static const struct cordon_party *find_party(const struct cordon_policy *p,
					     const struct cordon_addr *addr)
{
	u32 ref = cordon_policy_find_addr(p, addr);

	if (CORDON_REF_KIND(ref) != CORDON_REF_PARTY)
		return NULL;
	return &p->party[CORDON_REF_POSITION(ref)];
}

/* Row 16 at exit, for what a bridge copies to many ports: only to those that lead to it. */
static u8 judge_flood(const struct cordon_scene *s, bool wanted_there)
{
	if (s->checkpoint != CORDON_CHECKPOINT_PORTS || wanted_there)
		return CORDON_REASON_PASS;
	return CORDON_REASON_FLOOD;
}

static bool party_there(const struct cordon_scene *s)
{
	const struct cordon_iface *iface = cordon_policy_iface(s->policy, s->out_ifindex);

	return iface && iface->party;
}

static bool server_there(const struct cordon_scene *s, u8 gives)
{
	const struct cordon_iface *iface = cordon_policy_iface(s->policy, s->out_ifindex);

	return iface && (iface->gives & gives);
}

/* Row 16: is it sent to the peer, to its gateway, or to this host as its gateway? */
static bool next_hop(const struct cordon_scene *s, const struct cordon_party *party, u64 dst)
{
	if (party && dst && (dst == party->mac || dst == party->via_mac))
		return true;
	return cordon_place_mac(s->place, dst);
}

/* Row 8. */
static u8 judge_arp(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_device *camera)
{
	const struct cordon_policy *p = s->policy;
	bool probe = cordon_addr_unspecified(&f->sip);
	const struct cordon_party *party;

	if (f->arp_mac != f->src)
		return CORDON_REASON_ARP;
	if (!probe && !cordon_may_own(s, camera, &f->sip))
		return CORDON_REASON_ARP;
	if (cordon_may_own(s, camera, &f->dip)) {
		/* a probe or an announcement; asking for others' addresses is neither */
		if (!probe && !cordon_addr_same(&f->sip, &f->dip))
			return CORDON_REASON_ARP;
		if (f->dst != CORDON_BROADCAST && !cordon_place_mac(s->place, f->dst))
			return CORDON_REASON_ARP;
		return judge_flood(s, party_there(s));
	}
	if (probe)
		return CORDON_REASON_ARP;
	party = cordon_ref_party(p, cordon_policy_find_addr(p, &f->dip));
	if (!party && !cordon_hosts_has(s->hosts, &f->dip, s->place))
		return CORDON_REASON_ARP;
	if (f->dst != CORDON_BROADCAST && !next_hop(s, party, f->dst))
		return CORDON_REASON_ARP;
	return judge_flood(s, party && cordon_policy_ifindex(p, party->behind) == s->out_ifindex);
}

static bool is_discovery(const struct cordon_frame *f)
{
	return f->l3 == CORDON_L3_IP6 && f->proto == CORDON_PROTO_ICMP6 &&
	       !(f->flags & (CORDON_F_FRAG_FIRST | CORDON_F_FRAG_LATER)) &&
	       ((f->icmp_type >= CORDON_MLD_QUERY && f->icmp_type <= CORDON_ND_REDIRECT) ||
		f->icmp_type == CORDON_MLD2_REPORT);
}

/* Asking for an address: its own, a peer's, a peer's gateway's or this host's. */
static bool may_solicit(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera)
{
	if (cordon_addr_unspecified(&f->sip) || cordon_addr_same(&f->sip, &f->target))
		return cordon_addr_link_local(&f->target) || cordon_may_own(s, camera, &f->target);
	return cordon_ref_party(s->policy, cordon_policy_find_addr(s->policy, &f->target)) ||
	       cordon_hosts_has(s->hosts, &f->target, s->place);
}

/*
 * Where neighbour discovery may go: a group of the link, this host, or a peer at
 * its own MAC. A router there would pass on all that is not for itself.
 */
static u8 judge_discovery_hop(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_party *party;

	if (cordon_addr_multicast(&f->dip)) {
		if (f->dst != (0x333300000000ULL | (f->dip.lo & 0xffffffff)))
			return CORDON_REASON_NEXT_HOP;
		/* MLD's groups may be wider, its hop limit of 1 is not */
		if (f->dip.hi >> 48 != 0xff02 && f->hops != 1)
			return CORDON_REASON_MULTICAST;
		return judge_flood(s, party_there(s));
	}
	if (cordon_place_mac(s->place, f->dst))
		return cordon_hosts_has(s->hosts, &f->dip, s->place) ? CORDON_REASON_PASS :
								       CORDON_REASON_NEIGHBOUR;
	party = cordon_ref_party(p, cordon_policy_find_mac(p, f->dst));
	if (!party)
		return CORDON_REASON_NEXT_HOP;
	if (!cordon_addr_link_local(&f->dip) &&
	    !cordon_ref_party(p, cordon_policy_find_addr(p, &f->dip)))
		return CORDON_REASON_NOT_RECORDER;
	if (s->checkpoint == CORDON_CHECKPOINT_PORTS &&
	    cordon_policy_ifindex(p, party->behind) != s->out_ifindex)
		return CORDON_REASON_REROUTED;
	return CORDON_REASON_PASS;
}

/* Row 12. */
static u8 judge_discovery(const struct cordon_scene *s, const struct cordon_frame *f,
			  const struct cordon_device *camera)
{
	bool allowed;

	switch (f->icmp_type) {
	case CORDON_ND_ROUTER_SOLICIT:
		allowed = true;
		break;
	case CORDON_ND_SOLICIT:
		allowed = may_solicit(s, f, camera);
		break;
	case CORDON_ND_ADVERT:
		allowed = cordon_addr_link_local(&f->target) ?
			  cordon_addr_same(&f->sip, &f->target) :
			  cordon_may_own(s, camera, &f->target);
		break;
	case CORDON_MLD_REPORT:
	case CORDON_MLD_DONE:
	case CORDON_MLD2_REPORT:
		allowed = (f->flags & CORDON_F_ROUTER_ALERT) && f->hops == 1 &&
			  cordon_addr_multicast(&f->dip);
		break;
	default:
		allowed = false;
	}
	if (!allowed || (f->flags & CORDON_F_ND_BAD))
		return CORDON_REASON_NEIGHBOUR;
	return judge_discovery_hop(s, f);
}

/* Row 9. */
static u8 judge_source(const struct cordon_scene *s, const struct cordon_frame *f,
		       const struct cordon_device *camera, bool dhcp, bool discovery)
{
	if (cordon_addr_unspecified(&f->sip))
		return dhcp || discovery ? CORDON_REASON_PASS : CORDON_REASON_SPOOFED_ADDRESS;
	if (cordon_addr_link_local(&f->sip) && (discovery || dhcp))
		return CORDON_REASON_PASS;
	if (cordon_addr_link_local(&f->sip) && !camera->addrs)
		return CORDON_REASON_SPOOFED_ADDRESS;
	return cordon_may_own(s, camera, &f->sip) ? CORDON_REASON_PASS :
						    CORDON_REASON_SPOOFED_ADDRESS;
}

static bool is_udp(const struct cordon_frame *f)
{
	return f->proto == CORDON_PROTO_UDP &&
	       !(f->flags & (CORDON_F_FRAG_LATER | CORDON_F_FRAG_BAD));
}

static bool is_dhcp_request(const struct cordon_frame *f)
{
	return is_udp(f) && (f->l3 == CORDON_L3_IP4 ? f->dport == CORDON_PORT_DHCP_SERVER :
						      f->dport == CORDON_PORT_DHCP6_SERVER);
}

static bool is_dhcp_answer(const struct cordon_frame *f)
{
	return is_udp(f) && (f->l3 == CORDON_L3_IP4 ? f->sport == CORDON_PORT_DHCP_SERVER :
						      f->sport == CORDON_PORT_DHCP6_SERVER);
}

/* Rows 13 and 16 for what is sent to whoever listens; else the usual rows decide. */
static u8 judge_dhcp(const struct cordon_scene *s, const struct cordon_frame *f)
{
	static const struct cordon_addr servers6 = { 0xff02000000000000ULL, 0x10002 };
	u8 gives = s->policy->gives | s->policy->self.gives;
	bool v4 = f->l3 == CORDON_L3_IP4;

	if (!(f->flags & CORDON_F_DHCP_OWN) || !(gives & CORDON_GIVES_DHCP))
		return CORDON_REASON_DHCP;
	/* RFC 8415, 7.1: no other group is for clients */
	if (v4 ? !cordon_addr_broadcast(&f->dip) : !cordon_addr_same(&f->dip, &servers6))
		return CORDON_REASON_MULTICAST;
	if (f->dst != (v4 ? CORDON_BROADCAST : 0x333300010002ULL))
		return CORDON_REASON_NEXT_HOP;
	if (s->checkpoint == CORDON_CHECKPOINT_LOCAL &&
	    !(s->policy->self.gives & CORDON_GIVES_DHCP))
		return CORDON_REASON_FLOOD;
	return judge_flood(s, server_there(s, CORDON_GIVES_DHCP));
}

/* Rows 10 and 11. */
static u8 judge_headers(const struct cordon_frame *f, const struct cordon_profile *profile)
{
	if (f->flags & CORDON_F_IP_OPTIONS)
		return CORDON_REASON_IP_OPTIONS;
	if (f->flags & (CORDON_F_EXTENSION | CORDON_F_ROUTER_ALERT))
		return CORDON_REASON_EXTENSION_HEADER;
	if (f->flags & CORDON_F_FRAG_BAD)
		return CORDON_REASON_FRAGMENT;
	if ((f->flags & CORDON_F_FRAG_LATER) && !profile->any)
		return CORDON_REASON_FRAGMENT;
	return CORDON_REASON_PASS;
}

/* Row 17 for ICMP: answers to a recorder's ping, and errors about its traffic. */
static u8 judge_icmp(const struct cordon_frame *f, const struct cordon_profile *profile, u8 role)
{
	bool echo = f->proto == CORDON_PROTO_ICMP ? f->icmp_type == CORDON_ICMP_ECHO :
						    f->icmp_type == CORDON_ICMP6_ECHO;
	bool reply = f->proto == CORDON_PROTO_ICMP ? f->icmp_type == CORDON_ICMP_ECHO_REPLY :
						     f->icmp_type == CORDON_ICMP6_ECHO_REPLY;

	if (f->flags & CORDON_F_FRAG_LATER)
		return role & CORDON_ROLE_RECORDER ? CORDON_REASON_PASS : CORDON_REASON_ICMP;
	if (cordon_is_error(f))
		return (f->flags & CORDON_F_QUOTE) && cordon_addr_same(&f->target, &f->dip) &&
		       cordon_addr_same(&f->quoted, &f->sip) ? CORDON_REASON_PASS :
							       CORDON_REASON_ICMP;
	if (!(role & CORDON_ROLE_RECORDER))
		return CORDON_REASON_ICMP;
	return reply || (echo && profile->any) ? CORDON_REASON_PASS : CORDON_REASON_ICMP;
}

/* Row 18 for UDP. */
static u8 judge_udp(const struct cordon_frame *f, const struct cordon_profile *profile,
		    u8 role, u8 gives)
{
	u8 asks = gives & profile->opens;

	if (role & CORDON_ROLE_RECORDER) {
		if (profile->any)
			return CORDON_REASON_PASS;
		if (f->dport >= profile->rtp_first && f->dport <= profile->rtp_last)
			return CORDON_REASON_PASS;
	}
	if ((f->dport == CORDON_PORT_NTP && (asks & CORDON_GIVES_NTP)) ||
	    (f->dport == CORDON_PORT_DNS && (asks & CORDON_GIVES_DNS)) ||
	    (is_dhcp_request(f) && (asks & CORDON_GIVES_DHCP)))
		return CORDON_REASON_PASS;
	return CORDON_REASON_SERVICE;
}

/* Rows 17 and 18. */
static u8 judge_service(const struct cordon_frame *f, const struct cordon_profile *profile,
			u8 role, u8 gives)
{
	bool recorder = role & CORDON_ROLE_RECORDER;

	switch (f->proto) {
	case CORDON_PROTO_TCP:
		if (recorder && (profile->any || !(f->flags & CORDON_F_OPENS)))
			return CORDON_REASON_PASS;
		return CORDON_REASON_SERVICE;
	case CORDON_PROTO_UDP:
		return judge_udp(f, profile, role, gives);
	case CORDON_PROTO_ICMP:
		if (f->l3 == CORDON_L3_IP4)
			return judge_icmp(f, profile, role);
		return CORDON_REASON_TUNNEL;
	case CORDON_PROTO_ICMP6:
		if (f->l3 == CORDON_L3_IP6)
			return judge_icmp(f, profile, role);
		return CORDON_REASON_TUNNEL;
	}
	return CORDON_REASON_TUNNEL;
}

/* Was it sent to this host, and translated towards a container that counts as it? */
static bool leaves_to_self(const struct cordon_scene *s)
{
	const struct cordon_self *self = &s->policy->self;
	unsigned int i;

	if (s->checkpoint != CORDON_CHECKPOINT_PORTS || !self->role || !s->translated)
		return false;
	for (i = 0; i < self->froms; i++)
		if (cordon_policy_ifindex(s->policy, self->from[i]) == s->out_ifindex)
			return true;
	return false;
}

/* Rows 14 and 15 for what has no peer as its destination. */
static u8 judge_foreign(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (cordon_addr_broadcast(&f->dip) || f->dst == CORDON_BROADCAST)
		return CORDON_REASON_BROADCAST;
	if (cordon_addr_multicast(&f->dip))
		return CORDON_REASON_MULTICAST;
	if (s->checkpoint != CORDON_CHECKPOINT_INGRESS && s->translated)
		return CORDON_REASON_REROUTED;
	return CORDON_REASON_NOT_RECORDER;
}

/* Rows 14 to 18. */
static u8 judge_destination(const struct cordon_scene *s, const struct cordon_frame *f,
			    const struct cordon_profile *profile)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_party *party = find_party(p, &f->dip);

	if (party) {
		if (!next_hop(s, party, f->dst))
			return CORDON_REASON_NEXT_HOP;
		if (s->checkpoint == CORDON_CHECKPOINT_LOCAL ||
		    (s->checkpoint == CORDON_CHECKPOINT_PORTS &&
		     cordon_policy_ifindex(p, party->behind) != s->out_ifindex))
			return CORDON_REASON_REROUTED;
		return judge_service(f, profile, party->role, party->gives);
	}
	if (leaves_to_self(s) && cordon_place_mac(s->place, f->dst))
		return judge_service(f, profile, p->self.role, p->self.gives);
	if (!p->self.role || !cordon_hosts_has(s->hosts, &f->dip, s->place))
		return judge_foreign(s, f);
	if (!cordon_place_mac(s->place, f->dst))
		return CORDON_REASON_NEXT_HOP;
	if (s->checkpoint == CORDON_CHECKPOINT_PORTS)
		return CORDON_REASON_REROUTED;
	return judge_service(f, profile, p->self.role, p->self.gives);
}

/* Rows 5 to 18: a camera's frame. */
static u8 judge_camera_frame(const struct cordon_scene *s, const struct cordon_frame *f,
			     const struct cordon_device *camera)
{
	const struct cordon_profile *profile = &cordon_profiles[camera->profile];
	bool discovery, dhcp;
	u8 reason = judge_form(s, f);

	if (reason != CORDON_REASON_PASS)
		return reason;
	if (profile->isolated)
		return CORDON_REASON_ISOLATED;
	if (f->l3 == CORDON_L3_ARP)
		return judge_arp(s, f, camera);
	discovery = is_discovery(f);
	dhcp = is_dhcp_request(f) && (profile->opens & CORDON_GIVES_DHCP);
	reason = judge_source(s, f, camera, dhcp, discovery);
	if (reason != CORDON_REASON_PASS)
		return reason;
	if (discovery)
		return f->flags & (CORDON_F_EXTENSION | CORDON_F_FRAG_BAD) ?
		       CORDON_REASON_EXTENSION_HEADER : judge_discovery(s, f, camera);
	reason = judge_headers(f, profile);
	if (reason != CORDON_REASON_PASS)
		return reason;
	if (is_dhcp_answer(f))
		return CORDON_REASON_DHCP_SERVER;
	if (dhcp && (cordon_addr_broadcast(&f->dip) || cordon_addr_multicast(&f->dip)))
		return judge_dhcp(s, f);
	if (dhcp && !(f->flags & CORDON_F_DHCP_OWN))
		return CORDON_REASON_DHCP;
	return judge_destination(s, f, profile);
}

static u8 judge(const struct cordon_scene *s, const struct cordon_frame *f,
		struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;
	u8 reason;
	u32 ref;

	if (!p || !p->segment[s->slot].used)
		return CORDON_REASON_CLOSED;
	if (!f->src || (f->src & CORDON_GROUP))
		return CORDON_REASON_BAD_SOURCE;
	ref = cordon_policy_find_mac(p, f->src);
	if (CORDON_REF_KIND(ref) == CORDON_REF_CAMERA) {
		v->camera = &p->device[CORDON_REF_POSITION(ref)];
		reason = judge_camera(s, f, v);
	} else {
		reason = judge_stranger(s, f, ref, v);
	}
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
	v->reason = judge(s, f, v);
	cordon_verdict_finish(s, v);
}
