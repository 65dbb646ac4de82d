// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Plain frames: which ones are, and that their numbers say all there is to say.
 */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"
#include "plain.h"
#include "trial.h"

#define FRAMES	400000
#define ETH_BYTES 14

/* len: 0: all of it is there */
static bool plain_of(const struct spec *spec, u32 len, struct cordon_plain *plain)
{
	u8 bytes[FRAME_MAX];
	u32 wire = frame_build(spec, bytes);

	return cordon_plain_of(bytes, bytes + (len ? len : wire), wire - ETH_BYTES, plain);
}

#define MEDIA	FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(5000, 6970)
#define STREAM(flags)	FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), TCP(flags)

static const struct {
	const char *name;
	bool plain;
	u32 len;
	struct spec frame;
} frames[] = {
	{ "media", true, 0, { MEDIA, .payload = 100 } },
	{ "media, padded", true, 0, { MEDIA } },
	{ "media of which enough is there", true, 54, { MEDIA, .payload = 100 } },
	{ "a byte too few", false, 53, { MEDIA, .payload = 100 } },
	{ "data behind the packet", false, 0, { MEDIA, .extra = 10 } },
	{ "a fragment", false, 0, { MEDIA, .more = true } },
	{ "a later one", false, 0, { MEDIA, .frag = 4 } },
	{ "a fragment is not asked for", true, 0, { MEDIA, .patch = { { 20, 0x40 } } } },
	{ "options", false, 0, { MEDIA, .options = 4 } },
	{ "an IP length that lies", false, 0, { MEDIA, .payload = 100, .length = 200 } },
	{ "an IP length too short for UDP", false, 0, { MEDIA, .length = 27 } },
	{ "a UDP length that lies", false, 0, { MEDIA, .patch = { { 39, 60 } } } },
	{ "a tag", false, 0, { MEDIA, .tags = { TAG(0x8100, 7) } } },
	{ "another version", false, 0, { MEDIA, .patch = { { 14, 0x65 } } } },
	{ "IPv6", false, 0, { FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"),
			      UDP(5000, 6970) } },
	{ "ARP", false, 0, { ARP(CAM, "192.0.2.20", "192.0.2.10") } },
	{ "ping", false, 0, { FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), ICMP(8) } },
	{ "a stream", true, 0, { STREAM(ACK), .payload = 100 } },
	{ "a stream that pushes", true, 0, { STREAM(ACK | 8) } },
	{ "a stream of which the headers are there", true, 54, { STREAM(ACK), .payload = 100 } },
	{ "of which they are not", false, 53, { STREAM(ACK), .payload = 100 } },
	{ "TCP opens", false, 0, { STREAM(SYN) } },
	{ "TCP is opened", false, 0, { STREAM(SYN | ACK) } },
	{ "TCP ends", false, 0, { STREAM(FIN | ACK) } },
	{ "TCP breaks", false, 0, { STREAM(RST | ACK) } },
	{ "urgent data", false, 0, { STREAM(URG | ACK) } },
	{ "TCP without flags", false, 0, { STREAM(0) } },
	{ "a TCP header too short", false, 0, { STREAM(ACK), .patch = { { 46, 0x40 } } } },
	{ "a TCP header longer than the packet", false, 0,
	  { STREAM(ACK), .patch = { { 46, 0x60 } } } },
};

static void known_ones(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(frames); i++) {
		struct cordon_plain plain;

		if (plain_of(&frames[i].frame, frames[i].len, &plain) != frames[i].plain)
			fail_msg("%s: is %splain", frames[i].name, frames[i].plain ? "not " : "");
	}
}

static u64 big_endian(u64 number, int bytes)
{
	u64 turned = 0;

	for (; bytes > 0; bytes--, number >>= 8)
		turned = turned << 8 | (number & 0xff);
	return turned;
}

