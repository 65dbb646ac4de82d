// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the objects an administrator wrote to the tables the verdict reads.
 * Everything that objects can get wrong together is found here, so that the
 * module and the tool say the same of the same policy.
 */
#include "build.h"

#define SECRETS_TRIED	8	/* before the table is made twice as large */

static int make_index(const struct cordon_build *b, struct cordon_index *index, u32 slots)
{
	u32 bits = 0;

	while (1U << bits < slots)
		bits++;
	index->slot = b->m->alloc((size_t)1 << bits, sizeof(*index->slot));
	if (!index->slot)
		return -ENOMEM;
	index->mask = (1U << bits) - 1;
	index->shift = 64 - bits;
	index->secret = b->m->random() | 1;
	return 0;
}

/*
 * Moves an index and one more entry to new memory with a new secret: as large,
 * or twice as large.
 */
static int remake_index(const struct cordon_build *b, struct cordon_index *index, u64 key, u32 ref)
{
	u32 slots = index->mask + 1, i;
	unsigned int tries;

	for (tries = 0; tries < 2 * SECRETS_TRIED; tries++) {
		struct cordon_index next;

		if (make_index(b, &next, tries < SECRETS_TRIED ? slots : 2 * slots))
			return -ENOMEM;
		for (i = 0; i < slots; i++)
			if (index->slot[i].value &&
			    cordon_index_put(&next, index->slot[i].key, index->slot[i].value) < 0)
				break;
		if (i == slots && cordon_index_put(&next, key, ref) > 0) {
			b->m->free(index->slot);
			*index = next;
			return 0;
		}
		b->m->free(next.slot);
	}
	refuse(b, "macs or addresses share too many hash values; one of the last ones has to go");
	return -ENOSPC;
}

static int put(const struct cordon_build *b, struct cordon_index *index, u64 key, u32 ref)
{
	return cordon_index_put(index, key, ref) > 0 ? 0 : remake_index(b, index, key, ref);
}

/* Whose a reference is, to be named in a refusal. */
const char *cordon_build_owner_name(const struct cordon_build *b, u32 ref)
{
	u32 at = CORDON_REF_POSITION(ref), i;

	if (CORDON_REF_KIND(ref) < CORDON_REF_PARTY)
		return cordon_build_object(b, b->owner[at])->name;
	/* a peer: the one that has this address */
	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);
		unsigned int n;

		if (!object || object->kind != CORDON_KIND_PEER)
			continue;
		for (n = 0; n < object->addrs; n++)
			if (cordon_addr_same(&object->addr[n], &b->p->party[at].addr))
				return object->name;
	}
	return "a peer";
}

int cordon_build_put_mac(struct cordon_build *b, const struct cordon_object *object, u64 mac,
			 u32 ref)
{
	struct cordon_index *index = &b->p->by_mac;
	u32 taken = cordon_index_get(index, mac);

	if (!taken)
		return put(b, index, mac, ref);
	/* several peers may be behind one MAC: it is a peer's all the same */
	if (CORDON_REF_KIND(taken) >= CORDON_REF_PARTY && CORDON_REF_KIND(ref) >= CORDON_REF_PARTY)
		return 0;
	refuse(b, "'%s': mac %012llx belongs to '%s' already", object->name,
	       (unsigned long long)mac, cordon_build_owner_name(b, taken));
	return -EEXIST;
}

int cordon_build_put_addr(struct cordon_build *b, const struct cordon_object *object,
		    const struct cordon_addr *addr, u32 ref)
{
	struct cordon_policy *p = b->p;
	u32 taken = cordon_policy_find_addr(p, addr);

	if (!taken)
		return put(b, &p->by_addr, cordon_addr_key(addr), ref);
	if (CORDON_REF_KIND(taken) >= CORDON_REF_PARTY && CORDON_REF_KIND(ref) >= CORDON_REF_PARTY)
		return 0;
	refuse(b, "'%s': an address of it belongs to '%s' already", object->name,
	       cordon_build_owner_name(b, taken));
	return -EEXIST;
}

