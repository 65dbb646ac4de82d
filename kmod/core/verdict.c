// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What all verdicts have in common, and the guard's.
 */
#include "judge.h"

/* How the segment treats devices that nobody listed (enum cordon_unknown). */
u8 cordon_unknown_setting(const struct cordon_scene *s)
{
	return s->policy->segment[s->slot].unknown;
}

/* True unless the frame carries a tag that the segment does not list. */
bool cordon_vlan_listed(const struct cordon_segment_rule *rule, const struct cordon_frame *f)
{
	unsigned int i;

	if (f->flags & CORDON_F_VLAN_DEEP)
		return false;
	if (!f->vid)
		return true;
	for (i = 0; i < rule->vlans && i < CORDON_VLANS_MAX; i++)
		if (rule->vlan[i] == f->vid)
			return true;
	return false;
}

/* An ICMP error that quotes what it is about; redirects (5) are none. */
bool cordon_is_error(const struct cordon_frame *f)
{
	if (f->proto == CORDON_PROTO_ICMP)
		return f->icmp_type == 3 || f->icmp_type == 11 || f->icmp_type == 12;
	return f->proto == CORDON_PROTO_ICMP6 && f->icmp_type >= 1 && f->icmp_type <= 4;
}

/* IPv6 neighbour discovery and multicast listener discovery, whole. */
bool cordon_is_discovery(const struct cordon_frame *f)
{
	return f->l3 == CORDON_L3_IP6 && f->proto == CORDON_PROTO_ICMP6 &&
	       !(f->flags & (CORDON_F_FRAG_FIRST | CORDON_F_FRAG_LATER)) &&
	       ((f->icmp_type >= CORDON_MLD_QUERY && f->icmp_type <= CORDON_ND_REDIRECT) ||
		f->icmp_type == CORDON_MLD2_REPORT);
}

/* UDP whose ports are known. */
bool cordon_is_udp(const struct cordon_frame *f)
{
	return f->proto == CORDON_PROTO_UDP &&
	       !(f->flags & (CORDON_F_FRAG_LATER | CORDON_F_FRAG_BAD));
}

/* The MAC that a group, or 255.255.255.255, has on Ethernet (RFC 1112, RFC 2464). */
u64 cordon_group_mac(const struct cordon_addr *addr)
{
	if (cordon_addr_broadcast(addr))
		return CORDON_BROADCAST;
	if (cordon_addr_is4(addr))
		return 0x01005e000000ULL | (addr->lo & 0x7fffff);
	return 0x333300000000ULL | (addr->lo & 0xffffffff);
}

/* What a camera may do at this moment. */
const struct cordon_profile *cordon_profile_now(const struct cordon_scene *s,
						const struct cordon_device *camera)
{
	return &s->policy->profile[camera->setup > s->now ? CORDON_PROFILE_SETUP :
							     camera->profile];
}

/*
 * May the camera go by this address? A listed one; where none is listed, or
 * while it is set up, any that is a host's address and belongs to nobody else.
 */
bool cordon_may_own(const struct cordon_scene *s, const struct cordon_device *camera,
		    const struct cordon_addr *addr)
{
	if (camera->addrs) {
		if (cordon_device_lists(s->policy, camera, addr))
			return true;
		if (!cordon_profile_now(s, camera)->factory)
			return false;
	}
	return !cordon_addr_unspecified(addr) && !cordon_addr_multicast(addr) &&
	       !cordon_addr_broadcast(addr) && !cordon_addr_loopback(addr) &&
	       !cordon_policy_find_addr(s->policy, addr) &&
	       !cordon_hosts_has(s->hosts, addr, NULL);
}

/* From a reason to pass or drop: what is observed passes all the same. */
void cordon_verdict_finish(const struct cordon_scene *s, struct cordon_verdict *v)
{
	const struct cordon_policy *p = s->policy;

	if (v->reason == CORDON_REASON_PASS) {
		v->pass = true;
		return;
	}
	v->pass = p && (p->observe_until > s->now ||
			(v->camera && v->camera->until > s->now) ||
			(v->reason == CORDON_REASON_UNKNOWN_DEVICE &&
			 cordon_unknown_setting(s) == CORDON_UNKNOWN_OBSERVE));
}

/* A peer's or its gateway's MAC came in: remembers where, if that is not where it lives. */
static void note_stray(const struct cordon_scene *s, struct cordon_party *party)
{
	u32 at = cordon_policy_ifindex(s->policy, party->behind) == s->in_ifindex ?
		 0 : s->in_ifindex;

	if (READ_ONCE(party->strayed) != at)
		WRITE_ONCE(party->strayed, at);
}

/**
 * cordon_verdict_guard - judge a frame that came in on another port of a
 *	segment's bridge
 * @s: policy, slot, now and in_ifindex are looked at
 * @f: its facts
 * @v: all fields are set; without a camera the frame is none of ours
 *
 * Whoever uses a camera's MAC there would draw what is meant for the camera.
 */
void cordon_verdict_guard(const struct cordon_scene *s, const struct cordon_frame *f,
			  struct cordon_verdict *v)
{
	u32 ref = s->policy ? cordon_policy_find_mac(s->policy, f->src) : 0;

	*v = (struct cordon_verdict){ .reason = CORDON_REASON_PASS };
	if (CORDON_REF_KIND(ref) >= CORDON_REF_PARTY) {
		note_stray(s, &s->policy->party[CORDON_REF_POSITION(ref)]);
	} else if (CORDON_REF_KIND(ref) == CORDON_REF_CAMERA) {
		v->camera = &s->policy->device[CORDON_REF_POSITION(ref)];
		v->reason = CORDON_REASON_CLONED_MAC;
	}
	cordon_verdict_finish(s, v);
}

/* By what a frame is remembered; see enum cordon_remember. */
void cordon_verdict_flow(const struct cordon_frame *f, u8 remember, struct cordon_flow_key *key)
{
	key->peer = f->sip;
	key->peer_port = f->sport;
	key->port = remember == CORDON_REMEMBER_QUERY ? 0 : f->dport;
}
