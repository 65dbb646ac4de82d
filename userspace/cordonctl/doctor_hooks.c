// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Netfilter hooks. "First" is no promise: at equal priority, who came last runs
 * first. A kernel with nfnetlink_hook lists all hooks in the order they run;
 * Debian 12's is built without. Then nftables is asked for its own, and whether
 * one of our priority runs before or behind us remains open.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_hook.h>
#include <linux/netfilter_bridge.h>

#include "../lib/array.h"
#include "../lib/rawnl.h"
#include "doctor.h"

#define CHAIN_MAX	128
#define HOOKS_MAX	64	/* at one place */
#define NETDEV_INGRESS	0	/* enum nf_dev_hooks, and in older headers */
#define NETDEV_EGRESS	1	/* there is no egress */

struct hook {
	char function[64];	/* "": not told */
	char module[64];
	char chain[CHAIN_MAX];	/* of nftables: "table chain"; "": none */
	bool ours;
	bool flowtable;
	bool before;		/* it runs before ours, or may */
	bool behind;
};

/* The hooks of one place. */
struct hooks {
	uint8_t family;
	uint32_t number;
	const char *interface;	/* of family "netdev" only */
	struct hook hook[HOOKS_MAX];
	unsigned int count;
	bool has_ours;
	bool all;		/* those of other modules, too, and in their order */
};

/* Room for one more, or NULL and errno. */
static struct hook *add_hook(struct hooks *hooks)
{
	struct hook *hook = &hooks->hook[hooks->count];

	if (hooks->count == HOOKS_MAX) {
		errno = E2BIG;
		return NULL;
	}
	hooks->count++;
	*hook = (struct hook){ 0 };
	return hook;
}

static void name_chain(struct hook *hook, const struct nlattr *table,
		       const struct nlattr *name)
{
	char words[2][CHAIN_MAX / 2 - 1];

	cordon_attr_string(table, words[0], sizeof(words[0]));
	cordon_attr_string(name, words[1], sizeof(words[1]));
	if (*words[1])
		snprintf(hook->chain, sizeof(hook->chain), "%s %s", words[0],
			 words[1]);
}

static void take_info(struct hook *hook, const struct nlattr *info)
{
	const struct nlattr *tb[NFNLA_HOOK_INFO_MAX + 1];
	const struct nlattr *desc[NFNLA_CHAIN_MAX + 1];

	cordon_attr_index_nest(info, tb, NFNLA_HOOK_INFO_MAX);
	cordon_attr_index_nest(tb[NFNLA_HOOK_INFO_DESC], desc, NFNLA_CHAIN_MAX);
	name_chain(hook, desc[NFNLA_CHAIN_TABLE], desc[NFNLA_CHAIN_NAME]);
}

static int take_hook(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[NFNLA_HOOK_MAX + 1];
	struct hooks *hooks = data;
	struct hook *hook = add_hook(hooks);

	if (!hook)
		return MNL_CB_ERROR;
	cordon_attr_index_after(nlh, sizeof(struct nfgenmsg), tb, NFNLA_HOOK_MAX);
	cordon_attr_string(tb[NFNLA_HOOK_FUNCTION_NAME], hook->function,
			   sizeof(hook->function));
	cordon_attr_string(tb[NFNLA_HOOK_MODULE_NAME], hook->module,
			   sizeof(hook->module));
	take_info(hook, tb[NFNLA_HOOK_CHAIN_INFO]);
	hook->ours = !strcmp(hook->module, "camcordon");
	hook->flowtable = !strncmp(hook->function, "nf_flow_offload", 15);
	hook->before = !hooks->has_ours;
	hook->behind = hooks->has_ours;
	hooks->has_ours |= hook->ours;
	return MNL_CB_OK;
}

