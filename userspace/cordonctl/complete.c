// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion: reads the same table, and the values' grammar, that usage lines
 * show. Prints what may come next, one a line; the shell picks what fits.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/iface.h"
#include "../lib/service.h"
#include "../lib/words.h"
#include "objects.h"

static int print_name(const union model_object *object, void *data)
{
	(void)data;
	puts(object->name);
	return 0;
}

/* Without the module, or the privilege, there are no names to offer. */
static void print_names(const struct noun *noun)
{
	struct cordon_genl *genl;

	if (cordon_genl_open(&genl))
		return;
	change_each(genl, noun, print_name, NULL);
	cordon_genl_close(genl);
}

static void print_line(const char *text)
{
	puts(text);
}

static void print_commands(void)
{
	const struct command *command;

	for (command = commands; command->object; command++)
		if (command == commands ||
		    strcmp(command[-1].object, command->object))
			puts(command->object);
}

static void print_reasons(void)
{
	const struct cordon_reason_text *reason;

	for (reason = cordon_reason_texts; reason->word; reason++)
		puts(reason->word);
}

/* What a key takes says itself that 'setup' has an end. */
static void print_profiles(const struct keyword *key)
{
	for (int i = 0; i < CORDON_PROFILES_BUILTIN; i++)
		if (!key || i != CORDON_PROFILE_SETUP)
			puts(cordon_builtins[i].name);
	print_names(&noun_profile);
}

/* Those that may stand there. */
static void print_services(const struct command *command,
			   const struct keyword *key)
{
	enum cordon_service_place place = CORDON_PLACE_OPENS;
	struct cordon_services services;
	const char *word;
	uint8_t asks;

	if (!strcmp(command->object, "client"))
		place = CORDON_PLACE_CLIENT;
	else if (!strcmp(command->object, "camera"))
		place = CORDON_PLACE_EXCEPTION;
	else if (key && !strcmp(key->word, "serves"))
		place = CORDON_PLACE_SERVES;
	for (unsigned int i = 0; i < cordon_service_words_count; i++) {
		word = cordon_service_words[i].word;
		services.count = 0;
		if (!cordon_parse_service(word, place, &services, &asks))
			puts(word);
	}
}

static const struct noun *noun_of(const struct command *command)
{
	static const struct {
		const char *object;
		const struct noun *noun;
	} nouns[] = {
		{ "camera", &noun_camera }, { "segment", &noun_segment },
		{ "recorder", &noun_recorder }, { "server", &noun_server },
		{ "trusted", &noun_trusted }, { "client", &noun_client },
		{ "profile", &noun_profile },
	};

	for (size_t i = 0; i < ARRAY_SIZE(nouns); i++)
		if (!strcmp(nouns[i].object, command->object))
			return nouns[i].noun;
	return NULL;
}

/* Is @word @name, or a list of such? */
static bool stands_for(const char *word, const char *name)
{
	size_t len = strcspn(word, "[");

	return strlen(name) == len && !strncmp(word, name, len);
}

/* A word in capitals: what it stands for, as far as we know any. */
static void print_placeholder(const struct command *command,
			      const struct keyword *key, const char *word)
{
	bool adding = command->flags & COMMAND_ADDS;

	if (!strcmp(word, "COMMAND"))
		print_commands();
	else if (!strcmp(word, "REASON"))
		print_reasons();
	else if (stands_for(word, "CAMERA"))
		print_names(&noun_camera);
	else if (stands_for(word, "SERVICE"))
		print_services(command, key);
	else if (!strcmp(word, "PROFILE"))
		print_profiles(key);
	else if (!strcmp(word, "EXCEPTION"))
		print_names(&noun_exception);
	else if (!strcmp(word, "NAME") && !adding && noun_of(command))
		print_names(noun_of(command));
	else if (!strcmp(word, "INTERFACE"))
		cordon_iface_each(print_line);
	else if (!strcmp(word, "DURATION"))
		puts("30m\n1h\n7d\nforever");
	else if (!strcmp(word, "TIME"))
		puts("10m\n30m\n1h\n7d");
	else if (!strcmp(word, "FILE") || !strcmp(word, "CAPTURE"))
		puts(":files");		/* the shell knows those */
}

/* A literal, or the parts of a list, which the shell joins again. */
static void print_literal(const char *word)
{
	size_t len;

	for (;; word += len + 1) {
		len = strcspn(word, ",");
		printf("%.*s\n", (int)len, word);
		if (!word[len])
			return;
	}
}

/* Takes the next blank-separated word of @grammar up to '|' into @word. */
static const char *next_word(const char *grammar, char *word, size_t size)
{
	size_t len;

	grammar += strspn(grammar, " ");
	len = strcspn(grammar, " |");
	snprintf(word, size, "%.*s", (int)len, grammar);
	return grammar + len;
}

