/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first step of a verdict: from bytes to facts.
 */
#ifndef _CORDON_FRAME_H
#define _CORDON_FRAME_H

#include "types.h"

#define CORDON_HEAD_MAX	256	/* more of a frame than this is never looked at */

/* What the caller knows of a frame; head begins at the destination MAC. */
struct cordon_bytes {
	const u8 *head;
	const u8 *end;		/* behind the last byte that may be read */
	u32 wire_len;		/* bytes of the whole frame, without check sequence */
	u16 tag_type;		/* EtherType of a tag kept outside the bytes; 0: none */
	u16 tag_tci;
	bool gso;		/* several frames merged, or one to be split */
};

enum cordon_l3 {
	CORDON_L3_OTHER,
	CORDON_L3_ARP,
	CORDON_L3_IP4,
	CORDON_L3_IP6,
};

/* Facts that are either so or not. */
#define CORDON_F_SHORT		(1 << 0)  /* the head ended before the facts did */
#define CORDON_F_MALFORMED	(1 << 1)
#define CORDON_F_TRAILING	(1 << 2)  /* data behind the IP length, beyond padding */
#define CORDON_F_VLAN_DEEP	(1 << 3)  /* more than one tag with an id, or an odd type */
#define CORDON_F_BPDU		(1 << 4)
#define CORDON_F_IP_OPTIONS	(1 << 5)
#define CORDON_F_EXTENSION	(1 << 6)  /* IPv6 extension headers no camera needs */
#define CORDON_F_ROUTER_ALERT	(1 << 7)  /* options with nothing but that */
#define CORDON_F_FRAG_FIRST	(1 << 8)
#define CORDON_F_FRAG_LATER	(1 << 9)
#define CORDON_F_FRAG_BAD	(1 << 10) /* hides its transport header */
#define CORDON_F_OPENS		(1 << 11) /* TCP: SYN without ACK */
#define CORDON_F_QUOTE		(1 << 12) /* ICMP error whose quote was read */
#define CORDON_F_ND_BAD		(1 << 13) /* hop limit, code or option of ND is wrong */
#define CORDON_F_DHCP_OWN	(1 << 14) /* a DHCP request of the sender itself */

/* Facts of one frame. Fields that do not apply are zero. */
struct cordon_frame {
	u64 dst;			/* MACs as numbers, first byte on top */
	u64 src;
	struct cordon_addr sip;		/* source; ARP: sender */
	struct cordon_addr dip;		/* destination; ARP: target */
	struct cordon_addr target;	/* ND: target; ICMP error: quoted source */
	struct cordon_addr quoted;	/* ICMP error: quoted destination */
	u64 arp_mac;			/* ARP: sender's hardware address */
	u32 flags;			/* CORDON_F_* */
	u16 ethertype;			/* below 1536: an 802.3 length */
	u16 vid;			/* the one tag's id; 0: none, or a priority tag */
	u16 sport;
	u16 dport;
	u8 l3;				/* enum cordon_l3 */
	u8 proto;
	u8 icmp_type;
	u8 icmp_code;
	u8 hops;			/* time to live, hop limit */
};

void cordon_frame_parse(const struct cordon_bytes *bytes, struct cordon_frame *frame);

#endif
