/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The core's verdict over captured frames. What the kernel knows of a frame
 * besides its bytes (direction, place, this host's addresses) is taken from the
 * policy and from what the user says: cordonctl(8), REPLAY.
 */
#ifndef _CORDON_REPLAY_H
#define _CORDON_REPLAY_H

#include "capture.h"
#include "policyfile.h"
#include "../../kmod/core/verdict.h"

struct cordon_count {
	uint64_t packets;
	uint64_t bytes;
};

struct cordon_counts {
	struct cordon_count passed;
	struct cordon_count dropped[CORDON_REASON_MAX + 1];	/* by reason */
	struct cordon_count would[CORDON_REASON_MAX + 1];
};

/* Of a camera, or of the segment's unlisted devices. */
struct cordon_tally {
	const char *name;
	uint64_t mac;			/* 0: none */
	uint64_t last_seen;		/* ns since 1970; 0: never */
	struct cordon_flows *flows;	/* NULL: nothing to remember yet */
	struct cordon_counts *counts;	/* NULL: nothing counted yet */
};

enum cordon_replay_direction {
	CORDON_REPLAY_OUT,		/* as CORDON_DIRECTION_* */
	CORDON_REPLAY_IN,
	CORDON_REPLAY_AUTO,
};

#define CORDON_REPLAY_ADDRESSES	64	/* of this host */

struct cordon_replay {
	/* what the user says */
	const struct cordon_policyfile *file;
	char segment[IFNAMSIZ];		/* "": the only one */
	int direction;			/* enum cordon_replay_direction */
	struct cordon_place place;	/* bridged, and this host's MACs */
	struct cordon_addr address[CORDON_REPLAY_ADDRESSES];
	unsigned int addresses;
	/* what becomes of it */
	struct cordon_policy policy;
	struct cordon_hosts *hosts;
	struct cordon_flows queries;
	uint8_t slot;
	uint32_t elsewhere;		/* the index of interfaces nobody names */
	struct cordon_tally *camera;	/* in the order of the file */
	uint32_t cameras;
	struct cordon_tally unlisted;
	struct cordon_counts totals;
};

struct cordon_judged {
	const struct cordon_captured *captured;
	uint8_t direction;		/* enum cordon_direction */
	const char *from;		/* towards a camera: where it came in */
	struct cordon_frame frame;
	struct cordon_verdict verdict;
};

/* Takes what the user says; @replay is to be released in any case. */
int cordon_replay_init(struct cordon_replay *replay, struct cordon_report *report);
/* Forgets what peers sent: another capture has another clock. */
void cordon_replay_rewind(struct cordon_replay *replay);
/* Judges a frame, and counts and remembers it. */
int cordon_replay_judge(struct cordon_replay *replay,
			const struct cordon_captured *captured,
			struct cordon_judged *judged);
void cordon_replay_release(struct cordon_replay *replay);

#endif
