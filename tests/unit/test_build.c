// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From objects to tables: what is refused, and with which words; what becomes
 * of memory and random numbers that fail; and that all is found again.
 */
#include <stdlib.h>

#include "trial.h"

/* An object of a policy in one line; what is not said is not there. */
struct line {
	const char *name;
	u8 kind;		/* 0: the end */
	u64 mac;
	const char *addr;
	const char *iface;
	const char *ref;
	u8 role;
	const char *via;
	u64 via_mac;
	const char *from[5];
	const char *camera;
};

#define LINES 6

#define LINE(what, of, ...)	{ .name = (what), .kind = CORDON_KIND_##of, __VA_ARGS__ }
#define SEGMENT(what)		LINE(what, SEGMENT)
#define CAMERA(what, ...)	LINE(what, CAMERA, __VA_ARGS__)
#define TRUSTED(what, m, on)	LINE(what, TRUSTED, .mac = (m), .iface = (on))
#define PEER(what, ...)		LINE(what, PEER, .role = CORDON_ROLE_RECORDER, __VA_ARGS__)
#define SERVER(what, ...)	LINE(what, PEER, .role = CORDON_ROLE_SERVER, __VA_ARGS__)
#define CLIENT(what, ...)	LINE(what, PEER, .role = CORDON_ROLE_CLIENT, __VA_ARGS__)
#define PROFILE(what)		LINE(what, PROFILE)
#define EXCEPTION(what, cam)	LINE(what, EXCEPTION, .ref = (cam), .addr = "10.0.0.1")
#define IS(m, a, where)		.mac = (m), .addr = (a), .iface = (where)
#define VIA(a, m)		.via = (a), .via_mac = (m)

