// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/policyfile.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

static struct model_camera *camera_of(void *edit)
{
	return &((struct edit *)edit)->object.camera;
}

static int parse_mac(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	(void)again;
	camera->mac.set = false;
	return take_none(words) ? 0 : take_mac(words, &camera->mac);
}

/* In a set, the addresses given replace those the camera had. */
static int parse_address(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	if (!again)
		camera->addresses = 0;
	if (!again && take_none(words))
		return 0;
	return take_list_address(words, camera->address, &camera->addresses);
}

static int parse_segment(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	(void)again;
	camera->segment[0] = '\0';
	return take_none(words) ? 0 : take_segment(words, camera->segment);
}

/* 'setup' leaves the profile that comes after it; another ends it. */
static int parse_profile(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	(void)again;
	camera->setup = 0;
	if (!words_accept(words, cordon_builtins[CORDON_PROFILE_SETUP].name))
		return take_name(words, camera->profile);
	if (words_accept(words, "for"))
		return take_time(words, &camera->setup);
	return cordon_fail(CORDON_USAGE,
			   "%s: profile setup: missing 'for TIME': it ends by itself, then the profile is what it was",
			   words->where);
}

static int parse_mode(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	(void)again;
	return take_mode(words, &camera->mode, &camera->duration);
}

static int parse_mark(struct words *words, void *object, bool again)
{
	struct model_camera *camera = camera_of(object);

	(void)again;
	camera->mark = (struct model_mark){ 0 };
	return take_none(words) ? 0 : take_mark(words, &camera->mark);
}

const struct keyword camera_keys[] = {
	{ "mac", "MAC", parse_mac, KEY_CLEARS },
	{ "address", "ADDRESS", parse_address, KEY_REPEAT | KEY_CLEARS },
	{ "segment", "INTERFACE", parse_segment, KEY_CLEARS },
	{ "profile", "PROFILE|setup for TIME", parse_profile, 0 },
	{ "mode", "enforce|observe for DURATION|observe forever", parse_mode, 0 },
	{ "mark", "VALUE/MASK", parse_mark, KEY_CLEARS },
	{ NULL, NULL, NULL, 0 }
};

static void prepare(union model_object *object)
{
	snprintf(object->camera.profile, CORDON_NAME_SIZE, "%s",
		 cordon_builtins[CORDON_PROFILE_PULL].name);
}

static int check(const struct words *words, const struct edit *edit, bool whole)
{
	const struct model_camera *camera = &edit->object.camera;

	if (!whole || camera->mac.set || camera->addresses)
		return 0;
	return cordon_fail(CORDON_USAGE,
			   "%s: missing 'mac MAC' or 'address ADDRESS': a camera is known by one of them",
			   words->where);
}

static json_t *to_json(const union model_object *object)
{
	const struct model_camera *camera = &object->camera;
	json_t *json;

	json = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "name", camera->name,
			 "mac", cordon_json_mac(&camera->mac),
			 "addresses", cordon_json_addrs(camera->address,
							camera->addresses),
			 "segment", cordon_json_segment(camera->segment),
			 "profile", cordon_json_string(camera->profile),
			 "setup_seconds_left", camera->setup ?
				json_integer(camera->setup) : json_null(),
			 "mark", cordon_json_mark(&camera->mark));
	if (json)
		cordon_json_add_mode(json, camera->mode, camera->duration);
	return json;
}

#define PROFILE_TEXT (2 * CORDON_NAME_SIZE + CORDON_DURATION_TEXT + 32)

/* "setup for another 29m, then pull" */
static void profile_text(const struct model_camera *camera, char text[PROFILE_TEXT])
{
	char left[CORDON_DURATION_TEXT];

	if (!camera->setup) {
		memcpy(text, camera->profile, sizeof(camera->profile));
		return;
	}
	cordon_text_left(camera->setup, left);
	snprintf(text, PROFILE_TEXT, "%s for another %s, then %s",
		 cordon_builtins[CORDON_PROFILE_SETUP].name, left, camera->profile);
}

