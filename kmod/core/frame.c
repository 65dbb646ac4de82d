// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From bytes to facts, bounded: nothing is read beyond head_len, nothing is
 * written but the facts, no length that the frame claims is believed before it
 * was compared with what is there.
 */
#include "frame.h"

#define ETH_BYTES	14
#define MIN_FRAME	64	/* 60 bytes, or as much as switches that strip a tag pad to */
#define MAX_TAGS	4	/* deeper than any card or bridge strips */
#define MAX_EXTENSIONS	4	/* IPv6 extension headers before it looks like an attack */
#define MAX_ND_OPTIONS	8

#define TYPE_IP4	0x0800
#define TYPE_ARP	0x0806
#define TYPE_8021Q	0x8100
#define TYPE_IP6	0x86dd
#define TYPE_8021AD	0x88a8
#define TYPE_QINQ1	0x9100	/* the three old QinQ types; Linux strips none of them */
#define TYPE_QINQ2	0x9200
#define TYPE_QINQ3	0x9300

#define PROTO_HOPOPTS	0
#define PROTO_ICMP	1
#define PROTO_TCP	6
#define PROTO_UDP	17
#define PROTO_ROUTING	43
#define PROTO_FRAGMENT	44
#define PROTO_ICMP6	58
#define PROTO_NONE	59
#define PROTO_DSTOPTS	60
#define PROTO_MOBILITY	135
#define PROTO_HIP	139
#define PROTO_SHIM6	140

/*
 * What is left of a frame: at points to the next byte, have bytes of it may be
 * read, wire bytes of it were on the wire. have is never more than wire.
 */
struct rest {
	const u8 *at;
	u32 have;
	u32 wire;
	bool gso;
};

/*
 * Says whether n more bytes can be read, and notes why not: the sender did not
 * send them, or the caller did not give them.
 */
static bool need(struct cordon_frame *f, const struct rest *r, u32 n)
{
	if (n <= r->have)
		return true;
	f->flags |= n <= r->wire ? CORDON_F_SHORT : CORDON_F_MALFORMED;
	return false;
}

/* Steps over n bytes, which need() has granted. */
static void skip(struct rest *r, u32 n)
{
	r->at += n;
	r->have -= n;
	r->wire -= n;
}

/* Forgets what is behind the first n bytes. */
static void limit(struct rest *r, u32 n)
{
	if (r->wire > n)
		r->wire = n;
	if (r->have > n)
		r->have = n;
}

static void tag(struct cordon_frame *f, u16 type, u16 tci)
{
	u16 vid = tci & 0xfff;

	if (!vid && (type == TYPE_8021Q || type == TYPE_8021AD))
		return;
	if (f->vid || type != TYPE_8021Q)
		f->flags |= CORDON_F_VLAN_DEEP;
	else
		f->vid = vid;
}

static bool is_tag(u16 type)
{
	return type == TYPE_8021Q || type == TYPE_8021AD || type == TYPE_QINQ1 ||
	       type == TYPE_QINQ2 || type == TYPE_QINQ3;
}

static void parse_tags(struct cordon_frame *f, struct rest *r)
{
	int depth;

	for (depth = 0; is_tag(f->ethertype); depth++) {
		if (depth == MAX_TAGS) {
			f->flags |= CORDON_F_VLAN_DEEP;
			return;
		}
		if (!need(f, r, 4))
			return;
		tag(f, f->ethertype, cordon_get16(r->at));
		f->ethertype = cordon_get16(r->at + 2);
		skip(r, 4);
	}
}

/* 802.3: the field is a length, then comes LLC; 0x42 is spanning tree. */
static void parse_llc(struct cordon_frame *f, struct rest *r)
{
	if (!need(f, r, 3))
		return;
	if (f->ethertype > r->wire)
		f->flags |= CORDON_F_MALFORMED;
	if (f->dst == 0x0180c2000000ULL && r->at[0] == 0x42 && r->at[1] == 0x42)
		f->flags |= CORDON_F_BPDU;
}

