// SPDX-License-Identifier: GPL-2.0-or-later
#include "seen.h"

bool cordon_seen_same(const struct model_addr *a, const struct model_addr *b)
{
	return a->len == b->len && !memcmp(a->bytes, b->bytes, a->len);
}

bool cordon_seen_uses(const struct seen_device *device, const struct model_addr *addr)
{
	for (unsigned int i = 0; i < device->addresses; i++)
		if (cordon_seen_same(&device->address[i], addr))
			return true;
	return false;
}

static void get_deed(const struct nlattr *nest, struct seen_deed *deed)
{
	const struct nlattr *tb[CORDON_A_DEED_MAX + 1];

	cordon_attr_index_nest(nest, tb, CORDON_A_DEED_MAX);
	deed->in = cordon_attr_uint(tb[CORDON_A_DEED_DIRECTION]) == CORDON_DIRECTION_IN;
	cordon_attr_addr(tb[CORDON_A_DEED_REMOTE], &deed->remote);
	deed->mac.set = cordon_attr_mac(tb[CORDON_A_DEED_REMOTE_MAC], deed->mac.bytes);
	deed->protocol = cordon_attr_uint(tb[CORDON_A_DEED_PROTOCOL]);
	deed->port = cordon_attr_uint(tb[CORDON_A_DEED_PORT]);
	deed->reason = cordon_attr_uint(tb[CORDON_A_DEED_REASON]);
	deed->would = cordon_attr_uint(tb[CORDON_A_DEED_WOULD]);
	deed->ifindex = cordon_attr_uint(tb[CORDON_A_DEED_IFINDEX]);
	deed->packets = cordon_attr_uint(tb[CORDON_A_DEED_PACKETS]);
	deed->first = cordon_attr_uint(tb[CORDON_A_DEED_FIRST]);
	deed->last = cordon_attr_uint(tb[CORDON_A_DEED_LAST]);
}

static void get_lists(const struct nlattr *nest, struct seen_device *device)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		if (mnl_attr_get_type(attr) == CORDON_A_UNKNOWN_ADDRESS &&
		    device->addresses < CORDON_SEEN_ADDRS &&
		    cordon_attr_addr(attr, &device->address[device->addresses]))
			device->addresses++;
		if (mnl_attr_get_type(attr) == CORDON_A_UNKNOWN_DEED &&
		    device->deeds < CORDON_SEEN_DEEDS)
			get_deed(attr, &device->deed[device->deeds++]);
	}
}

struct walk {
	seen_fn each;
	void *data;
};

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *top[CORDON_A_MAX + 1];
	const struct nlattr *tb[CORDON_A_UNKNOWN_MAX + 1];
	struct seen_device device = { 0 };
	const struct walk *walk = data;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	if (!top[CORDON_A_UNKNOWN])
		return 0;
	cordon_attr_index_nest(top[CORDON_A_UNKNOWN], tb, CORDON_A_UNKNOWN_MAX);
	device.mac.set = cordon_attr_mac(tb[CORDON_A_UNKNOWN_MAC], device.mac.bytes);
	cordon_attr_string(tb[CORDON_A_UNKNOWN_SEGMENT], device.segment,
			   sizeof(device.segment));
	device.ethertype = cordon_attr_uint(tb[CORDON_A_UNKNOWN_ETHERTYPE]);
	device.packets = cordon_attr_uint(tb[CORDON_A_UNKNOWN_PACKETS]);
	device.bytes = cordon_attr_uint(tb[CORDON_A_UNKNOWN_BYTES]);
	device.dropped = cordon_attr_uint(tb[CORDON_A_UNKNOWN_DROPPED]);
	device.would = cordon_attr_uint(tb[CORDON_A_UNKNOWN_WOULD]);
	device.first = cordon_attr_uint(tb[CORDON_A_UNKNOWN_FIRST]);
	device.last = cordon_attr_uint(tb[CORDON_A_UNKNOWN_LAST]);
	get_lists(top[CORDON_A_UNKNOWN], &device);
	return walk->each(&device, walk->data);
}

int cordon_seen_each(struct cordon_genl *genl, seen_fn each, void *data)
{
	struct walk walk = { each, data };

	return cordon_genl_dump(genl, cordon_genl_begin(genl, CORDON_CMD_UNKNOWN_GET),
				take, &walk);
}
