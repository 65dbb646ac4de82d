/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_CONFIRM_H
#define _CORDON_CONFIRM_H

#include <linux/types.h>
#include <linux/workqueue.h>

struct cordon_net;
struct cordon_published;
struct netlink_ext_ack;

/**
 * struct cordon_confirm - a policy that is in force for a time
 * @former: the one that comes back then, which no checkpoint reads; NULL: none
 *	does. Written under the namespace's lock and RTNL
 * @until: when, in ns since boot
 * @work: puts it back
 */
struct cordon_confirm {
	struct cordon_published *former;
	u64 until;
	struct delayed_work work;
};

void cordon_confirm_start(struct cordon_net *cn);
void cordon_confirm_stop(struct cordon_net *cn);
int cordon_confirm_check(const struct cordon_net *cn, u32 seconds,
			 struct netlink_ext_ack *extack);
void cordon_confirm_await(struct cordon_net *cn, struct cordon_published *former, u32 seconds);
int cordon_confirm_accept(struct cordon_net *cn, struct netlink_ext_ack *extack);

#endif
