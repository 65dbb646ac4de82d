// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <linux/netlink.h>

#include "attr.h"
#include "fail.h"
#include "genl.h"
#include "genl_error.h"

/* Half of it, and one object: a client with all its cameras, 9 KiB. */
#define SEND_SIZE	32768
#define RECEIVE_SIZE	65536	/* > a dump's buffer (32 KiB) and any status */
#define DUMP_TRIES	20	/* an interrupted dump met a commit each time */
#define EVENT_BUFFER	(1 << 20)

struct cordon_genl {
	struct mnl_socket *socket;
	uint32_t port;
	uint32_t seq;
	uint16_t family;
	uint32_t group;		/* of events; 0: not found */
	int error;
	uint32_t send[SEND_SIZE / sizeof(uint32_t)];	/* aligned as messages */
	uint32_t receive[RECEIVE_SIZE / sizeof(uint32_t)];
};

/* What has arrived of a dump. */
struct pile {
	char *data;
	size_t len;
	size_t size;
};

struct answer {
	cordon_genl_fn fn;
	void *data;
	bool interrupted;
};

int cordon_genl_errno(const struct cordon_genl *genl)
{
	return genl->error;
}

static struct nlmsghdr *begin(struct cordon_genl *genl, uint16_t type,
			      uint8_t command)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(genl->send);
	struct genlmsghdr *header;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST;
	nlh->nlmsg_seq = ++genl->seq;
	header = mnl_nlmsg_put_extra_header(nlh, sizeof(*header));
	header->cmd = command;
	header->version = CORDON_GENL_VERSION;
	return nlh;
}

struct nlmsghdr *cordon_genl_begin(struct cordon_genl *genl, uint8_t command)
{
	return begin(genl, genl->family, command);
}

/*
 * One message of an answer. Returns -1 to go on, 0 at the end, else the
 * failure's status.
 */
static int take(struct cordon_genl *genl, const struct nlmsghdr *nlh,
		const struct nlmsghdr *sent, struct answer *answer)
{
	int status;

	if (nlh->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	switch (nlh->nlmsg_type) {
	case NLMSG_NOOP:
		return -1;
	case NLMSG_ERROR:
	case NLMSG_DONE:
		genl->error = cordon_genl_error_number(nlh);
		if (genl->error)
			return cordon_genl_error_fail(nlh, sent);
		return 0;
	case NLMSG_OVERRUN:
		return cordon_fail(CORDON_REFUSED,
				   "the kernel's answer was lost");
	}
	if (nlh->nlmsg_len < NLMSG_LENGTH(GENL_HDRLEN) || !answer->fn)
		return -1;
	status = answer->fn(nlh, answer->data);
	return status ? status : -1;
}

static int receive(struct cordon_genl *genl, const struct nlmsghdr *sent,
		   struct answer *answer)
{
	const struct nlmsghdr *nlh;
	ssize_t got;
	int len, status;

	for (;;) {
		got = mnl_socket_recvfrom(genl->socket, genl->receive,
					  sizeof(genl->receive));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cordon_fail(CORDON_REFUSED, "netlink: %s",
					   strerror(errno));
		len = (int)got;
		for (nlh = (const struct nlmsghdr *)genl->receive;
		     mnl_nlmsg_ok(nlh, len); nlh = mnl_nlmsg_next(nlh, &len)) {
			if (!mnl_nlmsg_seq_ok(nlh, genl->seq) ||
			    !mnl_nlmsg_portid_ok(nlh, genl->port))
				continue;
			status = take(genl, nlh, sent, answer);
			if (status >= 0)
				return status;
		}
	}
}

/* @flags tell a dump from a single question. */
static int exchange(struct cordon_genl *genl, struct nlmsghdr *nlh,
		    uint16_t flags, struct answer *answer)
{
	genl->error = 0;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	if (mnl_socket_sendto(genl->socket, nlh, nlh->nlmsg_len) < 0)
		return cordon_fail(CORDON_REFUSED, "netlink: %s",
				   strerror(errno));
	return receive(genl, nlh, answer);
}

int cordon_genl_ask(struct cordon_genl *genl, struct nlmsghdr *nlh,
		    cordon_genl_fn reply, void *data)
{
	struct answer answer = { .fn = reply, .data = data };

	return exchange(genl, nlh, NLM_F_ACK, &answer);
}

static int pile_up(const struct nlmsghdr *nlh, void *data)
{
	size_t len = NLMSG_ALIGN(nlh->nlmsg_len);
	struct pile *pile = data;

	if (pile->len + len > pile->size) {
		size_t size = 2 * pile->size + RECEIVE_SIZE;
		char *larger = realloc(pile->data, size);

		if (!larger)
			return cordon_fail_memory();
		pile->data = larger;
		pile->size = size;
	}
	memcpy(pile->data + pile->len, nlh, nlh->nlmsg_len);
	pile->len += len;
	return 0;
}

static int unpile(const struct pile *pile, cordon_genl_fn each, void *data)
{
	const struct nlmsghdr *nlh;
	size_t at = 0;
	int status;

	while (at < pile->len) {
		nlh = (const struct nlmsghdr *)(pile->data + at);
		status = each(nlh, data);
		if (status)
			return status;
		at += NLMSG_ALIGN(nlh->nlmsg_len);
	}
	return 0;
}

/* Longer with each try, so that a busy writer can finish. */
static void pause_before(int attempt)
{
	struct timespec time = { .tv_nsec = attempt * 1000000L };

	nanosleep(&time, NULL);
}

int cordon_genl_dump(struct cordon_genl *genl, struct nlmsghdr *nlh,
		     cordon_genl_fn each, void *data)
{
	struct pile pile = { 0 };
	struct answer answer = { .fn = pile_up, .data = &pile };
	int attempt = 0, status;

	do {
		pile.len = 0;
		answer.interrupted = false;
		if (attempt) {
			pause_before(attempt);
			nlh->nlmsg_seq = ++genl->seq;
		}
		status = exchange(genl, nlh, NLM_F_DUMP, &answer);
	} while (!status && answer.interrupted && ++attempt < DUMP_TRIES);

	if (!status && answer.interrupted)
		status = cordon_fail(CORDON_REFUSED,
				     "the policy changed during each of %d tries to read it; try again",
				     DUMP_TRIES);
	if (!status)
		status = unpile(&pile, each, data);
	free(pile.data);
	return status;
}

static void find_group(struct cordon_genl *genl, const struct nlattr *groups)
{
	const struct nlattr *tb[CTRL_ATTR_MCAST_GRP_MAX + 1];
	const struct nlattr *group;
	char name[GENL_NAMSIZ];

	mnl_attr_for_each_nested(group, groups) {
		cordon_attr_index_nest(group, tb, CTRL_ATTR_MCAST_GRP_MAX);
		cordon_attr_string(tb[CTRL_ATTR_MCAST_GRP_NAME], name,
				   sizeof(name));
		if (!strcmp(name, CORDON_MCGRP_EVENTS))
			genl->group = cordon_attr_uint(tb[CTRL_ATTR_MCAST_GRP_ID]);
	}
}

static int take_family(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CTRL_ATTR_MAX + 1];
	struct cordon_genl *genl = data;

	cordon_attr_index_message(nlh, tb, CTRL_ATTR_MAX);
	genl->family = cordon_attr_uint(tb[CTRL_ATTR_FAMILY_ID]);
	if (tb[CTRL_ATTR_MCAST_GROUPS])
		find_group(genl, tb[CTRL_ATTR_MCAST_GROUPS]);
	return 0;
}

