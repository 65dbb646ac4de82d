// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ends by itself: exceptions, timed trust, the profile 'setup', observing.
 * The verdict compares moments and needs nothing of this; here it is told when
 * something began and when it ended.
 */
#include <linux/jiffies.h>
#include <linux/ktime.h>

#include "event.h"
#include "expiry.h"
#include "netns.h"
#include "policy.h"

/* One thing that has an end. */
struct term {
	u8 what;			/* enum cordon_timed */
	u64 until;			/* 0 or CORDON_FOREVER: it has no end */
};

/* Whole seconds until a moment, at least 1 before it; 0: it never comes. */
u32 cordon_expiry_left(u64 until)
{
	u64 now = ktime_get_boottime_ns();

	if (until == CORDON_FOREVER)
		return 0;
	return until > now ? max_t(u64, 1, div_u64(until - now, NSEC_PER_SEC)) : 0;
}

/**
 * cordon_expiry_moves - does a new end replace what runs?
 * @until: as it was asked for; the running end where it does not
 * @former: the running end, 0 or CORDON_FOREVER
 *
 * What is left is told in whole seconds. Who states that again, because something
 * else is to change, asks for no other end.
 */
bool cordon_expiry_moves(u64 *until, u64 former)
{
	u64 apart = *until > former ? *until - former : former - *until;

	if (!cordon_ends(*until))
		return false;
	if (!cordon_ends(former) || apart >= NSEC_PER_SEC)
		return true;
	*until = former;
	return false;
}

/* An object is about to replace its former: whose are the ends that run? */
void cordon_expiry_take_over(struct cordon_object *object, const struct cordon_object *former)
{
	bool until = cordon_expiry_moves(&object->until, former->until);
	bool setup = cordon_expiry_moves(&object->setup, former->setup);

	if (!until && !setup)
		object->uid = former->uid;
}

/* What of an object has an end, at most two things. */
static void terms_of(const struct cordon_object *object, struct term terms[2])
{
	terms[0] = (struct term){ CORDON_TIMED_UNSPEC, 0 };
	terms[1] = terms[0];
	if (!object)
		return;
	switch (object->kind) {
	case CORDON_KIND_EXCEPTION:
		terms[0] = (struct term){ CORDON_TIMED_EXCEPTION, object->until };
		break;
	case CORDON_KIND_TRUSTED:
		terms[0] = (struct term){ CORDON_TIMED_TRUST, object->until };
		break;
	case CORDON_KIND_CAMERA:
		terms[0] = (struct term){ CORDON_TIMED_OBSERVE, object->until };
		terms[1] = (struct term){ CORDON_TIMED_SETUP, object->setup };
		break;
	}
}

/* The first moment at which something in a policy ends, past ones included. */
static u64 next_after(const struct cordon_published *policy, u64 after)
{
	u64 next = CORDON_FOREVER;
	struct term terms[2];
	u32 i, n;

	if (cordon_ends(policy->settings.observe_until) && policy->settings.observe_until > after)
		next = policy->settings.observe_until;
	for (i = 0; i < policy->objects.count; i++) {
		terms_of(policy->objects.at[i], terms);
		for (n = 0; n < 2; n++)
			if (cordon_ends(terms[n].until) && terms[n].until > after)
				next = min(next, terms[n].until);
	}
	return next;
}

/* The first moment at which something of a policy ends; CORDON_FOREVER: nothing does. */
u64 cordon_expiry_next(const struct cordon_published *policy)
{
	return next_after(policy, 0);
}