/* Position of an interface in the policy's list; entered if it is new. */
u16 cordon_build_iface(struct cordon_policy *p, const char *name)
{
	u32 i;

	for (i = 0; i < p->ifaces; i++)
		if (!strcmp(p->iface[i].name, name))
			return (u16)i;
	memcpy(p->iface[i].name, name, sizeof(p->iface[i].name));
	p->ifaces++;
	return (u16)i;
}

/* The segment's ordinal among the segments; whoever publishes makes slots of them. */
static int segment_of(struct cordon_build *b, const struct cordon_object *object)
{
	u32 ordinal;

	if (!object->iface[0])
		return CORDON_SEGMENTS_MAX;
	for (ordinal = 0; ordinal < b->segments; ordinal++)
		if (!strcmp(cordon_build_object(b, b->segment[ordinal])->name, object->iface))
			return (int)ordinal;
	refuse(b, "'%s': '%s' is no segment of the policy", object->name, object->iface);
	return -ENOENT;
}

static int profile_of(struct cordon_build *b, const struct cordon_object *object)
{
	u32 i;

	if (!object->ref[0])
		return CORDON_PROFILE_PULL;
	for (i = 0; i < CORDON_PROFILES_BUILTIN; i++)
		if (!strcmp(object->ref, cordon_builtins[i].name))
			break;
	if (i == CORDON_PROFILE_SETUP) {
		refuse(b, "'%s': profile 'setup' is for a time only", object->name);
		return -EINVAL;
	}
	if (i < CORDON_PROFILES_BUILTIN)
		return (int)i;
	i = b->m->find(b->m->context, CORDON_KIND_PROFILE, object->ref);
	if (i != CORDON_NO_OBJECT)
		return b->profile[i];
	refuse(b, "'%s': there is no profile '%s'", object->name, object->ref);
	return -ENOENT;
}

static int add_device(struct cordon_build *b, u32 at)
{
	const struct cordon_object *object = cordon_build_object(b, at);
	bool camera = object->kind == CORDON_KIND_CAMERA;
	struct cordon_policy *p = b->p;
	struct cordon_device *d = &p->device[p->devices];
	u32 ref = CORDON_REF(camera ? CORDON_REF_CAMERA : CORDON_REF_TRUSTED, p->devices);
	int slot = segment_of(b, object);
	int profile = camera ? profile_of(b, object) : 0;
	unsigned int i;
	int err = 0;

	if (slot < 0)
		return slot;
	if (profile < 0)
		return profile;
	*d = (struct cordon_device){
		.mac = object->mac, .until = object->until, .setup = object->setup,
		.addr_more = p->addrs, .addrs = object->addrs, .slot = (u8)slot,
		.profile = (u8)profile, .mark = object->mark, .mask = object->mask,
		.flows = object->flows, .account = object->account,
	};
	b->owner[p->devices] = at;
	b->device[at] = p->devices++;
	if (object->addrs)
		d->addr = object->addr[0];
	for (i = 1; i < object->addrs; i++)
		p->addr[p->addrs++] = object->addr[i];
	if (object->mac)
		err = cordon_build_put_mac(b, object, object->mac, ref);
	for (i = 0; i < object->addrs && !err; i++)
		err = cordon_build_put_addr(b, object, &object->addr[i], ref);
	return err;
}

/* Counted, then placed: a camera's exceptions stand together. */
static int add_exceptions(struct cordon_build *b)
{
	struct cordon_policy *p = b->p;
	u32 i, first = 0;

	if (!p->exceptions)
		return 0;
	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);
		u32 at;

		if (!object || object->kind != CORDON_KIND_EXCEPTION)
			continue;
		at = b->m->find(b->m->context, CORDON_KIND_CAMERA, object->ref);
		if (at == CORDON_NO_OBJECT) {
			refuse(b, "'%s': there is no camera '%s'", object->name, object->ref);
			return -ENOENT;
		}
		p->device[b->device[at]].exceptions++;
	}
	for (i = 0; i < p->devices; i++) {
		p->device[i].exception = first;
		first += p->device[i].exceptions;
		p->device[i].exceptions = 0;
	}
	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);
		struct cordon_device *d;
		u32 at;

		if (!object || object->kind != CORDON_KIND_EXCEPTION)
			continue;
		at = b->m->find(b->m->context, CORDON_KIND_CAMERA, object->ref);
		d = &p->device[b->device[at]];
		p->exception[d->exception + d->exceptions] = object->waiver->allows;
		p->exception[d->exception + d->exceptions++].until = object->until;
	}
	return 0;
}

