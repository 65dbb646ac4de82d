// SPDX-License-Identifier: GPL-2.0-only
/*
 * Segments: interfaces that are closed, by their name or their card, from the
 * moment a device exists that is meant until the policy gives it back. What was
 * once a segment's device stays closed when it is renamed after it has been up,
 * and lets nothing pass when it is moved to another namespace.
 */
#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "account.h"
#include "card.h"
#include "checkpoint.h"
#include "event.h"
#include "exits.h"
#include "live.h"
#include "memo.h"
#include "netns.h"
#include "place.h"
#include "policy.h"
#include "segment.h"
#include "state.h"

LIST_HEAD(cordon_segments);

/* The port that a device is, or NULL. Under RTNL. */
struct cordon_port *cordon_segment_find_port(const struct net_device *dev)
{
	struct cordon_segment *segment;
	struct cordon_port *port;

	list_for_each_entry(segment, &cordon_segments, all)
		list_for_each_entry(port, &segment->ports, list)
			if (port->dev == dev)
				return port;
	return NULL;
}

/* The segment a namespace has under this name. Under RTNL. */
struct cordon_segment *cordon_segment_find(struct cordon_net *cn, const char *name)
{
	struct cordon_segment *segment;

	ASSERT_RTNL();
	list_for_each_entry(segment, &cordon_segments, all)
		if (segment->owner == cn && !strcmp(segment->name, name))
			return segment;
	return NULL;
}

/* The segment that a device belongs to: by its name before its card. Under RTNL. */
static struct cordon_segment *segment_of(struct cordon_net *cn, const struct net_device *dev)
{
	struct cordon_segment *segment = cordon_segment_find(cn, dev->name);
	char card[IFNAMSIZ];

	if (segment || !cordon_card_text(dev, card))
		return segment;
	return cordon_segment_find(cn, card);
}

/* The port that carries the segment now: one in its own namespace before any other. */
struct cordon_port *cordon_segment_port(const struct cordon_segment *segment)
{
	struct cordon_port *port, *first = NULL;

	ASSERT_RTNL();
	list_for_each_entry(port, &segment->ports, list) {
		if (!port->displaced)
			return port;
		if (!first)
			first = port;
	}
	return first;
}

static void place_port(struct cordon_port *port)
{
	struct cordon_placed *placed = cordon_place_find(port->dev);

	if (!placed)
		atomic64_inc(&port->segment->owner->failures);
	placed = rcu_replace_pointer(port->placed, placed, lockdep_rtnl_is_held());
	cordon_memo_forget();
	if (placed)
		kfree_rcu(placed, rcu);
}

/* After any change of what is stacked on what in a namespace. */
static int refresh_places(struct cordon_net *cn)
{
	struct cordon_segment *segment;
	struct cordon_port *port;

	if (!cn->ports)
		return 0;
	list_for_each_entry(segment, &cordon_segments, all)
		list_for_each_entry(port, &segment->ports, list)
			if (port->in == cn)
				place_port(port);
	return cordon_exits_map(cn);
}

/* Why camcordon cannot close a device, or NULL. */
static const char *unfit(const struct net_device *dev)
{
	if (dev->flags & IFF_LOOPBACK)
		return "is the loopback interface";
	if (dev->type != ARPHRD_ETHER)
		return "is no Ethernet interface";
	if (netif_is_bridge_master(dev))
		return "is a bridge; make its ports segments";
	if (netif_is_lag_port(dev))
		return "is part of a bond or team; make that the segment";
	return NULL;
}

/* Takes the hooks down. */
static void open_port(struct cordon_port *port)
{
	struct cordon_net *cn = port->in;

	if (!cn)
		return;
	cordon_checkpoint_detach(port);
	cordon_exits_unmap(cn, port);
	/* what is remembered of it counts in an account that may go now */
	cordon_memo_forget();
}

/* Puts up the hooks in the namespace the device is in: all that is needed, or nothing. */
static int close_port(struct cordon_port *port)
{
	struct cordon_net *cn = cordon_net(dev_net(port->dev));
	int err;

	if (unfit(port->dev))
		return -EOPNOTSUPP;
	WRITE_ONCE(port->displaced, cn != port->segment->owner);
	cordon_memo_forget();
	err = cordon_checkpoint_attach(port, cn);
	if (err)
		return err;
	err = refresh_places(cn);
	if (!err && !rtnl_dereference(port->placed))
		err = -ENOMEM;
	if (err)
		open_port(port);
	return err;
}

/* Makes a device a port of a segment; it is one even where closing failed. */
static int add_port(struct cordon_segment *segment, struct net_device *dev)
{
	struct cordon_port *port = kzalloc(sizeof(*port), GFP_KERNEL);

	if (!port)
		return -ENOMEM;
	cordon_live_made(CORDON_LIVE_PORT);
	port->segment = segment;
	port->owner = segment->owner;
	port->dev = dev;
	port->was_up = netif_running(dev);
	list_add_tail(&port->list, &segment->ports);
	return close_port(port);
}

