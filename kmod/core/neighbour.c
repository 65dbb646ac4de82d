// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a camera may say to find its peers and its own address: ARP, IPv6
 * neighbour discovery and DHCP, rows 8, 12 and 13 of the order of decision in
 * docs/architecture.md, with row 16 for each of them.
 */
#include "judge.h"

/* Row 16 at exit, for what a bridge copies to many ports: only to those that lead to it. */
u8 cordon_judge_flood(const struct cordon_scene *s, bool wanted_there)
{
	if (s->checkpoint != CORDON_CHECKPOINT_PORTS || wanted_there)
		return CORDON_REASON_PASS;
	return CORDON_REASON_FLOOD;
}

/* Does anybody with one of these roles live where the frame is about to go? */
bool cordon_role_there(const struct cordon_scene *s, u8 role)
{
	const struct cordon_iface *iface = cordon_policy_iface(s->policy, s->out_ifindex);

	return iface && (iface->role & role);
}

static bool party_there(const struct cordon_scene *s)
{
	return cordon_role_there(s, 0xff);
}

static bool server_there(const struct cordon_scene *s, u8 gives)
{
	const struct cordon_iface *iface = cordon_policy_iface(s->policy, s->out_ifindex);

	return iface && (iface->gives & gives);
}

/* Row 16: is it sent to the peer, to its gateway, or to this host as its gateway? */
bool cordon_next_hop(const struct cordon_scene *s, const struct cordon_party *party, u64 dst)
{
	if (party && dst && (dst == party->mac || dst == party->via_mac))
		return true;
	return cordon_place_mac(s->place, dst);
}

/* The way of an exception: its gateway, or itself at whatever MAC it has. */
static bool excepted_hop(const struct cordon_exception *way, u64 dst)
{
	return way->via_mac ? dst == way->via_mac : !(dst & CORDON_GROUP);
}

/* Row 8. */
u8 cordon_judge_arp(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_device *camera)
{
	const struct cordon_policy *p = s->policy;
	bool probe = cordon_addr_unspecified(&f->sip);
	const struct cordon_exception *way;
	const struct cordon_party *party;

	if (f->arp_mac != f->src)
		return CORDON_REASON_ARP;
	if (!probe && !cordon_may_own(s, camera, &f->sip))
		return CORDON_REASON_ARP;
	if (!probe && !cordon_addr_same(&f->sip, &f->dip)) {
		way = cordon_exception_way(s, camera, &f->dip);
		if (way && (f->dst == CORDON_BROADCAST || excepted_hop(way, f->dst)))
			return CORDON_REASON_PASS;
	}
	if (cordon_may_own(s, camera, &f->dip)) {
		/* a probe or an announcement; asking for others' addresses is neither */
		if (!probe && !cordon_addr_same(&f->sip, &f->dip))
			return CORDON_REASON_ARP;
		if (f->dst != CORDON_BROADCAST && !cordon_place_mac(s->place, f->dst))
			return CORDON_REASON_ARP;
		return cordon_judge_flood(s, party_there(s));
	}
	if (probe)
		return CORDON_REASON_ARP;
	party = cordon_ref_party(p, cordon_policy_find_addr(p, &f->dip));
	if (!party && !cordon_hosts_has(s->hosts, &f->dip, s->place))
		return CORDON_REASON_ARP;
	if (f->dst != CORDON_BROADCAST && !cordon_next_hop(s, party, f->dst))
		return CORDON_REASON_ARP;
	return cordon_judge_flood(s, party &&
				  cordon_policy_ifindex(p, party->behind) == s->out_ifindex);
}

/* May it test or use this address? A link-local one needs only be nobody else's. */
static bool may_claim(const struct cordon_scene *s, const struct cordon_device *camera,
		      const struct cordon_addr *addr)
{
	return cordon_may_own(s, camera, addr) ||
	       (cordon_addr_link_local(addr) && !cordon_policy_find_addr(s->policy, addr) &&
		!cordon_hosts_has(s->hosts, addr, NULL));
}

/* Asking for an address: its own, a peer's, a peer's gateway's or this host's. */
static bool may_solicit(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera)
{
	if (cordon_addr_unspecified(&f->sip) || cordon_addr_same(&f->sip, &f->target))
		return may_claim(s, camera, &f->target);
	return cordon_ref_party(s->policy, cordon_policy_find_addr(s->policy, &f->target)) ||
	       cordon_hosts_has(s->hosts, &f->target, s->place) ||
	       cordon_exception_way(s, camera, &f->target);
}

