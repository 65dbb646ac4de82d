// SPDX-License-Identifier: GPL-2.0-or-later
/* Profiles: those that are built in, and one's own. */
#include <stdio.h>
#include <string.h>

#include "../lib/service.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

static struct cordon_profile *profile_of(void *edit)
{
	return &((struct edit *)edit)->object.profile.may;
}

static const char *parse_opened(const char *part, void *data)
{
	struct cordon_profile *may = data;

	return cordon_parse_service(part, CORDON_PLACE_OPENS, &may->opens,
				    &may->asks);
}

static int parse_opens(struct words *words, void *object, bool again)
{
	struct cordon_profile *may = profile_of(object);

	(void)again;
	may->asks = 0;
	may->opens.count = 0;
	if (take_none(words))
		return 0;
	return take_parts(words, "SERVICE[,SERVICE...]", parse_opened, may);
}

static const char *parse_served(const char *part, void *data)
{
	return cordon_parse_service(part, CORDON_PLACE_SERVES, data, NULL);
}

static int parse_serves(struct words *words, void *object, bool again)
{
	struct cordon_services *serves = &profile_of(object)->serves;

	(void)again;
	serves->count = 0;
	if (take_none(words))
		return 0;
	return take_parts(words, "SERVICE[,SERVICE...]", parse_served, serves);
}

static void clear_rtp(struct cordon_profile *may)
{
	may->rtp_first = 1;
	may->rtp_last = 0;
}

static int parse_rtp(struct words *words, void *object, bool again)
{
	struct cordon_profile *may = profile_of(object);
	const char *word, *problem;
	int status;

	(void)again;
	clear_rtp(may);
	if (take_none(words))
		return 0;
	status = words_take(words, "PORT or FIRST-LAST", &word);
	if (status)
		return status;
	problem = cordon_parse_ports(word, &may->rtp_first, &may->rtp_last);
	return problem ? words_wrong(words, word, problem) : 0;
}

static const char *parse_group(const char *part, void *data)
{
	return cordon_parse_group(part, data);
}

static int parse_groups(struct words *words, void *object, bool again)
{
	struct cordon_profile *may = profile_of(object);

	(void)again;
	may->groups = 0;
	if (take_none(words))
		return 0;
	return take_parts(words, "GROUP/PORT[,GROUP/PORT...]", parse_group, may);
}

static int parse_ethertypes(struct words *words, void *object, bool again)
{
	struct cordon_profile *may = profile_of(object);
	uint32_t bits = 0;
	int status = 0;

	(void)again;
	if (!take_none(words))
		status = take_bits(words, cordon_words_ethertypes, &bits);
	may->ethertypes = (uint8_t)bits;
	return status;
}

const struct keyword profile_keys[] = {
	{ "opens", "SERVICE[,SERVICE...]", parse_opens, KEY_CLEARS },
	{ "serves", "SERVICE[,SERVICE...]", parse_serves, KEY_CLEARS },
	{ "rtp", "PORT[-PORT]", parse_rtp, KEY_CLEARS },
	{ "groups", "GROUP/PORT[,GROUP/PORT...]", parse_groups, KEY_CLEARS },
	{ "ethertypes", "eapol,lldp", parse_ethertypes, KEY_CLEARS },
	{ NULL, NULL, NULL, 0 }
};

static const struct cordon_builtin *find_builtin(const char *name)
{
	for (int i = 0; i < CORDON_PROFILES_BUILTIN; i++)
		if (!strcmp(cordon_builtins[i].name, name))
			return &cordon_builtins[i];
	return NULL;
}

static int take_own_name(struct words *words, char *name)
{
	int status = take_name(words, name);

	if (status || !find_builtin(name))
		return status;
	return words_wrong(words, name,
			   "built in, and stays as it is (expected another name than pull, push, any, setup, isolated)");
}

static void prepare(union model_object *object)
{
	clear_rtp(&object->profile.may);
}

/* There is a word for nothing already. */
static int check(const struct words *words, const struct edit *edit, bool whole)
{
	const struct cordon_profile *may = &edit->object.profile.may;

	if (!whole || may->asks || may->opens.count || may->serves.count ||
	    may->rtp_first <= may->rtp_last || may->groups || may->ethertypes)
		return 0;
	return cordon_fail(CORDON_USAGE,
			   "%s: it would allow nothing; the profile for that is 'isolated'",
			   words->where);
}

