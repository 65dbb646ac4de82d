// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What both directions of a verdict have in common.
 */
#include "verdict.h"

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
	for (i = 0; i < rule->vlans; i++)
		if (rule->vlan[i] == f->vid)
			return true;
	return false;
}

/* An ICMP error that quotes what it is about; redirects (5) are none. */
bool cordon_is_error(const struct cordon_frame *f)
{
	if (f->proto == CORDON_PROTO_ICMP)
		return f->icmp_type == 3 || f->icmp_type == 11 || f->icmp_type == 12;
	return f->icmp_type >= 1 && f->icmp_type <= 4;
}

/*
 * May the camera go by this address? A listed one; where none is listed, any
 * that is a host's address and belongs to nobody else.
 */
bool cordon_may_own(const struct cordon_scene *s, const struct cordon_device *camera,
		    const struct cordon_addr *addr)
{
	if (camera->addrs)
		return cordon_device_lists(s->policy, camera, addr);
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
