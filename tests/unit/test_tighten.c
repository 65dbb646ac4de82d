// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The seal: what may still be changed. Single cases by hand, then many policies
 * and changes drawn at random, held against the verdict itself: where a change
 * is said to tighten, no frame passes that did not pass before. A failure is
 * repeated with SEED=, which the test prints.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "build.h"
#include "chance.h"
#include "draft.h"
#include "tighten.h"
#include "verdict.h"

#define POLICIES 30000
#define FRAMES	400

static u64 any_mac(void)
{
	static const u64 others[] = { HOST_MAC, CORDON_BROADCAST, 0x01005e010101ULL,
				      0x33330000000cULL, 0x0180c200000eULL, 0x020000000099ULL };

	return below(3) ? ONE_OF(macs) : ONE_OF(others);
}

static struct cordon_addr any_end_addr(void)
{
	static const char *const texts[] = { "192.0.2.2", "255.255.255.255", "239.1.1.1", "0.0.0.0",
					     "8.8.8.8", "fe80::20", "ff02::1", "2001:db8::2" };

	return below(3) ? draft_any_addr() : addr_of(ONE_OF(texts));
}

static void any_frame(struct cordon_frame *f)
{
	static const u16 ports[] = { 25, 53, 67, 68, 80, 123, 514, 554, 580, 5000, 65535 };
	static const u8 protos[] = { 6, 6, 17, 17, 1, 58, 2, 47 };
	static const u8 types[] = { 0, 3, 8, 1, 128, 129, 133, 134, 135, 136, 143 };

	*f = (struct cordon_frame){
		.dst = any_mac(), .src = any_mac(), .sip = any_end_addr(), .dip = any_end_addr(),
		.target = any_end_addr(), .quoted = any_end_addr(), .arp_mac = any_mac(),
		.ethertype = below(8) ? 0x0800 : below(2) ? 0x888e : 0x88cc,
		.vid = below(8) ? 0 : 7, .sport = ONE_OF(ports), .dport = ONE_OF(ports),
		.proto = ONE_OF(protos), .icmp_type = ONE_OF(types), .hops = below(4) ? 255 : 1,
		.l3 = (u8)below(4),
	};
	if (!below(3))
		f->flags = 1U << below(15);
	if (!below(4))
		f->flags |= CORDON_F_DHCP_OWN;
	if (below(2))
		f->arp_mac = f->src;
	if (cordon_addr_is4(&f->sip) != cordon_addr_is4(&f->dip) && f->l3 > 1)
		f->dip = f->sip;
}

/* One end of a conversation. */
struct end {
	u64 mac;
	struct cordon_addr addr;
	u32 ifindex;
};

/* A device's address, or any where it lists none. */
static struct end device_end(const struct cordon_policy *p)
{
	const struct cordon_device *d = &p->device[below(p->devices)];
	struct end end = { d->mac ? d->mac : ONE_OF(macs), draft_any_addr(), 10 };

	if (d->addrs)
		end.addr = d->addr;
	if (d->addrs > 1 && below(2))
		end.addr = p->addr[d->addr_more];
	return end;
}

/* Somebody a device may deal with: this host, a peer, or whom an exception names. */
static struct end other_end(const struct cordon_policy *p)
{
	struct end end = { HOST_MAC, addr_of("192.0.2.2"), 0 };

	if (p->exceptions && !below(3)) {
		const struct cordon_exception *e = &p->exception[below(p->exceptions)];

		end.addr = e->addr;
		end.ifindex = 12;
		if (e->via_mac && below(2))
			end.mac = e->via_mac;
	} else if (p->parties && below(4)) {
		const struct cordon_party *party = &p->party[below(p->parties)];

		end.addr = party->addr;
		end.ifindex = p->iface[party->behind].ifindex;
		if (party->mac && below(2))
			end.mac = party->mac;
		else if (party->via_mac && below(2))
			end.mac = party->via_mac;
	}
	return end;
}