/* Tells of what ended later than one moment and not later than another. */
static void tell_ended(struct cordon_net *cn, const struct cordon_published *policy, u64 after,
		       u64 now)
{
	struct term terms[2];
	u32 i, n;

	if (cordon_ends(policy->settings.observe_until) && policy->settings.observe_until > after &&
	    policy->settings.observe_until <= now)
		cordon_event_timed(cn, CORDON_EVENT_ENDED, CORDON_TIMED_OBSERVE, NULL,
				   policy->settings.uid);
	for (i = 0; i < policy->objects.count; i++) {
		const struct cordon_object *object = policy->objects.at[i];

		terms_of(object, terms);
		for (n = 0; n < 2; n++)
			if (cordon_ends(terms[n].until) && terms[n].until > after &&
			    terms[n].until <= now)
				cordon_event_timed(cn, CORDON_EVENT_ENDED, terms[n].what, object,
						   object->uid);
	}
}

/* Jiffies stand still while the machine sleeps: whoever wakes up too early waits again. */
static void wait_for_next(struct cordon_net *cn, const struct cordon_published *policy, u64 now)
{
	u64 next = next_after(policy, now);

	cn->expiry_told = now;
	if (next != CORDON_FOREVER)
		mod_delayed_work(system_power_efficient_wq, &cn->expiry,
				 nsecs_to_jiffies(next - now) + 1);
}

static void on_expiry(struct work_struct *work)
{
	struct cordon_net *cn = container_of(work, struct cordon_net, expiry.work);
	const struct cordon_published *policy;
	u64 now = ktime_get_boottime_ns();

	mutex_lock(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	if (policy) {
		tell_ended(cn, policy, cn->expiry_told, now);
		wait_for_next(cn, policy, now);
	}
	mutex_unlock(&cn->lock);
}

/* Tells of what runs in one policy and does not, or to another end, in the other. */
static void tell_changed(struct cordon_net *cn, u8 type, const struct cordon_published *in,
			 const struct cordon_published *other, u64 now)
{
	struct term terms[2], others[2];
	u32 i, n;

	for (i = 0; i < in->objects.count; i++) {
		const struct cordon_object *object = in->objects.at[i];

		terms_of(object, terms);
		if (!cordon_ends(terms[0].until) && !cordon_ends(terms[1].until))
			continue;
		terms_of(other ? cordon_objects_find(&other->objects, object->kind,
						     object->name) : NULL, others);
		for (n = 0; n < 2; n++)
			if (cordon_ends(terms[n].until) && terms[n].until > now &&
			    terms[n].until != others[n].until)
				cordon_event_timed(cn, type, terms[n].what, object, object->uid);
	}
}

static void tell_settings(struct cordon_net *cn, u8 type, const struct cordon_settings *in,
			  const struct cordon_settings *other, u64 now)
{
	if (cordon_ends(in->observe_until) && in->observe_until > now &&
	    (!other || other->observe_until != in->observe_until))
		cordon_event_timed(cn, type, CORDON_TIMED_OBSERVE, NULL, in->uid);
}

/**
 * cordon_expiry_committed - another policy is in force
 * @cn: the namespace; its lock is held
 * @old: the former one, or NULL
 * @new: the present one
 */
void cordon_expiry_committed(struct cordon_net *cn, const struct cordon_published *old,
			     const struct cordon_published *new)
{
	u64 now = ktime_get_boottime_ns();

	lockdep_assert_held(&cn->lock);
	if (old) {
		tell_ended(cn, old, cn->expiry_told, now);
		tell_changed(cn, CORDON_EVENT_ENDED, old, new, now);
		tell_settings(cn, CORDON_EVENT_ENDED, &old->settings, &new->settings, now);
	}
	tell_changed(cn, CORDON_EVENT_BEGUN, new, old, now);
	tell_settings(cn, CORDON_EVENT_BEGUN, &new->settings, old ? &old->settings : NULL, now);
	wait_for_next(cn, new, now);
}

void cordon_expiry_start(struct cordon_net *cn)
{
	INIT_DELAYED_WORK(&cn->expiry, on_expiry);
}

/* The namespace ends: nothing is told any more. May sleep. */
void cordon_expiry_stop(struct cordon_net *cn)
{
	cancel_delayed_work_sync(&cn->expiry);
}
