// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../lib/fail.h"
#include "../lib/policyfile.h"
#include "change.h"

#define TRIES		20	/* each lost to somebody else's commit */
#define KNOWN_SIZE	512	/* of the list in an error message */

const struct noun noun_camera = {
	.word = "camera", .plural = "cameras", .type = &cordon_type_camera,
};

const struct noun noun_segment = {
	.word = "segment", .plural = "segments", .type = &cordon_type_segment,
};

const struct noun noun_recorder = {
	.word = "recorder", .plural = "recorders", .type = &cordon_type_peer,
	.role = CORDON_ROLE_RECORDER,
};

const struct noun noun_server = {
	.word = "server", .plural = "servers", .type = &cordon_type_peer,
	.role = CORDON_ROLE_SERVER,
};

const struct noun noun_client = {
	.word = "client", .plural = "clients", .type = &cordon_type_peer,
	.role = CORDON_ROLE_CLIENT,
};

const struct noun noun_trusted = {
	.word = "trusted device", .plural = "trusted",
	.type = &cordon_type_trusted,
};

const struct noun noun_settings = {
	.word = "settings", .plural = "settings", .type = &cordon_type_settings,
};

const struct noun noun_exception = {
	.word = "exception", .plural = "exceptions",
	.type = &cordon_type_exception,
};

/* The tool and the module have them from the same source. */
static int each_builtin_profile(object_fn each, void *data)
{
	union model_object object;
	int status = 0;

	for (int i = 0; !status && i < CORDON_PROFILES_BUILTIN; i++) {
		memset(&object, 0, sizeof(object));
		snprintf(object.name, sizeof(object.name), "%s",
			 cordon_builtins[i].name);
		object.profile.may = cordon_builtins[i].profile;
		status = each(&object, data);
	}
	return status;
}

const struct noun noun_profile = {
	.word = "profile", .plural = "profiles", .type = &cordon_type_profile,
	.builtin = each_builtin_profile,
};

struct walk {
	const struct noun *noun;
	object_fn each;
	void *data;
};

static int walk_one(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];
	const struct walk *walk = data;
	const struct noun *noun = walk->noun;
	union model_object object;

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	if (!tb[noun->type->attr])
		return 0;
	memset(&object, 0, noun->type->size);
	noun->type->get(tb[noun->type->attr], &object);
	if (noun->role && !(object.peer.role & noun->role))
		return 0;
	return walk->each(&object, walk->data);
}

int change_each(struct cordon_genl *genl, const struct noun *noun,
		object_fn each, void *data)
{
	struct walk walk = { noun, each, data };
	struct nlmsghdr *nlh;

	nlh = cordon_genl_begin(genl, CORDON_CMD_POLICY_GET);
	mnl_attr_put_u8(nlh, CORDON_A_KIND, noun->type->kind);
	return cordon_genl_dump(genl, nlh, walk_one, &walk);
}

static int list_known(const union model_object *object, void *data)
{
	size_t len = strlen(data);
	char *text = data;

	if (len + CORDON_NAME_SIZE + 8 < KNOWN_SIZE)
		snprintf(text + len, KNOWN_SIZE - len, "%s%s",
			 len ? ", " : "", object->name);
	else if (text[len - 1] != ' ')
		snprintf(text + len, KNOWN_SIZE - len, ", and more ");
	return 0;
}

int change_fail_missing(struct cordon_genl *genl, const struct noun *noun,
			const char *name)
{
	char known[KNOWN_SIZE] = "";
	int status = 0;

	if (noun->builtin)
		status = noun->builtin(list_known, known);
	if (!status)
		status = change_each(genl, noun, list_known, known);
	if (status)
		return status;
	return cordon_fail(CORDON_REFUSED, "%s: no such %s; known: %s", name,
			   noun->word, *known ? known : "none");
}

struct owner {
	const struct noun *noun;
	const char *text;
	const struct model_mac *mac;
	char *name;		/* empty: none found yet */
};

