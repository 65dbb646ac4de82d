// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must hold for every frame, tried with many: no frame that names nobody
 * it may talk to passes, and the parser survives whatever it is given. A
 * failure is repeated with SEED=, which each test prints.
 */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"
#include "judge.h"
#include "trial.h"

#define FRAMES	300000
#define HEADS	300000

static u64 any_mac(void)
{
	/* none of the world's, all of which begin with 0x02 */
	static const u64 macs[] = { 0, BROADCAST, 0x333300000001ULL, 0x333300010002ULL,
				    0x01005e000001ULL, 0x0180c2000000ULL };

	return below(4) ? ONE_OF(macs) : (any() & 0xfcffffffffffULL);
}

/* Addresses that are nobody's, or the sender's own. */
static struct cordon_addr any_addr(bool six)
{
	static const char *const four[] = { "192.0.2.20", "192.0.2.21", "192.0.2.22", "192.0.2.40",
		"0.0.0.0", "255.255.255.255", "224.0.0.251", "127.0.0.1", "8.8.8.8", "192.0.2.99",
		"192.0.2.255" };
	static const char *const sixes[] = { "2001:db8::20", "2001:db8::22", "2001:db8::40", "::",
		"ff02::1", "ff02::1:2", "ff0e::1", "fe80::20", "fe80::99",
		"2001:4860::8888", "::1" };

	return addr_of(six ? ONE_OF(sixes) : ONE_OF(four));
}

static u8 any_proto(void)
{
	static const u8 protos[] = { 0, 1, 2, 6, 17, 41, 44, 47, 50, 58, 59, 132 };

	return below(8) ? ONE_OF(protos) : (u8)any();
}

/*
 * Facts, not bytes: also those that no frame of today's parser has, but for the
 * flag in which it says what is wrong with neighbour discovery. Flags that are
 * known to drop the frame are rare, or nothing else would be tried.
 */
static void any_facts(struct cordon_frame *f, u64 src)
{
	static const u16 ports[] = { 0, 53, 67, 68, 123, 546, 547, 554, 5000, 6970, 65535 };
	static const u8 types[] = { 0, 1, 3, 5, 8, 11, 128, 129, 130, 131, 133, 134, 135, 136, 137,
				    143 };
	bool six = any() & 1;

	*f = (struct cordon_frame){
		.dst = any_mac(), .src = src, .sip = any_addr(six), .dip = any_addr(six),
		.target = any_addr(six), .quoted = any_addr(six),
		.arp_mac = below(4) ? src : any_mac(), .flags = (u32)any() & (u32)any() & 0x7fff,
		.ethertype = (u16)any(), .vid = below(4) ? 0 : (u16)below(4096),
		.sport = ONE_OF(ports), .dport = ONE_OF(ports), .proto = any_proto(),
		.icmp_type = ONE_OF(types), .icmp_code = below(8) ? 0 : (u8)any(),
		.hops = below(2) ? 255 : (u8)any(), .l3 = six ? CORDON_L3_IP6 : (u8)below(3),
	};
	if (below(4))
		f->flags &= ~(CORDON_F_SHORT | CORDON_F_MALFORMED | CORDON_F_VLAN_DEEP);
	if (f->icmp_type >= RS && f->icmp_type <= REDIRECT && (f->hops != 255 || f->icmp_code))
		f->flags |= CORDON_F_ND_BAD;
}

static bool is_group_or_own(const struct cordon_scene *s, const struct cordon_verdict *v,
			    const struct cordon_addr *addr)
{
	return cordon_addr_multicast(addr) || cordon_may_own(s, v->camera, addr);
}

/*
 * What a camera may say though it names no peer: it probes or announces its own
 * address, looks for routers and groups on the link, and asks for a lease.
 */
static bool is_housekeeping(const struct cordon_scene *s, const struct cordon_frame *f,
			    const struct cordon_verdict *v)
{
	if (!v->camera || !(f->dst & CORDON_GROUP))
		return false;
	if (f->l3 == CORDON_L3_ARP)
		return f->dst == BROADCAST && cordon_may_own(s, v->camera, &f->dip);
	if (f->proto == CORDON_PROTO_UDP)
		return (f->flags & CORDON_F_DHCP_OWN) && (f->dport == 67 || f->dport == 547);
	return f->l3 == CORDON_L3_IP6 && f->proto == CORDON_PROTO_ICMP6 &&
	       f->dst >> 32 == 0x3333 && is_group_or_own(s, v, &f->dip) &&
	       (f->hops == 255 ? f->dip.hi >> 48 == 0xff02 : f->hops == 1);
}

static u64 any_sender(void)
{
	static const u64 senders[] = { CAM, PHONE, BARE, ISO, NOBODY, EXFRIEND, FRIEND2 };

	return ONE_OF(senders);
}

