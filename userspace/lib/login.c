// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who is at the other end of this login? sshd says so in the environment, but
 * sudo and su clear it: then a parent process still has it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "login.h"

#define PARENTS_MAX	32
#define ENVIRON_MAX	(256 * 1024)	/* more than any login shell's */

/* "PEER PORT LOCAL PORT", or SSH_CLIENT's "PEER PORT PORT". */
static bool parse_connection(const char *text, struct cordon_login *login)
{
	int words = sscanf(text, "%63s %*s %63s %*s", login->peer, login->local);

	if (words < 1)
		return false;
	if (words < 2 || !strpbrk(login->local, ".:"))
		login->local[0] = '\0';
	return true;
}

static bool parse_variable(const char *variable, struct cordon_login *login)
{
	static const char *const names[] = { "SSH_CONNECTION=", "SSH_CLIENT=" };

	for (int i = 0; i < 2; i++)
		if (!strncmp(variable, names[i], strlen(names[i])))
			return parse_connection(variable + strlen(names[i]),
						login);
	return false;
}

static bool find_in_process(pid_t pid, struct cordon_login *login)
{
	char path[64], *text;
	bool found = false;
	size_t len, at = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/environ", (int)pid);
	file = fopen(path, "re");
	text = malloc(ENVIRON_MAX + 1);
	if (file && text) {
		len = fread(text, 1, ENVIRON_MAX, file);
		text[len] = '\0';
		for (; !found && at < len; at += strlen(text + at) + 1)
			found = parse_variable(text + at, login);
	}
	free(text);
	if (file)
		fclose(file);
	return found;
}

static pid_t parent_of(pid_t pid)
{
	char path[64], line[256];
	int parent = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "PPid: %d", &parent) == 1)
			break;
	fclose(file);
	return parent;
}

bool cordon_login_find(struct cordon_login *login)
{
	const char *text = getenv("SSH_CONNECTION");
	pid_t pid = getppid();

	if (!text)
		text = getenv("SSH_CLIENT");
	if (text && parse_connection(text, login))
		return true;
	for (int i = 0; i < PARENTS_MAX && pid > 0; i++) {
		if (find_in_process(pid, login))
			return true;
		pid = parent_of(pid);
	}
	return false;
}
