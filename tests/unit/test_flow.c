// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The memory of UDP: what is remembered, for how long, and what is forgotten.
 */
#include <stdlib.h>

#include "trial.h"

#define ALL	(CORDON_FLOW_SETS * CORDON_FLOW_WAYS)
#define NOW	WORLD_NOW
#define WITHIN	CORDON_FLOW_ANSWER

static const struct cordon_flows fresh = {
	.secret = { 0x1122334455667788ULL, 0x99aabbccddeeff01ULL },
};

static struct cordon_flow_key key_of(const char *peer, u16 peer_port, u16 port)
{
	return (struct cordon_flow_key){ addr_of(peer), peer_port, port };
}

static void remembers_exactly(void **state)
{
	const struct cordon_flow_key key = key_of("192.0.2.10", 5000, 700);
	const struct cordon_flow_key others[] = {
		key_of("192.0.2.11", 5000, 700), key_of("192.0.2.10", 5001, 700),
		key_of("192.0.2.10", 5000, 701), key_of("192.0.2.10", 700, 5000),
		key_of("192.0.2.10", 5000, 0), key_of("2001:db8::10", 5000, 700),
		{ { 1, CORDON_MAPPED | 0xc000020a }, 5000, 700 },
	};
	struct cordon_flows flows = fresh;
	size_t i;

	(void)state;
	assert_false(cordon_flow_recent(&flows, &key, NOW, WITHIN));
	cordon_flow_note(&flows, &key, NOW);
	assert_true(cordon_flow_recent(&flows, &key, NOW, WITHIN));
	for (i = 0; i < ARRAY_SIZE(others); i++)
		assert_false(cordon_flow_recent(&flows, &others[i], NOW, WITHIN));
}

static void nobody_sent_anything(void **state)
{
	const struct cordon_flow_key key = key_of("192.0.2.10", 5000, 700);

	(void)state;
	assert_false(cordon_flow_recent(NULL, &key, NOW, WITHIN));
}

static void ends_on_time(void **state)
{
	const struct cordon_flow_key key = key_of("192.0.2.10", 5000, 700);
	struct cordon_flows flows = fresh;

	(void)state;
	cordon_flow_note(&flows, &key, NOW);
	assert_true(cordon_flow_recent(&flows, &key, NOW + WITHIN - 1, WITHIN));
	assert_false(cordon_flow_recent(&flows, &key, NOW + WITHIN, WITHIN));
	assert_true(cordon_flow_recent(&flows, &key, NOW + 9, 10));
	assert_false(cordon_flow_recent(&flows, &key, NOW + 10, 10));
	/* the clock of the CPU that wrote it may be ahead */
	assert_true(cordon_flow_recent(&flows, &key, NOW - 1, WITHIN));
	assert_int_equal(CORDON_FLOW_ANSWER, 180 * SECONDS);
	assert_int_equal(CORDON_FLOW_QUERY, 10 * SECONDS);
}

static void sent_again_it_lasts_longer(void **state)
{
	const struct cordon_flow_key key = key_of("192.0.2.10", 5000, 700);
	struct cordon_flows flows = fresh;
	unsigned int i, used = 0;

	(void)state;
	cordon_flow_note(&flows, &key, NOW);
	cordon_flow_note(&flows, &key, NOW + WITHIN);
	assert_true(cordon_flow_recent(&flows, &key, NOW + WITHIN, WITHIN));
	for (i = 0; i < ALL; i++)
		used += flows.flow[i].tag != 0;
	assert_int_equal(used, 1);
}

/* The set in which a key is remembered, found by looking. */
static unsigned int set_of(const struct cordon_flow_key *key)
{
	struct cordon_flows flows = fresh;
	unsigned int i;

	cordon_flow_note(&flows, key, NOW);
	for (i = 0; i < ALL && !flows.flow[i].tag; i++)
		;
	return i / CORDON_FLOW_WAYS;
}