static void parse_arp(struct cordon_frame *f, struct rest *r, u32 wire_len)
{
	u16 operation;

	f->l3 = CORDON_L3_ARP;
	if (!need(f, r, 28))
		return;
	operation = cordon_get16(r->at + 6);
	if (cordon_get32(r->at) != 0x00010800 || cordon_get16(r->at + 4) != 0x0604 ||
	    (operation != 1 && operation != 2) || wire_len > MIN_FRAME)
		f->flags |= CORDON_F_MALFORMED;
	f->arp_mac = cordon_get_mac(r->at + 8);
	f->sip = cordon_addr4(cordon_get32(r->at + 14));
	f->dip = cordon_addr4(cordon_get32(r->at + 24));
}

static void parse_tcp(struct cordon_frame *f, struct rest *r)
{
	u32 offset;
	u8 bits;

	if (!need(f, r, 20))
		return;
	f->sport = cordon_get16(r->at);
	f->dport = cordon_get16(r->at + 2);
	offset = (u32)(r->at[12] >> 4) * 4;
	bits = r->at[13] & 0x3f;
	if (offset < 20 || offset > r->wire)
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
	if (!need(f, r, 34))
		return;
	if (r->at[0] == 1 && r->at[1] == 1 && r->at[2] == 6 && !cordon_get32(r->at + 24) &&
	    cordon_get_mac(r->at + 28) == f->src)
		f->flags |= CORDON_F_DHCP_OWN;
}

/* RFC 8415: the client's messages; 2, 7, 10 and 13 are a server's, 12 a relay's. */
static void parse_dhcp6(struct cordon_frame *f, struct rest *r)
{
	u8 type;

	if (!need(f, r, 4))
		return;
	type = r->at[0];
	if (type == 1 || (type >= 3 && type <= 6) || type == 8 || type == 9 || type == 11)
		f->flags |= CORDON_F_DHCP_OWN;
}

static void parse_udp(struct cordon_frame *f, struct rest *r)
{
	u32 len;

	if (!need(f, r, 8))
		return;
	f->sport = cordon_get16(r->at);
	f->dport = cordon_get16(r->at + 2);
	len = cordon_get16(r->at + 4);
	/* a first fragment is part of a longer datagram, a merged frame of several */
	if (len < 8 || (len > r->wire && !(f->flags & CORDON_F_FRAG_FIRST) && !r->gso) ||
	    (len < r->wire && !r->gso))
		f->flags |= CORDON_F_MALFORMED;
	skip(r, 8);
	if (f->l3 == CORDON_L3_IP4 && f->sport == 68 && f->dport == 67)
		parse_dhcp4(f, r);
	else if (f->l3 == CORDON_L3_IP6 && f->sport == 546 && f->dport == 547)
		parse_dhcp6(f, r);
}

/* The IP header that an ICMP error quotes: whose traffic was it? */
static void parse_quote4(struct cordon_frame *f, struct rest *r)
{
	if (r->wire < 20 || !need(f, r, 20) || r->at[0] >> 4 != 4)
		return;
	f->target = cordon_addr4(cordon_get32(r->at + 12));
	f->quoted = cordon_addr4(cordon_get32(r->at + 16));
	f->flags |= CORDON_F_QUOTE;
}

static void parse_quote6(struct cordon_frame *f, struct rest *r)
{
	if (r->wire < 40 || !need(f, r, 40) || r->at[0] >> 4 != 6)
		return;
	f->target = cordon_get_addr6(r->at + 8);
	f->quoted = cordon_get_addr6(r->at + 24);
	f->flags |= CORDON_F_QUOTE;
}

static void parse_icmp(struct cordon_frame *f, struct rest *r)
{
	if (!need(f, r, 8))
		return;
	f->icmp_type = r->at[0];
	f->icmp_code = r->at[1];
	skip(r, 8);
	if (f->icmp_type == 3 || f->icmp_type == 11 || f->icmp_type == 12)
		parse_quote4(f, r);
}

/* RFC 4861, 4.6: a link-layer option has to name the frame's own source. */
static void parse_nd_options(struct cordon_frame *f, struct rest *r)
{
	int n;

	for (n = 0; r->wire; n++) {
		u32 len;

		if (n == MAX_ND_OPTIONS) {
			f->flags |= CORDON_F_ND_BAD;
			return;
		}
		if (!need(f, r, 8))
			return;
		len = (u32)r->at[1] * 8;
		if ((r->at[0] == 1 || r->at[0] == 2) &&
		    (len != 8 || cordon_get_mac(r->at + 2) != f->src))
			f->flags |= CORDON_F_ND_BAD;
		if (!len) {
			f->flags |= CORDON_F_MALFORMED;
			return;
		}
		if (!need(f, r, len))
			return;
		skip(r, len);
	}
}

