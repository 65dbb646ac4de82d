// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The policy of most tests.
 */
#include <stdio.h>
#include <stdlib.h>

#include "build.h"
#include "world.h"

#define HOSTS	16
#define NO_MAC	0x0200000000eeULL	/* stands for none: see without_mac() */

/* Interfaces of the policy by name; "gone" is not here now. */
static const struct {
	const char *name;
	u32 ifindex;
} ifaces[] = {
	{ "cam", IF_CAM }, { "cam2", IF_CAM2 }, { "up", IF_UP }, { "lan", IF_LAN },
	{ "docker", IF_DOCKER }, { "gone", 0 },
};

static void demand(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "the test is wrong: %s\n", what);
	abort();
}

static const struct camera_spec {
	const char *name;
	u64 mac;
	const char *addr[4];
	const char *segment;	/* NULL: any */
	const char *profile;
	u64 until;		/* observed */
	u64 setup;
} usual_cameras[] = {
	{ "cam", CAM, { "192.0.2.20", "192.0.2.21", "2001:db8::20" }, "cam", "", 0, 0 },
	{ "phone", PHONE, { "192.0.2.22", "2001:db8::22" }, NULL, "any", 0, 0 },
	{ "bare", BARE, { NULL }, "cam", "pull", 0, 0 },
	{ "iso", ISO, { "192.0.2.24" }, "cam", "isolated", 0, 0 },
	{ "seen", SEEN, { "192.0.2.25" }, "cam", "pull", CORDON_FOREVER, 0 },
	{ "by-address", 0, { "192.0.2.40", "2001:db8::40" }, "cam", "pull", 0, 0 },
	{ "push", PUSH, { "192.0.2.26" }, "cam", "push", 0, 0 },
	{ "bell", BELL, { "192.0.2.27", "2001:db8::27" }, "cam", "bell", 0, 0 },
	{ "mute", MUTE, { "192.0.2.28", "2001:db8::28" }, "cam", "mute", 0, 0 },
	{ "new", NEW, { "192.0.2.29", "2001:db8::29" }, "cam", "pull", 0, WORLD_NOW + 1 },
	{ "old", OLD, { "192.0.2.33" }, "cam", "pull", WORLD_NOW, WORLD_NOW },
	{ "boxed", BOXED, { NULL }, "cam", "pull", 0, WORLD_NOW + 1 },
	{ "exc", EXC, { "192.0.2.34", "2001:db8::34" }, "cam", "pull", 0, 0 },
	{ "exbare", EXBARE, { NULL }, "cam", "pull", 0, 0 },
};

#define RECORDS	CORDON_ROLE_RECORDER
#define SERVES	CORDON_ROLE_SERVER
#define NTP	CORDON_GIVES_NTP
#define DNS	CORDON_GIVES_DNS
#define DHCP	CORDON_GIVES_DHCP

static const struct peer_spec {
	u64 mac;
	const char *addr;
	const char *via;
	u64 via_mac;
	const char *behind;
	u8 role;
	u8 gives;
} usual_peers[] = {
	{ NVR, "192.0.2.10", NULL, 0, "up", RECORDS, 0 },
	{ NVR, "2001:db8::10", NULL, 0, "up", RECORDS, 0 },
	{ 0, FARIP, "192.0.2.1", ROUTER, "up", RECORDS, 0 },
	{ 0, FARIP6, "fe80::1", ROUTER, "up", RECORDS, 0 },
	{ CLOCK, "192.0.2.11", NULL, 0, "lan", SERVES, NTP | DNS },
	{ CLOCK, "2001:db8::11", NULL, 0, "lan", SERVES, NTP },
	{ NEAR, "192.0.2.13", NULL, 0, "cam", RECORDS, 0 },
	{ NEAR, "2001:db8::13", NULL, 0, "cam", RECORDS, 0 },
	{ NO_MAC, "192.0.2.14", NULL, 0, "cam", RECORDS, 0 },
	{ 0, NEARFAR, "192.0.2.3", NEARGW, "cam", RECORDS, 0 },
	{ LOST, "192.0.2.15", NULL, 0, "gone", RECORDS, 0 },
	{ BOTH, "192.0.2.52", NULL, 0, "lan", SERVES, NTP },
	{ GATEWAY, "192.0.2.4", NULL, 0, "lan", SERVES, NTP },
	{ 0, AFARIP, "192.0.2.4", GATEWAY, "lan", RECORDS, 0 },
};

