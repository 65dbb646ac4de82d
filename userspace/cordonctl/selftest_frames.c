// SPDX-License-Identifier: GPL-2.0-or-later
/* selftest: from a line of the table to the bytes of a frame. */
#include <string.h>

#include "selftest.h"

#define PREFIX6		0x20010db800000000ULL	/* RFC 3849 */
#define LINK6		0xff02000000000000ULL

/* The IPv4 address is the end of the IPv6 one. Networks: RFC 5737. */
static const struct {
	uint64_t mac;
	uint64_t address;
	uint64_t prefix;	/* 0: PREFIX6 */
} stations[STATIONS] = {
	[HOST] = { 0, 0xc0000201, 0 },
	[LOBBY] = { 0x02005e100015, 0xc0000215, 0 },
	[SHED] = { 0x02005e100016, 0xc0000216, 0 },
	[YARD] = { 0x02005e100017, 0xc0000295, 0 },
	[SWITCH] = { 0x02005e100018, 0xc0000218, 0 },
	[GHOST] = { 0x02005e100063, 0xc0000263, 0 },
	[NVR] = { 0x02005e200002, 0xc6336402, 0 },
	[STRAY] = { 0x02005e200003, 0xcb007103, 0 },
	[VCR] = { 0x02005e200004, 0xc0000284, 0 },
	[PC] = { 0x02005e300009, 0xcb007109, 0 },
	[CLOUD] = { 0x02005e30004d, 0xcb00714d, 0 },
	[GROUP] = { 0x01005e010101, 0xef010101, 0 },
	[MDNS] = { 0x01005e0000fb, 0xe00000fb, 0 },
	[PROBE] = { 0x01005e7ffffa, 0xeffffffa, 0 },
	[EVERYBODY] = { 0xffffffffffff, 0xffffffff, 0 },
	[LINK_GROUP] = { 0x0180c2000003, 0, 0 },
	[ROUTERS] = { 0x333300000002, 0x2, LINK6 },
	[LISTENERS] = { 0x333300000016, 0x16, LINK6 },
	[ASK_NVR] = { 0x3333ff336402, 0x1ff336402, LINK6 },
	[ASK_GHOST] = { 0x3333ff000263, 0x1ff000263, LINK6 },
};

/* What a frame from each end is, where it does not say otherwise. */
static const struct {
	uint8_t mac;
	uint8_t to;
	uint8_t dip;
} usual[ENDS] = {
	[END_CAMERA] = { LOBBY, HOST, NVR },
	[END_BRIDGED] = { YARD, HOST, NVR },
	[END_GONE] = { LOBBY, HOST, NVR },
	[END_LAN] = { VCR, YARD, YARD },
	[END_RECORDER] = { NVR, HOST, LOBBY },
	[END_OFFICE] = { PC, HOST, LOBBY },
	[END_SELF] = { HOST, LOBBY, LOBBY },
};

struct bytes {
	uint8_t *at;
	size_t len;
};

static void put(struct bytes *b, uint64_t value, unsigned int count)
{
	while (count--)
		b->at[b->len++] = (uint8_t)(value >> 8 * count);
}

static void put_zeros(struct bytes *b, size_t count)
{
	memset(b->at + b->len, 0, count);
	b->len += count;
}

static void put_address(struct bytes *b, uint8_t station, bool six)
{
	selftest_address(station, six, b->at + b->len);
	b->len += six ? 16 : 4;
}

/* This host has a MAC of its own at each end. */
uint64_t selftest_mac(uint8_t station, uint8_t end)
{
	return station == HOST ? 0x02005e000001ULL + end : stations[station].mac;
}

void selftest_address(uint8_t station, bool six, uint8_t *to)
{
	uint64_t prefix = stations[station].prefix;
	struct bytes b = { to, 0 };

	if (six)
		put(&b, prefix ? prefix : PREFIX6, 8);
	put(&b, stations[station].address, six ? 8 : 4);
}

static void put_udp(struct bytes *b, const struct selftest_frame *f,
		    unsigned int payload)
{
	put(b, f->sport, 2);
	put(b, f->dport, 2);
	put(b, 8 + payload, 2);
	put(b, 0, 2);
}

/* RFC 2131, figure 1: a request, whose hardware address comes last here. */
static void put_dhcp(struct bytes *b, const struct selftest_frame *f)
{
	uint8_t whose = f->odd == ODD_OTHERS_DHCP ? GHOST : f->mac;

	put_udp(b, f, 240);
	put(b, 0x01010600, 4);
	put_zeros(b, 24);
	put(b, selftest_mac(whose, f->end), 6);
	put_zeros(b, 206);
}

static void put_tcp(struct bytes *b, const struct selftest_frame *f)
{
	unsigned int flags = 0x10;

	if (f->odd == ODD_SYN)
		flags = 0x02;
	else if (f->odd == ODD_NO_FLAGS)
		flags = 0;
	put(b, f->sport, 2);
	put(b, f->dport, 2);
	put(b, 1, 4);
	put(b, 1, 4);
	put(b, 0x5000 | flags, 2);
	put(b, 8192, 2);
	put_zeros(b, 4);
}

/* RFC 4861, 4.3, with the sender's MAC as its option. */
static void put_solicit(struct bytes *b, const struct selftest_frame *f)
{
	put(b, 135, 1);
	put_zeros(b, 7);
	put_address(b, f->target, true);
	put(b, 0x0101, 2);
	put(b, selftest_mac(f->mac, f->end), 6);
}

