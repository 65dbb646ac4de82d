/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interfaces of the caller's network namespace. */
#ifndef _CORDON_IFACE_H
#define _CORDON_IFACE_H

#include <net/if.h>
#include <stdbool.h>

#include "login.h"

/* What goes by an interface, directly or through what is stacked on it. */
struct cordon_carried {
	bool default_route;
	char login[CORDON_LOGIN_TEXT];	/* where the caller's comes from; "": none */
};

/* Fails, naming those that exist, unless there is an interface @name. */
int cordon_iface_check(const char *name);

/* Carries nothing if there is no such interface. */
int cordon_iface_carries(const char *name, struct cordon_carried *carried);

/*
 * Fails if closing interface @name would cut the caller's own login or a
 * default route, directly or through a bridge, VLAN or bond above it.
 */
int cordon_iface_guard(const char *name);

/*
 * The interface that segment @name is now: that one, or the one whose card has
 * the permanent MAC behind the colon. False where there is none.
 */
bool cordon_iface_of(const char *name, char to[IFNAMSIZ]);
/* The name of the segment that interface's card would be; false without a card. */
bool cordon_iface_card(const char *interface, char name[IFNAMSIZ]);

/* Calls @each with the name of every interface; silent without any. */
void cordon_iface_each(void (*each)(const char *name));

#endif
