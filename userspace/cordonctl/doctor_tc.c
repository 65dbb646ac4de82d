// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tc and tcx. A filter at the ingress of a segment runs before the first
 * checkpoint; a redirect out of a segment, from whatever port, passes none,
 * since the kernel calls no netfilter hook for it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/tc_act/tc_mirred.h>

#include "../lib/array.h"
#include "../lib/rawnl.h"
#include "doctor.h"

/* From linux/bpf.h, since 6.6: older headers do not have them. */
#define TCX_INGRESS	46
#define TCX_EGRESS	47

/* Where filters are: those of one qdisc, or of one side of an interface. */
struct place {
	int index;
	uint32_t parent;
};

struct places {
	struct place *at;
	size_t count;
};

/* A filter that is looked at. */
struct filter {
	struct doctor *doctor;
	const char *name;	/* of its interface */
	bool first;		/* before a segment's first checkpoint */
	bool last;		/* behind a segment's last */
};

static int add_place(struct places *places, int index, uint32_t parent)
{
	struct place *larger = realloc(places->at, (places->count + 1) *
						    sizeof(*larger));

	if (!larger) {
		errno = ENOMEM;
		return MNL_CB_ERROR;
	}
	places->at = larger;
	places->at[places->count++] = (struct place){ index, parent };
	return MNL_CB_OK;
}

static int take_qdisc(const struct nlmsghdr *nlh, void *data)
{
	const struct tcmsg *tcm = mnl_nlmsg_get_payload(nlh);
	const struct nlattr *tb[TCA_MAX + 1];
	char kind[32];
	bool both, in;
	int more;

	cordon_attr_index_after(nlh, sizeof(*tcm), tb, TCA_MAX);
	cordon_attr_string(tb[TCA_KIND], kind, sizeof(kind));
	both = !strcmp(kind, "clsact");
	in = both || !strcmp(kind, "ingress");
	if (!in && !tcm->tcm_handle)
		return MNL_CB_OK;
	if (!in)
		return add_place(data, tcm->tcm_ifindex, tcm->tcm_handle);
	more = add_place(data, tcm->tcm_ifindex,
			 TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS));
	if (both && more == MNL_CB_OK)
		more = add_place(data, tcm->tcm_ifindex,
				 TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS));
	return more;
}

static void say_sent(const struct filter *filter, int to)
{
	struct doctor *doctor = filter->doctor;
	const struct cordon_link *link = cordon_links_find(&doctor->links, to);
	char other[IFNAMSIZ + 16];

	if (filter->first && link && !strcmp(link->kind, "ifb"))
		doctor_say(doctor, DOCTOR_WARN, filter->name,
			   "shape where traffic leaves instead, or accept what the exit checkpoint cannot see",
			   "tc takes frames to %s before the first checkpoint; the exit checkpoint still judges what IP and bridges do with them, but not other frames on a routed segment",
			   link->name);
	else if (filter->first)
		doctor_say(doctor, DOCTOR_BAD, filter->name,
			   "take the filter away: tc filter del dev INTERFACE ingress",
			   "tc sends cameras' frames to %s before any checkpoint",
			   doctor_name_of(doctor, to, other));
	else if (doctor_segment_of(doctor, to))
		doctor_say(doctor, DOCTOR_BAD, filter->name,
			   "take the filter away, or drop what it sends by a clsact egress filter on the segment, which sees it",
			   "tc sends frames out of segment %s past every checkpoint",
			   doctor_name_of(doctor, to, other));
}

/* What a BPF program does cannot be read from here. */
static void say_bpf(const struct filter *filter, const char *what)
{
	doctor_say(filter->doctor, DOCTOR_WARN, filter->name,
		   "see what it does: bpftool net show",
		   filter->first ?
		   "a tc BPF %s runs before the first checkpoint and may send frames anywhere" :
		   "a tc BPF %s may send frames out of a segment past every checkpoint",
		   what);
}

static void look_at_mirred(const struct filter *filter,
			   const struct nlattr *options)
{
	const struct nlattr *tb[TCA_MIRRED_MAX + 1];
	const struct tc_mirred *mirred;

	cordon_attr_index_nest(options, tb, TCA_MIRRED_MAX);
	if (!tb[TCA_MIRRED_PARMS] ||
	    mnl_attr_get_payload_len(tb[TCA_MIRRED_PARMS]) < sizeof(*mirred))
		return;
	mirred = mnl_attr_get_payload(tb[TCA_MIRRED_PARMS]);
	if (filter->first || mirred->eaction == TCA_EGRESS_REDIR ||
	    mirred->eaction == TCA_EGRESS_MIRROR)
		say_sent(filter, (int)mirred->ifindex);
}

static void look_at_action(const struct filter *filter,
			   const struct nlattr *action)
{
	static const char *const rewriters[] = {
		"pedit", "skbmod", "nat", "vlan", "mpls", "tunnel_key", "ct",
	};
	const struct nlattr *tb[TCA_ACT_MAX + 1];
	char kind[32];

	cordon_attr_index_nest(action, tb, TCA_ACT_MAX);
	cordon_attr_string(tb[TCA_ACT_KIND], kind, sizeof(kind));
	if (!strcmp(kind, "mirred"))
		look_at_mirred(filter, tb[TCA_ACT_OPTIONS]);
	if (!strcmp(kind, "bpf") && !filter->last)
		say_bpf(filter, "action");
	for (size_t i = 0; i < ARRAY_SIZE(rewriters); i++)
		if (filter->first && !strcmp(kind, rewriters[i]))
			doctor_say(filter->doctor, DOCTOR_WARN, filter->name,
				   "take the filter away: tc filter del dev INTERFACE ingress",
				   "tc action %s changes cameras' frames before the first checkpoint",
				   kind);
}

