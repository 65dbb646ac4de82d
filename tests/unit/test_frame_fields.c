// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From bytes to facts: the fields, which test_frame.c does not look at.
 */
#include "trial.h"

static struct cordon_frame parse(struct spec spec)
{
	struct cordon_frame facts;

	frame_facts(&spec, &facts);
	return facts;
}

#define PARSE(...) parse((struct spec){ __VA_ARGS__ })

static void assert_addr(const struct cordon_addr *addr, const char *text)
{
	struct cordon_addr want = addr_of(text);

	assert_true(cordon_addr_same(addr, &want));
}

static void udp4(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"),
				      UDP(5000, 6970), .hops = 63);

	(void)state;
	assert_int_equal(f.src, CAM);
	assert_int_equal(f.dst, NVR);
	assert_int_equal(f.ethertype, 0x0800);
	assert_int_equal(f.l3, CORDON_L3_IP4);
	assert_addr(&f.sip, "192.0.2.20");
	assert_addr(&f.dip, "192.0.2.10");
	assert_int_equal(f.proto, 17);
	assert_int_equal(f.sport, 5000);
	assert_int_equal(f.dport, 6970);
	assert_int_equal(f.hops, 63);
	assert_int_equal(f.vid, 0);
}

static void tcp6_behind_headers(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), TCP(SYN),
				      .ext = { EXT_DSTOPTS, EXT_FRAGMENT }, .more = true,
				      .tags = { TAG(0x8100, 0xe007) });

	(void)state;
	assert_int_equal(f.ethertype, 0x86dd);
	assert_int_equal(f.l3, CORDON_L3_IP6);
	assert_addr(&f.sip, "2001:db8::20");
	assert_addr(&f.dip, "2001:db8::10");
	assert_int_equal(f.proto, 6);
	assert_int_equal(f.sport, 554);
	assert_int_equal(f.dport, 5000);
	assert_int_equal(f.vid, 7);
	assert_int_equal(f.flags, CORDON_F_FRAG_FIRST | CORDON_F_OPENS);
}

/* Options move the transport header; its ports are still found. */
static void udp4_behind_options(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"),
				      UDP(5000, 6970), .options = 40);

	(void)state;
	assert_int_equal(f.sport, 5000);
	assert_int_equal(f.dport, 6970);
}

/* What looks like ports in a later fragment is payload. */
static void later_fragment_has_no_ports(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), PROTO(17),
				      .frag = 8, .patch = { { 34, 1 }, { 36, 1 } });

	(void)state;
	assert_int_equal(f.proto, 17);
	assert_int_equal(f.sport, 0);
	assert_int_equal(f.dport, 0);
}

static void arp(void **state)
{
	struct cordon_frame f = PARSE(ARP(CAM, "192.0.2.20", "192.0.2.10"), .mac = NOBODY);

	(void)state;
	assert_int_equal(f.l3, CORDON_L3_ARP);
	assert_int_equal(f.src, CAM);
	assert_int_equal(f.dst, BROADCAST);
	assert_int_equal(f.arp_mac, NOBODY);
	assert_addr(&f.sip, "192.0.2.20");
	assert_addr(&f.dip, "192.0.2.10");
}

static void icmp_quotes(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), ICMP(3),
				      .icmp_code = 4, QUOTE("192.0.2.10", "192.0.2.20"));

	(void)state;
	assert_int_equal(f.icmp_type, 3);
	assert_int_equal(f.icmp_code, 4);
	assert_addr(&f.target, "192.0.2.10");
	assert_addr(&f.quoted, "192.0.2.20");
	f = PARSE(FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), ICMP(2),
		  QUOTE("2001:db8::10", "2001:db8::20"));
	assert_int_equal(f.icmp_type, 2);
	assert_addr(&f.target, "2001:db8::10");
	assert_addr(&f.quoted, "2001:db8::20");
}

/* A family's ICMP in the other family means nothing: its bytes are not read. */
static void icmp_of_the_other_family(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), PROTO(58),
				      .patch = { { 34, 129 } });

	(void)state;
	assert_int_equal(f.icmp_type, 0);
	f = PARSE(FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), PROTO(1),
		  .patch = { { 54, 8 } });
	assert_int_equal(f.icmp_type, 0);
}

static void discovery(void **state)
{
	struct cordon_frame f = PARSE(FROM(CAM, "fe80::20"), .dip = "ff02::1:ff00:10",
				      ND(NS, "2001:db8::10", 1));

	(void)state;
	assert_int_equal(f.dst, 0x3333ff000010ULL);
	assert_int_equal(f.proto, 58);
	assert_int_equal(f.icmp_type, 135);
	assert_int_equal(f.hops, 255);
	assert_addr(&f.target, "2001:db8::10");
}

static void other(void **state)
{
	struct cordon_frame f = PARSE(.src = CAM, .dst = NVR, RAW(0x8033), .tag_type = 0x8100,
				      .tag_tci = 0x2009);

	(void)state;
	assert_int_equal(f.l3, CORDON_L3_OTHER);
	assert_int_equal(f.ethertype, 0x8033);
	assert_int_equal(f.vid, 9);
}

/* A frame of more than 64 KiB has no length that its header could say. */
static void merged_beyond_64k(void **state)
{
	u8 bytes[FRAME_MAX];
	struct spec spec = { FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), TCP(ACK) };
	struct cordon_bytes given = { .head = bytes, .wire_len = 200000, .gso = true };
	struct cordon_frame f;

	(void)state;
	given.end = bytes + frame_build(&spec, bytes);
	bytes[16] = 0;
	bytes[17] = 0;
	cordon_frame_parse(&given, &f);
	assert_int_equal(f.flags, 0);
	assert_int_equal(f.dport, 5000);
	given.gso = false;
	cordon_frame_parse(&given, &f);
	assert_int_equal(f.flags, CORDON_F_MALFORMED);
}

/* What the facts' memory held before must not show through. */
static void forgets_what_was_there(void **state)
{
	u8 byte = 0xff;
	struct cordon_bytes none = { .head = &byte, .end = &byte };
	struct cordon_frame f, zero = { 0 };

	(void)state;
	memset(&f, 0xff, sizeof(f));
	cordon_frame_parse(&none, &f);
	zero.flags = CORDON_F_MALFORMED;
	assert_memory_equal(&f, &zero, sizeof(f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(udp4),
		cmocka_unit_test(tcp6_behind_headers),
		cmocka_unit_test(udp4_behind_options),
		cmocka_unit_test(later_fragment_has_no_ports),
		cmocka_unit_test(arp),
		cmocka_unit_test(icmp_quotes),
		cmocka_unit_test(icmp_of_the_other_family),
		cmocka_unit_test(discovery),
		cmocka_unit_test(other),
		cmocka_unit_test(merged_beyond_64k),
		cmocka_unit_test(forgets_what_was_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
