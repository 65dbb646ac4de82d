// SPDX-License-Identifier: GPL-2.0-or-later
/* diff, apply and confirm: from the policy file to the kernel. */
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <time.h>

#include "../lib/iface.h"
#include "boot.h"
#include "objects.h"
#include "policy.h"
#include "values.h"

#define LINES_MAX 40	/* of what an apply says it changed */

struct options {
	uint32_t confirm;	/* seconds; 0: for good */
	bool force;
	bool verbose;
	bool exit_code;
};

/* What is compared, and how long each step took. */
struct work {
	struct policy_paths paths;
	struct options options;
	struct policy policy;
	struct cordon_genl *genl;
	struct cordon_set kernel;
	struct cordon_diff diff;
	uint64_t generation;	/* in force, afterwards */
	struct timespec since;
	double file, dump, compare, commit;	/* seconds */
};

static int parse_confirm(struct words *words, void *object, bool again)
{
	(void)again;
	return take_time(words, &((struct options *)object)->confirm);
}

static int parse_force_apply(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->force = true;
	return 0;
}

static int parse_verbose(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->verbose = true;
	return 0;
}

static int parse_exit_code(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->exit_code = true;
	return 0;
}

const struct keyword apply_keys[] = {
	{ "confirm", "TIME", parse_confirm, 0 },
	{ "force", "", parse_force_apply, 0 },
	{ "--verbose", "", parse_verbose, 0 },
	{ NULL, NULL, NULL, 0 }
};

const struct keyword diff_keys[] = {
	{ "--exit-code", "", parse_exit_code, 0 },
	{ NULL, NULL, NULL, 0 }
};

/* Seconds since the last call. */
static double lap(struct work *work)
{
	struct timespec was = work->since;

	clock_gettime(CLOCK_MONOTONIC, &work->since);
	return (double)(work->since.tv_sec - was.tv_sec) +
	       (double)(work->since.tv_nsec - was.tv_nsec) / 1e9;
}

/* Reads both sides, and compares. */
static int compare(struct work *work)
{
	int status;

	lap(work);
	status = policy_read(&work->policy, &work->paths);
	work->file = lap(work);
	if (!status)
		status = cordon_genl_open(&work->genl);
	if (!status)
		status = cordon_set_from_kernel(&work->kernel, work->genl);
	work->generation = work->kernel.generation;
	work->dump = lap(work);
	if (!status)
		status = cordon_diff_make(&work->diff, &work->kernel, &work->policy.set);
	work->compare = lap(work);
	return status;
}

static void release(struct work *work)
{
	cordon_diff_release(&work->diff);
	cordon_set_release(&work->kernel);
	cordon_genl_close(work->genl);
	policy_release(&work->policy);
}

static int take_words(struct work *work, const struct command *command,
		      struct words *words)
{
	int status = policy_take_paths(command, words, &work->paths);

	return status ? status : command_parse_keys(command, words, &work->options);
}

/* The changes, and whatever else @to is to say of them. */
static int add_changes(const struct work *work, json_t *to)
{
	json_t *changes = NULL;
	int status = cordon_diff_json(&work->diff, &changes);

	if (status) {
		json_decref(to);
		return status;
	}
	json_object_set_new(to, "changes", changes);
	return cordon_json_print(to);
}

static json_t *result_json(const struct work *work)
{
	return json_pack("{s:b, s:I}", "changed", cordon_diff_count(&work->diff) > 0,
			 "generation", (json_int_t)work->generation);
}

int diff_run(const struct command *command, struct words *words, bool json)
{
	struct work work = { 0 };
	uint32_t changes = 0;
	int status = take_words(&work, command, words);

	if (status)
		return status;
	status = compare(&work);
	if (!status)
		changes = cordon_diff_count(&work.diff);
	if (status)
		cordon_report_print(&work.policy.report);
	else if (json)
		status = add_changes(&work, result_json(&work));
	else if (changes)
		status = cordon_diff_print(&work.diff, UINT32_MAX, stdout);
	else
		puts("no change");
	release(&work);
	if (!status && changes && work.options.exit_code)
		status = cordon_fail(CORDON_REFUSED, "%s", "");
	return status;
}

/* --- apply --- */

static bool closes(const struct cordon_object *segment, const struct cordon_set *in)
{
	return segment && segment->unknown == CORDON_UNKNOWN_QUARANTINE &&
	       in->mode == CORDON_MODE_ENFORCE;
}

