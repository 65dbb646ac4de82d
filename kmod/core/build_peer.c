// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Peers as the verdict reads them: a party for each address, the ways to them,
 * this host, and clients.
 */
#include "build.h"

static bool agrees(const struct cordon_policy *p, const struct cordon_party *party,
		   const struct cordon_object *object)
{
	return party->mac == object->mac && party->via_mac == object->peer->via_mac &&
	       cordon_addr_same(&party->via, &object->peer->via) &&
	       !strcmp(p->iface[party->behind].name, object->iface);
}

/* Several peers of one address are one party that may do what all may; but one client. */
static int join_party(struct cordon_build *b, const struct cordon_object *object, u32 taken,
		      u16 client)
{
	struct cordon_party *party = &b->p->party[CORDON_REF_POSITION(taken)];

	if (!agrees(b->p, party, object)) {
		refuse(b, "'%s' and '%s' share an address, but not mac, via and behind",
		       object->name, cordon_build_owner_name(b, taken));
		return -EINVAL;
	}
	if (client != CORDON_NOBODY && party->client != CORDON_NOBODY && party->client != client) {
		refuse(b, "'%s' and '%s' share an address, and both are clients", object->name,
		       cordon_build_owner_name(b, taken));
		return -EINVAL;
	}
	if (client != CORDON_NOBODY)
		party->client = client;
	party->role |= object->peer->role;
	party->gives |= object->peer->gives;
	return 0;
}

/* One address of a peer. */
static int add_party(struct cordon_build *b, const struct cordon_object *object,
		     const struct cordon_addr *addr, u16 client)
{
	struct cordon_policy *p = b->p;
	u32 taken = cordon_policy_find_addr(p, addr);
	u32 ref = CORDON_REF(CORDON_REF_PARTY, p->parties);
	struct cordon_party *party = &p->party[p->parties];
	int err;

	if (CORDON_REF_KIND(taken) == CORDON_REF_PARTY)
		return join_party(b, object, taken, client);
	p->parties++;
	*party = (struct cordon_party){
		.addr = *addr, .via = object->peer->via, .mac = object->mac,
		.via_mac = object->peer->via_mac, .behind = cordon_build_iface(p, object->iface),
		.client = client, .role = object->peer->role, .gives = object->peer->gives,
	};
	err = cordon_build_put_addr(b, object, addr, ref);
	if (!err && party->mac)
		err = cordon_build_put_mac(b, object, party->mac, ref);
	return err;
}

/* The ways to parties come after all parties: an address that is both is a party's. */
int cordon_build_gateways(struct cordon_build *b)
{
	struct cordon_policy *p = b->p;
	u32 i, n, ref;
	int err;

	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);

		if (!object || object->kind != CORDON_KIND_PEER || !object->peer->via_mac)
			continue;
		for (n = 0; n < p->parties; n++)
			if (p->party[n].via_mac == object->peer->via_mac &&
			    cordon_addr_same(&p->party[n].via, &object->peer->via))
				break;
		err = cordon_build_put_mac(b, object, object->peer->via_mac,
					   CORDON_REF(CORDON_REF_GATEWAY, n));
		if (!err && !cordon_addr_unspecified(&object->peer->via))
			err = cordon_build_put_addr(b, object, &object->peer->via,
				       CORDON_REF(CORDON_REF_GATEWAY, n));
		if (err)
			return err;
		ref = cordon_policy_find_mac(p, object->peer->via_mac);
		if (CORDON_REF_KIND(ref) == CORDON_REF_PARTY)
			p->party[CORDON_REF_POSITION(ref)].gateway = true;
	}
	return 0;
}

