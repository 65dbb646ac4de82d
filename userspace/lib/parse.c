// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "parse.h"

#define DAY		(24 * 60 * 60)
#define DURATION_MAX	(365 * DAY)	/* 'forever' is to be said, not spelt */

static const char wrong_name[] =
	"not a name (expected 1 to 31 of A-Z, a-z, 0-9, '.', '_', '-', and no '-' first)";
static const char wrong_interface[] =
	"not the name of an interface (expected 1 to 15 characters, no '/', ':', blank, '-' first)";
static const char wrong_mac[] =
	"not a MAC address (expected six hex pairs like 44:19:b6:01:02:03)";
static const char wrong_address[] =
	"not an address (expected one IPv4 or IPv6 address like 192.168.50.21 or fd60::21)";
static const char wrong_duration[] =
	"not a duration (expected 90s, 30m, 1h, 7d, up to 365d, or forever)";
static const char wrong_time[] =
	"not a time (expected 90s, 30m, 1h, 7d, up to 365d: it ends by itself)";
static const char wrong_comment[] =
	"not a comment (expected 1 to 63 printable ASCII characters)";
static const char wrong_mark[] =
	"not a mark (expected VALUE or VALUE/MASK of 32 bits like 0x10/0xff)";
static const char wrong_vlan[] =
	"not a list of VLAN ids (expected up to 8 of 1-4094 like 10,20)";

/* isalnum() asks the locale; the kernel does not. */
static bool is_name_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

const char *cordon_parse_name(const char *text, char name[CORDON_NAME_SIZE])
{
	size_t len = strlen(text);

	if (len < 1 || len > CORDON_NAME_MAX || *text == '-')
		return wrong_name;
	for (const char *c = text; *c; c++)
		if (!is_name_char(*c))
			return wrong_name;
	memcpy(name, text, len + 1);
	return NULL;
}

/*
 * The rules are dev_valid_name()'s, net/core/dev.c. That names are printable
 * and do not look like options is ours.
 */
const char *cordon_parse_interface(const char *text, char name[IFNAMSIZ])
{
	size_t len = strlen(text);

	if (len < 1 || len >= IFNAMSIZ || *text == '-' ||
	    !strcmp(text, ".") || !strcmp(text, ".."))
		return wrong_interface;
	for (const char *c = text; *c; c++)
		if (*c <= ' ' || *c > '~' || *c == '/' || *c == ':')
			return wrong_interface;
	memcpy(name, text, len + 1);
	return NULL;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

const char *cordon_parse_mac(const char *text, struct model_mac *mac)
{
	static const uint8_t zero[6];
	char separator = strlen(text) == 17 ? text[2] : 0;
	struct model_mac got = { .set = true };

	if (separator != ':' && separator != '-')
		return wrong_mac;
	for (int i = 0; i < 6; i++) {
		int high = hex_digit(text[3 * i]);
		int low = hex_digit(text[3 * i + 1]);

		if (high < 0 || low < 0 || (i < 5 && text[3 * i + 2] != separator))
			return wrong_mac;
		got.bytes[i] = (uint8_t)(high << 4 | low);
	}
	if (got.bytes[0] & 1)
		return "a group address (expected one device's MAC; the first byte is even)";
	if (!memcmp(got.bytes, zero, sizeof(zero)))
		return "zero (expected one device's MAC like 44:19:b6:01:02:03)";
	*mac = got;
	return NULL;
}

static const char *check_ipv4(const uint8_t *a)
{
	if (a[0] == 0 || a[0] == 127 || a[0] >= 224)
		return "not the address of one device (0/8, 127/8 and 224/3 are not accepted)";
	return NULL;
}

static const char *check_ipv6(const uint8_t *bytes)
{
	struct in6_addr a;

	memcpy(&a, bytes, sizeof(a));
	if (IN6_IS_ADDR_UNSPECIFIED(&a) || IN6_IS_ADDR_LOOPBACK(&a) ||
	    IN6_IS_ADDR_MULTICAST(&a))
		return "not the address of one device (::, ::1 and ff00::/8 are not accepted)";
	if (IN6_IS_ADDR_V4MAPPED(&a))
		return "an IPv4 address in the clothes of IPv6 (expected it as 192.0.2.1)";
	return NULL;
}

const char *cordon_parse_address(const char *text, struct model_addr *addr)
{
	struct model_addr got = { 0 };
	const char *problem;

	if (inet_pton(AF_INET, text, got.bytes) == 1) {
		got.len = 4;
		problem = check_ipv4(got.bytes);
	} else if (inet_pton(AF_INET6, text, got.bytes) == 1) {
		got.len = 16;
		problem = check_ipv6(got.bytes);
	} else {
		return wrong_address;
	}
	if (!problem)
		*addr = got;
	return problem;
}

const char *cordon_parse_duration(const char *text, uint32_t *seconds)
{
	static const struct {
		char unit;
		uint32_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 60 * 60 }, { 'd', DAY } };
	unsigned long count;
	char *end;

	if (!strcmp(text, "forever")) {
		*seconds = 0;
		return NULL;
	}
	if (!isdigit((unsigned char)*text))
		return wrong_duration;
	errno = 0;
	count = strtoul(text, &end, 10);
	if (errno || count < 1 || count > DURATION_MAX || !*end || end[1])
		return wrong_duration;
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		if (*end == units[i].unit && count <= DURATION_MAX / units[i].seconds) {
			*seconds = (uint32_t)count * units[i].seconds;
			return NULL;
		}
	return wrong_duration;
}