static int find_family(struct cordon_genl *genl)
{
	struct nlmsghdr *nlh = begin(genl, GENL_ID_CTRL, CTRL_CMD_GETFAMILY);
	int status;

	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, CORDON_GENL_NAME);
	status = cordon_genl_ask(genl, nlh, take_family, genl);
	if (genl->error == ENOENT)
		return cordon_fail(CORDON_REFUSED,
				   "the camcordon module is not loaded; load it with 'modprobe camcordon'");
	return status;
}

static int open_socket(struct cordon_genl *genl)
{
	int on = 1;

	genl->socket = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!genl->socket ||
	    mnl_socket_bind(genl->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		return cordon_fail(CORDON_REFUSED, "netlink: %s",
				   strerror(errno));
	genl->port = mnl_socket_get_portid(genl->socket);
	/* Each only improves the error text or the checks; all are in 6.1. */
	mnl_socket_setsockopt(genl->socket, NETLINK_EXT_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(genl->socket, NETLINK_CAP_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(genl->socket, NETLINK_GET_STRICT_CHK, &on,
			      sizeof(on));
	return 0;
}

int cordon_genl_open(struct cordon_genl **to)
{
	struct cordon_genl *genl = calloc(1, sizeof(*genl));
	int status;

	if (!genl)
		return cordon_fail_memory();
	status = open_socket(genl);
	if (!status)
		status = find_family(genl);
	if (status) {
		cordon_genl_close(genl);
		return status;
	}
	*to = genl;
	return 0;
}

void cordon_genl_close(struct cordon_genl *genl)
{
	if (!genl)
		return;
	if (genl->socket)
		mnl_socket_close(genl->socket);
	free(genl);
}

int cordon_genl_listen(struct cordon_genl *genl)
{
	int group = (int)genl->group, size = EVENT_BUFFER;

	if (!group)
		return cordon_fail(CORDON_REFUSED,
				   "the loaded module has no group of events");
	/* Best effort: a larger buffer loses fewer events. */
	setsockopt(mnl_socket_get_fd(genl->socket), SOL_SOCKET, SO_RCVBUFFORCE,
		   &size, sizeof(size));
	if (!mnl_socket_setsockopt(genl->socket, NETLINK_ADD_MEMBERSHIP, &group,
				   sizeof(group)))
		return 0;
	if (errno == EPERM || errno == EACCES)
		return cordon_genl_error_privilege();
	return cordon_fail(CORDON_REFUSED, "joining the group of events: %s",
			   strerror(errno));
}

int cordon_genl_wait(struct cordon_genl *genl, cordon_genl_fn each, void *data,
		     bool *lost)
{
	const struct nlmsghdr *nlh;
	int len, status;
	ssize_t got;

	*lost = false;
	got = mnl_socket_recvfrom(genl->socket, genl->receive,
				  sizeof(genl->receive));
	if (got < 0 && errno == ENOBUFS) {
		*lost = true;
		return 0;
	}
	if (got < 0 && errno == EINTR)
		return 0;
	if (got < 0)
		return cordon_fail(CORDON_REFUSED, "netlink: %s",
				   strerror(errno));
	len = (int)got;
	for (nlh = (const struct nlmsghdr *)genl->receive;
	     mnl_nlmsg_ok(nlh, len); nlh = mnl_nlmsg_next(nlh, &len)) {
		if (nlh->nlmsg_type != genl->family ||
		    nlh->nlmsg_len < NLMSG_LENGTH(GENL_HDRLEN))
			continue;
		status = each(nlh, data);
		if (status)
			return status;
	}
	return 0;
}