/* Would it close what the caller or the host lives by, and is not closed yet? */
static int guard(const struct work *work)
{
	const struct cordon_set *wanted = &work->policy.set;
	char name[IFNAMSIZ];
	int status = 0;

	for (uint32_t i = 0; i < wanted->objects && !status; i++) {
		const struct cordon_object *segment = wanted->object[i];

		if (segment->kind == CORDON_KIND_SEGMENT && closes(segment, wanted) &&
		    !closes(cordon_set_find(&work->kernel, CORDON_KIND_SEGMENT,
					    segment->name), &work->kernel) &&
		    cordon_iface_of(segment->name, name))
			status = cordon_iface_guard(name);
	}
	return status;
}

static int commit(struct work *work)
{
	int status, error;

	lap(work);
	status = cordon_diff_commit(&work->diff, work->genl, work->options.confirm,
				    &work->generation);
	work->commit = lap(work);
	error = status ? cordon_genl_errno(work->genl) : 0;
	if (error == ESTALE || error == EBUSY)
		return cordon_fail_in(status, "somebody else changed the policy: nothing done");
	return status;
}

/* Segments whose interface does not exist. */
static json_t *waiting_json(const struct work *work)
{
	json_t *array = json_array();
	char name[IFNAMSIZ], text[CORDON_NAME_SIZE];

	for (uint32_t i = 0; i < work->policy.set.objects; i++) {
		const struct cordon_object *segment = work->policy.set.object[i];

		if (segment->kind != CORDON_KIND_SEGMENT ||
		    cordon_iface_of(segment->name, name))
			continue;
		cordon_object_text(segment, text);
		json_array_append_new(array, json_string(text));
	}
	return array;
}

static int print_json(const struct work *work)
{
	bool changed = cordon_diff_count(&work->diff);
	json_t *json = result_json(work);

	json_object_set_new(json, "confirm", changed && work->options.confirm ?
			    json_integer(work->options.confirm) : json_null());
	json_object_set_new(json, "waiting", waiting_json(work));
	json_object_set_new(json, "seconds",
			    json_pack("{s:f, s:f, s:f, s:f}", "file", work->file,
				      "kernel", work->dump, "compare", work->compare,
				      "commit", work->commit));
	return add_changes(work, json);
}

static int print(const struct work *work)
{
	uint32_t changes = cordon_diff_count(&work->diff);
	json_t *waiting = waiting_json(work), *name;
	char left[CORDON_DURATION_TEXT];
	int status = 0;
	size_t i;

	if (changes)
		status = cordon_diff_print(&work->diff, work->options.verbose ?
					   UINT32_MAX : LINES_MAX, stdout);
	else
		puts("no change");
	json_array_foreach(waiting, i, name)
		printf("segment %s: no such interface yet; it is closed as soon as there is one\n",
		       json_string_value(name));
	json_decref(waiting);
	if (work->options.verbose)
		printf("seconds: file %.3f, kernel %.3f, compare %.3f, commit %.3f\n",
		       work->file, work->dump, work->compare, work->commit);
	cordon_text_left(work->options.confirm, left);
	if (changes && work->options.confirm)
		printf("in force for %s; to keep it: cordonctl confirm\n", left);
	return status;
}

int apply_run(const struct command *command, struct words *words, bool json)
{
	struct work work = { 0 };
	int status = take_words(&work, command, words);

	if (status)
		return status;
	status = compare(&work);
	if (!status && !work.options.force)
		status = guard(&work);
	if (!status && (cordon_diff_count(&work.diff) || work.kernel.shut))
		status = commit(&work);
	if (!status)
		status = boot_applied(work.genl, &work.policy.set, work.options.confirm);
	if (status)
		cordon_report_print(&work.policy.report);
	else
		status = json ? print_json(&work) : print(&work);
	release(&work);
	return status;
}

/* What was in force before is not to be shut at the next boot any more. */
static int record(struct cordon_genl *genl)
{
	struct cordon_set set;
	int status = cordon_set_from_kernel(&set, genl);

	if (!status)
		status = boot_applied(genl, &set, false);
	cordon_set_release(&set);
	return status;
}

int confirm_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_genl *genl;
	int status = words_end(words);

	(void)command;
	(void)json;
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = cordon_genl_ask(genl, cordon_genl_begin(genl, CORDON_CMD_POLICY_CONFIRM),
				 NULL, NULL);
	if (!status)
		status = record(genl);
	cordon_genl_close(genl);
	if (!status)
		puts("confirmed");
	return status;
}
