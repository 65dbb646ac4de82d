// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Does one policy let nothing pass that another one does not? It answers yes
 * only where that is certain: whatever frame the new policy passes, at any
 * moment from now on, the old one passes too. Slots mean the same segments in
 * both.
 */
#include "tighten.h"

struct compare {
	const struct cordon_policy *old;
	const struct cordon_policy *new;
	u64 now;
	char *why;
	size_t why_size;
};

#define refuse(c, ...) (snprintf((c)->why, (c)->why_size, __VA_ARGS__), false)

/* An end that is not later; what is over already has no end. */
static bool ends_sooner(const struct compare *c, u64 old, u64 new)
{
	return new <= old || new <= c->now;
}

static bool covers(const struct cordon_service *old, const struct cordon_service *new)
{
	return old->proto == new->proto && old->first <= new->first && old->last >= new->last;
}

static bool fewer_services(const struct cordon_services *old, const struct cordon_services *new)
{
	unsigned int i, n;

	for (i = 0; i < new->count; i++) {
		for (n = 0; n < old->count && !covers(&old->at[n], &new->at[i]); n++)
			;
		if (n == old->count)
			return false;
	}
	return true;
}

static bool fewer_groups(const struct cordon_profile *old, const struct cordon_profile *new)
{
	unsigned int i, n;

	for (i = 0; i < new->groups; i++) {
		const struct cordon_group *group = &new->group[i];

		for (n = 0; n < old->groups; n++)
			if (cordon_addr_same(&old->group[n].addr, &group->addr) &&
			    old->group[n].first <= group->first &&
			    old->group[n].last >= group->last)
				break;
		if (n == old->groups)
			return false;
	}
	return true;
}

static bool tighter_profile(const struct cordon_profile *old, const struct cordon_profile *new)
{
	bool rtp = new->rtp_first > new->rtp_last ||
		   (new->rtp_first >= old->rtp_first && new->rtp_last <= old->rtp_last);

	if (old->isolated || new->isolated)
		return new->isolated;
	/* what is judged as DHCP where it is asked for is a service or a group where it is not */
	if ((old->asks ^ new->asks) & CORDON_GIVES_DHCP)
		return false;
	return rtp && fewer_services(&old->opens, &new->opens) &&
	       fewer_services(&old->serves, &new->serves) && fewer_groups(old, new) &&
	       !(new->asks & ~old->asks) && !(new->ethertypes & ~old->ethertypes) &&
	       new->factory <= old->factory;
}

/* The old camera that is the same device, or NULL: by MAC, else by its first address. */
static const struct cordon_device *former_camera(const struct compare *c,
						 const struct cordon_device *d)
{
	u32 ref = d->mac ? cordon_policy_find_mac(c->old, d->mac) :
			   cordon_policy_find_addr(c->old, &d->addr);
	const struct cordon_device *former = cordon_ref_device(c->old, ref);

	if (!former || CORDON_REF_KIND(ref) != CORDON_REF_CAMERA || former->mac != d->mac)
		return NULL;
	return former;
}

static const struct cordon_addr *address(const struct cordon_policy *p,
					 const struct cordon_device *d, unsigned int i)
{
	return i ? &p->addr[d->addr_more + i - 1] : &d->addr;
}

/* Every address it lists it might have used before; and it lists some, if it did. */
static bool fewer_addresses(const struct compare *c, const struct cordon_device *old,
			    const struct cordon_device *new)
{
	unsigned int i;

	if (old->addrs && !new->addrs)
		return false;
	for (i = 0; i < new->addrs; i++) {
		const struct cordon_addr *addr = address(c->new, new, i);

		if (old->addrs ? !cordon_device_lists(c->old, old, addr) :
				 cordon_policy_find_addr(c->old, addr))
			return false;
	}
	return true;
}

