// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include <linux/genetlink.h>

#include "attr.h"

static void index_one(const struct nlattr *attr, const struct nlattr **tb,
		      unsigned int max)
{
	unsigned int type = mnl_attr_get_type(attr);

	if (type <= max && !tb[type])
		tb[type] = attr;
}

void cordon_attr_index_after(const struct nlmsghdr *nlh, unsigned int header,
			     const struct nlattr **tb, unsigned int max)
{
	const struct nlattr *attr;

	memset(tb, 0, (max + 1) * sizeof(*tb));
	mnl_attr_for_each(attr, nlh, header)
		index_one(attr, tb, max);
}

void cordon_attr_index_message(const struct nlmsghdr *nlh,
			       const struct nlattr **tb, unsigned int max)
{
	cordon_attr_index_after(nlh, GENL_HDRLEN, tb, max);
}

void cordon_attr_index_nest(const struct nlattr *nest,
			    const struct nlattr **tb, unsigned int max)
{
	const struct nlattr *attr;

	memset(tb, 0, (max + 1) * sizeof(*tb));
	if (!nest)
		return;
	mnl_attr_for_each_nested(attr, nest)
		index_one(attr, tb, max);
}

uint64_t cordon_attr_uint(const struct nlattr *attr)
{
	if (!attr)
		return 0;
	switch (mnl_attr_get_payload_len(attr)) {
	case 1:
		return mnl_attr_get_u8(attr);
	case 2:
		return mnl_attr_get_u16(attr);
	case 4:
		return mnl_attr_get_u32(attr);
	case 8:
		return mnl_attr_get_u64(attr);
	}
	return 0;
}

void cordon_attr_string(const struct nlattr *attr, char *to, size_t size)
{
	size_t len = 0;

	if (attr) {
		len = strnlen(mnl_attr_get_payload(attr),
			      mnl_attr_get_payload_len(attr));
		if (len >= size)
			len = size - 1;
		memcpy(to, mnl_attr_get_payload(attr), len);
	}
	to[len] = '\0';
	/* Names are ASCII, but an interface's may be anything: a terminal's
	 * commands, or bytes that are no text for JSON.
	 */
	for (; *to; to++)
		if ((unsigned char)*to < ' ' || (unsigned char)*to > '~')
			*to = '?';
}

bool cordon_attr_mac(const struct nlattr *attr, uint8_t mac[6])
{
	if (!attr || mnl_attr_get_payload_len(attr) != 6)
		return false;
	memcpy(mac, mnl_attr_get_payload(attr), 6);
	return true;
}

bool cordon_attr_addr(const struct nlattr *attr, struct model_addr *addr)
{
	uint16_t len = attr ? mnl_attr_get_payload_len(attr) : 0;

	memset(addr, 0, sizeof(*addr));
	if (len != 4 && len != 16)
		return false;
	addr->len = (uint8_t)len;
	memcpy(addr->bytes, mnl_attr_get_payload(attr), len);
	return true;
}

struct cordon_addr cordon_addr_from_model(const struct model_addr *addr)
{
	return addr->len == 4 ? cordon_addr4(cordon_get32(addr->bytes)) :
				cordon_get_addr6(addr->bytes);
}

struct model_addr cordon_addr_to_model(const struct cordon_addr *addr)
{
	struct model_addr to = { .len = cordon_addr_is4(addr) ? 4 : 16 };
	int shift = 8 * to.len;

	for (int i = 0; i < to.len; i++) {
		shift -= 8;
		to.bytes[i] = (uint8_t)(shift >= 64 ? addr->hi >> (shift - 64) :
						      addr->lo >> shift);
	}
	return to;
}
