// SPDX-License-Identifier: GPL-2.0-only
/*
 * From the objects an administrator wrote to the tables the verdict reads.
 * Everything is checked here; nothing of it touches the policy in force.
 */
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/slab.h>

#include "live.h"
#include "netns.h"
#include "policy.h"

#define SECRETS_TRIED	8	/* before the table is made twice as large */

struct build {
	struct cordon_net *cn;
	struct cordon_published *new;
	struct netlink_ext_ack *extack;
	const struct cordon_object **owner;	/* of each device */
	const struct cordon_object *segment[CORDON_SEGMENTS_MAX];
};

static int make_index(struct cordon_index *index, u32 slots)
{
	index->slot = kvcalloc(slots, sizeof(*index->slot), GFP_KERNEL_ACCOUNT);
	if (!index->slot)
		return -ENOMEM;
	index->mask = slots - 1;
	index->shift = 64 - ilog2(slots);
	index->secret = get_random_u64() | 1;
	return 0;
}

/* Moves an index to new memory with a new secret: as large, or twice as large. */
static int remake_index(struct cordon_index *index)
{
	u32 slots = index->mask + 1, i;
	unsigned int tries;

	for (tries = 0; tries < 2 * SECRETS_TRIED; tries++) {
		struct cordon_index next;

		if (make_index(&next, tries < SECRETS_TRIED ? slots : 2 * slots))
			return -ENOMEM;
		for (i = 0; i < slots; i++)
			if (index->slot[i].value &&
			    cordon_index_put(&next, index->slot[i].key, index->slot[i].value) < 0)
				break;
		if (i == slots) {
			kvfree(index->slot);
			*index = next;
			return 0;
		}
		kvfree(next.slot);
	}
	return -ENOSPC;
}

static int put(struct cordon_index *index, u64 key, u32 ref)
{
	while (cordon_index_put(index, key, ref) < 0) {
		int err = remake_index(index);

		if (err)
			return err;
	}
	return 0;
}

static const char *owner_name(const struct build *b, u32 ref)
{
	u32 at = CORDON_REF_POSITION(ref), i;

	if (CORDON_REF_KIND(ref) == CORDON_REF_CAMERA || CORDON_REF_KIND(ref) == CORDON_REF_TRUSTED)
		return b->owner[at]->name;
	/* a peer: the one that has this address */
	for (i = 0; i < b->new->objects.count; i++) {
		const struct cordon_object *object = b->new->objects.at[i];
		unsigned int n;

		if (!object || object->kind != CORDON_KIND_PEER)
			continue;
		for (n = 0; n < object->addrs; n++)
			if (cordon_addr_same(&object->addr[n], &b->new->policy.party[at].addr))
				return object->name;
	}
	return "a peer";
}

static int put_mac(struct build *b, const struct cordon_object *object, u64 mac, u32 ref)
{
	struct cordon_index *index = &b->new->policy.by_mac;
	u32 taken = cordon_index_get(index, mac);

	if (!taken)
		return put(index, mac, ref);
	/* several peers may be behind one MAC: it is a peer's all the same */
	if (CORDON_REF_KIND(taken) >= CORDON_REF_PARTY && CORDON_REF_KIND(ref) >= CORDON_REF_PARTY)
		return 0;
	cordon_refuse(b->extack, NULL, "'%s': mac %012llx belongs to '%s' already", object->name,
		      mac, owner_name(b, taken));
	return -EEXIST;
}

static int put_addr(struct build *b, const struct cordon_object *object,
		    const struct cordon_addr *addr, u32 ref)
{
	struct cordon_policy *p = &b->new->policy;
	u32 taken = cordon_policy_find_addr(p, addr);

	if (!taken)
		return put(&p->by_addr, cordon_addr_key(addr), ref);
	if (CORDON_REF_KIND(taken) >= CORDON_REF_PARTY && CORDON_REF_KIND(ref) >= CORDON_REF_PARTY)
		return 0;
	cordon_refuse(b->extack, NULL, "'%s': an address of it belongs to '%s' already",
		      object->name, owner_name(b, taken));
	return -EEXIST;
}

