// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/route.h>

#include "fail.h"
#include "iface.h"
#include "links.h"
#include "login.h"
#include "policyfile.h"
#include "neigh.h"
#include "way.h"

#define STACK_MAX	8	/* devices upon each other; the kernel's bound too */
#define KNOWN_SIZE	512	/* of the list in an error message */

/* What is known of this namespace while a question is answered. */
struct view {
	struct nl_sock *socket;
	struct nl_cache *links;
	/* The next hop of the way in question, where its MAC is known. */
	struct nl_addr *mac;
};

static void close_view(struct view *view)
{
	nl_cache_free(view->links);
	nl_socket_free(view->socket);
}

static int open_view(struct view *view)
{
	int error;

	view->links = NULL;
	view->mac = NULL;
	view->socket = nl_socket_alloc();
	if (!view->socket)
		return cordon_fail_memory();
	/* We only ask: an answer needs no acknowledgment behind it. */
	nl_socket_disable_auto_ack(view->socket);
	error = nl_connect(view->socket, NETLINK_ROUTE);
	if (!error)
		error = rtnl_link_alloc_cache(view->socket, AF_UNSPEC,
					      &view->links);
	if (!error)
		return 0;
	close_view(view);
	return cordon_fail(CORDON_REFUSED, "reading the interfaces: %s",
			   nl_geterror(error));
}

static struct rtnl_link *first_link(const struct view *view)
{
	return (struct rtnl_link *)nl_cache_get_first(view->links);
}

static struct rtnl_link *next_link(struct rtnl_link *link)
{
	return (struct rtnl_link *)nl_cache_get_next((struct nl_object *)link);
}

void cordon_iface_each(void (*each)(const char *name))
{
	struct rtnl_link *link;
	struct view view;

	if (open_view(&view))
		return;
	for (link = first_link(&view); link; link = next_link(link))
		each(rtnl_link_get_name(link));
	close_view(&view);
}

/* Loopback is left out: nobody means it. */
static void list_known(const struct view *view, char *text, size_t size)
{
	struct rtnl_link *link;
	size_t len = 0;

	snprintf(text, size, "none");
	for (link = first_link(view); link; link = next_link(link)) {
		if (rtnl_link_get_flags(link) & IFF_LOOPBACK)
			continue;
		if (len + IFNAMSIZ + 6 > size) {
			snprintf(text + len, size - len, ", ...");
			return;
		}
		len += snprintf(text + len, size - len, "%s%s",
				len ? ", " : "", rtnl_link_get_name(link));
	}
}

static int fail_unknown(const struct view *view, const char *name)
{
	char known[KNOWN_SIZE], text[CORDON_SEGMENT_TEXT];

	list_known(view, known, sizeof(known));
	cordon_policyfile_segment_text(name, text);
	return cordon_fail(CORDON_REFUSED, "%s: no such interface; known: %s",
			   text, known);
}

int cordon_iface_check(const char *name)
{
	char interface[IFNAMSIZ];
	struct view view;
	int status = open_view(&view);

	if (status)
		return status;
	if (!cordon_iface_of(name, interface))
		status = fail_unknown(&view, name);
	close_view(&view);
	return status;
}

static bool is_stacked(struct rtnl_link *link)
{
	const char *type = rtnl_link_get_type(link);

	return type && cordon_link_stacks(type);
}

/*
 * The port of bridge @upper that leads to the next hop; 0 where @upper is no
 * bridge or has not learnt it: then it may be any of its ports.
 */
static int port_of(const struct view *view, int upper)
{
	struct rtnl_link *port;
	int index;

	if (!view->mac)
		return 0;
	index = cordon_neigh_port(view->socket, view->mac, upper);
	port = index ? rtnl_link_get(view->links, index) : NULL;
	if (!port)
		return 0;
	if (rtnl_link_get_master(port) != upper)
		index = 0;
	rtnl_link_put(port);
	return index;
}

/* Does what goes by interface @upper go by @lower? */
static bool goes_by(const struct view *view, int upper, int lower, int depth)
{
	struct rtnl_link *link;
	int index, port, parent = 0;

	if (upper == lower)
		return true;
	if (depth == STACK_MAX)
		return false;
	port = port_of(view, upper);
	for (link = first_link(view); link; link = next_link(link)) {
		index = rtnl_link_get_ifindex(link);
		if (index == upper && is_stacked(link))
			parent = rtnl_link_get_link(link);
		if (rtnl_link_get_master(link) == upper &&
		    (!port || port == index) &&
		    goes_by(view, index, lower, depth + 1))
			return true;
	}
	return parent && goes_by(view, parent, lower, depth + 1);
}

/* @to is where the way leads, if there is no gateway; or NULL. */
static bool hop_goes_by(struct view *view, struct rtnl_nexthop *hop,
			struct nl_addr *to, int lower)
{
	struct nl_addr *gateway = rtnl_route_nh_get_gateway(hop);
	int index = rtnl_route_nh_get_ifindex(hop);
	bool goes;

	if (!index)
		return false;
	if (!gateway)
		gateway = to;
	if (gateway)
		view->mac = cordon_neigh_mac(view->socket, gateway);
	goes = goes_by(view, index, lower, 0);
	nl_addr_put(view->mac);
	view->mac = NULL;
	return goes;
}

