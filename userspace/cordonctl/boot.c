// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * boot: from the first moment to the policy. What udev and camcordon.service
 * run: segments are held shut by tc until the module says that it closed them.
 */
#include <net/if.h>
#include <netlink/netlink.h>
#include <stdio.h>

#include "../lib/boot.h"
#include "../lib/hold.h"
#include "../lib/iface.h"
#include "../lib/module.h"
#include "boot.h"
#include "objects.h"
#include "values.h"

/* What the module has closed. */
struct closed {
	uint32_t ifindex[CORDON_SEGMENTS_MAX];
	size_t count;
};

/* What is done with each interface. */
struct visit {
	struct nl_sock *tc;
	const struct cordon_boot *boot;
	struct closed closed;
	json_t *held;
	int status;
};

static int take_closed(const struct nlmsghdr *nlh, void *data)
{
	struct closed *to = data;
	const struct nlattr *attr;
	union model_object object;

	*to = (struct closed){ 0 };
	mnl_attr_for_each(attr, nlh, GENL_HDRLEN) {
		if (mnl_attr_get_type(attr) != CORDON_A_SEGMENT)
			continue;
		object = (union model_object){ 0 };
		cordon_type_segment.get(attr, &object);
		/* what it could not close is not its own yet */
		if (object.segment.ifindex && object.segment.state != CORDON_STATE_FAILED &&
		    to->count < CORDON_SEGMENTS_MAX)
			to->ifindex[to->count++] = object.segment.ifindex;
	}
	return 0;
}

static int ask_closed(struct cordon_genl *genl, struct closed *to)
{
	return cordon_genl_ask(genl, cordon_genl_begin(genl, CORDON_CMD_STATUS_GET),
			       take_closed, to);
}

static bool is_closed(const struct closed *closed, unsigned int ifindex)
{
	for (size_t i = 0; i < closed->count; i++)
		if (closed->ifindex[i] == ifindex)
			return true;
	return false;
}

typedef void visit_fn(const struct if_nameindex *at, const char *card, void *data);

/* Calls @each for every interface; @card is empty where it has none. */
static void visit_all(visit_fn *each, void *data)
{
	struct if_nameindex *all = if_nameindex(), *at;
	char card[IFNAMSIZ];

	for (at = all; at && at->if_index; at++) {
		if (!cordon_iface_card(at->if_name, card))
			*card = '\0';
		each(at, card, data);
	}
	if (all)
		if_freenameindex(all);
}

/* --- holding --- */

static void hold(const struct if_nameindex *at, const char *card, void *data)
{
	struct visit *visit = data;

	if (!cordon_boot_means(visit->boot, at->if_name, card) ||
	    !cordon_hold_put(visit->tc, (int)at->if_index))
		return;
	visit->status = cordon_fail_in(CORDON_REFUSED, at->if_name);
}

/* Lets go what the module has closed. */
static void hand_over(const struct if_nameindex *at, const char *card, void *data)
{
	const struct visit *visit = data;

	(void)card;
	if (is_closed(&visit->closed, at->if_index))
		cordon_hold_release(visit->tc, (int)at->if_index);
}

/* Lets go what is no segment any more, too: a policy is in force. */
static void let_go(const struct if_nameindex *at, const char *card, void *data)
{
	const struct visit *visit = data;

	if (is_closed(&visit->closed, at->if_index) ||
	    !cordon_boot_means(visit->boot, at->if_name, card))
		cordon_hold_release(visit->tc, (int)at->if_index);
}

/* The module is loaded: what it says it has closed need not be held any more. */
static int ask_and(visit_fn *each, struct visit *visit)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = ask_closed(genl, &visit->closed);
	cordon_genl_close(genl);
	if (!status)
		visit_all(each, visit);
	return status;
}

/*
 * One interface that just appeared or got its name: for udev, which names it.
 * Where /var is not there yet, the rule that named it is all there is to go by.
 */
static int hold_one(struct visit *visit, const char *name)
{
	unsigned int ifindex = if_nametoindex(name);
	char card[IFNAMSIZ];
	int status;

	if (!ifindex)
		return cordon_fail(CORDON_REFUSED, "%s: no such interface", name);
	if (!cordon_iface_card(name, card))
		*card = '\0';
	if (cordon_boot_wanted() && !cordon_boot_means(visit->boot, name, card))
		return 0;
	status = cordon_hold_put(visit->tc, (int)ifindex);
	if (status)
		return cordon_fail_in(status, name);
	return cordon_module_loaded() ? ask_and(hand_over, visit) : 0;
}