/* Solicitations and advertisements; routers' messages are judged by type alone. */
static void parse_nd(struct cordon_frame *f, struct rest *r)
{
	if (f->hops != 255 || f->icmp_code)
		f->flags |= CORDON_F_ND_BAD;
	if (f->icmp_type == 135 || f->icmp_type == 136) {
		if (!need(f, r, 16))
			return;
		f->target = cordon_get_addr6(r->at);
		skip(r, 16);
	}
	if (f->icmp_type == 133 || f->icmp_type == 135 || f->icmp_type == 136)
		parse_nd_options(f, r);
}

static void parse_icmp6(struct cordon_frame *f, struct rest *r)
{
	if (!need(f, r, 8))
		return;
	f->icmp_type = r->at[0];
	f->icmp_code = r->at[1];
	skip(r, 8);
	if (f->icmp_type >= 1 && f->icmp_type <= 4)
		parse_quote6(f, r);
	else if (f->icmp_type >= 133 && f->icmp_type <= 137)
		parse_nd(f, r);
}

/* RFC 1858, RFC 8200: a first fragment has to hold the whole transport header. */
static bool fragment_hides(const struct cordon_frame *f, const struct rest *r)
{
	u32 header = 8;

	if (f->proto == PROTO_TCP) {
		header = 20;
		if (r->have >= 13)
			header = (u32)(r->at[12] >> 4) * 4;
	}
	return r->wire < header;
}

static void parse_transport(struct cordon_frame *f, struct rest *r)
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
}

/* offset in units of eight bytes */
static void fragment(struct cordon_frame *f, u16 offset, bool more)
{
	if (offset)
		f->flags |= CORDON_F_FRAG_LATER;
	else if (more)
		f->flags |= CORDON_F_FRAG_FIRST;
	if (offset == 1 && f->proto == PROTO_TCP)
		f->flags |= CORDON_F_FRAG_BAD;
}

/* Holds the frame to the length its IP header claims. */
static void apply_length(struct cordon_frame *f, struct rest *r, u32 len, u32 wire_len)
{
	if (len > r->wire) {
		f->flags |= CORDON_F_MALFORMED;
		return;
	}
	if (len < r->wire && wire_len > MIN_FRAME)
		f->flags |= CORDON_F_TRAILING;
	limit(r, len);
}

static void parse_ip4(struct cordon_frame *f, struct rest *r, u32 wire_len)
{
	u32 header, len;
	u16 word;

	f->l3 = CORDON_L3_IP4;
	if (!need(f, r, 20))
		return;
	header = (u32)(r->at[0] & 0xf) * 4;
	len = cordon_get16(r->at + 2);
	word = cordon_get16(r->at + 6);
	f->hops = r->at[8];
	f->proto = r->at[9];
	f->sip = cordon_addr4(cordon_get32(r->at + 12));
	f->dip = cordon_addr4(cordon_get32(r->at + 16));
	if (!len && r->gso)	/* larger than 64 KiB: the field cannot say */
		len = r->wire;
	if (r->at[0] >> 4 != 4 || header < 20 || len < header) {
		f->flags |= CORDON_F_MALFORMED;
		return;
	}
	apply_length(f, r, len, wire_len);
	if (!need(f, r, header))
		return;
	if (header > 20)
		f->flags |= CORDON_F_IP_OPTIONS;
	skip(r, header);
	fragment(f, word & 0x1fff, word & 0x2000);
	parse_transport(f, r);
}

/* Hop-by-hop options: only padding and router alert (RFC 2711), as MLD has them. */
static bool only_router_alert(const u8 *at, u32 len)
{
	u32 i = 2;
	bool alert = false;

	while (i < len) {
		if (at[i] == 0) {
			i++;
			continue;
		}
		if (len - i < 2)
			return false;
		if (at[i] == 5 && at[i + 1] == 2)
			alert = true;
		else if (at[i] != 1)
			return false;
		i += 2 + (u32)at[i + 1];
	}
	return alert && i == len;
}