static void put_body(struct bytes *b, const struct selftest_frame *f)
{
	switch (f->make) {
	case MAKE_UDP:
		put_udp(b, f, 12);
		put_zeros(b, 12);
		break;
	case MAKE_TCP:
		put_tcp(b, f);
		break;
	case MAKE_ICMP:
		put(b, f->sport, 1);
		put_zeros(b, 15);
		break;
	case MAKE_DHCP:
		put_dhcp(b, f);
		break;
	case MAKE_SOLICIT:
		put_solicit(b, f);
		break;
	default:
		put_zeros(b, 46);
	}
	if (f->odd == ODD_HIDING)
		b->len = 4;
}

static uint8_t protocol_of(const struct selftest_frame *f)
{
	switch (f->make) {
	case MAKE_TCP:
		return 6;
	case MAKE_ICMP:
		return f->six ? 58 : 1;
	case MAKE_SOLICIT:
		return 58;
	case MAKE_IP:
		return (uint8_t)f->sport;
	}
	return 17;
}

/* RFC 1071; routers look at it. */
static void set_checksum(uint8_t *header, size_t len)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < len; i += 2)
		sum += (uint32_t)header[i] << 8 | header[i + 1];
	sum = (sum & 0xffff) + (sum >> 16);
	sum = ~(sum + (sum >> 16));
	header[10] = (uint8_t)(sum >> 8);
	header[11] = (uint8_t)sum;
}

static void put_ip4(struct bytes *b, const struct selftest_frame *f, size_t body)
{
	size_t header = f->odd == ODD_OPTION ? 28 : 20, start = b->len;
	unsigned int fragment = 0;

	if (f->odd == ODD_LATER)
		fragment = 185;
	else if (f->odd == ODD_HIDING)
		fragment = 0x2000;
	put(b, 0x40 | header / 4, 1);
	put(b, 0, 1);
	put(b, header + body + (f->odd == ODD_LENGTH ? 8 : 0), 2);
	put(b, 1, 2);
	put(b, fragment, 2);
	put(b, 64, 1);
	put(b, protocol_of(f), 1);
	put(b, 0, 2);
	put_address(b, f->sip, false);
	put_address(b, f->dip, false);
	if (f->odd == ODD_OPTION)	/* RFC 791: room for one address */
		put(b, 0x0707040000000000ULL, 8);
	set_checksum(b->at + start, header);
}

static void put_ip6(struct bytes *b, const struct selftest_frame *f, size_t body)
{
	bool extended = f->odd == ODD_ALERT || f->odd == ODD_ROUTING;
	uint8_t next = protocol_of(f), first = next, hops = 255;

	if (f->odd == ODD_ALERT) {
		first = 0;
		hops = 1;	/* RFC 2710, 3 */
	} else if (f->odd == ODD_ROUTING) {
		first = 43;
	}
	put(b, 0x60000000, 4);
	put(b, body + (extended ? 8 : 0), 2);
	put(b, first, 1);
	put(b, hops, 1);
	put_address(b, f->sip, true);
	put_address(b, f->dip, true);
	if (f->odd == ODD_ALERT)	/* RFC 2711, and padding */
		put(b, (uint64_t)next << 56 | 0x00050200000100ULL, 8);
	else if (extended)
		put(b, (uint64_t)next << 56, 8);
}

/* RFC 826 */
static void put_arp(struct bytes *b, const struct selftest_frame *f)
{
	put(b, 0x0001080006040001ULL, 8);
	put(b, selftest_mac(f->mac, f->end), 6);
	put_address(b, f->sip, false);
	put_zeros(b, 6);
	put_address(b, f->dip, false);
}

static struct selftest_frame complete(const struct selftest_frame *frame)
{
	struct selftest_frame f = *frame;

	if (!f.mac)
		f.mac = usual[f.end].mac;
	if (!f.to)
		f.to = usual[f.end].to;
	if (!f.sip)
		f.sip = f.mac;
	if (!f.dip)
		f.dip = usual[f.end].dip;
	if (f.make == MAKE_UDP && !f.sport) {
		f.sport = 5004;
		f.dport = f.dport ? f.dport : 5004;
	}
	return f;
}

static void put_tags(struct bytes *b, uint8_t odd)
{
	if (odd == ODD_TAG_10)
		put(b, 0x8100000a, 4);
	if (odd == ODD_TAG_20 || odd == ODD_TAGS)
		put(b, 0x81000014, 4);
	if (odd == ODD_TAGS)
		put(b, 0x81000014, 4);
}

size_t selftest_build(const struct selftest_frame *frame,
		      uint8_t to[SELFTEST_FRAME_MAX])
{
	const struct selftest_frame f = complete(frame);
	uint8_t memory[SELFTEST_FRAME_MAX];
	struct bytes b = { to, 0 }, body = { memory, 0 };

	put_body(&body, &f);
	put(&b, selftest_mac(f.to, f.end), 6);
	put(&b, selftest_mac(f.mac, f.end), 6);
	put_tags(&b, f.odd);
	if (f.make == MAKE_ARP) {
		put(&b, 0x0806, 2);
		put_arp(&b, &f);
		return b.len;
	}
	if (f.make == MAKE_RAW) {
		put(&b, f.sport, 2);
	} else if (f.six) {
		put(&b, 0x86dd, 2);
		put_ip6(&b, &f, body.len);
	} else {
		put(&b, 0x0800, 2);
		put_ip4(&b, &f, body.len);
	}
	memcpy(to + b.len, memory, body.len);
	return b.len + body.len;
}