static void put_addresses(const struct model_camera *camera, struct cordon_table *table)
{
	char text[INET6_ADDRSTRLEN];

	for (unsigned int i = 0; i < camera->addresses; i++) {
		if (i)
			cordon_table_put(table, ",");
		cordon_text_addr(&camera->address[i], text);
		cordon_table_put(table, text);
	}
	cordon_table_end(table);
}

static void put_row(const union model_object *object, struct cordon_table *table)
{
	const struct model_camera *camera = &object->camera;
	char text[PROFILE_TEXT] = "";

	cordon_table_cell(table, camera->name);
	if (camera->mac.set)
		cordon_text_mac(camera->mac.bytes, text);
	cordon_table_cell(table, text);
	cordon_policyfile_segment_text(camera->segment, text);
	cordon_table_cell(table, text);
	profile_text(camera, text);
	cordon_table_cell(table, text);
	cordon_table_cell(table, cordon_word(cordon_words_mode, camera->mode));
	if (camera->mode == CORDON_MODE_OBSERVE && camera->duration)
		cordon_table_number(table, camera->duration);
	else
		cordon_table_end(table);
	if (camera->mark.mask) {
		snprintf(text, sizeof(text), "0x%x/0x%x", camera->mark.value, camera->mark.mask);
		cordon_table_put(table, text);
	}
	cordon_table_end(table);
	put_addresses(camera, table);
}

/* put_row() fills them. */
static const struct cordon_column columns[] = {
	{ "NAME", NULL },
	{ "MAC", NULL },
	{ "SEGMENT", NULL },
	{ "PROFILE", NULL },
	{ "MODE", NULL },
	{ "SECONDS LEFT", NULL },
	{ "MARK", NULL },
	{ "ADDRESSES", NULL },
	{ NULL, NULL }
};

static const struct object kind = {
	.noun = &noun_camera,
	.take_name = take_name,
	.by_mac = true,
	.prepare = prepare,
	.check = check,
	.to_json = to_json,
	.put_row = put_row,
	.columns = columns,
};

int camera_add(const struct command *command, struct words *words, bool json)
{
	(void)json;
	return object_add(&kind, command, words);
}

int camera_set(const struct command *command, struct words *words, bool json)
{
	(void)json;
	return object_set(&kind, command, words);
}

int camera_del(const struct command *command, struct words *words, bool json)
{
	(void)command;
	(void)json;
	return object_del(&kind, words);
}

int camera_list(const struct command *command, struct words *words, bool json)
{
	(void)command;
	return object_list(&kind, words, json);
}

struct showing {
	const char *name;
	bool words;		/* services for people */
	struct model_camera model;
	json_t *camera;
};

static int pick(const union model_object *object, void *data)
{
	struct showing *showing = data;

	if (strcmp(object->name, showing->name))
		return 0;
	json_decref(showing->camera);
	showing->model = object->camera;
	showing->camera = to_json(object);
	return showing->camera ? 0 : cordon_fail_memory();
}

/* The camera's policy, its peers, exceptions and counters in one object. */
static int collect(struct cordon_genl *genl, struct showing *showing)
{
	json_t *stats = NULL, *exceptions = NULL, *peers = NULL;
	int status;

	status = change_each(genl, &noun_camera, pick, showing);
	if (!status && !showing->camera)
		status = change_fail_missing(genl, &noun_camera, showing->name);
	if (!status)
		status = peers_of_camera(genl, &showing->model, showing->words, &peers);
	if (!status)
		json_object_set_new(showing->camera, "peers", peers);
	if (!status)
		status = exceptions_of_camera(genl, showing->name, &exceptions);
	if (!status)
		json_object_set_new(showing->camera, "exceptions", exceptions);
	if (!status)
		status = stats_of_camera(genl, showing->name, &stats);
	if (!status && json_object_update_missing(showing->camera, stats))
		status = cordon_fail_memory();
	json_decref(stats);
	return status;
}

