// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a line of a test to the bytes of a frame.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

#include "build.h"

struct out {
	u8 *start;
	u8 *at;
};

static void put(struct out *o, u64 value, unsigned int bytes)
{
	while (bytes--)
		*o->at++ = (u8)(value >> 8 * bytes);
}

static void put_zeros(struct out *o, unsigned int n)
{
	memset(o->at, 0, n);
	o->at += n;
}

static bool is6(const char *text)
{
	return strchr(text, ':');
}

/* "192.0.2.1" or "2001:db8::1" */
struct cordon_addr addr_of(const char *text)
{
	u8 bytes[16];

	if (inet_pton(is6(text) ? AF_INET6 : AF_INET, text, bytes) != 1) {
		fprintf(stderr, "the test is wrong: '%s' is no address\n", text);
		abort();
	}
	return is6(text) ? cordon_get_addr6(bytes) : cordon_addr4(cordon_get32(bytes));
}

static void put_addr(struct out *o, const char *text)
{
	struct cordon_addr addr = addr_of(text);

	if (is6(text))
		put(o, addr.hi, 8);
	put(o, addr.lo, is6(text) ? 8 : 4);
}

static u64 own_mac(const struct spec *s)
{
	return s->mac ? s->mac : s->src;
}

/* RFC 1112, RFC 2464: the MAC of a group follows from its address. */
static u64 dst_of(const struct spec *s)
{
	struct cordon_addr addr;

	if (s->dst || !s->dip)
		return s->dst;
	addr = addr_of(s->dip);
	if (is6(s->dip))
		return 0x333300000000ULL | (addr.lo & 0xffffffff);
	if (cordon_addr_multicast(&addr))
		return 0x01005e000000ULL | (addr.lo & 0x7fffff);
	return BROADCAST;
}

static u16 type_of(const struct spec *s)
{
	if (s->make == MAKE_RAW)
		return s->type;
	if (s->make == MAKE_ARP)
		return 0x0806;
	return is6(s->sip) ? 0x86dd : 0x0800;
}

static void put_arp(struct out *o, const struct spec *s)
{
	put(o, 0x0001080006040000ULL | (s->operation ? s->operation : 1), 8);
	put(o, own_mac(s), 6);
	put_addr(o, s->sip);
	put(o, 0, 6);
	put_addr(o, s->dip);
}

static u8 proto_of(const struct spec *s)
{
	switch (s->make) {
	case MAKE_UDP:
	case MAKE_DHCP:
		return 17;
	case MAKE_TCP:
		return 6;
	case MAKE_ICMP:
		return is6(s->sip) ? 58 : 1;
	case MAKE_ND:
		return 58;
	}
	return s->proto;
}

static void put_udp(struct out *o, const struct spec *s, unsigned int len)
{
	put(o, s->sport, 2);
	put(o, s->dport, 2);
	put(o, 8 + len, 2);
	put(o, 0, 2);
}

/* RFC 2131, figure 1; RFC 8415, 8. */
static void put_dhcp(struct out *o, const struct spec *s)
{
	if (is6(s->sip)) {
		put_udp(o, s, 4);
		put(o, (u64)(s->operation ? s->operation : 1) << 24 | 0x123456, 4);
		return;
	}
	put_udp(o, s, 240);
	put(o, s->operation ? s->operation : 1, 1);
	put(o, 0x010600, 3);
	put_zeros(o, 24);
	put(o, own_mac(s), 6);
	put_zeros(o, 206);
}

static void put_tcp(struct out *o, const struct spec *s)
{
	put(o, s->sport, 2);
	put(o, s->dport, 2);
	put(o, 1, 4);
	put(o, 1, 4);
	put(o, 0x5000 | s->bits, 2);
	put(o, 8192, 2);
	put(o, 0, 4);
}

/* The header that an error quotes, and eight bytes of what followed it. */
static void put_quote(struct out *o, const struct spec *s)
{
	if (is6(s->quote_src)) {
		put(o, 0x6000000000081140ULL, 8);
	} else {
		put(o, 0x4500001c00000000ULL, 8);
		put(o, 0x40110000, 4);
	}
	put_addr(o, s->quote_src);
	put_addr(o, s->quote_dst);
	put_zeros(o, 8);
}

static void put_icmp(struct out *o, const struct spec *s)
{
	put(o, s->icmp_type, 1);
	put(o, s->icmp_code, 1);
	put(o, 0, 6);
	if (s->make == MAKE_ICMP && s->quote_src)
		put_quote(o, s);
	if (s->make != MAKE_ND)
		return;
	if (s->target)
		put_addr(o, s->target);
	if (s->nd_option) {
		put(o, s->nd_option, 1);
		put(o, 1, 1);
		put(o, own_mac(s), 6);
	}
}

static void put_transport(struct out *o, const struct spec *s)
{
	if (s->frag) {
		put_zeros(o, 32);
		return;
	}
	if (s->make == MAKE_UDP)
		put_udp(o, s, s->payload);
	else if (s->make == MAKE_TCP)
		put_tcp(o, s);
	else if (s->make == MAKE_ICMP || s->make == MAKE_ND)
		put_icmp(o, s);
	else if (s->make == MAKE_DHCP)
		put_dhcp(o, s);
	else
		put_zeros(o, 16);
	put_zeros(o, s->payload);
}

