/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_DRAFT_H
#define _CORDON_DRAFT_H

#include "policy.h"

/**
 * struct cordon_draft - a change that is being staged
 * @portid: the netlink socket it belongs to
 * @generation: of the policy it was begun on
 * @spoilt: a part of it was refused; it can only be thrown away
 * @settings: as they will be
 * @objects: as they will be
 *
 * Under the namespace's lock.
 */
struct cordon_draft {
	u32 portid;
	u64 generation;
	bool spoilt;
	struct cordon_settings settings;
	struct cordon_objects objects;
};

enum cordon_change {
	CORDON_CHANGE_ADD,
	CORDON_CHANGE_SET,
	CORDON_CHANGE_DEL,
};

struct cordon_draft *cordon_draft_begin(struct cordon_net *cn, u32 portid, bool empty);
int cordon_draft_change(struct cordon_net *cn, struct cordon_draft *draft,
			enum cordon_change change, struct cordon_object *object,
			struct netlink_ext_ack *extack);
int cordon_draft_commit(struct cordon_net *cn, struct cordon_draft *draft, u32 confirm,
			struct netlink_ext_ack *extack);
void cordon_draft_spoil(struct cordon_draft *draft);
void cordon_draft_free(struct cordon_draft *draft);
void cordon_draft_drop(struct cordon_net *cn, u32 portid);

#endif
