/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef _CORDON_GENL_ERROR_H
#define _CORDON_GENL_ERROR_H

#include <libmnl/libmnl.h>

/* The errno in an NLMSG_ERROR or NLMSG_DONE; 0 is an acknowledgment. */
int cordon_genl_error_number(const struct nlmsghdr *nlh);

/*
 * Fails with what the kernel says in @nlh about the request @sent: its own
 * text where there is one, and the attribute it points at.
 */
int cordon_genl_error_fail(const struct nlmsghdr *nlh,
			   const struct nlmsghdr *sent);

int cordon_genl_error_privilege(void);

#endif
