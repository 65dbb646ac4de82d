/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Services, the profiles made of them, and the words people use for both.
 */
#ifndef _CORDON_SERVICE_H
#define _CORDON_SERVICE_H

#include "types.h"
#include "../uapi/camcordon.h"

#define CORDON_PROTO_ICMP	1	/* in a service: ping, on IPv4 and IPv6 */
#define CORDON_PROTO_TCP	6
#define CORDON_PROTO_UDP	17
#define CORDON_PROTO_ICMP6	58

/* Ports of a transport; ping has none. */
struct cordon_service {
	u16 first;
	u16 last;
	u8 proto;
};

struct cordon_services {
	u8 count;
	struct cordon_service at[CORDON_SERVICES_MAX];
};

/* A multicast group, or 255.255.255.255, with the UDP ports that may be sent to it. */
struct cordon_group {
	struct cordon_addr addr;
	u16 first;
	u16 last;
};

/* What a camera may do. */
struct cordon_profile {
	struct cordon_services opens;	/* what it may start, towards recorders */
	struct cordon_services serves;	/* what recorders may start on it */
	struct cordon_group group[CORDON_GROUPS_MAX];
	u8 groups;
	u8 asks;			/* CORDON_GIVES_* it may ask servers for */
	u8 ethertypes;			/* CORDON_ETHERTYPE_*, to this host only */
	u16 rtp_first;			/* UDP ports of media, at both ends; */
	u16 rtp_last;			/* none where first is above last */
	bool isolated;			/* nothing at all */
	bool factory;			/* may use addresses that are not listed */
};

/* The profiles that always exist, in their order in every policy. */
enum cordon_builtin_profile {
	CORDON_PROFILE_PULL,		/* what a camera has that names none */
	CORDON_PROFILE_PUSH,
	CORDON_PROFILE_ANY,
	CORDON_PROFILE_SETUP,		/* only for a time */
	CORDON_PROFILE_ISOLATED,
	CORDON_PROFILES_BUILTIN
};

struct cordon_builtin {
	const char *name;
	struct cordon_profile profile;
};

extern const struct cordon_builtin cordon_builtins[CORDON_PROFILES_BUILTIN];

/* A word for services: what servers give, ports, or both. */
struct cordon_service_word {
	const char *word;
	u8 gives;			/* CORDON_GIVES_* */
	u8 count;
	struct cordon_service at[6];
};

extern const struct cordon_service_word cordon_service_words[];
extern const unsigned int cordon_service_words_count;

bool cordon_services_have(const struct cordon_services *services, u8 proto, u16 port);
bool cordon_services_whole(const struct cordon_services *services, u8 proto);
bool cordon_profile_group(const struct cordon_profile *profile, const struct cordon_addr *addr,
			  u16 port);

/* Is it one of the profile's ports of media? */
static inline bool cordon_profile_rtp(const struct cordon_profile *profile, u16 port)
{
	return port >= profile->rtp_first && port <= profile->rtp_last;
}

#endif
