/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NOTE_H
#define _CORDON_NOTE_H

#include "core/verdict.h"
#include "evidence.h"
#include "memo.h"

struct cordon_account;
struct cordon_net;
struct cordon_port;
struct cordon_segment;

/* A frame under judgement; checkpoint.c fills it. */
struct cordon_judged {
	struct cordon_port *port;
	struct cordon_segment *segment;
	struct cordon_net *cn;		/* of the segment's owner: whose policy it is */
	u32 packets;
	u32 bytes;
	u8 direction;
	struct cordon_scene scene;
	struct cordon_frame frame;
	struct cordon_verdict verdict;
	u64 epoch;			/* read before the scene was set */
	struct cordon_memos *memos;
};

struct cordon_entry cordon_note_drop(const struct cordon_judged *j);
struct cordon_entry cordon_note_pass(const struct cordon_judged *j);
struct cordon_account *cordon_note_account(const struct cordon_judged *j);
void cordon_note_sender(const struct cordon_judged *j);
void cordon_note_receiver(const struct cordon_judged *j);
void cordon_note_tell(const struct cordon_judged *j, u8 type, const struct cordon_deed *deed);

#endif