static bool route_goes_by(struct view *view, struct rtnl_route *route,
			  struct nl_addr *to, int lower)
{
	struct rtnl_nexthop *hop;

	for (int i = 0; i < rtnl_route_get_nnexthops(route); i++) {
		hop = rtnl_route_nexthop_n(route, i);
		if (hop && hop_goes_by(view, hop, to, lower))
			return true;
	}
	return false;
}

/* Of any table: policy routing may use it. */
static bool is_default(struct rtnl_route *route)
{
	struct nl_addr *to = rtnl_route_get_dst(route);

	return rtnl_route_get_type(route) == RTN_UNICAST &&
	       (!to || nl_addr_get_prefixlen(to) == 0);
}

static int find_default(struct view *view, int lower,
			struct cordon_carried *carried)
{
	struct nl_cache *routes;
	struct nl_object *at;
	int error;

	error = rtnl_route_alloc_cache(view->socket, AF_UNSPEC, 0, &routes);
	if (error)
		return cordon_fail(CORDON_REFUSED, "reading the routes: %s",
				   nl_geterror(error));
	for (at = nl_cache_get_first(routes); at && !carried->default_route;
	     at = nl_cache_get_next(at)) {
		struct rtnl_route *route = (struct rtnl_route *)at;

		carried->default_route = is_default(route) &&
					 route_goes_by(view, route, NULL, lower);
	}
	nl_cache_free(routes);
	return 0;
}

/* The interface of a link-local address is part of it: fe80::1%eth0. */
static int split_scope(char *text)
{
	char *scope = strchr(text, '%');

	if (!scope)
		return 0;
	*scope = '\0';
	return (int)if_nametoindex(scope + 1);
}

/* The interface that holds address @text, or 0. */
static int holder_of(const struct view *view, const char *text)
{
	struct nl_cache *addrs = NULL;
	struct nl_addr *wanted = NULL, *got;
	struct nl_object *at;
	int found = 0;

	if (!*text || nl_addr_parse(text, AF_UNSPEC, &wanted) ||
	    rtnl_addr_alloc_cache(view->socket, &addrs))
		goto put_wanted;
	for (at = nl_cache_get_first(addrs); at && !found;
	     at = nl_cache_get_next(at)) {
		got = rtnl_addr_get_local((struct rtnl_addr *)at);
		/* The address alone: one of them has a network's length. */
		if (got && nl_addr_get_family(got) == nl_addr_get_family(wanted) &&
		    !memcmp(nl_addr_get_binary_addr(got),
			    nl_addr_get_binary_addr(wanted),
			    nl_addr_get_len(wanted)))
			found = rtnl_addr_get_ifindex((struct rtnl_addr *)at);
	}
	nl_cache_free(addrs);
put_wanted:
	nl_addr_put(wanted);
	return found;
}

/* Does the way back to the login's other end, @text, go by @lower? */
static bool peer_goes_by(struct view *view, const char *text, int lower)
{
	struct nl_addr *peer = NULL;
	struct rtnl_route *route;
	bool goes = false;

	if (nl_addr_parse(text, AF_UNSPEC, &peer))
		return false;
	route = cordon_way_ask(view->socket, peer);
	if (route) {
		goes = route_goes_by(view, route, peer, lower);
		rtnl_route_put(route);
	}
	nl_addr_put(peer);
	return goes;
}

/*
 * A login comes in where its answers leave, or at the very interface that
 * holds its address; or the interface is part of the address.
 */
static void find_login(struct view *view, int lower,
		       struct cordon_carried *carried)
{
	struct cordon_login login;
	int scope, peer_scope;
	bool cut;

	if (!cordon_login_find(&login))
		return;
	scope = split_scope(login.local);
	peer_scope = split_scope(login.peer);
	if (!scope)
		scope = peer_scope;
	if (scope)
		cut = goes_by(view, scope, lower, 0);
	else
		cut = peer_goes_by(view, login.peer, lower) ||
		      holder_of(view, login.local) == lower;
	if (cut)
		snprintf(carried->login, sizeof(carried->login), "%s",
			 login.peer);
}

int cordon_iface_carries(const char *name, struct cordon_carried *carried)
{
	struct view view;
	int index, status = open_view(&view);

	*carried = (struct cordon_carried){ 0 };
	if (status)
		return status;
	index = rtnl_link_name2i(view.links, name);
	/* One that does not exist yet carries nothing now. */
	if (index)
		status = find_default(&view, index, carried);
	if (index && !status)
		find_login(&view, index, carried);
	close_view(&view);
	return status;
}

int cordon_iface_guard(const char *name)
{
	struct cordon_carried carried;
	int status = cordon_iface_carries(name, &carried);

	if (status)
		return status;
	if (carried.default_route)
		return cordon_fail(CORDON_REFUSED,
				   "%s carries the default route of this host; add 'force' to close it all the same",
				   name);
	if (*carried.login)
		return cordon_fail(CORDON_REFUSED,
				   "%s carries your own login (from %s); add 'force' to close it all the same",
				   name, carried.login);
	return 0;
}
