/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Services, ports and groups as people write and read them. What parses
 * returns NULL or what is wrong, as parse.h says.
 */
#ifndef _CORDON_USER_SERVICE_H
#define _CORDON_USER_SERVICE_H

#include <jansson.h>

#include "model.h"

/* What is accepted depends on where a service stands. */
enum cordon_service_place {
	CORDON_PLACE_OPENS,	/* of a profile: what servers give, too */
	CORDON_PLACE_SERVES,	/* of a profile */
	CORDON_PLACE_CLIENT,	/* what a client opens: over TCP */
	CORDON_PLACE_EXCEPTION,	/* ports of one transport only */
};

/*
 * A word, PROTO/PORT or PROTO/FIRST-LAST. Adds to @to what is not there yet;
 * of a word for what servers give, adds that to *@asks, which may be NULL but
 * where it is accepted.
 */
const char *cordon_parse_service(const char *text,
				 enum cordon_service_place place,
				 struct cordon_services *to, uint8_t *asks);
/* PORT or FIRST-LAST, from 1. */
const char *cordon_parse_ports(const char *text, uint16_t *first,
			       uint16_t *last);
/* ADDRESS/PORT or ADDRESS/FIRST-LAST, added to the profile's groups. */
const char *cordon_parse_group(const char *text, struct cordon_profile *to);

/* "tcp/80", "tcp/8000-8010", "ping" */
json_t *cordon_json_ports_of(const struct cordon_service *service);
/*
 * For programs: always in that form, after the words of @asks. Which ports a
 * word stands for may grow with a version; what this says does not.
 */
json_t *cordon_json_services(uint8_t asks, const struct cordon_services *from);
/* For people: words where all their ports are there; of a client's, TCP's. */
json_t *cordon_json_service_words(uint8_t asks,
				  const struct cordon_services *from,
				  bool client);
/* "1024-65535"; null where first is above last */
json_t *cordon_json_ports(uint16_t first, uint16_t last);
json_t *cordon_json_groups(const struct cordon_profile *profile);

#endif
