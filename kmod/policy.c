// SPDX-License-Identifier: GPL-2.0-only
/*
 * The policy in force: how another one takes its place. Frames see the old
 * policy or the new one, never a mix, and when the commit returns none is
 * judged by the old one any more.
 */
#include <linux/cred.h>
#include <linux/etherdevice.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/netlink.h>
#include <linux/random.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "account.h"
#include "card.h"
#include "closed.h"
#include "confirm.h"
#include "core/tighten.h"
#include "event.h"
#include "expiry.h"
#include "live.h"
#include "memo.h"
#include "netns.h"
#include "policy.h"
#include "segment.h"
#include "state.h"

#define REFUSALS	16	/* texts that may be on their way to their readers */

/**
 * cordon_refuse - say why, for the answer to a netlink message
 * @extack: may be NULL
 * @attr: the attribute that is wrong, or NULL
 * @format: as of printf
 *
 * The answer is built after the handler has returned, and 6.1 has no room for
 * a text in @extack: a few buffers take turns. With more refusals than that at
 * the same moment an administrator may read another one's text.
 */
void cordon_refuse(struct netlink_ext_ack *extack, const struct nlattr *attr,
		   const char *format, ...)
{
	static char texts[REFUSALS][128];
	static atomic_t turn;
	char *text;
	va_list args;

	if (!extack)
		return;
	text = texts[(unsigned int)atomic_inc_return(&turn) % REFUSALS];
	va_start(args, format);
	vscnprintf(text, sizeof(texts[0]), format, args);
	va_end(args);
	extack->_msg = text;
	if (attr)
		NL_SET_BAD_ATTR(extack, attr);
}

/* The generation of the policy in force, 0 if there is none. Under cn->lock. */
u64 cordon_policy_generation(const struct cordon_net *cn)
{
	const struct cordon_published *old;

	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	return old ? old->generation : 0;
}

/* Finds the indexes of the interfaces the policy names. Under RTNL. */
static void resolve(struct cordon_net *cn, struct cordon_policy *p)
{
	u32 i;

	for (i = 0; i < p->ifaces; i++) {
		struct net_device *dev = cordon_card_find(cn->net, p->iface[i].name);

		WRITE_ONCE(p->iface[i].ifindex, dev ? dev->ifindex : 0);
	}
}

/* Interfaces came, went or changed their names. Under RTNL. */
void cordon_policy_resolve(struct cordon_net *cn)
{
	struct cordon_published *published = rtnl_dereference(cn->policy);

	if (!published)
		return;
	resolve(cn, &published->policy);
	cordon_memo_forget();
}

/* A camera with a MAC of this host would be an impostor at once. */
static int check_own_macs(struct cordon_net *cn, const struct cordon_policy *p,
			  struct netlink_ext_ack *extack)
{
	struct net_device *dev;

	for_each_netdev(cn->net, dev) {
		u64 mac = dev->addr_len == ETH_ALEN ? cordon_get_mac(dev->dev_addr) : 0;

		if (!mac || !cordon_policy_find_mac(p, mac))
			continue;
		cordon_refuse(extack, NULL, "mac %012llx is that of %s on this host", mac,
			      dev->name);
		return -EINVAL;
	}
	return 0;
}

/* Is it the interface of a segment that is named by its card? Then that is its name. */
static int check_name(struct cordon_net *cn, const struct cordon_published *new, const char *name,
		      struct netlink_ext_ack *extack)
{
	const struct net_device *dev = *name == ':' ? NULL : __dev_get_by_name(cn->net, name);
	char card[IFNAMSIZ];

	if (!dev || !cordon_card_text(dev, card) ||
	    !cordon_objects_find(&new->objects, CORDON_KIND_SEGMENT, card))
		return 0;
	cordon_refuse(extack, NULL, "%s is the segment of card %pM: name it by that", name,
		      dev->perm_addr);
	return -EINVAL;
}

/* Nobody may be two things by having two names. */
static int check_names(struct cordon_net *cn, const struct cordon_published *new,
		       struct netlink_ext_ack *extack)
{
	int err = 0;
	u32 i;

