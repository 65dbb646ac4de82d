// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <netlink/netlink.h>
#include <netlink/route/act/gact.h>
#include <netlink/route/action.h>
#include <netlink/route/classifier.h>
#include <netlink/route/cls/matchall.h>
#include <netlink/route/qdisc.h>
#include <netlink/route/tc.h>

#include "fail.h"
#include "hold.h"

/* Before all other filters, and known as ours by a number nobody else uses. */
#define PRIORITY	1
#define HANDLE		0xcc0de

#define CLSACT		TC_H_MAKE(TC_H_CLSACT, 0)
#define INGRESS		TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)
#define EGRESS		TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS)

int cordon_hold_open(struct nl_sock **to)
{
	int error;

	*to = nl_socket_alloc();
	if (!*to)
		return cordon_fail_memory();
	error = nl_connect(*to, NETLINK_ROUTE);
	if (!error)
		return 0;
	nl_socket_free(*to);
	*to = NULL;
	return cordon_fail(CORDON_REFUSED, "traffic control: %s", nl_geterror(error));
}

/* The place of both filters; it is there if somebody else uses it. */
static int add_clsact(struct nl_sock *socket, int ifindex)
{
	struct rtnl_qdisc *qdisc = rtnl_qdisc_alloc();
	int error;

	if (!qdisc)
		return -NLE_NOMEM;
	rtnl_tc_set_ifindex(TC_CAST(qdisc), ifindex);
	rtnl_tc_set_parent(TC_CAST(qdisc), TC_H_CLSACT);
	rtnl_tc_set_handle(TC_CAST(qdisc), CLSACT);
	error = rtnl_tc_set_kind(TC_CAST(qdisc), "clsact");
	if (!error)
		error = rtnl_qdisc_add(socket, qdisc, NLM_F_CREATE | NLM_F_EXCL);
	rtnl_qdisc_put(qdisc);
	return error == -NLE_EXIST ? 0 : error;
}

static struct rtnl_cls *make_filter(int ifindex, uint32_t parent)
{
	struct rtnl_cls *filter = rtnl_cls_alloc();

	if (!filter)
		return NULL;
	rtnl_tc_set_ifindex(TC_CAST(filter), ifindex);
	rtnl_tc_set_parent(TC_CAST(filter), parent);
	rtnl_tc_set_handle(TC_CAST(filter), HANDLE);
	rtnl_cls_set_prio(filter, PRIORITY);
	rtnl_cls_set_protocol(filter, ETH_P_ALL);
	if (!rtnl_tc_set_kind(TC_CAST(filter), "matchall"))
		return filter;
	rtnl_cls_put(filter);
	return NULL;
}

static int add_drop(struct rtnl_cls *filter)
{
	struct rtnl_act *drop = rtnl_act_alloc();
	int error = drop ? rtnl_tc_set_kind(TC_CAST(drop), "gact") : -NLE_NOMEM;

	if (!error)
		error = rtnl_gact_set_action(drop, TC_ACT_SHOT);
	if (!error)
		error = rtnl_mall_append_action(filter, drop);
	if (drop)
		rtnl_act_put(drop);
	return error;
}

static int add_filter(struct nl_sock *socket, int ifindex, uint32_t parent)
{
	struct rtnl_cls *filter = make_filter(ifindex, parent);
	int error = filter ? add_drop(filter) : -NLE_NOMEM;

	if (!error)
		error = rtnl_cls_add(socket, filter, NLM_F_CREATE | NLM_F_EXCL);
	if (filter)
		rtnl_cls_put(filter);
	return error == -NLE_EXIST ? 0 : error;
}

int cordon_hold_put(struct nl_sock *socket, int ifindex)
{
	int error = add_clsact(socket, ifindex);

	if (!error)
		error = add_filter(socket, ifindex, INGRESS);
	if (!error)
		error = add_filter(socket, ifindex, EGRESS);
	if (!error)
		return 0;
	return cordon_fail(CORDON_REFUSED, "cannot be held shut by tc: %s",
			   nl_geterror(error));
}

/* How many filters there are at a place; *@ours: one of them is ours. */
static int count_filters(struct nl_sock *socket, int ifindex, uint32_t parent, bool *ours)
{
	struct nl_cache *filters;
	struct nl_object *at;
	int count = 0;

	if (rtnl_cls_alloc_cache(socket, ifindex, parent, &filters))
		return 0;
	for (at = nl_cache_get_first(filters); at; at = nl_cache_get_next(at)) {
		struct rtnl_cls *filter = (struct rtnl_cls *)at;

		count++;
		if (rtnl_tc_get_handle(TC_CAST(filter)) == HANDLE &&
		    rtnl_cls_get_prio(filter) == PRIORITY)
			*ours = true;
	}
	nl_cache_free(filters);
	return count;
}

bool cordon_hold_is(struct nl_sock *socket, int ifindex)
{
	bool in = false, out = false;

	count_filters(socket, ifindex, INGRESS, &in);
	count_filters(socket, ifindex, EGRESS, &out);
	return in && out;
}

static void del_filter(struct nl_sock *socket, int ifindex, uint32_t parent)
{
	struct rtnl_cls *filter = make_filter(ifindex, parent);

	if (!filter)
		return;
	rtnl_cls_delete(socket, filter, 0);
	rtnl_cls_put(filter);
}

static void del_clsact(struct nl_sock *socket, int ifindex)
{
	struct rtnl_qdisc *qdisc = rtnl_qdisc_alloc();

	if (!qdisc)
		return;
	rtnl_tc_set_ifindex(TC_CAST(qdisc), ifindex);
	rtnl_tc_set_parent(TC_CAST(qdisc), TC_H_CLSACT);
	rtnl_tc_set_handle(TC_CAST(qdisc), CLSACT);
	rtnl_qdisc_delete(socket, qdisc);
	rtnl_qdisc_put(qdisc);
}

void cordon_hold_release(struct nl_sock *socket, int ifindex)
{
	bool in = false, out = false;
	int others = count_filters(socket, ifindex, INGRESS, &in) +
		     count_filters(socket, ifindex, EGRESS, &out) - in - out;

	if (in)
		del_filter(socket, ifindex, INGRESS);
	if (out)
		del_filter(socket, ifindex, EGRESS);
	/* an empty place would be taken for somebody's */
	if ((in || out) && !others)
		del_clsact(socket, ifindex);
}
