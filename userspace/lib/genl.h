/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The generic netlink family "camcordon" over libmnl: one socket, requests
 * with the kernel's own error text, dumps that are repeated when a commit went
 * through them. Functions returning int return 0 or fail as fail.h says.
 */
#ifndef _CORDON_GENL_H
#define _CORDON_GENL_H

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "../../kmod/uapi/camcordon.h"

struct cordon_genl;

/* Called once a message; what it returns other than 0 ends the reading. */
typedef int (*cordon_genl_fn)(const struct nlmsghdr *nlh, void *data);

/* Fails where the module is not loaded. The caller closes *@to. */
int cordon_genl_open(struct cordon_genl **to);
void cordon_genl_close(struct cordon_genl *genl);

/*
 * Begins a request of command CORDON_CMD_*; attributes are then added with
 * mnl_attr_put*. The message belongs to @genl, and so do the following.
 */
struct nlmsghdr *cordon_genl_begin(struct cordon_genl *genl, uint8_t command);

/* Sends @nlh and waits for its answer; @reply may be NULL. */
int cordon_genl_ask(struct cordon_genl *genl, struct nlmsghdr *nlh,
		    cordon_genl_fn reply, void *data);

/*
 * Sends @nlh as a dump. @each sees nothing before the whole dump has arrived
 * undisturbed: an interrupted one is thrown away and repeated.
 */
int cordon_genl_dump(struct cordon_genl *genl, struct nlmsghdr *nlh,
		     cordon_genl_fn each, void *data);

/* The errno of the last refusal, 0 if the last request went well. */
int cordon_genl_errno(const struct cordon_genl *genl);

/* Joins the group of events. */
int cordon_genl_listen(struct cordon_genl *genl);
/*
 * Waits for events and passes each to @each. Sets *@lost and returns 0 if the
 * kernel had to leave some out.
 */
int cordon_genl_wait(struct cordon_genl *genl, cordon_genl_fn each, void *data,
		     bool *lost);

#endif
