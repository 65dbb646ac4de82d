// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From bytes to facts, bounded: nothing is read beyond its end, nothing is
 * written but the facts, no length that the frame claims is believed before it
 * was compared with what is there.
 */
#include "rest.h"

#define ETH_BYTES	14
#define MIN_FRAME	64	/* without tags: 60 bytes, or what switches leave that strip one */
#define MAX_TAGS	4	/* deeper than any card or bridge strips */
#define MAX_EXTENSIONS	4	/* IPv6 extension headers before it looks like an attack */

#define TYPE_IP4	0x0800
#define TYPE_ARP	0x0806
#define TYPE_8021Q	0x8100
#define TYPE_IP6	0x86dd
#define TYPE_8021AD	0x88a8
#define TYPE_QINQ1	0x9100	/* the three old QinQ types; Linux strips none of them */
#define TYPE_QINQ2	0x9200
#define TYPE_QINQ3	0x9300

#define PROTO_HOPOPTS	0
#define PROTO_TCP	6
#define PROTO_ROUTING	43
#define PROTO_FRAGMENT	44
#define PROTO_NONE	59
#define PROTO_DSTOPTS	60
#define PROTO_MOBILITY	135
#define PROTO_HIP	139
#define PROTO_SHIM6	140

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

/* depth: how many were kept outside the bytes */
static void parse_tags(struct cordon_frame *f, struct rest *r, int depth)
{
	for (; is_tag(f->ethertype); depth++) {
		if (depth == MAX_TAGS) {
			f->flags |= CORDON_F_VLAN_DEEP;
			return;
		}
		if (!rest_need(f, r, 4))
			return;
		tag(f, f->ethertype, cordon_get16(r->at));
		f->ethertype = cordon_get16(r->at + 2);
		rest_skip(r, 4);
	}
}

/* 802.3: the field is a length, then comes LLC; 0x42 is spanning tree. */
static void parse_llc(struct cordon_frame *f, struct rest *r)
{
	if (!rest_need(f, r, 3))
		return;
	if (f->ethertype > rest_wire(r))
		f->flags |= CORDON_F_MALFORMED;
	if (f->dst == 0x0180c2000000ULL && r->at[0] == 0x42 && r->at[1] == 0x42)
		f->flags |= CORDON_F_BPDU;
}

