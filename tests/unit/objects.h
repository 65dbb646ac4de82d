/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Objects as an administrator writes them, for tests that build policies of
 * them, with memory that can be made to fail.
 */
#ifndef TESTS_UNIT_OBJECTS_H
#define TESTS_UNIT_OBJECTS_H

#include "object.h"

struct objects {
	struct cordon_object **at;
	u32 count;
};

/* What the builder is given, counted. */
struct supply {
	unsigned int allocs;	/* so far */
	unsigned int fail_at;	/* this one fails; 0: none */
	int live;		/* given and not given back */
	unsigned int draws;	/* of random numbers, so far */
	unsigned int bad_draws;	/* the first so many are 1, the worst there is */
};

extern struct supply supply;

struct cordon_object *objects_add(struct objects *o, u8 kind, const char *name);
struct cordon_object *objects_camera(struct objects *o, const char *name, u64 mac,
				     const char *addr);
struct cordon_object *objects_peer(struct objects *o, const char *name, u8 role,
				   const char *addr, const char *behind);
struct cordon_object *objects_client(struct objects *o, const char *name, const char *addr,
				     const char *behind, u16 first, u16 last);
struct cordon_object *objects_exception(struct objects *o, const char *camera, const char *addr,
					struct cordon_service service, u64 until);
void objects_address(struct cordon_object *object, const char *addr);
void objects_via(struct cordon_object *object, const char *addr, u64 mac);
void objects_client_camera(struct cordon_object *object, const char *camera);
void objects_set(char *word, size_t size, const char *text);
struct cordon_materials objects_materials(const struct objects *o);
int objects_make(const struct objects *o, struct cordon_policy *p, char *why, size_t size);
void objects_unmake(const struct objects *o, struct cordon_policy *p);
void objects_free(struct objects *o);

#endif
