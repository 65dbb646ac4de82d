/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the checks of 'doctor' share: what they look at, and how they say it. */
#ifndef _CORDON_DOCTOR_H
#define _CORDON_DOCTOR_H

#include "../lib/links.h"
#include "objects.h"

enum doctor_level { DOCTOR_OK, DOCTOR_WARN, DOCTOR_BAD };

/* An interface that is closed, or that the caller thinks of closing. */
struct doctor_segment {
	char name[IFNAMSIZ];
	const struct cordon_link *link;	/* NULL: not there now */
	bool listed;			/* in the policy in force */
	bool closed;			/* ... and in one of the states that drop */
};

struct doctor {
	struct cordon_genl *genl;	/* NULL: there is no policy to read */
	bool loaded;			/* the module is */
	struct cordon_links links;
	struct doctor_segment segment[CORDON_SEGMENTS_MAX + 1];
	unsigned int segments;
	/* of the check that runs */
	const char *check;
	unsigned int said;
	/* of all */
	json_t *findings;
	unsigned int count[DOCTOR_BAD + 1];
};

/*
 * One finding: of @subject (an interface, a camera...; NULL: this host), what
 * was found, and @advice, what to do.
 */
[[gnu::format(printf, 5, 6)]]
void doctor_say(struct doctor *doctor, enum doctor_level level,
		const char *subject, const char *advice,
		const char *format, ...);
/* What could not be looked at is no "ok". */
[[gnu::format(printf, 3, 4)]]
void doctor_cannot(struct doctor *doctor, const char *subject,
		   const char *format, ...);

/* The segment whose interface has this index, or NULL. */
const struct doctor_segment *doctor_segment_of(const struct doctor *doctor,
					       int index);
/* The name of an interface, or "interface N" in @text of IFNAMSIZ + 16. */
const char *doctor_name_of(const struct doctor *doctor, int index, char *text);

/* Reads the policy's objects of @noun. False, and said so, if that cannot be. */
bool doctor_each(struct doctor *doctor, const struct noun *noun, object_fn each,
		 void *data);

/* The first number in a file such as /proc/sys/...; -1 without it. */
long doctor_number_in(const char *path);
/* The first line of one; "" without it. */
void doctor_line_in(const char *path, char *line, size_t size);

typedef void doctor_look(struct doctor *doctor);
doctor_look doctor_module, doctor_access, doctor_xdp, doctor_tcx, doctor_tc;
doctor_look doctor_hooks, doctor_flowtables, doctor_sysctl, doctor_hairpin;
doctor_look doctor_siblings, doctor_bonds, doctor_masquerade, doctor_sockets;
doctor_look doctor_macs, doctor_any, doctor_gateways, doctor_kernels;
doctor_look doctor_secure_boot, doctor_version;

#endif
