// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include <linux/netfilter/nfnetlink.h>

#include "rawnl.h"

#define RECEIVE_SIZE 32768	/* the kernel's largest part of a dump */

struct nlmsghdr *cordon_rawnl_begin(void *buffer, uint16_t type,
				    const void *header, size_t size)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buffer);

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	memcpy(mnl_nlmsg_put_extra_header(nlh, size), header, size);
	return nlh;
}

struct nlmsghdr *cordon_rawnl_begin_nf(void *buffer, uint8_t subsystem,
				       uint8_t message, uint8_t family)
{
	struct nfgenmsg header = {
		.nfgen_family = family,
		.version = NFNETLINK_V0,
	};

	return cordon_rawnl_begin(buffer, (uint16_t)(subsystem << 8 | message),
				  &header, sizeof(header));
}

static int receive(struct mnl_socket *socket, mnl_cb_t each, void *data)
{
	uint32_t buffer[RECEIVE_SIZE / sizeof(uint32_t)];
	unsigned int port = mnl_socket_get_portid(socket);
	ssize_t got;
	int more;

	do {
		got = mnl_socket_recvfrom(socket, buffer, sizeof(buffer));
		if (got < 0)
			return errno;
		more = mnl_cb_run(buffer, (size_t)got, 0, port, each, data);
	} while (more > 0);
	return more < 0 ? errno : 0;
}

int cordon_rawnl_dump(int bus, struct nlmsghdr *nlh, mnl_cb_t each, void *data)
{
	struct mnl_socket *socket = mnl_socket_open2(bus, SOCK_CLOEXEC);
	int error;

	if (!socket)
		return errno;
	if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_sendto(socket, nlh, nlh->nlmsg_len) < 0)
		error = errno;
	else
		error = receive(socket, each, data);
	mnl_socket_close(socket);
	return error;
}
