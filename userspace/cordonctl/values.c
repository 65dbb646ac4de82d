// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/parse.h"
#include "../lib/policyfile.h"
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

int take_segment(struct words *words, char *name)
{
	const char *word;
	int status = words_take(words, "INTERFACE, or a card's MAC", &word);

	if (status)
		return status;
	return judge(words, word, cordon_policyfile_segment(word, name));
}

int take_mac(struct words *words, struct model_mac *mac)
{
	const char *word;
	int status = words_take(words, "MAC", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_mac(word, mac));
}

int take_peer_mac(struct words *words, struct model_mac *mac)
{
	const char *word = words_peek(words);
	char name[CORDON_NAME_SIZE];
	int status;

	if (!word || !cordon_parse_mac(word, mac) || cordon_parse_name(word, name))
		return take_mac(words, mac);
	words->next++;
	status = change_mac_of(name, mac);
	return status ? cordon_fail_in(status, words->where) : 0;
}

int take_device(struct words *words, const struct noun *noun, char *name)
{
	const char *word = words_peek(words);
	struct model_mac mac;
	int status;

	if (!word || cordon_parse_mac(word, &mac))
		return word && strchr(word, ':') ? take_mac(words, &mac) :
						   take_name(words, name);
	words->next++;
	status = change_name_of(noun, &mac, word, name);
	return status ? cordon_fail_in(status, words->where) : 0;
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

int take_time(struct words *words, uint32_t *seconds)
{
	const char *word;
	int status = words_take(words, "TIME (90s, 30m, 1h, 7d)", &word);

	if (status)
		return status;
	return judge(words, word, cordon_parse_time(word, seconds));
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

int take_via(struct words *words, struct model_addr *via, struct model_mac *mac)
{
	int status = take_address(words, via);

	if (status)
		return status;
	if (!words_accept(words, "mac"))
		return cordon_fail(CORDON_USAGE,
				   "%s: via: missing 'mac MAC|NAME', the gateway's, after its address",
				   words->where);
	words->key = "via mac";
	return take_peer_mac(words, mac);
}

int take_parts(struct words *words, const char *what,
	       const char *(*parse)(const char *part, void *data), void *data)
{
	const char *word, *at, *problem;
	char part[128];
	size_t len;
	int status = words_take(words, what, &word);

	if (status)
		return status;
	for (at = word;; at += len + 1) {
		len = strcspn(at, ",");
		snprintf(part, sizeof(part), "%.*s", (int)len, at);
		problem = len < sizeof(part) ? parse(part, data) : "too long";
		if (problem)
			return words_wrong(words, part, problem);
		if (!at[len])
			return 0;
	}
}

struct bits {
	const char *const *list;
	char accepted[128];
	char problem[192];
	uint32_t got;
};

static const char *parse_bit(const char *part, void *data)
{
	struct bits *bits = data;
	int number = cordon_word_number(bits->list, part);

	if (number < 0)
		return bits->problem;
	if (bits->got & 1u << number)
		return "given twice";
	bits->got |= 1u << number;
	return NULL;
}

int take_bits(struct words *words, const char *const *list, uint32_t *bits)
{
	struct bits parts = { .list = list };
	size_t len = 0;
	int status;

	for (int i = 0; list[i]; i++)
		len += (size_t)snprintf(parts.accepted + len,
					sizeof(parts.accepted) - len, "%s%s",
					i ? ", " : "", list[i]);
	snprintf(parts.problem, sizeof(parts.problem),
		 "not known; accepted, joined by commas: %s", parts.accepted);
	status = take_parts(words, parts.accepted, parse_bit, &parts);
	if (!status)
		*bits = parts.got;
	return status;
}

bool take_none(struct words *words)
{
	return words->clearing && words_accept(words, "none");
}