static bool same_exception(const struct compare *c, const struct cordon_exception *old,
			   const struct cordon_exception *new)
{
	return cordon_addr_same(&old->addr, &new->addr) &&
	       cordon_addr_same(&old->via, &new->via) && old->via_mac == new->via_mac &&
	       covers(&old->service, &new->service) && ends_sooner(c, old->until, new->until);
}

static bool fewer_exceptions(const struct compare *c, const struct cordon_device *old,
			     const struct cordon_device *new)
{
	u32 i, n;

	for (i = 0; i < new->exceptions; i++) {
		const struct cordon_exception *e = &c->new->exception[new->exception + i];

		if (e->until <= c->now)
			continue;
		for (n = 0; n < old->exceptions; n++)
			if (same_exception(c, &c->old->exception[old->exception + n], e))
				break;
		if (n == old->exceptions)
			return false;
	}
	return true;
}

/* Setup is neither more nor less than other profiles: it goes on as it was, or is over. */
static bool tighter_setup(const struct compare *c, const struct cordon_device *old,
			  const struct cordon_device *new)
{
	if (new->setup <= c->now && old->setup <= c->now)
		return true;
	return new->setup == old->setup;
}

static bool tighter_camera(const struct compare *c, const struct cordon_device *new)
{
	const struct cordon_device *old = former_camera(c, new);
	unsigned long long mac = new->mac;

	if (!old)
		return refuse(c, "camera %012llx would be a new one", mac);
	if (old->slot != CORDON_SEGMENTS_MAX && old->slot != new->slot)
		return refuse(c, "camera %012llx would be on another segment", mac);
	if (!fewer_addresses(c, old, new))
		return refuse(c, "camera %012llx would have other addresses", mac);
	if (!tighter_profile(&c->old->profile[old->profile], &c->new->profile[new->profile]) ||
	    !tighter_setup(c, old, new))
		return refuse(c, "the profile of camera %012llx would let more pass", mac);
	if (!ends_sooner(c, old->until, new->until))
		return refuse(c, "camera %012llx would be observed", mac);
	if (!fewer_exceptions(c, old, new))
		return refuse(c, "camera %012llx would have another exception", mac);
	return true;
}

static bool tighter_trusted(const struct compare *c, const struct cordon_device *new)
{
	u32 ref = cordon_policy_find_mac(c->old, new->mac);
	const struct cordon_device *old = cordon_ref_device(c->old, ref);

	if (new->until <= c->now ||
	    (old && CORDON_REF_KIND(ref) == CORDON_REF_TRUSTED && old->slot == new->slot &&
	     new->until <= old->until))
		return true;
	return refuse(c, "%012llx would be trusted, or for longer", (unsigned long long)new->mac);
}

static bool is_camera(const struct cordon_policy *p, u32 at)
{
	const struct cordon_device *d = &p->device[at];
	u32 ref = d->mac ? cordon_policy_find_mac(p, d->mac) : cordon_policy_find_addr(p, &d->addr);

	return CORDON_REF_KIND(ref) == CORDON_REF_CAMERA;
}

static bool tighter_devices(const struct compare *c)
{
	u32 i;

	for (i = 0; i < c->new->devices; i++) {
		const struct cordon_device *d = &c->new->device[i];

		if (is_camera(c->new, i) ? !tighter_camera(c, d) : !tighter_trusted(c, d))
			return false;
	}
	return true;
}

static const char *iface_name(const struct cordon_policy *p, u16 position)
{
	return position == CORDON_NOWHERE ? "" : p->iface[position].name;
}

static bool same_place(const struct compare *c, const struct cordon_party *old,
		       const struct cordon_party *new)
{
	return !strcmp(iface_name(c->old, old->behind), iface_name(c->new, new->behind));
}

