// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Services and built-in profiles: the one table of words for ports.
 */
#include "service.h"

#define TCP(a, b)	{ (a), (b), CORDON_PROTO_TCP }
#define UDP(a, b)	{ (a), (b), CORDON_PROTO_UDP }
#define PING		{ 0, 0, CORDON_PROTO_ICMP }
#define ALL_PORTS	TCP(0, 65535), UDP(0, 65535), PING

/* What recorders may start on a camera where the profile does not say less. */
#define SERVES_ALL	.serves = { 3, { ALL_PORTS } }
#define RTP_ALL		.rtp_first = 1024, .rtp_last = 65535

#define GROUP4(a, port)	{ { 0, CORDON_MAPPED | (a) }, (port), (port) }
#define GROUP6(h, l, port) { { (h), (l) }, (port), (port) }

const struct cordon_builtin cordon_builtins[CORDON_PROFILES_BUILTIN] = {
	[CORDON_PROFILE_PULL] = { "pull", {
		SERVES_ALL, RTP_ALL,
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP,
	} },
	/*
	 * Of ftp only the control port: the recorder's data connections come from
	 * its side (active mode). A passive range has to be stated in a profile.
	 */
	[CORDON_PROFILE_PUSH] = { "push", {
		SERVES_ALL, RTP_ALL,
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP,
		.opens = { 9, { UDP(514, 514), TCP(514, 514), TCP(6514, 6514), TCP(25, 25),
				TCP(465, 465), TCP(587, 587), TCP(21, 21), TCP(80, 80),
				TCP(443, 443) } },
	} },
	[CORDON_PROFILE_ANY] = { "any", {
		SERVES_ALL,
		.rtp_first = 0, .rtp_last = 65535,
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP | CORDON_GIVES_DNS,
		.opens = { 3, { ALL_PORTS } },
	} },
	/* a camera as it comes out of its box: WS-Discovery, SADP and DHIP, to recorders */
	[CORDON_PROFILE_SETUP] = { "setup", {
		SERVES_ALL, RTP_ALL,
		.asks = CORDON_GIVES_NTP | CORDON_GIVES_DHCP,
		.groups = 6,
		.group = {
			GROUP4(0xeffffffa, 3702), GROUP4(0xeffffffa, 37020),
			GROUP4(0xeffffffb, 37810), GROUP4(0xffffffff, 37020),
			GROUP4(0xffffffff, 37810),
			GROUP6(0xff02000000000000ULL, 0xc, 3702),
		},
		.factory = true,
	} },
	[CORDON_PROFILE_ISOLATED] = { "isolated", {
		.rtp_first = 1, .rtp_last = 0,
		.isolated = true,
	} },
};

/* IANA's numbers where there are any; rtsp and onvif: what cameras use besides. */
const struct cordon_service_word cordon_service_words[] = {
	{ .word = "dhcp", .gives = CORDON_GIVES_DHCP },
	{ .word = "ntp", .gives = CORDON_GIVES_NTP },
	{ .word = "dns", .gives = CORDON_GIVES_DNS },
	{ "rtsp", 0, 2, { TCP(554, 554), TCP(8554, 8554) } },
	{ "onvif", 0, 6, { TCP(80, 80), TCP(2020, 2020), TCP(8000, 8000), TCP(8080, 8080),
			   TCP(8899, 8899), UDP(3702, 3702) } },
	{ "http", 0, 1, { TCP(80, 80) } },
	{ "https", 0, 1, { TCP(443, 443) } },
	{ "syslog", 0, 3, { UDP(514, 514), TCP(514, 514), TCP(6514, 6514) } },
	{ "smtp", 0, 3, { TCP(25, 25), TCP(465, 465), TCP(587, 587) } },
	{ "ftp", 0, 1, { TCP(21, 21) } },
	{ "ping", 0, 1, { PING } },
};

const unsigned int cordon_service_words_count =
	sizeof(cordon_service_words) / sizeof(struct cordon_service_word);

/* Is this port of a transport (6, 17), or ping (1), among the services? */
bool cordon_services_have(const struct cordon_services *services, u8 proto, u16 port)
{
	unsigned int i;

	for (i = 0; i < services->count && i < CORDON_SERVICES_MAX; i++)
		if (services->at[i].proto == proto && port >= services->at[i].first &&
		    port <= services->at[i].last)
			return true;
	return false;
}

/* Are all ports of a transport among them, so that none has to be known? */
bool cordon_services_whole(const struct cordon_services *services, u8 proto)
{
	unsigned int i;

	for (i = 0; i < services->count && i < CORDON_SERVICES_MAX; i++)
		if (services->at[i].proto == proto && !services->at[i].first &&
		    services->at[i].last == 65535)
			return true;
	return false;
}

/* May UDP be sent to this group and port? */
bool cordon_profile_group(const struct cordon_profile *profile, const struct cordon_addr *addr,
			  u16 port)
{
	unsigned int i;

	for (i = 0; i < profile->groups && i < CORDON_GROUPS_MAX; i++)
		if (cordon_addr_same(&profile->group[i].addr, addr) &&
		    port >= profile->group[i].first && port <= profile->group[i].last)
			return true;
	return false;
}