/* One extension header; returns false when there is nothing to go on with. */
static bool extension(struct cordon_frame *f, struct rest *r)
{
	u8 type = f->proto;
	u32 len;

	if (!need(f, r, 8))
		return false;
	f->proto = r->at[0];
	if (type == PROTO_FRAGMENT) {
		u16 word = cordon_get16(r->at + 2);

		skip(r, 8);
		fragment(f, word >> 3, word & 1);
		return !(f->flags & CORDON_F_FRAG_LATER);
	}
	len = ((u32)r->at[1] + 1) * 8;
	if (!need(f, r, len))
		return false;
	if (type == PROTO_ROUTING || (type == PROTO_HOPOPTS && !only_router_alert(r->at, len)))
		f->flags |= CORDON_F_EXTENSION;
	else if (type == PROTO_HOPOPTS)
		f->flags |= CORDON_F_ROUTER_ALERT;
	skip(r, len);
	return true;
}

static void parse_extensions(struct cordon_frame *f, struct rest *r)
{
	int n;

	for (n = 0; ; n++) {
		switch (f->proto) {
		case PROTO_HOPOPTS:
			if (n)	/* RFC 8200, 4.1: only directly behind the IPv6 header */
				f->flags |= CORDON_F_EXTENSION;
			break;
		case PROTO_ROUTING:
		case PROTO_FRAGMENT:
		case PROTO_DSTOPTS:
			break;
		case PROTO_NONE:
		case PROTO_MOBILITY:
		case PROTO_HIP:
		case PROTO_SHIM6:
			f->flags |= CORDON_F_EXTENSION;
			return;
		default:
			parse_transport(f, r);
			return;
		}
		if (n == MAX_EXTENSIONS) {
			f->flags |= CORDON_F_EXTENSION;
			return;
		}
		if (!extension(f, r))
			return;
	}
}

static void parse_ip6(struct cordon_frame *f, struct rest *r, u32 wire_len)
{
	u32 len;

	f->l3 = CORDON_L3_IP6;
	if (!need(f, r, 40))
		return;
	len = cordon_get16(r->at + 4);
	f->proto = r->at[6];
	f->hops = r->at[7];
	f->sip = cordon_get_addr6(r->at + 8);
	f->dip = cordon_get_addr6(r->at + 24);
	/* mapped addresses do not exist on a wire (RFC 4291, 2.5.5.2) */
	if (r->at[0] >> 4 != 6 || cordon_addr_is4(&f->sip) || cordon_addr_is4(&f->dip)) {
		f->flags |= CORDON_F_MALFORMED;
		return;
	}
	skip(r, 40);
	if (!len && r->gso)
		len = r->wire;
	apply_length(f, r, len, wire_len);
	parse_extensions(f, r);
}

/**
 * cordon_frame_parse - find out the facts of a frame
 * @bytes: the frame's first bytes and what is known of the rest
 * @frame: all fields are set
 *
 * A frame that cannot be understood yields CORDON_F_MALFORMED. CORDON_F_SHORT
 * says that more bytes of the head might tell more: a caller that has them
 * asks again with up to CORDON_HEAD_MAX bytes; what stays short is dropped.
 */
void cordon_frame_parse(const struct cordon_bytes *bytes, struct cordon_frame *frame)
{
	struct rest r = { bytes->head, bytes->head_len, bytes->wire_len, bytes->gso };

	memset(frame, 0, sizeof(*frame));
	if (r.have > r.wire)
		r.have = r.wire;
	if (!need(frame, &r, ETH_BYTES))
		return;
	frame->dst = cordon_get_mac(r.at);
	frame->src = cordon_get_mac(r.at + 6);
	frame->ethertype = cordon_get16(r.at + 12);
	skip(&r, ETH_BYTES);
	if (bytes->tag_type)
		tag(frame, bytes->tag_type, bytes->tag_tci);
	parse_tags(frame, &r);

	if (frame->ethertype == TYPE_IP4)
		parse_ip4(frame, &r, bytes->wire_len);
	else if (frame->ethertype == TYPE_IP6)
		parse_ip6(frame, &r, bytes->wire_len);
	else if (frame->ethertype == TYPE_ARP)
		parse_arp(frame, &r, bytes->wire_len);
	else if (frame->ethertype < 1536)
		parse_llc(frame, &r);
}
