// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Policies in memory, made as the module's commit makes them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "build.h"
#include "world.h"

#define HOSTS	16

static void demand(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "the test is wrong: %s\n", what);
	abort();
}

static void make_index(struct cordon_index *index, struct cordon_slot *slot)
{
	*index = (struct cordon_index){
		.slot = slot, .secret = 0x9e3779b97f4a7c15ULL, .shift = 64 - 6, .mask = 63,
	};
}

/* An empty policy at an address that does not move. */
void world_init(struct world *w)
{
	struct cordon_policy *p = &w->policy;

	memset(w, 0, sizeof(*w));
	make_index(&p->by_mac, w->mac_slot);
	make_index(&p->by_addr, w->addr_slot);
	p->device = w->device;
	p->party = w->party;
	p->addr = w->addr;
	p->iface = w->iface;
	p->profile = w->profile;
	for (; p->profiles < CORDON_PROFILES_BUILTIN; p->profiles++)
		p->profile[p->profiles] = cordon_builtins[p->profiles].profile;
	w->hosts = calloc(1, sizeof(*w->hosts) + HOSTS * sizeof(w->hosts->slot[0]));
	demand(w->hosts, "no memory");
	w->hosts->mask = HOSTS - 1;
}

static void put_mac(struct world *w, u64 mac, u32 ref)
{
	if (mac && !cordon_policy_find_mac(&w->policy, mac))
		demand(cordon_index_put(&w->policy.by_mac, mac, ref) > 0, "no room for a MAC");
}

static void put_addr(struct world *w, const char *text, u32 ref)
{
	struct cordon_addr addr = addr_of(text);

	demand(cordon_index_put(&w->policy.by_addr, cordon_addr_key(&addr), ref) > 0,
	       "no room for an address");
}

void world_camera(struct world *w, const struct camera_spec *spec)
{
	struct cordon_policy *p = &w->policy;
	struct cordon_device *d = &p->device[p->devices];
	u32 ref = CORDON_REF(CORDON_REF_CAMERA, p->devices++);

	*d = (struct cordon_device){
		.mac = spec->mac, .slot = spec->slot, .profile = spec->profile,
		.until = spec->until, .addr_more = p->addrs, .flows = &w->flows,
	};
	put_mac(w, spec->mac, ref);
	for (; d->addrs < 4 && spec->addr[d->addrs]; d->addrs++) {
		if (d->addrs)
			p->addr[p->addrs++] = addr_of(spec->addr[d->addrs]);
		else
			d->addr = addr_of(spec->addr[0]);
		put_addr(w, spec->addr[d->addrs], ref);
	}
}

void world_trust(struct world *w, u64 mac, u8 slot, u64 until)
{
	struct cordon_policy *p = &w->policy;

	p->device[p->devices] = (struct cordon_device){ .mac = mac, .slot = slot, .until = until };
	put_mac(w, mac, CORDON_REF(CORDON_REF_TRUSTED, p->devices++));
}

/* Position of an interface; ifindex 0 is one that is not here now. */
u16 world_iface(struct world *w, u32 ifindex)
{
	struct cordon_policy *p = &w->policy;
	u16 i;

	for (i = 0; i < p->ifaces; i++)
		if (p->iface[i].ifindex == ifindex)
			return i;
	p->iface[i].ifindex = ifindex;
	p->ifaces++;
	return i;
}

void world_party(struct world *w, const struct party_spec *spec)
{
	struct cordon_policy *p = &w->policy;
	u32 at = p->parties++;
	struct cordon_party *party = &p->party[at];
	struct cordon_iface *iface;

	*party = (struct cordon_party){
		.addr = addr_of(spec->addr), .mac = spec->mac, .via_mac = spec->via_mac,
		.behind = world_iface(w, spec->behind), .client = CORDON_NOBODY,
		.role = spec->role, .gives = spec->gives,
	};
	put_addr(w, spec->addr, CORDON_REF(CORDON_REF_PARTY, at));
	put_mac(w, spec->mac, CORDON_REF(CORDON_REF_PARTY, at));
	if (spec->via) {
		party->via = addr_of(spec->via);
		put_addr(w, spec->via, CORDON_REF(CORDON_REF_GATEWAY, at));
		put_mac(w, spec->via_mac, CORDON_REF(CORDON_REF_GATEWAY, at));
	}
	iface = &p->iface[party->behind];
	iface->role |= spec->role;
	iface->gives |= spec->gives;
	p->gives |= spec->gives;
}

void world_host(struct world *w, const char *addr, u32 ifindex)
{
	struct cordon_addr a = addr_of(addr);

	demand(cordon_hosts_put(w->hosts, &a, ifindex), "no room for a host's address");
}

static const struct camera_spec usual_cameras[] = {
	{ CAM, { "192.0.2.20", "192.0.2.21", "2001:db8::20" }, 0, CORDON_PROFILE_PULL, 0 },
	{ PHONE, { "192.0.2.22", "2001:db8::22" }, CORDON_SEGMENTS_MAX, CORDON_PROFILE_ANY, 0 },
	{ BARE, { NULL }, 0, CORDON_PROFILE_PULL, 0 },
	{ ISO, { "192.0.2.24" }, 0, CORDON_PROFILE_ISOLATED, 0 },
	{ SEEN, { "192.0.2.25" }, 0, CORDON_PROFILE_PULL, CORDON_FOREVER },
	{ 0, { "192.0.2.40", "2001:db8::40" }, 0, CORDON_PROFILE_PULL, 0 },
};

