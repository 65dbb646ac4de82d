// SPDX-License-Identifier: GPL-2.0-or-later
/* cordonctl: the table of its commands, and the options before them. */
#include <stdio.h>
#include <string.h>

#include "objects.h"

const struct command commands[] = {
	{ "status", NULL, "", "is everything closed, and since when; exit 1 unless it is",
	  NULL, status_run, COMMAND_READS },
	{ "segment", "add", "INTERFACE", "close an interface with cameras behind it",
	  segment_keys, segment_add, COMMAND_ADDS },
	{ "segment", "set", "INTERFACE", "change what is given",
	  segment_keys, segment_set, COMMAND_SETS },
	{ "segment", "del", "INTERFACE", "give an interface back",
	  NULL, segment_del, 0 },
	{ "segment", "list", "", "the segments and their states",
	  NULL, segment_list, COMMAND_READS },
	{ "recorder", "add", "NAME", "let somebody open connections to cameras",
	  server_keys + 1, recorder_add, COMMAND_ADDS },
	{ "recorder", "set", "NAME", "change what is given",
	  server_keys + 1, recorder_set, COMMAND_SETS },
	{ "recorder", "del", "NAME", "forget a recorder",
	  NULL, recorder_del, 0 },
	{ "recorder", "list", "", "the recorders",
	  NULL, recorder_list, COMMAND_READS },
	{ "server", "add", "NAME", "let cameras use somebody's time, addresses or names",
	  server_keys, server_add, COMMAND_ADDS },
	{ "server", "set", "NAME", "change what is given",
	  server_keys, server_set, COMMAND_SETS },
	{ "server", "del", "NAME", "forget a server",
	  NULL, server_del, 0 },
	{ "server", "list", "", "the servers",
	  NULL, server_list, COMMAND_READS },
	{ "client", "add", "NAME", "let somebody use services of cameras, over TCP",
	  client_keys, client_add, COMMAND_ADDS },
	{ "client", "set", "NAME", "change what is given",
	  client_keys, client_set, COMMAND_SETS },
	{ "client", "del", "NAME", "forget a client",
	  NULL, client_del, 0 },
	{ "client", "list", "", "the clients",
	  NULL, client_list, COMMAND_READS },
	{ "trusted", "add", "NAME", "leave a device alone that is no camera; it can be cloned",
	  trusted_keys, trusted_add, COMMAND_ADDS },
	{ "trusted", "del", "NAME|MAC", "quarantine it again",
	  NULL, trusted_del, 0 },
	{ "trusted", "list", "", "the trusted devices",
	  NULL, trusted_list, COMMAND_READS },
	{ "profile", "add", "NAME", "say what cameras of a profile may do",
	  profile_keys, profile_add, COMMAND_ADDS },
	{ "profile", "set", "NAME", "change what is given, for all its cameras at once",
	  profile_keys, profile_set, COMMAND_SETS },
	{ "profile", "del", "NAME", "forget a profile that no camera has",
	  NULL, profile_del, 0 },
	{ "profile", "list", "", "the profiles, those that are built in first",
	  NULL, profile_list, COMMAND_READS },
	{ "profile", "show", "PROFILE", "one profile, and the cameras that have it",
	  NULL, profile_show, COMMAND_READS },
	{ "camera", "add", "NAME", "list a camera: by MAC, by addresses or by both",
	  camera_keys, camera_add, COMMAND_ADDS },
	{ "camera", "set", "CAMERA|MAC", "change what is given",
	  camera_keys, camera_set, COMMAND_SETS },
	{ "camera", "del", "CAMERA|MAC", "forget a camera",
	  NULL, camera_del, 0 },
	{ "camera", "list", "", "the cameras",
	  NULL, camera_list, COMMAND_READS },
	{ "camera", "show", "CAMERA|MAC", "one camera: who may deal with it, and its counters",
	  NULL, camera_show, COMMAND_READS },
	{ "camera", "replace", "CAMERA|MAC",
	  "another device takes its name; what the former one did stays apart",
	  replace_keys, camera_replace, COMMAND_ADDS },
	{ "camera", "allow", "CAMERA|MAC", "let it use one more service, for a time",
	  allow_keys, camera_allow, COMMAND_ADDS },
	{ "camera", "revoke", "EXCEPTION", "end what was allowed for a time",
	  NULL, camera_revoke, 0 },
	{ "camera", "exceptions", "", "what is allowed for a time, and for how long yet",
	  NULL, camera_exceptions, COMMAND_READS },
	{ "unknown", NULL, "", "devices on segments that nobody listed",
	  NULL, unknown_run, COMMAND_READS },
	{ "draft", NULL, "", "a policy file made of what was seen, to be read and changed",
	  NULL, draft_run, COMMAND_READS },
	{ "mode", NULL, "[enforce|observe for DURATION|observe forever]",
	  "drop, or only count what would be dropped",
	  NULL, mode_run, COMMAND_READS },
	{ "mark", NULL, "[VALUE/MASK|none]", "tag all frames that pass",
	  NULL, mark_run, COMMAND_READS },
	{ "seal", NULL, "[--modules]",
	  "until the next boot, let nothing pass that is dropped now",
	  NULL, seal_run, 0 },
	{ "stats", NULL, "[CAMERA|MAC|--prometheus]", "passed, dropped and would-drop",
	  NULL, stats_run, COMMAND_READS },
	{ "evidence", NULL, "[CAMERA|MAC] [passed|dropped]",
	  "who tried what, most recent first",
	  NULL, evidence_run, COMMAND_READS },
	{ "why", NULL, "CAMERA|MAC", "link, last frames, what stops it, and one suggestion",
	  NULL, why_run, COMMAND_READS },
	{ "monitor", NULL, "", "events as they happen, one a line",
	  NULL, monitor_run, COMMAND_READS },
	{ "check", NULL, "[FILE...]", "is a policy file right; needs no module",
	  NULL, check_run, COMMAND_READS },
	{ "diff", NULL, "[FILE...]", "what 'apply' would change",
	  diff_keys, diff_run, COMMAND_READS },
	{ "apply", NULL, "[FILE...]", "make the kernel hold the policy of a file",
	  apply_keys, apply_run, COMMAND_READS },
	{ "confirm", NULL, "", "keep what was applied for a time",
	  NULL, confirm_run, 0 },
	{ "boot", NULL, "[INTERFACE]", "hold segments shut until the module has closed them",
	  NULL, boot_run, 0 },
	{ "save", NULL, "[FILE]", "the kernel's policy, as a file",
	  save_keys, save_run, COMMAND_READS },
	{ "replay", NULL, "CAPTURE|DIRECTORY",
	  "judge captured frames by a policy file; needs no module",
	  replay_keys, replay_run, COMMAND_READS | COMMAND_ADDS },
	{ "explain", NULL, "[REASON]", "what a reason means and what to do",
	  NULL, explain_run, COMMAND_READS },
	{ "selftest", NULL, "",
	  "send canary frames through the module, in a private network namespace",
	  NULL, selftest_run, COMMAND_READS },
	{ "doctor", NULL, "[INTERFACE]",
	  "what on this host could go round the quarantine; exit 1 if anything is bad",
	  NULL, doctor_run, COMMAND_READS },
	{ "help", NULL, "[COMMAND]", "this list, or one command's part of it",
	  NULL, help_run, 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 }
};