/* Who is found by a MAC has to live where it did: several parties may have one. */
static bool same_owner(const struct compare *c, u64 mac)
{
	const struct cordon_party *old, *new;

	if (!mac)
		return true;
	old = cordon_ref_party(c->old, cordon_policy_find_mac(c->old, mac));
	new = cordon_ref_party(c->new, cordon_policy_find_mac(c->new, mac));
	return old && new && same_place(c, old, new) && old->mac == new->mac &&
	       old->via_mac == new->via_mac;
}

static bool fewer_cameras(const struct compare *c, const struct cordon_client *old,
			  const struct cordon_client *new)
{
	u32 i, n;

	if (!old->cameras)
		return true;
	if (!new->cameras)
		return false;
	for (i = 0; i < new->cameras; i++) {
		const struct cordon_device *d;

		d = former_camera(c, &c->new->device[c->new->camera[new->camera + i]]);
		for (n = 0; n < old->cameras; n++)
			if (d == &c->old->device[c->old->camera[old->camera + n]])
				break;
		if (n == old->cameras)
			return false;
	}
	return true;
}

static bool tighter_client(const struct compare *c, u16 old, u16 new)
{
	if (new == CORDON_NOBODY)
		return true;
	return old != CORDON_NOBODY &&
	       fewer_services(&c->old->client[old].opens, &c->new->client[new].opens) &&
	       fewer_cameras(c, &c->old->client[old], &c->new->client[new]);
}

static bool tighter_party(const struct compare *c, const struct cordon_party *new)
{
	u32 ref = cordon_policy_find_addr(c->old, &new->addr);
	const struct cordon_party *old;

	if (CORDON_REF_KIND(ref) != CORDON_REF_PARTY)
		return false;
	old = &c->old->party[CORDON_REF_POSITION(ref)];
	return old->mac == new->mac && old->via_mac == new->via_mac &&
	       cordon_addr_same(&old->via, &new->via) && same_place(c, old, new) &&
	       same_owner(c, new->mac) && same_owner(c, new->via_mac) &&
	       !(new->role & ~old->role) && !(new->gives & ~old->gives) &&
	       tighter_client(c, old->client, new->client);
}

static bool tighter_self(const struct compare *c)
{
	const struct cordon_self *old = &c->old->self, *new = &c->new->self;
	unsigned int i, n;

	if ((new->role & ~old->role) || (new->gives & ~old->gives))
		return false;
	for (i = 0; i < new->froms; i++) {
		for (n = 0; n < old->froms; n++)
			if (!strcmp(iface_name(c->old, old->from[n]),
				    iface_name(c->new, new->from[i])))
				break;
		if (n == old->froms)
			return false;
	}
	return true;
}

static bool tighter_peers(const struct compare *c)
{
	u32 i;

	for (i = 0; i < c->new->parties; i++)
		if (!tighter_party(c, &c->new->party[i]))
			return refuse(c, "a peer would be new, elsewhere, or could do more");
	if (!tighter_self(c))
		return refuse(c, "this host could do more as a peer");
	return true;
}

static bool fewer_vlans(const struct cordon_segment_rule *old,
			const struct cordon_segment_rule *new)
{
	unsigned int i, n;

	for (i = 0; i < new->vlans; i++) {
		for (n = 0; n < old->vlans && old->vlan[n] != new->vlan[i]; n++)
			;
		if (n == old->vlans)
			return false;
	}
	return true;
}

static bool tighter_segments(const struct compare *c)
{
	unsigned int i;

	for (i = 0; i < CORDON_SEGMENTS_MAX; i++) {
		const struct cordon_segment_rule *old = &c->old->segment[i];
		const struct cordon_segment_rule *new = &c->new->segment[i];

		/* what was no segment was not closed at all */
		if (!old->used)
			continue;
		if (!new->used)
			return refuse(c, "a segment would be given back");
		if (old->unknown != CORDON_UNKNOWN_QUARANTINE ||
		    new->unknown != CORDON_UNKNOWN_QUARANTINE)
			return refuse(c, "unknown devices of a segment could pass");
		if (!fewer_vlans(old, new) || new->bpdu > old->bpdu)
			return refuse(c, "a segment would let VLANs or BPDUs pass");
	}
	return true;
}

