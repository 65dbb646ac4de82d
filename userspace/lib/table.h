/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Aligned tables: the other way to print the rows of a JSON value; or cell by cell,
 * where there may be very many rows.
 */
#ifndef _CORDON_TABLE_H
#define _CORDON_TABLE_H

#include <jansson.h>
#include <stdbool.h>

#define CORDON_COLUMNS_MAX 16

/*
 * @path names a member ("segment"), a member of a member ("passed.packets"),
 * or what is present of several ("camera|segment").
 */
struct cordon_column {
	const char *title;	/* NULL ends a list of columns */
	const char *path;
};

/*
 * Prints the objects in @rows, integers to the right, with a line of titles.
 * Returns 0 or fails as fail.h says, without having printed anything.
 */
int cordon_table_print(const struct cordon_column *columns, const json_t *rows);

/* Cells in their order, row by row. */
struct cordon_table {
	size_t columns;
	size_t rows;		/* ended, that of titles included */
	size_t column;		/* of the cell under way */
	size_t width[CORDON_COLUMNS_MAX];
	bool right[CORDON_COLUMNS_MAX];	/* aligned to the right */
	char *text;		/* of each cell, with its zero byte */
	size_t len;
	size_t size;
	size_t start;		/* of the cell under way, in @text */
	bool memory;		/* there was not enough: told at the end */
};

void cordon_table_begin(struct cordon_table *table, const struct cordon_column *columns);
/* More of a cell, its end, and both at once. One without text reads "-". */
void cordon_table_put(struct cordon_table *table, const char *text);
void cordon_table_end(struct cordon_table *table);
void cordon_table_cell(struct cordon_table *table, const char *text);
/* A cell that is a number: its column is aligned to the right. */
void cordon_table_number(struct cordon_table *table, json_int_t number);
/* Prints and releases the table; as above. */
int cordon_table_finish(struct cordon_table *table);

#endif
