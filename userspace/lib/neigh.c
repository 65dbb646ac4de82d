// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdbool.h>
#include <string.h>

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <netlink/route/neighbour.h>

#include "neigh.h"

/* By hand: libnl's own request is too short for the kernel's bridge table. */
static int request_table(struct nl_sock *socket, int family)
{
	struct ndmsg header = { .ndm_family = (unsigned char)family };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETNEIGH, NLM_F_DUMP);
	int error = -1;

	if (msg && !nlmsg_append(msg, &header, sizeof(header), NLMSG_ALIGNTO))
		error = nl_send_auto(socket, msg);
	nlmsg_free(msg);
	return error;
}

static struct nl_cache *read_table(struct nl_sock *socket, int family)
{
	struct nl_cache *cache;

	if (nl_cache_alloc_name("route/neigh", &cache))
		return NULL;
	if (request_table(socket, family) >= 0 &&
	    !nl_cache_pickup(socket, cache))
		return cache;
	nl_cache_free(cache);
	return NULL;
}

/* One that the kernel would use now; a stale one still tells the port. */
static bool is_valid(struct rtnl_neigh *neigh)
{
	return !(rtnl_neigh_get_state(neigh) & (NUD_FAILED | NUD_INCOMPLETE));
}

struct nl_addr *cordon_neigh_mac(struct nl_sock *socket, struct nl_addr *ip)
{
	struct nl_cache *cache = read_table(socket, nl_addr_get_family(ip));
	struct nl_addr *mac = NULL, *to;
	struct nl_object *at;

	if (!cache)
		return NULL;
	for (at = nl_cache_get_first(cache); at && !mac;
	     at = nl_cache_get_next(at)) {
		struct rtnl_neigh *neigh = (struct rtnl_neigh *)at;

		to = rtnl_neigh_get_dst(neigh);
		if (to && !nl_addr_cmp(to, ip) && is_valid(neigh) &&
		    rtnl_neigh_get_lladdr(neigh))
			mac = nl_addr_get(rtnl_neigh_get_lladdr(neigh));
	}
	nl_cache_free(cache);
	return mac;
}

int cordon_neigh_port(struct nl_sock *socket, struct nl_addr *mac, int bridge)
{
	struct nl_cache *cache = read_table(socket, AF_BRIDGE);
	struct nl_addr *learnt;
	struct nl_object *at;
	int port = 0;

	if (!cache)
		return 0;
	for (at = nl_cache_get_first(cache); at && !port;
	     at = nl_cache_get_next(at)) {
		struct rtnl_neigh *neigh = (struct rtnl_neigh *)at;

		learnt = rtnl_neigh_get_lladdr(neigh);
		if (learnt && !nl_addr_cmp(learnt, mac) &&
		    rtnl_neigh_get_master(neigh) == bridge)
			port = rtnl_neigh_get_ifindex(neigh);
	}
	nl_cache_free(cache);
	return port;
}
