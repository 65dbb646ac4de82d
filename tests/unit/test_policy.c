// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The look-ups that a verdict stands on: the two indexes and the set of this
 * host's addresses.
 */
#include <stdlib.h>

#include "trial.h"

#define SECRET	0x9e3779b97f4a7c15ULL

static struct cordon_index index_of(struct cordon_slot *slot, u32 bits, u64 secret)
{
	return (struct cordon_index){ slot, secret, 64 - bits, (1u << bits) - 1 };
}

static void index_finds(void **state)
{
	struct cordon_slot slot[256] = { 0 };
	struct cordon_index index = index_of(slot, 8, SECRET);
	u32 i;

	(void)state;
	for (i = 1; i <= 100; i++)
		assert_in_range(cordon_index_put(&index, CAM + i, i), 1, CORDON_PROBES_MAX);
	for (i = 1; i <= 100; i++)
		assert_int_equal(cordon_index_get(&index, CAM + i), i);
	assert_int_equal(cordon_index_get(&index, CAM), 0);
	assert_int_equal(cordon_index_get(&index, CAM + 101), 0);
}

static void index_without_slots(void **state)
{
	struct cordon_policy empty = { 0 };
	struct cordon_addr addr = addr_of("192.0.2.1");

	(void)state;
	assert_int_equal(cordon_policy_find_mac(&empty, CAM), 0);
	assert_int_equal(cordon_policy_find_addr(&empty, &addr), 0);
}

static void index_keeps_the_first_of_a_key(void **state)
{
	struct cordon_slot slot[16] = { 0 };
	struct cordon_index index = index_of(slot, 4, SECRET);

	(void)state;
	assert_int_equal(cordon_index_put(&index, CAM, 1), 1);
	assert_int_equal(cordon_index_put(&index, CAM, 2), 2);
	assert_int_equal(cordon_index_get(&index, CAM), 1);
}

/* With a factor of 1 all small keys have the same home: the first slot. */
static void index_refuses_long_probes(void **state)
{
	struct cordon_slot slot[64] = { 0 };
	struct cordon_index index = index_of(slot, 6, 1);
	u32 i;

	(void)state;
	for (i = 1; i <= CORDON_PROBES_MAX; i++)
		assert_int_equal(cordon_index_put(&index, i, i), i);
	assert_int_equal(cordon_index_put(&index, i, i), -1);
	for (i = 1; i <= CORDON_PROBES_MAX; i++)
		assert_int_equal(cordon_index_get(&index, i), i);
	assert_int_equal(cordon_index_get(&index, i), 0);
}

static void index_wraps_around(void **state)
{
	struct cordon_slot slot[16] = { 0 };
	struct cordon_index index = index_of(slot, 4, 1);
	u64 last = 0xf000000000000000ULL;
	u32 i;

	(void)state;
	for (i = 1; i <= 3; i++)
		assert_int_equal(cordon_index_put(&index, last + i, i), i);
	assert_int_equal(slot[0].value, 2);
	for (i = 1; i <= 3; i++)
		assert_int_equal(cordon_index_get(&index, last + i), i);
}

/* A full table has no free slot to stop at. */
static void index_full_still_ends(void **state)
{
	struct cordon_slot slot[4] = { 0 };
	struct cordon_index index = index_of(slot, 2, SECRET);
	u32 i;

	(void)state;
	for (i = 1; i <= 4; i++)
		assert_true(cordon_index_put(&index, CAM + i, i) > 0);
	assert_int_equal(cordon_index_put(&index, CAM, 9), -1);
	assert_int_equal(cordon_index_get(&index, CAM), 0);
}

static void address_keys_tell_halves_apart(void **state)
{
	struct cordon_addr a = { 1, 2 }, swapped = { 2, 1 }, same = { 1, 2 };

	(void)state;
	assert_true(cordon_addr_key(&a) == cordon_addr_key(&same));
	assert_true(cordon_addr_key(&a) != cordon_addr_key(&swapped));
}

