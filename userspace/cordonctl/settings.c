// SPDX-License-Identifier: GPL-2.0-or-later
/* mode and mark: what holds for all cameras. */
#include <stdio.h>
#include <string.h>

#include "objects.h"
#include "values.h"

static int copy(const union model_object *object, void *data)
{
	*(union model_object *)data = *object;
	return 0;
}

static int read_settings(struct model_settings *settings)
{
	union model_object object = { 0 };
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = change_each(genl, &noun_settings, copy, &object);
	cordon_genl_close(genl);
	*settings = object.settings;
	return status;
}

static int show_mode(bool json)
{
	struct model_settings settings;
	char left[CORDON_DURATION_TEXT];
	int status = read_settings(&settings);
	json_t *value;

	if (status)
		return status;
	if (json) {
		value = json_object();
		status = cordon_json_add_mode(value, settings.mode,
					      settings.duration);
		if (!status)
			return cordon_json_print(value);
		json_decref(value);
		return status;
	}
	if (settings.mode != CORDON_MODE_OBSERVE) {
		puts("enforce");
	} else if (settings.duration) {
		cordon_text_left(settings.duration, left);
		printf("observe for another %s\n", left);
	} else {
		puts("observe forever");
	}
	return 0;
}

static int edit_mode(union model_object *object, void *data)
{
	const struct model_settings *wanted = data;

	object->settings.mode = wanted->mode;
	object->settings.duration = wanted->duration;
	return 0;
}

int mode_run(const struct command *command, struct words *words, bool json)
{
	struct model_settings wanted = { .mode = CORDON_MODE_ENFORCE };
	int status;

	(void)command;
	if (!words_peek(words))
		return show_mode(json);
	status = take_mode(words, &wanted.mode, &wanted.duration);
	if (!status)
		status = words_end(words);
	if (!status && json)
		status = cordon_fail(CORDON_USAGE,
				     "mode: --json: for commands that read");
	if (!status)
		status = change_set(&noun_settings, "", edit_mode, &wanted);
	return status;
}

static int show_mark(bool json)
{
	struct model_settings settings;
	int status = read_settings(&settings);

	if (status)
		return status;
	if (json)
		return cordon_json_print(json_pack("{s:o}", "mark",
					cordon_json_mark(&settings.mark)));
	if (settings.mark.mask)
		printf("0x%x/0x%x\n", settings.mark.value, settings.mark.mask);
	else
		puts("none");
	return 0;
}

static int edit_mark(union model_object *object, void *data)
{
	object->settings.mark = *(const struct model_mark *)data;
	return 0;
}

int mark_run(const struct command *command, struct words *words, bool json)
{
	struct model_mark mark = { 0 };
	int status = 0;

	(void)command;
	if (!words_peek(words))
		return show_mark(json);
	if (!words_accept(words, "none"))
		status = take_mark(words, &mark);
	if (!status)
		status = words_end(words);
	if (!status && json)
		status = cordon_fail(CORDON_USAGE,
				     "mark: --json: for commands that read");
	if (!status)
		status = change_set(&noun_settings, "", edit_mark, &mark);
	return status;
}