/* Makes a frame one between those that a policy knows. */
static void aim(struct cordon_frame *f, struct cordon_scene *s, const struct cordon_policy *p,
		bool in)
{
	struct end device, other;

	if (!p->devices || !below(4))
		return;
	device = device_end(p);
	other = other_end(p);
	f->src = in ? other.mac : device.mac;
	f->dst = in ? device.mac : other.mac;
	f->sip = in ? other.addr : device.addr;
	f->dip = in ? device.addr : other.addr;
	f->l3 = cordon_addr_is4(&f->sip) ? CORDON_L3_IP4 : CORDON_L3_IP6;
	f->flags &= CORDON_F_OPENS | CORDON_F_DHCP_OWN | CORDON_F_FRAG_LATER;
	f->target = in ? f->dip : f->sip;
	f->quoted = f->target;
	s->in_ifindex = other.ifindex;
	s->out_ifindex = other.ifindex;
	if (below(8))
		f->vid = 0;
}

static void judge(const struct cordon_policy *p, struct cordon_scene s,
		  const struct cordon_frame *f, bool in, struct cordon_verdict *v)
{
	s.policy = p;
	if (in)
		cordon_verdict_inbound(&s, f, v);
	else
		cordon_verdict_outbound(&s, f, v);
}

static struct cordon_hosts *hosts(void)
{
	static struct {
		struct cordon_hosts hosts;
		struct cordon_host slot[8];
	} set = { .hosts.mask = 7 };
	struct cordon_addr four = addr_of("192.0.2.2"), six = addr_of("2001:db8::2");

	if (!set.slot[0].ifindex) {
		memset(&set.slot, 0, sizeof(set.slot));
		cordon_hosts_put(&set.hosts, &four, 10);
		cordon_hosts_put(&set.hosts, &six, 10);
	}
	return &set.hosts;
}

/* Returns how many frames passed the new policy. */
static unsigned int compare(const struct cordon_policy *old, const struct cordon_policy *new)
{
	const struct cordon_place place[2] = {
		{ .ifindex = 10, .macs = 1, .mac = { HOST_MAC } },
		{ .ifindex = 11, .macs = 1, .mac = { HOST_MAC } },
	};
	static const u32 ifindexes[] = { 0, 10, 11, 12, 13 };
	unsigned int passed = 0, i;

	for (i = 0; i < FRAMES; i++) {
		u8 slot = (u8)below(2);
		struct cordon_scene s = {
			.hosts = hosts(), .place = &place[slot], .slot = slot,
			.now = NOW + below(3) * 5, .checkpoint = (u8)below(4),
			.in_ifindex = ONE_OF(ifindexes), .out_ifindex = ONE_OF(ifindexes),
		};
		struct cordon_verdict before, after;
		struct cordon_frame f;
		bool in = below(2);

		any_frame(&f);
		aim(&f, &s, below(2) ? old : new, in);
		judge(new, s, &f, in, &after);
		if (!after.pass)
			continue;
		passed++;
		judge(old, s, &f, in, &before);
		if (!before.pass)
			fail_msg("SEED=%llu: passes now, was dropped before as %u (%s): %s",
				 (unsigned long long)seed, before.reason, in ? "in" : "out",
				 facts_text(&f));
	}
	return passed;
}

static void what_tightens_lets_nothing_more_pass(void **state)
{
	unsigned int yes = 0, no = 0, passed = 0, i;

	(void)state;
	for (i = 0; i < POLICIES; i++) {
		struct cordon_policy old, new;
		struct draft before, after;
		char why[128] = "";
		u32 n;

		draft_any(&before);
		after = before;
		for (n = 1 + below(2); n; n--)
			draft_change(&after);
		if (!draft_make(&before, &old))
			continue;
		if (draft_make(&after, &new)) {
			if (cordon_tightens(&old, &new, NOW, why, sizeof(why))) {
				passed += compare(&old, &new);
				yes++;
			} else {
				assert_true(why[0]);
				no++;
			}
			draft_unmake(&after, &new);
		}
		draft_unmake(&before, &old);
	}
	/* or it would have proved nothing */
	print_message("%u changes tighten, %u do not; %u frames passed\n", yes, no, passed);
	assert_true(yes > POLICIES / 50 && no > POLICIES / 50 && passed > 10 * yes);
}

