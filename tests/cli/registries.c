// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: registries WORD...: for each MAC to whom its OUI is registered, for
 * each address its registry country, a line each. "." empties the tables on disk
 * (registries.sh makes them): who reads them again finds nothing.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../userspace/lib/country.h"
#include "../../userspace/lib/parse.h"
#include "../../userspace/lib/vendor.h"

static void remove_tables(void)
{
	static const char *const names[] = { "geoip", "geoip6", "oui.txt", "hwdb.bin" };
	char path[4096];

	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s", getenv("CAMCORDON_GEOIP"), names[i]);
		unlink(path);
	}
}

static void ask_country(const char *word)
{
	struct cordon_country country;
	struct model_addr addr = { 4, { 0 } };

	if (inet_pton(AF_INET, word, addr.bytes) != 1) {
		addr.len = 16;
		inet_pton(AF_INET6, word, addr.bytes);
	}
	if (cordon_country_find(&addr, &country))
		printf("%s %s %s\n", word, country.code, country.date);
	else
		printf("%s none\n", word);
}

static void ask(const char *word)
{
	char vendor[CORDON_VENDOR_TEXT];
	struct model_mac mac;

	if (!strcmp(word, "."))
		remove_tables();
	else if (!cordon_parse_mac(word, &mac))
		printf("%s %s\n", word, cordon_vendor_find(mac.bytes, vendor) ? vendor :
		       cordon_mac_is_local(mac.bytes) ? "local" : "unknown");
	else
		ask_country(word);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		ask(argv[i]);
	return 0;
}
