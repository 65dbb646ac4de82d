/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_CARD_H
#define _CORDON_CARD_H

#include <linux/netdevice.h>

bool cordon_card_valid(const char *name);
bool cordon_card_text(const struct net_device *dev, char text[IFNAMSIZ]);
bool cordon_card_means(const char *name, const struct net_device *dev);
struct net_device *cordon_card_find(struct net *net, const char *name);

#endif
