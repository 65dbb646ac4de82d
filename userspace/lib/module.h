/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel module as the system has it: loaded or not, and which version is installed. */
#ifndef _CORDON_MODULE_H
#define _CORDON_MODULE_H

#include <stdbool.h>

#define CORDON_VERSION_TEXT	64

bool cordon_module_loaded(void);
/* The version that modprobe would load into this kernel; false: there is none. */
bool cordon_module_installed(char version[CORDON_VERSION_TEXT]);
/* Fails: there is none for this kernel, and what to do. */
int cordon_module_missing(void);
/* Loads it, as modprobe does. Fails with why not, and what to do. */
int cordon_module_load(void);

#endif