static int match_owner(const union model_object *object, void *data)
{
	const struct owner *owner = data;
	const struct model_mac *mac = owner->noun == &noun_camera ?
				      &object->camera.mac : &object->trusted.mac;

	if (!strcmp(object->name, owner->text) ||
	    (!*owner->name && mac->set && !memcmp(mac->bytes, owner->mac->bytes, 6)))
		memcpy(owner->name, object->name, CORDON_NAME_SIZE);
	return 0;
}

int change_name_of(const struct noun *noun, const struct model_mac *mac,
		   const char *text, char *name)
{
	struct owner owner = { noun, text, mac, name };
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	*name = '\0';
	status = change_each(genl, noun, match_owner, &owner);
	cordon_genl_close(genl);
	if (status || *name)
		return status;
	return cordon_fail(CORDON_REFUSED, "%s: no %s has this MAC", text, noun->word);
}

struct search {
	const char *name;
	union model_object object;
	bool found;
};

static int match(const union model_object *object, void *data)
{
	struct search *search = data;

	if (!strcmp(object->name, search->name)) {
		search->object = *object;
		search->found = true;
	}
	return 0;
}

int change_mac_of(const char *name, struct model_mac *mac)
{
	static const struct noun peer = { .word = "peer", .type = &cordon_type_peer };
	struct search search = { .name = name };
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = change_each(genl, &peer, match, &search);
	if (!status && !search.found)
		status = change_fail_missing(genl, &peer, name);
	else if (!status && !search.object.peer.mac.set)
		status = cordon_fail(CORDON_REFUSED, "%s: no MAC is known of this peer", name);
	cordon_genl_close(genl);
	*mac = search.object.peer.mac;
	return status;
}

static int take_generation(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];
	const struct nlattr *status[CORDON_A_STATUS_MAX + 1];

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	cordon_attr_index_nest(tb[CORDON_A_STATUS], status,
			       CORDON_A_STATUS_MAX);
	*(uint64_t *)data = cordon_attr_uint(status[CORDON_A_STATUS_GENERATION]);
	return 0;
}

/* One step of a transaction: @object whole, or by its name, or none. */
static int send_step(struct cordon_genl *genl, uint8_t command,
		     const struct noun *noun, const union model_object *object)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, command);

	if (object && command == CORDON_CMD_POLICY_DEL)
		cordon_model_put_name(nlh, noun->type, object->name);
	else if (object)
		cordon_model_put(nlh, noun->type, object);
	return cordon_genl_ask(genl, nlh, NULL, NULL);
}

static int begin_at(struct cordon_genl *genl, uint64_t generation)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, CORDON_CMD_POLICY_BEGIN);

	mnl_attr_put_u64(nlh, CORDON_A_GENERATION, generation);
	return cordon_genl_ask(genl, nlh, NULL, NULL);
}

struct change {
	const struct noun *noun;
	uint8_t command;	/* CORDON_CMD_POLICY_* */
	const char *name;
	edit_fn edit;
	void *data;
};

/* Finds the object in the policy of *@generation. */
static int look_up(struct cordon_genl *genl, const struct change *change,
		   struct search *search, uint64_t *generation)
{
	struct nlmsghdr *nlh;
	int status;

	nlh = cordon_genl_begin(genl, CORDON_CMD_STATUS_GET);
	status = cordon_genl_ask(genl, nlh, take_generation, generation);
	if (!status)
		status = change_each(genl, change->noun, match, search);
	/* Settings are there even if nobody ever set them. */
	if (!status && !search->found && change->noun->type->name_attr)
		status = change_fail_missing(genl, change->noun, change->name);
	return status;
}

/* Leaves a transaction open where it fails: closing @genl ends it. */
static int change_existing(struct cordon_genl *genl, const void *data)
{
	const struct change *change = data;
	struct search search = { .name = change->name };
	uint64_t generation = 0;
	int status;

	status = look_up(genl, change, &search, &generation);
	if (!status && change->edit)
		status = change->edit(&search.object, change->data);
	if (!status)
		status = begin_at(genl, generation);
	if (!status)
		status = send_step(genl, change->command, change->noun,
				   &search.object);
	if (!status)
		status = send_step(genl, CORDON_CMD_POLICY_COMMIT, NULL, NULL);
	return status;
}

