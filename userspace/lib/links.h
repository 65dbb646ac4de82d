/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interfaces of this namespace, with what libnl does not tell of them. */
#ifndef _CORDON_LINKS_H
#define _CORDON_LINKS_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CORDON_KIND_TEXT 16

struct cordon_link {
	int index;
	char name[IFNAMSIZ];
	char kind[CORDON_KIND_TEXT];	/* "veth", "vlan"...; "": a card's */
	int master;		/* index of its bridge or bond; 0: none */
	int lower;		/* index of what it runs over; 0: none */
	bool hairpin;		/* of a bridge's port */
	uint32_t xdp;		/* id of its XDP program; 0: none, or no id */
	bool has_xdp;
};

struct cordon_links {
	struct cordon_link *at;
	size_t count;
};

/* Does IFLA_LINK of this kind mean "runs over"? A veth's, for one, means its other end. */
bool cordon_link_stacks(const char *kind);

/* Returns 0 or an errno. The caller releases @links in either case. */
int cordon_links_read(struct cordon_links *links);
void cordon_links_release(struct cordon_links *links);

/* NULL where there is none. */
const struct cordon_link *cordon_links_find(const struct cordon_links *links,
					    int index);
const struct cordon_link *cordon_links_named(const struct cordon_links *links,
					     const char *name);

#endif