static int add_profile(struct cordon_build *b, u32 at)
{
	const struct cordon_object *object = cordon_build_object(b, at);
	u32 i;

	for (i = 0; i < CORDON_PROFILES_BUILTIN; i++) {
		if (strcmp(object->name, cordon_builtins[i].name))
			continue;
		refuse(b, "profile '%s' is built in", object->name);
		return -EEXIST;
	}
	b->profile[at] = (u8)b->p->profiles;
	b->p->profile[b->p->profiles++] = *object->profile;
	return 0;
}

/* Objects of the kinds in a mask, in their order. */
static int add_objects(struct cordon_build *b, u32 kinds)
{
	int err = 0;
	u32 i;

	for (i = 0; i < b->m->objects && !err; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);

		if (!object || !(kinds & 1U << object->kind))
			continue;
		if (object->kind == CORDON_KIND_PROFILE)
			err = add_profile(b, i);
		else if (object->kind == CORDON_KIND_PEER)
			err = cordon_build_peer(b, object);
		else
			err = add_device(b, i);
	}
	return err;
}

/* What is to be known of all parties at once, and of the interfaces they are behind. */
static void sum_up(struct cordon_build *b)
{
	struct cordon_policy *p = b->p;
	u32 i, n;

	for (i = 0; i < p->parties; i++) {
		struct cordon_iface *iface = &p->iface[p->party[i].behind];

		iface->role |= p->party[i].role;
		iface->gives |= p->party[i].gives;
		p->gives |= p->party[i].gives;
	}
	for (i = 0; i < p->ifaces; i++)
		for (n = 0; n < b->segments; n++)
			if (!strcmp(p->iface[i].name,
				    cordon_build_object(b, b->segment[n])->name))
				p->iface[i].segment = true;
}

/* How many of everything there are at most. */
struct counts {
	u32 devices;
	u32 addrs;
	u32 parties;
	u32 ifaces;
	u32 profiles;
	u32 clients;
	u32 cameras;
	u32 exceptions;
};

static void count_peer(struct counts *n, const struct cordon_object *object)
{
	n->parties += object->addrs;
	n->ifaces += 1U + object->peer->froms;
	n->cameras += object->peer->cameras;
	if (object->peer->role & CORDON_ROLE_CLIENT)
		n->clients++;
}

static int count(struct cordon_build *b, struct counts *n)
{
	u32 i;

	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);

		if (!object)
			continue;
		n->addrs += object->addrs;
		if (object->kind == CORDON_KIND_SEGMENT) {
			if (b->segments == CORDON_SEGMENTS_MAX) {
				refuse(b, "more than %d segments", CORDON_SEGMENTS_MAX);
				return -ENOSPC;
			}
			b->segment[b->segments++] = i;
		} else if (object->kind == CORDON_KIND_PEER) {
			count_peer(n, object);
		} else if (object->kind == CORDON_KIND_PROFILE) {
			n->profiles++;
		} else if (object->kind == CORDON_KIND_EXCEPTION) {
			n->exceptions++;
		} else {
			n->devices++;
		}
	}
	if (n->profiles > CORDON_PROFILES_MAX)
		refuse(b, "more than %d profiles", CORDON_PROFILES_MAX);
	else if (n->exceptions > CORDON_EXCEPTIONS_MAX)
		refuse(b, "more than %d exceptions", CORDON_EXCEPTIONS_MAX);
	else if (n->ifaces >= CORDON_NOWHERE)	/* each peer, so each client, counts one */
		refuse(b, "more than %d peers", CORDON_NOWHERE - 1);
	else
		return 0;
	return -ENOSPC;
}

