// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "command.h"

#define LIST_SIZE 512

int words_wrong(const struct words *words, const char *value,
		const char *problem)
{
	if (!words->key)
		return cordon_fail(CORDON_USAGE, "%s: '%s': %s", words->where,
				   value, problem);
	return cordon_fail(CORDON_USAGE, "%s: %s '%s': %s", words->where,
			   words->key, value, problem);
}

const char *words_peek(const struct words *words)
{
	return words->next < words->end ? *words->next : NULL;
}

int words_take(struct words *words, const char *what, const char **word)
{
	*word = words_peek(words);
	if (*word) {
		words->next++;
		return 0;
	}
	if (!words->key)
		return cordon_fail(CORDON_USAGE, "%s: missing %s", words->where,
				   what);
	return cordon_fail(CORDON_USAGE, "%s: %s: missing value; accepted: %s",
			   words->where, words->key, what);
}

bool words_accept(struct words *words, const char *word)
{
	const char *next = words_peek(words);

	if (!next || strcmp(next, word))
		return false;
	words->next++;
	return true;
}

int words_end(const struct words *words)
{
	const char *word = words_peek(words);

	if (!word)
		return 0;
	return cordon_fail(CORDON_USAGE, "%s: '%s': one word too many",
			   words->where, word);
}

/* Appends @word to the list in @text, which has room for LIST_SIZE. */
static void list_word(char *text, const char *word)
{
	size_t len = strlen(text);

	snprintf(text + len, LIST_SIZE - len, "%s%s", len ? ", " : "", word);
}

int words_take_one_of(struct words *words, const char *const *list, int *index)
{
	char accepted[LIST_SIZE] = "", problem[LIST_SIZE + 32];
	const char *word;
	int status;

	for (int i = 0; list[i]; i++)
		list_word(accepted, list[i]);
	status = words_take(words, accepted, &word);
	if (status)
		return status;
	for (*index = 0; list[*index]; (*index)++)
		if (!strcmp(list[*index], word))
			return 0;
	snprintf(problem, sizeof(problem), "not known; accepted: %s", accepted);
	return words_wrong(words, word, problem);
}

/* A key that takes no value may be written as an option, too: --force. */
static bool is_key(const struct keyword *key, const char *word)
{
	if (!strcmp(word, key->word))
		return true;
	return !*key->value && !strncmp(word, "--", 2) &&
	       !strcmp(word + 2, key->word);
}

static int fail_key(const struct command *command, const struct words *words,
		    const char *word)
{
	char accepted[LIST_SIZE] = "";
	const struct keyword *key;

	for (key = command->keys; key->word; key++)
		list_word(accepted, key->word);
	return cordon_fail(CORDON_USAGE, "%s: '%s': not known here; accepted: %s",
			   words->where, word, accepted);
}

static int take_value(const struct keyword *key, struct words *words,
		      void *object, bool again)
{
	int status;

	words->key = key->word;
	if (again && !(key->flags & KEY_REPEAT))
		status = cordon_fail(CORDON_USAGE, "%s: %s: given twice",
				     words->where, key->word);
	else if (*key->value && !words_peek(words))
		status = cordon_fail(CORDON_USAGE,
				     "%s: %s: missing value; accepted: %s",
				     words->where, key->word, key->value);
	else
		status = key->parse(words, object, again);
	words->key = NULL;
	return status;
}

static int check_needed(const struct command *command,
			const struct words *words, uint32_t seen)
{
	const struct keyword *key;

	if ((command->flags & COMMAND_SETS) && !seen)
		return cordon_fail(CORDON_USAGE, "%s: nothing to set; see 'cordonctl help %s'",
				   words->where, command->object);
	if (!(command->flags & COMMAND_ADDS))
		return 0;
	for (key = command->keys; key->word; key++)
		if ((key->flags & KEY_NEEDED) &&
		    !(seen & 1u << (key - command->keys)))
			return cordon_fail(CORDON_USAGE, "%s: missing '%s %s'",
					   words->where, key->word, key->value);
	return 0;
}

int command_parse_keys(const struct command *command, struct words *words,
		       void *object)
{
	const struct keyword *key;
	uint32_t seen = 0, bit;
	const char *word;
	int status;

	words->clearing = command->flags & COMMAND_SETS;
	while ((word = words_peek(words))) {
		for (key = command->keys; key->word; key++)
			if (is_key(key, word))
				break;
		if (!key->word)
			return fail_key(command, words, word);
		words->next++;
		bit = 1u << (key - command->keys);
		status = take_value(key, words, object, seen & bit);
		if (status)
			return status;
		seen |= bit;
	}
	return check_needed(command, words, seen);
}

static int fail_object(const char *word)
{
	const struct command *command;
	char accepted[LIST_SIZE] = "";

	for (command = commands; command->object; command++)
		if (!(command->flags & COMMAND_HIDDEN) &&
		    (command == commands ||
		     strcmp(command[-1].object, command->object)))
			list_word(accepted, command->object);
	if (!word)
		return cordon_fail(CORDON_USAGE, "missing command; accepted: %s",
				   accepted);
	return cordon_fail(CORDON_USAGE, "'%s': not a command; accepted: %s",
			   word, accepted);
}

static int fail_verb(const char *object, const char *word)
{
	const struct command *command;
	char accepted[LIST_SIZE] = "";

	for (command = commands; command->object; command++)
		if (!strcmp(command->object, object))
			list_word(accepted, command->verb);
	if (!word)
		return cordon_fail(CORDON_USAGE, "%s: missing verb; accepted: %s",
				   object, accepted);
	return cordon_fail(CORDON_USAGE, "%s: '%s': not a verb; accepted: %s",
			   object, word, accepted);
}

static int run(const struct command *command, struct words *words, bool json)
{
	char where[64];

	snprintf(where, sizeof(where), "%s%s%s", command->object,
		 command->verb ? " " : "", command->verb ? command->verb : "");
	words->where = where;
	if (json && !(command->flags & COMMAND_READS))
		return cordon_fail(CORDON_USAGE,
				   "%s: --json: for commands that read",
				   where);
	return command->run(command, words, json);
}

int command_dispatch(int count, char **at, bool json)
{
	struct words words = { .next = at, .end = at + count };
	const char *object = words_peek(&words), *verb = NULL;
	const struct command *command;
	bool known = false;

	if (!object)
		return fail_object(NULL);
	words.next++;
	for (command = commands; command->object; command++) {
		if (strcmp(command->object, object))
			continue;
		if (!command->verb)
			return run(command, &words, json);
		known = true;
		verb = words_peek(&words);
		if (verb && !strcmp(command->verb, verb)) {
			words.next++;
			return run(command, &words, json);
		}
	}
	return known ? fail_verb(object, verb) : fail_object(object);
}
