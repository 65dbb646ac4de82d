// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The model: static memory of exactly the size that a policy claims, so that
 * reading beyond anything is an alarm.
 */
#include "__fc_builtin.h"
#include "model.h"

#define MORE	(ADDRESSES > 1 ? ADDRESSES - 1 : 0)
#define SLOTS	(1 << INDEX_BITS)

static struct cordon_policy policy;
static struct cordon_place place;
static struct cordon_device device[DEVICES];
static struct cordon_party party[PARTIES];
static struct cordon_addr addr[MORE + 1];
static struct cordon_iface iface[INTERFACES];
static struct cordon_profile profile[PROFILES];
static struct cordon_client client[CLIENTS];
static u32 camera[CLIENT_CAMERAS];
static struct cordon_exception exception[EXCEPTIONS];
static struct cordon_flows flows, queries, *flows_of_camera;
static struct cordon_slot mac_slot[SLOTS], addr_slot[SLOTS];
static u64 hosts_memory[(sizeof(struct cordon_hosts) + HOSTS * sizeof(struct cordon_host)) / 8];
static struct cordon_hosts *const hosts = (struct cordon_hosts *)hosts_memory;

bool any_bool(void)
{
	return Frama_C_interval(0, 1);
}

u32 any_below(u32 n)
{
	return Frama_C_unsigned_int_interval(0, n - 1);
}

u64 any_between(u64 least, u64 most)
{
	return Frama_C_unsigned_long_long_interval(least, most);
}

static u16 any_interface(void)
{
	return any_bool() ? CORDON_NOWHERE : any_below(INTERFACES);
}

/* A reference means something that is there. */
static u32 any_ref(bool peers)
{
	switch (any_below(peers ? 5 : 3)) {
	case 1:
		return CORDON_REF(CORDON_REF_CAMERA, any_below(DEVICES));
	case 2:
		return CORDON_REF(CORDON_REF_TRUSTED, any_below(DEVICES));
	case 3:
		return CORDON_REF(CORDON_REF_PARTY, any_below(PARTIES));
	case 4:
		return CORDON_REF(CORDON_REF_GATEWAY, any_below(PARTIES));
	}
	return 0;
}

static void make_index(struct cordon_index *index, struct cordon_slot *slot, bool peers)
{
	unsigned int i;

	for (i = 0; i < SLOTS; i++) {
		ANY(slot[i].key);
		slot[i].value = any_ref(peers);
	}
	ANY(*index);
	index->slot = any_bool() ? NULL : slot;
	index->shift = 64 - INDEX_BITS;
	index->mask = SLOTS - 1;
}

static void make_devices(void)
{
	unsigned int i;

	ANY(device);
	ANY(addr);
	for (i = 0; i < DEVICES; i++) {
		device[i].addrs = ADDRESSES;
		device[i].addr_more = 1;
		device[i].slot = any_below(CORDON_SEGMENTS_MAX + 1);
		device[i].profile = any_below(PROFILES);
		device[i].exception = 0;
		device[i].exceptions = EXCEPTIONS;
		device[i].flows = any_bool() ? NULL : &flows_of_camera;
		device[i].account = NULL;
	}
}

static void make_rights(void)
{
	unsigned int i;

	ANY(profile);
	ANY(client);
	ANY(exception);
	ANY(flows);
	ANY(queries);
	flows_of_camera = any_bool() ? NULL : &flows;
	for (i = 0; i < PROFILES; i++) {
		profile[i].isolated = any_bool();
		profile[i].factory = any_bool();
	}
	for (i = 0; i < CLIENTS; i++) {
		client[i].camera = 0;
		client[i].cameras = any_below(CLIENT_CAMERAS + 1);
	}
	for (i = 0; i < CLIENT_CAMERAS; i++)
		camera[i] = any_below(DEVICES);
}

static void make_peers(void)
{
	unsigned int i;

	ANY(party);
	ANY(iface);
	for (i = 0; i < PARTIES; i++) {
		party[i].behind = any_interface();
		party[i].gateway = any_bool();
	}
	policy.self.froms = any_below(CORDON_FROMS_MAX + 1);
	for (i = 0; i < CORDON_FROMS_MAX; i++)
		policy.self.from[i] = any_interface();
}

static void make_segments(void)
{
	unsigned int i;

	for (i = 0; i < CORDON_SEGMENTS_MAX; i++) {
		policy.segment[i].vlans = any_below(CORDON_VLANS_MAX + 1);
		policy.segment[i].bpdu = any_bool();
		policy.segment[i].used = any_bool();
	}
	ANY(place);
	place.bridged = any_bool();
	place.macs = any_below(CORDON_PLACE_MACS + 1);
	place.uppers = any_below(CORDON_PLACE_UPPERS + 1);
}

static void make_policy(bool peers)
{
	ANY(policy);
	make_index(&policy.by_mac, mac_slot, peers);
	make_index(&policy.by_addr, addr_slot, peers);
	make_devices();
	make_rights();
	make_peers();
	make_segments();
	policy.profile = profile;
	policy.client = client;
	policy.camera = camera;
	policy.exception = exception;
	policy.profiles = PROFILES;
	policy.clients = CLIENTS;
	policy.cameras = CLIENT_CAMERAS;
	policy.exceptions = EXCEPTIONS;
	policy.device = device;
	policy.party = party;
	policy.addr = addr;
	policy.iface = iface;
	policy.devices = DEVICES;
	policy.parties = PARTIES;
	policy.addrs = MORE + 1;
	policy.ifaces = INTERFACES;
}

/* Any frame, anywhere, under any policy. */
void model_make(struct model *m)
{
	make_policy(true);
	ANY(hosts_memory);
	hosts->mask = HOSTS - 1;
	ANY(*m);
	m->scene.policy = any_bool() ? NULL : &policy;
	m->scene.hosts = any_bool() ? NULL : hosts;
	m->scene.place = &place;
	m->scene.queries = any_bool() ? NULL : &queries;
	m->scene.slot = any_below(CORDON_SEGMENTS_MAX);
	m->scene.checkpoint = any_below(CORDON_CHECKPOINT_UP + 1);
	m->scene.translated = any_bool();
}

/*
 * Any frame whose facts name nobody whom the policy lets alone: no MAC and no
 * address in it is a peer's, a gateway's or this host's, it came in by no
 * interface that counts as this host, nobody is trusted any more, and nothing
 * is observed or open, no exception runs, and no profile lists groups or
 * EtherTypes. What else the policy holds of peers is arbitrary.
 */
void model_without_peers(struct model *m)
{
	unsigned int i;

	model_make(m);
	make_policy(false);
	policy.observe_until = 0;
	for (i = 0; i < DEVICES; i++)
		device[i].until = 0;
	for (i = 0; i < EXCEPTIONS; i++)
		exception[i].until = 0;
	for (i = 0; i < PROFILES; i++) {
		profile[i].groups = 0;
		profile[i].ethertypes = 0;
	}
	for (i = 0; i < CORDON_SEGMENTS_MAX; i++)
		policy.segment[i].unknown = CORDON_UNKNOWN_QUARANTINE;
	m->scene.hosts = NULL;
	place.macs = 0;
	policy.self.froms = 0;
	m->scene.in_ifindex = any_between(1, 0xffffffff);
}
