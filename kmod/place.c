// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a segment is in this host: the MACs at which the host receives there
 * and the devices stacked on it. Found anew whenever the stacking changes.
 */
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "place.h"

static void add_mac(struct cordon_place *place, const struct net_device *dev)
{
	u64 mac = cordon_get_mac(dev->dev_addr);

	if (dev->addr_len != ETH_ALEN || cordon_place_mac(place, mac))
		return;
	if (place->macs < CORDON_PLACE_MACS)
		place->mac[place->macs++] = mac;
	else
		net_warn_ratelimited("%s: more than %d addresses above it; frames to the others drop\n",
				     dev->name, CORDON_PLACE_MACS);
}

static int add_upper(struct net_device *upper, struct netdev_nested_priv *priv)
{
	struct cordon_place *place = priv->data;

	add_mac(place, upper);
	if (cordon_place_holds(place, upper->ifindex))
		return 0;
	if (place->uppers < CORDON_PLACE_UPPERS)
		place->upper[place->uppers++] = upper->ifindex;
	else
		net_warn_ratelimited("%s: more than %d devices above its segment; it is no part of it\n",
				     upper->name, CORDON_PLACE_UPPERS);
	return 0;
}

/* A bridge takes frames to any of its ports' MACs as its own. */
static void add_bridge(struct cordon_place *place, struct net_device *bridge)
{
	struct net_device *port;
	struct list_head *iter;

	netdev_for_each_lower_dev(bridge, port, iter)
		add_mac(place, port);
}

/**
 * cordon_place_find - look where a device is
 * @dev: the segment's
 *
 * Under RTNL. Returns memory of the caller's, or NULL without any.
 */
struct cordon_placed *cordon_place_find(struct net_device *dev)
{
	struct cordon_placed *placed = kzalloc(sizeof(*placed), GFP_KERNEL);
	struct netdev_nested_priv priv = {};
	struct net_device *master;

	ASSERT_RTNL();
	if (!placed)
		return NULL;
	priv.data = &placed->place;
	placed->place.ifindex = dev->ifindex;
	add_mac(&placed->place, dev);
	rcu_read_lock();
	netdev_walk_all_upper_dev_rcu(dev, add_upper, &priv);
	rcu_read_unlock();
	master = netdev_master_upper_dev_get(dev);
	if (master && netif_is_bridge_master(master)) {
		placed->place.bridged = true;
		add_bridge(&placed->place, master);
	}
	return placed;
}
