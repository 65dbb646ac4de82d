// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: draft NUMBER [policy]: writes a draft of something that was seen, or the
 * policy beside it, without the kernel; draft.sh has the tool judge it.
 */
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>

#include "../../userspace/cordonctl/draft.h"
#include "../../userspace/lib/array.h"

/* Interfaces whose names mean something in YAML. */
#define ODD	"a\"b'#\\{,"
#define BRIDGE	"br-\"\\"

static struct seen_device device[3];
static struct draft_party party[5];

static struct model_addr addr4(uint8_t a, uint8_t b, uint8_t c, uint8_t d)
{
	return (struct model_addr){ 4, { a, b, c, d } };
}

static struct seen_device make_device(uint8_t last, const char *segment, unsigned int addresses)
{
	struct seen_device made = {
		.mac = { true, { 0x44, 0x19, 0xb6, 0, 0, last } },
		.addresses = addresses,
		/* the same for all: only one camera may have it */
		.address = { addr4(192, 168, 50, 7), { 16, { 0xfe, 0x80, [15] = 1 } } },
		.packets = 12, .first = 1, .last = 2,
	};

	snprintf(made.segment, sizeof(made.segment), "%s", segment);
	return made;
}

static void set_deed(struct seen_device *at, bool in, struct model_addr remote, uint16_t port)
{
	at->deed[at->deeds++] = (struct seen_deed){
		.in = in, .remote = remote, .protocol = IPPROTO_TCP, .port = port, .packets = 3 };
}

static void fill(struct draft *draft)
{
	const struct draft_service stream = { IPPROTO_TCP, 554, 9 }, page = { IPPROTO_TCP, 80, 1 };

	device[0] = make_device(1, ODD, 2);
	device[1] = make_device(2, ODD, 1);
	device[2] = make_device(3, ":74acb9000001", 0);
	for (uint16_t i = 0; i < 16; i++)
		set_deed(&device[0], i & 1, addr4(203, 0, 113, (uint8_t)i), i);
	/* this host, what counts as it, another recorder, a page's reader, and far away */
	party[0] = (struct draft_party){ .self = true, .services = 1, .service = { stream },
					 .asked = CORDON_GIVES_NTP };
	party[1] = (struct draft_party){ .self = true, .iface = BRIDGE, .services = 1,
					 .service = { stream } };
	party[2] = (struct draft_party){ .addr = addr4(10, 0, 0, 2), .iface = "eth0", .services = 1,
					 .service = { stream }, .asked = CORDON_GIVES_DNS,
					 .mac = { true, { 2, 0, 0, 0, 0, 9 } } };
	party[3] = (struct draft_party){ .addr = addr4(10, 0, 0, 3), .iface = "eth0", .services = 1,
					 .service = { page } };
	party[4] = (struct draft_party){ .addr = addr4(203, 0, 113, 7), .iface = "eth2",
					 .far = true, .asked = CORDON_GIVES_NTP, .services = 1,
					 .service = { stream } };
	draft->device = device;
	draft->devices = 3;
	draft->party = party;
	draft->parties = 5;
}

/* What draft 3 meets: some of whom it saw, in part, and names that it would give. */
static struct cordon_peer nvr = { .role = CORDON_ROLE_RECORDER, .self = true };
static struct cordon_peer server = { .role = CORDON_ROLE_SERVER, .gives = CORDON_GIVES_NTP,
				     .via_mac = 0x020000000001 };
static struct cordon_peer viewer = { .role = CORDON_ROLE_CLIENT,
				     .opens = { 1, { { 80, 80, IPPROTO_TCP } } } };
static struct cordon_object listed[] = {
	{ .kind = CORDON_KIND_SEGMENT, .name = ODD },
	{ .kind = CORDON_KIND_PEER, .name = "nvr", .peer = &nvr },
	{ .kind = CORDON_KIND_PEER, .name = "server-1", .peer = &server, .iface = "eth0" },
	{ .kind = CORDON_KIND_PEER, .name = "viewer", .peer = &viewer, .iface = "eth0" },
	{ .kind = CORDON_KIND_CAMERA, .name = "cam-4419b6000001", .ref = "pull",
	  .mac = 0x4419b6000009 },
	{ .kind = CORDON_KIND_CAMERA, .name = "porch", .ref = "pull",
	  .mac = 0x4419b6000002 },
};

/* An object has no room for an address but what is behind it. */
static struct cordon_object *at_address(const struct cordon_object *object,
					struct model_addr addr)
{
	struct cordon_object *made = calloc(1, sizeof(*made) + sizeof(*made->addr));

	memcpy(made, object, sizeof(*made));
	made->addr[made->addrs++] = cordon_addr_from_model(&addr);
	return made;
}

static void fill_policy(struct cordon_set *policy)
{
	static struct cordon_object *object[ARRAY_SIZE(listed)];
	const struct model_addr gateway = addr4(10, 0, 0, 1);

	for (size_t i = 0; i < ARRAY_SIZE(listed); i++)
		object[i] = &listed[i];
	server.via = cordon_addr_from_model(&gateway);
	object[2] = at_address(object[2], addr4(10, 0, 0, 2));
	object[3] = at_address(object[3], addr4(10, 0, 0, 3));
	*policy = (struct cordon_set){ .object = object, .objects = ARRAY_SIZE(listed) };
}

int main(int argc, char **argv)
{
	struct draft draft = { .devices = 0 };
	int number = argc > 1 ? atoi(argv[1]) : 0;

	draft.segments = number ? json_pack("[{s:s, s:s, s:[i,i], s:b}, {s:s, s:s, s:[], s:b}]",
			"interface", ODD, "unknown", "observe", "vlans", 10, 20, "bpdu", 1,
			"interface", "74:ac:b9:00:00:01", "unknown", "open", "vlans", "bpdu", 0) :
			json_array();
	if (number)
		fill(&draft);
	/* a peer behind a segment without a MAC cannot stand in a policy */
	if (number == 2)
		strcpy(party[2].iface, ODD), party[2].mac.set = false;
	if (number == 3) {
		fill_policy(&draft.policy);
		/* of this and DNS the policy knows the former */
		party[2].asked |= CORDON_GIVES_NTP;
	}
	if (argc > 2)
		cordon_set_write(&draft.policy, stdout);
	else
		draft_write(stdout, &draft);
	json_decref(draft.segments);
	return 0;
}
