// SPDX-License-Identifier: GPL-2.0-only
/*
 * At which interfaces the hooks look that stand in a namespace as a whole: the
 * exit hooks at segments and what is stacked on them, the guard at the other
 * ports of their bridges.
 */
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "exits.h"
#include "memo.h"
#include "netns.h"
#include "place.h"
#include "segment.h"

struct lowers {
	const struct net_device *dev;
	const struct cordon_place *place;
	bool others;
};

static int note_lower(struct net_device *lower, struct netdev_nested_priv *priv)
{
	struct lowers *lowers = priv->data;

	if (!cordon_place_holds(lowers->place, lower->ifindex))
		lowers->others = true;
	return lowers->others;
}

/* Is anything below this upper device that is not the segment's own stack? */
static bool is_shared(struct net *net, u32 ifindex, const struct cordon_place *place)
{
	struct net_device *upper = __dev_get_by_index(net, ifindex);
	struct lowers lowers = { .place = place };
	struct netdev_nested_priv priv = { .data = &lowers };

	if (!upper)
		return true;
	netdev_walk_all_lower_dev(upper, note_lower, &priv);
	return lowers.others;
}

static void map_port(struct cordon_exit_map *map, struct cordon_port *port)
{
	const struct cordon_placed *placed = rtnl_dereference(port->placed);
	unsigned int i;

	map->exit[map->count++] = (struct cordon_exit){ port->dev->ifindex, false, port };
	for (i = 0; placed && i < placed->place.uppers; i++) {
		u32 ifindex = placed->place.upper[i];

		map->exit[map->count++] = (struct cordon_exit){
			ifindex, is_shared(dev_net(port->dev), ifindex, &placed->place), port };
	}
	for (i = 0; i < map->count; i++)
		map->bloom |= BIT_ULL(map->exit[i].ifindex & 63);
}

static struct net_device *bridge_of(const struct cordon_port *port)
{
	struct net_device *master = netdev_master_upper_dev_get(port->dev);

	return master && netif_is_bridge_master(master) ? master : NULL;
}

static bool is_guarded(const struct cordon_exit_map *map, u32 ifindex)
{
	u32 i;

	for (i = map->count; i < map->count + map->guards; i++)
		if (map->exit[i].ifindex == ifindex)
			return true;
	return false;
}

/* The other ports of the bridge a segment is in; map NULL: only counts them. */
static u32 map_guards(struct cordon_exit_map *map, struct cordon_port *port)
{
	struct net_device *bridge = bridge_of(port), *other;
	struct list_head *iter;
	u32 n = 0;

	if (!bridge)
		return 0;
	netdev_for_each_lower_dev(bridge, other, iter) {
		if (cordon_segment_find_port(other))
			continue;
		n++;
		if (!map || is_guarded(map, other->ifindex))
			continue;
		map->exit[map->count + map->guards++] = (struct cordon_exit){
			other->ifindex, false, port };
		map->guard_bloom |= BIT_ULL(other->ifindex & 63);
	}
	return n;
}

/*
 * Makes the exit hooks' map of a namespace anew. Without memory the old one
 * stays in force; whoever wants to add a port to it has to know.
 */
int cordon_exits_map(struct cordon_net *cn)
{
	u32 room = cn->ports * (1 + CORDON_PLACE_UPPERS);
	struct cordon_exit_map *map;
	struct cordon_segment *segment;
	struct cordon_port *port;

	list_for_each_entry(segment, &cordon_segments, all)
		list_for_each_entry(port, &segment->ports, list)
			if (port->in == cn)
				room += map_guards(NULL, port);
	map = kzalloc(struct_size(map, exit, room), GFP_KERNEL);
	if (!map) {
		atomic64_inc(&cn->failures);
		return -ENOMEM;
	}
	list_for_each_entry(segment, &cordon_segments, all)
		list_for_each_entry(port, &segment->ports, list)
			if (port->in == cn)
				map_port(map, port);
	list_for_each_entry(segment, &cordon_segments, all)
		list_for_each_entry(port, &segment->ports, list)
			if (port->in == cn)
				map_guards(map, port);
	map = rcu_replace_pointer(cn->exits, map, lockdep_rtnl_is_held());
	cordon_memo_forget();
	if (map)
		kfree_rcu(map, rcu);
	return 0;
}

/* Takes a port out of the map in force; needs no memory. */
void cordon_exits_unmap(struct cordon_net *cn, const struct cordon_port *port)
{
	struct cordon_exit_map *map = rtnl_dereference(cn->exits);
	u32 i;

	for (i = 0; map && i < map->count + map->guards; i++)
		if (map->exit[i].port == port)
			WRITE_ONCE(map->exit[i].port, NULL);
	if (cn->ports || !map)
		return;
	RCU_INIT_POINTER(cn->exits, NULL);
	kfree_rcu(map, rcu);
}
