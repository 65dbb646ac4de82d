// SPDX-License-Identifier: GPL-2.0-or-later
/* camera replace: another device takes a camera's name. */
#include <stdio.h>
#include <string.h>

#include "objects.h"
#include "values.h"

struct replacement {
	struct model_mac mac;
	struct model_mac former;
};

static int parse_mac(struct words *words, void *object, bool again)
{
	(void)again;
	return take_mac(words, &((struct replacement *)object)->mac);
}

const struct keyword replace_keys[] = {
	{ "mac", "MAC", parse_mac, KEY_NEEDED },
	{ NULL, NULL, NULL, 0 }
};

/*
 * What is policy stays. What was let through for a time was let through for the
 * device that goes: the kernel ends its exceptions, and these two are ended here.
 */
static int exchange(union model_object *object, void *data)
{
	struct model_camera *camera = &object->camera;
	struct replacement *replacement = data;

	if (!camera->mac.set)
		return cordon_fail(CORDON_REFUSED,
				   "%s: known by its addresses alone, so there is no device to replace: 'camera set %s mac MAC' adds one",
				   camera->name, camera->name);
	if (!memcmp(camera->mac.bytes, replacement->mac.bytes, 6))
		return cordon_fail(CORDON_REFUSED, "%s: has this MAC already",
				   camera->name);
	replacement->former = camera->mac;
	camera->mac = replacement->mac;
	camera->setup = 0;
	if (camera->mode == CORDON_MODE_OBSERVE && camera->duration)
		camera->mode = CORDON_MODE_ENFORCE;
	return 0;
}

/* The names of exceptions as a list, which is empty where there are none. */
static void print_ended(const json_t *exceptions)
{
	const json_t *exception;
	size_t i;

	json_array_foreach(exceptions, i, exception)
		printf("%s%s", i ? ", " : "exceptions ended with it: ",
		       json_string_value(json_object_get(exception, "name")));
	if (json_array_size(exceptions))
		putchar('\n');
}

static int read_exceptions(const char *name, json_t **exceptions)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = exceptions_of_camera(genl, name, exceptions);
	cordon_genl_close(genl);
	return status;
}

int camera_replace(const struct command *command, struct words *words, bool json)
{
	struct replacement replacement = { 0 };
	char name[CORDON_NAME_SIZE], text[CORDON_MAC_TEXT];
	json_t *exceptions = NULL;
	int status;

	(void)json;
	status = take_device(words, &noun_camera, name);
	if (!status)
		status = command_parse_keys(command, words, &replacement);
	if (!status)
		status = read_exceptions(name, &exceptions);
	if (!status)
		status = change_set(&noun_camera, name, exchange, &replacement);
	if (!status) {
		cordon_text_mac(replacement.former.bytes, text);
		printf("%s: %s is retired; its evidence stays in 'evidence %s'\n",
		       name, text, name);
		print_ended(exceptions);
	}
	json_decref(exceptions);
	return status;
}
