/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The country whose registry an address is in, by the text tables of
 * tor-geoipdb where they are installed. It says where an address is registered,
 * not where a machine stands.
 */
#ifndef _CORDON_COUNTRY_H
#define _CORDON_COUNTRY_H

#include <jansson.h>

#include "attr.h"

#define CORDON_COUNTRY_DIRECTORY	"/usr/share/tor"
#define CORDON_COUNTRY_VARIABLE		"CAMCORDON_GEOIP"	/* another directory */

struct cordon_country {
	char code[3];		/* ISO 3166 */
	char date[11];		/* of the database, YYYY-MM-DD */
};

/*
 * False where no table is installed or the address is in none. The tables are
 * mapped at the first question and stay so; an answer reads some twenty lines.
 */
bool cordon_country_find(const struct model_addr *addr, struct cordon_country *country);
/* {"code", "database"}, or null */
json_t *cordon_json_country(const struct model_addr *addr);

#endif
