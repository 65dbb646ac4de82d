// SPDX-License-Identifier: GPL-2.0-only
/*
 * A policy that was committed for a time, so that whoever locks himself out by
 * it gets back in. The former one is kept as it was, tables and all: to put it
 * into force again needs no memory but for segments that were given back.
 */
#include <linux/cred.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "confirm.h"
#include "event.h"
#include "expiry.h"
#include "netns.h"
#include "policy.h"
#include "retired.h"

/**
 * cordon_confirm_check - may the policy be changed now?
 * @cn: the namespace; its lock is held
 * @seconds: for how long, until it is confirmed; 0: for good
 * @extack: says why not
 *
 * Returns 0, -EINPROGRESS or -EPERM.
 */
int cordon_confirm_check(const struct cordon_net *cn, u32 seconds, struct netlink_ext_ack *extack)
{
	if (cn->confirm.former) {
		cordon_refuse(extack, NULL,
			      "a change waits to be confirmed, or taken back in %u s",
			      cordon_expiry_left(cn->confirm.until));
		return -EINPROGRESS;
	}
	if (!seconds || !cn->sealed)
		return 0;
	cordon_refuse(extack, NULL,
		      "sealed until this host is started anew: what is committed cannot be taken back");
	return -EPERM;
}

static void wait(struct cordon_confirm *confirm, u64 ns)
{
	mod_delayed_work(system_power_efficient_wq, &confirm->work, nsecs_to_jiffies(ns) + 1);
}

/* Keeps a policy that was replaced just now. Under the namespace's lock and RTNL. */
void cordon_confirm_await(struct cordon_net *cn, struct cordon_published *former, u32 seconds)
{
	ASSERT_RTNL();
	lockdep_assert_held(&cn->lock);
	cn->confirm.former = former;
	cn->confirm.until = ktime_get_boottime_ns() + (u64)seconds * NSEC_PER_SEC;
	wait(&cn->confirm, (u64)seconds * NSEC_PER_SEC);
}

/* Nothing is to be taken back any more; the caller has the former policy. */
static struct cordon_published *forget(struct cordon_net *cn)
{
	struct cordon_published *former;

	rtnl_lock();
	former = cn->confirm.former;
	cn->confirm.former = NULL;
	rtnl_unlock();
	return former;
}

/* What is in force stays so. Under the namespace's lock. May sleep. */
int cordon_confirm_accept(struct cordon_net *cn, struct netlink_ext_ack *extack)
{
	struct cordon_published *former;

	lockdep_assert_held(&cn->lock);
	if (!cn->confirm.former) {
		cordon_refuse(extack, NULL, "no change waits to be confirmed");
		return -ENOENT;
	}
	cancel_delayed_work(&cn->confirm.work);
	former = forget(cn);
	cordon_retired_note(cn, former,
			    rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock)));
	cordon_policy_free(former);
	cordon_event_confirmed(cn, cordon_policy_generation(cn),
			       from_kuid(&init_user_ns, current_uid()));
	return 0;
}

static void take_back(struct cordon_net *cn)
{
	struct cordon_published *former = cn->confirm.former;

	if (cordon_policy_restore(cn, former)) {
		pr_warn_ratelimited("a policy could not be taken back yet, it is tried again\n");
		wait(&cn->confirm, NSEC_PER_SEC);
		return;
	}
	forget(cn);
}

/* Jiffies stand still while the machine sleeps: whoever wakes up too early waits again. */
static void on_time(struct work_struct *work)
{
	struct cordon_net *cn = container_of(work, struct cordon_net, confirm.work.work);
	u64 now = ktime_get_boottime_ns();

	mutex_lock(&cn->lock);
	if (cn->confirm.former && now < cn->confirm.until)
		wait(&cn->confirm, cn->confirm.until - now);
	else if (cn->confirm.former)
		take_back(cn);
	mutex_unlock(&cn->lock);
}

void cordon_confirm_start(struct cordon_net *cn)
{
	INIT_DELAYED_WORK(&cn->confirm.work, on_time);
}

/* The namespace ends: nothing comes back. May sleep. */
void cordon_confirm_stop(struct cordon_net *cn)
{
	cancel_delayed_work_sync(&cn->confirm.work);
	cordon_policy_free(forget(cn));
}
