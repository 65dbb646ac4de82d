/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One table of commands drives dispatch, usage lines, help, the errors that
 * say what is accepted, and completion.
 *
 * What a command takes is written as its user reads it, and completion reads
 * it too: alternatives are separated by '|', words by blanks; a word in
 * capitals stands for a value; words joined by ',' may be combined.
 */
#ifndef _CORDON_COMMAND_H
#define _CORDON_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/fail.h"

#define KEY_NEEDED	(1 << 0)	/* where an object is added */
#define KEY_REPEAT	(1 << 1)	/* may be given more than once */
#define KEY_CLEARS	(1 << 2)	/* 'none' takes it away, in a set */

#define COMMAND_READS	(1 << 0)	/* takes --json */
#define COMMAND_ADDS	(1 << 1)	/* needs the KEY_NEEDED ones */
#define COMMAND_SETS	(1 << 2)	/* takes 'none', and at least one key */
#define COMMAND_HIDDEN	(1 << 3)

/* The command line, read word by word. */
struct words {
	const char *where;	/* the command, for messages: "camera add" */
	const char *key;	/* whose value is being read, or NULL */
	char **next;
	char **end;
	bool clearing;		/* 'none' is accepted where KEY_CLEARS */
};

struct keyword {
	const char *word;
	const char *value;	/* what follows it; "": nothing */
	/* Takes the value; @again: this key was given before. */
	int (*parse)(struct words *words, void *object, bool again);
	unsigned int flags;
};

struct command {
	const char *object;
	const char *verb;	/* NULL: the object has none */
	const char *args;	/* before the keys: "NAME" or "[CAMERA]" */
	const char *summary;
	const struct keyword *keys;	/* ends with a NULL word; or NULL */
	int (*run)(const struct command *command, struct words *words,
		   bool json);
	unsigned int flags;
};

extern const struct command commands[];	/* ends with a NULL object */

/* Finds the command and runs it. Returns the exit status, as fail.h says. */
int command_dispatch(int count, char **words, bool json);

/* Fails: "@where: [@key ]'@value': @problem". */
int words_wrong(const struct words *words, const char *value,
		const char *problem);
/* The next word, or NULL at the end. */
const char *words_peek(const struct words *words);
/* Takes the next word into *@word; fails with what is missing. */
int words_take(struct words *words, const char *what, const char **word);
/* Takes the next word if it is @word. */
bool words_accept(struct words *words, const char *word);
/* Fails unless all words were taken. */
int words_end(const struct words *words);
/* Takes one of @list, NULL at its end; *@index is where it stands. */
int words_take_one_of(struct words *words, const char *const *list,
		      int *index);

/* Takes keys and values to the end, once all other words are taken. */
int command_parse_keys(const struct command *command, struct words *words,
		       void *object);

#endif