static int reserve(struct cordon_build *b)
{
	const struct cordon_materials *m = b->m;
	struct cordon_policy *p = b->p;
	struct counts n = { 0 };
	u32 slots;
	int err = count(b, &n);

	if (err)
		return err;
	slots = 2 * (n.devices + n.addrs + 2 * n.parties) + 8;
	p->device = m->alloc(n.devices + 1, sizeof(*p->device));
	p->party = m->alloc(n.parties + 1, sizeof(*p->party));
	p->addr = m->alloc(n.addrs + 1, sizeof(*p->addr));
	p->iface = m->alloc(n.ifaces + 1, sizeof(*p->iface));
	p->profile = m->alloc(n.profiles + CORDON_PROFILES_BUILTIN, sizeof(*p->profile));
	p->client = m->alloc(n.clients + 1, sizeof(*p->client));
	p->camera = m->alloc(n.cameras + 1, sizeof(*p->camera));
	p->exception = m->alloc(n.exceptions + 1, sizeof(*p->exception));
	b->owner = m->alloc(n.devices + 1, sizeof(*b->owner));
	b->device = m->alloc(m->objects + 1, sizeof(*b->device));
	b->profile = m->alloc(m->objects + 1, sizeof(*b->profile));
	if (!p->device || !p->party || !p->addr || !p->iface || !p->profile || !p->client ||
	    !p->camera || !p->exception || !b->owner || !b->device || !b->profile ||
	    make_index(b, &p->by_mac, slots) || make_index(b, &p->by_addr, slots))
		return -ENOMEM;
	p->exceptions = n.exceptions;
	return 0;
}

/* Profiles and peers first: what a camera may name, and what it may not have, is then known. */
static int fill(struct cordon_build *b)
{
	struct cordon_policy *p = b->p;
	int err;

	for (; p->profiles < CORDON_PROFILES_BUILTIN; p->profiles++)
		p->profile[p->profiles] = cordon_builtins[p->profiles].profile;
	err = add_objects(b, 1U << CORDON_KIND_PROFILE);
	if (!err)
		err = add_objects(b, 1U << CORDON_KIND_PEER);
	if (!err)
		err = cordon_build_check_froms(b);
	if (!err)
		err = cordon_build_gateways(b);
	if (!err)
		err = add_objects(b, 1U << CORDON_KIND_CAMERA | 1U << CORDON_KIND_TRUSTED);
	if (!err)
		err = cordon_build_client_cameras(b);
	if (!err)
		err = add_exceptions(b);
	if (!err)
		sum_up(b);
	return err;
}

/**
 * cordon_policy_make - make tables of objects
 * @p: all zero; to be unmade in any case
 * @m: what to make it of
 * @why: a text that says what is wrong with the objects, empty without memory
 * @why_size: of @why
 *
 * Slots of devices are ordinals of segments, and no rule of a segment is set.
 * The indexes of interfaces are 0. Returns 0 or a negative errno.
 */
int cordon_policy_make(struct cordon_policy *p, const struct cordon_materials *m, char *why,
		       size_t why_size)
{
	struct cordon_build b = { .p = p, .m = m, .why = why, .why_size = why_size };
	int err;

	why[0] = '\0';
	err = reserve(&b);
	if (!err)
		err = fill(&b);
	m->free(b.owner);
	m->free(b.device);
	m->free(b.profile);
	return err;
}

/* Frees the tables. */
void cordon_policy_unmake(struct cordon_policy *p, const struct cordon_materials *m)
{
	m->free(p->by_mac.slot);
	m->free(p->by_addr.slot);
	m->free(p->device);
	m->free(p->party);
	m->free(p->addr);
	m->free(p->iface);
	m->free(p->profile);
	m->free(p->client);
	m->free(p->camera);
	m->free(p->exception);
}

/* The rule of a segment, for the policy's slot that it gets. */
void cordon_policy_rule(const struct cordon_object *segment, struct cordon_segment_rule *rule)
{
	rule->used = true;
	rule->unknown = segment->unknown;
	rule->bpdu = segment->bpdu;
	rule->vlans = segment->vlans;
	memcpy(rule->vlan, segment->vlan, sizeof(rule->vlan));
}
