// SPDX-License-Identifier: GPL-2.0-or-later
/* Captured frames, judged by a policy file as the module would judge them. */
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../lib/words.h"
#include "objects.h"
#include "replay.h"
#include "values.h"

#define POLICIES_MAX 16

struct options {
	struct cordon_replay replay;
	char *policy[POLICIES_MAX];
	size_t policies;
	bool verbose;
	bool json;
	/* while captures are read */
	const char *capture;
	json_t *captures;
	json_t *skipped;
};

static int parse_policy(struct words *words, void *object, bool again)
{
	struct options *options = object;
	const char *word;
	int status = words_take(words, "FILE", &word);

	(void)again;
	if (status)
		return status;
	if (options->policies == POLICIES_MAX)
		return words_wrong(words, word, "one file too many (expected up to 16)");
	options->policy[options->policies++] = (char *)word;
	return 0;
}

static int parse_segment(struct words *words, void *object, bool again)
{
	struct options *options = object;
	const char *word, *problem;
	int status = words_take(words, "INTERFACE", &word);

	(void)again;
	if (status)
		return status;
	problem = cordon_policyfile_segment(word, options->replay.segment);
	return problem ? words_wrong(words, word, problem) : 0;
}

static int parse_bridged(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->replay.place.bridged = true;
	return 0;
}

static int parse_host_mac(struct words *words, void *object, bool again)
{
	struct cordon_place *place = &((struct options *)object)->replay.place;
	const char *word = words_peek(words);
	struct model_mac mac;
	int status = take_mac(words, &mac);

	(void)again;
	if (status)
		return status;
	if (place->macs == CORDON_PLACE_MACS)
		return words_wrong(words, word, "one MAC too many (expected up to 16)");
	place->mac[place->macs++] = cordon_get_mac(mac.bytes);
	return 0;
}

static int parse_host_address(struct words *words, void *object, bool again)
{
	struct cordon_replay *replay = &((struct options *)object)->replay;
	const char *word = words_peek(words);
	struct model_addr addr;
	int status = take_address(words, &addr);

	(void)again;
	if (status)
		return status;
	if (replay->addresses == CORDON_REPLAY_ADDRESSES)
		return words_wrong(words, word, "one address too many (expected up to 64)");
	replay->address[replay->addresses++] = cordon_addr_from_model(&addr);
	return 0;
}

static int parse_direction(struct words *words, void *object, bool again)
{
	static const char *const list[] = { "out", "in", "auto", NULL };

	(void)again;
	return words_take_one_of(words, list,
				 &((struct options *)object)->replay.direction);
}

static int parse_verbose(struct words *words, void *object, bool again)
{
	(void)words;
	(void)again;
	((struct options *)object)->verbose = true;
	return 0;
}

const struct keyword replay_keys[] = {
	{ "--policy", "FILE", parse_policy, KEY_REPEAT },
	{ "--segment", "INTERFACE", parse_segment, 0 },
	{ "--bridged", "", parse_bridged, 0 },
	{ "--host-mac", "MAC", parse_host_mac, KEY_REPEAT },
	{ "--host-address", "ADDRESS", parse_host_address, KEY_REPEAT },
	{ "--direction", "out|in|auto", parse_direction, 0 },
	{ "--verbose", "", parse_verbose, 0 },
	{ NULL, NULL, NULL, 0 }
};

static int judge(const struct cordon_captured *captured, void *data)
{
	struct options *options = data;
	struct cordon_judged judged;
	int status;

	status = cordon_replay_judge(&options->replay, captured, &judged);
	if (!status && options->verbose)
		status = replay_print_frame(&judged, options->capture, options->json);
	return status;
}

/* A name of a file as JSON can hold it. */
static char *printable(const char *path)
{
	char *copy = strdup(path);

	if (copy)
		cordon_make_printable(copy);
	return copy;
}

static int replay_file(struct options *options, const char *path)
{
	char *name = printable(path);
	int status;

	if (!name)
		return cordon_fail_memory();
	options->capture = name;
	cordon_replay_rewind(&options->replay);
	status = cordon_capture_each(path, judge, options);
	if (!status)
		json_array_append_new(options->captures, json_string(name));
	free(name);
	return status;
}

/* In a directory, what cannot be replayed is named, and the rest goes on. */
static void skip(struct options *options, const char *path, const char *why)
{
	char *name = printable(path);
	size_t len = name ? strlen(name) : 0;

	if (name && !strncmp(why, name, len) && !strncmp(why + len, ": ", 2))
		why += len + 2;
	fprintf(stderr, "cordonctl: skipped %s: %s\n", name ? name : "?", why);
	json_array_append_new(options->skipped, json_pack("{s:s?, s:s}",
						"file", name, "why", why));
	free(name);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void visit(struct options *options, const FTSENT *entry)
{
	switch (entry->fts_info) {
	case FTS_D:
	case FTS_DP:
		break;
	case FTS_F:
	case FTS_DEFAULT:
		if (replay_file(options, entry->fts_accpath))
			skip(options, entry->fts_path, cordon_fail_text());
		break;
	default:
		skip(options, entry->fts_path, entry->fts_errno ?
		     strerror(entry->fts_errno) : "not a file");
	}
}

/* Everything below @path, by name, so that two runs say the same. */
static int replay_tree(struct options *options, const char *path)
{
	char *const roots[] = { (char *)path, NULL };
	FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	if (!tree)
		return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
	while ((entry = fts_read(tree)))
		visit(options, entry);
	fts_close(tree);
	if (!json_array_size(options->captures))
		return cordon_fail(CORDON_REFUSED,
				   "%s: no capture of Ethernet frames in it", path);
	return 0;
}

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* A policy that says 'self' means nothing without knowing who that is. */
static void remind(const struct cordon_replay *replay)
{
	if (replay->policy.self.role && (!replay->place.macs || !replay->addresses))
		fputs("cordonctl: replay: without --host-mac and --host-address 'self' is nobody\n",
		      stderr);
}

static int print(struct options *options)
{
	json_t *all = replay_stats(&options->replay);
	int status;

	if (options->json) {
		json_object_set(all, "captures", options->captures);
		json_object_set(all, "skipped", options->skipped);
		return cordon_json_print(all);
	}
	if (options->verbose)
		putchar('\n');
	status = all ? stats_print(all) : cordon_fail_memory();
	json_decref(all);
	return status;
}

static int replay(struct options *options, const char *path,
		  struct cordon_report *report)
{
	struct cordon_policyfile file;
	int status;

	status = cordon_policyfile_read(&file, options->policy, options->policies,
					report);
	options->replay.file = &file;
	if (!status)
		status = cordon_replay_init(&options->replay, report);
	if (!status) {
		remind(&options->replay);
		status = is_directory(path) ? replay_tree(options, path) :
					      replay_file(options, path);
	}
	if (!status)
		status = print(options);
	/* its places are in the file's names */
	cordon_report_print(report);
	cordon_replay_release(&options->replay);
	cordon_policyfile_release(&file);
	return status;
}

int replay_run(const struct command *command, struct words *words, bool json)
{
	struct options options = { .json = json };
	struct cordon_report report = { 0 };
	const char *path;
	int status;

	options.replay.direction = CORDON_REPLAY_AUTO;
	status = words_take(words, "CAPTURE or DIRECTORY", &path);
	if (!status)
		status = command_parse_keys(command, words, &options);
	if (status)
		return status;
	options.captures = json_array();
	options.skipped = json_array();
	status = replay(&options, path, &report);
	cordon_report_release(&report);
	json_decref(options.captures);
	json_decref(options.skipped);
	return status;
}