static const struct peer_spec dhcp_servers[] = {
	{ DHCPD, "192.0.2.12", NULL, 0, "lan", SERVES, DHCP },
	{ DHCPD, "2001:db8::12", NULL, 0, "lan", SERVES, DHCP },
};

#define TCP_PORTS(first, last)	{ (first), (last), CORDON_PROTO_TCP }
#define UDP_PORTS(first, last)	{ (first), (last), CORDON_PROTO_UDP }
#define PING			{ 0, 0, CORDON_PROTO_ICMP }

static const struct {
	const char *camera;
	const char *addr;
	const char *via;
	struct cordon_service service;
	u64 until;
} usual_exceptions[] = {
	{ "exc", "203.0.113.50", NULL, TCP_PORTS(8000, 8001), WORLD_NOW + 1 },
	{ "exc", "203.0.113.51", NULL, TCP_PORTS(80, 80), WORLD_NOW },
	{ "exc", "203.0.113.52", "192.0.2.60", UDP_PORTS(5000, 5000), CORDON_FOREVER },
	{ "exc", "203.0.113.53", NULL, PING, WORLD_NOW + 1 },
	{ "exc", "2001:db8:e::1", "fe80::60", TCP_PORTS(443, 443), WORLD_NOW + 1 },
	{ "exc", "192.0.2.61", NULL, TCP_PORTS(80, 80), WORLD_NOW + 1 },
	{ "exc", "203.0.113.54", "192.0.2.62", UDP_PORTS(1, 65535), WORLD_NOW },
	{ "exc", "2001:db8:e::61", NULL, PING, WORLD_NOW + 1 },
	{ "exbare", "203.0.113.52", "192.0.2.60", UDP_PORTS(5000, 5000), CORDON_FOREVER },
	{ "exbare", "192.0.2.61", NULL, TCP_PORTS(80, 80), WORLD_NOW + 1 },
};

static const struct cordon_profile bell = {
	.opens = { 3, { TCP_PORTS(8000, 8000), UDP_PORTS(9000, 9001), PING } },
	.serves = { 2, { TCP_PORTS(554, 554), UDP_PORTS(700, 701) } },
	.rtp_first = 20000, .rtp_last = 20010,
	.group = {
		{ { 0, CORDON_MAPPED | 0xef010101 }, 5000, 5001 },
		{ { 0, CORDON_MAPPED | 0xffffffff }, 6000, 6000 },
		{ { 0xff02000000000000ULL, 0xc }, 3702, 3702 },
	},
	.groups = 3, .asks = NTP | DNS,
	.ethertypes = CORDON_ETHERTYPE_EAPOL | CORDON_ETHERTYPE_LLDP,
};

/* It answers RTSP and searches, and opens UDP and nothing else: no media, no servers, no ping. */
static const struct cordon_profile mute = {
	.opens = { 1, { UDP_PORTS(0, 65535) } },
	.serves = { 1, { TCP_PORTS(554, 554) } },
	.rtp_first = 1, .rtp_last = 0,
	.ethertypes = CORDON_ETHERTYPE_EAPOL,
};

static void add_camera(struct world *w, const struct camera_spec *spec)
{
	struct cordon_object *object = objects_camera(&w->objects, spec->name, spec->mac, NULL);
	unsigned int i;

	for (i = 0; i < 4 && spec->addr[i]; i++)
		objects_address(object, spec->addr[i]);
	if (spec->segment)
		objects_set(object->iface, sizeof(object->iface), spec->segment);
	objects_set(object->ref, sizeof(object->ref), spec->profile);
	object->until = spec->until;
	object->setup = spec->setup;
	object->flows = &w->flows;
}

