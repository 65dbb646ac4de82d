/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is common to the objects of a policy, and what the table dispatches to. */
#ifndef _CORDON_OBJECTS_H
#define _CORDON_OBJECTS_H

#include "../lib/json.h"
#include "../lib/seen.h"
#include "../lib/table.h"
#include "change.h"
#include "command.h"

/* An object while keys are applied to it. */
struct edit {
	union model_object object;
	uint32_t given;		/* bits of the keys' own file */
	bool wait;		/* interfaces may appear later */
	bool force;
};

struct object {
	const struct noun *noun;
	int (*take_name)(struct words *words, char *name);
	bool by_mac;		/* one that there is may be named so, too */
	/* What a new object holds before its keys; may be NULL. */
	void (*prepare)(union model_object *object);
	/*
	 * Judges what was given; with @whole also the object itself. Fails
	 * with CORDON_USAGE. May be NULL.
	 */
	int (*check)(const struct words *words, const struct edit *edit,
		     bool whole);
	/* Judges it against this host, before anything is sent. May be NULL. */
	int (*look)(const struct edit *edit);
	json_t *(*to_json)(const union model_object *object);
	/* What a table shows, where people read it otherwise; may be NULL. */
	json_t *(*to_row)(const union model_object *object);
	/* The same, cell by cell, of which there may be very many; may be NULL. */
	void (*put_row)(const union model_object *object, struct cordon_table *table);
	const struct cordon_column *columns;
};

int object_add(const struct object *kind, const struct command *command,
	       struct words *words);
int object_set(const struct object *kind, const struct command *command,
	       struct words *words);
int object_del(const struct object *kind, struct words *words);
int object_list(const struct object *kind, struct words *words, bool json);

/* "wait" and "force" */
int parse_wait(struct words *words, void *object, bool again);
int parse_force(struct words *words, void *object, bool again);

/*
 * Prints {"@key": @rows} or a table of @rows; "no @nothing" for an empty one.
 * Releases @rows.
 */
int print_rows(bool json, const char *key, json_t *rows,
	       const struct cordon_column *columns, const char *nothing);

/* The status message: what it says of the segments, and the rest. */
json_t *status_segments(const struct nlmsghdr *nlh);

/* What 'status' says in JSON; NULL and a failure. */
int status_read(json_t **status);

/* What 'stats' and 'status' say in JSON, in Prometheus's text format. */
int prometheus_print(const json_t *stats, const json_t *status);

/* Tables of what 'stats' says in JSON. */
int stats_print(const json_t *all);

/* What came of a frame: @reason of the policy, 0 for none; @would: it passed all the same. */
const char *evidence_verdict(uint64_t reason, bool would);

/* The evidence of a camera or segment, latest first; NULL and a failure. */
int evidence_of(const char *name, json_t **rows);

/* The stats of camera @name, for whoever shows it; NULL and a failure. */
int stats_of_camera(struct cordon_genl *genl, const char *name, json_t **to);

/* Whom a peer is: its addresses, or "self". */
json_t *peer_addresses(const struct model_peer *peer);

/*
 * Who may deal with a camera by the policy, exceptions apart, services in words or
 * as ports; NULL and a failure. And the same as lines.
 */
int peers_of_camera(struct cordon_genl *genl, const struct model_camera *camera,
		    bool words, json_t **to);
void peers_print(const json_t *peers);

/* The running exceptions of camera @name; NULL and a failure. */
int exceptions_of_camera(struct cordon_genl *genl, const char *name,
			 json_t **to);

/* A device that nobody listed, and to whom its OUI is registered, for people. */
json_t *unknown_json(const struct seen_device *device);
const char *unknown_registered(const json_t *device);

/* Fails unless there is a camera or a segment of that name. */
int check_subject(struct cordon_genl *genl, const char *name);

extern const struct keyword camera_keys[], segment_keys[], trusted_keys[];
extern const struct keyword server_keys[], client_keys[], profile_keys[];
extern const struct keyword allow_keys[], replay_keys[], replace_keys[];
extern const struct keyword diff_keys[], apply_keys[], save_keys[];

typedef int command_run(const struct command *command, struct words *words,
			bool json);
command_run camera_add, camera_set, camera_del, camera_list, camera_show;
command_run segment_add, segment_set, segment_del, segment_list;
command_run recorder_add, recorder_set, recorder_del, recorder_list;
command_run server_add, server_set, server_del, server_list;
command_run client_add, client_set, client_del, client_list;
command_run profile_add, profile_set, profile_del, profile_list, profile_show;
command_run camera_allow, camera_revoke, camera_exceptions, camera_replace;
command_run trusted_add, trusted_del, trusted_list;
command_run status_run, mode_run, mark_run, stats_run, evidence_run;
command_run unknown_run, monitor_run, explain_run, help_run, seal_run;
command_run check_run, replay_run, selftest_run, doctor_run;
command_run diff_run, apply_run, confirm_run, save_run, draft_run, why_run, boot_run;

/* Does the kernel refuse to load and unload modules? */
bool seal_modules_disabled(void);

void help_print(void);
/* Prints what may follow @words, the last of which is unfinished. */
void complete_print(int count, char **words);

#endif
