// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects of a policy and the set that holds them. A set belongs to a
 * draft or to a published policy, never to both; the objects may be in many.
 */
#include <linux/hash.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/stringhash.h>

#include "account.h"
#include "live.h"
#include "object.h"

static struct cordon_held *held(struct cordon_object *object)
{
	return container_of(object, struct cordon_held, object);
}

/* What only objects of its kind have, allocated empty. */
static bool alloc_part(struct cordon_object *object)
{
	switch (object->kind) {
	case CORDON_KIND_PEER:
		object->peer = kzalloc(sizeof(*object->peer), GFP_KERNEL_ACCOUNT);
		return object->peer;
	case CORDON_KIND_PROFILE:
		object->profile = kzalloc(sizeof(*object->profile), GFP_KERNEL_ACCOUNT);
		return object->profile;
	case CORDON_KIND_EXCEPTION:
		object->waiver = kzalloc(sizeof(*object->waiver), GFP_KERNEL_ACCOUNT);
		return object->waiver;
	}
	return true;
}

/* A new object with one reference; NULL without memory. May sleep. */
struct cordon_object *cordon_object_alloc(u8 kind, unsigned int addrs)
{
	struct cordon_held *new;

	new = kzalloc(struct_size(new, object.addr, addrs), GFP_KERNEL_ACCOUNT);
	if (!new)
		return NULL;
	refcount_set(&new->refs, 1);
	new->object.kind = kind;
	new->object.addrs = addrs;
	if (!alloc_part(&new->object)) {
		kfree(new);
		return NULL;
	}
	cordon_live_made(CORDON_LIVE_OBJECT);
	return &new->object;
}

struct cordon_object *cordon_object_get(struct cordon_object *object)
{
	refcount_inc(&held(object)->refs);
	return object;
}

/*
 * Gives a reference back. Dumps read objects under RCU: whoever puts the last
 * reference of a published one has waited for them.
 */
void cordon_object_put(struct cordon_object *object)
{
	if (!object || !refcount_dec_and_test(&held(object)->refs))
		return;
	cordon_account_put(object->account);
	if (object->peer)
		kvfree(object->peer->camera);
	kfree(object->peer);
	kfree(object->profile);
	kfree(object->waiver);
	kfree(held(object));
	cordon_live_gone(CORDON_LIVE_OBJECT);
}

/* Is it something that was only for a time, now over? Of a camera only a part ends. */
bool cordon_object_over(const struct cordon_object *object, u64 now)
{
	return (object->kind == CORDON_KIND_TRUSTED || object->kind == CORDON_KIND_EXCEPTION) &&
	       object->until <= now;
}

static u32 home(const struct cordon_objects *objects, u8 kind, const char *name)
{
	return hashlen_hash(hashlen_string((void *)(unsigned long)(kind + 1), name)) &
	       (objects->names - 1);
}

/* The place of a name in the table, or the free one where it would be. */
static u32 *seek(const struct cordon_objects *objects, u8 kind, const char *name)
{
	u32 at = home(objects, kind, name);

	for (;; at = (at + 1) & (objects->names - 1)) {
		u32 position = objects->name[at];
		const struct cordon_object *object;

		if (!position)
			return &objects->name[at];
		object = objects->at[position - 1];
		if (object && object->kind == kind && !strcmp(object->name, name))
			return &objects->name[at];
	}
}

/* Where the object of that kind and name stands, or CORDON_NO_OBJECT: for core/build.c. */
u32 cordon_objects_position(const void *objects, u8 kind, const char *name)
{
	const struct cordon_objects *set = objects;
	u32 position = set->names ? *seek(set, kind, name) : 0;

	return position ? position - 1 : CORDON_NO_OBJECT;
}

/* The object of that kind and name, or NULL; no reference is taken. */
struct cordon_object *cordon_objects_find(const struct cordon_objects *objects, u8 kind,
					  const char *name)
{
	u32 position = cordon_objects_position(objects, kind, name);

	return position == CORDON_NO_OBJECT ? NULL : objects->at[position];
}

