/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with a file, and where: many lines instead of fail.h's one. */
#ifndef _CORDON_REPORT_H
#define _CORDON_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CORDON_FINDINGS_MAX	20	/* kept of each sort; more are counted */

/* A place in a file. Lines and columns count from 1; line 0: the whole file. */
struct cordon_spot {
	const char *file;	/* outlives the place */
	uint32_t line;
	uint32_t column;
};

struct cordon_finding {
	struct cordon_spot place;
	char *text;		/* one line of printable characters */
};

struct cordon_findings {
	struct cordon_finding at[CORDON_FINDINGS_MAX];
	size_t count;		/* of those kept */
	size_t all;
};

struct cordon_report {
	struct cordon_findings errors;
	struct cordon_findings warnings;
};

[[gnu::format(printf, 3, 4)]]
void cordon_report_error(struct cordon_report *report,
			 const struct cordon_spot *place,
			 const char *format, ...);
[[gnu::format(printf, 3, 4)]]
void cordon_report_warning(struct cordon_report *report,
			   const struct cordon_spot *place,
			   const char *format, ...);

/* Prints all to standard error: errors in their order, then warnings. */
void cordon_report_print(const struct cordon_report *report);
void cordon_report_release(struct cordon_report *report);

#endif
