/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Devices on segments that nobody listed, and with whom they were seen. */
#ifndef _CORDON_SEEN_H
#define _CORDON_SEEN_H

#include "genl.h"
#include "model.h"

#define CORDON_SEEN_ADDRS	8	/* the kernel keeps fewer */
#define CORDON_SEEN_DEEDS	32	/* likewise */

struct seen_deed {
	bool in;			/* started on the device, not by it */
	struct model_addr remote;
	struct model_mac mac;		/* the remote's, or the next hop's */
	uint8_t protocol;
	uint16_t port;			/* the service's; ICMP: the type */
	uint8_t reason;			/* of the last frame; 0: it passed */
	bool would;			/* it passed all the same */
	uint32_t ifindex;		/* in: where it came in; 0: made here */
	uint64_t packets;
	uint64_t first;			/* ns since 1970 */
	uint64_t last;
};

struct seen_device {
	struct model_mac mac;
	char segment[IFNAMSIZ];
	unsigned int addresses;
	struct model_addr address[CORDON_SEEN_ADDRS];
	uint16_t ethertype;		/* of its last frame */
	uint64_t packets;
	uint64_t bytes;
	uint64_t dropped;		/* packets */
	uint64_t would;
	uint64_t first;
	uint64_t last;
	unsigned int deeds;
	struct seen_deed deed[CORDON_SEEN_DEEDS];
};

typedef int (*seen_fn)(const struct seen_device *device, void *data);

bool cordon_seen_same(const struct model_addr *a, const struct model_addr *b);
/* Is it one of the addresses that the device uses? */
bool cordon_seen_uses(const struct seen_device *device, const struct model_addr *addr);

/* Calls @each with every device of the list. Fails as fail.h says. */
int cordon_seen_each(struct cordon_genl *genl, seen_fn each, void *data);

#endif
