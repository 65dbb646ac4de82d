// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a camera gets another MAC, another device has taken its place: what the
 * former one did is not the new one's. Its account is kept aside, by the name and
 * the MAC it had; of too many, the longest retired gives way, and its counts go
 * into the namespace's remainder.
 */
#include <linux/ktime.h>

#include "account.h"
#include "netns.h"
#include "policy.h"
#include "retired.h"

/* Are two cameras of one name the same device? Without two MACs nobody can tell. */
bool cordon_retired_same(const struct cordon_object *former, const struct cordon_object *object)
{
	return !former->mac || !object->mac || former->mac == object->mac;
}

/* Is there anything that somebody may want to know of it? */
static bool has_history(const struct cordon_account *account)
{
	return READ_ONCE(account->last_seen) || READ_ONCE(account->dropped) ||
	       READ_ONCE(account->would) || READ_ONCE(account->ledger[0][1]) ||
	       READ_ONCE(account->ledger[1][1]);
}

static void retire(struct cordon_net *cn, const struct cordon_object *camera)
{
	struct cordon_retired *oldest = &cn->retired[0];
	unsigned int i;

	/* free places have the time 0 */
	for (i = 1; i < CORDON_RETIRED_MAX; i++)
		if (cn->retired[i].when < oldest->when)
			oldest = &cn->retired[i];
	cordon_account_put(oldest->account);
	*oldest = (struct cordon_retired){
		.account = cordon_account_get(camera->account),
		.mac = camera->mac,
		.when = ktime_get_real_ns(),
	};
}

/**
 * cordon_retired_note - another policy is in force
 * @cn: the namespace; its lock is held
 * @old: the former one, or NULL; no checkpoint sees it any more
 * @new: the present one
 */
void cordon_retired_note(struct cordon_net *cn, const struct cordon_published *old,
			 const struct cordon_published *new)
{
	u32 i;

	lockdep_assert_held(&cn->lock);
	for (i = 0; old && i < old->objects.count; i++) {
		const struct cordon_object *camera = old->objects.at[i], *heir;
		struct cordon_account *account;

		if (!camera || camera->kind != CORDON_KIND_CAMERA)
			continue;
		account = camera->account;
		if (!account->replaced)
			continue;
		/* it was in a draft, which need not be the one that was committed */
		account->replaced = false;
		heir = cordon_objects_find(&new->objects, CORDON_KIND_CAMERA, camera->name);
		if (heir && heir->account != account && has_history(account))
			retire(cn, camera);
	}
}

/* The namespace ends. */
void cordon_retired_release(struct cordon_net *cn)
{
	unsigned int i;

	for (i = 0; i < CORDON_RETIRED_MAX; i++)
		cordon_account_put(cn->retired[i].account);
}
