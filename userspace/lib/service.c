// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "json.h"
#include "service.h"
#include "words.h"

static const char wrong_ports[] =
	"not a port or a range (expected PORT or FIRST-LAST of 1-65535 like 5004 or 1024-65535)";
static const char wrong_group[] =
	"not a group (expected ADDRESS/PORT or ADDRESS/FIRST-LAST like 239.1.1.1/5000)";
static const char too_many_ports[] =
	"too many ports (expected up to 16 ports or ranges in one list; rtsp is 2, onvif 6)";

static bool is_accepted(const struct cordon_service_word *word,
			enum cordon_service_place place)
{
	unsigned int tcp = 0;

	switch (place) {
	case CORDON_PLACE_OPENS:
		return true;
	case CORDON_PLACE_SERVES:
		return word->count;
	case CORDON_PLACE_EXCEPTION:
		return word->count == 1;
	case CORDON_PLACE_CLIENT:
		break;
	}
	for (unsigned int i = 0; i < word->count; i++)
		tcp += word->at[i].proto == CORDON_PROTO_TCP;
	return tcp;
}

/* The words that may stand there, and how ports are written. */
static const char *wrong_service(enum cordon_service_place place)
{
	static char text[256];
	size_t len;

	snprintf(text, sizeof(text), "not a service here (expected");
	for (unsigned int i = 0; i < cordon_service_words_count; i++) {
		const struct cordon_service_word *word = &cordon_service_words[i];

		len = strlen(text);
		if (is_accepted(word, place))
			snprintf(text + len, sizeof(text) - len, " %s,",
				 word->word);
	}
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len,
		 " tcp/PORT%s or a range like tcp/8000-8010)",
		 place == CORDON_PLACE_CLIENT ? "" : ", udp/PORT");
	return text;
}

/* A port, with @end set behind it. */
static bool read_port(const char *text, char **end, uint16_t *port)
{
	unsigned long got;

	if (!isdigit((unsigned char)*text))
		return false;
	got = strtoul(text, end, 10);
	*port = (uint16_t)got;
	return got <= UINT16_MAX;
}

/* Any range; a single port 0 is none. */
static bool read_ports(const char *text, uint16_t *first, uint16_t *last)
{
	char *end;

	if (!read_port(text, &end, first))
		return false;
	*last = *first;
	if (*end == '-' && !read_port(end + 1, &end, last))
		return false;
	return !*end && *last && *first <= *last;
}

const char *cordon_parse_ports(const char *text, uint16_t *first,
			       uint16_t *last)
{
	uint16_t from, to;

	if (!read_ports(text, &from, &to) || !from)
		return wrong_ports;
	*first = from;
	*last = to;
	return NULL;
}

static bool read_service(const char *text, struct cordon_service *service)
{
	if (!strncmp(text, "tcp/", 4))
		service->proto = CORDON_PROTO_TCP;
	else if (!strncmp(text, "udp/", 4))
		service->proto = CORDON_PROTO_UDP;
	else
		return false;
	return read_ports(text + 4, &service->first, &service->last);
}

static const char *add(struct cordon_services *to,
		       const struct cordon_service *service)
{
	const struct cordon_service *at;

	for (at = to->at; at < to->at + to->count; at++)
		if (at->proto == service->proto &&
		    at->first <= service->first && at->last >= service->last)
			return NULL;
	if (to->count == CORDON_SERVICES_MAX)
		return too_many_ports;
	to->at[to->count++] = *service;
	return NULL;
}

static const struct cordon_service_word *find_word(const char *text)
{
	for (unsigned int i = 0; i < cordon_service_words_count; i++)
		if (!strcmp(cordon_service_words[i].word, text))
			return &cordon_service_words[i];
	return NULL;
}

const char *cordon_parse_service(const char *text,
				 enum cordon_service_place place,
				 struct cordon_services *to, uint8_t *asks)
{
	const struct cordon_service_word *word = find_word(text);
	bool client = place == CORDON_PLACE_CLIENT;
	struct cordon_service service;
	const char *problem = NULL;

	if (!word) {
		if (!read_service(text, &service) ||
		    (client && service.proto != CORDON_PROTO_TCP))
			return wrong_service(place);
		return add(to, &service);
	}
	if (!is_accepted(word, place))
		return wrong_service(place);
	if (word->gives)
		*asks |= word->gives;
	for (unsigned int i = 0; !problem && i < word->count; i++)
		if (!client || word->at[i].proto == CORDON_PROTO_TCP)
			problem = add(to, &word->at[i]);
	return problem;
}

