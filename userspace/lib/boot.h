/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What has to be shut from boot, before there is a policy: the segments of the
 * last apply with the cards they were, and those the policy file names now. From
 * both come the rules by which udev holds them shut and the module's parameter.
 */
#ifndef _CORDON_BOOT_H
#define _CORDON_BOOT_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>

#include "policyset.h"

#define CORDON_BOOT_DIRECTORY	"/var/lib/camcordon"
#define CORDON_BOOT_RECORD	CORDON_BOOT_DIRECTORY "/segments"
#define CORDON_BOOT_RULES	"/etc/udev/rules.d/81-camcordon-segments.rules"
#define CORDON_BOOT_OPTIONS	"/etc/modprobe.d/camcordon-segments.conf"
#define CORDON_BOOT_TOOL	"/usr/sbin/cordonctl"

struct cordon_boot_segment {
	char name[IFNAMSIZ];	/* as the policy has it: an interface or a card */
	char card[IFNAMSIZ];	/* the one it was; empty: not known */
};

struct cordon_boot {
	struct cordon_boot_segment *at;
	size_t count;
	size_t room;
};

/* Is this host set up to be closed from boot? The package makes the directory. */
bool cordon_boot_wanted(void);

/* The functions that return int return 0 or fail as fail.h says. */

/* What was recorded, and what still can be read of the policy file. */
int cordon_boot_read(struct cordon_boot *to);
void cordon_boot_release(struct cordon_boot *boot);
/* Is an interface one of these? @card may be empty. */
bool cordon_boot_means(const struct cordon_boot *boot, const char *interface,
		       const char *card);
/* Writes udev's rules and the module's parameter. */
int cordon_boot_write(const struct cordon_boot *boot);
/*
 * Makes the segments of a policy the record; with @keep besides those in it.
 * What is known of the card of an absent interface is kept.
 */
int cordon_boot_record(const struct cordon_set *policy, bool keep);

#endif
