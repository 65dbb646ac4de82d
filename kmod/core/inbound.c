// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames towards a segment: the table "Towards a segment" of the order of
 * decision in docs/architecture.md. An address alone proves nothing here:
 * masquerading has run already, so the place a frame came from is judged with it.
 */
#include "judge.h"

/* Who sent it: made by this host or a container that counts as it, or a party. */
struct sender {
	bool host;			/* made here */
	struct cordon_rights rights;
};

static bool from_container(const struct cordon_scene *s)
{
	const struct cordon_self *self = &s->policy->self;
	unsigned int i;

	for (i = 0; i < self->froms && i < CORDON_FROMS_MAX; i++)
		if (cordon_policy_ifindex(s->policy, self->from[i]) == s->in_ifindex)
			return true;
	return false;
}

/*
 * A party with the sender's MAC, where a bridge carried the frame and left the
 * MAC as it was; or this host's, where it routed the packet. What finds
 * neighbours is never routed.
 */
static bool party_mac_fits(const struct cordon_scene *s, const struct cordon_party *party,
			   const struct cordon_frame *f)
{
	if (cordon_place_mac(s->place, f->src))
		return f->l3 != CORDON_L3_ARP && !cordon_is_discovery(f);
	return cordon_party_sends(party, f->src);
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

/* The party, or its gateway, whose MAC the frame has, if it came from where it lives. */
static const struct cordon_party *party_by_mac(const struct cordon_scene *s,
					       const struct cordon_frame *f)
{
	return party_in_place(s, cordon_policy_find_mac(s->policy, f->src), f);
}

static bool from_gateway(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_party *party = party_by_mac(s, f);

	return party && (party->via_mac == f->src || party->gateway);
}

static void find_sender(const struct cordon_scene *s, const struct cordon_frame *f,
			struct sender *sender)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_party *party = NULL;
	u32 ref;

	*sender = (struct sender){ .host = !s->in_ifindex, .rights = { 0, 0, CORDON_NOBODY } };
	if (sender->host || from_container(s)) {
		sender->rights.role = p->self.role;
		sender->rights.gives = p->self.gives;
		return;
	}
	if (f->l3 == CORDON_L3_IP4 || f->l3 == CORDON_L3_IP6) {
		ref = cordon_policy_find_addr(p, &f->sip);
		if (CORDON_REF_KIND(ref) == CORDON_REF_PARTY)
			party = party_in_place(s, ref, f);
	} else if (f->l3 == CORDON_L3_OTHER) {
		party = party_by_mac(s, f);
	}
	if (party)
		sender->rights = (struct cordon_rights){ party->role, party->gives,
							 party->client };
}

/* The camera that a group frame asks about by its address, or NULL. */
static const struct cordon_device *camera_of(const struct cordon_scene *s,
					     const struct cordon_addr *addr)
{
	u32 ref = cordon_policy_find_addr(s->policy, addr);

	return CORDON_REF_KIND(ref) == CORDON_REF_CAMERA ? cordon_ref_device(s->policy, ref) : NULL;
}

/* Is it the way of one of the camera's exceptions that binds this address to its MAC? */
static bool excepted_way(const struct cordon_scene *s, const struct cordon_frame *f,
			 const struct cordon_device *camera, const struct cordon_addr *addr)
{
	const struct cordon_exception *way;

	way = camera ? cordon_exception_way(s, camera, addr) : NULL;
	return way && (!way->via_mac || way->via_mac == f->src);
}

