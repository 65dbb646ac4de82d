/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interface's numbers and their words. A word list ends with NULL. */
#ifndef _CORDON_WORDS_H
#define _CORDON_WORDS_H

#include <stdbool.h>
#include <stdint.h>

extern const char *const cordon_words_mode[];
extern const char *const cordon_words_unknown[];
extern const char *const cordon_words_state[];
extern const char *const cordon_words_direction[];
extern const char *const cordon_words_event[];
extern const char *const cordon_words_timed[];
extern const char *const cordon_words_gives[];	/* by bit, as the next */
extern const char *const cordon_words_ethertypes[];
extern const char *const cordon_words_yes[];	/* no, yes */

/* The word for @number; "?" for one that a newer module may know. */
const char *cordon_word(const char *const *words, uint64_t number);
/* The number of @word, or -1. */
int cordon_word_number(const char *const *words, const char *word);

struct cordon_reason_text {
	unsigned int number;
	const char *word;
	const char *meaning;
	const char *advice;
};

/* All reasons; ends with a NULL word. */
extern const struct cordon_reason_text cordon_reason_texts[];
const char *cordon_reason_word(uint64_t number);

#endif