#define RECORDS	CORDON_ROLE_RECORDER
#define SERVES	CORDON_ROLE_SERVER

static const struct party_spec usual_parties[] = {
	{ NVR, "192.0.2.10", NULL, 0, IF_UP, RECORDS, 0 },
	{ NVR, "2001:db8::10", NULL, 0, IF_UP, RECORDS, 0 },
	{ 0, FARIP, "192.0.2.1", ROUTER, IF_UP, RECORDS, 0 },
	{ 0, FARIP6, "fe80::1", ROUTER, IF_UP, RECORDS, 0 },
	{ CLOCK, "192.0.2.11", NULL, 0, IF_LAN, SERVES, CORDON_GIVES_NTP | CORDON_GIVES_DNS },
	{ CLOCK, "2001:db8::11", NULL, 0, IF_LAN, SERVES, CORDON_GIVES_NTP },
	{ NEAR, "192.0.2.13", NULL, 0, IF_CAM, RECORDS, 0 },
	{ NEAR, "2001:db8::13", NULL, 0, IF_CAM, RECORDS, 0 },
	{ 0, "192.0.2.14", NULL, 0, IF_CAM, RECORDS, 0 },
	{ 0, NEARFAR, "192.0.2.3", NEARGW, IF_CAM, RECORDS, 0 },
	{ LOST, "192.0.2.15", NULL, 0, 0, RECORDS, 0 },
};

static void add_self(struct world *w)
{
	struct cordon_self *self = &w->policy.self;

	self->from[self->froms++] = world_iface(w, IF_DOCKER);
	if (w->with & W_NO_SELF)
		return;
	self->role = w->with & W_SELF_SERVES ? SERVES : RECORDS;
	if (w->with & W_SELF_SERVES)
		self->gives = CORDON_GIVES_NTP | CORDON_GIVES_DHCP;
}

static void add_segments(struct world *w)
{
	struct cordon_segment_rule *rule = w->policy.segment;

	rule[0] = (struct cordon_segment_rule){
		.used = true, .vlan = { 7, 9 }, .vlans = 2, .bpdu = w->with & W_BPDU,
		.unknown = w->with & W_OPEN ? CORDON_UNKNOWN_OPEN :
			   w->with & W_WATCH ? CORDON_UNKNOWN_OBSERVE : CORDON_UNKNOWN_QUARANTINE,
	};
	rule[1] = (struct cordon_segment_rule){ .used = true };
	w->place[0] = (struct cordon_place){
		.ifindex = IF_CAM, .bridged = w->with & W_BRIDGED, .macs = 2,
		.mac = { HOST, BRIDGE }, .uppers = 1, .upper = { IF_BR },
	};
	w->place[1] = (struct cordon_place){ .ifindex = IF_CAM2, .macs = 1, .mac = { HOST } };
}

/* The policy described above. The caller frees it with world_free(). */
struct world *world_usual(unsigned int with)
{
	static const struct party_spec dhcpd[] = {
		{ DHCPD, "192.0.2.12", NULL, 0, IF_LAN, SERVES, CORDON_GIVES_DHCP },
		{ DHCPD, "2001:db8::12", NULL, 0, IF_LAN, SERVES, CORDON_GIVES_DHCP },
	};
	struct world *w = malloc(sizeof(*w));
	unsigned int i;

	demand(w, "no memory");
	world_init(w);
	w->with = with;
	w->policy.observe_until = with & W_OBSERVE ? WORLD_NOW + 1 : 0;
	for (i = 0; i < ARRAY_SIZE(usual_parties); i++)
		world_party(w, &usual_parties[i]);
	for (i = 0; i < 2 && !(with & W_NO_DHCP); i++)
		world_party(w, &dhcpd[i]);
	for (i = 0; i < ARRAY_SIZE(usual_cameras); i++)
		world_camera(w, &usual_cameras[i]);
	world_trust(w, FRIEND, 0, CORDON_FOREVER);
	world_trust(w, EXFRIEND, 0, WORLD_NOW);
	world_trust(w, FRIEND2, 1, CORDON_FOREVER);
	add_self(w);
	add_segments(w);
	world_host(w, "192.0.2.2", IF_BR);
	world_host(w, "2001:db8::2", IF_BR);
	world_host(w, "fe80::2", IF_CAM);
	world_host(w, "203.0.113.2", IF_OFFICE);
	return w;
}

void world_free(struct world *w)
{
	free(w->hosts);
	free(w);
}

/* Where a frame is, if nothing else is said: at ingress, or made by this host. */
struct cordon_scene world_scene(const struct world *w, u8 slot)
{
	return (struct cordon_scene){
		.policy = w->with & W_EMPTY ? NULL : &w->policy,
		.hosts = w->with & W_NO_HOSTS ? NULL : w->hosts,
		.place = &w->place[slot == 1], .now = WORLD_NOW, .slot = slot,
	};
}