/* What most hand-written cases change: one camera, its profile and its recorder. */
static void usual(struct draft *d)
{
	struct written *w;

	memset(d, 0, sizeof(*d));
	draft_add(d, CORDON_KIND_SEGMENT, "cam0");
	draft_add(d, CORDON_KIND_SEGMENT, "cam1");
	w = draft_add(d, CORDON_KIND_PROFILE, "own");
	w->profile = (struct cordon_profile){
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP, .rtp_first = 1024, .rtp_last = 2000,
		.opens = { 1, { { 80, 90, 6 } } }, .serves = { 1, { { 0, 65535, 6 } } },
		.groups = 1, .group = { { addr_of("239.1.1.1"), 60, 70 } },
	};
	w = draft_add(d, CORDON_KIND_PEER, "p0");
	w->object.addrs = 1;
	w->addr[0] = addr_of("192.0.2.10");
	w->object.mac = 0x020000000010;
	w->peer.role = CORDON_ROLE_RECORDER;
	draft_set_iface(w, "up");
	w = draft_add(d, CORDON_KIND_CAMERA, "c0");
	w->object.mac = 0x020000000020;
	w->object.addrs = 2;
	w->addr[0] = addr_of("192.0.2.20");
	w->addr[1] = addr_of("192.0.2.21");
	snprintf(w->object.ref, sizeof(w->object.ref), "own");
}

enum { PROFILE = 2, PEER, CAMERA };

#define PROFILE_OF(d)	((d)->at[PROFILE].profile)

static bool changed(struct draft *after)
{
	struct cordon_policy old, new;
	struct draft before;
	char why[128] = "";
	bool tightens;

	usual(&before);
	assert_true(draft_make(&before, &old));
	assert_true(draft_make(after, &new));
	tightens = cordon_tightens(&old, &new, NOW, why, sizeof(why));
	assert_true(tightens || why[0]);
	draft_unmake(&before, &old);
	draft_unmake(after, &new);
	return tightens;
}

