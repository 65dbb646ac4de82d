/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module's netlink interface without the tool's good manners: messages of
 * any shape over libmnl. What fails here and is not tested ends the program.
 */
#ifndef TESTS_DEBUG_WIRE_H
#define TESTS_DEBUG_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "../../kmod/uapi/camcordon.h"

#define WIRE_SIZE 65536

struct wire {
	struct mnl_socket *socket;
	uint32_t seq;
	uint16_t type;		/* of messages: the family's number */
	uint32_t group;		/* of events */
};

/* protocol: NETLINK_GENERIC, then the family is asked for, or NETLINK_ROUTE. */
void wire_open(struct wire *wire, int protocol);
void wire_close(struct wire *wire);

/* An empty message of a command at buffer, which has WIRE_SIZE bytes. */
struct nlmsghdr *wire_begin(struct wire *wire, void *buffer, uint8_t command, uint16_t flags);

/* Returns 0 or an errno. */
int wire_send(struct wire *wire, const struct nlmsghdr *nlh);

/*
 * Reads one buffer, without waiting if flags has MSG_DONTWAIT. Returns its
 * length, or a negative errno.
 */
int wire_receive(struct wire *wire, void *buffer, int flags);

/*
 * Reads the answer to what was sent last. Returns 0 or the errno it ends with.
 * What it holds is added to *hash, if that is not NULL, but for exceptions: what
 * is left of their time is never the same.
 */
int wire_answer(struct wire *wire, uint64_t *hash);

/* Prints why, and ends the program. */
_Noreturn void die(const char *what, int err);

#endif