static int list_all(struct hooks *hooks)
{
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	struct nlmsghdr *nlh;

	nlh = cordon_rawnl_begin_nf(buffer, NFNL_SUBSYS_HOOK,
				    NFNL_MSG_HOOK_GET, hooks->family);
	mnl_attr_put_u32(nlh, NFNLA_HOOK_HOOKNUM, htonl(hooks->number));
	if (hooks->interface)
		mnl_attr_put_strz(nlh, NFNLA_HOOK_DEV, hooks->interface);
	return cordon_rawnl_dump(NETLINK_NETFILTER, nlh, take_hook, hooks);
}

static bool names(const struct nlattr *attr, const char *interface)
{
	char name[IFNAMSIZ];

	cordon_attr_string(attr, name, sizeof(name));
	return !strcmp(name, interface);
}

/* NFTA_HOOK_DEV, or a list of NFTA_DEVICE_NAME: is @interface there? */
static bool is_at(const struct nlattr **tb, const char *interface)
{
	const struct nlattr *attr;

	if (!interface || (tb[NFTA_HOOK_DEV] && names(tb[NFTA_HOOK_DEV], interface)))
		return true;
	if (!tb[NFTA_HOOK_DEVS])
		return false;
	mnl_attr_for_each_nested(attr, tb[NFTA_HOOK_DEVS])
		if (names(attr, interface))
			return true;
	return false;
}

static bool is_family(const struct nlmsghdr *nlh, const struct hooks *hooks)
{
	uint8_t family = ((struct nfgenmsg *)mnl_nlmsg_get_payload(nlh))->nfgen_family;

	return family == hooks->family ||
	       (family == NFPROTO_INET && (hooks->family == NFPROTO_IPV4 ||
					   hooks->family == NFPROTO_IPV6));
}

/* By its priority alone. */
static void place_hook(struct hook *hook, const struct nlattr *priority)
{
	int32_t number = (int32_t)ntohl((uint32_t)cordon_attr_uint(priority));

	hook->before = number == INT_MIN;
	hook->behind = number == INT_MAX;
}

static int take_chain(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[NFTA_CHAIN_MAX + 1], *at[NFTA_HOOK_MAX + 1];
	struct hooks *hooks = data;
	struct hook *hook;

	cordon_attr_index_after(nlh, sizeof(struct nfgenmsg), tb, NFTA_CHAIN_MAX);
	cordon_attr_index_nest(tb[NFTA_CHAIN_HOOK], at, NFTA_HOOK_MAX);
	if (!at[NFTA_HOOK_HOOKNUM] || !is_family(nlh, hooks) ||
	    cordon_attr_uint(at[NFTA_HOOK_HOOKNUM]) != htonl(hooks->number) ||
	    !is_at(at, hooks->interface))
		return MNL_CB_OK;
	hook = add_hook(hooks);
	if (!hook)
		return MNL_CB_ERROR;
	name_chain(hook, tb[NFTA_CHAIN_TABLE], tb[NFTA_CHAIN_NAME]);
	place_hook(hook, at[NFTA_HOOK_PRIORITY]);
	return MNL_CB_OK;
}

/* Its hook's attributes are other ones than a chain's, but for their numbers. */
static int take_flowtable(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[NFTA_FLOWTABLE_MAX + 1];
	const struct nlattr *at[NFTA_FLOWTABLE_HOOK_MAX + 1], *attr;
	struct hooks *hooks = data;
	struct hook *hook;
	bool here = false;

	cordon_attr_index_after(nlh, sizeof(struct nfgenmsg), tb,
				NFTA_FLOWTABLE_MAX);
	cordon_attr_index_nest(tb[NFTA_FLOWTABLE_HOOK], at,
			       NFTA_FLOWTABLE_HOOK_MAX);
	if (!at[NFTA_FLOWTABLE_HOOK_DEVS])
		return MNL_CB_OK;
	mnl_attr_for_each_nested(attr, at[NFTA_FLOWTABLE_HOOK_DEVS])
		here |= names(attr, hooks->interface);
	hook = here ? add_hook(hooks) : NULL;
	if (!hook)
		return here ? MNL_CB_ERROR : MNL_CB_OK;
	hook->flowtable = true;
	place_hook(hook, at[NFTA_FLOWTABLE_HOOK_PRIORITY]);
	return MNL_CB_OK;
}

