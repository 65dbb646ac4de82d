// SPDX-License-Identifier: GPL-2.0-or-later
#include "objects.h"

/* How many addresses of a device are shown; the kernel keeps fewer. */
#define ADDRESSES_MAX 16

static json_t *addresses_json(const struct nlattr *nest)
{
	struct model_addr addresses[ADDRESSES_MAX];
	const struct nlattr *attr;
	unsigned int count = 0;

	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == CORDON_A_UNKNOWN_ADDRESS &&
		    count < ADDRESSES_MAX &&
		    cordon_attr_addr(attr, &addresses[count]))
			count++;
	return cordon_json_addrs(addresses, count);
}

static json_t *device_json(const struct nlattr *nest)
{
	const struct nlattr *tb[CORDON_A_UNKNOWN_MAX + 1];
	char segment[IFNAMSIZ];
	struct model_mac mac;

	cordon_attr_index_nest(nest, tb, CORDON_A_UNKNOWN_MAX);
	cordon_attr_string(tb[CORDON_A_UNKNOWN_SEGMENT], segment,
			   sizeof(segment));
	mac.set = cordon_attr_mac(tb[CORDON_A_UNKNOWN_MAC], mac.bytes);
	return json_pack("{s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o}",
		"mac", cordon_json_mac(&mac),
		"segment", cordon_json_segment(segment),
		"addresses", addresses_json(nest),
		"ethertype", cordon_json_ethertype(tb[CORDON_A_UNKNOWN_ETHERTYPE]),
		"packets", (json_int_t)cordon_attr_uint(tb[CORDON_A_UNKNOWN_PACKETS]),
		"bytes", (json_int_t)cordon_attr_uint(tb[CORDON_A_UNKNOWN_BYTES]),
		"first", cordon_json_time(cordon_attr_uint(tb[CORDON_A_UNKNOWN_FIRST])),
		"last", cordon_json_time(cordon_attr_uint(tb[CORDON_A_UNKNOWN_LAST])));
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	if (!tb[CORDON_A_UNKNOWN])
		return 0;
	if (json_array_append_new(data, device_json(tb[CORDON_A_UNKNOWN])))
		return cordon_fail_memory();
	return 0;
}

static const struct cordon_column columns[] = {
	{ "MAC", "mac" },
	{ "SEGMENT", "segment" },
	{ "ETHERTYPE", "ethertype" },
	{ "PACKETS", "packets" },
	{ "BYTES", "bytes" },
	{ "FIRST", "first" },
	{ "LAST", "last" },
	{ "ADDRESSES", "addresses" },
	{ NULL, NULL }
};

int unknown_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_genl *genl;
	json_t *rows;
	int status;

	(void)command;
	status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	rows = json_array();
	status = cordon_genl_dump(genl,
				  cordon_genl_begin(genl, CORDON_CMD_UNKNOWN_GET),
				  take, rows);
	cordon_genl_close(genl);
	if (status) {
		json_decref(rows);
		return status;
	}
	return print_rows(json, "unknown", rows, columns, "unknown devices");
}