/* Enters all objects into a table of that many entries, more than twice theirs. */
static int rename(struct cordon_objects *objects, u32 names)
{
	u32 *table = kvcalloc(names, sizeof(*table), GFP_KERNEL_ACCOUNT);
	u32 i;

	if (!table)
		return -ENOMEM;
	kvfree(objects->name);
	objects->name = table;
	objects->names = names;
	objects->named = 0;
	for (i = 0; i < objects->count; i++) {
		const struct cordon_object *object = objects->at[i];

		if (!object)
			continue;
		*seek(objects, object->kind, object->name) = i + 1;
		objects->named++;
	}
	return 0;
}

static int make_room(struct cordon_objects *objects)
{
	if (objects->count == objects->room) {
		u32 room = objects->room ? 2 * objects->room : 16;
		struct cordon_object **at;

		at = kvmalloc_array(room, sizeof(*at), GFP_KERNEL_ACCOUNT);
		if (!at)
			return -ENOMEM;
		if (objects->count)
			memcpy(at, objects->at, objects->count * sizeof(*at));
		kvfree(objects->at);
		objects->at = at;
		objects->room = room;
	}
	if (2 * (objects->named + 1) > objects->names)
		return rename(objects, max(32u, 2 * objects->names));
	return 0;
}

/**
 * cordon_objects_add - enter an object
 * @objects: has none of that kind and name
 * @object: the caller's reference is taken over, on success only
 *
 * Returns 0, -ENOSPC or -ENOMEM.
 */
int cordon_objects_add(struct cordon_objects *objects, struct cordon_object *object)
{
	int err;

	if (objects->live == CORDON_OBJECTS_MAX)
		return -ENOSPC;
	err = make_room(objects);
	if (err)
		return err;
	objects->at[objects->count++] = object;
	*seek(objects, object->kind, object->name) = objects->count;
	objects->named++;
	objects->live++;
	return 0;
}

/* Puts an object in the place of the one that has its kind and name; takes the reference over. */
void cordon_objects_replace(struct cordon_objects *objects, struct cordon_object *object)
{
	u32 position = *seek(objects, object->kind, object->name);

	cordon_object_put(objects->at[position - 1]);
	objects->at[position - 1] = object;
}

/* Takes an object out that is in the set. */
void cordon_objects_del(struct cordon_objects *objects, const struct cordon_object *object)
{
	u32 position = *seek(objects, object->kind, object->name);

	/* the name's entry stays, and is found to be of nobody */
	cordon_object_put(objects->at[position - 1]);
	objects->at[position - 1] = NULL;
	objects->live--;
}

/* Fills an empty set with the objects of another, without its holes. */
int cordon_objects_copy(struct cordon_objects *to, const struct cordon_objects *from)
{
	u32 i;

	*to = (struct cordon_objects){};
	if (!from->live)
		return 0;
	to->room = from->live + 16;
	to->at = kvmalloc_array(to->room, sizeof(*to->at), GFP_KERNEL_ACCOUNT);
	if (!to->at)
		return -ENOMEM;
	for (i = 0; i < from->count; i++) {
		if (!from->at[i])
			continue;
		to->at[to->count++] = cordon_object_get(from->at[i]);
	}
	to->live = to->count;
	if (!rename(to, roundup_pow_of_two(2 * to->count + 32)))
		return 0;
	cordon_objects_free(to);
	return -ENOMEM;
}

/* Puts all objects and frees the set's memory. */
void cordon_objects_free(struct cordon_objects *objects)
{
	u32 i;

	for (i = 0; i < objects->count; i++)
		cordon_object_put(objects->at[i]);
	kvfree(objects->at);
	kvfree(objects->name);
	*objects = (struct cordon_objects){};
}