/* Two addresses made to have one key, as a hostile sender could choose them. */
static void addresses_of_one_key_are_compared(void **state)
{
	struct cordon_addr listed = addr_of("2001:db8::20"), forged;
	struct world *w = world_usual(0);
	struct cordon_frame facts = { .src = NOBODY, .l3 = CORDON_L3_IP6 };

	(void)state;
	forged.hi = listed.hi ^ 0x0123456789abcdefULL;
	forged.lo = cordon_addr_key(&listed) ^ forged.hi * SECRET;
	assert_true(cordon_addr_key(&forged) == cordon_addr_key(&listed));
	assert_int_equal(CORDON_REF_KIND(cordon_policy_find_addr(&w->policy, &listed)),
			 CORDON_REF_CAMERA);
	assert_int_equal(cordon_policy_find_addr(&w->policy, &forged), 0);
	facts.sip = forged;
	assert_null(cordon_policy_camera(&w->policy, &facts));
	world_free(w);
}

static void both_of_one_key_are_found(void **state)
{
	struct cordon_addr first = addr_of("2001:db8::1"), second;
	struct objects o = { 0 };
	struct cordon_policy p;
	char why[128];

	(void)state;
	second.hi = first.hi ^ 0x0123456789abcdefULL;
	second.lo = cordon_addr_key(&first) ^ second.hi * SECRET;
	objects_camera(&o, "first", CAM, "2001:db8::1");
	objects_camera(&o, "second", PHONE, "::");
	o.at[1]->addr[0] = second;
	assert_int_equal(objects_make(&o, &p, why, sizeof(why)), 0);
	assert_int_equal(cordon_policy_find_addr(&p, &first), CORDON_REF(CORDON_REF_CAMERA, 0));
	assert_int_equal(cordon_policy_find_addr(&p, &second), CORDON_REF(CORDON_REF_CAMERA, 1));
	objects_unmake(&o, &p);
	objects_free(&o);
}

static void finds_by_kind(void **state)
{
	static const struct {
		const char *addr;
		u32 kind;
	} cases[] = {
		{ "192.0.2.20", CORDON_REF_CAMERA },
		{ "192.0.2.21", CORDON_REF_CAMERA },
		{ "2001:db8::20", CORDON_REF_CAMERA },
		{ "192.0.2.40", CORDON_REF_CAMERA },
		{ "192.0.2.10", CORDON_REF_PARTY },
		{ FARIP, CORDON_REF_PARTY },
		{ "192.0.2.1", CORDON_REF_GATEWAY },
		{ "fe80::1", CORDON_REF_GATEWAY },
		{ "192.0.2.2", CORDON_REF_NONE },
		{ "192.0.2.99", CORDON_REF_NONE },
		{ "0.0.0.0", CORDON_REF_NONE },
		{ "::", CORDON_REF_NONE },
	};
	struct world *w = world_usual(0);
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cordon_addr addr = addr_of(cases[i].addr);

		assert_int_equal(CORDON_REF_KIND(cordon_policy_find_addr(&w->policy, &addr)),
				 cases[i].kind);
	}
	world_free(w);
}

static void camera_by_mac_then_by_address(void **state)
{
	struct world *w = world_usual(0);
	struct cordon_frame f = { .src = CAM, .sip = addr_of("192.0.2.40"), .l3 = CORDON_L3_IP4 };

	(void)state;
	assert_int_equal(cordon_policy_camera(&w->policy, &f)->mac, CAM);
	f.src = NVR;
	assert_int_equal(cordon_policy_camera(&w->policy, &f)->mac, 0);
	f.l3 = CORDON_L3_OTHER;
	assert_null(cordon_policy_camera(&w->policy, &f));
	world_free(w);
}