static int list_of_nftables(struct hooks *hooks, uint8_t message, mnl_cb_t take)
{
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	int error;

	error = cordon_rawnl_dump(NETLINK_NETFILTER,
				  cordon_rawnl_begin_nf(buffer,
							NFNL_SUBSYS_NFTABLES,
							message, NFPROTO_UNSPEC),
				  take, hooks);
	/* A kernel without nftables has no chains of it. */
	return error == EINVAL ? 0 : error;
}

/* What is registered there; false, and said so, if that cannot be known. */
static bool list(struct doctor *doctor, struct hooks *hooks, uint8_t family,
		 uint32_t number, const char *interface)
{
	int error;

	hooks->family = family;
	hooks->number = number;
	hooks->interface = interface;
	hooks->count = 0;
	hooks->has_ours = false;
	error = list_all(hooks);
	hooks->all = error != EINVAL;
	if (error == EINVAL)
		error = list_of_nftables(hooks, NFT_MSG_GETCHAIN, take_chain);
	if (!error && !hooks->all && interface && number == NETDEV_INGRESS)
		error = list_of_nftables(hooks, NFT_MSG_GETFLOWTABLE,
					 take_flowtable);
	/* A kernel without IPv6 or bridges has no hooks there. */
	if (error && (interface || error != EPROTONOSUPPORT))
		doctor_cannot(doctor, interface, "netfilter hooks: %s",
			      strerror(error));
	return !error;
}

/* "chain 'filter forward' of nftables" or "function of module". */
static const char *describe(const struct hook *hook, char text[2 * CHAIN_MAX])
{
	if (*hook->chain)
		snprintf(text, 2 * CHAIN_MAX, "nftables chain '%s'", hook->chain);
	else
		snprintf(text, 2 * CHAIN_MAX, "%s of %s",
			 *hook->function ? hook->function : "a function",
			 *hook->module ? hook->module : "the kernel");
	return text;
}

static const char *runs(const struct hooks *hooks)
{
	return hooks->all ? "runs" : "has the same priority and may run";
}

static void look_before(struct doctor *doctor, const char *segment,
			const struct hooks *hooks)
{
	char text[2 * CHAIN_MAX];

	for (unsigned int i = 0; i < hooks->count; i++) {
		const struct hook *hook = &hooks->hook[i];

		if (hook->before && !hook->ours && !hook->flowtable)
			doctor_say(doctor, DOCTOR_BAD, segment,
				   "take it away, or give it a higher priority",
				   "%s %s before the first checkpoint, and it may send frames anywhere",
				   describe(hook, text), runs(hooks));
	}
}

static void look_at_segment(struct doctor *doctor,
			    const struct doctor_segment *segment)
{
	static const char *const sides[] = {
		[NETDEV_INGRESS] = "from", [NETDEV_EGRESS] = "towards",
	};
	struct hooks hooks;

	for (uint32_t side = NETDEV_INGRESS; side <= NETDEV_EGRESS; side++) {
		if (!list(doctor, &hooks, NFPROTO_NETDEV, side, segment->name))
			return;
		if (hooks.all && segment->closed && !hooks.has_ours)
			doctor_say(doctor, DOCTOR_BAD, segment->name,
				   "report this: the module and the kernel disagree",
				   "is said to be closed, but the kernel has no hook of camcordon for frames %s it",
				   sides[side]);
		if (side == NETDEV_INGRESS && segment->listed)
			look_before(doctor, segment->name, &hooks);
	}
}

