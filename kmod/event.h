/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_EVENT_H
#define _CORDON_EVENT_H

#include <linux/types.h>

struct cordon_deed;
struct cordon_net;
struct cordon_object;

void cordon_event_deed(struct cordon_net *cn, u8 type, const char *camera, const char *segment,
		       u64 mac, const struct cordon_deed *deed);
void cordon_event_segment(struct cordon_net *cn, const char *segment, u8 state);
void cordon_event_timed(struct cordon_net *cn, u8 type, u8 what,
			const struct cordon_object *object, u32 uid);
void cordon_event_seal(struct cordon_net *cn, u8 type, u32 uid);
void cordon_event_rename(struct cordon_net *cn, const char *segment, u8 state, const char *iface);
void cordon_event_commit(struct cordon_net *cn, u64 generation, u32 confirm);
void cordon_event_confirmed(struct cordon_net *cn, u64 generation, u32 uid);
void cordon_event_reverted(struct cordon_net *cn, u64 generation);

#endif