/* Position of an interface in the policy's list; entered if it is new. */
static u16 iface_of(struct cordon_policy *p, const char *name)
{
	u32 i;

	for (i = 0; i < p->ifaces; i++)
		if (!strcmp(p->iface[i].name, name))
			return i;
	strscpy(p->iface[i].name, name, sizeof(p->iface[i].name));
	return p->ifaces++;
}

/*
 * The segment's ordinal among the segments, in the order of objects; the
 * commit turns ordinals into slots.
 */
static int segment_of(struct build *b, const struct cordon_object *object)
{
	const struct cordon_object *segment;
	u32 ordinal;

	if (!object->iface[0])
		return CORDON_SEGMENTS_MAX;
	segment = cordon_objects_find(&b->new->objects, CORDON_KIND_SEGMENT, object->iface);
	for (ordinal = 0; segment && ordinal < b->new->count[CORDON_KIND_SEGMENT]; ordinal++)
		if (b->segment[ordinal] == segment)
			return ordinal;
	cordon_refuse(b->extack, NULL, "'%s': '%s' is no segment of the policy", object->name,
		      object->iface);
	return -ENOENT;
}

static int add_device(struct build *b, const struct cordon_object *object)
{
	bool camera = object->kind == CORDON_KIND_CAMERA;
	struct cordon_policy *p = &b->new->policy;
	struct cordon_device *d = &p->device[p->devices];
	u32 ref = CORDON_REF(camera ? CORDON_REF_CAMERA : CORDON_REF_TRUSTED, p->devices);
	int slot = segment_of(b, object);
	unsigned int i;
	int err = 0;

	if (slot < 0)
		return slot;
	*d = (struct cordon_device){
		.mac = object->mac, .until = object->until, .addr_more = p->addrs,
		.addrs = object->addrs, .slot = slot, .profile = object->profile,
		.mark = object->mark, .mask = object->mask, .account = object->account,
	};
	b->owner[p->devices++] = object;
	if (object->addrs)
		d->addr = object->addr[0];
	for (i = 1; i < object->addrs; i++)
		p->addr[p->addrs++] = object->addr[i];
	if (object->mac)
		err = put_mac(b, object, object->mac, ref);
	for (i = 0; i < object->addrs && !err; i++)
		err = put_addr(b, object, &object->addr[i], ref);
	if (object->until && object->until != CORDON_FOREVER)
		b->new->timed = true;
	return err;
}

static bool agrees(const struct cordon_policy *p, const struct cordon_party *party,
		   const struct cordon_object *object)
{
	return party->mac == object->mac && party->via_mac == object->peer->via_mac &&
	       cordon_addr_same(&party->via, &object->peer->via) &&
	       !strcmp(p->iface[party->behind].name, object->iface);
}

/* One address of a peer. Several peers of one address are one party that may do what all may. */
static int add_party(struct build *b, const struct cordon_object *object,
		     const struct cordon_addr *addr)
{
	struct cordon_policy *p = &b->new->policy;
	u32 taken = cordon_policy_find_addr(p, addr);
	struct cordon_party *party;
	u32 at = p->parties;
	int err;

	if (CORDON_REF_KIND(taken) == CORDON_REF_PARTY) {
		party = &p->party[CORDON_REF_POSITION(taken)];
		if (!agrees(p, party, object)) {
			cordon_refuse(b->extack, NULL,
				      "'%s' and '%s' share an address, but not mac, via and behind",
				      object->name, owner_name(b, taken));
			return -EINVAL;
		}
		party->role |= object->peer->role;
		party->gives |= object->peer->gives;
		return 0;
	}
	party = &p->party[p->parties++];
	*party = (struct cordon_party){
		.addr = *addr, .via = object->peer->via, .mac = object->mac,
		.via_mac = object->peer->via_mac, .behind = iface_of(p, object->iface),
		.role = object->peer->role, .gives = object->peer->gives,
	};
	err = put_addr(b, object, addr, CORDON_REF(CORDON_REF_PARTY, at));
	if (!err && party->mac)
		err = put_mac(b, object, party->mac, CORDON_REF(CORDON_REF_PARTY, at));
	return err;
}

