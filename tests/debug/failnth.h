/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Operations in which one allocation after the other fails.
 */
#ifndef TESTS_DEBUG_FAILNTH_H
#define TESTS_DEBUG_FAILNTH_H

#include <stdbool.h>
#include <stdint.h>

#include "wire.h"

/* The interface that carries a segment while it exists. */
#define SEGMENT "seg1"

struct operation {
	const char *name;
	void (*prepare)(void);
	int (*run)(void);	/* 0 or an errno; in it faults are injected */
	void (*undo)(void);
	bool apart;		/* there is no policy to compare */
};

/* Each ends with one without a name. */
extern const struct operation policy_operations[];
extern const struct operation link_operations[];
extern const struct operation module_operations[];

extern const char *module_path;

void open_route(void);

/* Adds a camera in the namespace we are in. */
void policy_of_a_camera(void);

/* Flags of a link, or -1 if there is none of that name. */
int link_flags(const char *name);

#endif