const char *cordon_parse_time(const char *text, uint32_t *seconds)
{
	uint32_t got = 0;

	if (cordon_parse_duration(text, &got) || !got)
		return wrong_time;
	*seconds = got;
	return NULL;
}

const char *cordon_parse_comment(const char *text,
				 char comment[CORDON_COMMENT_MAX + 1])
{
	size_t len = strlen(text);

	if (len < 1 || len > CORDON_COMMENT_MAX)
		return wrong_comment;
	for (const char *c = text; *c; c++)
		if (*c < ' ' || *c > '~')
			return wrong_comment;
	memcpy(comment, text, len + 1);
	return NULL;
}

/* Reads a 32-bit number, decimal or 0x; @end is set behind it. */
static bool parse_u32(const char *text, char **end, uint32_t *value)
{
	unsigned long long got;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	got = strtoull(text, end, strncmp(text, "0x", 2) ? 10 : 16);
	if (errno || got > UINT32_MAX)
		return false;
	*value = (uint32_t)got;
	return true;
}

const char *cordon_parse_mark(const char *text, struct model_mark *mark)
{
	struct model_mark got = { .mask = UINT32_MAX };
	char *end;

	if (!parse_u32(text, &end, &got.value))
		return wrong_mark;
	if (*end == '/' && !parse_u32(end + 1, &end, &got.mask))
		return wrong_mark;
	if (*end)
		return wrong_mark;
	if (!got.mask)
		return "a mark without a mask (expected a mask other than 0, or none)";
	if (got.value & ~got.mask)
		return "a mark with bits that its mask leaves out (expected VALUE within MASK)";
	*mark = got;
	return NULL;
}

static bool has_vlan(const struct model_segment *segment, uint16_t id)
{
	for (unsigned int i = 0; i < segment->vlans; i++)
		if (segment->vlan[i] == id)
			return true;
	return false;
}

const char *cordon_parse_vlans(const char *text, struct model_segment *to)
{
	struct model_segment got = { .vlans = 0 };
	uint32_t id;
	char *end;

	for (;;) {
		if (got.vlans == CORDON_VLANS_MAX ||
		    !parse_u32(text, &end, &id) || id < 1 || id > 4094)
			return wrong_vlan;
		if (has_vlan(&got, (uint16_t)id))
			return "a list that names a VLAN id twice (expected each once)";
		got.vlan[got.vlans++] = (uint16_t)id;
		if (!*end)
			break;
		if (*end != ',')
			return wrong_vlan;
		text = end + 1;
	}
	to->vlans = got.vlans;
	memcpy(to->vlan, got.vlan, sizeof(got.vlan));
	return NULL;
}
