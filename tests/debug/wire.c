// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "wire.h"

void die(const char *what, int err)
{
	printf("Bail out! %s: %s\n", what, strerror(err));
	exit(1);
}

static int group_of_events(const struct nlattr *groups, uint32_t *id)
{
	const struct nlattr *group, *part;

	mnl_attr_for_each_nested(group, groups)
		mnl_attr_for_each_nested(part, group)
			if (mnl_attr_get_type(part) == CTRL_ATTR_MCAST_GRP_ID)
				*id = mnl_attr_get_u32(part);
	return MNL_CB_OK;
}

static int family_found(const struct nlmsghdr *nlh, void *data)
{
	struct wire *wire = data;
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, sizeof(struct genlmsghdr)) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID)
			wire->type = mnl_attr_get_u16(attr);
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
			group_of_events(attr, &wire->group);
	}
	return MNL_CB_OK;
}

static void find_family(struct wire *wire)
{
	static char buffer[WIRE_SIZE];
	struct nlmsghdr *nlh;
	int len;

	wire->type = GENL_ID_CTRL;
	nlh = wire_begin(wire, buffer, CTRL_CMD_GETFAMILY, NLM_F_ACK);
	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, CORDON_GENL_NAME);
	if (wire_send(wire, nlh))
		die("cannot ask for the family", errno);
	do {
		len = mnl_socket_recvfrom(wire->socket, buffer, sizeof(buffer));
		len = len < 0 ? len : mnl_cb_run(buffer, len, wire->seq, 0, family_found, wire);
	} while (len > 0);
	if (len < 0)
		die("the module is not loaded", errno);
}

void wire_open(struct wire *wire, int protocol)
{
	memset(wire, 0, sizeof(*wire));
	wire->socket = mnl_socket_open(protocol);
	if (!wire->socket || mnl_socket_bind(wire->socket, 0, MNL_SOCKET_AUTOPID))
		die("no netlink socket", errno);
	if (protocol == NETLINK_GENERIC)
		find_family(wire);
}

void wire_close(struct wire *wire)
{
	mnl_socket_close(wire->socket);
}

struct nlmsghdr *wire_begin(struct wire *wire, void *buffer, uint8_t command, uint16_t flags)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	nlh->nlmsg_type = wire->type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = ++wire->seq;
	header = mnl_nlmsg_put_extra_header(nlh, sizeof(*header));
	header->cmd = command;
	header->version = CORDON_GENL_VERSION;
	return nlh;
}

int wire_send(struct wire *wire, const struct nlmsghdr *nlh)
{
	return mnl_socket_sendto(wire->socket, nlh, nlh->nlmsg_len) < 0 ? errno : 0;
}

int wire_receive(struct wire *wire, void *buffer, int flags)
{
	ssize_t len = recv(mnl_socket_get_fd(wire->socket), buffer, WIRE_SIZE, flags);

	return len < 0 ? -errno : (int)len;
}

static void add_to_hash(uint64_t *hash, const struct nlmsghdr *nlh)
{
	const struct nlattr *attr = mnl_nlmsg_get_payload_offset(nlh, sizeof(struct genlmsghdr));
	const unsigned char *byte = mnl_nlmsg_get_payload(nlh);
	size_t len = mnl_nlmsg_get_payload_len(nlh);

	if (mnl_attr_get_type(attr) == CORDON_A_EXCEPTION)
		return;
	/* FNV-1a */
	while (len--)
		*hash = (*hash ^ *byte++) * 1099511628211u;
}

int wire_answer(struct wire *wire, uint64_t *hash)
{
	static char buffer[WIRE_SIZE];

	for (;;) {
		int len = wire_receive(wire, buffer, 0);
		const struct nlmsghdr *nlh = (void *)buffer;

		if (len < 0)
			return -len;
		for (; mnl_nlmsg_ok(nlh, len); nlh = mnl_nlmsg_next(nlh, &len)) {
			if (nlh->nlmsg_seq != wire->seq)
				continue;
			if (nlh->nlmsg_type == NLMSG_ERROR || nlh->nlmsg_type == NLMSG_DONE)
				return -*(int *)mnl_nlmsg_get_payload(nlh);
			if (hash)
				add_to_hash(hash, nlh);
		}
	}
}