static void print_line(const char *title, json_t *camera, const char *key)
{
	const json_t *value = json_object_get(camera, key);

	printf("%-12s %s\n", title,
	       json_is_string(value) ? json_string_value(value) : "-");
}

static void print_counter(const char *title, json_t *camera, const char *key)
{
	json_t *counter = json_object_get(camera, key);

	printf("%-12s %" JSON_INTEGER_FORMAT " packets, %"
	       JSON_INTEGER_FORMAT " bytes\n", title,
	       json_integer_value(json_object_get(counter, "packets")),
	       json_integer_value(json_object_get(counter, "bytes")));
}

static void print_reasons(json_t *camera, const char *title, const char *set)
{
	json_t *counter;
	const char *word;

	json_object_foreach(json_object_get(camera, set), word, counter)
		printf("%-12s %s: %" JSON_INTEGER_FORMAT " packets\n", title,
		       word,
		       json_integer_value(json_object_get(counter, "packets")));
}

static void print_exception(const json_t *exception)
{
	const char *user, *comment;
	json_t *left = json_object_get(exception, "seconds_left");
	char text[CORDON_DURATION_TEXT];

	cordon_text_left((uint32_t)json_integer_value(left), text);
	user = json_string_value(json_object_get(exception, "user"));
	comment = json_string_value(json_object_get(exception, "comment"));
	printf("%-12s %s: %s %s for another %s, by ", "exception",
	       json_string_value(json_object_get(exception, "name")),
	       json_string_value(json_object_get(exception, "address")),
	       json_string_value(json_object_get(exception, "service")), text);
	if (user)
		fputs(user, stdout);
	else
		printf("uid %" JSON_INTEGER_FORMAT,
		       json_integer_value(json_object_get(exception, "uid")));
	printf("%s%s\n", comment ? ": " : "", comment ? comment : "");
}

static void print_camera(const struct showing *showing)
{
	json_t *camera = showing->camera;
	json_t *left = json_object_get(camera, "seconds_left"), *value;
	char text[PROFILE_TEXT];
	size_t i;

	print_line("name", camera, "name");
	print_line("mac", camera, "mac");
	json_array_foreach(json_object_get(camera, "addresses"), i, value)
		printf("%-12s %s\n", "address", json_string_value(value));
	print_line("segment", camera, "segment");
	profile_text(&showing->model, text);
	printf("%-12s %s\n", "profile", text);
	print_line("mode", camera, "mode");
	if (json_is_integer(left))
		printf("%-12s %" JSON_INTEGER_FORMAT " seconds\n", "time left",
		       json_integer_value(left));
	print_line("mark", camera, "mark");
	peers_print(json_object_get(camera, "peers"));
	json_array_foreach(json_object_get(camera, "exceptions"), i, value)
		print_exception(value);
	print_line("last seen", camera, "last_seen");
	print_counter("passed", camera, "passed");
	print_counter("dropped", camera, "dropped");
	print_reasons(camera, "  dropped", "reasons");
	print_counter("would drop", camera, "would_drop");
	print_reasons(camera, "  would drop", "would_drop_reasons");
}

int camera_show(const struct command *command, struct words *words, bool json)
{
	char name[CORDON_NAME_SIZE];
	struct showing showing = { .name = name, .words = !json };
	struct cordon_genl *genl;
	int status;

	(void)command;
	status = take_device(words, &noun_camera, name);
	if (!status)
		status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = collect(genl, &showing);
	cordon_genl_close(genl);
	if (!status && json)
		return cordon_json_print(json_pack("{s:o}", "camera",
						   showing.camera));
	if (!status)
		print_camera(&showing);
	json_decref(showing.camera);
	return status;
}
