/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading attributes. A missing attribute (NULL) and one of the wrong length
 * read as "absent": 0, "", or false.
 */
#ifndef _CORDON_ATTR_H
#define _CORDON_ATTR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libmnl/libmnl.h>

#include "../../kmod/core/types.h"

struct model_addr {
	uint8_t len;		/* 4 or 16; 0: none */
	uint8_t bytes[16];	/* network order */
};

/* Index by type: the first attribute of each type up to @max, NULL if none. */
void cordon_attr_index_message(const struct nlmsghdr *nlh,
			       const struct nlattr **tb, unsigned int max);
/* Of another family's message, whose header has @header bytes. */
void cordon_attr_index_after(const struct nlmsghdr *nlh, unsigned int header,
			     const struct nlattr **tb, unsigned int max);
void cordon_attr_index_nest(const struct nlattr *nest,
			    const struct nlattr **tb, unsigned int max);

/* Of any width. */
uint64_t cordon_attr_uint(const struct nlattr *attr);
/* Copies at most @size - 1 bytes and a NUL; what is no printable ASCII as '?'. */
void cordon_attr_string(const struct nlattr *attr, char *to, size_t size);
bool cordon_attr_mac(const struct nlattr *attr, uint8_t mac[6]);
bool cordon_attr_addr(const struct nlattr *attr, struct model_addr *addr);

/* The same address as the core holds it, and back. */
struct cordon_addr cordon_addr_from_model(const struct model_addr *addr);
struct model_addr cordon_addr_to_model(const struct cordon_addr *addr);

#endif