static const struct refusal {
	const char *why;
	int err;
	struct line line[LINES];
} refusals[] = {
	{ "'b': mac 020000000020 belongs to 'a' already", EEXIST,
	  { CAMERA("a", .mac = CAM), CAMERA("b", .mac = CAM) } },
	{ "'a': mac 020000000010 belongs to 'nvr' already", EEXIST,
	  { CAMERA("a", .mac = NVR), PEER("nvr", IS(NVR, "192.0.2.10", "up")) } },
	{ "'a': mac 020000000001 belongs to 'far' already", EEXIST,
	  { CAMERA("a", .mac = ROUTER), PEER("other", IS(NVR, "192.0.2.10", "up")),
	    PEER("far", IS(0, FARIP, "up"), VIA("192.0.2.1", ROUTER)) } },
	{ "'t': mac 020000000020 belongs to 'a' already", EEXIST,
	  { SEGMENT("cam"), CAMERA("a", .mac = CAM), TRUSTED("t", CAM, "cam") } },
	{ "'b': an address of it belongs to 'a' already", EEXIST,
	  { CAMERA("a", IS(CAM, "192.0.2.20", NULL)),
	    CAMERA("b", IS(PHONE, "192.0.2.20", NULL)) } },
	{ "'a': an address of it belongs to 'nvr' already", EEXIST,
	  { CAMERA("a", IS(CAM, "192.0.2.10", NULL)), PEER("nvr", IS(NVR, "192.0.2.10", "up")) } },
	{ "'a': an address of it belongs to 'far' already", EEXIST,
	  { CAMERA("a", IS(CAM, "192.0.2.1", NULL)),
	    PEER("far", IS(0, FARIP, "up"), VIA("192.0.2.1", ROUTER)) } },
	{ "'a': 'cam' is no segment of the policy", ENOENT,
	  { SEGMENT("cam2"), CAMERA("a", IS(CAM, NULL, "cam")) } },
	{ "'t': 'cam' is no segment of the policy", ENOENT, { TRUSTED("t", FRIEND, "cam") } },
	{ "'a': profile 'setup' is for a time only", EINVAL,
	  { CAMERA("a", .mac = CAM, .ref = "setup") } },
	{ "'a': there is no profile 'door'", ENOENT,
	  { CAMERA("a", .mac = CAM, .ref = "door"), PROFILE("doorbell"),
	    CAMERA("door", .mac = PHONE) } },
	{ "profile 'pull' is built in", EEXIST, { PROFILE("pull") } },
	{ "profile 'push' is built in", EEXIST, { PROFILE("push") } },
	{ "profile 'any' is built in", EEXIST, { PROFILE("any") } },
	{ "profile 'setup' is built in", EEXIST, { PROFILE("setup") } },
	{ "profile 'isolated' is built in", EEXIST, { PROFILE("isolated") } },
	{ "'1': there is no camera 'b'", ENOENT, { CAMERA("a", .mac = CAM), EXCEPTION("1", "b") } },
	{ "'2': there is no camera 't'", ENOENT,
	  { SEGMENT("cam"), CAMERA("a", .mac = CAM), TRUSTED("t", FRIEND, "cam"),
	    EXCEPTION("1", "a"), EXCEPTION("2", "t") } },
	{ "'b' and 'a' share an address, but not mac, via and behind", EINVAL,
	  { PEER("a", IS(NVR, "192.0.2.10", "up")), PEER("b", IS(CLOCK, "192.0.2.10", "up")) } },
	{ "'b' and 'a' share an address, but not mac, via and behind", EINVAL,
	  { PEER("a", IS(NVR, "192.0.2.10", "up")), PEER("b", IS(NVR, "192.0.2.10", "lan")) } },
	{ "'b' and 'a' share an address, but not mac, via and behind", EINVAL,
	  { PEER("a", IS(0, FARIP, "up"), VIA("192.0.2.1", ROUTER)),
	    PEER("b", IS(0, FARIP, "up"), VIA("192.0.2.1", GATEWAY)) } },
	{ "'b' and 'a' share an address, but not mac, via and behind", EINVAL,
	  { PEER("a", IS(0, FARIP, "up"), VIA("192.0.2.1", ROUTER)),
	    PEER("b", IS(0, FARIP, "up"), VIA("192.0.2.4", ROUTER)) } },
	{ "'b' and 'a' share an address, and both are clients", EINVAL,
	  { CLIENT("a", IS(PC, "192.0.2.50", "up")), CLIENT("b", IS(PC, "192.0.2.50", "up")) } },
	{ "'me': more than 4 interfaces count as this host", ENOSPC,
	  { PEER("i", .from = { "d0", "d1" }), PEER("me", .from = { "d1", "d2", "d3", "d4" }) } },
	{ "'near': behind segment 'cam' it needs a mac, or any device there could be it", EINVAL,
	  { SEGMENT("cam2"), SEGMENT("cam"), PEER("near", IS(0, "192.0.2.13", "cam")) } },
	{ "'nvr' is behind 'docker', which counts as this host", EINVAL,
	  { PEER("clock", IS(CLOCK, "192.0.2.11", "lan")),
	    PEER("nvr", IS(NVR, "192.0.2.10", "docker")),
	    PEER("me", .from = { "br0", "docker" }) } },
	{ "'cam2' is a segment, and cannot count as this host", EINVAL,
	  { SEGMENT("cam"), PEER("me", .from = { "docker", "cam2" }), SEGMENT("cam2") } },
	{ "'pc': there is no camera 'b'", ENOENT,
	  { CAMERA("a", .mac = CAM), CLIENT("pc", IS(PC, "192.0.2.50", "up"), .camera = "b") } },
};

