/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions to the kernel's other netlink families, for which libnl has no words. */
#ifndef _CORDON_RAWNL_H
#define _CORDON_RAWNL_H

#include <libmnl/libmnl.h>

#define CORDON_RAWNL_SIZE 512	/* room for a question */

/*
 * Begins a dump request of @type in @buffer, which has room for
 * CORDON_RAWNL_SIZE; @header of @size bytes follows it.
 */
struct nlmsghdr *cordon_rawnl_begin(void *buffer, uint16_t type,
				    const void *header, size_t size);
/* The same for a subsystem of netfilter. */
struct nlmsghdr *cordon_rawnl_begin_nf(void *buffer, uint8_t subsystem,
				       uint8_t message, uint8_t family);

/*
 * Sends @nlh to @bus (NETLINK_ROUTE, NETLINK_NETFILTER) and calls @each with
 * what comes back. Returns 0, or an errno; EINTR: it changed meanwhile.
 */
int cordon_rawnl_dump(int bus, struct nlmsghdr *nlh, mnl_cb_t each, void *data);

#endif
