// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <unistd.h>

#include "policy.h"

static bool is_key(const struct command *command, const char *word)
{
	const struct keyword *key;

	for (key = command->keys; key->word; key++)
		if (!strcmp(key->word, word))
			return true;
	return false;
}

int policy_take_paths(const struct command *command, struct words *words,
		      struct policy_paths *paths)
{
	const char *word;

	while ((word = words_peek(words)) && !is_key(command, word)) {
		if (word[0] == '-' && word[1] == '-')
			break;		/* no key, and hardly a file: let the keys say so */
		if (paths->count == POLICY_FILES_MAX)
			return words_wrong(words, word, "one file too many (expected up to 64)");
		paths->path[paths->count++] = *words->next++;
	}
	return 0;
}

/* With the words of the core, as it would say it when it is applied. */
static int check(const struct cordon_policyfile *file, struct cordon_report *report)
{
	struct cordon_policy tables;
	int status = cordon_policyfile_make(file, &tables, report);

	cordon_policyfile_unmake(&tables);
	return status;
}

int policy_read(struct policy *policy, const struct policy_paths *paths)
{
	int status;

	memset(policy, 0, sizeof(*policy));
	status = cordon_policyfile_read(&policy->file, paths->path, paths->count,
					&policy->report);
	if (!status)
		status = check(&policy->file, &policy->report);
	if (!status)
		status = cordon_set_from_file(&policy->set, &policy->file);
	return status;
}

void policy_release(struct policy *policy)
{
	cordon_set_release(&policy->set);
	cordon_policyfile_release(&policy->file);
	cordon_report_release(&policy->report);
}

/* A digest in hex; null where there is none. */
static json_t *digest_json(const char *digest)
{
	return *digest ? json_string(digest) : json_null();
}

static const char *compare_file(const char *kernel, char digest[CORDON_DIGEST_TEXT])
{
	const struct policy_paths usual = { .count = 0 };
	struct policy policy;
	int status;

	if (access(CORDON_POLICY_FILE, F_OK))
		return "none";
	status = policy_read(&policy, &usual);
	if (!status)
		status = cordon_set_digest(&policy.set, digest);
	policy_release(&policy);
	if (status)
		return "wrong";
	return strcmp(digest, kernel) ? "differs" : "equal";
}

int policy_state(struct cordon_genl *genl, json_t **to)
{
	char kernel[CORDON_DIGEST_TEXT] = "", file[CORDON_DIGEST_TEXT] = "";
	struct cordon_set set;
	const char *state;
	int status;

	*to = NULL;
	status = cordon_set_from_kernel(&set, genl);
	/* one that no file can say has no digest, and is never equal to one */
	if (!status && cordon_set_digest(&set, kernel))
		*kernel = '\0';
	cordon_set_release(&set);
	if (status)
		return status;
	state = compare_file(kernel, file);
	*to = json_pack("{s:o, s:{s:s, s:s, s:o}}", "digest", digest_json(kernel),
			"file", "path", CORDON_POLICY_FILE, "state", state,
			"digest", digest_json(file));
	return *to ? 0 : cordon_fail_memory();
}
