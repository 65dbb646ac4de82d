// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "table.h"

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

/* Room for @len bytes more, and the zero byte. */
static bool grow(struct cordon_table *table, size_t len)
{
	size_t size = 2 * (table->len + len + 1);
	char *larger;

	if (table->memory || (table->text && table->len + len < table->size))
		return !table->memory;
	larger = realloc(table->text, size);
	if (!larger) {
		table->memory = true;
		return false;
	}
	table->text = larger;
	table->size = size;
	return true;
}

void cordon_table_put(struct cordon_table *table, const char *text)
{
	size_t len = strlen(text);

	if (!grow(table, len))
		return;
	memcpy(table->text + table->len, text, len);
	table->len += len;
}

void cordon_table_end(struct cordon_table *table)
{
	size_t *width = &table->width[table->column];

	if (table->len == table->start)
		cordon_table_put(table, "-");
	if (table->len - table->start > *width)
		*width = table->len - table->start;
	if (!table->memory)
		table->text[table->len++] = '\0';
	table->start = table->len;
	if (++table->column == table->columns) {
		table->column = 0;
		table->rows++;
	}
}

void cordon_table_cell(struct cordon_table *table, const char *text)
{
	cordon_table_put(table, text);
	cordon_table_end(table);
}

void cordon_table_begin(struct cordon_table *table, const struct cordon_column *columns)
{
	*table = (struct cordon_table){ .columns = 0 };
	while (table->columns < CORDON_COLUMNS_MAX && columns[table->columns].title)
		table->columns++;
	for (size_t i = 0; i < table->columns; i++)
		cordon_table_cell(table, columns[i].title);
}

static void put_number(struct cordon_table *table, json_int_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, number);
	cordon_table_put(table, text);
}

void cordon_table_number(struct cordon_table *table, json_int_t number)
{
	table->right[table->column] = true;
	put_number(table, number);
	cordon_table_end(table);
}

static void put_value(struct cordon_table *table, const json_t *value)
{
	const json_t *one;
	size_t i;

	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		cordon_table_put(table, json_string_value(value));
		break;
	case JSON_INTEGER:
		put_number(table, json_integer_value(value));
		break;
	case JSON_TRUE:
		cordon_table_put(table, "yes");
		break;
	case JSON_FALSE:
		cordon_table_put(table, "no");
		break;
	case JSON_ARRAY:
		json_array_foreach(value, i, one) {
			if (i)
				cordon_table_put(table, ",");
			put_value(table, one);
		}
		break;
	default:
		break;
	}
}

static void blanks(size_t count)
{
	while (count--)
		putchar_unlocked(' ');
}

/* Returns the next row's text. */
static const char *print_row(const struct cordon_table *table, const char *text)
{
	for (size_t c = 0; c < table->columns; c++) {
		size_t len = strlen(text), missing = table->width[c] - len;

		if (table->right[c])
			blanks(missing);
		fwrite_unlocked(text, 1, len, stdout);
		text += len + 1;
		if (c + 1 < table->columns)
			blanks(table->right[c] ? 2 : missing + 2);
	}
	putchar_unlocked('\n');
	return text;
}

int cordon_table_finish(struct cordon_table *table)
{
	const char *text = table->text;

	if (table->memory || !text) {
		free(table->text);
		return cordon_fail_memory();
	}
	for (size_t r = 0; r < table->rows; r++)
		text = print_row(table, text);
	free(table->text);
	return 0;
}

int cordon_table_print(const struct cordon_column *columns, const json_t *rows)
{
	const json_t *row, *value;
	struct cordon_table table;
	size_t i;

	cordon_table_begin(&table, columns);
	json_array_foreach(rows, i, row)
		for (size_t c = 0; c < table.columns; c++) {
			value = find(row, columns[c].path);
			if (json_is_integer(value)) {
				cordon_table_number(&table, json_integer_value(value));
				continue;
			}
			put_value(&table, value);
			cordon_table_end(&table);
		}
	return cordon_table_finish(&table);
}