/* nftables can only forward to the egress checkpoint; others may do anything. */
static void look_at_other(struct doctor *doctor, const struct cordon_link *link)
{
	struct hooks hooks;
	char text[2 * CHAIN_MAX];

	if (!list(doctor, &hooks, NFPROTO_NETDEV, NETDEV_INGRESS, link->name))
		return;
	for (unsigned int i = 0; i < hooks.count; i++) {
		const struct hook *hook = &hooks.hook[i];

		if (hook->ours || hook->flowtable)
			continue;
		if (*hook->chain)
			doctor_say(doctor, DOCTOR_OK, link->name, NULL,
				   "%s at ingress: what it forwards to a segment is judged there",
				   describe(hook, text));
		else
			doctor_say(doctor, DOCTOR_WARN, link->name,
				   "see what it does: it may send frames out of a segment by ways of its own",
				   "%s has a hook at ingress",
				   describe(hook, text));
	}
}

/* Where the last checkpoint is, and the first of the guard. */
static const struct stop {
	const char *where;
	uint32_t number;
	uint8_t family;
	bool first;
} stops[] = {
	{ "IPv4 forwarding", NF_INET_FORWARD, NFPROTO_IPV4, false },
	{ "IPv6 forwarding", NF_INET_FORWARD, NFPROTO_IPV6, false },
	{ "bridge forwarding", NF_BR_FORWARD, NFPROTO_BRIDGE, false },
	{ "bridge pre-routing", NF_BR_PRE_ROUTING, NFPROTO_BRIDGE, true },
};

static void look_at_stop(struct doctor *doctor, const struct stop *stop)
{
	struct hooks hooks;
	char text[2 * CHAIN_MAX];

	if (!list(doctor, &hooks, stop->family, stop->number, NULL) ||
	    (hooks.all && !hooks.has_ours))
		return;
	for (unsigned int i = 0; i < hooks.count; i++) {
		const struct hook *hook = &hooks.hook[i];

		if (hook->ours || !(stop->first ? hook->before : hook->behind))
			continue;
		doctor_say(doctor, DOCTOR_WARN, NULL,
			   "take it away, or give it another priority",
			   "in %s, %s %s %s", stop->where, describe(hook, text),
			   runs(&hooks), stop->first ? "before the guard" :
			   "behind the last checkpoint, and it may change where a frame goes");
	}
}

void doctor_hooks(struct doctor *doctor)
{
	struct hooks hooks;

	for (unsigned int i = 0; i < doctor->segments; i++)
		if (doctor->segment[i].link)
			look_at_segment(doctor, &doctor->segment[i]);
	for (size_t i = 0; i < doctor->links.count; i++)
		if (!doctor_segment_of(doctor, doctor->links.at[i].index))
			look_at_other(doctor, &doctor->links.at[i]);
	for (size_t i = 0; i < ARRAY_SIZE(stops); i++)
		look_at_stop(doctor, &stops[i]);
	if (list(doctor, &hooks, NFPROTO_IPV4, NF_INET_FORWARD, NULL) &&
	    !hooks.all)
		doctor_cannot(doctor, NULL,
			      "hooks of others than nftables: this kernel lacks nfnetlink_hook");
}

/* A flowtable is an ingress hook that carries known flows past all others. */
void doctor_flowtables(struct doctor *doctor)
{
	struct hooks hooks;

	for (unsigned int i = 0; i < doctor->segments; i++) {
		const struct doctor_segment *segment = &doctor->segment[i];

		if (!segment->link || !list(doctor, &hooks, NFPROTO_NETDEV,
					    NETDEV_INGRESS, segment->name))
			continue;
		for (unsigned int h = 0; h < hooks.count; h++) {
			bool first = segment->listed && hooks.hook[h].before;

			if (!hooks.hook[h].flowtable)
				continue;
			doctor_say(doctor, first ? DOCTOR_BAD : DOCTOR_WARN,
				   segment->name,
				   "leave the segment out of the flowtable's devices",
				   first ?
				   "a flowtable takes cameras' flows before the first checkpoint" :
				   "a flowtable carries flows it knows past the exit checkpoint");
		}
	}
}
