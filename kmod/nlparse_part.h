/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files that read objects from attributes share among themselves. All
 * functions that return an int return 0, or a negative errno with a text.
 */
#ifndef _CORDON_NLPARSE_PART_H
#define _CORDON_NLPARSE_PART_H

#include <net/netlink.h>

#include "object.h"

#define CORDON_PARSE_ATTRS	16	/* more than any nest has */

/* A nest under way to an object. */
struct cordon_parse {
	const struct nlattr *nest;
	struct nlattr *tb[CORDON_PARSE_ATTRS];
	struct netlink_ext_ack *extack;
};

/* nlparse.c */
int cordon_parse_refuse(const struct cordon_parse *p, unsigned int attr, const char *text);
int cordon_parse_name(const struct cordon_parse *p, unsigned int attr, char *name, size_t size);
int cordon_parse_mac(const struct cordon_parse *p, unsigned int attr, u64 *mac);
int cordon_parse_addr(const struct cordon_parse *p, const struct nlattr *attr,
		      struct cordon_addr *addr);
int cordon_parse_host(const struct cordon_parse *p, const struct nlattr *attr,
		      struct cordon_addr *addr);
u64 cordon_parse_deadline(const struct nlattr *duration);

/* nlparse_service.c */
int cordon_parse_services(const struct cordon_parse *p, unsigned int attr,
			  struct cordon_services *services);
int cordon_parse_profile(const struct cordon_parse *p, struct cordon_object *object);
int cordon_parse_exception(const struct cordon_parse *p, struct cordon_object *object);

#endif
