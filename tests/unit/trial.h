/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of trials, a line each, becomes a test program: each trial is a test
 * of that name, in a policy of its own.
 */
#ifndef TESTS_UNIT_TRIAL_H
#define TESTS_UNIT_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "build.h"
#include "world.h"

/* UDP that a recorder sent before the frame; no peer: none. */
struct trial_flow {
	const char *peer;
	u16 peer_port;
	u16 port;		/* the camera's; 0: a search by a group */
	u64 ago;		/* nanoseconds */
};

struct trial {
	const char *name;
	u8 reason;		/* enum cordon_reason */
	struct spec frame;
	u8 at;			/* outbound: enum cordon_checkpoint */
	u8 slot;		/* segment */
	u32 out;		/* outbound: at exit, where it goes */
	u32 in;			/* inbound: where it came from; 0: this host */
	bool translated;
	const char *was;	/* translated: the destination before; NULL: nobody's */
	u16 was_dport;
	struct trial_flow sent;	/* to the camera */
	struct trial_flow asked;	/* to a group on the segment */
	u64 strayed;		/* MAC of a peer that the guard saw at .out */
	u8 remember;		/* inbound: 1 + enum cordon_remember; 0: not checked */
	bool observed;		/* it passes, though something is against it */
	u64 camera;		/* whose frame it is; 0: not checked */
	unsigned int with;	/* W_* */
};

#define FRAME(...)	.frame = { __VA_ARGS__ }
#define TRIAL(what, why, ...)	{ .name = (why), .reason = CORDON_REASON_##what, __VA_ARGS__ }
#define AT(checkpoint, ifindex)	.at = CORDON_CHECKPOINT_##checkpoint, .out = (ifindex)
#define SENT(peer, peer_port, port, ago)	.sent = { (peer), (peer_port), (port), (ago) }
#define ASKED(peer, peer_port, ago)		.asked = { (peer), (peer_port), 0, (ago) }
#define REMEMBERS(what)	.remember = 1 + CORDON_REMEMBER_##what

typedef void judge_fn(const struct cordon_scene *scene, const struct cordon_frame *frame,
		      struct cordon_verdict *verdict);

const char *reason_word(u8 reason);
int trial_run_all(const struct trial *trials, size_t count, judge_fn *judge);

#endif