static void add_trusted(struct world *w, u64 mac, const char *segment, u64 until)
{
	struct cordon_object *object = objects_add(&w->objects, CORDON_KIND_TRUSTED, segment);

	object->mac = mac;
	object->until = until;
	objects_set(object->iface, sizeof(object->iface), segment);
}

static void add_peer(struct world *w, const struct peer_spec *spec)
{
	struct cordon_object *object = objects_peer(&w->objects, spec->addr, spec->role, spec->addr,
						    spec->behind);

	object->mac = spec->mac;
	object->peer->gives = spec->gives;
	if (spec->via)
		objects_via(object, spec->via, spec->via_mac);
}

static void add_clients(struct world *w)
{
	struct cordon_object *pc, *admin, *both;

	pc = objects_client(&w->objects, "pc", "192.0.2.50", "up", 80, 80);
	pc->peer->opens.at[pc->peer->opens.count++] = (struct cordon_service)TCP_PORTS(554, 554);
	objects_address(pc, "2001:db8::50");
	objects_client_camera(pc, "cam");
	objects_client_camera(pc, "bell");
	pc->mac = PC;
	admin = objects_client(&w->objects, "admin", "192.0.2.51", "up", 80, 90);
	admin->mac = ADMIN;
	both = objects_client(&w->objects, "both", "192.0.2.52", "lan", 80, 80);
	both->mac = BOTH;
}

static void add_self(struct world *w)
{
	u8 role = w->with & W_NO_SELF ? 0 : w->with & W_SELF_SERVES ? SERVES : RECORDS;
	struct cordon_object *self = objects_peer(&w->objects, "self", role, NULL, NULL);

	objects_set(self->peer->from[self->peer->froms++], CORDON_IFACE_SIZE, "docker");
	if (w->with & W_SELF_SERVES)
		self->peer->gives = NTP | DHCP;
}

static void add_segments(struct world *w)
{
	struct cordon_object *segment = objects_add(&w->objects, CORDON_KIND_SEGMENT, "cam");

	segment->vlan[segment->vlans++] = 7;
	segment->vlan[segment->vlans++] = 9;
	segment->bpdu = w->with & W_BPDU;
	segment->unknown = w->with & W_OPEN ? CORDON_UNKNOWN_OPEN :
			   w->with & W_WATCH ? CORDON_UNKNOWN_OBSERVE : CORDON_UNKNOWN_QUARANTINE;
	cordon_policy_rule(segment, &w->policy.segment[0]);
	cordon_policy_rule(objects_add(&w->objects, CORDON_KIND_SEGMENT, "cam2"),
			   &w->policy.segment[1]);
	w->place[0] = (struct cordon_place){
		.ifindex = IF_CAM, .bridged = w->with & W_BRIDGED, .macs = 2,
		.mac = { HOST, BRIDGE }, .uppers = 1, .upper = { IF_BR },
	};
	w->place[1] = (struct cordon_place){ .ifindex = IF_CAM2, .macs = 1, .mac = { HOST } };
}

static void add_profile(struct world *w, const char *name, const struct cordon_profile *profile)
{
	*objects_add(&w->objects, CORDON_KIND_PROFILE, name)->profile = *profile;
}

static void add_exceptions(struct world *w)
{
	struct cordon_object *object;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(usual_exceptions); i++) {
		object = objects_exception(&w->objects, usual_exceptions[i].camera,
					   usual_exceptions[i].addr, usual_exceptions[i].service,
					   usual_exceptions[i].until);
		if (usual_exceptions[i].via)
			objects_via(object, usual_exceptions[i].via, GATE);
	}
}

static void add_objects(struct world *w)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(usual_peers); i++)
		add_peer(w, &usual_peers[i]);
	for (i = 0; i < ARRAY_SIZE(dhcp_servers) && !(w->with & W_NO_DHCP); i++)
		add_peer(w, &dhcp_servers[i]);
	for (i = 0; i < ARRAY_SIZE(usual_cameras); i++)
		add_camera(w, &usual_cameras[i]);
	add_trusted(w, FRIEND, "cam", CORDON_FOREVER);
	add_trusted(w, EXFRIEND, "cam", WORLD_NOW);
	add_trusted(w, FRIEND2, "cam2", CORDON_FOREVER);
	add_profile(w, "bell", &bell);
	add_profile(w, "mute", &mute);
	add_clients(w);
	add_self(w);
	add_segments(w);
	add_exceptions(w);
}

