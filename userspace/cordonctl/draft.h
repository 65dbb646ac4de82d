/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was seen, as far as a policy file can be made of it. */
#ifndef _CORDON_DRAFT_FILE_H
#define _CORDON_DRAFT_FILE_H

#include <stdio.h>

#include "../lib/seen.h"
#include "objects.h"

#define DRAFT_SERVICES	12	/* of somebody; more are not told */

/* A service that somebody used, on so many devices. */
struct draft_service {
	uint8_t protocol;
	uint16_t port;
	uint64_t packets;
};

/* Somebody who deals with unlisted devices: an address, and where it came in. */
struct draft_party {
	struct model_addr addr;
	bool self;		/* this host, or what counts as it */
	char iface[IFNAMSIZ];	/* where it lives; of self: a container bridge, or "" */
	struct model_mac mac;	/* where that has to be known */
	bool far;		/* only by way of a gateway: on the internet, as like as not */
	uint32_t asked;		/* CORDON_GIVES_* that devices asked it for */
	uint32_t answered;	/* and that it gave */
	unsigned int services;	/* it started on devices */
	struct draft_service service[DRAFT_SERVICES];
	uint64_t first;
	uint64_t last;
};

struct draft {
	json_t *segments;
	struct seen_device *device;
	size_t devices;
	struct draft_party *party;
	size_t parties;
	char *listed;		/* names that the policy has already, "" for none */
};

/* Of what somebody started on devices: is it what recorders do? */
bool draft_records(const struct draft *draft, const struct draft_party *party);
bool draft_to_recorder(const struct draft *draft, const struct seen_deed *deed);
/* By its name in the policy, or by the interface that it is now. */
bool draft_is_segment(const struct draft *draft, const char *name);
/* The segment a device is on, as a policy names it; until the next call. */
const char *draft_segment_of(const struct seen_device *device);
/* Reads the kernel; the draft is to be released in any case. */
int draft_read(struct draft *draft);
void draft_release(struct draft *draft);

void draft_write(FILE *to, const struct draft *draft);

#endif
