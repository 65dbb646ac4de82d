// SPDX-License-Identifier: GPL-2.0-or-later
/* Interfaces by the permanent MAC of their card, which only ethtool's call tells. */
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "iface.h"
#include "policyfile.h"

/* The name of a segment that is known by this interface's card; false without one. */
static bool card_name(int handle, const char *interface, char name[IFNAMSIZ])
{
	union {
		struct ethtool_perm_addr head;
		char room[sizeof(struct ethtool_perm_addr) + 32];
	} perm = { .head = { .cmd = ETHTOOL_GPERMADDR, .size = 32 } };
	struct ifreq request = { .ifr_data = (char *)&perm };
	static const uint8_t nothing[6];
	const uint8_t *mac = perm.head.data;

	snprintf(request.ifr_name, IFNAMSIZ, "%s", interface);
	if (ioctl(handle, SIOCETHTOOL, &request) || perm.head.size != 6 ||
	    !memcmp(mac, nothing, sizeof(nothing)))
		return false;
	snprintf(name, IFNAMSIZ, ":%02x%02x%02x%02x%02x%02x", mac[0], mac[1],
		 mac[2], mac[3], mac[4], mac[5]);
	return true;
}

bool cordon_iface_card(const char *interface, char name[IFNAMSIZ])
{
	int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool known = handle >= 0 && card_name(handle, interface, name);

	if (handle >= 0)
		close(handle);
	return known;
}

bool cordon_iface_of(const char *name, char to[IFNAMSIZ])
{
	struct if_nameindex *all, *at;
	char card[IFNAMSIZ];
	int handle;

	*to = '\0';
	if (*name != ':') {
		snprintf(to, IFNAMSIZ, "%s", name);
		return if_nametoindex(name);
	}
	all = if_nameindex();
	handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	for (at = all; at && at->if_index && !*to; at++)
		if (card_name(handle, at->if_name, card) && !strcmp(card, name))
			snprintf(to, IFNAMSIZ, "%s", at->if_name);
	if (handle >= 0)
		close(handle);
	if_freenameindex(all);
	return *to;
}
