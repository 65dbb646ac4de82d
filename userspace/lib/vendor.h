/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * To whom a MAC's prefix is registered, by the system's hwdb or ieee-data where
 * one of them is installed. A prefix can be bought, borrowed or made up: it says
 * nothing of who made a device.
 */
#ifndef _CORDON_VENDOR_H
#define _CORDON_VENDOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CORDON_VENDOR_TEXT		96
#define CORDON_VENDOR_OUI		"/usr/share/ieee-data/oui.txt"
#define CORDON_VENDOR_HWDB_VARIABLE	"CAMCORDON_HWDB"	/* another hwdb.bin */
#define CORDON_VENDOR_OUI_VARIABLE	"CAMCORDON_OUI"		/* another oui.txt */

/* Its owner chose it: then no registry knows it. */
bool cordon_mac_is_local(const uint8_t mac[6]);
/* False where nobody knows; @name is one line of printable characters. */
bool cordon_vendor_find(const uint8_t mac[6], char name[CORDON_VENDOR_TEXT]);

#endif
