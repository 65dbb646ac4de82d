// SPDX-License-Identifier: GPL-2.0-only
/*
 * This host's own addresses, kept by the kernel's address notifiers: link-local
 * and temporary ones included. The verdict reads a snapshot under RCU. An
 * address that could not be added for want of memory is missing, so that what
 * is sent to it drops; a removal never needs memory.
 */
#include <linux/inetdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>

#include "host.h"
#include "memo.h"
#include "netns.h"

/* struct cordon_hosts has no room for a list head: the core does not know RCU's. */
struct snapshot {
	struct rcu_head rcu;
	struct cordon_hosts hosts;
};

static void snapshot_free(struct cordon_hosts *hosts)
{
	struct snapshot *old;

	if (!hosts)
		return;
	old = container_of(hosts, struct snapshot, hosts);
	kfree_rcu(old, rcu);
}

/* Publishes host_list; false if there is no memory for it. */
static bool publish(struct cordon_net *cn)
{
	u32 slots = roundup_pow_of_two(2 * cn->host_count + 8), i;
	struct cordon_hosts *old;
	struct snapshot *new;

	lockdep_assert_held(&cn->host_lock);
	new = kzalloc(struct_size(new, hosts.slot, slots), GFP_ATOMIC | __GFP_NOWARN);
	if (!new)
		return false;
	new->hosts.mask = slots - 1;
	for (i = 0; i < cn->host_count; i++)
		cordon_hosts_put(&new->hosts, &cn->host_list[i].addr, cn->host_list[i].ifindex);
	old = rcu_replace_pointer(cn->hosts, &new->hosts, lockdep_is_held(&cn->host_lock));
	cordon_memo_forget();
	snapshot_free(old);
	return true;
}

static int find(const struct cordon_net *cn, const struct cordon_addr *addr, u32 ifindex)
{
	u32 i;

	for (i = 0; i < cn->host_count; i++)
		if (cn->host_list[i].ifindex == ifindex &&
		    cordon_addr_same(&cn->host_list[i].addr, addr))
			return i;
	return -1;
}

static bool append(struct cordon_net *cn, const struct cordon_addr *addr, u32 ifindex)
{
	if (cn->host_count == cn->host_room) {
		u32 room = cn->host_room ? 2 * cn->host_room : 16;
		struct cordon_host *list;

		list = krealloc(cn->host_list, room * sizeof(*list), GFP_ATOMIC | __GFP_NOWARN);
		if (!list)
			return false;
		cn->host_list = list;
		cn->host_room = room;
	}
	cn->host_list[cn->host_count++] = (struct cordon_host){ *addr, ifindex };
	return true;
}

static void add(struct cordon_net *cn, const struct cordon_addr *addr, u32 ifindex)
{
	spin_lock_bh(&cn->host_lock);
	if (find(cn, addr, ifindex) < 0 && (!append(cn, addr, ifindex) || !publish(cn)))
		atomic64_inc(&cn->failures);
	spin_unlock_bh(&cn->host_lock);
}

/* Strikes the address out of the snapshot in force, where readers see it at once. */
static void strike(struct cordon_hosts *hosts, const struct cordon_addr *addr, u32 ifindex)
{
	u32 i;

	for (i = 0; hosts && i <= hosts->mask; i++)
		if (hosts->slot[i].ifindex == ifindex &&
		    cordon_addr_same(&hosts->slot[i].addr, addr))
			WRITE_ONCE(hosts->slot[i].ifindex, CORDON_HOST_GONE);
	cordon_memo_forget();
}

static void del(struct cordon_net *cn, const struct cordon_addr *addr, u32 ifindex)
{
	int at;

	spin_lock_bh(&cn->host_lock);
	at = find(cn, addr, ifindex);
	if (at >= 0)
		cn->host_list[at] = cn->host_list[--cn->host_count];
	strike(rcu_dereference_protected(cn->hosts, lockdep_is_held(&cn->host_lock)),
	       addr, ifindex);
	spin_unlock_bh(&cn->host_lock);
}

static void update(struct net_device *dev, unsigned long event, const struct cordon_addr *addr)
{
	struct cordon_net *cn = cordon_net(dev_net(dev));

	if (event == NETDEV_UP)
		add(cn, addr, dev->ifindex);
	else if (event == NETDEV_DOWN)
		del(cn, addr, dev->ifindex);
}

static int on_inet(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct in_ifaddr *ifa = data;
	struct cordon_addr addr = cordon_addr4(ntohl(ifa->ifa_local));

	update(ifa->ifa_dev->dev, event, &addr);
	return NOTIFY_DONE;
}

static int on_inet6(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct inet6_ifaddr *ifa = data;
	struct cordon_addr addr = cordon_get_addr6(ifa->addr.s6_addr);

	update(ifa->idev->dev, event, &addr);
	return NOTIFY_DONE;
}

static struct notifier_block inet_notifier = { .notifier_call = on_inet };
static struct notifier_block inet6_notifier = { .notifier_call = on_inet6 };

/* What was there before the notifiers were. */
static void collect(struct net_device *dev)
{
	struct in_device *in = __in_dev_get_rtnl(dev);
	struct inet6_dev *in6 = __in6_dev_get(dev);
	struct cordon_net *cn = cordon_net(dev_net(dev));
	const struct inet6_ifaddr *ifa6;
	const struct in_ifaddr *ifa;
	struct cordon_addr addr;

	if (in) {
		in_dev_for_each_ifa_rtnl(ifa, in) {
			addr = cordon_addr4(ntohl(ifa->ifa_local));
			add(cn, &addr, dev->ifindex);
		}
	}
	if (!in6)
		return;
	read_lock_bh(&in6->lock);
	list_for_each_entry(ifa6, &in6->addr_list, if_list) {
		addr = cordon_get_addr6(ifa6->addr.s6_addr);
		add(cn, &addr, dev->ifindex);
	}
	read_unlock_bh(&in6->lock);
}

int cordon_host_init(void)
{
	struct net_device *dev;
	struct net *net;
	int err;

	err = register_inetaddr_notifier(&inet_notifier);
	if (err)
		return err;
	err = register_inet6addr_notifier(&inet6_notifier);
	if (err) {
		unregister_inetaddr_notifier(&inet_notifier);
		return err;
	}
	rtnl_lock();
	down_read(&net_rwsem);
	for_each_net(net)
		for_each_netdev(net, dev)
			collect(dev);
	up_read(&net_rwsem);
	rtnl_unlock();
	return 0;
}

void cordon_host_exit(void)
{
	unregister_inet6addr_notifier(&inet6_notifier);
	unregister_inetaddr_notifier(&inet_notifier);
}

/* Frees a namespace's addresses; no hook reads them any more. */
void cordon_host_release(struct cordon_net *cn)
{
	snapshot_free(rcu_dereference_protected(cn->hosts, true));
	RCU_INIT_POINTER(cn->hosts, NULL);
	kfree(cn->host_list);
}
