// SPDX-License-Identifier: GPL-2.0-only
/*
 * A change of the policy while it is being staged: a copy of the set of
 * objects, edited, then committed as a whole or thrown away.
 */
#include <linux/ktime.h>
#include <linux/slab.h>

#include "account.h"
#include "draft.h"
#include "expiry.h"
#include "live.h"
#include "netns.h"

static const char *const kind_names[] = {
	[CORDON_KIND_SEGMENT] = "segment",
	[CORDON_KIND_PEER] = "recorder, server or client",
	[CORDON_KIND_TRUSTED] = "trusted device",
	[CORDON_KIND_CAMERA] = "camera",
	[CORDON_KIND_PROFILE] = "profile",
	[CORDON_KIND_EXCEPTION] = "exception",
};

/* What was trusted or excepted for a time that is over is nothing any more. */
static void forget_expired(struct cordon_objects *objects)
{
	u64 now = ktime_get_boottime_ns();
	u32 i;

	for (i = 0; i < objects->count; i++) {
		const struct cordon_object *object = objects->at[i];

		if (object && cordon_object_over(object, now))
			cordon_objects_del(objects, object);
	}
}

/* What runs is no part of what a change from nothing states: it goes on. */
static int keep_exceptions(struct cordon_objects *objects, const struct cordon_objects *old)
{
	int err;
	u32 i;

	for (i = 0; i < old->count; i++) {
		struct cordon_object *object = old->at[i];

		if (!object || object->kind != CORDON_KIND_EXCEPTION)
			continue;
		err = cordon_objects_add(objects, cordon_object_get(object));
		if (err) {
			cordon_object_put(object);
			return err;
		}
	}
	return 0;
}

/**
 * cordon_draft_begin - stage a change
 * @cn: the namespace; its lock is held
 * @portid: the socket it will belong to
 * @empty: start from nothing instead of the policy in force
 *
 * May sleep. Returns the draft, which is the caller's, or an ERR_PTR().
 */
struct cordon_draft *cordon_draft_begin(struct cordon_net *cn, u32 portid, bool empty)
{
	struct cordon_draft *draft = kzalloc(sizeof(*draft), GFP_KERNEL_ACCOUNT);
	const struct cordon_published *old;
	int err;

	if (!draft)
		return ERR_PTR(-ENOMEM);
	cordon_live_made(CORDON_LIVE_DRAFT);
	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	draft->portid = portid;
	draft->generation = cordon_policy_generation(cn);
	if (!old)
		return draft;
	if (!empty)
		draft->settings = old->settings;
	/* whoever changes anything means what is in force to be a policy */
	draft->settings.shut = false;
	err = empty ? keep_exceptions(&draft->objects, &old->objects) :
		      cordon_objects_copy(&draft->objects, &old->objects);
	if (err) {
		cordon_draft_free(draft);
		return ERR_PTR(err);
	}
	forget_expired(&draft->objects);
	return draft;
}

/*
 * The object that has the account of one of this name: in the policy in force, or
 * else in the draft; NULL if there is none, or it is another device's.
 */
static const struct cordon_object *find_former(struct cordon_net *cn,
					       const struct cordon_draft *draft,
					       const struct cordon_object *object)
{
	const struct cordon_published *old;
	const struct cordon_object *former = NULL;

	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	if (old)
		former = cordon_objects_find(&old->objects, object->kind, object->name);
	if (former && cordon_retired_same(former, object))
		return former;
	if (former)
		((struct cordon_account *)former->account)->replaced = true;
	former = cordon_objects_find(&draft->objects, object->kind, object->name);
	return former && cordon_retired_same(former, object) ? former : NULL;
}

/*
 * The account of a camera or segment: the one it had, as long as its name is
 * in the draft or in the policy in force, and its MAC the same; else a new one.
 */
static int give_account(struct cordon_net *cn, const struct cordon_draft *draft,
			struct cordon_object *object)
{
	const struct cordon_object *former;

	if (object->kind != CORDON_KIND_CAMERA && object->kind != CORDON_KIND_SEGMENT)
		return 0;
	former = find_former(cn, draft, object);
	object->account = former ? cordon_account_get(former->account) :
				   cordon_account_alloc(cn, object->kind, object->name);
	if (!object->account)
		return -ENOMEM;
	object->flows = &((struct cordon_account *)object->account)->flows;
	return 0;
}

/* What of a camera ends by itself goes on under its new description, if that says so. */
static void keep_terms(struct cordon_object *object, const struct cordon_object *former)
{
	if (!object->keep || !cordon_retired_same(former, object))
		return;
	if (!object->until && cordon_ends(former->until))
		object->until = former->until;
	if (!object->setup)
		object->setup = former->setup;
}

