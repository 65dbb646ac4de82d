// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of commands, as text. */
#include <stdio.h>
#include <string.h>

#include "objects.h"

static void print_key(const struct command *command, const struct keyword *key)
{
	bool needed = (key->flags & KEY_NEEDED) &&
		      (command->flags & COMMAND_ADDS);
	bool clears = (key->flags & KEY_CLEARS) &&
		      (command->flags & COMMAND_SETS);

	printf(" %s%s%s%s%s%s%s", needed ? "" : "[", key->word,
	       *key->value ? " " : "", key->value, clears ? "|none" : "",
	       needed ? "" : "]", key->flags & KEY_REPEAT ? "..." : "");
}

static void print_command(const struct command *command)
{
	const struct keyword *key;

	printf("  %s%s%s%s%s", command->object, command->verb ? " " : "",
	       command->verb ? command->verb : "", *command->args ? " " : "",
	       command->args);
	for (key = command->keys; key && key->word; key++)
		print_key(command, key);
	printf("\n        %s\n", command->summary);
}

static int print_object(const struct words *words, const char *object)
{
	const struct command *command;
	bool known = false;

	for (command = commands; command->object; command++) {
		if (strcmp(command->object, object) ||
		    (command->flags & COMMAND_HIDDEN))
			continue;
		print_command(command);
		known = true;
	}
	if (known)
		return 0;
	return words_wrong(words, object,
			   "not a command; see 'cordonctl help'");
}

void help_print(void)
{
	const struct command *command;

	printf("usage: cordonctl [-j|--json] COMMAND..., as below\n"
	       "       cordonctl -V|--version, cordonctl -h|--help\n");
	for (command = commands; command->object; command++)
		if (!(command->flags & COMMAND_HIDDEN))
			print_command(command);
	printf("--json: with every command that reads. Exit status: 0 success, 1 refused or\n"
	       "failed, 2 wrong usage. See cordonctl(8).\n");
}

int help_run(const struct command *command, struct words *words, bool json)
{
	const char *object = words_peek(words);
	int status;

	(void)command;
	(void)json;
	if (!object) {
		help_print();
		return 0;
	}
	words->next++;
	status = words_end(words);
	return status ? status : print_object(words, object);
}
