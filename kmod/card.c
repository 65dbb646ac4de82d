// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the policy names an interface, it may name the card: a colon and the
 * twelve digits of its permanent MAC, which no interface can be called. It then
 * means that card, whatever its interface is called.
 */
#include <linux/ctype.h>
#include <linux/etherdevice.h>
#include <linux/rtnetlink.h>

#include "card.h"
#include "core/types.h"

/* Is it a card's name, in the one way to write it? */
bool cordon_card_valid(const char *name)
{
	size_t len;

	if (*name++ != ':')
		return false;
	for (len = 0; name[len]; len++)
		if (!isdigit(name[len]) && (name[len] < 'a' || name[len] > 'f'))
			return false;
	return len == 2 * ETH_ALEN;
}

/* The name of a device's card; false: it has none, as what is no card. */
bool cordon_card_text(const struct net_device *dev, char text[IFNAMSIZ])
{
	if (dev->addr_len != ETH_ALEN || !is_valid_ether_addr(dev->perm_addr))
		return false;
	snprintf(text, IFNAMSIZ, ":%012llx", cordon_get_mac(dev->perm_addr));
	return true;
}

/* Is a device the one that the policy means by a name? */
bool cordon_card_means(const char *name, const struct net_device *dev)
{
	char text[IFNAMSIZ];

	if (*name != ':')
		return !strcmp(name, dev->name);
	return cordon_card_text(dev, text) && !strcmp(name, text);
}

/* The device that the policy means by a name, or NULL. Under RTNL. */
struct net_device *cordon_card_find(struct net *net, const char *name)
{
	struct net_device *dev;

	ASSERT_RTNL();
	if (*name != ':')
		return __dev_get_by_name(net, name);
	for_each_netdev(net, dev)
		if (cordon_card_means(name, dev))
			return dev;
	return NULL;
}
