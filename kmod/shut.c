// SPDX-License-Identifier: GPL-2.0-only
/*
 * Segments that are closed from the moment the module is loaded, before anybody
 * can hand over a policy: the parameter names them. They are the segments of a
 * first policy under which nothing passes; the next one finds them closed.
 */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <net/net_namespace.h>

#include "account.h"
#include "card.h"
#include "netns.h"
#include "policy.h"
#include "shut.h"

static char *segments = "";
module_param(segments, charp, 0444);
MODULE_PARM_DESC(segments,
		 "what to close at load, with nothing allowed until a policy is applied: interfaces, or cards by a colon and their MAC (eth1,:020000000001)");

static int add_segment(struct cordon_net *cn, struct cordon_objects *objects, const char *name)
{
	struct cordon_account *account;
	struct cordon_object *object;
	int err = -ENOMEM;

	/* twice is no other wish than once */
	if (cordon_objects_find(objects, CORDON_KIND_SEGMENT, name))
		return 0;
	object = cordon_object_alloc(CORDON_KIND_SEGMENT, 0);
	if (!object)
		return -ENOMEM;
	strscpy(object->name, name, sizeof(object->name));
	account = cordon_account_alloc(cn, CORDON_KIND_SEGMENT, name);
	if (account) {
		object->account = account;
		object->flows = &account->flows;
		err = cordon_objects_add(objects, object);
	}
	if (err)
		cordon_object_put(object);
	return err;
}

/* Takes the names of a list to pieces. */
static int add_segments(struct cordon_net *cn, struct cordon_objects *objects, char *list)
{
	char *name;
	int err;

	while ((name = strsep(&list, ","))) {
		if (!*name)
			continue;
		if (!dev_valid_name(name) && !cordon_card_valid(name)) {
			pr_err("segments: '%s' is neither an interface nor a card as :020000000001\n",
			       name);
			return -EINVAL;
		}
		err = add_segment(cn, objects, name);
		if (err)
			return err;
	}
	return 0;
}

static int commit(struct cordon_net *cn, struct cordon_objects *objects)
{
	static const struct cordon_settings shut = { .shut = true };
	struct netlink_ext_ack extack = {};
	int err = 0;

	mutex_lock(&cn->lock);
	/* whoever was faster than we are knows more */
	if (!cordon_policy_generation(cn))
		err = cordon_policy_commit(cn, objects, &shut, 0, &extack);
	mutex_unlock(&cn->lock);
	if (err)
		pr_err("segments: %s\n", extack._msg ?: "no memory");
	return err;
}

/*
 * Closes what the parameter names, in the initial namespace. The netlink family
 * is registered, since a commit is told to its listeners. If this fails, the
 * module is not loaded: what is to stay shut until then is not ours to open.
 */
int __init cordon_shut_init(void)
{
	struct cordon_net *cn = cordon_net(&init_net);
	struct cordon_objects objects = {};
	char *list;
	int err;

	if (!*segments)
		return 0;
	list = kstrdup(segments, GFP_KERNEL);
	if (!list)
		return -ENOMEM;
	err = add_segments(cn, &objects, list);
	if (!err)
		err = commit(cn, &objects);
	cordon_objects_free(&objects);
	kfree(list);
	return err;
}