/* The facts, from nothing but the numbers. */
static struct cordon_frame facts_of(const struct cordon_plain *plain)
{
	return (struct cordon_frame){
		.dst = big_endian(plain->macs, 6),
		.src = big_endian(plain->macs >> 48, 1) << 40 | big_endian(plain->source, 5),
		.sip = cordon_addr4((u32)big_endian(plain->addrs, 4)),
		.dip = cordon_addr4((u32)big_endian(plain->addrs >> 32, 4)),
		.sport = (u16)big_endian(plain->ports, 2),
		.dport = (u16)big_endian(plain->ports >> 16, 2),
		.ethertype = 0x0800, .l3 = CORDON_L3_IP4, .proto = (u8)(plain->form >> 24),
	};
}

/* A frame that is nearly plain. Returns how many bytes of it are given. */
static u32 any_frame(u8 *bytes, u32 *wire)
{
	static const u8 decisive[] = { 6, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23, 26, 33, 34, 37,
				       38, 39, 46, 47 };
	struct spec spec = { FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"),
			     .make = below(2) ? MAKE_UDP : MAKE_TCP, .bits = ACK,
			     .sport = below(4) ? 554 : 68, .dport = below(4) ? 6970 : 67,
			     .payload = (u8)below(64), .gso = false };
	u32 n;

	memset(bytes, 0, FRAME_MAX);
	*wire = frame_build(&spec, bytes);
	for (n = below(4); n; n--)
		bytes[ONE_OF(decisive)] = (u8)any();
	if (!below(4))
		*wire -= below(*wire);
	return below(4) ? *wire : below(*wire + 1);
}

/* The parser makes of a plain frame what its numbers say, and nothing else. */
static void numbers_say_all(void **state)
{
	unsigned int i, found = 0;

	(void)state;
	start_over();
	for (i = 0; i < FRAMES; i++) {
		u8 bytes[FRAME_MAX];
		u32 wire, len = any_frame(bytes, &wire);
		struct cordon_bytes given = {
			.head = bytes, .end = bytes + len, .wire_len = wire, .gso = !below(8),
		};
		struct cordon_frame facts, want;
		struct cordon_plain plain;

		if (!cordon_plain_of(bytes, bytes + len, wire - ETH_BYTES, &plain))
			continue;
		found++;
		want = facts_of(&plain);
		cordon_frame_parse(&given, &facts);
		/* a DHCP request is known by its content: see cordon_verdict_lasting() */
		if (facts.sport == 68 && facts.dport == 67)
			facts.flags &= ~(CORDON_F_DHCP_OWN | CORDON_F_SHORT | CORDON_F_MALFORMED);
		facts.hops = 0;
		if (memcmp(&facts, &want, sizeof(facts)))
			fail_msg("SEED=%llu: frame %u: %s", (unsigned long long)seed, i,
				 facts_text(&facts));
	}
	assert_in_range(found, FRAMES / 20, FRAMES);
}

/* To be like a plain frame is to be plain, by the same numbers. */
static void like_is_the_same(void **state)
{
	unsigned int i, found = 0;

	(void)state;
	start_over();
	for (i = 0; i < FRAMES; i++) {
		u8 one[FRAME_MAX], two[FRAME_MAX];
		u32 wire_one, wire_two, len_one = any_frame(one, &wire_one);
		u32 len_two = any_frame(two, &wire_two);
		struct cordon_plain first, second;
		bool same, like;

		if (!cordon_plain_of(one, one + len_one, wire_one - ETH_BYTES, &first))
			continue;
		same = cordon_plain_of(two, two + len_two, wire_two - ETH_BYTES, &second) &&
		       !memcmp(&first, &second, sizeof(first));
		like = len_two >= CORDON_PLAIN_MIN && cordon_plain_meets(two, &first) &&
		       cordon_plain_like(two, wire_two - ETH_BYTES, &first);
		found += like;
		if (same != like)
			fail_msg("SEED=%llu: frames %u: like %d, same %d",
				 (unsigned long long)seed, i, like, same);
	}
	assert_in_range(found, FRAMES / 1000, FRAMES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_ones),
		cmocka_unit_test(numbers_say_all),
		cmocka_unit_test(like_is_the_same),
	};

	take_seed();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
