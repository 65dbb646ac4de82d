// SPDX-License-Identifier: GPL-2.0-or-later
#include <stddef.h>
#include <string.h>

#include "words.h"
#include "../../kmod/core/reason.h"
#include "../../kmod/uapi/camcordon.h"

const char *const cordon_words_mode[] = {
	[CORDON_MODE_ENFORCE] = "enforce",
	[CORDON_MODE_OBSERVE] = "observe",
	NULL
};

const char *const cordon_words_unknown[] = {
	[CORDON_UNKNOWN_QUARANTINE] = "quarantine",
	[CORDON_UNKNOWN_OBSERVE] = "observe",
	[CORDON_UNKNOWN_OPEN] = "open",
	NULL
};

const char *const cordon_words_state[] = {
	[CORDON_STATE_WAITING] = "waiting",
	[CORDON_STATE_CLOSED] = "closed",
	[CORDON_STATE_OBSERVING] = "observing",
	[CORDON_STATE_OPEN] = "open",
	[CORDON_STATE_FAILED] = "failed",
	[CORDON_STATE_DISPLACED] = "displaced",
	NULL
};

const char *const cordon_words_direction[] = {
	[CORDON_DIRECTION_OUT] = "out",
	[CORDON_DIRECTION_IN] = "in",
	NULL
};

const char *const cordon_words_event[] = {
	[CORDON_EVENT_UNSPEC] = "?",
	[CORDON_EVENT_UNKNOWN] = "unknown",
	[CORDON_EVENT_ATTEMPT] = "attempt",
	[CORDON_EVENT_IMPOSTOR] = "impostor",
	[CORDON_EVENT_BYPASS] = "bypass",
	[CORDON_EVENT_SEGMENT] = "segment",
	[CORDON_EVENT_COMMIT] = "commit",
	[CORDON_EVENT_BEGUN] = "begun",
	[CORDON_EVENT_ENDED] = "ended",
	[CORDON_EVENT_SEALED] = "sealed",
	[CORDON_EVENT_REFUSED] = "refused",
	[CORDON_EVENT_CONFIRMED] = "confirmed",
	[CORDON_EVENT_REVERTED] = "reverted",
	NULL
};

const char *const cordon_words_timed[] = {
	[CORDON_TIMED_UNSPEC] = "?",
	[CORDON_TIMED_EXCEPTION] = "exception",
	[CORDON_TIMED_TRUST] = "trust",
	[CORDON_TIMED_SETUP] = "setup",
	[CORDON_TIMED_OBSERVE] = "observe",
	NULL
};

const char *const cordon_words_gives[] = { "ntp", "dhcp", "dns", NULL };
const char *const cordon_words_ethertypes[] = { "eapol", "lldp", NULL };
const char *const cordon_words_yes[] = { "no", "yes", NULL };

const char *cordon_word(const char *const *words, uint64_t number)
{
	for (uint64_t i = 0; words[i]; i++)
		if (i == number)
			return words[i];
	return "?";
}

int cordon_word_number(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], word))
			return i;
	return -1;
}

const struct cordon_reason_text cordon_reason_texts[] = {
#define TEXT(number, name, word, meaning, advice) \
	{ number, word, meaning, advice },
	CORDON_REASONS(TEXT)
#undef TEXT
	{ 0, NULL, NULL, NULL }
};

const char *cordon_reason_word(uint64_t number)
{
	const struct cordon_reason_text *text;

	for (text = cordon_reason_texts; text->word; text++)
		if (text->number == number)
			return text->word;
	return "?";
}
