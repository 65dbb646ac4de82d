// SPDX-License-Identifier: GPL-2.0-or-later
/* camera allow, revoke and exceptions: what a camera may do for a time. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../lib/parse.h"
#include "../lib/service.h"
#include "objects.h"
#include "values.h"

static struct model_exception *exception_of(void *edit)
{
	return &((struct edit *)edit)->object.exception;
}

static int parse_to(struct words *words, void *object, bool again)
{
	struct model_exception *exception = exception_of(object);
	struct cordon_services one = { 0 };
	const char *word, *problem;
	int status;

	(void)again;
	status = take_address(words, &exception->address);
	if (!status)
		status = words_take(words, "SERVICE after the address", &word);
	if (status)
		return status;
	problem = cordon_parse_service(word, CORDON_PLACE_EXCEPTION, &one, NULL);
	exception->service = one.at[0];
	return problem ? words_wrong(words, word, problem) : 0;
}

static int parse_via(struct words *words, void *object, bool again)
{
	struct model_exception *exception = exception_of(object);

	(void)again;
	return take_via(words, &exception->via, &exception->via_mac);
}

static int parse_for(struct words *words, void *object, bool again)
{
	(void)again;
	return take_time(words, &exception_of(object)->duration);
}

static int parse_comment(struct words *words, void *object, bool again)
{
	const char *word, *problem;
	int status = words_take(words, "TEXT", &word);

	(void)again;
	if (status)
		return status;
	problem = cordon_parse_comment(word, exception_of(object)->comment);
	return problem ? words_wrong(words, word, problem) : 0;
}

const struct keyword allow_keys[] = {
	{ "to", "ADDRESS SERVICE", parse_to, KEY_NEEDED },
	{ "via", "ADDRESS mac MAC|NAME", parse_via, 0 },
	{ "for", "TIME", parse_for, KEY_NEEDED },
	{ "comment", "TEXT", parse_comment, 0 },
	{ NULL, NULL, NULL, 0 }
};

static json_t *to_json(const union model_object *object)
{
	const struct model_exception *exception = &object->exception;

	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:I, s:I, s:o, s:o}",
			 "name", exception->name,
			 "camera", exception->camera,
			 "address", cordon_json_addr(&exception->address),
			 "service", cordon_json_ports_of(&exception->service),
			 "via", cordon_json_via(&exception->via,
						&exception->via_mac),
			 "seconds_left", (json_int_t)exception->duration,
			 "uid", (json_int_t)exception->uid,
			 "user", cordon_json_user(exception->uid),
			 "comment", cordon_json_string(exception->comment));
}

static json_t *to_row(const union model_object *object)
{
	char left[CORDON_DURATION_TEXT];
	json_t *row = to_json(object);

	cordon_text_left(object->exception.duration, left);
	if (row)
		json_object_set_new(row, "left", json_string(left));
	return row;
}

static const struct cordon_column columns[] = {
	{ "NAME", "name" },
	{ "CAMERA", "camera" },
	{ "TO", "address" },
	{ "SERVICE", "service" },
	{ "VIA", "via.address" },
	{ "VIA MAC", "via.mac" },
	{ "LEFT", "left" },
	{ "UID", "uid" },
	{ "USER", "user" },
	{ "COMMENT", "comment" },
	{ NULL, NULL }
};

static const struct object kind = {
	.noun = &noun_exception,
	.take_name = take_name,
	.to_json = to_json,
	.to_row = to_row,
	.columns = columns,
};

/* Its name and its end, by this host's clock. */
static void print_allowed(const struct model_exception *exception)
{
	char until[CORDON_TIME_TEXT];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	cordon_text_time(((uint64_t)now.tv_sec + exception->duration) *
			 1000000000 + (uint64_t)now.tv_nsec, until);
	printf("%s until %s\n", exception->name, until);
}

int camera_allow(const struct command *command, struct words *words, bool json)
{
	struct edit edit = { 0 };
	int status;

	(void)json;
	status = take_device(words, &noun_camera, exception_of(&edit)->camera);
	if (!status)
		status = command_parse_keys(command, words, &edit);
	if (!status)
		status = change_add_exception(exception_of(&edit));
	if (!status)
		print_allowed(exception_of(&edit));
	return status;
}

int camera_revoke(const struct command *command, struct words *words, bool json)
{
	(void)command;
	(void)json;
	return object_del(&kind, words);
}

int camera_exceptions(const struct command *command, struct words *words,
		      bool json)
{
	(void)command;
	return object_list(&kind, words, json);
}

struct choice {
	const char *camera;
	json_t *rows;
};

static int choose(const union model_object *object, void *data)
{
	struct choice *choice = data;

	if (strcmp(object->exception.camera, choice->camera))
		return 0;
	if (json_array_append_new(choice->rows, to_json(object)))
		return cordon_fail_memory();
	return 0;
}

int exceptions_of_camera(struct cordon_genl *genl, const char *name,
			 json_t **to)
{
	struct choice choice = { name, json_array() };
	int status = change_each(genl, &noun_exception, choose, &choice);

	if (status) {
		json_decref(choice.rows);
		choice.rows = NULL;
	}
	*to = choice.rows;
	return status;
}
