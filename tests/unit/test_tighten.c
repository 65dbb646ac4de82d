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
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "build.h"
#include "object.h"
#include "tighten.h"
#include "verdict.h"

#define NOW	1000000000000ULL
#define OBJECTS	16
#define POLICIES 30000
#define FRAMES	400

static u64 seed, stream;

/* splitmix64 (public domain, Vigna 2015): any seed will do */
static u64 any(void)
{
	u64 z = stream += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

static u32 below(u32 n)
{
	return (u32)(any() % n);
}

#define ONE_OF(list) ((list)[below(ARRAY_SIZE(list))])

/* Objects as somebody wrote them, with room for every part. */
struct written {
	struct cordon_object object;
	struct cordon_addr addr[CORDON_ADDRS_MAX];
	struct cordon_peer peer;
	char camera[2][CORDON_NAME_SIZE];
	struct cordon_profile profile;
	struct cordon_waiver waiver;
};

struct draft {
	struct written at[OBJECTS];
	const struct cordon_object *list[OBJECTS];
	u32 count;
	u64 observe_until;
	u8 unknown[2];		/* of the segments cam0 and cam1 */
	u16 vlan;		/* of cam0; 0: none */
	bool bpdu;
};

static u32 find(const void *context, u8 kind, const char *name)
{
	const struct draft *d = context;
	u32 i;

	for (i = 0; i < d->count; i++)
		if (d->list[i] && d->list[i]->kind == kind && !strcmp(d->list[i]->name, name))
			return i;
	return CORDON_NO_OBJECT;
}

static void *alloc(size_t count, size_t size)
{
	return calloc(count, size);
}

static void release(const void *memory)
{
	free((void *)memory);
}

static u64 draw(void)
{
	return 0x9e3779b97f4a7c15ULL;
}

static struct cordon_materials materials(struct draft *d)
{
	u32 i;

	for (i = 0; i < d->count; i++) {
		struct written *w = &d->at[i];

		if (!w->object.kind) {
			d->list[i] = NULL;
			continue;
		}
		d->list[i] = &w->object;
		w->peer.camera = w->camera;
		w->object.peer = w->object.kind == CORDON_KIND_PEER ? &w->peer : NULL;
		w->object.profile = &w->profile;
		w->object.waiver = &w->waiver;
	}
	return (struct cordon_materials){
		.object = (struct cordon_object *const *)d->list, .objects = d->count,
		.find = find, .context = d, .alloc = alloc, .free = release, .random = draw,
	};
}

static u32 ifindex_of(const char *name)
{
	static const char *const names[] = { "cam0", "cam1", "up", "lan" };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], name))
			return 10 + i;
	return 0;
}

/* As a commit does it: tables, rules, slots, indexes. False: refused. */
static bool make(struct draft *d, struct cordon_policy *p)
{
	struct cordon_materials m = materials(d);
	char why[128];
	u32 i;

	memset(p, 0, sizeof(*p));
	if (cordon_policy_make(p, &m, why, sizeof(why))) {
		cordon_policy_unmake(p, &m);
		return false;
	}
	for (i = 0; i < 2; i++)
		p->segment[i] = (struct cordon_segment_rule){
			.used = true, .unknown = d->unknown[i], .bpdu = !i && d->bpdu,
			.vlans = !i && d->vlan, .vlan = { d->vlan },
		};
	for (i = 0; i < p->ifaces; i++)
		p->iface[i].ifindex = ifindex_of(p->iface[i].name);
	p->observe_until = d->observe_until;
	return true;
}

static void unmake(struct draft *d, struct cordon_policy *p)
{
	struct cordon_materials m = materials(d);

	cordon_policy_unmake(p, &m);
}

static struct written *add(struct draft *d, u8 kind, const char *name)
{
	struct written *w = &d->at[d->count++];

	memset(w, 0, sizeof(*w));
	w->object.kind = kind;
	snprintf(w->object.name, sizeof(w->object.name), "%s", name);
	return w;
}

static void set_iface(struct written *w, const char *name)
{
	snprintf(w->object.iface, sizeof(w->object.iface), "%s", name);
}

