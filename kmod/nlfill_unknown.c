// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same for devices that nobody listed.
 */
#include "core/verdict.h"
#include "nlfill.h"
#include "uapi/camcordon.h"
#include "unknown.h"

#define PUT_U64		CORDON_PUT_U64

static bool fill_what(struct sk_buff *skb, const struct cordon_unknown_deed *deed)
{
	return !nla_put_u8(skb, CORDON_A_DEED_PROTOCOL, deed->proto) &&
	       !nla_put_u16(skb, CORDON_A_DEED_PORT, deed->port) &&
	       !nla_put_u8(skb, CORDON_A_DEED_REASON, deed->reason) &&
	       (!deed->pass || !deed->reason || !nla_put_u8(skb, CORDON_A_DEED_WOULD, 1)) &&
	       (!deed->ifindex || !nla_put_u32(skb, CORDON_A_DEED_IFINDEX, deed->ifindex));
}

static bool fill_deed(struct sk_buff *skb, u8 direction, const struct cordon_unknown_deed *deed)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_UNKNOWN_DEED);

	return !cordon_fill_finish(skb, nest, nest &&
				   !nla_put_u8(skb, CORDON_A_DEED_DIRECTION, direction) &&
				   !cordon_fill_addr(skb, CORDON_A_DEED_REMOTE, &deed->remote) &&
				   !cordon_fill_mac(skb, CORDON_A_DEED_REMOTE_MAC, deed->mac) &&
				   fill_what(skb, deed) &&
				   !PUT_U64(skb, DEED, PACKETS, deed->packets) &&
				   !PUT_U64(skb, DEED, FIRST, deed->first) &&
				   !PUT_U64(skb, DEED, LAST, deed->last));
}

static bool fill_deeds(struct sk_buff *skb, const struct cordon_unknown_deeds *deeds)
{
	u8 direction;
	int i;

	for (direction = 0; deeds && direction < 2; direction++)
		for (i = 0; i < CORDON_DEEDS_MAX && deeds->at[direction][i].packets; i++)
			if (!fill_deed(skb, direction, &deeds->at[direction][i]))
				return false;
	return true;
}

/* A device with what is kept of it, some 2 KiB; under the list's lock. */
int cordon_fill_unknown(struct sk_buff *skb, const struct cordon_unknown_device *device)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_UNKNOWN);

	return cordon_fill_finish(skb, nest, nest &&
		!cordon_fill_mac(skb, CORDON_A_UNKNOWN_MAC, device->mac) &&
		!nla_put_string(skb, CORDON_A_UNKNOWN_SEGMENT, device->segment) &&
		!cordon_fill_addr(skb, CORDON_A_UNKNOWN_ADDRESS, &device->addr4) &&
		!cordon_fill_addr(skb, CORDON_A_UNKNOWN_ADDRESS, &device->addr6) &&
		!nla_put_u16(skb, CORDON_A_UNKNOWN_ETHERTYPE, device->ethertype) &&
		!PUT_U64(skb, UNKNOWN, PACKETS, device->packets) &&
		!PUT_U64(skb, UNKNOWN, BYTES, device->bytes) &&
		!PUT_U64(skb, UNKNOWN, FIRST, device->first) &&
		!PUT_U64(skb, UNKNOWN, LAST, device->last) &&
		!PUT_U64(skb, UNKNOWN, DROPPED, device->dropped) &&
		!PUT_U64(skb, UNKNOWN, WOULD, device->would) &&
		fill_deeds(skb, device->deeds));
}