static void parse_arp(struct cordon_frame *f, struct rest *r, u32 frame_len)
{
	u16 operation;

	f->l3 = CORDON_L3_ARP;
	if (!rest_need(f, r, 28))
		return;
	operation = cordon_get16(r->at + 6);
	if (cordon_get32(r->at) != 0x00010800 || cordon_get16(r->at + 4) != 0x0604 ||
	    (operation != 1 && operation != 2) || frame_len > MIN_FRAME)
		f->flags |= CORDON_F_MALFORMED;
	f->arp_mac = cordon_get_mac(r->at + 8);
	f->sip = cordon_addr4(cordon_get32(r->at + 14));
	f->dip = cordon_addr4(cordon_get32(r->at + 24));
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
static void apply_length(struct cordon_frame *f, struct rest *r, u32 len, u32 frame_len)
{
	if (len > rest_wire(r)) {
		f->flags |= CORDON_F_MALFORMED;
		return;
	}
	if (len < rest_wire(r) && frame_len > MIN_FRAME)
		f->flags |= CORDON_F_TRAILING;
	rest_limit(r, len);
}

static void parse_ip4(struct cordon_frame *f, struct rest *r, u32 frame_len)
{
	u32 header, len;
	u16 word;

	f->l3 = CORDON_L3_IP4;
	if (!rest_need(f, r, 20))
		return;
	header = (u32)(r->at[0] & 0xf) * 4;
	len = cordon_get16(r->at + 2);
	word = cordon_get16(r->at + 6);
	f->hops = r->at[8];
	f->proto = r->at[9];
	f->sip = cordon_addr4(cordon_get32(r->at + 12));
	f->dip = cordon_addr4(cordon_get32(r->at + 16));
	if (!len && r->gso)	/* larger than 64 KiB: the field cannot say */
		len = rest_wire(r);
	if (r->at[0] >> 4 != 4 || header < 20 || len < header) {
		f->flags |= CORDON_F_MALFORMED;
		return;
	}
	apply_length(f, r, len, frame_len);
	if (!rest_need(f, r, header))
		return;
	/* RFC 2113; IGMP has it */
	if (header == 24 && rest_need(f, r, 24) && cordon_get32(r->at + 20) == 0x94040000)
		f->flags |= CORDON_F_ROUTER_ALERT;
	else if (header > 20)
		f->flags |= CORDON_F_IP_OPTIONS;
	rest_skip(r, header);
	fragment(f, word & 0x1fff, word & 0x2000);
	cordon_frame_parse_transport(f, r);
}

/* Hop-by-hop options: only padding and router alert (RFC 2711), as MLD has them. */
static bool only_router_alert(struct rest options)
{
	bool alert = false;
	u32 len;

	for (; options.end - options.at > 0; rest_skip(&options, len)) {
		len = 1;
		if (options.at[0] == 0)
			continue;
		if (options.end - options.at < 2)
			return false;
		len = 2 + (u32)options.at[1];
		if (options.at[0] == 5 && len == 4)
			alert = true;
		else if (options.at[0] != 1)
			return false;
		if (options.end - options.at < (ptrdiff_t)len)
			return false;
	}
	return alert;
}

/* One extension header; returns false when there is nothing to go on with. */
static bool extension(struct cordon_frame *f, struct rest *r)
{
	struct rest options;
	u8 type = f->proto;
	u32 len;

	if (!rest_need(f, r, 8))
		return false;
	f->proto = r->at[0];
	if (type == PROTO_FRAGMENT) {
		u16 word = cordon_get16(r->at + 2);

		rest_skip(r, 8);
		fragment(f, word >> 3, word & 1);
		return !(f->flags & CORDON_F_FRAG_LATER);
	}
	len = ((u32)r->at[1] + 1) * 8;
	if (!rest_need(f, r, len))
		return false;
	options = *r;
	rest_limit(&options, len);
	rest_skip(&options, 2);
	if (type == PROTO_ROUTING || (type == PROTO_HOPOPTS && !only_router_alert(options)))
		f->flags |= CORDON_F_EXTENSION;
	else if (type == PROTO_HOPOPTS)
		f->flags |= CORDON_F_ROUTER_ALERT;
	rest_skip(r, len);
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
			cordon_frame_parse_transport(f, r);
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

static void parse_ip6(struct cordon_frame *f, struct rest *r, u32 frame_len)
{
	u32 len;

	f->l3 = CORDON_L3_IP6;
	if (!rest_need(f, r, 40))
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
	rest_skip(r, 40);
	if (!len && r->gso)
		len = rest_wire(r);
	apply_length(f, r, len, frame_len);
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
	struct rest r = {
		.at = bytes->head, .end = bytes->end, .gso = bytes->gso,
	};
	u32 given = (u32)(bytes->end - bytes->head), untagged_len;

	memset(frame, 0, sizeof(*frame));
	if (bytes->wire_len > given)
		r.unseen = bytes->wire_len - given;
	else
		rest_limit(&r, bytes->wire_len);
	if (!rest_need(frame, &r, ETH_BYTES))
		return;
	frame->dst = cordon_get_mac(r.at);
	frame->src = cordon_get_mac(r.at + 6);
	frame->ethertype = cordon_get16(r.at + 12);
	rest_skip(&r, ETH_BYTES);
	if (bytes->tag_type)
		tag(frame, bytes->tag_type, bytes->tag_tci);
	parse_tags(frame, &r, bytes->tag_type ? 1 : 0);
	untagged_len = ETH_BYTES + rest_wire(&r);

	if (frame->ethertype == TYPE_IP4)
		parse_ip4(frame, &r, untagged_len);
	else if (frame->ethertype == TYPE_IP6)
		parse_ip6(frame, &r, untagged_len);
	else if (frame->ethertype == TYPE_ARP)
		parse_arp(frame, &r, untagged_len);
	else if (frame->ethertype < 1536)
		parse_llc(frame, &r);
}