const char *cordon_parse_group(const char *text, struct cordon_profile *to)
{
	size_t len = strcspn(text, "/");
	struct model_addr addr = { 0 };
	char host[INET6_ADDRSTRLEN];
	struct cordon_group group;

	if (len >= sizeof(host) || !text[len])
		return wrong_group;
	memcpy(host, text, len);
	host[len] = '\0';
	if (inet_pton(AF_INET, host, addr.bytes) == 1)
		addr.len = 4;
	else if (inet_pton(AF_INET6, host, addr.bytes) == 1)
		addr.len = 16;
	else
		return wrong_group;
	group.addr = cordon_addr_from_model(&addr);
	if ((addr.len == 16 && cordon_addr_is4(&group.addr)) ||
	    (!cordon_addr_multicast(&group.addr) &&
	     !cordon_addr_broadcast(&group.addr)) ||
	    cordon_parse_ports(text + len + 1, &group.first, &group.last))
		return wrong_group;
	if (to->groups == CORDON_GROUPS_MAX)
		return "one group too many (expected up to 8)";
	to->group[to->groups++] = group;
	return NULL;
}

json_t *cordon_json_ports(uint16_t first, uint16_t last)
{
	if (first > last)
		return json_null();
	return first == last ? json_sprintf("%u", first) :
			       json_sprintf("%u-%u", first, last);
}

json_t *cordon_json_ports_of(const struct cordon_service *service)
{
	const char *proto = service->proto == CORDON_PROTO_TCP ? "tcp" : "udp";

	if (service->proto == CORDON_PROTO_ICMP)
		return json_string("ping");
	if (service->first == service->last)
		return json_sprintf("%s/%u", proto, service->first);
	return json_sprintf("%s/%u-%u", proto, service->first, service->last);
}

json_t *cordon_json_services(uint8_t asks, const struct cordon_services *from)
{
	json_t *array = cordon_json_bits(cordon_words_gives, asks);

	for (unsigned int i = 0; i < from->count; i++)
		json_array_append_new(array, cordon_json_ports_of(&from->at[i]));
	return array;
}

/* Bits of @from that make up @word; 0 if one is missing, or already in @done. */
static uint32_t bits_of(const struct cordon_service_word *word,
			const struct cordon_services *from, bool client,
			uint32_t done)
{
	const struct cordon_service *at;
	uint32_t bits = 0, bit;

	for (at = word->at; at < word->at + word->count; at++) {
		if (client && at->proto != CORDON_PROTO_TCP)
			continue;
		bit = 0;
		for (unsigned int i = 0; i < from->count; i++)
			if (from->at[i].proto == at->proto &&
			    from->at[i].first == at->first &&
			    from->at[i].last == at->last)
				bit = 1u << i;
		if (!bit || (bit & done))
			return 0;
		bits |= bit;
	}
	return bits;
}

json_t *cordon_json_service_words(uint8_t asks,
				  const struct cordon_services *from,
				  bool client)
{
	json_t *array = cordon_json_bits(cordon_words_gives, asks), *text;
	uint32_t done = 0, bits = 0;
	unsigned int i, w;

	_Static_assert(CORDON_SERVICES_MAX <= 32, "they fit the bits");
	for (i = 0; i < from->count; i++) {
		if (done & 1u << i)
			continue;
		for (w = 0; w < cordon_service_words_count; w++) {
			bits = bits_of(&cordon_service_words[w], from, client,
				       done);
			if (bits & 1u << i)
				break;
		}
		if (w < cordon_service_words_count) {
			text = json_string(cordon_service_words[w].word);
			done |= bits;
		} else {
			text = cordon_json_ports_of(&from->at[i]);
		}
		json_array_append_new(array, text);
	}
	return array;
}

json_t *cordon_json_groups(const struct cordon_profile *profile)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < profile->groups; i++) {
		const struct cordon_group *group = &profile->group[i];
		struct model_addr addr = cordon_addr_to_model(&group->addr);
		json_t *host = cordon_json_addr(&addr);
		json_t *ports = cordon_json_ports(group->first, group->last);

		json_array_append_new(array,
				      json_sprintf("%s/%s",
						   json_string_value(host),
						   json_string_value(ports)));
		json_decref(host);
		json_decref(ports);
	}
	return array;
}
