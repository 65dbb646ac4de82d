// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <pwd.h>
#include <stdio.h>
#include <time.h>

#include <linux/if_ether.h>

#include "array.h"
#include "fail.h"
#include "json.h"
#include "policyfile.h"
#include "words.h"

#define SERVICE_TEXT 24

void cordon_text_mac(const uint8_t mac[6], char text[CORDON_MAC_TEXT])
{
	static const char digit[] = "0123456789abcdef";

	for (int i = 0; i < 6; i++) {
		*text++ = digit[mac[i] >> 4];
		*text++ = digit[mac[i] & 15];
		*text++ = i < 5 ? ':' : '\0';
	}
}

void cordon_text_time(uint64_t ns, char text[CORDON_TIME_TEXT])
{
	time_t seconds = (time_t)(ns / 1000000000);
	struct tm tm;
	size_t len;

	gmtime_r(&seconds, &tm);
	len = strftime(text, CORDON_TIME_TEXT, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + len, CORDON_TIME_TEXT - len, ".%03uZ",
		 (unsigned int)(ns / 1000000 % 1000));
}

void cordon_text_left(uint32_t seconds, char text[CORDON_DURATION_TEXT])
{
	static const struct {
		uint32_t seconds;
		char unit;
	} units[] = { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }, { 1, 's' } };
	size_t i = 0;

	if (!seconds) {
		snprintf(text, CORDON_DURATION_TEXT, "forever");
		return;
	}
	/* Less than two of a unit would say too little. */
	while (i < ARRAY_SIZE(units) - 1 && seconds < 2 * units[i].seconds)
		i++;
	snprintf(text, CORDON_DURATION_TEXT, "%u%c",
		 seconds / units[i].seconds, units[i].unit);
}

json_t *cordon_json_string(const char *text)
{
	return *text ? json_string(text) : json_null();
}

json_t *cordon_json_segment(const char *name)
{
	char text[CORDON_SEGMENT_TEXT];

	cordon_policyfile_segment_text(name, text);
	return cordon_json_string(text);
}

json_t *cordon_json_mac(const struct model_mac *mac)
{
	char text[CORDON_MAC_TEXT];

	if (!mac->set)
		return json_null();
	cordon_text_mac(mac->bytes, text);
	return json_string(text);
}

void cordon_text_addr(const struct model_addr *addr, char text[INET6_ADDRSTRLEN])
{
	if (!addr->len || !inet_ntop(addr->len == 4 ? AF_INET : AF_INET6,
				     addr->bytes, text, INET6_ADDRSTRLEN))
		*text = '\0';
}

json_t *cordon_json_addr(const struct model_addr *addr)
{
	char text[INET6_ADDRSTRLEN];

	cordon_text_addr(addr, text);
	return cordon_json_string(text);
}

json_t *cordon_json_addrs(const struct model_addr *addr, unsigned int count)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < count; i++)
		json_array_append_new(array, cordon_json_addr(&addr[i]));
	return array;
}

json_t *cordon_json_mark(const struct model_mark *mark)
{
	if (!mark->mask)
		return json_null();
	return json_sprintf("0x%x/0x%x", mark->value, mark->mask);
}

json_t *cordon_json_time(uint64_t ns)
{
	char text[CORDON_TIME_TEXT];

	if (!ns)
		return json_null();
	cordon_text_time(ns, text);
	return json_string(text);
}

json_t *cordon_json_bits(const char *const *words, uint32_t bits)
{
	json_t *array = json_array();

	for (int i = 0; words[i]; i++)
		if (bits & 1u << i)
			json_array_append_new(array, json_string(words[i]));
	return array;
}

json_t *cordon_json_via(const struct model_addr *via,
			const struct model_mac *mac)
{
	if (!via->len)
		return json_null();
	return json_pack("{s:o, s:o}", "address", cordon_json_addr(via),
			 "mac", cordon_json_mac(mac));
}

json_t *cordon_json_user(uint32_t uid)
{
	const struct passwd *user = getpwuid(uid);

	return user ? json_string(user->pw_name) : json_null();
}

json_t *cordon_json_ethertype(const struct nlattr *attr)
{
	if (!attr)
		return json_null();
	return json_sprintf("0x%04x", (unsigned int)cordon_attr_uint(attr));
}

json_t *cordon_json_counter(const struct nlattr *packets,
			    const struct nlattr *bytes)
{
	return json_pack("{s:I, s:I}",
			 "packets", (json_int_t)cordon_attr_uint(packets),
			 "bytes", (json_int_t)cordon_attr_uint(bytes));
}

int cordon_json_add_mode(json_t *to, uint8_t mode, uint32_t duration)
{
	bool observe = mode == CORDON_MODE_OBSERVE;
	json_t *left = observe && duration ? json_integer(duration) : json_null();
	const char *word = cordon_word(cordon_words_mode, mode);

	if (json_object_set_new(to, "mode", json_string(word)) ||
	    json_object_set_new(to, "forever",
				json_boolean(observe && !duration)) ||
	    json_object_set_new(to, "seconds_left", left))
		return cordon_fail_memory();
	return 0;
}

static void name_protocol(uint8_t protocol, char *text, size_t size)
{
	switch (protocol) {
	case IPPROTO_TCP:
		snprintf(text, size, "tcp");
		break;
	case IPPROTO_UDP:
		snprintf(text, size, "udp");
		break;
	case IPPROTO_ICMP:
		snprintf(text, size, "icmp");
		break;
	case IPPROTO_ICMPV6:
		snprintf(text, size, "icmpv6");
		break;
	default:
		snprintf(text, size, "ip/%u", protocol);
	}
}

static void name_ethertype(uint16_t ethertype, char *text, size_t size)
{
	switch (ethertype) {
	case ETH_P_IP:
		snprintf(text, size, "ipv4");
		break;
	case ETH_P_IPV6:
		snprintf(text, size, "ipv6");
		break;
	case ETH_P_ARP:
		snprintf(text, size, "arp");
		break;
	default:
		snprintf(text, size, "0x%04x", ethertype);
	}
}

json_t *cordon_json_transport(uint8_t protocol, uint16_t port)
{
	char text[SERVICE_TEXT];

	name_protocol(protocol, text, sizeof(text));
	if (*text == 'i' && protocol != IPPROTO_ICMP && protocol != IPPROTO_ICMPV6)
		return json_string(text);
	return json_sprintf("%s/%u", text, port);
}

json_t *cordon_json_service(const struct nlattr *ethertype,
			    const struct nlattr *protocol,
			    const struct nlattr *port)
{
	char text[SERVICE_TEXT];

	if (protocol && port)
		return cordon_json_transport(cordon_attr_uint(protocol),
					     cordon_attr_uint(port));
	if (!protocol && !ethertype)
		return json_null();
	if (!protocol) {
		name_ethertype(cordon_attr_uint(ethertype), text, sizeof(text));
		return json_string(text);
	}
	name_protocol(cordon_attr_uint(protocol), text, sizeof(text));
	return json_string(text);
}

int cordon_json_print(json_t *value)
{
	int wrong;

	if (!value)
		return cordon_fail_memory();
	wrong = json_dumpf(value, stdout, JSON_COMPACT);
	json_decref(value);
	if (wrong || putchar('\n') == EOF)
		return cordon_fail(CORDON_REFUSED, "cannot write the output");
	return 0;
}
