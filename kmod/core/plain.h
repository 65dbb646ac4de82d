/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plain frames: whole, well-formed IPv4 with TCP or UDP, without a tag or an
 * option, that neither opens nor ends a connection. Cameras and recorders send
 * little else. A few numbers hold all that a verdict looks at in one: from equal
 * numbers cordon_frame_parse() makes equal facts, but for the time to live,
 * which counts for other protocols only.
 */
#ifndef _CORDON_PLAIN_H
#define _CORDON_PLAIN_H

#include "types.h"

struct cordon_plain {
	u64 macs;	/* the destination's, and the first two bytes of the source's */
	u64 source;	/* the source's but its first byte, EtherType, version */
	u64 addrs;
	u32 form;	/* fragment, protocol */
	u32 ports;
};

#define CORDON_PLAIN_MIN	54	/* Ethernet, IPv4, TCP; shorter UDP is not plain */
#define CORDON_PLAIN_PADDED	50	/* up to this length a packet may be padded */

/* Four and eight bytes as a number, the first one lowest: a plain load, mostly. */
static __always_inline u32 cordon_word32(const u8 *p)
{
	return (u32)p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

static __always_inline u64 cordon_word64(const u8 *p)
{
	return (u64)p[0] | (u64)p[1] << 8 | (u64)p[2] << 16 | (u64)p[3] << 24 |
	       (u64)p[4] << 32 | (u64)p[5] << 40 | (u64)p[6] << 48 | (u64)p[7] << 56;
}

/* Of fragment, time to live and protocol all but the bits that say nothing. */
static __always_inline u32 cordon_plain_form(const u8 *head)
{
	return cordon_word32(head + 20) & 0xff00ff3f;
}

/*
 * Are the lengths true, and does TCP say no more than ACK, and perhaps PSH? Of a
 * frame with the numbers of a plain one; packet: how many bytes are behind its
 * Ethernet header.
 */
static __always_inline bool cordon_plain_sound(const u8 *head, u32 packet)
{
	u32 len = cordon_get16(head + 16), offset;

	if (unlikely(len != packet)) {
		if (unlikely(packet > CORDON_PLAIN_PADDED) || unlikely(len > packet) ||
		    unlikely(len < 28))
			return false;
	}
	if (head[23] == 17)
		return cordon_get16(head + 38) == (u16)(len - 20);
	offset = (u32)(head[46] >> 4) * 4;
	return (head[47] & 0x37) == 0x10 && offset >= 20 && offset + 20 <= len;
}

/**
 * cordon_plain_of - is a frame plain, and if so, by which numbers?
 * @head: its first bytes, from the destination MAC on
 * @end: behind the last byte that may be read
 * @packet: bytes behind the Ethernet header, on the wire: at least as many as
 *	there are up to @end; no tag is kept outside of the frame
 * @plain: set, if it is plain
 */
static inline bool cordon_plain_of(const u8 *head, const u8 *end, u32 packet,
				   struct cordon_plain *plain)
{
	if (end - head < CORDON_PLAIN_MIN)
		return false;
	plain->macs = cordon_word64(head);
	plain->source = cordon_word64(head + 7);
	plain->addrs = cordon_word64(head + 26);
	plain->form = cordon_plain_form(head);
	plain->ports = cordon_word32(head + 34);
	return plain->source >> 40 == 0x450008 &&
	       (plain->form == 17 << 24 || plain->form == 6 << 24) &&
	       cordon_plain_sound(head, packet);
}

/* Are its addresses and ports those of the numbers? Of a frame of CORDON_PLAIN_MIN bytes. */
static __always_inline bool cordon_plain_meets(const u8 *head, const struct cordon_plain *plain)
{
	return cordon_word64(head + 26) == plain->addrs && cordon_word32(head + 34) == plain->ports;
}

/**
 * cordon_plain_like - is a frame plain, by these numbers?
 * @head: CORDON_PLAIN_MIN bytes; cordon_plain_meets() is true of it
 * @packet: as for cordon_plain_of()
 * @plain: what cordon_plain_of() has set
 */
static __always_inline bool cordon_plain_like(const u8 *head, u32 packet,
					      const struct cordon_plain *plain)
{
	return cordon_word64(head) == plain->macs && cordon_word64(head + 7) == plain->source &&
	       cordon_plain_form(head) == plain->form &&
	       cordon_plain_sound(head, packet);
}

#endif