struct options {
	bool json;
	bool help;
	bool version;
};

static bool is_option(const char *word, const char *brief, const char *full)
{
	return !strcmp(word, brief) || !strcmp(word, full);
}

/*
 * --json may stand anywhere, for people who think of it last; the others, and
 * what is not known, only before the command. Words move up over it.
 */
static int take_options(int *count, char **words, struct options *options)
{
	int kept = 0;

	for (int i = 0; i < *count; i++) {
		if (is_option(words[i], "-j", "--json"))
			options->json = true;
		else if (is_option(words[i], "-h", "--help"))
			options->help = true;
		else if (!kept && is_option(words[i], "-V", "--version"))
			options->version = true;
		else if (!kept && words[i][0] == '-')
			return cordon_fail(CORDON_USAGE,
					   "'%s': not an option; accepted: -j|--json, -h|--help, -V|--version",
					   words[i]);
		else
			words[kept++] = words[i];
	}
	*count = kept;
	return 0;
}

static int run(int count, char **words)
{
	struct options options = { 0 };
	char *help[2] = { "help", NULL };
	int status;

	status = take_options(&count, words, &options);
	if (status)
		return status;
	if (options.version) {
		puts("cordonctl " CORDON_VERSION);
		return 0;
	}
	if (options.help) {
		help[1] = count ? words[0] : NULL;
		return command_dispatch(count ? 2 : 1, help, false);
	}
	return command_dispatch(count, words, options.json);
}

int main(int argc, char **argv)
{
	int status;

	if (argc >= 2 && !strcmp(argv[1], "--complete")) {
		complete_print(argc - 2, argv + 2);
		return 0;
	}
	status = run(argc - 1, argv + 1);
	if (!status && (fflush(stdout) || ferror(stdout)))
		status = cordon_fail(CORDON_REFUSED, "cannot write the output");
	if (status && *cordon_fail_text())
		fprintf(stderr, "cordonctl: %s\n", cordon_fail_text());
	return status;
}
