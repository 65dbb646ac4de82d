// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From bytes to facts behind the IP header: TCP, UDP, DHCP, ICMP, neighbour
 * discovery. The rules are those of frame.c.
 */
#include "rest.h"

#define MAX_ND_OPTIONS	8

#define PROTO_ICMP	1
#define PROTO_IGMP	2
#define PROTO_TCP	6
#define PROTO_UDP	17
#define PROTO_ICMP6	58

static void parse_tcp(struct cordon_frame *f, struct rest *r)
{
	u32 offset;
	u8 bits;

	if (!rest_need(f, r, 20))
		return;
	f->sport = cordon_get16(r->at);
	f->dport = cordon_get16(r->at + 2);
	offset = (u32)(r->at[12] >> 4) * 4;
	bits = r->at[13] & 0x3f;
	if (offset < 20 || offset > rest_wire(r))
		f->flags |= CORDON_F_MALFORMED;
	/* no flag at all, SYN with FIN, SYN with RST: nobody's protocol */
	if (!bits || (bits & 0x03) == 0x03 || (bits & 0x06) == 0x06)
		f->flags |= CORDON_F_MALFORMED;
	if ((bits & 0x12) == 0x02)
		f->flags |= CORDON_F_OPENS;
}

/* RFC 2131: op 1, Ethernet, no relay, the client's own address. */
static void parse_dhcp4(struct cordon_frame *f, struct rest *r)
{
	if (!rest_need(f, r, 34))
		return;
	if (r->at[0] == 1 && r->at[1] == 1 && r->at[2] == 6 && !cordon_get32(r->at + 24) &&
	    cordon_get_mac(r->at + 28) == f->src)
		f->flags |= CORDON_F_DHCP_OWN;
}

/* RFC 8415: the client's messages; 2, 7, 10 and 13 are a server's, 12 a relay's. */
static void parse_dhcp6(struct cordon_frame *f, struct rest *r)
{
	u8 type;

	if (!rest_need(f, r, 4))
		return;
	type = r->at[0];
	if (type == 1 || (type >= 3 && type <= 6) || type == 8 || type == 9 || type == 11)
		f->flags |= CORDON_F_DHCP_OWN;
}

static void parse_udp(struct cordon_frame *f, struct rest *r)
{
	u32 len;

	if (!rest_need(f, r, 8))
		return;
	f->sport = cordon_get16(r->at);
	f->dport = cordon_get16(r->at + 2);
	len = cordon_get16(r->at + 4);
	/* a first fragment is part of a longer datagram, a merged frame of several */
	if (len < 8 || (len > rest_wire(r) && !(f->flags & CORDON_F_FRAG_FIRST) && !r->gso) ||
	    (len < rest_wire(r) && !r->gso))
		f->flags |= CORDON_F_MALFORMED;
	rest_skip(r, 8);
	if (f->l3 == CORDON_L3_IP4 && f->sport == 68 && f->dport == 67)
		parse_dhcp4(f, r);
	else if (f->l3 == CORDON_L3_IP6 && f->sport == 546 && f->dport == 547)
		parse_dhcp6(f, r);
}

/* The IP header that an ICMP error quotes: whose traffic was it? */
static void parse_quote4(struct cordon_frame *f, struct rest *r)
{
	if (rest_wire(r) < 20 || !rest_need(f, r, 20) || r->at[0] >> 4 != 4)
		return;
	f->target = cordon_addr4(cordon_get32(r->at + 12));
	f->quoted = cordon_addr4(cordon_get32(r->at + 16));
	f->flags |= CORDON_F_QUOTE;
}

static void parse_quote6(struct cordon_frame *f, struct rest *r)
{
	if (rest_wire(r) < 40 || !rest_need(f, r, 40) || r->at[0] >> 4 != 6)
		return;
	f->target = cordon_get_addr6(r->at + 8);
	f->quoted = cordon_get_addr6(r->at + 24);
	f->flags |= CORDON_F_QUOTE;
}

static void parse_icmp(struct cordon_frame *f, struct rest *r)
{
	if (!rest_need(f, r, 8))
		return;
	f->icmp_type = r->at[0];
	f->icmp_code = r->at[1];
	rest_skip(r, 8);
	if (f->icmp_type == 3 || f->icmp_type == 11 || f->icmp_type == 12)
		parse_quote4(f, r);
}

/* RFC 4861, 4.6: a link-layer option has to name the frame's own source. */
static void parse_nd_options(struct cordon_frame *f, struct rest *r)
{
	int n;

	for (n = 0; rest_wire(r); n++) {
		u32 len;

		if (n == MAX_ND_OPTIONS) {
			f->flags |= CORDON_F_ND_BAD;
			return;
		}
		if (!rest_need(f, r, 8))
			return;
		len = (u32)r->at[1] * 8;
		if ((r->at[0] == 1 || r->at[0] == 2) &&
		    (len != 8 || cordon_get_mac(r->at + 2) != f->src))
			f->flags |= CORDON_F_ND_BAD;
		if (!len) {
			f->flags |= CORDON_F_MALFORMED;
			return;
		}
		if (!rest_need(f, r, len))
			return;
		rest_skip(r, len);
	}
}

/* Solicitations and advertisements; routers' messages are judged by type alone. */
static void parse_nd(struct cordon_frame *f, struct rest *r)
{
	if (f->hops != 255 || f->icmp_code)
		f->flags |= CORDON_F_ND_BAD;
	if (f->icmp_type == 135 || f->icmp_type == 136) {
		if (!rest_need(f, r, 16))
			return;
		f->target = cordon_get_addr6(r->at);
		rest_skip(r, 16);
	}
	if (f->icmp_type == 133 || f->icmp_type == 135 || f->icmp_type == 136)
		parse_nd_options(f, r);
}

static void parse_icmp6(struct cordon_frame *f, struct rest *r)
{
	if (!rest_need(f, r, 8))
		return;
	f->icmp_type = r->at[0];
	f->icmp_code = r->at[1];
	rest_skip(r, 8);
	if (f->icmp_type >= 1 && f->icmp_type <= 4)
		parse_quote6(f, r);
	else if (f->icmp_type >= 133 && f->icmp_type <= 137)
		parse_nd(f, r);
}

/* RFC 1858, RFC 8200: a first fragment has to hold the whole transport header. */
static bool fragment_hides(const struct cordon_frame *f, const struct rest *r)
{
	u32 header = f->proto == PROTO_TCP ? 20 : 8;

	if (f->proto == PROTO_TCP && r->end - r->at >= 13) {
		u32 offset = (u32)(r->at[12] >> 4) * 4;

		if (offset > header)
			header = offset;
	}
	return rest_wire(r) < header;
}

void cordon_frame_parse_transport(struct cordon_frame *f, struct rest *r)
{
	if (f->flags & CORDON_F_FRAG_LATER)
		return;
	if ((f->flags & CORDON_F_FRAG_FIRST) && fragment_hides(f, r)) {
		f->flags |= CORDON_F_FRAG_BAD;
		return;
	}
	if (f->proto == PROTO_TCP)
		parse_tcp(f, r);
	else if (f->proto == PROTO_UDP)
		parse_udp(f, r);
	else if (f->proto == PROTO_ICMP && f->l3 == CORDON_L3_IP4)
		parse_icmp(f, r);
	else if (f->proto == PROTO_ICMP6 && f->l3 == CORDON_L3_IP6)
		parse_icmp6(f, r);
	else if (f->proto == PROTO_IGMP && f->l3 == CORDON_L3_IP4 && rest_need(f, r, 8))
		f->icmp_type = r->at[0];
}

