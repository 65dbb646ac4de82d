// SPDX-License-Identifier: GPL-2.0-or-later
/* save: the kernel's policy as the file that says it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "objects.h"
#include "policy.h"

struct options {
	const char *path;	/* NULL: standard output */
	bool force;
};

static int parse_force_save(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->force = true;
	return 0;
}

const struct keyword save_keys[] = {
	{ "force", "", parse_force_save, 0 },
	{ NULL, NULL, NULL, 0 }
};

static int fail_file(const char *path)
{
	return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
}

static int write_policy(const struct cordon_set *set, FILE *to)
{
	struct timespec now;
	char time[CORDON_TIME_TEXT];

	clock_gettime(CLOCK_REALTIME, &now);
	cordon_text_time((uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec, time);
	fprintf(to, "# camcordon's policy of generation %llu, saved %s; see camcordon-policy(5)\n",
		(unsigned long long)set->generation, time);
	return cordon_set_write(set, to);
}

/* Whole and on the disk, before it has its name. */
static int fill_file(const struct cordon_set *set, int handle, const char *path)
{
	FILE *to = fdopen(handle, "w");
	int status;

	if (!to) {
		status = fail_file(path);
		close(handle);
		return status;
	}
	status = write_policy(set, to);
	if (!status && (fflush(to) || fsync(handle)))
		status = fail_file(path);
	if (fclose(to) && !status)
		status = fail_file(path);
	return status;
}

/* As those who may read the one that is replaced; a new one is its writer's alone. */
static mode_t mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0600 : st.st_mode & 0666;
}

static int write_file(const struct cordon_set *set, const char *path)
{
	char *temporary;
	int handle, status;

	if (asprintf(&temporary, "%s.XXXXXX", path) < 0)
		return cordon_fail_memory();
	handle = mkstemp(temporary);
	if (handle < 0) {
		status = fail_file(path);
		free(temporary);
		return status;
	}
	status = fchmod(handle, mode_of(path)) ? fail_file(path) : 0;
	if (status)
		close(handle);
	else
		status = fill_file(set, handle, path);
	if (!status && rename(temporary, path))
		status = fail_file(path);
	if (status)
		unlink(temporary);
	free(temporary);
	return status;
}

static int print(const struct cordon_set *set, bool json)
{
	json_t *value;
	int status;

	if (!json)
		return write_policy(set, stdout);
	status = cordon_set_json(set, &value);
	return status ? status : cordon_json_print(value);
}

static int read_kernel(struct cordon_set *set)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = cordon_set_from_kernel(set, genl);
	cordon_genl_close(genl);
	return status;
}

int save_run(const struct command *command, struct words *words, bool json)
{
	struct options options = { NULL, false };
	struct policy_paths paths = { .count = 0 };
	struct cordon_set set = { 0 };
	int status = policy_take_paths(command, words, &paths);

	if (!status && paths.count > 1)
		return words_wrong(words, paths.path[1], "one file too many");
	if (paths.count)
		options.path = paths.path[0];
	if (!status)
		status = command_parse_keys(command, words, &options);
	if (!status && json && options.path)
		status = cordon_fail(CORDON_USAGE, "save: --json: without a file only");
	if (!status && options.path && !options.force && !access(options.path, F_OK))
		status = cordon_fail(CORDON_REFUSED,
				     "%s: exists, and its comments would be lost; add 'force' to replace it",
				     options.path);
	if (!status)
		status = read_kernel(&set);
	if (!status)
		status = options.path ? write_file(&set, options.path) : print(&set, json);
	cordon_set_release(&set);
	return status;
}
