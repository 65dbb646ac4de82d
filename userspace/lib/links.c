// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "array.h"
#include "attr.h"
#include "links.h"
#include "rawnl.h"

static void take_info(struct cordon_link *link, const struct nlattr *nest)
{
	const struct nlattr *tb[IFLA_INFO_MAX + 1];
	const struct nlattr *port[IFLA_BRPORT_MAX + 1];
	char master[CORDON_KIND_TEXT];

	cordon_attr_index_nest(nest, tb, IFLA_INFO_MAX);
	cordon_attr_string(tb[IFLA_INFO_KIND], link->kind, sizeof(link->kind));
	cordon_attr_string(tb[IFLA_INFO_SLAVE_KIND], master, sizeof(master));
	if (strcmp(master, "bridge") || !tb[IFLA_INFO_SLAVE_DATA])
		return;
	cordon_attr_index_nest(tb[IFLA_INFO_SLAVE_DATA], port, IFLA_BRPORT_MAX);
	link->hairpin = cordon_attr_uint(port[IFLA_BRPORT_MODE]) != 0;
}

static void take_xdp(struct cordon_link *link, const struct nlattr *nest)
{
	const struct nlattr *tb[IFLA_XDP_MAX + 1];

	cordon_attr_index_nest(nest, tb, IFLA_XDP_MAX);
	link->has_xdp = cordon_attr_uint(tb[IFLA_XDP_ATTACHED]) !=
			XDP_ATTACHED_NONE;
	link->xdp = (uint32_t)cordon_attr_uint(tb[IFLA_XDP_PROG_ID]);
}

bool cordon_link_stacks(const char *kind)
{
	static const char *const kinds[] = {
		"vlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "macsec",
	};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(kind, kinds[i]))
			return true;
	return false;
}

/* What is in another namespace has no index here. */
static int lower_of(const struct cordon_link *link, const struct nlattr **tb)
{
	if (!cordon_link_stacks(link->kind) || tb[IFLA_LINK_NETNSID])
		return 0;
	return (int)cordon_attr_uint(tb[IFLA_LINK]);
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct ifinfomsg *header = mnl_nlmsg_get_payload(nlh);
	const struct nlattr *tb[IFLA_MAX + 1];
	struct cordon_links *links = data;
	struct cordon_link *larger, *link;

	larger = realloc(links->at, (links->count + 1) * sizeof(*larger));
	if (!larger) {
		errno = ENOMEM;
		return MNL_CB_ERROR;
	}
	links->at = larger;
	link = &links->at[links->count++];
	*link = (struct cordon_link){ .index = header->ifi_index };
	cordon_attr_index_after(nlh, sizeof(*header), tb, IFLA_MAX);
	cordon_attr_string(tb[IFLA_IFNAME], link->name, sizeof(link->name));
	if (tb[IFLA_LINKINFO])
		take_info(link, tb[IFLA_LINKINFO]);
	if (tb[IFLA_XDP])
		take_xdp(link, tb[IFLA_XDP]);
	link->master = (int)cordon_attr_uint(tb[IFLA_MASTER]);
	link->lower = lower_of(link, tb);
	return MNL_CB_OK;
}

int cordon_links_read(struct cordon_links *links)
{
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	struct ifinfomsg header = { .ifi_family = AF_UNSPEC };

	*links = (struct cordon_links){ 0 };
	return cordon_rawnl_dump(NETLINK_ROUTE,
				 cordon_rawnl_begin(buffer, RTM_GETLINK,
						    &header, sizeof(header)),
				 take, links);
}

void cordon_links_release(struct cordon_links *links)
{
	free(links->at);
}

const struct cordon_link *cordon_links_find(const struct cordon_links *links,
					    int index)
{
	for (size_t i = 0; i < links->count; i++)
		if (links->at[i].index == index)
			return &links->at[i];
	return NULL;
}

const struct cordon_link *cordon_links_named(const struct cordon_links *links,
					     const char *name)
{
	for (size_t i = 0; i < links->count; i++)
		if (!strcmp(links->at[i].name, name))
			return &links->at[i];
	return NULL;
}
