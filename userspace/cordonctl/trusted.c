// SPDX-License-Identifier: GPL-2.0-or-later
#include "objects.h"
#include "values.h"

#define GIVEN_LIMIT (1 << 0)

static struct model_trusted *trusted_of(void *edit)
{
	return &((struct edit *)edit)->object.trusted;
}

static int parse_mac(struct words *words, void *object, bool again)
{
	(void)again;
	return take_mac(words, &trusted_of(object)->mac);
}

static int parse_segment(struct words *words, void *object, bool again)
{
	(void)again;
	return take_segment(words, trusted_of(object)->segment);
}

static int parse_for(struct words *words, void *object, bool again)
{
	(void)again;
	((struct edit *)object)->given |= GIVEN_LIMIT;
	return take_duration(words, &trusted_of(object)->duration);
}

static int parse_forever(struct words *words, void *object, bool again)
{
	struct edit *edit = object;

	(void)again;
	if (edit->given & GIVEN_LIMIT)
		return cordon_fail(CORDON_USAGE, "%s: forever: given twice",
				   words->where);
	edit->given |= GIVEN_LIMIT;
	edit->object.trusted.duration = 0;
	return 0;
}

const struct keyword trusted_keys[] = {
	{ "mac", "MAC", parse_mac, KEY_NEEDED },
	{ "segment", "INTERFACE", parse_segment, KEY_NEEDED },
	{ "for", "DURATION|forever", parse_for, 0 },
	{ "forever", "", parse_forever, 0 },
	{ NULL, NULL, NULL, 0 }
};

/* For how long has to be said: a trusted device can be cloned. */
static int check(const struct words *words, const struct edit *edit, bool whole)
{
	if (!whole || (edit->given & GIVEN_LIMIT))
		return 0;
	return cordon_fail(CORDON_USAGE,
			   "%s: missing 'for DURATION' or 'forever'",
			   words->where);
}

static json_t *to_json(const union model_object *object)
{
	const struct model_trusted *trusted = &object->trusted;

	return json_pack("{s:s, s:o, s:o, s:b, s:o}",
			 "name", trusted->name,
			 "mac", cordon_json_mac(&trusted->mac),
			 "segment", cordon_json_segment(trusted->segment),
			 "forever", !trusted->duration,
			 "seconds_left", trusted->duration ?
				json_integer(trusted->duration) : json_null());
}

static const struct cordon_column columns[] = {
	{ "NAME", "name" },
	{ "MAC", "mac" },
	{ "SEGMENT", "segment" },
	{ "FOREVER", "forever" },
	{ "SECONDS LEFT", "seconds_left" },
	{ NULL, NULL }
};

static const struct object kind = {
	.noun = &noun_trusted,
	.take_name = take_name,
	.by_mac = true,
	.check = check,
	.to_json = to_json,
	.columns = columns,
};

int trusted_add(const struct command *command, struct words *words, bool json)
{
	(void)json;
	return object_add(&kind, command, words);
}

int trusted_del(const struct command *command, struct words *words, bool json)
{
	(void)command;
	(void)json;
	return object_del(&kind, words);
}

int trusted_list(const struct command *command, struct words *words, bool json)
{
	(void)command;
	return object_list(&kind, words, json);
}