/* The ways to parties come after all parties: an address that is both is a party's. */
static int add_gateways(struct build *b)
{
	struct cordon_policy *p = &b->new->policy;
	u32 i, n;
	int err;

	for (i = 0; i < b->new->objects.count; i++) {
		const struct cordon_object *object = b->new->objects.at[i];

		if (!object || object->kind != CORDON_KIND_PEER || !object->peer->via_mac)
			continue;
		for (n = 0; n < p->parties; n++)
			if (p->party[n].via_mac == object->peer->via_mac &&
			    cordon_addr_same(&p->party[n].via, &object->peer->via))
				break;
		err = put_mac(b, object, object->peer->via_mac, CORDON_REF(CORDON_REF_GATEWAY, n));
		if (!err && !cordon_addr_unspecified(&object->peer->via))
			err = put_addr(b, object, &object->peer->via,
				       CORDON_REF(CORDON_REF_GATEWAY, n));
		if (err)
			return err;
	}
	return 0;
}

static int add_self(struct build *b, const struct cordon_object *object)
{
	struct cordon_self *self = &b->new->policy.self;
	unsigned int i, n;

	self->role |= object->peer->role;
	self->gives |= object->peer->gives;
	for (i = 0; i < object->peer->froms; i++) {
		u16 from = iface_of(&b->new->policy, object->peer->from[i]);

		for (n = 0; n < self->froms && self->from[n] != from; n++)
			;
		if (n == CORDON_FROMS_MAX) {
			cordon_refuse(b->extack, NULL,
				      "'%s': more than %d interfaces count as this host",
				      object->name, CORDON_FROMS_MAX);
			return -ENOSPC;
		}
		if (n == self->froms)
			self->from[self->froms++] = from;
	}
	return 0;
}

static int add_peer(struct build *b, const struct cordon_object *object)
{
	unsigned int i;
	int err = 0;

	if (object->peer->self)
		return add_self(b, object);
	for (i = 0; i < object->addrs && !err; i++)
		err = add_party(b, object, &object->addr[i]);
	return err;
}

/* Nobody's address may be this host's: then it is 'self' that is meant. */
static int check_host(struct build *b, const struct cordon_object *object)
{
	const struct cordon_hosts *hosts;
	unsigned int i;
	bool own = false;

	rcu_read_lock();
	hosts = rcu_dereference(b->cn->hosts);
	for (i = 0; i < object->addrs; i++)
		own |= cordon_hosts_has(hosts, &object->addr[i], NULL);
	rcu_read_unlock();
	if (!own)
		return 0;
	cordon_refuse(b->extack, NULL, object->kind == CORDON_KIND_PEER ?
		      "'%s': an address of it is this host's own; say 'self' instead" :
		      "'%s': an address of it is this host's own", object->name);
	return -EINVAL;
}

/* Parties first: what a device may not have is then known. */
static int add_objects(struct build *b, bool peers)
{
	u32 i;

	for (i = 0; i < b->new->objects.count; i++) {
		const struct cordon_object *object = b->new->objects.at[i];
		bool peer = object && object->kind == CORDON_KIND_PEER;
		int err;

		if (!object || peer != peers || object->kind == CORDON_KIND_SEGMENT)
			continue;
		err = check_host(b, object);
		if (!err)
			err = peers ? add_peer(b, object) : add_device(b, object);
		if (err)
			return err;
	}
	return 0;
}

/* What the verdict wants to know of all parties at once. */
static void sum_up(struct cordon_policy *p)
{
	u32 i;

	for (i = 0; i < p->parties; i++) {
		struct cordon_iface *iface = &p->iface[p->party[i].behind];

		iface->party = true;
		iface->gives |= p->party[i].gives;
		p->gives |= p->party[i].gives;
	}
}

static bool keep_segment(struct build *b, const struct cordon_object *object)
{
	u32 ordinal = b->new->count[CORDON_KIND_SEGMENT];

	if (ordinal == CORDON_SEGMENTS_MAX) {
		cordon_refuse(b->extack, NULL, "more than %d segments", CORDON_SEGMENTS_MAX);
		return false;
	}
	b->segment[ordinal] = object;
	return true;
}

