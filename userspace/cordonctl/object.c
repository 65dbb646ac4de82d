// SPDX-License-Identifier: GPL-2.0-or-later
/* add, set, del and list, the same for every kind of object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "objects.h"
#include "values.h"

int parse_wait(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct edit *)object)->wait = true;
	return 0;
}

int parse_force(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct edit *)object)->force = true;
	return 0;
}

static int check(const struct object *kind, const struct words *words,
		 const struct edit *edit, bool whole)
{
	return kind->check ? kind->check(words, edit, whole) : 0;
}

int object_add(const struct object *kind, const struct command *command,
	       struct words *words)
{
	struct edit edit = { 0 };
	int status;

	if (kind->prepare)
		kind->prepare(&edit.object);
	status = kind->take_name(words, edit.object.name);
	if (!status)
		status = command_parse_keys(command, words, &edit);
	if (!status)
		status = check(kind, words, &edit, true);
	if (!status && kind->look)
		status = kind->look(&edit);
	if (!status)
		status = change_add(kind->noun, &edit.object);
	return status;
}

static int take_known(const struct object *kind, struct words *words, char *name)
{
	return kind->by_mac ? take_device(words, kind->noun, name) :
			      kind->take_name(words, name);
}

struct set {
	const struct object *kind;
	const struct command *command;
	const struct words *words;
};

static int apply(union model_object *object, void *data)
{
	const struct set *set = data;
	struct words words = *set->words;
	struct edit edit = { .object = *object };
	int status;

	status = command_parse_keys(set->command, &words, &edit);
	if (!status)
		status = check(set->kind, &words, &edit, true);
	if (!status)
		*object = edit.object;
	return status;
}

/* The keys are read twice: first alone, to refuse nonsense without asking. */
int object_set(const struct object *kind, const struct command *command,
	       struct words *words)
{
	struct set set = { kind, command, words };
	struct edit edit = { 0 };
	struct words keys;
	int status;

	status = take_known(kind, words, edit.object.name);
	if (status)
		return status;
	keys = *words;
	status = command_parse_keys(command, &keys, &edit);
	if (!status)
		status = check(kind, words, &edit, false);
	if (!status && kind->look)
		status = kind->look(&edit);
	if (!status)
		status = change_set(kind->noun, edit.object.name, apply, &set);
	return status;
}

int object_del(const struct object *kind, struct words *words)
{
	char name[CORDON_NAME_SIZE];
	int status;

	status = take_known(kind, words, name);
	if (!status)
		status = words_end(words);
	return status ? status : change_del(kind->noun, name);
}

struct listing {
	json_t *(*to_row)(const union model_object *object);
	json_t *rows;
	/* or instead, cell by cell */
	void (*put_row)(const union model_object *object, struct cordon_table *table);
	struct cordon_table table;
};

static int list_one(const union model_object *object, void *data)
{
	struct listing *listing = data;

	if (listing->put_row)
		listing->put_row(object, &listing->table);
	else if (json_array_append_new(listing->rows, listing->to_row(object)))
		return cordon_fail_memory();
	return 0;
}

static int list_all(const struct object *kind, struct listing *listing)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	if (kind->noun->builtin)
		status = kind->noun->builtin(list_one, listing);
	if (!status)
		status = change_each(genl, kind->noun, list_one, listing);
	cordon_genl_close(genl);
	return status;
}

static int list_cells(const struct object *kind, const char *nothing)
{
	struct listing listing = { .put_row = kind->put_row };
	int status;

	cordon_table_begin(&listing.table, kind->columns);
	status = list_all(kind, &listing);
	if (!status && listing.table.rows > 1)
		return cordon_table_finish(&listing.table);
	if (!status)
		printf("no %s\n", nothing);
	free(listing.table.text);
	return status;
}

int object_list(const struct object *kind, struct words *words, bool json)
{
	struct listing listing = { .to_row = kind->to_json };
	char nothing[32];
	int status;

	status = words_end(words);
	if (status)
		return status;
	snprintf(nothing, sizeof(nothing), "%ss", kind->noun->word);
	if (!json && kind->put_row)
		return list_cells(kind, nothing);
	if (!json && kind->to_row)
		listing.to_row = kind->to_row;
	listing.rows = json_array();
	status = list_all(kind, &listing);
	if (!status)
		return print_rows(json, kind->noun->plural, listing.rows,
				  kind->columns, nothing);
	json_decref(listing.rows);
	return status;
}

int print_rows(bool json, const char *key, json_t *rows,
	       const struct cordon_column *columns, const char *nothing)
{
	int status = 0;

	if (json)
		return cordon_json_print(json_pack("{s:o}", key, rows));
	if (json_array_size(rows))
		status = cordon_table_print(columns, rows);
	else
		printf("no %s\n", nothing);
	json_decref(rows);
	return status;
}

static int match_name(const union model_object *object, void *data)
{
	const char **name = data;

	if (*name && !strcmp(object->name, *name))
		*name = NULL;
	return 0;
}

int check_subject(struct cordon_genl *genl, const char *name)
{
	const char *left = name;
	int status;

	status = change_each(genl, &noun_camera, match_name, &left);
	if (!status && left)
		status = change_each(genl, &noun_segment, match_name, &left);
	if (!status && left)
		status = change_fail_missing(genl, &noun_camera, name);
	return status;
}
