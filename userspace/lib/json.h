/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Building the JSON that the tool prints. Every function returns a new
 * reference, or NULL without memory; jansson passes that NULL on, so that only
 * the whole value need be checked (cordon_json_print does).
 */
#ifndef _CORDON_JSON_H
#define _CORDON_JSON_H

#include <jansson.h>
#include <netinet/in.h>

#include "model.h"

#define CORDON_MAC_TEXT		18
#define CORDON_TIME_TEXT	32
#define CORDON_DURATION_TEXT	16

void cordon_text_mac(const uint8_t mac[6], char text[CORDON_MAC_TEXT]);
/* "" where there is none. */
void cordon_text_addr(const struct model_addr *addr, char text[INET6_ADDRSTRLEN]);
/* @ns since 1970 as RFC 3339, UTC, with milliseconds. */
void cordon_text_time(uint64_t ns, char text[CORDON_TIME_TEXT]);
/* What is left of a time, in the unit that fits: 90s, 29m, 5h, 3d; 0: forever. */
void cordon_text_left(uint32_t seconds, char text[CORDON_DURATION_TEXT]);

/* null where there is none */
json_t *cordon_json_string(const char *text);
/* An interface or segment; one that is named by its card: that MAC. */
json_t *cordon_json_segment(const char *name);
json_t *cordon_json_mac(const struct model_mac *mac);
json_t *cordon_json_addr(const struct model_addr *addr);
json_t *cordon_json_mark(const struct model_mark *mark);
json_t *cordon_json_time(uint64_t ns);
json_t *cordon_json_addrs(const struct model_addr *addr, unsigned int count);
/* The words of the bits that are set. */
json_t *cordon_json_bits(const char *const *words, uint32_t bits);
/* {"address", "mac"} */
json_t *cordon_json_via(const struct model_addr *via,
			const struct model_mac *mac);
/* The name of a user; null for one nobody knows. */
json_t *cordon_json_user(uint32_t uid);
json_t *cordon_json_ethertype(const struct nlattr *attr);
/* {"packets", "bytes"} */
json_t *cordon_json_counter(const struct nlattr *packets,
			    const struct nlattr *bytes);

/* Adds "mode", "forever" and "seconds_left" (null unless observing for a time). */
int cordon_json_add_mode(json_t *to, uint8_t mode, uint32_t duration);

/* "udp/53", "icmp/8"; of others the protocol alone: "ip/47" */
json_t *cordon_json_transport(uint8_t protocol, uint16_t port);
/* The names of what frames carry: "udp/53", "icmp/8", "arp", "0x8033". */
json_t *cordon_json_service(const struct nlattr *ethertype,
			    const struct nlattr *protocol,
			    const struct nlattr *port);

/* Prints @value on one line and releases it; fails as fail.h says. */
int cordon_json_print(json_t *value);

#endif
