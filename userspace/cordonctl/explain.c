// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/words.h"
#include "objects.h"

static json_t *reason_json(const struct cordon_reason_text *reason)
{
	return json_pack("{s:s, s:i, s:s, s:s}", "reason", reason->word,
			 "number", (int)reason->number,
			 "meaning", reason->meaning, "advice", reason->advice);
}

static int fail_unknown(const struct words *words, const char *word)
{
	const struct cordon_reason_text *reason;
	char problem[768] = "not a reason; known:";
	size_t len;

	for (reason = cordon_reason_texts; reason->word; reason++) {
		len = strlen(problem);
		snprintf(problem + len, sizeof(problem) - len, "%s %s",
			 reason->number ? "," : "", reason->word);
	}
	return words_wrong(words, word, problem);
}

static void print_text(json_t *rows)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		printf("%s\n  %s\n  What to do: %s\n",
		       json_string_value(json_object_get(row, "reason")),
		       json_string_value(json_object_get(row, "meaning")),
		       json_string_value(json_object_get(row, "advice")));
}

int explain_run(const struct command *command, struct words *words, bool json)
{
	const struct cordon_reason_text *reason;
	const char *wanted = words_peek(words);
	json_t *rows;
	int status;

	(void)command;
	if (wanted)
		words->next++;
	status = words_end(words);
	if (status)
		return status;
	rows = json_array();
	for (reason = cordon_reason_texts; reason->word; reason++)
		if (!wanted || !strcmp(reason->word, wanted))
			json_array_append_new(rows, reason_json(reason));
	if (!json_array_size(rows)) {
		json_decref(rows);
		return fail_unknown(words, wanted);
	}
	if (json)
		return cordon_json_print(json_pack("{s:o}", "reasons", rows));
	print_text(rows);
	json_decref(rows);
	return 0;
}
