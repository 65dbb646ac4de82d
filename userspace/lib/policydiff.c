// SPDX-License-Identifier: GPL-2.0-or-later
/* Compares two policies: one walk through both, as they are sorted. */
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "json.h"
#include "policydiff.h"
#include "words.h"

/* 1: the same; 0: not; -1: no memory. */
static int is_same(const struct cordon_object *a, const struct cordon_object *b)
{
	const struct cordon_section *section = cordon_section_of(b);
	int same = section == cordon_section_of(a);
	const struct cordon_field *field;

	for (field = section->field; field->word && same > 0; field++) {
		json_t *left = field->value(a), *right = field->value(b);

		same = left && right ? json_equal(left, right) : -1;
		json_decref(left);
		json_decref(right);
	}
	return same;
}

/* What is trusted for a time stays, but not without its segment. */
static bool stays(const struct cordon_diff *diff, const struct cordon_object *object)
{
	return cordon_passing(object) &&
	       cordon_set_find(diff->to, CORDON_KIND_SEGMENT, object->iface);
}

static int compare(struct cordon_diff *diff, const struct cordon_object *from,
		   const struct cordon_object *to)
{
	int same = 0;

	if (from && to)
		same = is_same(from, to);
	else if (from)
		same = stays(diff, from);
	if (same < 0)
		return cordon_fail_memory();
	if (!same)
		diff->change[diff->changes++] = (struct cordon_change){ from, to };
	return 0;
}

