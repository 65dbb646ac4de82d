// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Preloaded into cordonctl: makes what the module answers look as if a newer one
 * had said it. Each message and each nest gets attributes that nobody knows, before
 * and behind those it has, and before each message of a dump there is one of a kind
 * that nobody knows. How many were added is appended to the file $NEWER.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <linux/genetlink.h>
#include <linux/netlink.h>

#define NOBODYS	1000	/* the type of an attribute */
#define ROOM	(1 << 18)

static char made[ROOM];
static size_t len;
static unsigned int added;

static void *append(const void *data, size_t size)
{
	void *at = made + len;

	if (len + NLA_ALIGN(size) > ROOM)
		abort();
	memset(at, 0, NLA_ALIGN(size));
	if (data)
		memcpy(at, data, size);
	len += NLA_ALIGN(size);
	return at;
}

/* One of them looks like a nest, and holds another. */
static void append_nobodys(void)
{
	static const struct {
		struct nlattr outer, inner;
		unsigned char value[8];
	} nest = {
		{ sizeof(nest), NOBODYS | NLA_F_NESTED },
		{ sizeof(nest) - sizeof(struct nlattr), 1 }, "newer"
	};

	append(&nest, sizeof(nest));
	added++;
}

static void append_attrs(const char *from, size_t size)
{
	append_nobodys();
	while (size >= sizeof(struct nlattr)) {
		const struct nlattr *attr = (const struct nlattr *)from;
		size_t step = NLA_ALIGN(attr->nla_len);

		if (attr->nla_type & NLA_F_NESTED) {
			size_t begin = len;

			append(attr, sizeof(*attr));
			append_attrs(from + sizeof(*attr), attr->nla_len - sizeof(*attr));
			((struct nlattr *)(made + begin))->nla_len = (unsigned short)(len - begin);
		} else {
			append(attr, attr->nla_len);
		}
		from += step;
		size -= step < size ? step : size;
	}
	append_nobodys();
}

static void append_message(const struct nlmsghdr *nlh, bool empty)
{
	const size_t head = NLMSG_LENGTH(GENL_HDRLEN);
	size_t begin = len;

	append(nlh, head);
	append_attrs((const char *)nlh + head, empty ? 0 : nlh->nlmsg_len - head);
	((struct nlmsghdr *)(made + begin))->nlmsg_len = (unsigned int)(len - begin);
}

static bool is_modules(int fd, const struct nlmsghdr *nlh)
{
	int protocol = -1;
	socklen_t size = sizeof(protocol);

	return !getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) &&
	       protocol == NETLINK_GENERIC && nlh->nlmsg_type > GENL_ID_CTRL;
}

static void tell(void)
{
	FILE *to = fopen(getenv("NEWER"), "a");

	if (!to)
		abort();
	fprintf(to, "%u\n", added);
	fclose(to);
}

ssize_t recvmsg(int fd, struct msghdr *msg, int flags)
{
	ssize_t (*real)(int fd, struct msghdr *msg, int flags) = dlsym(RTLD_NEXT, "recvmsg");
	ssize_t got = real(fd, msg, flags);
	struct iovec *to = msg->msg_iov;
	const struct nlmsghdr *nlh = to->iov_base;
	int left = (int)got;

	if (got < (ssize_t)sizeof(*nlh) || !is_modules(fd, nlh))
		return got;
	len = 0;
	added = 0;
	for (; NLMSG_OK(nlh, left); nlh = NLMSG_NEXT(nlh, left)) {
		if (nlh->nlmsg_type < NLMSG_MIN_TYPE) {
			append(nlh, nlh->nlmsg_len);
			continue;
		}
		if (nlh->nlmsg_flags & NLM_F_MULTI)
			append_message(nlh, true);
		append_message(nlh, false);
	}
	if (len > to->iov_len)
		abort();
	memcpy(to->iov_base, made, len);
	tell();
	return (ssize_t)len;
}
