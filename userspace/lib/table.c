// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "table.h"

#define COLUMNS_MAX 16

struct table {
	size_t columns;
	size_t rows;		/* with the titles */
	size_t width[COLUMNS_MAX];
	bool right[COLUMNS_MAX];
	char **cell;		/* row by row, each allocated */
};

/* @path up to its end or the next '|'. */
static const json_t *follow(const json_t *at, const char *path)
{
	char key[64];
	size_t len;

	while (at && *path && *path != '|') {
		len = strcspn(path, ".|");
		if (len >= sizeof(key))
			return NULL;
		memcpy(key, path, len);
		key[len] = '\0';
		at = json_object_get(at, key);
		path += len + (path[len] == '.');
	}
	return at;
}

static const json_t *find(const json_t *row, const char *path)
{
	const json_t *value = follow(row, path);

	while (!value && (path = strchr(path, '|')))
		value = follow(row, ++path);
	return value;
}

static char *text_of(const json_t *value);

static char *text_of_array(const json_t *array)
{
	char *all = NULL, *longer, *text;
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value) {
		text = text_of(value);
		if (text && asprintf(&longer, "%s%s%s", all ? all : "",
				     all ? "," : "", text) >= 0) {
			free(all);
			all = longer;
		}
		free(text);
	}
	return all ? all : strdup("-");
}

static char *text_of(const json_t *value)
{
	char *text;

	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		return strdup(json_string_value(value));
	case JSON_INTEGER:
		if (asprintf(&text, "%" JSON_INTEGER_FORMAT,
			     json_integer_value(value)) < 0)
			return NULL;
		return text;
	case JSON_TRUE:
		return strdup("yes");
	case JSON_FALSE:
		return strdup("no");
	case JSON_ARRAY:
		return text_of_array(value);
	default:
		return strdup("-");
	}
}

static int set_cell(struct table *table, size_t row, size_t column, char *text)
{
	size_t len = text ? strlen(text) : 0;

	if (!text)
		return cordon_fail_memory();
	table->cell[row * table->columns + column] = text;
	if (len > table->width[column])
		table->width[column] = len;
	return 0;
}

static int fill(struct table *table, const struct cordon_column *columns,
		const json_t *rows)
{
	const json_t *row, *value;
	size_t r, c;

	for (c = 0; c < table->columns; c++)
		if (set_cell(table, 0, c, strdup(columns[c].title)))
			return CORDON_REFUSED;
	json_array_foreach(rows, r, row)
		for (c = 0; c < table->columns; c++) {
			value = find(row, columns[c].path);
			if (json_is_integer(value))
				table->right[c] = true;
			if (set_cell(table, r + 1, c, text_of(value)))
				return CORDON_REFUSED;
		}
	return 0;
}

static void print_row(const struct table *table, size_t row)
{
	for (size_t c = 0; c < table->columns; c++) {
		const char *text = table->cell[row * table->columns + c];
		int width = (int)table->width[c];

		if (table->right[c])
			printf("%*s", width, text);
		else if (c + 1 < table->columns)
			printf("%-*s", width, text);
		else
			printf("%s", text);
		fputs(c + 1 < table->columns ? "  " : "\n", stdout);
	}
}

int cordon_table_print(const struct cordon_column *columns, const json_t *rows)
{
	struct table table = { .rows = json_array_size(rows) + 1 };
	int status;

	while (table.columns < COLUMNS_MAX && columns[table.columns].title)
		table.columns++;
	table.cell = calloc(table.rows * table.columns, sizeof(*table.cell));
	if (!table.cell)
		return cordon_fail_memory();
	status = fill(&table, columns, rows);
	for (size_t r = 0; !status && r < table.rows; r++)
		print_row(&table, r);
	for (size_t i = 0; i < table.rows * table.columns; i++)
		free(table.cell[i]);
	free(table.cell);
	return status;
}