int cordon_diff_make(struct cordon_diff *diff, const struct cordon_set *from,
		     const struct cordon_set *to)
{
	uint32_t i = 0, j = 0;
	int status = 0;

	*diff = (struct cordon_diff){
		.from = from, .to = to, .mode = from->mode != to->mode,
		.mark = from->mark.value != to->mark.value ||
			from->mark.mask != to->mark.mask,
	};
	diff->change = calloc((size_t)from->objects + to->objects + 1,
			      sizeof(*diff->change));
	if (!diff->change)
		return cordon_fail_memory();
	while (!status && (i < from->objects || j < to->objects)) {
		const struct cordon_object *a = i < from->objects ? from->object[i] : NULL;
		const struct cordon_object *b = j < to->objects ? to->object[j] : NULL;
		int order = !a ? 1 : !b ? -1 : cordon_object_order(a, b);

		status = compare(diff, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
		i += order <= 0;
		j += order >= 0;
	}
	return status;
}

void cordon_diff_release(struct cordon_diff *diff)
{
	free(diff->change);
	diff->change = NULL;
}

uint32_t cordon_diff_count(const struct cordon_diff *diff)
{
	return diff->changes + (diff->mode || diff->mark);
}

/* --- in words, and as JSON --- */

/* "recorder"; of a peer of two roles, both. */
static void word_of(const struct cordon_object *object, char text[40])
{
	const struct cordon_section *section = cordon_section_of(object);
	size_t len = 0;

	if (section) {
		snprintf(text, 40, "%s", section->word);
		return;
	}
	for (section = cordon_sections; section->word; section++)
		if (section->role && (section->role & object->peer->role))
			len += (size_t)snprintf(text + len, 40 - len, "%s%s",
						len ? " and " : "", section->word);
}

static const struct cordon_field *fields_of(const struct cordon_object *object)
{
	static const struct cordon_field none[] = { { NULL, NULL, NULL } };
	const struct cordon_section *section = cordon_section_of(object);

	return section ? section->field : none;
}

/* All that a file would say; or, of two, only where they differ. NULL without memory. */
static json_t *keys_json(const struct cordon_object *object,
			 const struct cordon_object *other)
{
	bool comparable = other && cordon_section_of(object) == cordon_section_of(other);
	const struct cordon_field *field;
	json_t *keys = json_object();
	int failed = !keys;

	for (field = fields_of(object); field->word && !failed; field++) {
		json_t *value = field->value(object);
		json_t *others = comparable ? field->value(other) : NULL;

		failed = !value;
		if (value && (comparable ? !json_equal(value, others) :
					   !cordon_field_usual(field, value)))
			failed |= json_object_set(keys, field->word, value);
		json_decref(value);
		json_decref(others);
	}
	if (!failed)
		return keys;
	json_decref(keys);
	return NULL;
}

static json_t *change_json(const struct cordon_change *change)
{
	const struct cordon_object *from = change->from, *to = change->to;
	json_t *were = from ? keys_json(from, to) : json_null();
	json_t *keys = to ? keys_json(to, from) : json_null();
	char kind[40], name[CORDON_NAME_SIZE];

	cordon_object_text(to ? to : from, name);
	if (from && to && cordon_section_of(from) != cordon_section_of(to)) {
		word_of(from, kind);
		json_object_set_new(were, "role", json_string(kind));
		word_of(to, kind);
		json_object_set_new(keys, "role", json_string(kind));
	}
	word_of(to ? to : from, kind);
	return json_pack("{s:s, s:s, s:s, s:o, s:o}",
			 "change", !from ? "add" : !to ? "remove" : "set",
			 "kind", kind, "name", name, "from", were, "to", keys);
}

static json_t *settings_keys(const struct cordon_diff *diff, const struct cordon_set *set)
{
	json_t *keys = json_object();

	if (diff->mode)
		json_object_set_new(keys, "mode",
				    json_string(cordon_word(cordon_words_mode, set->mode)));
	if (diff->mark)
		json_object_set_new(keys, "mark", cordon_json_mark(&set->mark));
	return keys;
}

static json_t *settings_json(const struct cordon_diff *diff)
{
	return json_pack("{s:s, s:s, s:n, s:o, s:o}", "change", "set",
			 "kind", "settings", "name",
			 "from", settings_keys(diff, diff->from),
			 "to", settings_keys(diff, diff->to));
}

/* The one at @i, settings first. */
static json_t *entry_json(const struct cordon_diff *diff, uint32_t i)
{
	bool settings = diff->mode || diff->mark;

	return settings && !i ? settings_json(diff) :
				change_json(&diff->change[i - settings]);
}

int cordon_diff_json(const struct cordon_diff *diff, json_t **to)
{
	*to = json_array();
	for (uint32_t i = 0; i < cordon_diff_count(diff); i++)
		if (json_array_append_new(*to, entry_json(diff, i))) {
			json_decref(*to);
			*to = NULL;
			return cordon_fail_memory();
		}
	return *to ? 0 : cordon_fail_memory();
}

/* " KEY VALUE, KEY VALUE"; with what they were, where that is known. */
static void print_keys(const json_t *keys, const json_t *were, FILE *to)
{
	const char *key, *separator = ":";
	json_t *value;

	json_object_foreach((json_t *)keys, key, value) {
		const json_t *was = json_object_get(were, key);

		if (!strcmp(key, "name") && !was)
			continue;
		fprintf(to, "%s %s ", separator, key);
		if (was) {
			cordon_value_write(was, to);
			fputs(" -> ", to);
		}
		cordon_value_write(value, to);
		separator = ",";
	}
}

static void print_entry(const json_t *entry, FILE *to)
{
	const json_t *from = json_object_get(entry, "from");
	const json_t *keys = json_object_get(entry, "to");
	const char *name = json_string_value(json_object_get(entry, "name"));

	fprintf(to, "%s %s%s%s", json_string_value(json_object_get(entry, "change")),
		json_string_value(json_object_get(entry, "kind")), name ? " " : "",
		name ? name : "");
	if (json_is_object(keys))
		print_keys(keys, json_is_object(from) ? from : NULL, to);
	putc('\n', to);
}

int cordon_diff_print(const struct cordon_diff *diff, uint32_t max, FILE *to)
{
	uint32_t count = cordon_diff_count(diff);

	for (uint32_t i = 0; i < count && i < max; i++) {
		json_t *entry = entry_json(diff, i);

		if (!entry)
			return cordon_fail_memory();
		print_entry(entry, to);
		json_decref(entry);
	}
	if (count > max)
		fprintf(to, "and %u more\n", count - max);
	return 0;
}