/* Each kind of filter has a number of its own for the list of its actions. */
static int attr_of_actions(const char *kind)
{
	static const struct {
		const char *kind;
		int attr;
	} kinds[] = {
		{ "basic", TCA_BASIC_ACT }, { "bpf", TCA_BPF_ACT },
		{ "cgroup", TCA_CGROUP_ACT }, { "flow", TCA_FLOW_ACT },
		{ "flower", TCA_FLOWER_ACT }, { "fw", TCA_FW_ACT },
		{ "matchall", TCA_MATCHALL_ACT }, { "route", TCA_ROUTE4_ACT },
		{ "u32", TCA_U32_ACT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(kinds[i].kind, kind))
			return kinds[i].attr;
	return -1;
}

static int take_filter(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[TCA_MAX + 1], *attr, *action;
	const struct filter *filter = data;
	char kind[32];
	int actions;

	cordon_attr_index_after(nlh, sizeof(struct tcmsg), tb, TCA_MAX);
	if (!tb[TCA_OPTIONS])
		return MNL_CB_OK;
	cordon_attr_string(tb[TCA_KIND], kind, sizeof(kind));
	if (!strcmp(kind, "bpf") && !filter->last)
		say_bpf(filter, "filter");
	actions = attr_of_actions(kind);
	if (actions < 0)
		doctor_cannot(filter->doctor, filter->name,
			      "what the tc filter of kind '%s' does", kind);
	mnl_attr_for_each_nested(attr, tb[TCA_OPTIONS]) {
		if (mnl_attr_get_type(attr) != actions)
			continue;
		mnl_attr_for_each_nested(action, attr)
			look_at_action(filter, action);
	}
	return MNL_CB_OK;
}

static void look_at_place(struct doctor *doctor, const struct place *place)
{
	bool segment = doctor_segment_of(doctor, place->index);
	bool in = place->parent == TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS);
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	struct tcmsg tcm = {
		.tcm_family = AF_UNSPEC,
		.tcm_ifindex = place->index,
		.tcm_parent = place->parent,
	};
	char other[IFNAMSIZ + 16];
	struct filter filter = {
		.doctor = doctor,
		.name = doctor_name_of(doctor, place->index, other),
		.first = segment && in,
		.last = segment && !in,
	};
	int error;

	error = cordon_rawnl_dump(NETLINK_ROUTE,
				  cordon_rawnl_begin(buffer, RTM_GETTFILTER,
						     &tcm, sizeof(tcm)),
				  take_filter, &filter);
	if (error)
		doctor_cannot(doctor, filter.name, "tc filters: %s",
			      strerror(error));
}

void doctor_tc(struct doctor *doctor)
{
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	struct tcmsg tcm = { .tcm_family = AF_UNSPEC };
	struct places places = { 0 };
	int error;

	error = cordon_rawnl_dump(NETLINK_ROUTE,
				  cordon_rawnl_begin(buffer, RTM_GETQDISC, &tcm,
						     sizeof(tcm)),
				  take_qdisc, &places);
	if (error)
		doctor_cannot(doctor, NULL, "tc: %s", strerror(error));
	for (size_t i = 0; i < places.count; i++)
		look_at_place(doctor, &places.at[i]);
	free(places.at);
}

/* How many programs; -1 and errno if that cannot be asked. */
static int count_tcx(int index, uint32_t side)
{
	union bpf_attr attr = { 0 };

	attr.query.target_fd = (uint32_t)index;	/* target_ifindex, since 6.6 */
	attr.query.attach_type = side;
	if (syscall(SYS_bpf, BPF_PROG_QUERY, &attr, sizeof(attr)))
		return -1;
	return (int)attr.query.prog_cnt;
}

static void look_at_tcx(struct doctor *doctor, const struct cordon_link *link,
			bool in, int count)
{
	bool segment = doctor_segment_of(doctor, link->index);

	/* At the egress of a segment it sees what was judged. */
	if (!count || (segment && !in))
		return;
	doctor_say(doctor, segment ? DOCTOR_BAD : DOCTOR_WARN, link->name,
		   "see what they do and who put them there: bpftool net show",
		   segment ?
		   "%d tcx program(s) before the first checkpoint may send frames anywhere" :
		   "%d tcx program(s) may send frames to a segment past every checkpoint",
		   count);
}

void doctor_tcx(struct doctor *doctor)
{
	int count;

	for (size_t i = 0; i < doctor->links.count; i++) {
		const struct cordon_link *link = &doctor->links.at[i];

		for (uint32_t side = TCX_INGRESS; side <= TCX_EGRESS; side++) {
			count = count_tcx(link->index, side);
			/* A kernel that has never heard of tcx has none. */
			if (count < 0 && errno == EINVAL)
				return;
			if (count < 0) {
				doctor_cannot(doctor, NULL, "tcx: %s",
					      strerror(errno));
				return;
			}
			look_at_tcx(doctor, link, side == TCX_INGRESS, count);
		}
	}
}