static void write_line(struct objects *o, const struct line *l)
{
	struct cordon_object *object = objects_add(o, l->kind, l->name);
	unsigned int i;

	object->mac = l->mac;
	if (l->kind == CORDON_KIND_EXCEPTION)
		object->waiver->allows.addr = addr_of(l->addr);
	else if (l->addr)
		objects_address(object, l->addr);
	objects_set(object->iface, sizeof(object->iface), l->iface ? l->iface : "");
	objects_set(object->ref, sizeof(object->ref), l->ref ? l->ref : "");
	if (l->kind != CORDON_KIND_PEER)
		return;
	object->peer->role = l->role;
	object->peer->self = !l->addr;
	if (l->via)
		objects_via(object, l->via, l->via_mac);
	for (i = 0; i < 5 && l->from[i]; i++)
		objects_set(object->peer->from[i], CORDON_IFACE_SIZE, l->from[i]);
	object->peer->froms = (u8)i;
	if (l->camera)
		objects_client_camera(object, l->camera);
}

/* An entry that is not used: the builder steps over it. */
static void write_gap(struct objects *o)
{
	o->at = realloc(o->at, (o->count + 1) * sizeof(*o->at));
	assert_non_null(o->at);
	o->at[o->count++] = NULL;
}

static void write_lines(struct objects *o, const struct line line[LINES])
{
	unsigned int i;

	for (i = 0; i < LINES && line[i].kind; i++)
		write_line(o, &line[i]);
}

static void refuses(void **state)
{
	const struct refusal *r = *state;
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128] = "left over";
	int live = supply.live, err;

	write_lines(&o, r->line);
	err = objects_make(&o, &p, why, sizeof(why));
	objects_unmake(&o, &p);
	objects_free(&o);
	assert_string_equal(why, r->why);
	assert_int_equal(err, -r->err);
	assert_int_equal(supply.live, live);
}

static int run_refusals(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(refusals)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refusals); i++)
		tests[i] = (struct CMUnitTest){
			.name = refusals[i].why, .test_func = refuses,
			.initial_state = (void *)&refusals[i],
		};
	return cmocka_run_group_tests_name("refusals", tests, NULL, NULL);
}

/* So many objects of a kind, all the same one. */
static void make_many(u8 kind, u32 count, int want, const char *want_why)
{
	struct objects one = { 0 }, many = { calloc(count, sizeof(*many.at)), count };
	struct cordon_policy p;
	struct line x = { .name = "x", .kind = kind, .ref = "x", IS(0, "10.0.0.1", "up") };
	char why[128];
	u32 i;

	assert_non_null(many.at);
	write_line(&one, &x);
	for (i = 0; i < count; i++)
		many.at[i] = one.at[0];
	assert_int_equal(objects_make(&many, &p, why, sizeof(why)), want);
	assert_string_equal(why, want_why);
	objects_unmake(&many, &p);
	free(many.at);
	objects_free(&one);
}

static void bounds(void **state)
{
	(void)state;
	make_many(CORDON_KIND_SEGMENT, CORDON_SEGMENTS_MAX, 0, "");
	make_many(CORDON_KIND_SEGMENT, CORDON_SEGMENTS_MAX + 1, -ENOSPC, "more than 64 segments");
	make_many(CORDON_KIND_PROFILE, CORDON_PROFILES_MAX, 0, "");
	make_many(CORDON_KIND_PROFILE, CORDON_PROFILES_MAX + 1, -ENOSPC, "more than 64 profiles");
	make_many(CORDON_KIND_EXCEPTION, CORDON_EXCEPTIONS_MAX, -ENOENT,
		  "'x': there is no camera 'x'");
	make_many(CORDON_KIND_EXCEPTION, CORDON_EXCEPTIONS_MAX + 1, -ENOSPC,
		  "more than 1024 exceptions");
	make_many(CORDON_KIND_PEER, CORDON_NOWHERE - 1, 0, "");
	make_many(CORDON_KIND_PEER, CORDON_NOWHERE, -ENOSPC, "more than 65534 peers");
}

