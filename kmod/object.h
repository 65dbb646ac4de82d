/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_OBJECT_H
#define _CORDON_OBJECT_H

#include <linux/refcount.h>

#include "core/object.h"

/**
 * struct cordon_held - an object as policies and drafts hold it
 * @refs: of them
 * @object: nothing of it changes after it was parsed, but its account and
 *	flows, which it is given before it is published
 */
struct cordon_held {
	refcount_t refs;
	struct cordon_object object;
};

/**
 * struct cordon_objects - objects in the order they came, found by name
 * @at: objects; NULL where one was deleted
 * @count: used entries of @at, the deleted ones included
 * @live: objects
 * @room: allocated entries of @at
 * @name: positions + 1, open addressing by kind and name; 0: free
 * @names: allocated entries of @name, a power of two
 * @named: used entries of @name, those of deleted objects included
 */
struct cordon_objects {
	struct cordon_object **at;
	u32 count;
	u32 live;
	u32 room;
	u32 *name;
	u32 names;
	u32 named;
};

/* Is it a moment that comes? 0 is none. */
static inline bool cordon_ends(u64 until)
{
	return until && until != CORDON_FOREVER;
}

struct cordon_object *cordon_object_alloc(u8 kind, unsigned int addrs);
struct cordon_object *cordon_object_get(struct cordon_object *object);
void cordon_object_put(struct cordon_object *object);
int cordon_objects_copy(struct cordon_objects *to, const struct cordon_objects *from);
void cordon_objects_free(struct cordon_objects *objects);
struct cordon_object *cordon_objects_find(const struct cordon_objects *objects, u8 kind,
					  const char *name);
u32 cordon_objects_position(const void *objects, u8 kind, const char *name);
int cordon_objects_add(struct cordon_objects *objects, struct cordon_object *object);
void cordon_objects_replace(struct cordon_objects *objects, struct cordon_object *object);
bool cordon_object_over(const struct cordon_object *object, u64 now);
void cordon_objects_del(struct cordon_objects *objects, const struct cordon_object *object);

#endif