/* @words: services by their words, for people; else always as ports. */
static json_t *describe(const union model_object *object, bool words)
{
	const struct cordon_profile *may = &object->profile.may;
	json_t *opens, *serves;

	if (words) {
		opens = cordon_json_service_words(may->asks, &may->opens, false);
		serves = cordon_json_service_words(0, &may->serves, false);
	} else {
		opens = cordon_json_services(may->asks, &may->opens);
		serves = cordon_json_services(0, &may->serves);
	}
	return json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:b}",
			 "name", object->name,
			 "builtin", !!find_builtin(object->name),
			 "opens", opens, "serves", serves,
			 "rtp", cordon_json_ports(may->rtp_first, may->rtp_last),
			 "groups", cordon_json_groups(may),
			 "ethertypes", cordon_json_bits(cordon_words_ethertypes,
							may->ethertypes),
			 "any_address", may->factory);
}

static json_t *to_json(const union model_object *object)
{
	return describe(object, false);
}

static json_t *to_row(const union model_object *object)
{
	return describe(object, true);
}

static const struct cordon_column columns[] = {
	{ "NAME", "name" },
	{ "BUILT IN", "builtin" },
	{ "OPENS", "opens" },
	{ "SERVES", "serves" },
	{ "RTP", "rtp" },
	{ "ETHERTYPES", "ethertypes" },
	{ "GROUPS", "groups" },
	{ NULL, NULL }
};

static const struct object kind = {
	.noun = &noun_profile,
	.take_name = take_own_name,
	.prepare = prepare,
	.check = check,
	.to_json = to_json,
	.to_row = to_row,
	.columns = columns,
};

int profile_add(const struct command *command, struct words *words, bool json)
{
	(void)json;
	return object_add(&kind, command, words);
}

int profile_set(const struct command *command, struct words *words, bool json)
{
	(void)json;
	return object_set(&kind, command, words);
}

int profile_del(const struct command *command, struct words *words, bool json)
{
	(void)command;
	(void)json;
	return object_del(&kind, words);
}

int profile_list(const struct command *command, struct words *words, bool json)
{
	(void)command;
	return object_list(&kind, words, json);
}

struct showing {
	const char *name;
	union model_object object;
	bool found;
	json_t *cameras;	/* that have it */
};

static int pick(const union model_object *object, void *data)
{
	struct showing *showing = data;

	if (!strcmp(object->name, showing->name)) {
		showing->object = *object;
		showing->found = true;
	}
	return 0;
}

static int note_camera(const union model_object *object, void *data)
{
	struct showing *showing = data;

	if (strcmp(object->camera.profile, showing->name))
		return 0;
	if (json_array_append_new(showing->cameras, json_string(object->name)))
		return cordon_fail_memory();
	return 0;
}

static int collect(struct cordon_genl *genl, struct showing *showing)
{
	int status = noun_profile.builtin(pick, showing);

	if (!status && !showing->found)
		status = change_each(genl, &noun_profile, pick, showing);
	if (!status && !showing->found)
		status = change_fail_missing(genl, &noun_profile, showing->name);
	if (!status)
		status = change_each(genl, &noun_camera, note_camera, showing);
	return status;
}

static void print_list(const char *title, const json_t *list)
{
	const json_t *value;
	size_t i;

	printf("%-12s %s", title, json_array_size(list) ? "" : "-");
	json_array_foreach(list, i, value)
		printf("%s%s", i ? "," : "", json_string_value(value));
	putchar('\n');
}

static int print_profile(const struct showing *showing)
{
	json_t *row = to_row(&showing->object);
	const char *rtp;

	if (!row)
		return cordon_fail_memory();
	rtp = json_string_value(json_object_get(row, "rtp"));
	printf("%-12s %s\n", "name", showing->name);
	printf("%-12s %s\n", "built in",
	       json_is_true(json_object_get(row, "builtin")) ? "yes" : "no");
	print_list("opens", json_object_get(row, "opens"));
	print_list("serves", json_object_get(row, "serves"));
	printf("%-12s %s\n", "rtp", rtp ? rtp : "-");
	print_list("groups", json_object_get(row, "groups"));
	print_list("ethertypes", json_object_get(row, "ethertypes"));
	if (showing->object.profile.may.factory)
		printf("%-12s %s\n", "addresses", "unlisted ones, too");
	print_list("cameras", showing->cameras);
	json_decref(row);
	return 0;
}

static int print(const struct showing *showing, bool json)
{
	json_t *profile;

	if (!json)
		return print_profile(showing);
	profile = to_json(&showing->object);
	if (profile)
		json_object_set(profile, "cameras", showing->cameras);
	return cordon_json_print(json_pack("{s:o}", "profile", profile));
}

int profile_show(const struct command *command, struct words *words, bool json)
{
	char name[CORDON_NAME_SIZE];
	struct showing showing = { .name = name };
	struct cordon_genl *genl;
	int status;

	(void)command;
	status = take_name(words, name);
	if (!status)
		status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	showing.cameras = json_array();
	status = collect(genl, &showing);
	cordon_genl_close(genl);
	if (!status)
		status = print(&showing, json);
	json_decref(showing.cameras);
	return status;
}