/* One change of the usual policy, and whether it tightens. */
#define CASE(tightens, ...)			\
	do {					\
		struct draft d;			\
						\
		usual(&d);			\
		__VA_ARGS__;			\
		if (changed(&d) != (tightens))	\
			fail_msg("not %s: %s", #tightens, #__VA_ARGS__); \
	} while (0)

static void single_changes(void **state)
{
	(void)state;
	CASE(true, (void)d);
	CASE(true, PROFILE_OF(&d).asks = CORDON_GIVES_DHCP);
	CASE(false, PROFILE_OF(&d).asks |= CORDON_GIVES_DNS);
	CASE(false, PROFILE_OF(&d).asks = CORDON_GIVES_NTP);
	CASE(true, PROFILE_OF(&d).rtp_first = 1025; PROFILE_OF(&d).rtp_last = 1999);
	CASE(true, PROFILE_OF(&d).rtp_first = 1; PROFILE_OF(&d).rtp_last = 0);
	CASE(false, PROFILE_OF(&d).rtp_first = 1023);
	CASE(false, PROFILE_OF(&d).rtp_last = 2001);
	CASE(true, PROFILE_OF(&d).opens.at[0].first = 85);
	CASE(false, PROFILE_OF(&d).opens.at[0].last = 91);
	CASE(false, PROFILE_OF(&d).opens.at[0].proto = 17);
	CASE(true, PROFILE_OF(&d).group[0].first = 65);
	CASE(false, PROFILE_OF(&d).group[0].last = 71);
	CASE(false, PROFILE_OF(&d).group[0].addr = addr_of("239.1.1.2"));
	CASE(false, PROFILE_OF(&d).ethertypes = CORDON_ETHERTYPE_EAPOL);
	CASE(true, strcpy(d.at[CAMERA].object.ref, "isolated"));
	CASE(false, strcpy(d.at[CAMERA].object.ref, "any"));
	CASE(true, d.at[CAMERA].object.addrs = 1);
	CASE(false, d.at[CAMERA].object.addrs = 0);
	CASE(false, d.at[CAMERA].addr[1] = addr_of("192.0.2.22"));
	CASE(false, d.at[CAMERA].object.mac++);
	CASE(true, draft_set_iface(&d.at[CAMERA], "cam1"));
	CASE(true, d.at[CAMERA].object.kind = 0);
	CASE(false, d.at[CAMERA].object.until = NOW + 1);
	CASE(true, d.at[CAMERA].object.until = NOW);
	CASE(false, d.at[CAMERA].object.setup = NOW + 1);
	CASE(true, d.at[PEER].object.kind = 0);
	CASE(false, draft_set_iface(&d.at[PEER], "lan"));
	CASE(false, d.at[PEER].peer.role |= CORDON_ROLE_SERVER);
	CASE(false, d.at[PEER].addr[0] = addr_of("192.0.2.11"));
	CASE(false, draft_add(&d, CORDON_KIND_CAMERA, "c1")->object.mac = 0x0200000000ee);
	CASE(false, d.unknown[0] = CORDON_UNKNOWN_OBSERVE);
	CASE(false, d.vlan = 7);
	CASE(false, d.bpdu = true);
	CASE(false, d.observe_until = CORDON_FOREVER);
}

/* What was isolated stays so. */
static void isolation_is_for_good(void **state)
{
	struct cordon_policy old, new;
	struct draft before, after;
	char why[128];

	(void)state;
	usual(&before);
	usual(&after);
	strcpy(before.at[CAMERA].object.ref, "isolated");
	assert_true(draft_make(&before, &old));
	assert_true(draft_make(&after, &new));
	assert_false(cordon_tightens(&old, &new, NOW, why, sizeof(why)));
	draft_unmake(&before, &old);
	draft_unmake(&after, &new);
}

/* Two recorders with one MAC: who is found by it must live where he did. */
static void who_has_a_mac_stays_where_it_was(void **state)
{
	struct cordon_policy old, new;
	struct draft before, after;
	struct written *second;
	char why[128];

	(void)state;
	usual(&before);
	second = draft_add(&before, CORDON_KIND_PEER, "p1");
	*second = before.at[PEER];
	strcpy(second->object.name, "p1");
	second->addr[0] = addr_of("192.0.2.11");
	draft_set_iface(second, "lan");
	after = before;
	after.at[PEER].object.kind = 0;
	assert_true(draft_make(&before, &old));
	assert_true(draft_make(&after, &new));
	assert_false(cordon_tightens(&old, &new, NOW, why, sizeof(why)));
	draft_unmake(&before, &old);
	draft_unmake(&after, &new);
}

static void only_what_is_closed_is_sealed(void **state)
{
	struct cordon_policy p;
	struct draft d;
	char why[128];

	(void)state;
	usual(&d);
	assert_true(draft_make(&d, &p));
	assert_true(cordon_sealable(&p, NOW, why, sizeof(why)));
	p.segment[1].unknown = CORDON_UNKNOWN_OBSERVE;
	assert_false(cordon_sealable(&p, NOW, why, sizeof(why)));
	p.segment[1].unknown = CORDON_UNKNOWN_QUARANTINE;
	p.observe_until = NOW + 1;
	assert_false(cordon_sealable(&p, NOW, why, sizeof(why)));
	assert_true(cordon_sealable(&p, NOW + 1, why, sizeof(why)));
	p.observe_until = 0;
	p.device[0].until = CORDON_FOREVER;
	assert_false(cordon_sealable(&p, NOW, why, sizeof(why)));
	p.device[0].until = 0;
	p.segment[0].used = false;
	p.segment[1].used = false;
	assert_false(cordon_sealable(&p, NOW, why, sizeof(why)));
	draft_unmake(&d, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single_changes),
		cmocka_unit_test(isolation_is_for_good),
		cmocka_unit_test(who_has_a_mac_stays_where_it_was),
		cmocka_unit_test(only_what_is_closed_is_sealed),
		cmocka_unit_test(what_tightens_lets_nothing_more_pass),
	};

	take_seed();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
