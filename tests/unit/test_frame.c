// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From bytes to facts: every flag, and the lengths at which it begins. The
 * flags of a case are all that the frame may have.
 */
#include <stdio.h>
#include <stdlib.h>

#include "trial.h"

#define F(flag)	CORDON_F_##flag
#define IP	FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10")
#define IP6	FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10")
#define MEDIA	UDP(5000, 6970), .payload = 40
#define BPDU	.src = CAM, .dst = 0x0180c2000000ULL, RAW(46)
#define TO_DHCP	FROM(CAM, "0.0.0.0"), .dip = "255.255.255.255", DHCP4
#define SOLICIT	IP6, ND(NS, "2001:db8::10", 1)
#define QUOTED4	ICMP(3), QUOTE("192.0.2.10", "192.0.2.20")
#define QUOTED6	ICMP(1), QUOTE("2001:db8::10", "2001:db8::20")
#define SET(where, what) .patch = { { where, what } }

/* offsets of fields in untagged frames */
#define IP4_VERSION 14
#define TCP4_OFFSET (34 + 12)
#define UDP4_LENGTH (34 + 5)
#define ND6_OPTION (54 + 24)

struct facts_case {
	const char *name;
	u32 flags;
	struct spec frame;
};

static const struct facts_case cases[] = {
	{ "UDP", 0, { IP, MEDIA } },
	{ "UDP, IPv6", 0, { IP6, MEDIA } },
	{ "shortest UDP, padded", 0, { IP, UDP(1, 2) } },
	{ "TCP", 0, { IP, TCP(ACK) } },
	{ "EtherType of nobody", 0, { .src = CAM, .dst = NVR, RAW(0x8033) } },

	{ "a tag", 0, { IP, MEDIA, .tags = { TAG(0x8100, 7) } } },
	{ "a tag beside", 0, { IP, MEDIA, .tag_type = 0x8100, .tag_tci = 7 } },
	{ "a priority tag around a tag", 0, { IP, MEDIA, .tag_type = 0x88a8, .tags = {
		TAG(0x8100, 7) } } },
	{ "four priority tags", 0, { IP, MEDIA, .tags = { TAG(0x8100, 0), TAG(0x88a8, 0),
		TAG(0x8100, 0xe000), TAG(0x8100, 0) } } },
	{ "five priority tags", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x8100, 0),
		TAG(0x8100, 0), TAG(0x8100, 0), TAG(0x8100, 0), TAG(0x8100, 0) } } },
	{ "two tags", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x8100, 7), TAG(0x8100, 7) } } },
	{ "a service tag", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x88a8, 7) } } },
	{ "a service tag beside", F(VLAN_DEEP), { IP, MEDIA, .tag_type = 0x88a8, .tag_tci = 7 } },
	{ "0x9100", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x9100, 0) } } },
	{ "0x9200", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x9200, 0) } } },
	{ "0x9300", F(VLAN_DEEP), { IP, MEDIA, .tags = { TAG(0x9300, 0) } } },

	{ "BPDU", F(BPDU), { BPDU, .patch = { { 14, 0x42 }, { 15, 0x42 } } } },
	{ "LLC that is no BPDU", 0, { BPDU, .patch = { { 14, 0x42 }, { 15, 0x43 } } } },
	{ "BPDU to another group", 0, { .src = CAM, .dst = 0x0180c2000002ULL, RAW(46),
		.patch = { { 14, 0x42 }, { 15, 0x42 } } } },
	{ "802.3 length too long", F(MALFORMED), { .src = CAM, .dst = NVR, RAW(47) } },

	{ "ARP", 0, { ARP(CAM, "192.0.2.20", "192.0.2.10") } },
	{ "ARP padded to 64", 0, { ARP(CAM, "192.0.2.20", "192.0.2.10"), .extra = 4 } },
	{ "ARP of 65 bytes", F(MALFORMED), { ARP(CAM, "192.0.2.20", "192.0.2.10"), .extra = 5 } },
	{ "ARP, other hardware", F(MALFORMED),
	  { ARP(CAM, "192.0.2.20", "192.0.2.10"), SET(15, 6) } },
	{ "ARP, other protocol", F(MALFORMED),
	  { ARP(CAM, "192.0.2.20", "192.0.2.10"), SET(16, 9) } },
	{ "ARP, hardware address of 8", F(MALFORMED),
	  { ARP(CAM, "192.0.2.20", "192.0.2.10"), SET(18, 8) } },
	{ "ARP, address of 16", F(MALFORMED),
	  { ARP(CAM, "192.0.2.20", "192.0.2.10"), SET(19, 16) } },
	{ "ARP, operation 3", F(MALFORMED),
	  { ARP(CAM, "192.0.2.20", "192.0.2.10"), .operation = 3 } },

	{ "IPv4, version 5", F(MALFORMED), { IP, MEDIA, SET(IP4_VERSION, 0x55) } },
	{ "IPv4, header of 16", F(MALFORMED), { IP, MEDIA, SET(IP4_VERSION, 0x44) } },
	{ "IPv4, header longer than the packet", F(MALFORMED),
	  { IP, UDP(1, 2), .length = 56, SET(IP4_VERSION, 0x4f) } },
	{ "IPv4, length below its header", F(MALFORMED), { IP, MEDIA, .length = 19 } },
	{ "IPv4, one byte more than there is", F(MALFORMED), { IP, MEDIA, .length = 69 } },
	{ "IPv4, one byte less than there is", F(TRAILING) | F(MALFORMED),
	  { IP, MEDIA, .length = 67 } },
	{ "IPv4, length 0", F(MALFORMED), { IP, MEDIA, SET(17, 0) } },
	{ "IPv4, length 0, merged", 0, { IP, TCP(ACK), .payload = 20, SET(17, 0), .gso = true } },
	{ "IPv4, padding to 64", 0, { IP, UDP(1, 2), .extra = 4 } },
	{ "IPv4, one byte hidden", F(TRAILING), { IP, UDP(1, 2), .extra = 5 } },
	{ "IPv4 options", F(IP_OPTIONS), { IP, MEDIA, .options = 4 } },
	{ "IPv4 options, forty", F(IP_OPTIONS), { IP, MEDIA, .options = 40 } },

	{ "IPv6, version 4", F(MALFORMED), { IP6, MEDIA, SET(14, 0x40) } },
	{ "IPv6, one byte more than there is", F(MALFORMED), { IP6, MEDIA, .length = 49 } },
	{ "IPv6, hidden data", F(TRAILING), { IP6, MEDIA, .extra = 1 } },
	{ "IPv6, length 0, merged", 0, { IP6, TCP(ACK), SET(19, 0), .gso = true } },
	{ "IPv6, length 0", F(TRAILING) | F(MALFORMED), { IP6, TCP(ACK), SET(19, 0) } },
	{ "IPv6 from a mapped address", F(MALFORMED),
	  { FROM(CAM, "::ffff:1.2.3.4"), TO(NVR, "2001:db8::10"), MEDIA } },
	{ "IPv6 to a mapped address", F(MALFORMED),
	  { FROM(CAM, "2001:db8::20"), TO(NVR, "::ffff:192.0.2.10"), MEDIA } },

	{ "router alert", F(ROUTER_ALERT), { IP6, ICMP(143), .ext = { EXT_ALERT } } },
	{ "router alert of four bytes", F(EXTENSION),
	  { IP6, ICMP(143), .ext = { EXT_ALERT_LONG } } },
	{ "hop-by-hop without alert", F(EXTENSION), { IP6, MEDIA, .ext = { EXT_PADDING } } },
	{ "hop-by-hop, another option", F(EXTENSION), { IP6, MEDIA, .ext = { EXT_JUMBO } } },
	{ "hop-by-hop in second place", F(EXTENSION) | F(ROUTER_ALERT),
	  { IP6, ICMP(143), .ext = { EXT_DSTOPTS, EXT_ALERT } } },
	{ "hop-by-hop, an option that reaches too far", F(EXTENSION),
	  { IP6, ICMP(143), .ext = { EXT_ALERT }, SET(61, 1) } },
	{ "destination options", 0, { IP6, MEDIA, .ext = { EXT_DSTOPTS } } },
	{ "routing", F(EXTENSION), { IP6, MEDIA, .ext = { EXT_ROUTING } } },
	{ "four extension headers", 0, { IP6, MEDIA,
		.ext = { EXT_DSTOPTS, EXT_DSTOPTS, EXT_DSTOPTS, EXT_DSTOPTS } } },
	{ "five extension headers", F(EXTENSION), { IP6, MEDIA,
		.ext = { EXT_DSTOPTS, EXT_DSTOPTS, EXT_DSTOPTS, EXT_DSTOPTS, EXT_DSTOPTS } } },
	{ "an extension header longer than the packet", F(MALFORMED),
	  { IP6, MEDIA, .ext = { EXT_DSTOPTS }, SET(55, 200) } },
	{ "no next header", F(EXTENSION), { IP6, PROTO(59) } },
	{ "mobility", F(EXTENSION), { IP6, PROTO(135) } },
	{ "host identity", F(EXTENSION), { IP6, PROTO(139) } },
	{ "shim6", F(EXTENSION), { IP6, PROTO(140) } },

	{ "first fragment", F(FRAG_FIRST), { IP, MEDIA, .more = true } },
	{ "later fragment", F(FRAG_LATER), { IP, MEDIA, .frag = 2 } },
	{ "last fragment, highest offset", F(FRAG_LATER), { IP, MEDIA, .frag = 0x1fff } },
	{ "first fragment, IPv6", F(FRAG_FIRST), { IP6, MEDIA, .ext = { EXT_FRAGMENT },
						   .more = true } },
	{ "later fragment, IPv6", F(FRAG_LATER), { IP6, MEDIA, .ext = { EXT_FRAGMENT },
						   .frag = 2 } },
	{ "a fragment header of a whole packet", 0, { IP6, MEDIA, .ext = { EXT_FRAGMENT } } },
	{ "UDP at offset 1", F(FRAG_LATER), { IP, MEDIA, .frag = 1 } },
	{ "TCP at offset 1", F(FRAG_LATER) | F(FRAG_BAD), { IP, TCP(ACK), .frag = 1 } },
	{ "TCP at offset 1, IPv6", F(FRAG_LATER) | F(FRAG_BAD),
	  { IP6, TCP(ACK), .ext = { EXT_FRAGMENT }, .frag = 1 } },
	{ "first fragment with 19 bytes of TCP", F(FRAG_FIRST) | F(FRAG_BAD),
	  { IP, TCP(ACK), .more = true, .length = 39 } },
	{ "first fragment with 19 bytes of TCP, offset 0", F(FRAG_FIRST) | F(FRAG_BAD),
	  { IP, TCP(ACK), .more = true, .length = 39, SET(TCP4_OFFSET, 0) } },
	{ "first fragment with 20 bytes of TCP", F(FRAG_FIRST), { IP, TCP(ACK), .more = true } },
	{ "first fragment without all TCP options", F(FRAG_FIRST) | F(FRAG_BAD),
	  { IP, TCP(ACK), .more = true, SET(TCP4_OFFSET, 0x60) } },
	{ "first fragment with 7 bytes of UDP", F(FRAG_FIRST) | F(FRAG_BAD),
	  { IP, UDP(1, 2), .more = true, .length = 27 } },
	{ "first fragment of a longer datagram", F(FRAG_FIRST),
	  { IP, MEDIA, .more = true, SET(UDP4_LENGTH, 200) } },

	{ "TCP SYN", F(OPENS), { IP, TCP(SYN) } },
	{ "TCP SYN and ACK", 0, { IP, TCP(SYN | ACK) } },
	{ "TCP SYN and others", F(OPENS), { IP, TCP(SYN | URG | 8 | 0xc0) } },
	{ "TCP without flags", F(MALFORMED), { IP, TCP(0) } },
	{ "TCP with nothing but congestion flags", F(MALFORMED), { IP, TCP(0xc0) } },
	{ "TCP SYN and FIN", F(MALFORMED) | F(OPENS), { IP, TCP(SYN | FIN) } },
	{ "TCP SYN and RST", F(MALFORMED) | F(OPENS), { IP, TCP(SYN | RST) } },
	{ "TCP SYN, FIN and ACK", F(MALFORMED), { IP, TCP(SYN | FIN | ACK) } },
	{ "TCP header of 16", F(MALFORMED), { IP, TCP(ACK), SET(TCP4_OFFSET, 0x40) } },
	{ "TCP header longer than the packet", F(MALFORMED),
	  { IP, TCP(ACK), SET(TCP4_OFFSET, 0x60) } },
	{ "TCP cut short", F(MALFORMED), { IP, TCP(ACK), .length = 39 } },
	{ "UDP length 7", F(MALFORMED), { IP, MEDIA, SET(UDP4_LENGTH, 7) } },
	{ "UDP longer than its packet", F(MALFORMED), { IP, MEDIA, SET(UDP4_LENGTH, 49) } },
	{ "UDP shorter than its packet", F(MALFORMED), { IP, MEDIA, SET(UDP4_LENGTH, 47) } },
	{ "UDP shorter than its packet, merged", 0,
	  { IP, MEDIA, SET(UDP4_LENGTH, 20), .gso = true } },
	{ "UDP cut short", F(TRAILING) | F(MALFORMED), { IP, MEDIA, .length = 27 } },

	{ "ICMP error", F(QUOTE), { IP, QUOTED4 } },
	{ "ICMP error, IPv6", F(QUOTE), { IP6, QUOTED6 } },
	{ "ICMP error without a quote", 0, { IP, ICMP(3) } },
	{ "ICMP error quoting the other family", 0, { IP, ICMP(3),
		QUOTE("2001:db8::10", "2001:db8::20") } },
	{ "ICMP error quoting the other family, IPv6", 0, { IP6, ICMP(1),
		QUOTE("192.0.2.10", "192.0.2.20"), .payload = 20 } },
	{ "ICMP redirect is no error", 0, { IP, ICMP(5), QUOTE("192.0.2.10", "192.0.2.20") } },
	{ "ICMP cut short", F(MALFORMED), { IP, ICMP(0), .length = 27 } },

	{ "solicitation", 0, { SOLICIT } },
	{ "solicitation without option", 0, { IP6, ND(NS, "2001:db8::10", 0) } },
	{ "solicitation, hop limit 254", F(ND_BAD), { SOLICIT, .hops = 254 } },
	{ "solicitation, code 1", F(ND_BAD), { SOLICIT, .icmp_code = 1 } },
	{ "solicitation for another card", F(ND_BAD), { SOLICIT, .mac = NOBODY } },
	{ "advertisement for another card", F(ND_BAD), { IP6, ND(NA, "2001:db8::20", 2),
							 .mac = NOBODY } },
	{ "an option of another kind", 0, { IP6, ND(NS, "2001:db8::10", 14), .mac = NOBODY } },
	{ "an option of length 0", F(MALFORMED) | F(ND_BAD), { SOLICIT, SET(ND6_OPTION + 1, 0) } },
	{ "an option longer than the packet", F(MALFORMED) | F(ND_BAD),
	  { SOLICIT, SET(ND6_OPTION + 1, 2) } },
	{ "a piece of an option", F(MALFORMED), { SOLICIT, .payload = 7 } },
	{ "eight options", 0, { IP6, ND(NS, "2001:db8::10", 14), .payload = 56, .patch = {
		{ ND6_OPTION + 1, 8 } } } },
	{ "solicitation without target", F(MALFORMED), { IP6, ND(NS, NULL, 0) } },
	{ "router solicitation", 0, { IP6, ND(RS, NULL, 1) } },
	{ "router advertisement", 0, { IP6, ND(RA, NULL, 0), .payload = 8 } },

	{ "DHCP", F(DHCP_OWN), { TO_DHCP } },
	{ "DHCP for another card", 0, { TO_DHCP, .mac = NOBODY } },
	{ "DHCP reply", 0, { TO_DHCP, .operation = 2 } },
	{ "DHCP over another hardware", 0, { TO_DHCP, SET(43, 6) } },
	{ "DHCP, hardware address of 16", 0, { TO_DHCP, SET(44, 16) } },
	{ "DHCP through a relay", 0, { TO_DHCP, SET(42 + 27, 1) } },
	{ "DHCP from another port", 0, { FROM(CAM, "0.0.0.0"), .dip = "255.255.255.255",
					 UDP(69, 67), .payload = 240 } },
	{ "DHCP cut short", F(MALFORMED), { IP, UDP(68, 67), .payload = 33 } },
	{ "DHCPv6 solicit", F(DHCP_OWN), { IP6, DHCP6(1) } },
	{ "DHCPv6 advertise", 0, { IP6, DHCP6(2) } },
	{ "DHCPv6 request", F(DHCP_OWN), { IP6, DHCP6(3) } },
	{ "DHCPv6 rebind", F(DHCP_OWN), { IP6, DHCP6(6) } },
	{ "DHCPv6 reply", 0, { IP6, DHCP6(7) } },
	{ "DHCPv6 release", F(DHCP_OWN), { IP6, DHCP6(8) } },
	{ "DHCPv6 decline", F(DHCP_OWN), { IP6, DHCP6(9) } },
	{ "DHCPv6 reconfigure", 0, { IP6, DHCP6(10) } },
	{ "DHCPv6 information", F(DHCP_OWN), { IP6, DHCP6(11) } },
	{ "DHCPv6 relayed", 0, { IP6, DHCP6(12) } },
	{ "DHCPv6 cut short", F(MALFORMED), { IP6, UDP(546, 547), .payload = 3 } },
};

