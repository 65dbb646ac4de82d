// SPDX-License-Identifier: GPL-2.0-or-later
/* seal: until this host is started anew nothing that is dropped can be made to pass. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "objects.h"

#define MODULES_DISABLED "/proc/sys/kernel/modules_disabled"

/* Where it cannot be read, nothing is promised. */
bool seal_modules_disabled(void)
{
	FILE *file = fopen(MODULES_DISABLED, "re");
	bool disabled = file && fgetc(file) == '1';

	if (file)
		fclose(file);
	return disabled;
}

static int disable_modules(void)
{
	int file = open(MODULES_DISABLED, O_WRONLY | O_CLOEXEC);
	bool done = file >= 0 && write(file, "1\n", 2) == 2;
	int error = errno;

	if (file >= 0)
		close(file);
	if (done || seal_modules_disabled())
		return 0;
	return cordon_fail(CORDON_REFUSED,
			   "sealed, but modules can still be loaded and unloaded: %s: %s",
			   MODULES_DISABLED, strerror(error));
}

static int seal_policy(void)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = cordon_genl_ask(genl, cordon_genl_begin(genl, CORDON_CMD_SEAL),
				 NULL, NULL);
	cordon_genl_close(genl);
	return status;
}

int seal_run(const struct command *command, struct words *words, bool json)
{
	bool modules = words_accept(words, "--modules");
	int status = words_end(words);

	(void)command;
	(void)json;
	if (!status)
		status = seal_policy();
	if (!status && modules)
		status = disable_modules();
	if (status)
		return status;
	printf("sealed until this host is started anew%s\n",
	       seal_modules_disabled() ? "; no module can be loaded or unloaded" :
	       "; rmmod -f could still remove the module, and takes the segments down: see seal --modules");
	return 0;
}
