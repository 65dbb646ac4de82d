/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bounded memory of what peers sent over UDP, so that answers pass.
 */
#ifndef _CORDON_FLOW_H
#define _CORDON_FLOW_H

#include "types.h"

#define CORDON_FLOW_SETS	16
#define CORDON_FLOW_WAYS	4

#define CORDON_FLOW_ANSWER	180000000000ULL	/* ns: as long as conntrack keeps a UDP stream */
#define CORDON_FLOW_QUERY	10000000000ULL	/* ns: for answers to a multicast query */

struct cordon_flow {
	u64 tag;			/* of peer and ports; 0: free */
	u64 seen;			/* nanoseconds since boot */
};

/**
 * struct cordon_flows - what peers sent to one camera, or as queries to a segment
 * @secret: two flows of one tag are one: 64 bits nobody on the wire can know
 * @flow: sets of ways; the oldest of its set is forgotten first
 *
 * No lock: whoever writes a flow writes what is true now, so any mix of two
 * writers is true as well.
 */
struct cordon_flows {
	u64 secret[2];
	struct cordon_flow flow[CORDON_FLOW_SETS * CORDON_FLOW_WAYS];
};

/* What a flow is known by. Ports in host order. */
struct cordon_flow_key {
	struct cordon_addr peer;
	u16 peer_port;
	u16 port;			/* the camera's; 0: a query to a group */
};

void cordon_flow_note(struct cordon_flows *flows, const struct cordon_flow_key *key, u64 now);
bool cordon_flow_recent(const struct cordon_flows *flows, const struct cordon_flow_key *key,
			u64 now, u64 within);

#endif