struct addition {
	const struct noun *noun;
	const union model_object *object;
};

static int add_new(struct cordon_genl *genl, const void *data)
{
	const struct addition *addition = data;

	return send_step(genl, CORDON_CMD_POLICY_ADD, addition->noun,
			 addition->object);
}

static void pause_before(int attempt)
{
	/* Unequal for two who meet, so that they do not meet again. */
	struct timespec time = {
		.tv_nsec = (attempt + getpid() % 7) * 1000000L,
	};

	nanosleep(&time, NULL);
}

/*
 * Runs @transaction until nobody else was in its way. Its error then stands
 * for the last try. The failure begins with the object's name, where the
 * kernel refused.
 */
static int run(int (*transaction)(struct cordon_genl *, const void *),
	       const void *data, const char *name)
{
	struct cordon_genl *genl;
	char card[CORDON_SEGMENT_TEXT];
	int attempt, status, error;

	for (attempt = 0; attempt < TRIES; attempt++) {
		if (attempt)
			pause_before(attempt);
		status = cordon_genl_open(&genl);
		if (status)
			return status;
		status = transaction(genl, data);
		error = status ? cordon_genl_errno(genl) : 0;
		cordon_genl_close(genl);
		if (!status)
			return 0;
		if (error != ESTALE && error != EBUSY)
			break;
	}
	if (!error || error == EPERM || !*name)
		return status;
	if (*name == ':') {
		cordon_policyfile_segment_text(name, card);
		name = card;
	}
	return cordon_fail_in(status, name);
}

int change_add(const struct noun *noun, const union model_object *object)
{
	const struct addition addition = { noun, object };

	return run(add_new, &addition, object->name);
}

struct names {
	unsigned int count;
	char name[CORDON_EXCEPTIONS_MAX][CORDON_NAME_SIZE];
};

static int note_name(const union model_object *object, void *data)
{
	struct names *names = data;

	if (names->count < CORDON_EXCEPTIONS_MAX)
		memcpy(names->name[names->count++], object->name,
		       CORDON_NAME_SIZE);
	return 0;
}

static bool is_taken(const struct names *names, const char *name)
{
	for (unsigned int i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return true;
	return false;
}

/* The camera's name, cut where it must be, and the first free number. */
static void choose_name(const struct names *names, const char *camera,
			char name[CORDON_NAME_SIZE])
{
	char number[12];
	unsigned int i = 1;

	do {
		snprintf(number, sizeof(number), ".%u", i++);
		snprintf(name, CORDON_NAME_SIZE, "%.*s%s",
			 (int)(CORDON_NAME_MAX - strlen(number)), camera,
			 number);
	} while (is_taken(names, name));
}

/* Somebody else may take the name in between: then the next is tried. */
static int add_exception(struct cordon_genl *genl, const void *data)
{
	union model_object object = {
		.exception = **(struct model_exception *const *)data,
	};
	struct names names;
	int attempt, status = 0;

	for (attempt = 0; attempt < TRIES; attempt++) {
		names.count = 0;
		status = change_each(genl, &noun_exception, note_name, &names);
		if (status)
			return status;
		choose_name(&names, object.exception.camera, object.name);
		status = send_step(genl, CORDON_CMD_POLICY_ADD,
				   &noun_exception, &object);
		if (!status || cordon_genl_errno(genl) != EEXIST)
			break;
	}
	**(struct model_exception *const *)data = object.exception;
	return status;
}

int change_add_exception(struct model_exception *exception)
{
	return run(add_exception, &exception, exception->camera);
}

int change_set(const struct noun *noun, const char *name, edit_fn edit,
	       void *data)
{
	const struct change change = {
		noun, CORDON_CMD_POLICY_SET, name, edit, data
	};

	return run(change_existing, &change, name);
}

int change_del(const struct noun *noun, const char *name)
{
	const struct change change = {
		noun, CORDON_CMD_POLICY_DEL, name, NULL, NULL
	};

	return run(change_existing, &change, name);
}
