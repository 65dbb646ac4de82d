// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words for services, and services themselves.
 */
#include <stdio.h>
#include <stdlib.h>

#include "trial.h"

static void words_mean(void **state)
{
	static const char *const meant[] = {
		"dhcp gives 1", "ntp gives 2", "dns gives 4", "rtsp 6/554-554 6/8554-8554",
		"onvif 6/80-80 6/2020-2020 6/8000-8000 6/8080-8080 6/8899-8899 17/3702-3702",
		"http 6/80-80", "https 6/443-443", "syslog 17/514-514 6/514-514 6/6514-6514",
		"smtp 6/25-25 6/465-465 6/587-587", "ftp 6/21-21", "ping 1/0-0",
	};
	unsigned int i, n;

	(void)state;
	assert_int_equal(cordon_service_words_count, ARRAY_SIZE(meant));
	for (i = 0; i < ARRAY_SIZE(meant); i++) {
		const struct cordon_service_word *w = &cordon_service_words[i];
		char text[200];
		int at = snprintf(text, sizeof(text), "%s", w->word);

		if (w->gives)
			at += snprintf(text + at, sizeof(text) - at, " gives %u",
				       w->gives == CORDON_GIVES_DHCP ? 1 :
				       w->gives == CORDON_GIVES_NTP ? 2 :
				       w->gives == CORDON_GIVES_DNS ? 4 : 0);
		for (n = 0; n < w->count; n++)
			at += snprintf(text + at, sizeof(text) - at, " %u/%u-%u", w->at[n].proto,
				       w->at[n].first, w->at[n].last);
		assert_string_equal(text, meant[i]);
	}
}

static void services_have_their_ports(void **state)
{
	const struct cordon_services s = { 3, {
		{ 80, 90, CORDON_PROTO_TCP }, { 0, 65535, CORDON_PROTO_UDP },
		{ 1, 65535, CORDON_PROTO_ICMP } } };
	const struct cordon_services none = { 0, { { 0, 65535, CORDON_PROTO_TCP } } };
	const struct cordon_services high = { 1, { { 0, 65534, CORDON_PROTO_TCP } } };
	struct cordon_services full = { CORDON_SERVICES_MAX + 1, { { 0 } } };

	(void)state;
	assert_true(cordon_services_have(&s, CORDON_PROTO_TCP, 80));
	assert_true(cordon_services_have(&s, CORDON_PROTO_TCP, 90));
	assert_false(cordon_services_have(&s, CORDON_PROTO_TCP, 79));
	assert_false(cordon_services_have(&s, CORDON_PROTO_TCP, 91));
	assert_true(cordon_services_have(&s, CORDON_PROTO_UDP, 0));
	assert_false(cordon_services_have(&s, CORDON_PROTO_ICMP, 0));
	assert_true(cordon_services_whole(&s, CORDON_PROTO_UDP));
	assert_false(cordon_services_whole(&s, CORDON_PROTO_TCP));
	assert_false(cordon_services_whole(&s, CORDON_PROTO_ICMP));
	assert_false(cordon_services_have(&none, CORDON_PROTO_TCP, 80));
	assert_false(cordon_services_whole(&none, CORDON_PROTO_TCP));
	assert_false(cordon_services_whole(&high, CORDON_PROTO_TCP));
	/* a count that lies is not believed */
	assert_false(cordon_services_have(&full, CORDON_PROTO_TCP, 80));
	assert_false(cordon_services_whole(&full, CORDON_PROTO_TCP));
}

static void media_and_groups(void **state)
{
	struct cordon_profile p = { .rtp_first = 1, .rtp_last = 0, .groups = 1 };
	struct cordon_addr group = addr_of("239.1.1.1"), other = addr_of("239.1.1.2");

	(void)state;
	p.group[0] = (struct cordon_group){ group, 10, 20 };
	assert_false(cordon_profile_rtp(&p, 0));
	assert_false(cordon_profile_rtp(&p, 1));
	p.rtp_last = 2;
	assert_true(cordon_profile_rtp(&p, 1));
	assert_true(cordon_profile_rtp(&p, 2));
	assert_false(cordon_profile_rtp(&p, 3));
	assert_true(cordon_profile_group(&p, &group, 10));
	assert_true(cordon_profile_group(&p, &group, 20));
	assert_false(cordon_profile_group(&p, &group, 9));
	assert_false(cordon_profile_group(&p, &group, 21));
	assert_false(cordon_profile_group(&p, &other, 10));
	p.groups = 0;
	assert_false(cordon_profile_group(&p, &group, 10));
	p.groups = CORDON_GROUPS_MAX + 1;
	assert_false(cordon_profile_group(&p, &other, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_mean),
		cmocka_unit_test(services_have_their_ports),
		cmocka_unit_test(media_and_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
