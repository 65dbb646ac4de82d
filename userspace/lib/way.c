// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/route/route.h>

#include "way.h"

static int take_route(struct nl_msg *msg, void *data)
{
	struct rtnl_route **route = data;

	if (!*route)
		rtnl_route_parse(nlmsg_hdr(msg), route);
	return NL_OK;
}

struct rtnl_route *cordon_way_ask(struct nl_sock *socket, struct nl_addr *to)
{
	struct rtmsg header = {
		.rtm_family = (unsigned char)nl_addr_get_family(to),
		.rtm_dst_len = (unsigned char)(8 * nl_addr_get_len(to)),
	};
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETROUTE, 0);
	struct rtnl_route *route = NULL;

	if (msg && !nlmsg_append(msg, &header, sizeof(header), NLMSG_ALIGNTO) &&
	    !nla_put_addr(msg, RTA_DST, to)) {
		nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, take_route, &route);
		if (nl_send_auto(socket, msg) >= 0)
			nl_recvmsgs_default(socket);
		nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_DEFAULT, NULL, NULL);
	}
	nlmsg_free(msg);
	return route;
}

static bool read_route(struct rtnl_route *route, struct cordon_way *way)
{
	struct rtnl_nexthop *hop = rtnl_route_nexthop_n(route, 0);
	struct nl_addr *gateway = hop ? rtnl_route_nh_get_gateway(hop) : NULL;
	uint8_t type = rtnl_route_get_type(route);

	if (!hop || (type != RTN_UNICAST && type != RTN_LOCAL))
		return false;
	way->local = type == RTN_LOCAL;
	if_indextoname((unsigned int)rtnl_route_nh_get_ifindex(hop), way->iface);
	if (gateway && nl_addr_get_len(gateway) <= sizeof(way->gateway.bytes)) {
		way->gateway.len = (uint8_t)nl_addr_get_len(gateway);
		memcpy(way->gateway.bytes, nl_addr_get_binary_addr(gateway),
		       way->gateway.len);
	}
	return true;
}

/* One for all questions. We only ask: an answer needs no acknowledgment behind it. */
static struct nl_sock *connect_route(void)
{
	static struct nl_sock *socket;

	if (socket)
		return socket;
	socket = nl_socket_alloc();
	if (!socket)
		return NULL;
	nl_socket_disable_auto_ack(socket);
	if (!nl_connect(socket, NETLINK_ROUTE))
		return socket;
	nl_socket_free(socket);
	socket = NULL;
	return NULL;
}

static struct nl_cache *links(void)
{
	static struct nl_cache *cache;
	struct nl_sock *socket = connect_route();

	if (!cache && (!socket || rtnl_link_alloc_cache(socket, AF_UNSPEC, &cache)))
		cache = NULL;
	return cache;
}

bool cordon_way_find(const struct model_addr *to, struct cordon_way *way)
{
	struct nl_sock *socket = connect_route();
	struct rtnl_route *route = NULL;
	struct nl_addr *addr;
	bool found = false;

	memset(way, 0, sizeof(*way));
	addr = nl_addr_build(to->len == 4 ? AF_INET : AF_INET6, to->bytes, to->len);
	if (socket && addr)
		route = cordon_way_ask(socket, addr);
	if (route) {
		found = read_route(route, way);
		rtnl_route_put(route);
	}
	nl_addr_put(addr);
	return found;
}

static bool is_type(struct rtnl_link *link, const char *wanted)
{
	const char *type = rtnl_link_get_type(link);

	return type && !strcmp(type, wanted);
}

/* What hangs on a container bridge are ends of cables into other namespaces. */
static bool holds_containers(int bridge)
{
	struct nl_object *at;
	bool any = false;

	for (at = nl_cache_get_first(links()); at; at = nl_cache_get_next(at)) {
		struct rtnl_link *port = (struct rtnl_link *)at;

		if (rtnl_link_get_master(port) != bridge)
			continue;
		if (!is_type(port, "veth"))
			return false;
		any = true;
	}
	return any;
}

void cordon_wire_find(const char *name, struct cordon_wire *link)
{
	struct rtnl_link *found;

	memset(link, 0, sizeof(*link));
	found = links() ? rtnl_link_get_by_name(links(), name) : NULL;
	if (!found)
		return;
	link->there = true;
	link->up = rtnl_link_get_flags(found) & IFF_UP;
	link->carrier = rtnl_link_get_flags(found) & IFF_RUNNING;
	link->containers = is_type(found, "bridge") &&
			   holds_containers(rtnl_link_get_ifindex(found));
	rtnl_link_put(found);
}

bool cordon_wire_owns(const uint8_t mac[6])
{
	struct nl_object *at;
	struct nl_addr *own;

	for (at = links() ? nl_cache_get_first(links()) : NULL; at;
	     at = nl_cache_get_next(at)) {
		own = rtnl_link_get_addr((struct rtnl_link *)at);
		if (own && nl_addr_get_len(own) == 6 &&
		    !memcmp(nl_addr_get_binary_addr(own), mac, 6))
			return true;
	}
	return false;
}