static void has_flags(void **state)
{
	const struct facts_case *c = *state;
	struct cordon_frame facts;

	frame_facts(&c->frame, &facts);
	assert_int_equal(facts.flags, c->flags);
}

/*
 * All prefixes of a frame, in memory that ends where they do, so that the
 * sanitizer sees a byte too many: either the facts of the whole frame come out,
 * or CORDON_F_SHORT says that they are not all. A frame that was sent that
 * short is never CORDON_F_SHORT: no caller could help it.
 */
static void holds_for_every_prefix(void **state)
{
	const struct facts_case *c = *state;
	const struct spec *s = &c->frame;
	struct cordon_frame whole, facts;
	u8 bytes[FRAME_MAX];
	u32 wire = frame_build(s, bytes), n;

	frame_facts(s, &whole);
	for (n = 0; n <= wire; n++) {
		u8 *head = malloc(n ? n : 1);
		struct cordon_bytes given = {
			.head = head + !n, .end = head + !n + n, .wire_len = wire,
			.tag_type = s->tag_type, .tag_tci = s->tag_tci, .gso = s->gso,
		};

		assert_non_null(head);
		memcpy(head, bytes, n);
		cordon_frame_parse(&given, &facts);
		if (!(facts.flags & CORDON_F_SHORT))
			assert_memory_equal(&facts, &whole, sizeof(facts));
		given.wire_len = n;
		cordon_frame_parse(&given, &facts);
		assert_false(facts.flags & CORDON_F_SHORT);
		/* a caller that gives more than was sent is not believed */
		given.wire_len = n / 2;
		cordon_frame_parse(&given, &facts);
		assert_false(facts.flags & CORDON_F_SHORT);
		free(head);
	}
}

int main(void)
{
	size_t count = ARRAY_SIZE(cases), i;
	struct CMUnitTest *tests = calloc(2 * count, sizeof(*tests));
	char *names = calloc(count, 100);
	int failed;

	if (!tests || !names)
		abort();
	for (i = 0; i < count; i++) {
		char *name = names + 100 * i;

		snprintf(name, 100, "every prefix: %s", cases[i].name);
		tests[i] = (struct CMUnitTest){ cases[i].name, has_flags, NULL, NULL,
						(void *)&cases[i] };
		tests[count + i] = (struct CMUnitTest){ name, holds_for_every_prefix, NULL, NULL,
							(void *)&cases[i] };
	}
	failed = _cmocka_run_group_tests("frame", tests, 2 * count, NULL, NULL);
	free(names);
	free(tests);
	return failed;
}