/* How much of everything is needed at most. */
static int reserve(struct build *b)
{
	struct cordon_policy *p = &b->new->policy;
	u32 devices = 0, addrs = 0, parties = 0, ifaces = 0, slots, i;

	for (i = 0; i < b->new->objects.count; i++) {
		const struct cordon_object *object = b->new->objects.at[i];

		if (!object)
			continue;
		if (object->kind == CORDON_KIND_SEGMENT &&
		    !keep_segment(b, object))
			return -ENOSPC;
		b->new->count[object->kind]++;
		addrs += object->addrs;
		if (object->kind == CORDON_KIND_PEER) {
			parties += object->addrs;
			ifaces += 1 + object->peer->froms;
		} else if (object->kind != CORDON_KIND_SEGMENT) {
			devices++;
		}
	}
	slots = roundup_pow_of_two(2 * (devices + addrs + 2 * parties) + 8);
	p->device = kvcalloc(devices + 1, sizeof(*p->device), GFP_KERNEL_ACCOUNT);
	p->party = kvcalloc(parties + 1, sizeof(*p->party), GFP_KERNEL_ACCOUNT);
	p->addr = kvcalloc(addrs + 1, sizeof(*p->addr), GFP_KERNEL_ACCOUNT);
	p->iface = kvcalloc(ifaces + 1, sizeof(*p->iface), GFP_KERNEL_ACCOUNT);
	b->owner = kvcalloc(devices + 1, sizeof(*b->owner), GFP_KERNEL);
	if (!p->device || !p->party || !p->addr || !p->iface || !b->owner ||
	    ifaces >= CORDON_NOWHERE || make_index(&p->by_mac, slots) ||
	    make_index(&p->by_addr, slots))
		return -ENOMEM;
	return 0;
}

/* Frees a policy that no reader can see, with its objects. May sleep. */
void cordon_policy_free(struct cordon_published *published)
{
	struct cordon_policy *p;

	if (!published)
		return;
	p = &published->policy;
	cordon_objects_free(&published->objects);
	kvfree(p->by_mac.slot);
	kvfree(p->by_addr.slot);
	kvfree(p->device);
	kvfree(p->party);
	kvfree(p->addr);
	kvfree(p->iface);
	kfree(published);
	cordon_live_gone(CORDON_LIVE_POLICY);
}

/**
 * cordon_policy_build - make a policy, without publishing it
 * @cn: the namespace
 * @objects: taken over in any case, and empty afterwards
 * @settings: copied
 * @extack: says what is wrong with it
 *
 * Slots of devices are ordinals of segments, and no rule of a segment is set.
 * May sleep. Returns the policy, or an ERR_PTR().
 */
struct cordon_published *cordon_policy_build(struct cordon_net *cn,
					     struct cordon_objects *objects,
					     const struct cordon_settings *settings,
					     struct netlink_ext_ack *extack)
{
	struct build b = { .cn = cn, .extack = extack };
	int err;

	b.new = kzalloc(sizeof(*b.new), GFP_KERNEL_ACCOUNT);
	if (!b.new) {
		cordon_objects_free(objects);
		return ERR_PTR(-ENOMEM);
	}
	cordon_live_made(CORDON_LIVE_POLICY);
	swap(b.new->objects, *objects);
	b.new->settings = *settings;
	b.new->policy.observe_until = settings->observe_until;
	b.new->policy.mark = settings->mark;
	b.new->policy.mask = settings->mask;
	b.new->timed = settings->observe_until && settings->observe_until != CORDON_FOREVER;
	err = reserve(&b);
	if (!err)
		err = add_objects(&b, true);
	if (!err)
		err = add_gateways(&b);
	if (!err)
		err = add_objects(&b, false);
	kvfree(b.owner);
	if (err) {
		cordon_policy_free(b.new);
		return ERR_PTR(err);
	}
	sum_up(&b.new->policy);
	return b.new;
}
