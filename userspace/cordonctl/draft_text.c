// SPDX-License-Identifier: GPL-2.0-or-later
/* draft: single values, as the file has them. */
#include "../lib/country.h"
#include "../lib/words.h"
#include "draft.h"

/* Interfaces may be called what YAML reads otherwise. */
void draft_put_quoted(FILE *to, const char *text)
{
	putc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', to);
		putc(*text, to);
	}
	putc('"', to);
}

void draft_put_addr(FILE *to, const struct model_addr *addr)
{
	char text[INET6_ADDRSTRLEN];

	cordon_text_addr(addr, text);
	fputs(text, to);
}

void draft_put_mac(FILE *to, const struct model_mac *mac)
{
	char text[CORDON_MAC_TEXT];

	cordon_text_mac(mac->bytes, text);
	fputs(text, to);
}

void draft_put_time(FILE *to, uint64_t ns)
{
	char text[CORDON_TIME_TEXT];

	cordon_text_time(ns, text);
	fputs(text, to);
}

/* Where an address is registered, if that is known. */
void draft_put_country(FILE *to, const char *before, const struct model_addr *addr)
{
	struct cordon_country country;

	if (cordon_country_find(addr, &country))
		fprintf(to, "%sregistry country %s, database of %s", before, country.code,
			country.date);
}

void draft_put_transport(FILE *to, uint8_t protocol, uint16_t port)
{
	json_t *text = cordon_json_transport(protocol, port);

	fputs(json_string_value(text), to);
	json_decref(text);
}

/* "ntp, dhcp" */
void draft_put_gives(FILE *to, uint32_t gives)
{
	const char *before = "";

	for (int i = 0; cordon_words_gives[i]; i++)
		if (gives & 1u << i) {
			fprintf(to, "%s%s", before, cordon_words_gives[i]);
			before = ", ";
		}
}