static void nothing_foreign_leaves(void **state)
{
	static const unsigned int worlds[] = { 0, W_BRIDGED, W_NO_SELF, W_SELF_SERVES, W_BPDU };
	static const u32 ways[] = { IF_UP, IF_LAN, IF_OFFICE, IF_BR };
	struct world *w[ARRAY_SIZE(worlds)];
	unsigned int passed = 0, i;

	(void)state;
	start_over();
	for (i = 0; i < ARRAY_SIZE(worlds); i++)
		w[i] = world_usual(worlds[i]);
	for (i = 0; i < FRAMES; i++) {
		struct cordon_scene scene = world_scene(w[i % ARRAY_SIZE(worlds)], 0);
		struct cordon_verdict verdict;
		struct cordon_frame f;

		any_facts(&f, any_sender());
		scene.checkpoint = (u8)below(4);
		scene.out_ifindex = ONE_OF(ways);
		scene.translated = !below(4);
		cordon_verdict_outbound(&scene, &f, &verdict);
		if (!verdict.pass)
			continue;
		passed++;
		if (!is_housekeeping(&scene, &f, &verdict))
			fail_msg("SEED=%llu: frame %u passes: %s", (unsigned long long)seed, i,
				 facts_text(&f));
	}
	/* else the frames were so odd that nothing was tried */
	assert_in_range(passed, 20, FRAMES / 10);
	for (i = 0; i < ARRAY_SIZE(worlds); i++)
		world_free(w[i]);
}

static void nothing_foreign_arrives(void **state)
{
	static const u64 receivers[] = { CAM, PHONE, BARE, ISO, NOBODY, BROADCAST,
					 0x333300000001ULL, 0x01005e000001ULL };
	static const u32 ways[] = { IF_UP, IF_LAN, IF_OFFICE, IF_CAM2, IF_BR };
	struct world *w = world_usual(0);
	unsigned int i;

	(void)state;
	start_over();
	for (i = 0; i < FRAMES; i++) {
		struct cordon_scene scene = world_scene(w, 0);
		struct cordon_verdict verdict;
		struct cordon_frame f;

		any_facts(&f, below(2) ? any_mac() : NOBODY);
		f.dst = ONE_OF(receivers);
		scene.in_ifindex = ONE_OF(ways);
		cordon_verdict_inbound(&scene, &f, &verdict);
		if (verdict.pass)
			fail_msg("SEED=%llu: frame %u passes: %s", (unsigned long long)seed, i,
				 facts_text(&f));
	}
	world_free(w);
}

static const struct spec samples[] = {
	{ FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(5000, 6970), .payload = 40 },
	{ FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), TCP(ACK), .options = 8 },
	{ FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), ICMP(3),
	  QUOTE("192.0.2.10", "192.0.2.20") },
	{ FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), ICMP(1),
	  QUOTE("2001:db8::10", "2001:db8::20"), .ext = { EXT_ALERT, EXT_DSTOPTS } },
	{ FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), ND(NS, "2001:db8::10", 1),
	  .tags = { TAG(0x8100, 7) } },
	{ FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10"), TCP(SYN), .ext = { EXT_FRAGMENT },
	  .more = true },
	{ FROM(CAM, "0.0.0.0"), .dip = "255.255.255.255", DHCP4 },
	{ ARP(CAM, "192.0.2.20", "192.0.2.10") },
};

/* Random bytes, or a good frame with a few of them wrong. Returns the length. */
static u32 any_bytes(u8 bytes[FRAME_MAX])
{
	u32 len, n;

	if (below(8)) {
		len = frame_build(&ONE_OF(samples), bytes);
		for (n = below(6); n; n--)
			bytes[below(len)] = (u8)any();
		return below(2) ? len : below(len + 1);
	}
	len = below(CORDON_HEAD_MAX);
	for (n = 0; n < len; n++)
		bytes[n] = (u8)any();
	return len;
}

/* The sanitizers watch; a frame of unknown facts must say so. */
static void parser_survives(void **state)
{
	u8 bytes[FRAME_MAX];
	unsigned int i;

	(void)state;
	start_over();
	for (i = 0; i < HEADS; i++) {
		struct cordon_bytes given = { .gso = !below(8) };
		struct cordon_frame f;
		u8 *head;
		u32 len;

		len = any_bytes(bytes);
		given.wire_len = below(2) ? len : below(70000);
		given.tag_type = below(4) ? 0 : 0x8100;
		given.tag_tci = (u16)any();
		head = malloc(len + 1);
		assert_non_null(head);
		/* the end of the memory, even where there is none */
		given.head = head + 1;
		given.end = head + 1 + len;
		memcpy(head + 1, bytes, len);
		cordon_frame_parse(&given, &f);
		if ((f.flags & CORDON_F_SHORT) && len >= given.wire_len)
			fail_msg("SEED=%llu: head %u is called short", (unsigned long long)seed, i);
		free(head);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_foreign_leaves),
		cmocka_unit_test(nothing_foreign_arrives),
		cmocka_unit_test(parser_survives),
	};

	take_seed();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
