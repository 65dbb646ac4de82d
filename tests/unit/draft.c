// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How drafts are made, and what becomes of them at random.
 */
#include <stdio.h>
#include <stdlib.h>

#include "build.h"
#include "chance.h"
#include "draft.h"

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
bool draft_make(struct draft *d, struct cordon_policy *p)
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

void draft_unmake(struct draft *d, struct cordon_policy *p)
{
	struct cordon_materials m = materials(d);

	cordon_policy_unmake(p, &m);
}

struct written *draft_add(struct draft *d, u8 kind, const char *name)
{
	struct written *w = &d->at[d->count++];

	memset(w, 0, sizeof(*w));
	w->object.kind = kind;
	snprintf(w->object.name, sizeof(w->object.name), "%s", name);
	return w;
}

void draft_set_iface(struct written *w, const char *name)
{
	snprintf(w->object.iface, sizeof(w->object.iface), "%s", name);
}

struct cordon_addr draft_any_addr(void)
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
		w->addr[i] = draft_any_addr();
}

static void fill_camera(struct written *w)
{
	static const char *const profiles[] = { "", "", "any", "push", "isolated", "own" };

	w->object.mac = below(4) ? ONE_OF(macs) : 0;
	any_addresses(w, 2);
	if (!w->object.mac && !w->object.addrs)
		w->object.mac = macs[0];
	snprintf(w->object.ref, sizeof(w->object.ref), "%s", ONE_OF(profiles));
	draft_set_iface(w, below(3) ? "" : below(2) ? "cam0" : "cam1");
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
	w->addr[w->object.addrs - 1] = draft_any_addr();
	w->peer.role = (u8)(1 + below(7));
	w->peer.gives = (u8)below(8);
	w->object.mac = below(3) ? ONE_OF(macs) : 0;
	if (!below(4)) {
		w->peer.via = draft_any_addr();
		w->peer.via_mac = ONE_OF(macs);
	}
	draft_set_iface(w, ONE_OF(behind));
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
	w->waiver.allows.addr = draft_any_addr();
	w->waiver.allows.service = any_service();
	if (!below(3)) {
		w->waiver.allows.via = draft_any_addr();
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
		draft_set_iface(w, below(2) ? "cam0" : "cam1");
		w->object.until = any_end();
		break;
	}
}

void draft_any(struct draft *d)
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
			fill(draft_add(d, wanted[i].kind, wanted[i].name));
	for (i = 0; i < 2; i++)
		d->unknown[i] = below(8) ? CORDON_UNKNOWN_QUARANTINE : (u8)below(3);
	d->vlan = (u16)(below(2) * 7);
	d->bpdu = below(2);
	d->observe_until = below(8) ? 0 : any_end();
}

/* One change at some place: taken out, written anew, or one field of it. */
void draft_change(struct draft *d)
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