/* Keys of one set, as many as are wanted. */
static void keys_of_one_set(struct cordon_flow_key *keys, unsigned int wanted)
{
	struct cordon_flow_key key = key_of("192.0.2.10", 0, 700);
	unsigned int set = 0, found = 0, port;

	for (port = 1; found < wanted; port++) {
		assert_in_range(port, 1, 65535);
		key.peer_port = (u16)port;
		if (!found)
			set = set_of(&key);
		if (set_of(&key) == set)
			keys[found++] = key;
	}
}

static void the_oldest_of_a_set_goes(void **state)
{
	struct cordon_flow_key keys[CORDON_FLOW_WAYS + 2];
	struct cordon_flows flows = fresh;
	unsigned int i;

	(void)state;
	keys_of_one_set(keys, ARRAY_SIZE(keys));
	for (i = 0; i < CORDON_FLOW_WAYS; i++)
		cordon_flow_note(&flows, &keys[i], NOW + i);
	for (i = 0; i < CORDON_FLOW_WAYS; i++)
		assert_true(cordon_flow_recent(&flows, &keys[i], NOW + 9, WITHIN));
	/* the first one is sent again, so the second one is the oldest */
	cordon_flow_note(&flows, &keys[0], NOW + 10);
	cordon_flow_note(&flows, &keys[CORDON_FLOW_WAYS], NOW + 11);
	assert_true(cordon_flow_recent(&flows, &keys[0], NOW + 11, WITHIN));
	assert_false(cordon_flow_recent(&flows, &keys[1], NOW + 11, WITHIN));
	cordon_flow_note(&flows, &keys[CORDON_FLOW_WAYS + 1], NOW + 12);
	assert_false(cordon_flow_recent(&flows, &keys[2], NOW + 12, WITHIN));
	for (i = 3; i < ARRAY_SIZE(keys); i++)
		assert_true(cordon_flow_recent(&flows, &keys[i], NOW + 12, WITHIN));
}

static void all_sets_are_used(void **state)
{
	struct cordon_flow_key key = key_of("192.0.2.10", 0, 700);
	bool used[CORDON_FLOW_SETS] = { false };
	unsigned int port, i;

	(void)state;
	for (port = 1; port <= 1000; port++) {
		key.peer_port = (u16)port;
		used[set_of(&key)] = true;
	}
	for (i = 0; i < CORDON_FLOW_SETS; i++)
		assert_true(used[i]);
}

/* Nobody who does not know the secret can tell which flows share a tag or a set. */
static void each_secret_makes_other_tags(void **state)
{
	const struct cordon_flow_key key = key_of("192.0.2.10", 5000, 700);
	struct cordon_flows flows = fresh;
	unsigned int n;

	(void)state;
	cordon_flow_note(&flows, &key, NOW);
	for (n = 0; n < 2; n++) {
		struct cordon_flows other = flows;

		other.secret[n] ^= 2;
		assert_false(cordon_flow_recent(&other, &key, NOW, WITHIN));
	}
}

static void a_frame_is_remembered_by(void **state)
{
	const struct cordon_frame frame = {
		.sip = addr_of("192.0.2.10"), .dip = addr_of("192.0.2.20"), .sport = 5000,
		.dport = 700,
	};
	struct cordon_flow_key key;

	(void)state;
	cordon_verdict_flow(&frame, CORDON_REMEMBER_FLOW, &key);
	assert_true(cordon_addr_same(&key.peer, &frame.sip));
	assert_int_equal(key.peer_port, 5000);
	assert_int_equal(key.port, 700);
	cordon_verdict_flow(&frame, CORDON_REMEMBER_QUERY, &key);
	assert_true(cordon_addr_same(&key.peer, &frame.sip));
	assert_int_equal(key.peer_port, 5000);
	assert_int_equal(key.port, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers_exactly),
		cmocka_unit_test(nobody_sent_anything),
		cmocka_unit_test(ends_on_time),
		cmocka_unit_test(sent_again_it_lasts_longer),
		cmocka_unit_test(the_oldest_of_a_set_goes),
		cmocka_unit_test(all_sets_are_used),
		cmocka_unit_test(each_secret_makes_other_tags),
		cmocka_unit_test(a_frame_is_remembered_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