/*
 * The end of a port: unhooked, so no new frame finds it; unlisted, so no
 * notifier does; freed when the last frame in a hook has left.
 */
static void del_port(struct cordon_port *port)
{
	struct cordon_placed *placed;

	open_port(port);
	list_del(&port->list);
	placed = rcu_replace_pointer(port->placed, NULL, lockdep_rtnl_is_held());
	if (placed)
		kfree_rcu(placed, rcu);
	kfree_rcu(port, rcu);
	cordon_live_gone(CORDON_LIVE_PORT);
}

/* A port whose device belongs to another segment by now follows that one's rules. */
static bool adopt(struct cordon_port *port)
{
	struct cordon_segment *heir;

	if (port->displaced)
		return false;
	heir = segment_of(port->segment->owner, port->dev);
	if (!heir || heir == port->segment)
		return false;
	/* a frame in a hook may go by the former, which outlives it */
	WRITE_ONCE(port->segment, heir);
	cordon_memo_forget();
	list_move_tail(&port->list, &heir->ports);
	return true;
}

/* Gives every port to the segment of its name, after segments came. Under RTNL. */
void cordon_segment_adopt(struct cordon_net *cn)
{
	struct cordon_segment *segment;
	struct cordon_port *port, *next;

	ASSERT_RTNL();
	list_for_each_entry(segment, &cordon_segments, all)
		if (segment->owner == cn)
			list_for_each_entry_safe(port, next, &segment->ports, list)
				adopt(port);
}

static int match(struct net_device *dev)
{
	struct cordon_segment *segment = segment_of(cordon_net(dev_net(dev)), dev);

	if (!segment)
		return 0;
	return add_port(segment, dev);
}

static void on_register(struct net_device *dev)
{
	struct cordon_port *port = cordon_segment_find_port(dev);

	if (port && !port->in)
		close_port(port);
	else if (!port)
		match(dev);
}

static void on_rename(struct net_device *dev)
{
	struct cordon_port *port = cordon_segment_find_port(dev);

	/* udev names a card before it is up: until then nothing has passed */
	if (port && !port->was_up && !netif_running(dev) &&
	    !cordon_card_means(port->segment->name, dev)) {
		del_port(port);
		port = NULL;
	}
	if (!port) {
		match(dev);
		return;
	}
	adopt(port);
	if (!cordon_card_means(port->segment->name, dev))
		cordon_event_rename(port->segment->owner, port->segment->name,
				    port->segment->state, dev->name);
}

static void on_unregister(struct net_device *dev)
{
	struct cordon_port *port = cordon_segment_find_port(dev);

	if (!port)
		return;
	/* a device on its way to another namespace stays a port: see on_register() */
	if (dev->reg_state == NETREG_REGISTERED)
		open_port(port);
	else
		del_port(port);
}

/* Whoever brings up what should be closed and is not, is refused. */
static int on_pre_up(struct net_device *dev, struct netlink_ext_ack *extack)
{
	struct cordon_port *port = cordon_segment_find_port(dev);
	int err = 0;

	if (!port)
		err = match(dev);
	else if (!port->in)
		err = close_port(port);
	else if (dev->type != ARPHRD_ETHER)
		/* it became something else while it was down */
		err = -EOPNOTSUPP;
	port = cordon_segment_find_port(dev);
	if (err) {
		NL_SET_ERR_MSG(extack,
			       "camcordon: a segment that could not be closed stays down");
		return notifier_from_errno(err);
	}
	if (port)
		port->was_up = true;
	return NOTIFY_DONE;
}

/*
 * What leaves a segment stays under the exit hooks' eyes until no frame is on
 * its way through it: a VLAN or macvlan device is unlinked because it goes, while
 * it is still up, and gets a NETDEV_UNREGISTER of its own; a bridge stays.
 */
static void on_change_upper(const struct netdev_notifier_changeupper_info *info)
{
	struct net_device *dev = netdev_notifier_info_to_dev(&info->info);
	struct cordon_net *cn = cordon_net(dev_net(dev));

	if (!info->linking && !info->master && net_eq(dev_net(info->upper_dev), cn->net))
		return;
	if (!info->linking && cordon_segment_find_port(dev))
		synchronize_net();
	refresh_places(cn);
}

static int on_netdev(struct notifier_block *nb, unsigned long event, void *data)
{
	struct net_device *dev = netdev_notifier_info_to_dev(data);
	struct cordon_net *cn = cordon_net(dev_net(dev));
	int result = NOTIFY_DONE;

	switch (event) {
	case NETDEV_REGISTER:
		on_register(dev);
		break;
	case NETDEV_CHANGENAME:
		on_rename(dev);
		break;
	case NETDEV_PRE_UP:
		result = on_pre_up(dev, netdev_notifier_info_to_extack(data));
		break;
	case NETDEV_UNREGISTER:
		on_unregister(dev);
		/* what was above a segment is closed now: see on_change_upper() */
		refresh_places(cn);
		break;
	case NETDEV_CHANGEUPPER:
		on_change_upper(data);
		return NOTIFY_DONE;
	case NETDEV_CHANGEADDR:
		refresh_places(cn);
		return NOTIFY_DONE;
	default:
		return NOTIFY_DONE;
	}
	if (event != NETDEV_PRE_UP)
		cordon_policy_resolve(cn);
	cordon_state_refresh();
	return result;
}