/* A value stands for anything, and so does a list that may be combined. */
static bool is_open(const char *word)
{
	return isupper((unsigned char)*word) || strchr(word, ',');
}

/*
 * How many of the @count typed words one alternative of @grammar takes, or -1
 * if they do not fit. Where they end before it does, *@next is its next word.
 */
static int match(const char *grammar, char **typed, int count, char *next,
		 size_t size)
{
	int at = 0;

	for (;;) {
		grammar = next_word(grammar, next, size);
		if (!*next)
			return at;
		if (at == count)
			return at;
		if (!is_open(next) && strcmp(next, typed[at]))
			return -1;
		at++;
	}
}

/*
 * Offers what may follow the @count typed words in @grammar, and returns 0; or
 * returns how many of the words a whole alternative takes.
 */
static int walk(const struct command *command, const struct keyword *key,
		const char *grammar, char **typed, int count)
{
	char next[64];
	int taken, most = 0;
	bool offered = false;

	for (;;) {
		taken = match(grammar, typed, count, next, sizeof(next));
		if (taken >= 0 && !*next && taken > most)
			most = taken;
		if (taken == count && *next) {
			offered = true;
			if (isupper((unsigned char)*next))
				print_placeholder(command, key, next);
			else
				print_literal(next);
		}
		grammar = strchr(grammar, '|');
		if (!grammar)
			break;
		grammar++;
	}
	return offered ? 0 : most;
}

static void print_keys(const struct command *command, uint32_t seen)
{
	const struct keyword *key;

	for (key = command->keys; key && key->word; key++)
		if ((key->flags & KEY_REPEAT) ||
		    !(seen & 1u << (key - command->keys)))
			puts(key->word);
}

static const struct keyword *find_key(const struct command *command,
				      const char *word)
{
	const struct keyword *key;

	for (key = command->keys; key && key->word; key++)
		if (!strcmp(key->word, word))
			return key;
	return NULL;
}

static void complete_keys(const struct command *command, char **typed,
			  int count)
{
	const struct keyword *key;
	uint32_t seen = 0;
	int taken;

	while (count) {
		key = find_key(command, *typed);
		if (!key)
			return;
		seen |= 1u << (key - command->keys);
		typed++;
		count--;
		if (!*key->value)
			continue;
		taken = walk(command, key, key->value, typed, count);
		if (!taken) {
			if (!count && (key->flags & KEY_CLEARS) &&
			    (command->flags & COMMAND_SETS))
				puts("none");
			return;
		}
		typed += taken;
		count -= taken;
	}
	print_keys(command, seen);
}

/* "[A] [B|C]": both A, B and C may come first. */
static void complete_optional(const struct command *command, char **typed,
			      int count)
{
	const char *at = command->args;
	char group[128];
	int taken;

	while ((at = strchr(at, '['))) {
		at++;
		snprintf(group, sizeof(group), "%.*s", (int)strcspn(at, "]"),
			 at);
		taken = walk(command, NULL, group, typed, count);
		typed += taken;
		count -= taken;
	}
}

/* Files come before the first key. */
static void complete_files(const struct command *command, char **typed,
			   int count)
{
	int files = 0;

	while (files < count && !find_key(command, typed[files]))
		files++;
	if (files == count)
		print_placeholder(command, NULL, "FILE");
	complete_keys(command, typed + files, count - files);
}

static void complete_command(const struct command *command, char **typed,
			     int count)
{
	int taken;

	if (!strncmp(command->args, "[FILE", 5)) {
		complete_files(command, typed, count);
		return;
	}
	if (*command->args == '[') {
		complete_optional(command, typed, count);
		return;
	}
	if (*command->args) {
		taken = walk(command, NULL, command->args, typed, count);
		if (!taken)
			return;
		typed += taken;
		count -= taken;
	}
	complete_keys(command, typed, count);
}

static void complete_object(char **typed, int count)
{
	const struct command *command;

	for (command = commands; command->object; command++) {
		if (strcmp(command->object, typed[0]))
			continue;
		if (!command->verb)
			complete_command(command, typed + 1, count - 1);
		else if (count == 1)
			puts(command->verb);
		else if (!strcmp(command->verb, typed[1]))
			complete_command(command, typed + 2, count - 2);
	}
}

void complete_print(int count, char **words)
{
	/* The unfinished word itself is the shell's matter. */
	if (count)
		count--;
	while (count && (!strcmp(*words, "-j") || !strcmp(*words, "--json"))) {
		words++;
		count--;
	}
	if (count) {
		complete_object(words, count);
		return;
	}
	puts("-j\n--json\n--help\n--version");
	print_commands();
}