static int enter(struct cordon_net *cn, struct cordon_draft *draft,
		 const struct cordon_object *former, struct cordon_object *object)
{
	int err = give_account(cn, draft, object);

	if (!err && former) {
		keep_terms(object, former);
		cordon_expiry_take_over(object, former);
		cordon_objects_replace(&draft->objects, object);
	} else if (!err) {
		err = cordon_objects_add(&draft->objects, object);
	}
	if (err)
		cordon_object_put(object);
	return err;
}

/**
 * cordon_draft_change - edit the staged set
 * @cn: the namespace; its lock is held
 * @draft: what is edited
 * @change: how
 * @object: the caller's reference is taken over in any case
 * @extack: says what is wrong
 *
 * Returns 0, or a negative errno with the draft as it was.
 */
int cordon_draft_change(struct cordon_net *cn, struct cordon_draft *draft,
			enum cordon_change change, struct cordon_object *object,
			struct netlink_ext_ack *extack)
{
	struct cordon_object *former;
	int err;

	former = cordon_objects_find(&draft->objects, object->kind, object->name);
	if (change == CORDON_CHANGE_ADD && former) {
		cordon_refuse(extack, NULL, "%s '%s' exists already", kind_names[object->kind],
			      object->name);
		cordon_object_put(object);
		return -EEXIST;
	}
	if (change != CORDON_CHANGE_ADD && !former) {
		cordon_refuse(extack, NULL, "there is no %s '%s'", kind_names[object->kind],
			      object->name);
		cordon_object_put(object);
		return -ENOENT;
	}
	if (change == CORDON_CHANGE_DEL) {
		cordon_objects_del(&draft->objects, former);
		cordon_object_put(object);
		return 0;
	}
	err = enter(cn, draft, former, object);
	if (err == -ENOSPC)
		cordon_refuse(extack, NULL, "more than %d objects", CORDON_OBJECTS_MAX);
	return err;
}

/*
 * An exception ends with its camera, and with the device it was asked for: who
 * takes its place has not been allowed anything. One that is new needs a camera.
 */
static bool is_orphan(const struct cordon_object *exception, const struct cordon_objects *new,
		      const struct cordon_objects *old)
{
	const struct cordon_object *camera, *former;

	if (cordon_objects_find(old, exception->kind, exception->name) != exception)
		return false;
	camera = cordon_objects_find(new, CORDON_KIND_CAMERA, exception->ref);
	former = cordon_objects_find(old, CORDON_KIND_CAMERA, exception->ref);
	return !camera || (former && former->account != camera->account);
}

static void forget_orphans(struct cordon_net *cn, struct cordon_objects *objects)
{
	const struct cordon_published *old;
	u32 i;

	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	for (i = 0; old && i < objects->count; i++) {
		const struct cordon_object *object = objects->at[i];

		if (object && object->kind == CORDON_KIND_EXCEPTION &&
		    is_orphan(object, objects, &old->objects))
			cordon_objects_del(objects, object);
	}
}

/**
 * cordon_draft_commit - put what was staged into force
 * @cn: the namespace; its lock is held
 * @draft: freed in any case
 * @confirm: seconds until it is taken back, unless it is confirmed; 0: it stays
 * @extack: says why not
 */
int cordon_draft_commit(struct cordon_net *cn, struct cordon_draft *draft, u32 confirm,
			struct netlink_ext_ack *extack)
{
	int err = -ESTALE;

	if (draft->generation == cordon_policy_generation(cn)) {
		forget_orphans(cn, &draft->objects);
		err = cordon_policy_commit(cn, &draft->objects, &draft->settings, confirm,
					   extack);
	} else {
		cordon_refuse(extack, NULL,
			      "the policy was changed meanwhile: generation %llu, begun on %llu",
			      cordon_policy_generation(cn), draft->generation);
	}
	cordon_draft_free(draft);
	return err;
}

/*
 * A part of it was refused: what is staged is not what was meant. It stays in
 * its place, so that what its socket sends yet is no change by itself.
 */
void cordon_draft_spoil(struct cordon_draft *draft)
{
	cordon_objects_free(&draft->objects);
	draft->spoilt = true;
}

void cordon_draft_free(struct cordon_draft *draft)
{
	if (!draft)
		return;
	cordon_objects_free(&draft->objects);
	kfree(draft);
	cordon_live_gone(CORDON_LIVE_DRAFT);
}

/* Throws away what a socket has staged, if anything; portid 0: whosever it is. May sleep. */
void cordon_draft_drop(struct cordon_net *cn, u32 portid)
{
	mutex_lock(&cn->lock);
	if (cn->draft && (!portid || cn->draft->portid == portid)) {
		cordon_draft_free(cn->draft);
		cn->draft = NULL;
	}
	mutex_unlock(&cn->lock);
}