	for (i = 0; i < new->policy.ifaces && !err; i++)
		err = check_name(cn, new, new->policy.iface[i].name, extack);
	for (i = 0; i < new->objects.count && !err; i++)
		if (new->objects.at[i] && new->objects.at[i]->kind == CORDON_KIND_SEGMENT)
			err = check_name(cn, new, new->objects.at[i]->name, extack);
	return err;
}

/* Where the segments of a policy are. */
struct placing {
	unsigned int count;
	u8 slot[CORDON_SEGMENTS_MAX];	/* of each in the order of objects */
	u64 named;			/* by slot */
	u64 fresh;			/* likewise: those that were closed just now */
};

/* Closes the segments that are new, and sets the rules of all. */
static int close_segments(struct cordon_net *cn, struct cordon_published *new,
			  struct placing *placing, struct netlink_ext_ack *extack)
{
	u32 i;

	memset(new->policy.segment, 0, sizeof(new->policy.segment));
	for (i = 0; i < new->objects.count; i++) {
		const struct cordon_object *object = new->objects.at[i];
		struct cordon_segment *segment;
		int err;

		if (!object || object->kind != CORDON_KIND_SEGMENT)
			continue;
		segment = cordon_segment_find(cn, object->name);
		if (!segment) {
			err = cordon_segment_check(cn->net, object->name, extack);
			if (err)
				return err;
			segment = cordon_segment_add(cn, object->name, object->account, extack);
			if (IS_ERR(segment))
				return PTR_ERR(segment);
			placing->fresh |= BIT_ULL(segment->slot);
		}
		placing->slot[placing->count++] = segment->slot;
		placing->named |= BIT_ULL(segment->slot);
		/* without a rule a segment drops everything, whoever sent it */
		if (!new->settings.shut)
			cordon_policy_rule(object, &new->policy.segment[segment->slot]);
	}
	return 0;
}

/* A policy that was in force before may find its segments elsewhere. */
static void set_slots(struct cordon_published *new, const struct placing *placing)
{
	struct cordon_policy *p = &new->policy;
	u8 moved[CORDON_SEGMENTS_MAX];
	u32 i;

	for (i = 0; i < placing->count; i++) {
		moved[new->slot[i]] = placing->slot[i];
		new->slot[i] = placing->slot[i];
	}
	for (i = 0; i < p->devices; i++)
		if (p->device[i].slot != CORDON_SEGMENTS_MAX)
			p->device[i].slot = moved[p->device[i].slot];
}

/* Gives back the segments a mask names, by slot. */
static void open_segments(struct cordon_net *cn, u64 mask)
{
	int slot;

	for (slot = 0; slot < CORDON_SEGMENTS_MAX; slot++)
		if ((mask & BIT_ULL(slot)) && cn->segments[slot])
			cordon_segment_del(cn->segments[slot]);
}

/* Sealed: only what takes away. */
static int check_seal(struct cordon_net *cn, const struct cordon_published *new,
		      struct netlink_ext_ack *extack)
{
	const struct cordon_published *old = rtnl_dereference(cn->policy);
	char why[128];

	if (!cn->sealed || cordon_tightens(&old->policy, &new->policy, ktime_get_boottime_ns(),
					   why, sizeof(why)))
		return 0;
	cordon_refuse(extack, NULL, "sealed until this host is started anew: %s", why);
	atomic64_inc(&cn->refused);
	cordon_event_seal(cn, CORDON_EVENT_REFUSED, from_kuid(&init_user_ns, current_uid()));
	return -EPERM;
}

/* Close what is new, publish, open what is not named any more: in this order. Under RTNL. */
static int publish(struct cordon_net *cn, struct cordon_published *new,
		   struct netlink_ext_ack *extack)
{
	struct placing placing = {};
	int err;

	err = close_segments(cn, new, &placing, extack);
	if (!err) {
		set_slots(new, &placing);
		err = check_seal(cn, new, extack);
	}
	if (err) {
		open_segments(cn, placing.fresh);
		return err;
	}
	resolve(cn, &new->policy);
	cordon_closed_find(new);
	cordon_closed_keep(cn, rtnl_dereference(cn->policy));
	WRITE_ONCE(cn->committed, jiffies);
	rcu_assign_pointer(cn->policy, new);
	cordon_segment_adopt(cn);
	cordon_memo_forget();
	open_segments(cn, ~placing.named);
	cordon_state_refresh();
	return 0;
}

