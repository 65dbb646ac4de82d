/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other way to print a JSON value: an aligned table of its rows. */
#ifndef _CORDON_TABLE_H
#define _CORDON_TABLE_H

#include <jansson.h>

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

#endif