static void a_device_lists_its_addresses(void **state)
{
	struct world *w = world_usual(0);
	const struct cordon_device *cam = &w->policy.device[0], *phone = &w->policy.device[1];
	struct cordon_addr first = addr_of("192.0.2.20"), third = addr_of("2001:db8::20");
	struct cordon_addr phones = addr_of("2001:db8::22");

	(void)state;
	assert_true(cordon_device_lists(&w->policy, cam, &first));
	assert_true(cordon_device_lists(&w->policy, cam, &third));
	assert_false(cordon_device_lists(&w->policy, cam, &phones));
	assert_true(cordon_device_lists(&w->policy, phone, &phones));
	assert_false(cordon_device_lists(&w->policy, phone, &third));
	/* one without addresses does not list :: */
	first = (struct cordon_addr){ 0, 0 };
	assert_false(cordon_device_lists(&w->policy, &w->policy.device[2], &first));
	world_free(w);
}

static void references_mean_what_they_say(void **state)
{
	struct world *w = world_usual(0);
	const struct cordon_policy *p = &w->policy;

	(void)state;
	assert_null(cordon_ref_device(p, 0));
	assert_null(cordon_ref_party(p, 0));
	assert_ptr_equal(cordon_ref_device(p, CORDON_REF(CORDON_REF_TRUSTED, 2)), &p->device[2]);
	assert_null(cordon_ref_party(p, CORDON_REF(CORDON_REF_CAMERA, 1)));
	assert_ptr_equal(cordon_ref_party(p, CORDON_REF(CORDON_REF_GATEWAY, 1)), &p->party[1]);
	assert_null(cordon_ref_device(p, CORDON_REF(CORDON_REF_PARTY, 1)));
	world_free(w);
}

static void senders_of_a_party(void **state)
{
	struct cordon_party party = { 0 };

	(void)state;
	assert_true(cordon_party_sends(&party, NOBODY));
	party.via_mac = ROUTER;
	assert_true(cordon_party_sends(&party, ROUTER));
	assert_false(cordon_party_sends(&party, NOBODY));
	assert_false(cordon_party_sends(&party, 0));
	party.mac = NVR;
	assert_true(cordon_party_sends(&party, NVR));
	assert_true(cordon_party_sends(&party, ROUTER));
}

static void hosts_by_place(void **state)
{
	struct world *w = world_usual(0);
	struct cordon_addr here = addr_of("192.0.2.2"), elsewhere = addr_of("203.0.113.2");

	(void)state;
	assert_true(cordon_hosts_has(w->hosts, &here, NULL));
	assert_true(cordon_hosts_has(w->hosts, &here, &w->place[0]));
	assert_false(cordon_hosts_has(w->hosts, &here, &w->place[1]));
	assert_true(cordon_hosts_has(w->hosts, &elsewhere, NULL));
	assert_false(cordon_hosts_has(w->hosts, &elsewhere, &w->place[0]));
	assert_false(cordon_hosts_has(NULL, &here, NULL));
	world_free(w);
}

/* One address on two interfaces, and what is left when one goes. */
static void hosts_struck_out(void **state)
{
	struct world *w = world_usual(0);
	struct cordon_addr addr = addr_of("192.0.2.2"), other = addr_of("fe80::2");
	u32 i;

	(void)state;
	world_host(w, "192.0.2.2", IF_OFFICE);
	for (i = 0; i <= w->hosts->mask; i++)
		if (w->hosts->slot[i].ifindex == IF_BR)
			w->hosts->slot[i].ifindex = CORDON_HOST_GONE;
	assert_true(cordon_hosts_has(w->hosts, &addr, NULL));
	assert_false(cordon_hosts_has(w->hosts, &addr, &w->place[0]));
	assert_true(cordon_hosts_has(w->hosts, &other, &w->place[0]));
	world_free(w);
}