static void *alloc(size_t count, size_t size)
{
	return kvcalloc(count, size, GFP_KERNEL_ACCOUNT);
}

static u64 draw(void)
{
	return get_random_u64();
}

/* What the tables of a policy are made of. */
static struct cordon_materials materials(const struct cordon_objects *objects)
{
	return (struct cordon_materials){
		.object = objects->at, .objects = objects->count,
		.find = cordon_objects_position, .context = objects,
		.alloc = alloc, .free = kvfree, .random = draw,
	};
}

/* Nobody's address may be this host's: then it is 'self' that is meant. */
static int check_own_addrs(struct cordon_net *cn, const struct cordon_objects *objects,
			   struct netlink_ext_ack *extack)
{
	const struct cordon_object *object = NULL;
	const struct cordon_hosts *hosts;
	bool own = false;
	u32 i, n;

	rcu_read_lock();
	hosts = rcu_dereference(cn->hosts);
	for (i = 0; i < objects->count && !own; i++) {
		object = objects->at[i];
		for (n = 0; object && n < object->addrs && !own; n++)
			own = cordon_hosts_has(hosts, &object->addr[n], NULL);
	}
	rcu_read_unlock();
	if (!own)
		return 0;
	cordon_refuse(extack, NULL, object->kind == CORDON_KIND_PEER ?
		      "'%s': an address of it is this host's own; say 'self' instead" :
		      "'%s': an address of it is this host's own", object->name);
	return -EINVAL;
}

/* Frees a policy that no reader can see, with its objects. May sleep. */
void cordon_policy_free(struct cordon_published *published)
{
	struct cordon_materials m;

	if (!published)
		return;
	m = materials(&published->objects);
	cordon_policy_unmake(&published->policy, &m);
	cordon_objects_free(&published->objects);
	kfree(published);
	cordon_live_gone(CORDON_LIVE_POLICY);
}

/* A policy made of objects, which are taken over in any case; or an ERR_PTR(). */
static struct cordon_published *build(struct cordon_net *cn, struct cordon_objects *objects,
				      const struct cordon_settings *settings,
				      struct netlink_ext_ack *extack)
{
	struct cordon_published *new = kzalloc(sizeof(*new), GFP_KERNEL_ACCOUNT);
	struct cordon_materials m;
	char why[128];
	int err;
	u8 i;

	if (!new) {
		cordon_objects_free(objects);
		return ERR_PTR(-ENOMEM);
	}
	cordon_live_made(CORDON_LIVE_POLICY);
	swap(new->objects, *objects);
	new->settings = *settings;
	new->policy.observe_until = settings->observe_until;
	new->policy.mark = settings->mark;
	new->policy.mask = settings->mask;
	new->timed = cordon_expiry_next(new) != CORDON_FOREVER;
	for (i = 0; i < CORDON_SEGMENTS_MAX; i++)
		new->slot[i] = i;
	m = materials(&new->objects);
	err = cordon_policy_make(&new->policy, &m, why, sizeof(why));
	if (err && why[0])
		cordon_refuse(extack, NULL, "%s", why);
	if (!err)
		err = check_own_addrs(cn, &new->objects, extack);
	if (!err)
		return new;
	cordon_policy_free(new);
	return ERR_PTR(err);
}

/* What is to come back where there was no policy: one that says nothing. */
static struct cordon_published *build_empty(struct cordon_net *cn)
{
	static const struct cordon_settings none;
	struct cordon_objects nothing = {};

	return build(cn, &nothing, &none, NULL);
}

/* Publishes a new policy; a former one is what comes back unless it is confirmed. */
static int put_in_force(struct cordon_net *cn, struct cordon_published *new,
			struct cordon_published *former, u32 confirm,
			struct netlink_ext_ack *extack)
{
	int err;

	new->generation = cordon_policy_generation(cn) + 1;
	rtnl_lock();
	err = check_own_macs(cn, &new->policy, extack);
	if (!err)
		err = check_names(cn, new, extack);
	if (!err)
		err = publish(cn, new, extack);
	if (!err && confirm)
		cordon_confirm_await(cn, former, confirm);
	rtnl_unlock();
	return err;
}