/*
 * Behind a segment the builder takes no peer without a MAC, but the verdict has
 * to be safe without one.
 */
static void without_mac(struct cordon_policy *p)
{
	u32 i;

	for (i = 0; i < p->parties; i++)
		if (p->party[i].mac == NO_MAC)
			p->party[i].mac = 0;
}

static void make(struct world *w)
{
	struct cordon_materials m = objects_materials(&w->objects);
	struct cordon_policy *p = &w->policy;
	unsigned int i, n;
	char why[128];

	demand(!cordon_policy_make(p, &m, why, sizeof(why)), why);
	without_mac(p);
	for (i = 0; i < p->ifaces; i++) {
		for (n = 0; n < ARRAY_SIZE(ifaces) && strcmp(ifaces[n].name, p->iface[i].name); n++)
			;
		demand(n < ARRAY_SIZE(ifaces), "an interface that is not in the list");
		p->iface[i].ifindex = ifaces[n].ifindex;
	}
	p->observe_until = w->with & W_OBSERVE ? WORLD_NOW + 1 : 0;
}

/* The policy described in world.h. The caller frees it with world_free(). */
struct world *world_usual(unsigned int with)
{
	struct world *w = calloc(1, sizeof(*w));

	demand(w, "no memory");
	w->with = with;
	add_objects(w);
	make(w);
	w->hosts = calloc(1, sizeof(*w->hosts) + HOSTS * sizeof(w->hosts->slot[0]));
	demand(w->hosts, "no memory");
	w->hosts->mask = HOSTS - 1;
	world_host(w, "192.0.2.2", IF_BR);
	world_host(w, "2001:db8::2", IF_BR);
	world_host(w, "fe80::2", IF_CAM);
	world_host(w, "203.0.113.2", IF_OFFICE);
	return w;
}

void world_free(struct world *w)
{
	objects_unmake(&w->objects, &w->policy);
	objects_free(&w->objects);
	free(w->flows);
	free(w->queries);
	free(w->hosts);
	free(w);
}

void world_host(struct world *w, const char *addr, u32 ifindex)
{
	struct cordon_addr a = addr_of(addr);

	demand(cordon_hosts_put(w->hosts, &a, ifindex), "no room for a host's address");
}

/* Position of an interface in the policy's list. */
u16 world_iface(const struct world *w, u32 ifindex)
{
	u16 i;

	for (i = 0; i < w->policy.ifaces; i++)
		if (w->policy.iface[i].ifindex == ifindex)
			return i;
	demand(false, "no such interface");
	return 0;
}

/* The party that is found by a MAC. */
struct cordon_party *world_party(struct world *w, u64 mac)
{
	u32 ref = cordon_policy_find_mac(&w->policy, mac);

	demand(cordon_ref_party(&w->policy, ref), "no such party");
	return &w->policy.party[CORDON_REF_POSITION(ref)];
}

/* A peer sent UDP at that moment; the memory is made if there is none. */
void world_sent(struct cordon_flows **flows, const struct cordon_flow_key *key, u64 at)
{
	if (!*flows)
		*flows = calloc(1, sizeof(**flows));
	demand(*flows, "no memory");
	(*flows)->secret[0] = 0x0123456789abcdefULL;
	(*flows)->secret[1] = 0xfedcba9876543210ULL;
	cordon_flow_note(*flows, key, at);
}

/* Where a frame is, if nothing else is said: at ingress, or made by this host. */
struct cordon_scene world_scene(const struct world *w, u8 slot)
{
	return (struct cordon_scene){
		.policy = w->with & W_EMPTY ? NULL : &w->policy,
		.hosts = w->with & W_NO_HOSTS ? NULL : w->hosts,
		.place = &w->place[slot == 1], .queries = w->queries, .now = WORLD_NOW,
		.slot = slot,
	};
}
