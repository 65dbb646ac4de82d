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
#include "core/tighten.h"
#include "event.h"
#include "expiry.h"
#include "live.h"
#include "netns.h"
#include "policy.h"
#include "segment.h"

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
		struct net_device *dev = __dev_get_by_name(cn->net, p->iface[i].name);

		WRITE_ONCE(p->iface[i].ifindex, dev ? dev->ifindex : 0);
	}
}

/* Interfaces came, went or changed their names. Under RTNL. */
void cordon_policy_resolve(struct cordon_net *cn)
{
	struct cordon_published *published = rtnl_dereference(cn->policy);

	if (published)
		resolve(cn, &published->policy);
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

/*
 * Closes the segments that are new, and sets the rules of all. slots: of each
 * segment in the order of objects. fresh: those that were closed here.
 */
static int close_segments(struct cordon_net *cn, struct cordon_published *new, u8 *slots,
			  u64 *fresh, struct netlink_ext_ack *extack)
{
	unsigned int ordinal = 0;
	u32 i;

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
			*fresh |= BIT_ULL(segment->slot);
		}
		slots[ordinal++] = segment->slot;
		cordon_policy_rule(object, &new->policy.segment[segment->slot]);
	}
	return 0;
}

static void set_slots(struct cordon_policy *p, const u8 *slots)
{
	u32 i;

	for (i = 0; i < p->devices; i++)
		if (p->device[i].slot != CORDON_SEGMENTS_MAX)
			p->device[i].slot = slots[p->device[i].slot];
}

/* Gives back the segments a mask names, by slot. */
static void open_segments(struct cordon_net *cn, u64 mask)
{
	int slot;

	for (slot = 0; slot < CORDON_SEGMENTS_MAX; slot++)
		if ((mask & BIT_ULL(slot)) && cn->segments[slot])
			cordon_segment_del(cn->segments[slot]);
}

static u64 unused_segments(const struct cordon_net *cn, const struct cordon_policy *p)
{
	u64 mask = 0;
	int slot;

	for (slot = 0; slot < CORDON_SEGMENTS_MAX; slot++)
		if (cn->segments[slot] && !p->segment[slot].used)
			mask |= BIT_ULL(slot);
	return mask;
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
	u8 slots[CORDON_SEGMENTS_MAX];
	u64 fresh = 0;
	int err;

	err = check_own_macs(cn, &new->policy, extack);
	if (!err)
		err = close_segments(cn, new, slots, &fresh, extack);
	if (err) {
		open_segments(cn, fresh);
		return err;
	}
	set_slots(&new->policy, slots);
	err = check_seal(cn, new, extack);
	if (err) {
		open_segments(cn, fresh);
		return err;
	}
	resolve(cn, &new->policy);
	WRITE_ONCE(cn->committed, jiffies);
	rcu_assign_pointer(cn->policy, new);
	cordon_segment_adopt(cn);
	open_segments(cn, unused_segments(cn, &new->policy));
	cordon_segment_refresh_states();
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
static void free_policy(struct cordon_published *published)
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
	m = materials(&new->objects);
	err = cordon_policy_make(&new->policy, &m, why, sizeof(why));
	if (err && why[0])
		cordon_refuse(extack, NULL, "%s", why);
	if (!err)
		err = check_own_addrs(cn, &new->objects, extack);
	if (!err)
		return new;
	free_policy(new);
	return ERR_PTR(err);
}

/**
 * cordon_policy_commit - put a policy into force
 * @cn: the namespace; its lock is held
 * @objects: taken over in any case, and empty afterwards
 * @settings: copied
 * @extack: says what is wrong
 *
 * May sleep. Returns 0, or a negative errno with the old policy in force.
 */
int cordon_policy_commit(struct cordon_net *cn, struct cordon_objects *objects,
			 const struct cordon_settings *settings,
			 struct netlink_ext_ack *extack)
{
	struct cordon_published *new, *old;
	int err;

	lockdep_assert_held(&cn->lock);
	new = build(cn, objects, settings, extack);
	if (IS_ERR(new))
		return PTR_ERR(new);
	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	new->generation = old ? old->generation + 1 : 1;
	rtnl_lock();
	err = publish(cn, new, extack);
	rtnl_unlock();
	if (err) {
		free_policy(new);
		return err;
	}
	cordon_event_commit(cn, new->generation);
	cordon_expiry_committed(cn, old, new);
	/* no checkpoint and no dump sees the old policy after this */
	synchronize_rcu();
	free_policy(old);
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

	lockdep_assert_held(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	if (cn->sealed)
		return 0;
	if (!policy) {
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
	free_policy(old);
}
