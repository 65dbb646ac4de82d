/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames for tests, described in one line each:
 *
 *	{ FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(5000, 6970) }
 *
 * What is not said is as an honest sender would have it, so that a line shows
 * what is special about its frame.
 */
#ifndef TESTS_UNIT_BUILD_H
#define TESTS_UNIT_BUILD_H

#include "frame.h"

#define FRAME_MAX	2048

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

enum make {
	MAKE_RAW,		/* EtherType .type and 46 bytes */
	MAKE_ARP,
	MAKE_UDP,
	MAKE_TCP,
	MAKE_ICMP,		/* ICMP or ICMPv6, by the family of .sip */
	MAKE_ND,		/* ICMPv6 with a target and an option */
	MAKE_DHCP,
	MAKE_PROTO,		/* IP with .proto and 16 bytes */
};

/* IPv6 extension headers, as in .ext */
enum ext {
	EXT_END,
	EXT_ALERT,		/* hop-by-hop: router alert and padding */
	EXT_PADDING,		/* hop-by-hop: padding only */
	EXT_JUMBO,		/* hop-by-hop: an option no camera needs */
	EXT_ALERT_LONG,		/* hop-by-hop: a router alert that hides data */
	EXT_DSTOPTS,
	EXT_ROUTING,
	EXT_FRAGMENT,		/* takes .frag and .more */
};

struct patch {
	u16 at;			/* offset in the frame; 0: none */
	u8 value;
};

struct spec {
	u64 dst;		/* 0: as the destination address wants it */
	u64 src;
	u32 tags[6];		/* in the frame, outermost first: type << 16 | tci */
	u16 tag_type;		/* beside the frame */
	u16 tag_tci;
	u8 make;		/* enum make */
	u16 type;
	const char *sip;	/* text; its family is the frame's */
	const char *dip;
	u16 sport;
	u16 dport;
	u8 bits;		/* TCP flags */
	u8 proto;
	u8 icmp_type;
	u8 icmp_code;
	u8 hops;		/* 0: 64, ND 255 */
	u8 options;		/* bytes of IPv4 options */
	u8 ext[8];		/* enum ext */
	u16 frag;		/* offset in units of eight bytes */
	bool more;
	const char *quote_src;	/* ICMP errors; NULL: no quote */
	const char *quote_dst;
	const char *target;	/* ND */
	u8 nd_option;		/* type of ND's option; 0: none */
	u64 mac;		/* sender's in ARP, ND option, DHCP; 0: src */
	u8 operation;		/* ARP, DHCP: 0: a request; DHCPv6: message type */
	u8 payload;		/* bytes behind the transport header */
	u16 length;		/* what the IP header claims; 0: the truth */
	u8 extra;		/* bytes behind the IP length, beyond 60 bytes */
	bool gso;
	struct patch patch[6];
};

#define FROM(from_mac, from_ip)	.src = (from_mac), .sip = (from_ip)
#define TO(to_mac, to_ip)	.dst = (to_mac), .dip = (to_ip)
#define RAW(ethertype)		.make = MAKE_RAW, .type = (ethertype)
#define UDP(from, to)		.make = MAKE_UDP, .sport = (from), .dport = (to)
#define TCP(flags)		.make = MAKE_TCP, .sport = 554, .dport = 5000, .bits = (flags)
#define ICMP(kind)		.make = MAKE_ICMP, .icmp_type = (kind)
#define QUOTE(from, to)		.quote_src = (from), .quote_dst = (to)
#define PROTO(number)		.make = MAKE_PROTO, .proto = (number)
#define DHCP4			.make = MAKE_DHCP, .sport = 68, .dport = 67
#define DHCP6(message)		\
	.make = MAKE_DHCP, .sport = 546, .dport = 547, .operation = (message)
#define ARP(from_mac, from_ip, about)	\
	.make = MAKE_ARP, .src = (from_mac), .sip = (from_ip), .dip = (about)
#define ND(kind, about, opt)	\
	.make = MAKE_ND, .icmp_type = (kind), .target = (about), .nd_option = (opt)
#define TAG(ethertype, tci)	((u32)(ethertype) << 16 | (tci))

#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define ACK 0x10
#define URG 0x20

#define RS 133
#define RA 134
#define NS 135
#define NA 136
#define REDIRECT 137

#define BROADCAST CORDON_BROADCAST

struct cordon_addr addr_of(const char *text);
u32 frame_build(const struct spec *spec, u8 bytes[FRAME_MAX]);
void frame_facts(const struct spec *spec, struct cordon_frame *facts);
const char *facts_text(const struct cordon_frame *f);

#endif
