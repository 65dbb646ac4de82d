/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is shut from boot, for the commands that change or show the policy. */
#ifndef _CORDON_COMMAND_BOOT_H
#define _CORDON_COMMAND_BOOT_H

#include <jansson.h>

#include "../lib/policyset.h"

/*
 * A policy is in force: it is recorded for the next boot, with @keep besides
 * what was recorded, and what held its segments shut is taken away. Without the
 * package nothing is done.
 */
int boot_applied(struct cordon_genl *genl, const struct cordon_set *policy, bool keep);

/* The interfaces that are held shut without the module: an array of names. */
json_t *boot_held(void);

/* Fails: the module is not loaded, why not, and what is held shut meanwhile. */
int boot_explain(void);

#endif