static void nothing_makes_the_built_in_profiles(void **state)
{
	struct objects none = { 0 };
	struct cordon_addr addr = addr_of("192.0.2.1");
	struct cordon_policy p;
	char why[128] = "left over";
	u32 i;

	(void)state;
	assert_int_equal(objects_make(&none, &p, why, sizeof(why)), 0);
	assert_string_equal(why, "");
	assert_int_equal(p.profiles, CORDON_PROFILES_BUILTIN);
	for (i = 0; i < p.profiles; i++)
		assert_memory_equal(&p.profile[i], &cordon_builtins[i].profile,
				    sizeof(p.profile[i]));
	assert_int_equal(p.devices + p.parties + p.ifaces + p.clients + p.exceptions, 0);
	assert_int_equal(cordon_policy_find_mac(&p, CAM), 0);
	assert_int_equal(cordon_policy_find_addr(&p, &addr), 0);
	objects_unmake(&none, &p);
}

static void peers_of_one_address_are_one_party(void **state)
{
	static const struct line line[LINES] = {
		PEER("nvr", IS(NVR, "192.0.2.10", "up")),
		CLIENT("first", IS(PC, "192.0.2.50", "up")),
		SERVER("time", IS(NVR, "192.0.2.10", "up")),
		CLIENT("desk", IS(NVR, "192.0.2.10", "up")),
		SERVER("names", IS(NVR, "192.0.2.10", "up")),
	};
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];

	(void)state;
	write_lines(&o, line);
	o.at[2]->peer->gives = CORDON_GIVES_NTP;
	o.at[4]->peer->gives = CORDON_GIVES_DNS;
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(p.parties, 2);
	assert_int_equal(p.party[0].role,
			 CORDON_ROLE_RECORDER | CORDON_ROLE_SERVER | CORDON_ROLE_CLIENT);
	assert_int_equal(p.party[0].gives, CORDON_GIVES_NTP | CORDON_GIVES_DNS);
	assert_int_equal(p.party[0].client, 1);
	assert_int_equal(p.party[1].client, 0);
	assert_int_equal(p.party[1].role, CORDON_ROLE_CLIENT);
	assert_int_equal(p.ifaces, 1);
	assert_int_equal(p.iface[0].role, p.party[0].role);
	assert_int_equal(p.iface[0].gives, p.party[0].gives);
	assert_int_equal(p.gives, p.party[0].gives);
	objects_unmake(&o, &p);
	objects_free(&o);
}

static void a_way_that_is_a_peer_is_a_gateway(void **state)
{
	static const struct line line[LINES] = {
		PEER("far", IS(NVR, FARIP, "up"), VIA("192.0.2.1", ROUTER)),
		PEER("afar", IS(0, AFARIP, "up"), VIA("192.0.2.4", GATEWAY)),
		PEER("time", IS(GATEWAY, "192.0.2.4", "up")),
		PEER("also", IS(0, "203.0.113.9", "up"), VIA("192.0.2.1", ROUTER)),
	};
	struct cordon_addr router = addr_of("192.0.2.1"), gateway = addr_of("192.0.2.4");
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];

	(void)state;
	write_lines(&o, line);
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(cordon_policy_find_mac(&p, ROUTER), CORDON_REF(CORDON_REF_GATEWAY, 0));
	assert_int_equal(cordon_policy_find_addr(&p, &router), CORDON_REF(CORDON_REF_GATEWAY, 0));
	assert_int_equal(cordon_policy_find_mac(&p, GATEWAY), CORDON_REF(CORDON_REF_PARTY, 2));
	assert_int_equal(cordon_policy_find_addr(&p, &gateway), CORDON_REF(CORDON_REF_PARTY, 2));
	assert_true(p.party[2].gateway);
	/* its own MAC is not its gateway's */
	assert_false(p.party[0].gateway);
	assert_false(p.party[1].gateway);
	objects_unmake(&o, &p);
	objects_free(&o);
}

