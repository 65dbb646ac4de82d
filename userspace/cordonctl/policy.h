/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The policy file beside the kernel's policy, for the commands that compare. */
#ifndef _CORDON_COMMAND_POLICY_H
#define _CORDON_COMMAND_POLICY_H

#include "../lib/policydiff.h"
#include "command.h"

#define POLICY_FILES_MAX 64

/* What a command line names; nothing: the usual files. */
struct policy_paths {
	char *path[POLICY_FILES_MAX];
	size_t count;
};

/* A policy that was read from files, and is right. */
struct policy {
	struct cordon_policyfile file;
	struct cordon_report report;
	struct cordon_set set;
};

/* Takes words up to the first of the command's keys. */
int policy_take_paths(const struct command *command, struct words *words,
		      struct policy_paths *paths);
/* Reads and checks; what is wrong is in the report. Released in any case. */
int policy_read(struct policy *policy, const struct policy_paths *paths);
void policy_release(struct policy *policy);

/*
 * {"digest", "file": {"path", "state", "digest"}}: the kernel's policy, and
 * whether the usual files say the same. NULL and a failure.
 */
int policy_state(struct cordon_genl *genl, json_t **to);

#endif
