// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Look-ups in a policy, and the two operations that fill its indexes. The
 * caller owns all memory.
 */
#include "policy.h"

static u32 home(const struct cordon_index *index, u64 key)
{
	return (u32)((key * index->secret) >> index->shift);
}

/**
 * cordon_index_put - enter a value, which must not be 0
 * @index: more than half of its slots are free
 * @key: may be there already; the first one entered is the one found
 * @value: what cordon_index_get() shall return
 *
 * Returns the number of probes it took, or -1 when that is more than a look-up
 * should take: then the caller starts over with another secret.
 */
int cordon_index_put(struct cordon_index *index, u64 key, u32 value)
{
	u32 at = home(index, key);
	int probes;

	for (probes = 1; probes <= CORDON_PROBES_MAX; probes++) {
		if (!index->slot[at].value) {
			index->slot[at].key = key;
			index->slot[at].value = value;
			return probes;
		}
		at = (at + 1) & index->mask;
	}
	return -1;
}

/* The value of a key, 0 if there is none. */
u32 cordon_index_get(const struct cordon_index *index, u64 key)
{
	u32 at, probes;

	if (!index->slot)
		return 0;
	at = home(index, key);
	for (probes = 0; probes < CORDON_PROBES_MAX; probes++) {
		const struct cordon_slot *slot = &index->slot[at];

		if (!slot->value || slot->key == key)
			return slot->value;
		at = (at + 1) & index->mask;
	}
	return 0;
}

/* An address folded to a key; two addresses of one key are kept apart by comparing. */
u64 cordon_addr_key(const struct cordon_addr *addr)
{
	/* an odd constant without structure (2^64 / golden ratio) */
	return addr->lo ^ addr->hi * 0x9e3779b97f4a7c15ULL;
}

u32 cordon_policy_find_mac(const struct cordon_policy *p, u64 mac)
{
	return cordon_index_get(&p->by_mac, mac);
}

/* True if the camera or trusted device has this address listed. */
bool cordon_device_lists(const struct cordon_policy *p, const struct cordon_device *d,
			 const struct cordon_addr *addr)
{
	unsigned int i;

	if (!d->addrs)
		return false;
	if (cordon_addr_same(&d->addr, addr))
		return true;
	for (i = 1; i < d->addrs; i++)
		if (cordon_addr_same(&p->addr[d->addr_more + i - 1], addr))
			return true;
	return false;
}

static bool ref_has(const struct cordon_policy *p, u32 ref, const struct cordon_addr *addr)
{
	u32 at = CORDON_REF_POSITION(ref);

	switch (CORDON_REF_KIND(ref)) {
	case CORDON_REF_CAMERA:
	case CORDON_REF_TRUSTED:
		return cordon_device_lists(p, &p->device[at], addr);
	case CORDON_REF_PARTY:
		return cordon_addr_same(&p->party[at].addr, addr);
	case CORDON_REF_GATEWAY:
		return cordon_addr_same(&p->party[at].via, addr);
	}
	return false;
}

/* Whose address is it? Returns a CORDON_REF(), 0 if nobody's. */
u32 cordon_policy_find_addr(const struct cordon_policy *p, const struct cordon_addr *addr)
{
	const struct cordon_index *index = &p->by_addr;
	u64 key = cordon_addr_key(addr);
	u32 at, probes;

	if (!index->slot)
		return 0;
	at = home(index, key);
	for (probes = 0; probes < CORDON_PROBES_MAX; probes++) {
		const struct cordon_slot *slot = &index->slot[at];

		if (!slot->value)
			return 0;
		if (slot->key == key && ref_has(p, slot->value, addr))
			return slot->value;
		at = (at + 1) & index->mask;
	}
	return 0;
}

/* The camera a frame comes from by its MAC, else by its source address; or NULL. */
const struct cordon_device *cordon_policy_camera(const struct cordon_policy *p,
						 const struct cordon_frame *f)
{
	u32 ref = cordon_policy_find_mac(p, f->src);

	if (CORDON_REF_KIND(ref) != CORDON_REF_CAMERA && f->l3 != CORDON_L3_OTHER)
		ref = cordon_policy_find_addr(p, &f->sip);
	return CORDON_REF_KIND(ref) == CORDON_REF_CAMERA ? &p->device[CORDON_REF_POSITION(ref)] :
							   NULL;
}

static u32 host_home(const struct cordon_hosts *hosts, const struct cordon_addr *addr)
{
	return (u32)(cordon_addr_key(addr) * 0x9e3779b97f4a7c15ULL >> 32) & hosts->mask;
}

/* Enters an address of this host; false if the set is full. */
bool cordon_hosts_put(struct cordon_hosts *hosts, const struct cordon_addr *addr, u32 ifindex)
{
	u32 at = host_home(hosts, addr), n;

	for (n = 0; n <= hosts->mask; n++) {
		struct cordon_host *host = &hosts->slot[at];

		if (!host->ifindex) {
			host->addr = *addr;
			host->ifindex = ifindex;
			return true;
		}
		at = (at + 1) & hosts->mask;
	}
	return false;
}

/*
 * Is it an address of this host: on the segment's own interfaces, or on any
 * where no place is given?
 */
bool cordon_hosts_has(const struct cordon_hosts *hosts, const struct cordon_addr *addr,
		      const struct cordon_place *place)
{
	u32 at, n;

	if (!hosts)
		return false;
	at = host_home(hosts, addr);
	for (n = 0; n <= hosts->mask; n++) {
		const struct cordon_host *host = &hosts->slot[at];
		u32 ifindex = READ_ONCE(host->ifindex);

		if (!ifindex)
			return false;
		if (ifindex != CORDON_HOST_GONE && cordon_addr_same(&host->addr, addr) &&
		    (!place || cordon_place_holds(place, ifindex)))
			return true;
		at = (at + 1) & hosts->mask;
	}
	return false;
}

/* The policy's interface of that index, NULL if it names none such. */
const struct cordon_iface *cordon_policy_iface(const struct cordon_policy *p, u32 ifindex)
{
	u32 i;

	for (i = 0; i < p->ifaces; i++)
		if (READ_ONCE(p->iface[i].ifindex) == ifindex)
			return &p->iface[i];
	return NULL;
}