static const u64 macs[] = { 0x020000000020, 0x020000000021, 0x020000000022, 0x020000000010,
			    0x020000000001 };
#define HOST_MAC	0x020000000002ULL

static struct cordon_addr any_addr(void)
{
	static const char *const texts[] = { "192.0.2.20", "192.0.2.21", "192.0.2.22", "192.0.2.10",
					     "192.0.2.11", "198.51.100.9", "2001:db8::20",
					     "2001:db8::10", "192.0.2.1" };

	return addr_of(ONE_OF(texts));
}

static u64 any_end(void)
{
	static const u64 ends[] = { 0, NOW, NOW + 5, NOW + 10, CORDON_FOREVER };

	return ONE_OF(ends);
}

static struct cordon_service any_service(void)
{
	static const struct cordon_service services[] = {
		{ 0, 65535, 6 }, { 80, 80, 6 }, { 554, 8554, 6 }, { 0, 65535, 17 },
		{ 500, 600, 17 }, { 0, 0, 1 },
	};

	return ONE_OF(services);
}

static void any_services(struct cordon_services *services, bool tcp)
{
	services->count = (u8)below(3);
	services->at[0] = any_service();
	services->at[1] = any_service();
	if (!tcp)
		return;
	services->count = 1;
	services->at[0] = (struct cordon_service){ 80, (u16)(80 + below(2) * 500), 6 };
}

static void any_addresses(struct written *w, u32 most)
{
	u32 i;

	w->object.addrs = (u8)below(most + 1);
	for (i = 0; i < w->object.addrs; i++)
		w->addr[i] = any_addr();
}

static void fill_camera(struct written *w)
{
	static const char *const profiles[] = { "", "", "any", "push", "isolated", "own" };

	w->object.mac = below(4) ? ONE_OF(macs) : 0;
	any_addresses(w, 2);
	if (!w->object.mac && !w->object.addrs)
		w->object.mac = macs[0];
	snprintf(w->object.ref, sizeof(w->object.ref), "%s", ONE_OF(profiles));
	set_iface(w, below(3) ? "" : below(2) ? "cam0" : "cam1");
	w->object.until = below(6) ? 0 : any_end();
	w->object.setup = below(6) ? 0 : any_end();
}

static void fill_peer(struct written *w)
{
	static const char *const behind[] = { "up", "up", "lan", "cam0" };

	if (!below(4)) {
		w->peer.self = true;
		w->peer.role = (u8)(1 + below(3));
		w->peer.gives = (u8)below(8);
		w->peer.froms = (u8)below(2);
		snprintf(w->peer.from[0], sizeof(w->peer.from[0]), "lan");
		return;
	}
	any_addresses(w, 1);
	w->object.addrs++;
	w->addr[w->object.addrs - 1] = any_addr();
	w->peer.role = (u8)(1 + below(7));
	w->peer.gives = (u8)below(8);
	w->object.mac = below(3) ? ONE_OF(macs) : 0;
	if (!below(4)) {
		w->peer.via = any_addr();
		w->peer.via_mac = ONE_OF(macs);
	}
	set_iface(w, ONE_OF(behind));
	any_services(&w->peer.opens, true);
	w->peer.cameras = below(2);
	snprintf(w->camera[0], sizeof(w->camera[0]), "c%u", below(3));
}

static void fill_profile(struct written *w)
{
	struct cordon_profile *p = &w->profile;

	any_services(&p->opens, false);
	any_services(&p->serves, false);
	p->asks = (u8)below(8);
	p->ethertypes = (u8)below(4);
	p->rtp_first = (u16)(below(2) * 1024);
	p->rtp_last = (u16)(below(3) * 600);
	p->groups = (u8)below(2);
	p->group[0] = (struct cordon_group){
		addr_of(below(2) ? "255.255.255.255" : "239.1.1.1"), 60, (u16)(60 + below(600)) };
}

static void fill_exception(struct written *w)
{
	snprintf(w->object.ref, sizeof(w->object.ref), "c%u", below(3));
	w->waiver.allows.addr = any_addr();
	w->waiver.allows.service = any_service();
	if (!below(3)) {
		w->waiver.allows.via = any_addr();
		w->waiver.allows.via_mac = ONE_OF(macs);
	}
	w->object.until = any_end();
}