/*
 * Where neighbour discovery may go: a group of the link, this host, or a peer at
 * its own MAC. A router there would pass on all that is not for itself.
 */
static u8 judge_discovery_hop(const struct cordon_scene *s, const struct cordon_frame *f,
			      const struct cordon_device *camera)
{
	const struct cordon_policy *p = s->policy;
	const struct cordon_exception *way;
	const struct cordon_party *party;

	if (cordon_addr_multicast(&f->dip)) {
		if (f->dst != cordon_group_mac(&f->dip))
			return CORDON_REASON_NEXT_HOP;
		/* MLD's groups may be wider, its hop limit of 1 is not */
		if (f->dip.hi >> 48 != 0xff02 && f->hops != 1)
			return CORDON_REASON_MULTICAST;
		return cordon_judge_flood(s, party_there(s) ||
					  cordon_exception_way(s, camera, &f->target));
	}
	if (cordon_place_mac(s->place, f->dst))
		return cordon_hosts_has(s->hosts, &f->dip, s->place) ?
		       cordon_judge_flood(s, false) : CORDON_REASON_NEIGHBOUR;
	way = cordon_exception_way(s, camera, &f->dip);
	if (way && excepted_hop(way, f->dst))
		return CORDON_REASON_PASS;
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

static bool is_mld(const struct cordon_frame *f)
{
	return f->icmp_type <= CORDON_MLD_DONE || f->icmp_type == CORDON_MLD2_REPORT;
}

/* Row 12. */
u8 cordon_judge_discovery(const struct cordon_scene *s, const struct cordon_frame *f,
			  const struct cordon_device *camera)
{
	bool allowed;

	if ((f->flags & CORDON_F_EXTENSION) || ((f->flags & CORDON_F_ROUTER_ALERT) && !is_mld(f)))
		return CORDON_REASON_EXTENSION_HEADER;
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
	return judge_discovery_hop(s, f, camera);
}

/*
 * IGMP on IPv4 is what MLD is on IPv6: who wants a group says so on the link, or
 * a snooping bridge or switch keeps the recorder's search from it.
 */
bool cordon_is_membership(const struct cordon_frame *f)
{
	return f->l3 == CORDON_L3_IP4 && f->proto == CORDON_PROTO_IGMP && f->hops == 1 &&
	       !(f->flags & (CORDON_F_IP_OPTIONS | CORDON_F_FRAG_FIRST | CORDON_F_FRAG_LATER)) &&
	       (f->icmp_type == CORDON_IGMP_REPORT1 || f->icmp_type == CORDON_IGMP_REPORT2 ||
		f->icmp_type == CORDON_IGMP_LEAVE || f->icmp_type == CORDON_IGMP_REPORT3) &&
	       cordon_addr_multicast(&f->dip);
}

/* Row 12 for IPv4. */
u8 cordon_judge_membership(const struct cordon_scene *s, const struct cordon_frame *f)
{
	if (f->dst != cordon_group_mac(&f->dip))
		return CORDON_REASON_NEXT_HOP;
	return cordon_judge_flood(s, party_there(s));
}

bool cordon_is_dhcp_request(const struct cordon_frame *f)
{
	return cordon_is_udp(f) && f->dport == (f->l3 == CORDON_L3_IP4 ?
						CORDON_PORT_DHCP_SERVER :
						CORDON_PORT_DHCP6_SERVER);
}

bool cordon_is_dhcp_answer(const struct cordon_frame *f)
{
	return cordon_is_udp(f) && f->sport == (f->l3 == CORDON_L3_IP4 ?
						CORDON_PORT_DHCP_SERVER :
						CORDON_PORT_DHCP6_SERVER);
}

/* A server's answer, at the port where clients wait for it. */
bool cordon_is_dhcp_to_client(const struct cordon_frame *f)
{
	return cordon_is_dhcp_answer(f) &&
	       f->dport == (f->l3 == CORDON_L3_IP4 ? CORDON_PORT_DHCP_CLIENT :
						     CORDON_PORT_DHCP6_CLIENT);
}

/* Row 13. What is sent to a known server goes on to the usual rows. */
u8 cordon_judge_dhcp(const struct cordon_scene *s, const struct cordon_frame *f)
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
	return cordon_judge_flood(s, server_there(s, CORDON_GIVES_DHCP));
}
