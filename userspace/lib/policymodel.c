// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The core's objects, which policy files are read to, and those of model.h,
 * which netlink messages are made of. What is left of a time stands in the
 * core's moments as seconds; it is compared with nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "policyset.h"

static u64 mac_of(const struct model_mac *mac)
{
	return mac->set ? cordon_get_mac(mac->bytes) : 0;
}

struct model_mac cordon_mac_to_model(u64 mac)
{
	struct model_mac to = { .set = mac };

	for (int i = 0; i < 6; i++)
		to.bytes[i] = (uint8_t)(mac >> (8 * (5 - i)));
	return to;
}

static void copy_name(char *to, const char *from, size_t size)
{
	size_t len = strnlen(from, size - 1);

	memcpy(to, from, len);
	to[len] = '\0';
}

#define NAME(to, from) copy_name(to, from, sizeof(to))

static void addresses_of(struct cordon_object *to, const struct model_addr *from,
			 unsigned int count)
{
	to->addrs = (u8)count;
	for (unsigned int i = 0; i < count; i++)
		to->addr[i] = cordon_addr_from_model(&from[i]);
}

static unsigned int addresses_to_model(const struct cordon_object *from,
				       struct model_addr *to)
{
	for (unsigned int i = 0; i < from->addrs; i++)
		to[i] = cordon_addr_to_model(&from->addr[i]);
	return from->addrs;
}

/* --- each kind: out of the model, into it --- */

static bool segment_of(struct cordon_object *to, const union model_object *from)
{
	const struct model_segment *segment = &from->segment;

	to->unknown = segment->unknown;
	to->bpdu = segment->bpdu;
	to->vlans = (u8)segment->vlans;
	memcpy(to->vlan, segment->vlan, sizeof(to->vlan));
	return true;
}

static void segment_to(const struct cordon_object *from, union model_object *to)
{
	to->segment.unknown = from->unknown;
	to->segment.bpdu = from->bpdu;
	to->segment.vlans = from->vlans;
	memcpy(to->segment.vlan, from->vlan, sizeof(from->vlan));
}

static bool peer_of(struct cordon_object *to, const union model_object *from)
{
	const struct model_peer *model = &from->peer;
	struct cordon_peer *peer = calloc(1, sizeof(*peer));

	to->peer = peer;
	if (!peer)
		return false;
	addresses_of(to, model->address, model->addresses);
	to->mac = mac_of(&model->mac);
	NAME(to->iface, model->behind);
	peer->role = model->role;
	peer->gives = (u8)model->gives;
	peer->self = model->self;
	peer->froms = (u8)model->froms;
	memcpy(peer->from, model->from, sizeof(peer->from));
	if (model->via.len)
		peer->via = cordon_addr_from_model(&model->via);
	peer->via_mac = mac_of(&model->via_mac);
	peer->opens = model->opens;
	if (!model->cameras)
		return true;
	peer->camera = calloc(model->cameras, sizeof(*peer->camera));
	if (!peer->camera)
		return false;
	peer->cameras = model->cameras;
	memcpy(peer->camera, model->camera, model->cameras * sizeof(*peer->camera));
	return true;
}

static void peer_to(const struct cordon_object *from, union model_object *to)
{
	const struct cordon_peer *peer = from->peer;
	struct model_peer *model = &to->peer;

	model->role = peer->role;
	model->self = peer->self;
	model->addresses = addresses_to_model(from, model->address);
	model->froms = peer->froms;
	memcpy(model->from, peer->from, sizeof(model->from));
	model->mac = cordon_mac_to_model(from->mac);
	model->via_mac = cordon_mac_to_model(peer->via_mac);
	if (peer->via_mac)
		model->via = cordon_addr_to_model(&peer->via);
	NAME(model->behind, from->iface);
	model->gives = peer->gives;
	model->opens = peer->opens;
	model->cameras = peer->cameras;
	if (peer->cameras)
		memcpy(model->camera, peer->camera,
		       peer->cameras * sizeof(*peer->camera));
}

static bool trusted_of(struct cordon_object *to, const union model_object *from)
{
	to->mac = mac_of(&from->trusted.mac);
	NAME(to->iface, from->trusted.segment);
	to->until = from->trusted.duration ? from->trusted.duration : CORDON_FOREVER;
	return true;
}

static void trusted_to(const struct cordon_object *from, union model_object *to)
{
	to->trusted.mac = cordon_mac_to_model(from->mac);
	NAME(to->trusted.segment, from->iface);
}

static bool camera_of(struct cordon_object *to, const union model_object *from)
{
	const struct model_camera *camera = &from->camera;

	addresses_of(to, camera->address, camera->addresses);
	to->mac = mac_of(&camera->mac);
	NAME(to->iface, camera->segment);
	NAME(to->ref, camera->profile);
	if (camera->mode == CORDON_MODE_OBSERVE)
		to->until = camera->duration ? camera->duration : CORDON_FOREVER;
	to->setup = camera->setup;
	to->mark = camera->mark.value;
	to->mask = camera->mark.mask;
	return true;
}

static void camera_to(const struct cordon_object *from, union model_object *to)
{
	struct model_camera *camera = &to->camera;

	camera->addresses = addresses_to_model(from, camera->address);
	camera->mac = cordon_mac_to_model(from->mac);
	NAME(camera->segment, from->iface);
	NAME(camera->profile, from->ref);
	camera->mode = from->until == CORDON_FOREVER ? CORDON_MODE_OBSERVE :
						       CORDON_MODE_ENFORCE;
	camera->mark = (struct model_mark){ from->mark, from->mask };
}

static bool profile_of(struct cordon_object *to, const union model_object *from)
{
	to->profile = malloc(sizeof(*to->profile));
	if (to->profile)
		*to->profile = from->profile.may;
	return to->profile;
}

static void profile_to(const struct cordon_object *from, union model_object *to)
{
	to->profile.may = *from->profile;
}

static const struct {
	const struct cordon_type *type;
	bool (*of)(struct cordon_object *to, const union model_object *from);
	void (*to)(const struct cordon_object *from, union model_object *to);
} kinds[CORDON_KIND_MAX + 1] = {
	[CORDON_KIND_SEGMENT] = { &cordon_type_segment, segment_of, segment_to },
	[CORDON_KIND_PEER] = { &cordon_type_peer, peer_of, peer_to },
	[CORDON_KIND_TRUSTED] = { &cordon_type_trusted, trusted_of, trusted_to },
	[CORDON_KIND_CAMERA] = { &cordon_type_camera, camera_of, camera_to },
	[CORDON_KIND_PROFILE] = { &cordon_type_profile, profile_of, profile_to },
};

const struct cordon_type *cordon_object_type(uint8_t kind)
{
	return kinds[kind].type;
}

void cordon_object_to_model(const struct cordon_object *object,
			    union model_object *to)
{
	/* not all of it: a peer is hundred times as large as a camera */
	memset(to, 0, kinds[object->kind].type->size);
	memcpy(to->name, object->name, sizeof(to->name));
	kinds[object->kind].to(object, to);
}

struct cordon_object *cordon_object_from_model(uint8_t kind,
					       const union model_object *from)
{
	struct cordon_object *object;

	object = calloc(1, sizeof(*object) + CORDON_ADDRS_MAX * sizeof(object->addr[0]));
	if (!object)
		return NULL;
	object->kind = kind;
	memcpy(object->name, from->name, sizeof(object->name));
	if (kinds[kind].of(object, from))
		return object;
	cordon_object_free(object);
	return NULL;
}