static struct notifier_block netdev_notifier = { .notifier_call = on_netdev };

/* Refuses a name whose device, if it exists, cannot be a segment. Under RTNL. */
int cordon_segment_check(struct net *net, const char *name, struct netlink_ext_ack *extack)
{
	struct net_device *dev = cordon_card_find(net, name);
	const char *why = dev ? unfit(dev) : NULL;

	if (!why)
		return 0;
	cordon_refuse(extack, NULL, "segment '%s' %s", name, why);
	return -EOPNOTSUPP;
}

static int free_slot(const struct cordon_net *cn)
{
	int slot;

	for (slot = 0; slot < CORDON_SEGMENTS_MAX; slot++)
		if (!cn->segments[slot])
			return slot;
	return -ENOSPC;
}

/**
 * cordon_segment_add - close an interface, with nothing allowed yet
 * @cn: the namespace whose policy will name it
 * @name: the interface or its card, which need not exist
 * @account: the caller's reference is not taken over
 * @extack: says what went wrong
 *
 * Under RTNL. Returns the segment, or an ERR_PTR() with nothing changed.
 */
struct cordon_segment *cordon_segment_add(struct cordon_net *cn, const char *name,
					  struct cordon_account *account,
					  struct netlink_ext_ack *extack)
{
	struct net_device *dev = cordon_card_find(cn->net, name);
	struct cordon_segment *segment;
	int slot = free_slot(cn);
	int err = 0;

	ASSERT_RTNL();
	if (slot < 0) {
		cordon_refuse(extack, NULL,
			      "segment '%s': no room before old segments are given back; at most %d at any moment",
			      name, CORDON_SEGMENTS_MAX);
		return ERR_PTR(slot);
	}
	segment = kzalloc(sizeof(*segment), GFP_KERNEL_ACCOUNT);
	if (!segment)
		return ERR_PTR(-ENOMEM);
	cordon_live_made(CORDON_LIVE_SEGMENT);
	INIT_LIST_HEAD(&segment->ports);
	segment->owner = cn;
	segment->slot = slot;
	segment->account = cordon_account_get(account);
	strscpy(segment->name, name, sizeof(segment->name));
	cn->segments[slot] = segment;
	list_add_tail(&segment->all, &cordon_segments);
	if (dev && !cordon_segment_find_port(dev))
		err = add_port(segment, dev);
	if (err) {
		cordon_refuse(extack, NULL, "segment '%s' could not be closed", name);
		cordon_segment_del(segment);
		return ERR_PTR(err);
	}
	return segment;
}

static void free_segment(struct rcu_head *rcu)
{
	struct cordon_segment *segment = container_of(rcu, struct cordon_segment, rcu);

	cordon_account_put(segment->account);
	kfree(segment);
	cordon_live_gone(CORDON_LIVE_SEGMENT);
}

/* Gives an interface back, unless another segment means it, too. Under RTNL. */
void cordon_segment_del(struct cordon_segment *segment)
{
	struct cordon_port *port, *next;

	ASSERT_RTNL();
	list_del(&segment->all);
	segment->owner->segments[segment->slot] = NULL;
	list_for_each_entry_safe(port, next, &segment->ports, list)
		if (!adopt(port))
			del_port(port);
	/* a frame in a hook may still count into its account */
	call_rcu(&segment->rcu, free_segment);
}

/* Sealed, and yet it ends, by force: what cannot be kept closed is brought down. */
static void shut_sealed(const struct cordon_segment *segment)
{
	struct cordon_port *port;

	if (!segment->owner->sealed)
		return;
	list_for_each_entry(port, &segment->ports, list)
		dev_close(port->dev);
}

/* The namespace ends: its devices are gone, or back where they came from. */
void cordon_segment_release_all(struct cordon_net *cn)
{
	bool any = false;
	int slot;

	rtnl_lock();
	for (slot = 0; slot < CORDON_SEGMENTS_MAX; slot++) {
		if (!cn->segments[slot])
			continue;
		shut_sealed(cn->segments[slot]);
		cordon_segment_del(cn->segments[slot]);
		any = true;
	}
	rtnl_unlock();
	/* the accounts of segments are put, and folded into cn, before cn goes */
	if (any)
		rcu_barrier();
}

int cordon_segment_init(void)
{
	return register_netdevice_notifier(&netdev_notifier);
}

void cordon_segment_exit(void)
{
	struct cordon_segment *segment;

	/* the notifier's end takes the hooks down */
	rtnl_lock();
	list_for_each_entry(segment, &cordon_segments, all)
		shut_sealed(segment);
	rtnl_unlock();
	unregister_netdevice_notifier(&netdev_notifier);
}
