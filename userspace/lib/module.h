/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel module as the system has it: loaded or not, and which version is installed. */
#ifndef _CORDON_MODULE_H
#define _CORDON_MODULE_H

#include <stdbool.h>

#define CORDON_VERSION_TEXT	64

/* What an installed one says of itself. */
struct cordon_module {
	char version[CORDON_VERSION_TEXT];
	char source[CORDON_VERSION_TEXT];	/* srcversion: a sum over its source */
	bool is_signed;
};

bool cordon_module_loaded(void);
/* Has the kernel whose modules are in @directory one? NULL: the running kernel. */
bool cordon_module_installed(const char *directory, struct cordon_module *to);
/* Fails: there is none for this kernel, and what to do. */
int cordon_module_missing(void);
/* Loads it, as modprobe does. Fails with why not, and what to do. */
int cordon_module_load(void);

#endif