static void fill(struct written *w)
{
	struct cordon_object name = w->object;

	memset(w, 0, sizeof(*w));
	w->object.kind = name.kind;
	memcpy(w->object.name, name.name, sizeof(name.name));
	switch (w->object.kind) {
	case CORDON_KIND_CAMERA:
		fill_camera(w);
		break;
	case CORDON_KIND_PEER:
		fill_peer(w);
		break;
	case CORDON_KIND_PROFILE:
		fill_profile(w);
		break;
	case CORDON_KIND_EXCEPTION:
		fill_exception(w);
		break;
	case CORDON_KIND_TRUSTED:
		w->object.mac = ONE_OF(macs);
		set_iface(w, below(2) ? "cam0" : "cam1");
		w->object.until = any_end();
		break;
	}
}

static void any_draft(struct draft *d)
{
	static const struct {
		u8 kind;
		const char *name;
		u32 odds;	/* that it is there: one in so many is not */
	} wanted[] = {
		{ CORDON_KIND_SEGMENT, "cam0", 0 }, { CORDON_KIND_SEGMENT, "cam1", 0 },
		{ CORDON_KIND_PROFILE, "own", 0 }, { CORDON_KIND_PEER, "p0", 8 },
		{ CORDON_KIND_PEER, "p1", 2 }, { CORDON_KIND_PEER, "p2", 2 },
		{ CORDON_KIND_CAMERA, "c0", 8 }, { CORDON_KIND_CAMERA, "c1", 2 },
		{ CORDON_KIND_CAMERA, "c2", 2 }, { CORDON_KIND_TRUSTED, "t0", 2 },
		{ CORDON_KIND_EXCEPTION, "e0", 2 }, { CORDON_KIND_EXCEPTION, "e1", 2 },
	};
	u32 i;

	memset(d, 0, sizeof(*d));
	for (i = 0; i < ARRAY_SIZE(wanted); i++)
		if (!wanted[i].odds || below(wanted[i].odds))
			fill(add(d, wanted[i].kind, wanted[i].name));
	for (i = 0; i < 2; i++)
		d->unknown[i] = below(8) ? CORDON_UNKNOWN_QUARANTINE : (u8)below(3);
	d->vlan = (u16)(below(2) * 7);
	d->bpdu = below(2);
	d->observe_until = below(8) ? 0 : any_end();
}

