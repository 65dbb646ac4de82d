// SPDX-License-Identifier: GPL-2.0-or-later
/* A policy written as the file it could be read from, and its digest. */
#include <ctype.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "json.h"
#include "policyset.h"
#include "words.h"

/* May it stand without quotes, in a list, too? */
static bool is_plain(const char *text)
{
	const char *at = text;

	if (!isascii(*text) || !isalnum(*text))
		return false;
	while (*at && isascii(*at) && (isalnum(*at) || strchr("._-:/", *at)))
		at++;
	return !*at && at[-1] != ':';
}

static void write_string(const char *text, FILE *to)
{
	if (is_plain(text)) {
		fputs(text, to);
		return;
	}
	putc('\'', to);
	for (; *text; text++) {
		if (*text == '\'')
			putc('\'', to);
		putc(*text, to);
	}
	putc('\'', to);
}

static void write_list(const json_t *list, FILE *to)
{
	const json_t *item;
	size_t i;

	putc('[', to);
	json_array_foreach(list, i, item) {
		fputs(i ? ", " : "", to);
		cordon_value_write(item, to);
	}
	putc(']', to);
}

static void write_mapping(const json_t *mapping, FILE *to)
{
	const char *key, *comma = "";
	json_t *value;

	putc('{', to);
	json_object_foreach((json_t *)mapping, key, value) {
		fprintf(to, "%s%s: ", comma, key);
		cordon_value_write(value, to);
		comma = ", ";
	}
	putc('}', to);
}

void cordon_value_write(const json_t *value, FILE *to)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		write_string(json_string_value(value), to);
		break;
	case JSON_INTEGER:
		fprintf(to, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_ARRAY:
		write_list(value, to);
		break;
	case JSON_OBJECT:
		write_mapping(value, to);
		break;
	case JSON_TRUE:
		fputs("yes", to);
		break;
	case JSON_FALSE:
		fputs("no", to);
		break;
	default:
		fputs("none", to);
	}
}

bool cordon_field_usual(const struct cordon_field *field, const json_t *value)
{
	const char *text = json_is_boolean(value) ?
			   cordon_words_yes[json_is_true(value)] :
			   json_string_value(value);

	return json_is_null(value) || (field->usual && text && !strcmp(field->usual, text));
}

static int write_object(const struct cordon_object *object,
			const struct cordon_field *field, FILE *to)
{
	const char *lead = "  - ";
	json_t *value;

	for (; field->word; field++) {
		value = field->value(object);
		if (!value)
			return cordon_fail_memory();
		if (!cordon_field_usual(field, value)) {
			fputs(lead, to);
			fputs(field->word, to);
			fputs(": ", to);
			cordon_value_write(value, to);
			putc('\n', to);
			lead = "    ";
		}
		json_decref(value);
	}
	return 0;
}

/* Fails where an object has no place in a file. */
static int check_all(const struct cordon_set *set)
{
	for (uint32_t i = 0; i < set->objects; i++)
		if (!cordon_section_of(set->object[i]))
			return cordon_fail(CORDON_REFUSED,
					   "'%s': a peer of several roles; a policy file has peers of one",
					   set->object[i]->name);
	return 0;
}

static bool is_in(const struct cordon_object *object,
		  const struct cordon_section *section)
{
	return object->kind == section->kind && !cordon_passing(object) &&
	       cordon_section_of(object) == section;
}

static int write_section(const struct cordon_set *set,
			 const struct cordon_section *section, FILE *to)
{
	bool begun = false;
	int status = 0;

	for (uint32_t i = 0; i < set->objects && !status; i++) {
		if (!is_in(set->object[i], section))
			continue;
		if (!begun)
			fprintf(to, "%s:\n", section->many);
		begun = true;
		status = write_object(set->object[i], section->field, to);
	}
	return status;
}

int cordon_set_write(const struct cordon_set *set, FILE *to)
{
	int status = check_all(set);

	if (status)
		return status;
	fprintf(to, "version: 1\nmode: %s\n", cordon_word(cordon_words_mode, set->mode));
	if (set->mark.mask)
		fprintf(to, "mark: 0x%x/0x%x\n", set->mark.value, set->mark.mask);
	for (const struct cordon_section *section = cordon_sections;
	     section->word && !status; section++)
		status = write_section(set, section, to);
	return status;
}

/* All keys that say something; NULL without memory. */
static json_t *object_json(const struct cordon_object *object,
			   const struct cordon_field *field)
{
	json_t *json = json_object(), *value;

	for (; field->word; field++) {
		value = field->value(object);
		if (value && cordon_field_usual(field, value)) {
			json_decref(value);
			continue;
		}
		if (json_object_set_new(json, field->word, value)) {
			json_decref(json);
			return NULL;
		}
	}
	return json;
}

static json_t *section_json(const struct cordon_set *set,
			    const struct cordon_section *section)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < set->objects; i++)
		if (is_in(set->object[i], section) &&
		    json_array_append_new(array, object_json(set->object[i], section->field))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

int cordon_set_json(const struct cordon_set *set, json_t **to)
{
	const struct cordon_section *section;
	int status = check_all(set), failed;

	if (status)
		return status;
	*to = json_pack("{s:i, s:s}", "version", 1, "mode",
			cordon_word(cordon_words_mode, set->mode));
	failed = !*to;
	if (set->mark.mask)
		failed |= json_object_set_new(*to, "mark", cordon_json_mark(&set->mark));
	for (section = cordon_sections; section->word; section++)
		failed |= json_object_set_new(*to, section->many,
					      section_json(set, section));
	if (!failed)
		return 0;
	json_decref(*to);
	*to = NULL;
	return cordon_fail_memory();
}

int cordon_set_digest(const struct cordon_set *set, char text[CORDON_DIGEST_TEXT])
{
	char *written = NULL;
	size_t len;
	FILE *to = open_memstream(&written, &len);
	int status;

	if (!to)
		return cordon_fail_memory();
	status = cordon_set_write(set, to);
	if (fclose(to) && !status)
		status = cordon_fail_memory();
	if (!status)
		SHA256Data((const uint8_t *)written, len, text);
	free(written);
	return status;
}
