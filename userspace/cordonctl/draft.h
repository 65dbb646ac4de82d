/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was seen, as far as a policy file can be made of it. */
#ifndef _CORDON_DRAFT_FILE_H
#define _CORDON_DRAFT_FILE_H

#include <stdio.h>

#include "../lib/policyset.h"
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
	struct cordon_set policy;	/* in force */
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

/* draft_known.c. Is there a policy, to which the draft is one more file? */
bool draft_is_more(const struct draft *draft);
/* Does the policy list the party, in one of @roles? */
bool draft_knows(const struct draft *draft, uint8_t roles, const struct draft_party *party);
/* The peer that has its address, in whatever role; NULL: none. */
const struct cordon_object *draft_peer_at(const struct draft *draft,
					  const struct draft_party *party);
bool draft_has_recorder(const struct draft *draft);
/* What devices ask the party for, but for what it gives by the policy. */
uint32_t draft_more_gives(const struct draft *draft, const struct draft_party *party);
/* Whose MAC it has, or which camera's address; NULL: nobody's. */
const struct cordon_object *draft_known_device(const struct draft *draft,
					       const struct seen_device *device);
bool draft_known_address(const struct draft *draft, const struct model_addr *addr);
/*
 * A name that no object of the kind has: @word with *@number, 0 for none, which
 * is counted on.
 */
void draft_name(const struct draft *draft, uint8_t kind, const char *word,
		unsigned int *number, char name[CORDON_NAME_SIZE]);
/* Says, as a comment, what the policy has. */
void draft_write_known(FILE *to, const struct draft *draft);

/* draft_text.c */
void draft_put_quoted(FILE *to, const char *text);
void draft_put_addr(FILE *to, const struct model_addr *addr);
void draft_put_mac(FILE *to, const struct model_mac *mac);
void draft_put_time(FILE *to, uint64_t ns);
void draft_put_country(FILE *to, const char *before, const struct model_addr *addr);
void draft_put_transport(FILE *to, uint8_t protocol, uint16_t port);
void draft_put_gives(FILE *to, uint32_t gives);

void draft_write(FILE *to, const struct draft *draft);

#endif
