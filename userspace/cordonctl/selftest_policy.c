// SPDX-License-Identifier: GPL-2.0-or-later
/* selftest: the policy that the canaries meet. */
#include <stdio.h>
#include <string.h>

#include "selftest.h"

#define HOUR	3600

static void set_mac(struct model_mac *to, uint8_t station)
{
	uint64_t mac = selftest_mac(station, 0);

	to->set = true;
	for (int i = 0; i < 6; i++)
		to->bytes[i] = (uint8_t)(mac >> 8 * (5 - i));
}

static void set_address(struct model_addr *to, uint8_t station, bool six)
{
	to->len = six ? 16 : 4;
	selftest_address(station, six, to->bytes);
}

static void put_segments(struct nlmsghdr *nlh)
{
	static const char *const names[] = { "seg0", "port0", "gone0", NULL };
	union model_object object;

	for (int i = 0; names[i]; i++) {
		memset(&object, 0, sizeof(object));
		snprintf(object.name, sizeof(object.name), "%s", names[i]);
		object.segment.vlans = 1;
		object.segment.vlan[0] = 20;
		cordon_model_put(nlh, &cordon_type_segment, &object);
	}
}

static void put_camera(struct nlmsghdr *nlh, const char *name, uint8_t station,
		       const char *segment, const char *profile)
{
	union model_object object = { 0 };
	struct model_camera *camera = &object.camera;

	snprintf(camera->name, sizeof(camera->name), "%s", name);
	snprintf(camera->segment, sizeof(camera->segment), "%s", segment);
	snprintf(camera->profile, sizeof(camera->profile), "%s", profile);
	set_mac(&camera->mac, station);
	set_address(&camera->address[0], station, false);
	set_address(&camera->address[1], station, true);
	camera->addresses = 2;
	cordon_model_put(nlh, &cordon_type_camera, &object);
}

/* One who lives on a wire with cameras is known by its MAC, too. */
static void put_peer(struct nlmsghdr *nlh, uint8_t role, const char *name,
		     uint8_t station, const char *behind, bool by_mac)
{
	union model_object object = { 0 };
	struct model_peer *peer = &object.peer;

	snprintf(peer->name, sizeof(peer->name), "%s", name);
	snprintf(peer->behind, sizeof(peer->behind), "%s", behind);
	peer->role = role;
	set_address(&peer->address[0], station, false);
	set_address(&peer->address[1], station, true);
	peer->addresses = 2;
	if (by_mac)
		set_mac(&peer->mac, station);
	if (role == CORDON_ROLE_CLIENT)
		peer->opens = (struct cordon_services){
			1, { { 80, 80, CORDON_PROTO_TCP } }
		};
	cordon_model_put(nlh, &cordon_type_peer, &object);
}

static void put_self(struct nlmsghdr *nlh)
{
	const union model_object object = {
		.peer = { .name = "self", .role = CORDON_ROLE_SERVER,
			  .self = true, .gives = CORDON_GIVES_DHCP },
	};

	cordon_model_put(nlh, &cordon_type_peer, &object);
}

static void put_trusted(struct nlmsghdr *nlh)
{
	union model_object object = {
		.trusted = { .name = "switch", .segment = "seg0" },
	};

	set_mac(&object.trusted.mac, SWITCH);
	cordon_model_put(nlh, &cordon_type_trusted, &object);
}

static void put_profile(struct nlmsghdr *nlh)
{
	const union model_object object = {
		.profile = { .name = "canary", .may = {
			.opens = { 1, { { 0, 65535, CORDON_PROTO_UDP } } },
			.serves = { 2, { { 554, 554, CORDON_PROTO_TCP },
					 { 0, 0, CORDON_PROTO_ICMP } } },
			.group = { { { 0, CORDON_MAPPED | 0xef010101 }, 5000, 5000 } },
			.groups = 1,
			.asks = CORDON_GIVES_DHCP,
			.ethertypes = CORDON_ETHERTYPE_EAPOL,
			.rtp_first = 1024, .rtp_last = 65535,
		} },
	};

	cordon_model_put(nlh, &cordon_type_profile, &object);
}

static void put_exception(struct nlmsghdr *nlh)
{
	union model_object object = {
		.exception = { .name = "lobby.1", .camera = "lobby",
			       .service = { 443, 443, CORDON_PROTO_TCP },
			       .duration = HOUR },
	};

	set_address(&object.exception.address, CLOUD, false);
	cordon_model_put(nlh, &cordon_type_exception, &object);
}

int selftest_policy_put(struct cordon_genl *genl)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, CORDON_CMD_POLICY_ADD);

	put_segments(nlh);
	put_profile(nlh);
	put_camera(nlh, "lobby", LOBBY, "seg0", "canary");
	put_camera(nlh, "shed", SHED, "seg0", "isolated");
	put_camera(nlh, "yard", YARD, "port0", "pull");
	put_trusted(nlh);
	put_peer(nlh, CORDON_ROLE_RECORDER, "nvr", NVR, "up0", false);
	put_peer(nlh, CORDON_ROLE_RECORDER, "stray", STRAY, "up0", false);
	put_peer(nlh, CORDON_ROLE_RECORDER, "vcr", VCR, "port1", true);
	put_peer(nlh, CORDON_ROLE_CLIENT, "pc", PC, "off0", false);
	put_self(nlh);
	put_exception(nlh);
	return cordon_genl_ask(genl, nlh, NULL, NULL);
}
