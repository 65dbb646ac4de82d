// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "country.h"
#include "map.h"

#define LINE_TEXT	128	/* longer than any "FROM,TO,XX" */

/* Lines "FROM,TO,XX" in the order of addresses, after lines with '#'. */
struct table {
	const char *name;
	int family;
	size_t bytes;		/* of an address */
	bool tried;
	const char *text;	/* NULL: there is none */
	size_t len;
	char date[11];
};

struct range {
	uint8_t from[16];
	uint8_t to[16];
	char code[3];
};

static struct table tables[] = {
	{ .name = "geoip", .family = AF_INET, .bytes = 4 },
	{ .name = "geoip6", .family = AF_INET6, .bytes = 16 },
};

/* When the data are from: the export's own line, or else the file's date. */
static void find_date(struct table *table, const struct stat *st)
{
	static const char title[] = "Generated: ";
	const char *at = memmem(table->text, table->len < 4096 ? table->len : 4096,
				title, strlen(title));
	char line[LINE_TEXT] = "";
	struct tm tm = { 0 };

	if (at) {
		at += strlen(title);
		snprintf(line, sizeof(line), "%.*s",
			 (int)(table->text + table->len - at < LINE_TEXT ?
			       table->text + table->len - at : LINE_TEXT), at);
	}
	if (!strptime(line, "%a, %d %b %Y", &tm))
		gmtime_r(&st->st_mtime, &tm);
	strftime(table->date, sizeof(table->date), "%Y-%m-%d", &tm);
}

static void open_table(struct table *table)
{
	const char *directory = secure_getenv(CORDON_COUNTRY_VARIABLE);
	char path[4096];
	struct stat st;

	table->tried = true;
	snprintf(path, sizeof(path), "%s/%s",
		 directory ? directory : CORDON_COUNTRY_DIRECTORY, table->name);
	table->text = cordon_map_file(path, &st);
	if (!table->text)
		return;
	table->len = (size_t)st.st_size;
	find_date(table, &st);
}

/* One end of a range: IPv4 is a number in decimal. */
static bool read_end(const struct table *table, const char *text, uint8_t *to)
{
	unsigned long number;
	char *end;

	if (table->family == AF_INET6)
		return inet_pton(AF_INET6, text, to) == 1;
	number = strtoul(text, &end, 10);
	if (end == text || *end || number > UINT32_MAX)
		return false;
	for (size_t i = 0; i < 4; i++)
		to[i] = (uint8_t)(number >> (24 - 8 * i));
	return true;
}

static bool read_line(const struct table *table, size_t at, struct range *range)
{
	char line[LINE_TEXT], *to, *code;
	size_t len = 0;

	while (len < sizeof(line) - 1 && at + len < table->len &&
	       table->text[at + len] != '\n' && table->text[at + len] != '\r') {
		line[len] = table->text[at + len];
		len++;
	}
	line[len] = '\0';
	to = strchr(line, ',');
	code = to ? strchr(to + 1, ',') : NULL;
	if (!code || strlen(code) != 3)
		return false;
	*to++ = '\0';
	*code++ = '\0';
	memcpy(range->code, code, 3);
	return read_end(table, line, range->from) && read_end(table, to, range->to);
}

static size_t line_start(const struct table *table, size_t at)
{
	while (at && table->text[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct table *table, size_t at)
{
	while (at < table->len && table->text[at++] != '\n')
		;
	return at;
}

/* Lines in [low, high) are looked at; what does not parse ends the search. */
static bool search(const struct table *table, const uint8_t *addr, struct range *range)
{
	size_t low = 0, high = table->len, at;

	while (low < high) {
		at = line_start(table, low + (high - low) / 2);
		if (table->text[at] == '#') {
			low = line_end(table, at);
			continue;
		}
		if (!read_line(table, at, range))
			return false;
		if (memcmp(addr, range->from, table->bytes) < 0)
			high = at;
		else if (memcmp(addr, range->to, table->bytes) > 0)
			low = line_end(table, at);
		else
			return true;
	}
	return false;
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool cordon_country_find(const struct model_addr *addr, struct cordon_country *country)
{
	struct table *table = &tables[addr->len == 16];
	struct range range;

	if (!addr->len)
		return false;
	if (!table->tried)
		open_table(table);
	/* "??": nobody knows */
	if (!table->text || !search(table, addr->bytes, &range) ||
	    !is_letter(range.code[0]) || !is_letter(range.code[1]))
		return false;
	memcpy(country->code, range.code, sizeof(country->code));
	memcpy(country->date, table->date, sizeof(country->date));
	return true;
}

json_t *cordon_json_country(const struct model_addr *addr)
{
	struct cordon_country country;

	if (!cordon_country_find(addr, &country))
		return json_null();
	return json_pack("{s:s, s:s}", "code", country.code, "database", country.date);
}