static int add_self(struct cordon_build *b, const struct cordon_object *object)
{
	struct cordon_self *self = &b->p->self;
	unsigned int i, n;

	self->role |= object->peer->role;
	self->gives |= object->peer->gives;
	for (i = 0; i < object->peer->froms; i++) {
		u16 from = cordon_build_iface(b->p, object->peer->from[i]);

		for (n = 0; n < self->froms && self->from[n] != from; n++)
			;
		if (n == CORDON_FROMS_MAX) {
			refuse(b, "'%s': more than %d interfaces count as this host", object->name,
			       CORDON_FROMS_MAX);
			return -ENOSPC;
		}
		if (n == self->froms)
			self->from[self->froms++] = from;
	}
	return 0;
}

/* Whoever lives behind a segment has to be told from the cameras there. */
static int check_behind(struct cordon_build *b, const struct cordon_object *object)
{
	u32 i;

	for (i = 0; i < b->segments; i++) {
		if (strcmp(cordon_build_object(b, b->segment[i])->name, object->iface))
			continue;
		if (object->mac || object->peer->via_mac)
			return 0;
		refuse(b,
		       "'%s': behind segment '%s' it needs a mac, or any device there could be it",
		       object->name, object->iface);
		return -EINVAL;
	}
	return 0;
}

int cordon_build_peer(struct cordon_build *b, const struct cordon_object *object)
{
	u16 client = CORDON_NOBODY;
	unsigned int i;
	int err;

	if (object->peer->self)
		return add_self(b, object);
	err = check_behind(b, object);
	if (err)
		return err;
	if (object->peer->role & CORDON_ROLE_CLIENT) {
		client = (u16)b->p->clients++;
		b->p->client[client].opens = object->peer->opens;
	}
	for (i = 0; i < object->addrs && !err; i++)
		err = add_party(b, object, &object->addr[i], client);
	return err;
}

/* Cameras of one segment must not count as this host for those of another. */
static int check_from_segments(struct cordon_build *b)
{
	const struct cordon_policy *p = b->p;
	u32 i, n;

	for (i = 0; i < p->self.froms; i++) {
		const char *name = p->iface[p->self.from[i]].name;

		for (n = 0; n < b->segments; n++) {
			if (strcmp(cordon_build_object(b, b->segment[n])->name, name))
				continue;
			refuse(b, "'%s' is a segment, and cannot count as this host", name);
			return -EINVAL;
		}
	}
	return 0;
}

/* What comes in by an interface that counts as this host cannot be a peer's as well. */
int cordon_build_check_froms(struct cordon_build *b)
{
	const struct cordon_policy *p = b->p;
	u32 i, n;

	for (i = 0; i < p->parties; i++) {
		for (n = 0; n < p->self.froms && p->self.from[n] != p->party[i].behind; n++)
			;
		if (n == p->self.froms)
			continue;
		refuse(b, "'%s' is behind '%s', which counts as this host",
		       cordon_build_owner_name(b, CORDON_REF(CORDON_REF_PARTY, i)),
		       p->iface[p->party[i].behind].name);
		return -EINVAL;
	}
	return check_from_segments(b);
}

/* Clients in the order in which cordon_build_peer() counted them; devices are known by now. */
int cordon_build_client_cameras(struct cordon_build *b)
{
	struct cordon_policy *p = b->p;
	u32 i, n, client = 0;

	for (i = 0; i < b->m->objects; i++) {
		const struct cordon_object *object = cordon_build_object(b, i);

		if (!object || object->kind != CORDON_KIND_PEER || object->peer->self ||
		    !(object->peer->role & CORDON_ROLE_CLIENT))
			continue;
		p->client[client].camera = p->cameras;
		p->client[client++].cameras = object->peer->cameras;
		for (n = 0; n < object->peer->cameras; n++) {
			u32 at = b->m->find(b->m->context, CORDON_KIND_CAMERA,
					    object->peer->camera[n]);

			if (at == CORDON_NO_OBJECT) {
				refuse(b, "'%s': there is no camera '%s'", object->name,
				       object->peer->camera[n]);
				return -ENOENT;
			}
			p->camera[p->cameras++] = b->device[at];
		}
	}
	return 0;
}