/* Row 2: the host may ask and tell; a peer only about itself, from where it lives. */
static u8 judge_arp(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_device *camera)
{
	if (!s->in_ifindex)
		return CORDON_REASON_PASS;
	if (f->arp_mac != f->src)
		return CORDON_REASON_INBOUND;
	/* RFC 5227: who probes for an address has none yet */
	if (cordon_addr_unspecified(&f->sip))
		return party_by_mac(s, f) ? CORDON_REASON_PASS : CORDON_REASON_INBOUND;
	if (party_in_place(s, cordon_policy_find_addr(s->policy, &f->sip), f) ||
	    excepted_way(s, f, camera ? camera : camera_of(s, &f->dip), &f->sip))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

/*
 * The address that neighbour discovery binds to the sender's MAC is that of a
 * party in its place: a listed one, or a link-local one that is nobody else's.
 */
static bool binds_itself(const struct cordon_scene *s, const struct cordon_frame *f,
			 const struct cordon_device *camera)
{
	bool own = f->icmp_type == CORDON_ND_ADVERT || cordon_addr_unspecified(&f->sip);
	const struct cordon_addr *addr = own ? &f->target : &f->sip;
	u32 ref = cordon_policy_find_addr(s->policy, addr);

	if (excepted_way(s, f, camera ? camera : camera_of(s, &f->target), addr))
		return true;
	if (ref || !cordon_addr_link_local(addr) || cordon_hosts_has(s->hosts, addr, NULL))
		return party_in_place(s, ref, f);
	return party_by_mac(s, f);
}

/* Rows 2 and 3 for IPv6: routers' messages only from this host or a peer's gateway. */
static u8 judge_discovery(const struct cordon_scene *s, const struct cordon_frame *f,
			  const struct cordon_device *camera)
{
	bool allowed = false;

	if (!s->in_ifindex)
		return CORDON_REASON_PASS;
	if (f->flags & CORDON_F_ND_BAD)
		return CORDON_REASON_INBOUND;
	if (f->icmp_type == CORDON_ND_SOLICIT || f->icmp_type == CORDON_ND_ADVERT)
		allowed = binds_itself(s, f, camera);
	else if (f->icmp_type == CORDON_ND_ROUTER_ADVERT)
		allowed = cordon_addr_link_local(&f->sip) && from_gateway(s, f);
	else if (f->icmp_type == CORDON_MLD_QUERY)
		allowed = f->hops == 1 && (f->flags & CORDON_F_ROUTER_ALERT) && from_gateway(s, f);
	return allowed ? CORDON_REASON_PASS : CORDON_REASON_INBOUND;
}

/*
 * Row 4: an error about what the camera sent to a peer, from this host or from
 * a router on the way; without it path MTU discovery breaks.
 */
static bool is_error_about_peer(const struct cordon_scene *s, const struct cordon_frame *f)
{
	const struct cordon_party *party;
	u32 ref;

	if (!cordon_is_error(f) || !(f->flags & CORDON_F_QUOTE) ||
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

/* Row 5: group addresses, for whoever listens on the segment. */
static u8 judge_group(const struct cordon_scene *s, const struct cordon_frame *f,
		      struct cordon_verdict *v)
{
	struct sender sender;

	find_sender(s, f, &sender);
	if (sender.rights.role & CORDON_ROLE_RECORDER) {
		if (cordon_is_udp(f))
			v->remember = CORDON_REMEMBER_QUERY;
		return CORDON_REASON_PASS;
	}
	if (sender.host ||
	    (cordon_is_dhcp_to_client(f) && (sender.rights.gives & CORDON_GIVES_DHCP)))
		return CORDON_REASON_PASS;
	/* who groups are for, so that a snooping switch sends them on */
	if (f->l3 == CORDON_L3_IP4 && f->proto == CORDON_PROTO_IGMP && from_gateway(s, f))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

/* Does the frame mean the camera, or does it use it as a way to somebody else? */
static bool meant_for(const struct cordon_scene *s, const struct cordon_frame *f,
		      const struct cordon_device *camera)
{
	if (!camera->addrs || cordon_is_dhcp_to_client(f) || cordon_profile_now(s, camera)->factory)
		return true;
	return cordon_addr_link_local(&f->dip) || cordon_device_lists(s->policy, camera, &f->dip);
}

static u8 judge_camera_frame(const struct cordon_scene *s, const struct cordon_frame *f,
			     struct cordon_verdict *v)
{
	const struct cordon_device *camera = v->camera;
	struct sender sender;
	u8 reason;

	if (camera->slot != CORDON_SEGMENTS_MAX && camera->slot != s->slot)
		return CORDON_REASON_WRONG_SEGMENT;
	if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
		return CORDON_REASON_MALFORMED;
	if (cordon_profile_now(s, camera)->isolated)
		return CORDON_REASON_ISOLATED;
	if (f->l3 == CORDON_L3_ARP)
		return judge_arp(s, f, camera);
	if (cordon_is_discovery(f))
		return judge_discovery(s, f, camera);
	find_sender(s, f, &sender);
	if (f->l3 == CORDON_L3_OTHER)
		return sender.host || (sender.rights.role & CORDON_ROLE_RECORDER) ?
		       CORDON_REASON_PASS : CORDON_REASON_INBOUND;
	if (!meant_for(s, f, camera))
		return CORDON_REASON_INBOUND;
	if (is_error_about_peer(s, f))
		return CORDON_REASON_PASS;
	reason = cordon_judge_served(s, f, camera, &sender.rights, &v->remember);
	if (reason != CORDON_REASON_PASS && camera->exceptions &&
	    cordon_excepted_in(s, f, camera))
		return CORDON_REASON_PASS;
	return reason;
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
		if (f->flags & (CORDON_F_MALFORMED | CORDON_F_SHORT))
			return CORDON_REASON_MALFORMED;
		if (f->l3 == CORDON_L3_ARP)
			return judge_arp(s, f, NULL);
		return cordon_is_discovery(f) ? judge_discovery(s, f, NULL) :
						judge_group(s, f, v);
	}
	ref = cordon_policy_find_mac(p, f->dst);
	find_camera(s, f, ref, v);
	if (v->camera)
		return judge_camera_frame(s, f, v);
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
	v->remember = CORDON_REMEMBER_NOTHING;
	v->reason = judge(s, f, v);
	cordon_verdict_finish(s, v);
}