/* Somebody who may use any MAC, or any address, that is known to be nobody else's. */
static bool anybody_loose(const struct cordon_policy *p)
{
	u32 i;

	for (i = 0; i < p->devices; i++)
		if (!is_camera(p, i) || !p->device[i].mac || !p->device[i].addrs ||
		    p->device[i].setup)
			return true;
	/* a peer behind a segment is left alone as well */
	for (i = 0; i < p->parties; i++)
		if (p->iface[p->party[i].behind].segment)
			return true;
	return false;
}

/* What a MAC or an address is known for: a camera's, a trusted device's, a party's, a way's. */
static bool same_mac_kind(const struct compare *c, u64 mac)
{
	return CORDON_REF_KIND(cordon_policy_find_mac(c->old, mac)) ==
	       CORDON_REF_KIND(cordon_policy_find_mac(c->new, mac));
}

static bool same_addr_kind(const struct compare *c, const struct cordon_addr *addr)
{
	return CORDON_REF_KIND(cordon_policy_find_addr(c->old, addr)) ==
	       CORDON_REF_KIND(cordon_policy_find_addr(c->new, addr));
}

/* A MAC or address that is nobody's any more could be somebody else's. */
static bool keeps_identities(const struct compare *c)
{
	bool kept = true;
	u32 i, n;

	if (!anybody_loose(c->new))
		return true;
	for (i = 0; i < c->old->devices && kept; i++) {
		const struct cordon_device *d = &c->old->device[i];

		kept = same_mac_kind(c, d->mac);
		for (n = 0; n < d->addrs && kept; n++)
			kept = same_addr_kind(c, address(c->old, d, n));
	}
	for (i = 0; i < c->old->parties && kept; i++) {
		const struct cordon_party *party = &c->old->party[i];

		kept = same_mac_kind(c, party->mac) && same_mac_kind(c, party->via_mac) &&
		       same_addr_kind(c, &party->addr) && same_addr_kind(c, &party->via);
	}
	return kept ? true :
	       refuse(c, "a MAC or address would be free for others; use profile 'isolated'");
}

/**
 * cordon_tightens - would a change only take away?
 * @old: the policy in force
 * @new: what shall take its place
 * @now: nanoseconds since boot
 * @why: what would be allowed, if it returns false
 * @why_size: of @why
 */
bool cordon_tightens(const struct cordon_policy *old, const struct cordon_policy *new, u64 now,
		     char *why, size_t why_size)
{
	struct compare c = { old, new, now, why, why_size };

	if (!ends_sooner(&c, old->observe_until, new->observe_until))
		return refuse(&c, "all would be observed");
	return tighter_segments(&c) && tighter_peers(&c) && tighter_devices(&c) &&
	       keeps_identities(&c);
}

/* May the policy be sealed: is everything closed, now and for good? */
bool cordon_sealable(const struct cordon_policy *p, u64 now, char *why, size_t why_size)
{
	struct compare c = { p, p, now, why, why_size };
	bool any = false;
	u32 i;

	if (p->observe_until > now)
		return refuse(&c, "all is observed: 'mode enforce' first");
	for (i = 0; i < CORDON_SEGMENTS_MAX; i++) {
		any |= p->segment[i].used;
		if (p->segment[i].used && p->segment[i].unknown != CORDON_UNKNOWN_QUARANTINE)
			return refuse(&c, "unknown devices of a segment are not quarantined");
	}
	if (!any)
		return refuse(&c, "there is no segment to be sealed");
	for (i = 0; i < p->devices; i++)
		if (is_camera(p, i) && p->device[i].until > now)
			return refuse(&c, "camera %012llx is observed",
				      (unsigned long long)p->device[i].mac);
	return true;
}