static void hosts_fill_up(void **state)
{
	struct cordon_hosts *hosts = calloc(1, sizeof(*hosts) + 16 * sizeof(hosts->slot[0]));
	struct cordon_addr addr;
	u32 i;

	(void)state;
	assert_non_null(hosts);
	hosts->mask = 15;
	for (i = 0; i <= hosts->mask; i++) {
		addr = cordon_addr4(0x0a000000 + i);
		assert_true(cordon_hosts_put(hosts, &addr, 1));
	}
	assert_true(cordon_hosts_has(hosts, &addr, NULL));
	addr = cordon_addr4(0x0a000000 + i);
	assert_false(cordon_hosts_put(hosts, &addr, 1));
	assert_false(cordon_hosts_has(hosts, &addr, NULL));
	free(hosts);
}

static void interfaces_of_a_policy(void **state)
{
	struct world *w = world_usual(0);
	const struct cordon_policy *p = &w->policy;

	(void)state;
	assert_int_equal(cordon_policy_ifindex(p, CORDON_NOWHERE), 0);
	assert_int_equal(cordon_policy_ifindex(p, world_iface(w, IF_LAN)), IF_LAN);
	assert_int_equal(cordon_policy_iface(p, IF_LAN)->gives,
			 CORDON_GIVES_NTP | CORDON_GIVES_DNS | CORDON_GIVES_DHCP);
	assert_null(cordon_policy_iface(p, IF_OFFICE));
	assert_true(cordon_place_holds(&w->place[0], IF_CAM));
	assert_true(cordon_place_holds(&w->place[0], IF_BR));
	assert_false(cordon_place_holds(&w->place[0], IF_UP));
	world_free(w);
}

static void kinds_of_addresses(void **state)
{
	static const struct {
		const char *text;
		bool unspecified, multicast, broadcast, loopback, link_local, is4;
	} c[] = {
		{ "0.0.0.0", .unspecified = true, .is4 = true },
		{ "::", .unspecified = true },
		{ "224.0.0.1", .multicast = true, .is4 = true },
		{ "239.255.255.255", .multicast = true, .is4 = true },
		{ "240.0.0.1", .is4 = true },
		{ "255.255.255.255", .broadcast = true, .is4 = true },
		{ "127.8.8.8", .loopback = true, .is4 = true },
		{ "::1", .loopback = true },
		{ "fe80::1", .link_local = true },
		{ "febf::1", .link_local = true },
		{ "fec0::1", .multicast = false },
		{ "ff02::1", .multicast = true },
		{ "169.254.1.1", .is4 = true },
		{ "::255.255.255.255", .is4 = false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(c); i++) {
		struct cordon_addr a = addr_of(c[i].text);

		assert_int_equal(cordon_addr_unspecified(&a), c[i].unspecified);
		assert_int_equal(cordon_addr_multicast(&a), c[i].multicast);
		assert_int_equal(cordon_addr_broadcast(&a), c[i].broadcast);
		assert_int_equal(cordon_addr_loopback(&a), c[i].loopback);
		assert_int_equal(cordon_addr_link_local(&a), c[i].link_local);
		assert_int_equal(cordon_addr_is4(&a), c[i].is4);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(index_finds),
		cmocka_unit_test(index_without_slots),
		cmocka_unit_test(index_keeps_the_first_of_a_key),
		cmocka_unit_test(index_refuses_long_probes),
		cmocka_unit_test(index_wraps_around),
		cmocka_unit_test(index_full_still_ends),
		cmocka_unit_test(address_keys_tell_halves_apart),
		cmocka_unit_test(addresses_of_one_key_are_compared),
		cmocka_unit_test(both_of_one_key_are_found),
		cmocka_unit_test(finds_by_kind),
		cmocka_unit_test(camera_by_mac_then_by_address),
		cmocka_unit_test(a_device_lists_its_addresses),
		cmocka_unit_test(references_mean_what_they_say),
		cmocka_unit_test(senders_of_a_party),
		cmocka_unit_test(hosts_by_place),
		cmocka_unit_test(hosts_struck_out),
		cmocka_unit_test(hosts_fill_up),
		cmocka_unit_test(interfaces_of_a_policy),
		cmocka_unit_test(kinds_of_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
