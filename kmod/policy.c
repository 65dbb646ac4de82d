// SPDX-License-Identifier: GPL-2.0-only
/*
 * The policy in force: how another one takes its place. Frames see the old
 * policy or the new one, never a mix, and when the commit returns none is
 * judged by the old one any more.
 */
#include <linux/etherdevice.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "account.h"
#include "event.h"
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

static void set_rule(struct cordon_segment_rule *rule, const struct cordon_object *object)
{
	rule->used = true;
	rule->unknown = object->unknown;
	rule->bpdu = object->bpdu;
	rule->vlans = object->vlans;
	memcpy(rule->vlan, object->vlan, sizeof(rule->vlan));
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
		set_rule(&new->policy.segment[segment->slot], object);
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
	resolve(cn, &new->policy);
	WRITE_ONCE(cn->committed, jiffies);
	rcu_assign_pointer(cn->policy, new);
	cordon_segment_adopt(cn);
	open_segments(cn, unused_segments(cn, &new->policy));
	cordon_segment_refresh_states();
	return 0;
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
	new = cordon_policy_build(cn, objects, settings, extack);
	if (IS_ERR(new))
		return PTR_ERR(new);
	old = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	new->generation = old ? old->generation + 1 : 1;
	rtnl_lock();
	err = publish(cn, new, extack);
	rtnl_unlock();
	if (err) {
		cordon_policy_free(new);
		return err;
	}
	cordon_event_commit(cn, new->generation);
	/* no checkpoint and no dump sees the old policy after this */
	synchronize_rcu();
	cordon_policy_free(old);
	return 0;
}

/* The namespace ends; no checkpoint reads the policy any more. */
void cordon_policy_release(struct cordon_net *cn)
{
	struct cordon_published *old = rcu_dereference_protected(cn->policy, true);

	RCU_INIT_POINTER(cn->policy, NULL);
	synchronize_rcu();
	cordon_policy_free(old);
}
