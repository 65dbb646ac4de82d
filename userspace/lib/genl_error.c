// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "fail.h"
#include "genl_error.h"
#include "model.h"
#include "policyfile.h"

#define TEXT_SIZE 256

int cordon_genl_error_number(const struct nlmsghdr *nlh)
{
	int number;

	/* Both kinds begin with it, but NLMSG_DONE may hold nothing. */
	if (mnl_nlmsg_get_payload_len(nlh) < sizeof(number))
		return nlh->nlmsg_type == NLMSG_ERROR ? EBADMSG : 0;
	memcpy(&number, mnl_nlmsg_get_payload(nlh), sizeof(number));
	return abs(number);
}

/* Where the attributes of an acknowledgment begin. */
static size_t attrs_offset(const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_type == NLMSG_DONE)
		return sizeof(int);
	/* Without NLM_F_CAPPED the whole request is quoted. */
	if (nlh->nlmsg_flags & NLM_F_CAPPED)
		return sizeof(*error);
	return sizeof(*error) + NLMSG_ALIGN(error->msg.nlmsg_len) -
	       NLMSG_HDRLEN;
}

static void index_extack(const struct nlmsghdr *nlh, const struct nlattr **tb)
{
	const struct nlattr *attr;
	uint16_t type;

	memset(tb, 0, (NLMSGERR_ATTR_MAX + 1) * sizeof(*tb));
	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	if (mnl_nlmsg_get_payload_len(nlh) < attrs_offset(nlh))
		return;
	mnl_attr_for_each(attr, nlh, attrs_offset(nlh)) {
		type = mnl_attr_get_type(attr);
		if (type <= NLMSGERR_ATTR_MAX)
			tb[type] = attr;
	}
}

static void describe_place(const struct nlattr **tb,
			   const struct nlmsghdr *sent, char *text, size_t size)
{
	uint32_t offset = cordon_attr_uint(tb[NLMSGERR_ATTR_MISS_NEST]);
	char where[TEXT_SIZE / 2] = "";
	const char *missing = NULL;

	text[0] = '\0';
	if (tb[NLMSGERR_ATTR_MISS_TYPE])
		missing = cordon_model_attr_word(sent, offset,
			cordon_attr_uint(tb[NLMSGERR_ATTR_MISS_TYPE]));
	if (missing) {
		snprintf(text, size, " (missing: %s)", missing);
		return;
	}
	if (tb[NLMSGERR_ATTR_OFFS])
		cordon_model_locate(sent,
				    cordon_attr_uint(tb[NLMSGERR_ATTR_OFFS]),
				    where, sizeof(where));
	if (*where)
		snprintf(text, size, " (at: %s)", where);
}

int cordon_genl_error_privilege(void)
{
	return cordon_fail(CORDON_REFUSED,
			   "not permitted; camcordon needs CAP_NET_ADMIN in the initial user namespace: run as root");
}

int cordon_genl_error_fail(const struct nlmsghdr *nlh,
			   const struct nlmsghdr *sent)
{
	const struct nlattr *tb[NLMSGERR_ATTR_MAX + 1];
	int number = cordon_genl_error_number(nlh);
	char said[TEXT_SIZE], text[TEXT_SIZE], place[TEXT_SIZE];

	index_extack(nlh, tb);
	cordon_attr_string(tb[NLMSGERR_ATTR_MSG], said, sizeof(said));
	cordon_policyfile_readable(said, text, sizeof(text));
	if ((number == EPERM || number == EACCES) && !*text)
		return cordon_genl_error_privilege();
	describe_place(tb, sent, place, sizeof(place));
	return cordon_fail(CORDON_REFUSED, "the kernel refused: %s%s",
			   *text ? text : strerror(number), place);
}