/**
 * cordon_policy_commit - put a policy into force
 * @cn: the namespace; its lock is held
 * @objects: taken over in any case, and empty afterwards
 * @settings: copied
 * @confirm: seconds until it is taken back, unless it is confirmed; 0: it stays
 * @extack: says what is wrong
 *
 * May sleep. Returns 0, or a negative errno with the old policy in force.
 */
int cordon_policy_commit(struct cordon_net *cn, struct cordon_objects *objects,
			 const struct cordon_settings *settings, u32 confirm,
			 struct netlink_ext_ack *extack)
{
	struct cordon_published *new, *old, *spare = NULL;
	struct cordon_memos *memos;
	int err;

	lockdep_assert_held(&cn->lock);
	err = cordon_confirm_check(cn, confirm, extack);
	if (err) {
		cordon_objects_free(objects);
		return err;
	}
	new = build(cn, objects, settings, extack);
	if (IS_ERR(new))
		return PTR_ERR(new);
	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	if (confirm && !old)
		spare = build_empty(cn);
	if (IS_ERR(spare))
		err = PTR_ERR(spare);
	else
		err = put_in_force(cn, new, old ?: spare, confirm, extack);
	if (err) {
		cordon_policy_free(new);
		if (!IS_ERR(spare))
			cordon_policy_free(spare);
		return err;
	}
	memos = cordon_memo_grow(cn, new->policy.devices);
	cordon_event_commit(cn, new->generation, confirm);
	cordon_expiry_committed(cn, old, new);
	/* no checkpoint and no dump sees the old policy after this */
	synchronize_rcu();
	cordon_memo_free(memos);
	if (!confirm) {
		cordon_retired_note(cn, old, new);
		cordon_policy_free(old);
	}
	return 0;
}

/**
 * cordon_policy_restore - put a former policy into force again
 * @cn: the namespace; its lock is held
 * @former: not published now; the caller's until it is
 *
 * It was right once, and is not judged again: what came between may not keep it
 * from coming back. May sleep. Returns 0, or a negative errno with the present
 * policy in force.
 */
int cordon_policy_restore(struct cordon_net *cn, struct cordon_published *former)
{
	struct cordon_published *old;
	int err;

	lockdep_assert_held(&cn->lock);
	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	former->generation = old->generation + 1;
	rtnl_lock();
	err = publish(cn, former, NULL);
	rtnl_unlock();
	if (err)
		return err;
	cordon_event_reverted(cn, former->generation);
	cordon_expiry_committed(cn, old, former);
	/* no checkpoint and no dump sees the old policy after this */
	synchronize_rcu();
	cordon_policy_free(old);
	return 0;
}

/**
 * cordon_policy_seal - from now on refuse whatever would let more pass
 * @cn: the namespace; its lock is held
 * @extack: says why it cannot be sealed
 *
 * It ends with this run of the kernel: the module is pinned for good. Sealing
 * again changes nothing. May sleep. Returns 0 or a negative errno.
 */
int cordon_policy_seal(struct cordon_net *cn, struct netlink_ext_ack *extack)
{
	const struct cordon_published *policy;
	char why[128];
	int err;

	lockdep_assert_held(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	if (cn->sealed)
		return 0;
	err = cordon_confirm_check(cn, 0, extack);
	if (err)
		return err;
	if (!policy || policy->settings.shut) {
		cordon_refuse(extack, NULL, "there is no policy that could be sealed");
		return -EINVAL;
	}
	if (!cordon_sealable(&policy->policy, ktime_get_boottime_ns(), why, sizeof(why))) {
		cordon_refuse(extack, NULL, "%s", why);
		return -EBUSY;
	}
	__module_get(THIS_MODULE);
	rtnl_lock();
	WRITE_ONCE(cn->sealed, ktime_get_real_ns());
	rtnl_unlock();
	cordon_event_seal(cn, CORDON_EVENT_SEALED, from_kuid(&init_user_ns, current_uid()));
	return 0;
}

/* The namespace ends; no checkpoint reads the policy any more. */
void cordon_policy_release(struct cordon_net *cn)
{
	struct cordon_published *old = rcu_dereference_protected(cn->policy, true);

	RCU_INIT_POINTER(cn->policy, NULL);
	synchronize_rcu();
	cordon_policy_free(old);
	cordon_memo_free(rcu_dereference_protected(cn->memos, true));
}