/* One change at some place: taken out, written anew, or one field of it. */
static void change(struct draft *d)
{
	struct written *w = &d->at[below(d->count)], other = *w;

	if (w->object.kind == CORDON_KIND_SEGMENT) {
		d->unknown[below(2)] = (u8)below(3);
		d->vlan = (u16)(below(2) * 7);
		d->bpdu = below(2);
		return;
	}
	if (!w->object.kind)
		return;
	fill(&other);
	switch (below(6)) {
	case 0:
		w->object.kind = 0;
		break;
	case 1:
		*w = other;
		break;
	case 2:
		if (w->object.addrs > 1)
			w->object.addrs--;
		else
			w->object.until = other.object.until;
		break;
	case 3:
		memcpy(w->object.ref, other.object.ref, sizeof(w->object.ref));
		w->profile = other.profile;
		w->peer.role = other.peer.role ? other.peer.role : w->peer.role;
		break;
	case 4:
		w->peer.opens = other.peer.opens;
		w->peer.cameras = other.peer.cameras;
		w->peer.gives = other.peer.gives;
		w->profile.opens.count = (u8)below(w->profile.opens.count + 1U);
		w->profile.serves.count = (u8)below(w->profile.serves.count + 1U);
		break;
	default:
		w->object.setup = other.object.setup;
		w->object.until = other.object.until;
		w->waiver.allows.service = other.waiver.allows.service;
		d->observe_until = 0;
	}
}

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

	return below(3) ? any_addr() : addr_of(ONE_OF(texts));
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
	struct end end = { d->mac ? d->mac : ONE_OF(macs), any_addr(), 10 };

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
			fail_msg("SEED=%llu: a change that tightens lets pass what was dropped (%s, reason %u): %012llx > %012llx l3 %u proto %u ports %u > %u flags %#x type %#x, sip %llx:%llx dip %llx:%llx",
				 (unsigned long long)seed, in ? "in" : "out", before.reason,
				 (unsigned long long)f.src, (unsigned long long)f.dst, f.l3, f.proto,
				 f.sport, f.dport, f.flags, f.ethertype,
				 (unsigned long long)f.sip.hi, (unsigned long long)f.sip.lo,
				 (unsigned long long)f.dip.hi, (unsigned long long)f.dip.lo);
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

		any_draft(&before);
		after = before;
		for (n = 1 + below(2); n; n--)
			change(&after);
		if (!make(&before, &old))
			continue;
		if (make(&after, &new)) {
			if (cordon_tightens(&old, &new, NOW, why, sizeof(why))) {
				passed += compare(&old, &new);
				yes++;
			} else {
				assert_true(why[0]);
				no++;
			}
			unmake(&after, &new);
		}
		unmake(&before, &old);
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
	add(d, CORDON_KIND_SEGMENT, "cam0");
	add(d, CORDON_KIND_SEGMENT, "cam1");
	w = add(d, CORDON_KIND_PROFILE, "own");
	w->profile = (struct cordon_profile){
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP, .rtp_first = 1024, .rtp_last = 2000,
		.opens = { 1, { { 80, 90, 6 } } }, .serves = { 1, { { 0, 65535, 6 } } },
		.groups = 1, .group = { { addr_of("239.1.1.1"), 60, 70 } },
	};
	w = add(d, CORDON_KIND_PEER, "p0");
	w->object.addrs = 1;
	w->addr[0] = addr_of("192.0.2.10");
	w->object.mac = 0x020000000010;
	w->peer.role = CORDON_ROLE_RECORDER;
	set_iface(w, "up");
	w = add(d, CORDON_KIND_CAMERA, "c0");
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
	assert_true(make(&before, &old));
	assert_true(make(after, &new));
	tightens = cordon_tightens(&old, &new, NOW, why, sizeof(why));
	assert_true(tightens || why[0]);
	unmake(&before, &old);
	unmake(after, &new);
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
	CASE(true, set_iface(&d.at[CAMERA], "cam1"));
	CASE(true, d.at[CAMERA].object.kind = 0);
	CASE(false, d.at[CAMERA].object.until = NOW + 1);
	CASE(true, d.at[CAMERA].object.until = NOW);
	CASE(false, d.at[CAMERA].object.setup = NOW + 1);
	CASE(true, d.at[PEER].object.kind = 0);
	CASE(false, set_iface(&d.at[PEER], "lan"));
	CASE(false, d.at[PEER].peer.role |= CORDON_ROLE_SERVER);
	CASE(false, d.at[PEER].addr[0] = addr_of("192.0.2.11"));
	CASE(false, add(&d, CORDON_KIND_CAMERA, "c1")->object.mac = 0x0200000000ee);
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
	assert_true(make(&before, &old));
	assert_true(make(&after, &new));
	assert_false(cordon_tightens(&old, &new, NOW, why, sizeof(why)));
	unmake(&before, &old);
	unmake(&after, &new);
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
	second = add(&before, CORDON_KIND_PEER, "p1");
	*second = before.at[PEER];
	strcpy(second->object.name, "p1");
	second->addr[0] = addr_of("192.0.2.11");
	set_iface(second, "lan");
	after = before;
	after.at[PEER].object.kind = 0;
	assert_true(make(&before, &old));
	assert_true(make(&after, &new));
	assert_false(cordon_tightens(&old, &new, NOW, why, sizeof(why)));
	unmake(&before, &old);
	unmake(&after, &new);
}

static void only_what_is_closed_is_sealed(void **state)
{
	struct cordon_policy p;
	struct draft d;
	char why[128];

	(void)state;
	usual(&d);
	assert_true(make(&d, &p));
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
	unmake(&d, &p);
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
	const char *given = getenv("SEED");

	seed = given ? strtoull(given, NULL, 0) : (u64)time(NULL);
	stream = seed;
	print_message("SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