static void this_host_is_no_party(void **state)
{
	static const struct line line[LINES] = {
		SEGMENT("cam"),
		PEER("me", .from = { "d0", "d1" }),
		SERVER("i", .from = { "d1", "d2" }),
		PEER("near", IS(NEAR, "192.0.2.13", "cam")),
	};
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];
	u32 i;

	(void)state;
	write_lines(&o, line);
	o.at[2]->peer->gives = CORDON_GIVES_DHCP;
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(p.parties, 1);
	assert_int_equal(p.self.role, CORDON_ROLE_RECORDER | CORDON_ROLE_SERVER);
	assert_int_equal(p.self.gives, CORDON_GIVES_DHCP);
	assert_int_equal(p.gives, 0);
	assert_int_equal(p.self.froms, 3);
	for (i = 0; i < 3; i++)
		assert_int_equal(p.iface[p.self.from[i]].name[1], '0' + (int)i);
	for (i = 0; i < p.ifaces; i++)
		assert_int_equal(p.iface[i].segment, !strcmp(p.iface[i].name, "cam"));
	objects_unmake(&o, &p);
	objects_free(&o);
}

/* Also with clients that are this host, which there are none of, between them. */
static void clients_keep_their_cameras(void **state)
{
	static const struct line line[LINES] = {
		CLIENT("none", .camera = "b"),
		CLIENT("one", IS(PC, "192.0.2.50", "up"), .camera = "b"),
		CAMERA("a", .mac = CAM), CAMERA("b", .mac = PHONE),
		CLIENT("all", IS(ADMIN, "192.0.2.51", "up")),
		CLIENT("two", IS(BOTH, "192.0.2.52", "up"), .camera = "a"),
	};
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];
	u16 i;

	(void)state;
	write_lines(&o, line);
	objects_client_camera(o.at[5], "b");
	for (i = 0; i < o.count; i++)
		if (o.at[i]->peer)
			o.at[i]->peer->opens = (struct cordon_services){ 1, { { i, i, 6 } } };
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(p.clients, 3);
	for (i = 0; i < 3; i++)
		assert_int_equal(p.party[i].client, i);
	assert_int_equal(p.client[0].opens.at[0].first, 1);
	assert_int_equal(p.client[0].cameras, 1);
	assert_int_equal(p.camera[p.client[0].camera], 1);
	assert_int_equal(p.client[1].opens.at[0].first, 4);
	assert_int_equal(p.client[1].cameras, 0);
	assert_int_equal(p.client[2].cameras, 2);
	assert_int_equal(p.camera[p.client[2].camera], 0);
	assert_int_equal(p.camera[p.client[2].camera + 1], 1);
	objects_unmake(&o, &p);
	objects_free(&o);
}

static void exceptions_stand_by_camera(void **state)
{
	static const struct line line[LINES] = {
		EXCEPTION("1", "b"), CAMERA("a", .mac = CAM), CAMERA("b", .mac = PHONE),
		EXCEPTION("2", "a"), CAMERA("c", .mac = BARE), EXCEPTION("3", "b"),
	};
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];

	(void)state;
	write_lines(&o, line);
	write_gap(&o);
	o.at[0]->until = 1;
	o.at[3]->until = 2;
	o.at[5]->until = 3;
	o.at[5]->waiver->allows.until = 99;
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(p.exceptions, 3);
	assert_int_equal(p.device[0].exceptions, 1);
	assert_int_equal(p.exception[p.device[0].exception].until, 2);
	assert_int_equal(p.device[1].exceptions, 2);
	assert_int_equal(p.exception[p.device[1].exception].until, 1);
	assert_int_equal(p.exception[p.device[1].exception + 1].until, 3);
	assert_int_equal(p.device[2].exceptions, 0);
	objects_unmake(&o, &p);
	objects_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds),
		cmocka_unit_test(nothing_makes_the_built_in_profiles),
		cmocka_unit_test(peers_of_one_address_are_one_party),
		cmocka_unit_test(a_way_that_is_a_peer_is_a_gateway),
		cmocka_unit_test(this_host_is_no_party),
		cmocka_unit_test(clients_keep_their_cameras),
		cmocka_unit_test(exceptions_stand_by_camera),
	};

	return run_refusals() + cmocka_run_group_tests(tests, NULL, NULL);
}
