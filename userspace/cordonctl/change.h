/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading and changing the objects of a policy. All functions return 0 or
 * fail as fail.h says; one that fails has changed nothing.
 */
#ifndef _CORDON_CHANGE_H
#define _CORDON_CHANGE_H

#include "../lib/genl.h"
#include "../lib/model.h"

typedef int (*object_fn)(const union model_object *object, void *data);
typedef int (*edit_fn)(union model_object *object, void *data);

/* Objects as people meet them; recorders, servers and clients are all peers. */
struct noun {
	const char *word;	/* "camera" */
	const char *plural;
	const struct cordon_type *type;
	uint8_t role;		/* of a peer; else 0 */
	/* Calls @each with what is in no policy, but always there; or NULL. */
	int (*builtin)(object_fn each, void *data);
};

extern const struct noun noun_camera;
extern const struct noun noun_segment;
extern const struct noun noun_recorder;
extern const struct noun noun_server;
extern const struct noun noun_trusted;
extern const struct noun noun_settings;
extern const struct noun noun_client;
extern const struct noun noun_profile;
extern const struct noun noun_exception;

/* Calls @each with every object of the noun. */
int change_each(struct cordon_genl *genl, const struct noun *noun,
		object_fn each, void *data);

/* Fails: "NAME: no such camera; known: …". */
int change_fail_missing(struct cordon_genl *genl, const struct noun *noun,
			const char *name);

/*
 * The name of the camera or trusted device that has @mac, for one who gave it as
 * @text; where @text is itself such a name, that.
 */
int change_name_of(const struct noun *noun, const struct model_mac *mac,
		   const char *text, char *name);
/* The MAC that the policy in force gives the peer @name. */
int change_mac_of(const char *name, struct model_mac *mac);

int change_add(const struct noun *noun, const union model_object *object);
/* Adds an exception of its camera's under a free name, which it then has. */
int change_add_exception(struct model_exception *exception);
/*
 * Reads the object, has @edit change it, and writes it back as one
 * transaction; again, if somebody else changed the policy meanwhile, so @edit
 * may run more than once.
 */
int change_set(const struct noun *noun, const char *name, edit_fn edit,
	       void *data);
int change_del(const struct noun *noun, const char *name);

#endif