/* Keeps the first of two failures. */
static int both(int first, int (*second)(struct visit *visit), struct visit *visit)
{
	char text[256];
	int status;

	snprintf(text, sizeof(text), "%s", cordon_fail_text());
	status = second(visit);
	return first ? cordon_fail(first, "%s", text) : status;
}

static int load_and_hand_over(struct visit *visit)
{
	int status = cordon_module_loaded() ? 0 : cordon_module_load();

	return status ? status : ask_and(hand_over, visit);
}

/* What cannot be written for the next boot must not leave this one open. */
static int hold_all(struct visit *visit)
{
	int status = cordon_boot_write(visit->boot);

	visit_all(hold, visit);
	return both(status ? status : visit->status, load_and_hand_over, visit);
}

static int check_wanted(void)
{
	if (cordon_boot_wanted())
		return 0;
	return cordon_fail(CORDON_REFUSED,
			   "%s: there is no such directory, or this is another network namespace than the host's",
			   CORDON_BOOT_DIRECTORY);
}

int boot_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_boot boot = { 0 };
	struct visit visit = { .boot = &boot };
	char name[IFNAMSIZ] = "";
	int status = words_peek(words) ? take_interface(words, name) : 0;

	(void)command;
	(void)json;
	if (!status)
		status = words_end(words);
	if (!status && !*name)
		status = check_wanted();
	if (!status)
		status = cordon_hold_open(&visit.tc);
	if (!status && cordon_boot_wanted())
		status = cordon_boot_read(&boot);
	if (!status)
		status = *name ? hold_one(&visit, name) : hold_all(&visit);
	cordon_boot_release(&boot);
	nl_socket_free(visit.tc);
	return status;
}

/* --- for apply and status --- */

int boot_applied(struct cordon_genl *genl, const struct cordon_set *policy, bool keep)
{
	struct cordon_boot boot = { 0 };
	struct visit visit = { .boot = &boot };
	int status;

	if (!cordon_boot_wanted())
		return 0;
	status = cordon_boot_record(policy, keep);
	if (!status)
		status = cordon_boot_read(&boot);
	if (!status)
		status = ask_closed(genl, &visit.closed);
	if (!status)
		status = cordon_hold_open(&visit.tc);
	if (!status) {
		visit_all(let_go, &visit);
		nl_socket_free(visit.tc);
	}
	cordon_boot_release(&boot);
	if (!status)
		return 0;
	return cordon_fail_in(status, "the policy is in force, but not recorded for the next boot");
}

static void list_held(const struct if_nameindex *at, const char *card, void *data)
{
	struct visit *visit = data;

	(void)card;
	if (cordon_hold_is(visit->tc, (int)at->if_index))
		json_array_append_new(visit->held, json_string(at->if_name));
}

json_t *boot_held(void)
{
	struct visit visit = { .held = json_array() };

	if (cordon_boot_wanted() && !cordon_hold_open(&visit.tc)) {
		visit_all(list_held, &visit);
		nl_socket_free(visit.tc);
	}
	return visit.held;
}

int boot_explain(void)
{
	struct cordon_module installed;
	char held[256] = "";
	json_t *array, *name;
	size_t i, len = 0;

	if (cordon_module_loaded() || !cordon_boot_wanted())
		return CORDON_REFUSED;
	array = boot_held();
	json_array_foreach(array, i, name)
		if (len < sizeof(held))
			len += (size_t)snprintf(held + len, sizeof(held) - len, "%s%s",
						len ? ", " : "", json_string_value(name));
	json_decref(array);
	if (!len)
		snprintf(held, sizeof(held), "nothing");
	if (cordon_module_installed(NULL, &installed) && *installed.version)
		return cordon_fail(CORDON_REFUSED,
				   "the camcordon module is not loaded; held shut without it: %s; try 'systemctl restart camcordon', and see 'journalctl -u camcordon'",
				   held);
	cordon_module_missing();
	return cordon_fail(CORDON_REFUSED, "%s; held shut without it: %s",
			   cordon_fail_text(), held);
}
