// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Objects, and what the builder needs besides them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "build.h"
#include "chance.h"
#include "objects.h"

#define CAMERAS	4	/* that a client of a test may name */

/* An object with room for every part; its addresses are behind it. */
struct written {
	struct cordon_peer peer;
	char camera[CAMERAS][CORDON_NAME_SIZE];
	struct cordon_profile profile;
	struct cordon_waiver waiver;
	struct cordon_object object;
};

struct supply supply;

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

void objects_set(char *word, size_t size, const char *text)
{
	if ((size_t)snprintf(word, size, "%s", text) >= size)
		abort();
}

struct cordon_object *objects_add(struct objects *o, u8 kind, const char *name)
{
	struct written *w = must(calloc(1, sizeof(*w) +
					CORDON_ADDRS_MAX * sizeof(struct cordon_addr)));

	o->at = must(realloc(o->at, (o->count + 1) * sizeof(*o->at)));
	o->at[o->count++] = &w->object;
	w->object.kind = kind;
	w->peer.camera = w->camera;
	w->object.peer = kind == CORDON_KIND_PEER ? &w->peer : NULL;
	w->object.profile = kind == CORDON_KIND_PROFILE ? &w->profile : NULL;
	w->object.waiver = kind == CORDON_KIND_EXCEPTION ? &w->waiver : NULL;
	objects_set(w->object.name, sizeof(w->object.name), name);
	return &w->object;
}

void objects_address(struct cordon_object *object, const char *addr)
{
	if (object->addrs == CORDON_ADDRS_MAX)
		abort();
	object->addr[object->addrs++] = addr_of(addr);
}

struct cordon_object *objects_camera(struct objects *o, const char *name, u64 mac,
				     const char *addr)
{
	struct cordon_object *object = objects_add(o, CORDON_KIND_CAMERA, name);

	object->mac = mac;
	if (addr)
		objects_address(object, addr);
	return object;
}

struct cordon_object *objects_peer(struct objects *o, const char *name, u8 role,
				   const char *addr, const char *behind)
{
	struct cordon_object *object = objects_add(o, CORDON_KIND_PEER, name);

	object->peer->role = role;
	object->peer->self = !addr;
	if (!addr)
		return object;
	objects_address(object, addr);
	objects_set(object->iface, sizeof(object->iface), behind);
	return object;
}

/* One that opens these TCP ports. */
struct cordon_object *objects_client(struct objects *o, const char *name, const char *addr,
				     const char *behind, u16 first, u16 last)
{
	struct cordon_object *object = objects_peer(o, name, CORDON_ROLE_CLIENT, addr, behind);

	object->peer->opens.count = 1;
	object->peer->opens.at[0] = (struct cordon_service){ first, last, CORDON_PROTO_TCP };
	return object;
}

struct cordon_object *objects_exception(struct objects *o, const char *camera, const char *addr,
					struct cordon_service service, u64 until)
{
	struct cordon_object *object = objects_add(o, CORDON_KIND_EXCEPTION, addr);

	objects_set(object->ref, sizeof(object->ref), camera);
	object->waiver->allows.addr = addr_of(addr);
	object->waiver->allows.service = service;
	object->until = until;
	return object;
}

/* The gateway of a peer, or of an exception. */
void objects_via(struct cordon_object *object, const char *addr, u64 mac)
{
	if (object->peer) {
		object->peer->via = addr_of(addr);
		object->peer->via_mac = mac;
	} else {
		object->waiver->allows.via = addr_of(addr);
		object->waiver->allows.via_mac = mac;
	}
}

void objects_client_camera(struct cordon_object *object, const char *camera)
{
	if (object->peer->cameras == CAMERAS)
		abort();
	objects_set(object->peer->camera[object->peer->cameras++], CORDON_NAME_SIZE, camera);
}

static u32 find(const void *context, u8 kind, const char *name)
{
	const struct objects *o = context;
	u32 i;

	for (i = 0; i < o->count; i++)
		if (o->at[i] && o->at[i]->kind == kind && !strcmp(o->at[i]->name, name))
			return i;
	return CORDON_NO_OBJECT;
}

static void *give(size_t count, size_t size)
{
	if (++supply.allocs == supply.fail_at)
		return NULL;
	supply.live++;
	return must(calloc(count, size));
}

static void take_back(const void *memory)
{
	if (!memory)
		return;
	supply.live--;
	free((void *)memory);
}

static u64 draw(void)
{
	return supply.draws++ < supply.bad_draws ? 1 : any();
}

struct cordon_materials objects_materials(const struct objects *o)
{
	return (struct cordon_materials){
		.object = o->at, .objects = o->count, .find = find, .context = o,
		.alloc = give, .free = take_back, .random = draw,
	};
}

int objects_make(const struct objects *o, struct cordon_policy *p, char *why, size_t size)
{
	struct cordon_materials m = objects_materials(o);

	memset(p, 0, sizeof(*p));
	return cordon_policy_make(p, &m, why, size);
}

void objects_unmake(const struct objects *o, struct cordon_policy *p)
{
	struct cordon_materials m = objects_materials(o);

	cordon_policy_unmake(p, &m);
}

void objects_free(struct objects *o)
{
	while (o->count)
		if (o->at[--o->count])
			free((char *)o->at[o->count] - offsetof(struct written, object));
	free(o->at);
	o->at = NULL;
}