static u8 ext_proto(u8 ext)
{
	switch (ext) {
	case EXT_DSTOPTS:
		return 60;
	case EXT_ROUTING:
		return 43;
	case EXT_FRAGMENT:
		return 44;
	}
	return 0;
}

/* Behind the next header's number and the length in units of eight bytes. */
static void put_ext_body(struct out *o, const struct spec *s, u8 ext)
{
	switch (ext) {
	case EXT_ALERT:
		put(o, 0x00050200000100ULL, 7);	/* and PadN of nothing */
		break;
	case EXT_ALERT_LONG:
		put(o, 0x00050461626364ULL, 7);
		break;
	case EXT_JUMBO:
		put(o, 0x00c20400010000ULL, 7);
		break;
	case EXT_ROUTING:
		put(o, 0, 7);
		break;
	case EXT_FRAGMENT:
		put(o, 0, 1);
		put(o, s->frag << 3 | s->more, 2);
		put(o, 0x12345678, 4);
		break;
	default:
		put(o, 0x00010400000000ULL, 7);		/* PadN of four */
	}
}

static void put_ip6(struct out *o, const struct spec *s)
{
	u8 *length = o->at + 4, *body;
	unsigned int i;
	u16 len;

	put(o, 0x60000000, 4);
	put(o, 0, 2);
	put(o, s->ext[0] ? ext_proto(s->ext[0]) : proto_of(s), 1);
	put(o, s->hops ? s->hops : s->make == MAKE_ND ? 255 : 64, 1);
	put_addr(o, s->sip);
	put_addr(o, s->dip);
	body = o->at;
	for (i = 0; i < sizeof(s->ext) && s->ext[i]; i++) {
		bool last = i + 1 == sizeof(s->ext) || !s->ext[i + 1];

		put(o, last ? proto_of(s) : ext_proto(s->ext[i + 1]), 1);
		put_ext_body(o, s, s->ext[i]);
	}
	put_transport(o, s);
	len = s->length ? s->length : (u16)(o->at - body);
	length[0] = len >> 8;
	length[1] = len & 0xff;
}

static void put_ip4(struct out *o, const struct spec *s)
{
	u8 *start = o->at;
	u16 len;

	put(o, 0x4500 + ((u64)s->options / 4 << 8), 2);
	put(o, 0, 4);
	put(o, (s->more ? 0x2000 : 0) | s->frag, 2);
	put(o, s->hops ? s->hops : 64, 1);
	put(o, proto_of(s), 1);
	put(o, 0, 2);
	put_addr(o, s->sip);
	put_addr(o, s->dip);
	memset(o->at, 1, s->options);
	o->at += s->options;
	put_transport(o, s);
	len = s->length ? s->length : (u16)(o->at - start);
	start[2] = len >> 8;
	start[3] = len & 0xff;
}

/* Writes the frame's bytes and returns how many there are, padding included. */
u32 frame_build(const struct spec *s, u8 bytes[FRAME_MAX])
{
	struct out o = { bytes, bytes };
	unsigned int i;

	memset(bytes, 0, FRAME_MAX);
	put(&o, dst_of(s), 6);
	put(&o, s->src, 6);
	for (i = 0; i < 6 && s->tags[i]; i++)
		put(&o, s->tags[i], 4);
	put(&o, type_of(s), 2);
	if (s->make == MAKE_RAW)
		put_zeros(&o, 46);
	else if (s->make == MAKE_ARP)
		put_arp(&o, s);
	else if (is6(s->sip))
		put_ip6(&o, s);
	else
		put_ip4(&o, s);
	if (o.at < bytes + 60)
		o.at = bytes + 60;
	o.at += s->extra;
	for (i = 0; i < ARRAY_SIZE(s->patch) && s->patch[i].at; i++)
		bytes[s->patch[i].at] = s->patch[i].value;
	return (u32)(o.at - bytes);
}

/* The facts of the whole frame, read from memory that ends where it does. */
void frame_facts(const struct spec *s, struct cordon_frame *facts)
{
	u8 bytes[FRAME_MAX];
	u32 len = frame_build(s, bytes);
	u8 *head = malloc(len);
	struct cordon_bytes given = {
		.head = head, .end = head + len, .wire_len = len,
		.tag_type = s->tag_type, .tag_tci = s->tag_tci, .gso = s->gso,
	};

	if (!head)
		abort();
	memcpy(head, bytes, len);
	cordon_frame_parse(&given, facts);
	free(head);
}

/* Facts in one line, for failures; the text lives until the next call. */
const char *facts_text(const struct cordon_frame *f)
{
	static char text[400];

	snprintf(text, sizeof(text),
		 "%012llx > %012llx l3 %u, %llx:%llx > %llx:%llx, target %llx:%llx, proto %u, icmp %u/%u, ports %u > %u, hops %u, flags %#x",
		 (unsigned long long)f->src, (unsigned long long)f->dst, f->l3,
		 (unsigned long long)f->sip.hi, (unsigned long long)f->sip.lo,
		 (unsigned long long)f->dip.hi, (unsigned long long)f->dip.lo,
		 (unsigned long long)f->target.hi, (unsigned long long)f->target.lo, f->proto,
		 f->icmp_type, f->icmp_code, f->sport, f->dport, f->hops, f->flags);
	return text;
}
