// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/parse.h"
#include "../lib/words.h"
#include "values.h"

/* Whether a word that was taken is right: @problem is a parser's answer. */
static int judge(const struct words *words, const char *word,
		 const char *problem)
{
	return problem ? words_wrong(words, word, problem) : 0;
}

int take_name(struct words *words, char *name)
{
	const char *word;
	int status = words_take(words, "NAME", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_name(word, name));
}

int take_interface(struct words *words, char *name)
{
	const char *word;
	int status = words_take(words, "INTERFACE", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_interface(word, name));
}

int take_mac(struct words *words, struct model_mac *mac)
{
	const char *word;
	int status = words_take(words, "MAC", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_mac(word, mac));
}

int take_address(struct words *words, struct model_addr *addr)
{
	const char *word;
	int status = words_take(words, "ADDRESS", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_address(word, addr));
}

int take_mark(struct words *words, struct model_mark *mark)
{
	const char *word;
	int status = words_take(words, "VALUE/MASK", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_mark(word, mark));
}

int take_vlans(struct words *words, struct model_segment *segment)
{
	const char *word;
	int status = words_take(words, "ID[,ID...]", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_vlans(word, segment));
}

int take_duration(struct words *words, uint32_t *seconds)
{
	const char *word;
	int status = words_take(words, "DURATION (90s, 30m, 1h, 7d, forever)",
				&word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_duration(word, seconds));
}

int take_list_address(struct words *words, struct model_addr *list,
		      unsigned int *count)
{
	const char *word = words_peek(words);
	struct model_addr addr;
	int status = take_address(words, &addr);

	if (status)
		return status;
	for (unsigned int i = 0; i < *count; i++)
		if (!memcmp(&list[i], &addr, sizeof(addr)))
			return words_wrong(words, word, "given twice");
	if (*count == CORDON_ADDRS_MAX)
		return words_wrong(words, word, "one address too many (expected up to 8)");
	list[(*count)++] = addr;
	return 0;
}

int take_limit(struct words *words, uint32_t *seconds)
{
	const char *word = words_peek(words);

	*seconds = 0;
	if (words_accept(words, "forever"))
		return 0;
	if (words_accept(words, "for"))
		return take_duration(words, seconds);
	return cordon_fail(CORDON_USAGE,
			   "%s: %s%s%s%sexpected 'for DURATION' or 'forever'",
			   words->where, words->key ? words->key : "",
			   words->key ? ": " : "", word ? word : "",
			   word ? ": " : "");
}

int take_mode(struct words *words, uint8_t *mode, uint32_t *seconds)
{
	int index, status;

	status = words_take_one_of(words, cordon_words_mode, &index);
	if (status)
		return status;
	*mode = (uint8_t)index;
	*seconds = 0;
	if (index == CORDON_MODE_OBSERVE)
		return take_limit(words, seconds);
	return 0;
}

int take_yes(struct words *words, bool *yes)
{
	int index, status;

	status = words_take_one_of(words, cordon_words_yes, &index);
	if (!status)
		*yes = index == 1;
	return status;
}

/* The bit of the first @len bytes of @text, or 0. */
static uint32_t bit_of(const char *const *list, const char *text, size_t len)
{
	for (int i = 0; list[i]; i++)
		if (strlen(list[i]) == len && !strncmp(list[i], text, len))
			return 1u << i;
	return 0;
}

int take_bits(struct words *words, const char *const *list, uint32_t *bits)
{
	char problem[128] = "not known; accepted, joined by commas:";
	uint32_t got = 0, bit = 0;
	const char *word, *at;
	size_t len;
	int status;

	for (int i = 0; list[i]; i++) {
		len = strlen(problem);
		snprintf(problem + len, sizeof(problem) - len, " %s", list[i]);
	}
	status = words_take(words, strchr(problem, ':') + 2, &word);
	if (status)
		return status;
	for (at = word;; at += len + 1) {
		len = strcspn(at, ",");
		bit = bit_of(list, at, len);
		if (!bit || (got & bit))
			return words_wrong(words, word, problem);
		got |= bit;
		if (!at[len])
			break;
	}
	*bits = got;
	return 0;
}

bool take_none(struct words *words)
{
	return words->clearing && words_accept(words, "none");
}
