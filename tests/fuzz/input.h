/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an input of the fuzzer means: a choice of policy and scene, then the
 * frame. Every input is a valid one.
 */
#ifndef TESTS_FUZZ_INPUT_H
#define TESTS_FUZZ_INPUT_H

#include "build.h"
#include "world.h"

struct choice {
	u8 with[2];		/* departures from the usual policy, W_* */
	u8 where;		/* WHERE_*, and the checkpoint in the lowest two bits */
	u8 in;			/* position in ways */
	u8 out;
	u8 tag;			/* beside the frame: none, 802.1Q, 802.1ad */
	u8 tci[2];
	u8 cut[2];		/* bytes of the head in the second trial */
};

#define WHERE_INBOUND		(1 << 2)
#define WHERE_SECOND_SEGMENT	(1 << 3)
#define WHERE_TRANSLATED	(1 << 4)
#define WHERE_GSO		(1 << 5)

/* One trial: a frame in a scene of one policy. */
struct trial_input {
	struct choice choice;
	const u8 *frame;
	u32 len;
};

void check_input(const struct trial_input *in);

#endif
