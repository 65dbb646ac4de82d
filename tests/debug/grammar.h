/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What messages look like that the module may accept, for making such as it
 * must refuse.
 */
#ifndef TESTS_DEBUG_GRAMMAR_H
#define TESTS_DEBUG_GRAMMAR_H

#include <stdint.h>

enum shape {
	SHAPE_NUMBER,		/* of .size bytes, below .limit if that is not 0 */
	SHAPE_NAME,		/* of few, so that they meet */
	SHAPE_IFACE,
	SHAPE_MAC,
	SHAPE_ADDRESS,
	SHAPE_NEST,		/* of .set */
};

struct field {
	uint16_t type;
	enum shape shape;
	uint8_t size;
	uint8_t often;		/* percent */
	uint32_t limit;
	const struct set *set;
};

struct set {
	const struct field *fields;
	unsigned int count;
};

struct request {
	uint8_t command;
	uint8_t weight;
	struct set attrs;
};

extern const struct request requests[];
extern const unsigned int request_count;

#endif
