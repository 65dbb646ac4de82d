// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The memory of UDP. Peers alone fill it, so no camera can push anything out.
 */
#include "flow.h"

static u64 mix(u64 x, u64 factor)
{
	x *= factor | 1;
	return x ^ x >> 32;
}

static u64 tag_of(const struct cordon_flows *flows, const struct cordon_flow_key *key)
{
	u64 ports = (u64)key->peer_port << 16 | key->port;
	u64 tag;

	tag = mix(ports ^ flows->secret[0], flows->secret[1]);
	tag = mix(tag ^ key->peer.hi, flows->secret[0]);
	tag = mix(tag ^ key->peer.lo, flows->secret[1]);
	return tag ? tag : 1;
}

static unsigned int set_of(u64 tag)
{
	return (unsigned int)(tag >> 32) % CORDON_FLOW_SETS * CORDON_FLOW_WAYS;
}

/**
 * cordon_flow_note - remember that a peer sent something
 * @flows: the camera's, or a segment's
 * @key: what it was
 * @now: nanoseconds since boot
 */
void cordon_flow_note(struct cordon_flows *flows, const struct cordon_flow_key *key, u64 now)
{
	u64 tag = tag_of(flows, key);
	struct cordon_flow *set = &flows->flow[set_of(tag)];
	struct cordon_flow *flow = set;
	unsigned int i;

	for (i = 0; i < CORDON_FLOW_WAYS; i++) {
		if (READ_ONCE(set[i].tag) == tag) {
			flow = &set[i];
			break;
		}
		if (READ_ONCE(set[i].seen) < READ_ONCE(flow->seen))
			flow = &set[i];
	}
	WRITE_ONCE(flow->tag, tag);
	WRITE_ONCE(flow->seen, now);
}

/**
 * cordon_flow_recent - did a peer send this a short time ago?
 * @flows: may be NULL: nobody has sent anything
 * @key: the flow, as the peer sent it
 * @now: nanoseconds since boot
 * @within: nanoseconds
 */
bool cordon_flow_recent(const struct cordon_flows *flows, const struct cordon_flow_key *key,
			u64 now, u64 within)
{
	const struct cordon_flow *set;
	unsigned int i;
	u64 tag;

	if (!flows)
		return false;
	tag = tag_of(flows, key);
	set = &flows->flow[set_of(tag)];
	for (i = 0; i < CORDON_FLOW_WAYS; i++) {
		u64 seen = READ_ONCE(set[i].seen);

		/* another CPU's clock may be a tick ahead of ours */
		if (READ_ONCE(set[i].tag) == tag && (seen >= now || now - seen < within))
			return true;
	}
	return false;
}
