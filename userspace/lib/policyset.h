/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A policy as one thing, whoever holds it: a file or the kernel. In one form,
 * so that two of the same meaning are the same byte by byte: objects by kind
 * and name, lists sorted. What has an end is no part of it.
 */
#ifndef _CORDON_POLICYSET_H
#define _CORDON_POLICYSET_H

#include <jansson.h>
#include <stdio.h>

#include "genl.h"
#include "policyfile.h"

#define CORDON_DIGEST_TEXT	65	/* of a SHA-256, in hex */

struct cordon_set {
	struct cordon_object **object;	/* by kind and name; see cordon_passing() */
	uint32_t objects;
	uint32_t room;
	bool owner;		/* of the objects */
	uint8_t mode;		/* enum cordon_mode; for a time: enforce */
	struct model_mark mark;
	/* of the kernel's */
	uint64_t generation;
	bool shut;		/* nothing is in force but what was closed at load */
};

/* A key of an object. */
struct cordon_field {
	const char *word;
	const char *usual;	/* is not written; or NULL */
	/* A new reference, null where there is nothing; NULL without memory. */
	json_t *(*value)(const struct cordon_object *object);
};

/* A list of a policy file. The last one has a NULL word. */
struct cordon_section {
	const char *word;	/* "camera" */
	const char *many;	/* "cameras", the key */
	uint8_t kind;
	uint8_t role;		/* of a peer */
	const struct cordon_field *field;	/* ends with a NULL word */
};

extern const struct cordon_section cordon_sections[];

/* NULL: a file has no such object, as it is a peer of two roles. */
const struct cordon_section *cordon_section_of(const struct cordon_object *object);
/* How people name it; a segment that is known by its card: by that MAC. */
void cordon_object_text(const struct cordon_object *object,
			char text[CORDON_NAME_SIZE]);

/* Trusted for a time: known, because it has a name, but no part of the policy. */
bool cordon_passing(const struct cordon_object *object);

/*
 * Functions returning int return 0 or fail as fail.h says. Sets are to be
 * released in any case.
 */

/* The objects stay @file's, which outlives the set; their lists are sorted. */
int cordon_set_from_file(struct cordon_set *to, const struct cordon_policyfile *file);
/* What is in force now. */
int cordon_set_from_kernel(struct cordon_set *to, struct cordon_genl *genl);
void cordon_set_release(struct cordon_set *set);

/* By kind, then by name. */
int cordon_object_order(const struct cordon_object *a, const struct cordon_object *b);
/* NULL where there is none. */
const struct cordon_object *cordon_set_find(const struct cordon_set *set, uint8_t kind,
					    const char *name);

/* policywrite.c: as a file, without comments, and as the JSON that is one, too. */
int cordon_set_write(const struct cordon_set *set, FILE *to);
int cordon_set_json(const struct cordon_set *set, json_t **to);
int cordon_set_digest(const struct cordon_set *set, char text[CORDON_DIGEST_TEXT]);
/* Is it what a file means that does not say it? */
bool cordon_field_usual(const struct cordon_field *field, const json_t *value);
/* A value as the file has it. */
void cordon_value_write(const json_t *value, FILE *to);

/* policymodel.c: the same object as model.h has it, and back. */
struct model_mac cordon_mac_to_model(u64 mac);	/* 0: none */
const struct cordon_type *cordon_object_type(uint8_t kind);
void cordon_object_to_model(const struct cordon_object *object,
			    union model_object *to);
struct cordon_object *cordon_object_from_model(uint8_t kind,
					       const union model_object *from);

#endif
