// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "fail.h"
#include "report.h"

static void add(struct cordon_findings *to, const struct cordon_spot *place,
		const char *format, va_list args)
{
	struct cordon_finding *finding = &to->at[to->count];

	to->all++;
	if (to->count == CORDON_FINDINGS_MAX)
		return;
	/* Without memory the finding still counts, as one of those not kept. */
	if (vasprintf(&finding->text, format, args) < 0)
		return;
	cordon_make_printable(finding->text);
	finding->place = *place;
	to->count++;
}

void cordon_report_error(struct cordon_report *report,
			 const struct cordon_spot *place,
			 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(&report->errors, place, format, args);
	va_end(args);
}

void cordon_report_warning(struct cordon_report *report,
			   const struct cordon_spot *place,
			   const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(&report->warnings, place, format, args);
	va_end(args);
}

static void print(const struct cordon_findings *findings, const char *sort,
		  const char *many)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct cordon_finding *finding = &findings->at[i];
		const struct cordon_spot *place = &finding->place;

		fprintf(stderr, "%s:", place->file);
		if (place->line)
			fprintf(stderr, "%u:%u:", place->line, place->column);
		fprintf(stderr, " %s%s\n", sort, finding->text);
	}
	if (findings->all > findings->count)
		fprintf(stderr, "and %zu more %s\n",
			findings->all - findings->count, many);
}

void cordon_report_print(const struct cordon_report *report)
{
	print(&report->errors, "", "errors");
	print(&report->warnings, "warning: ", "warnings");
}

static void release(struct cordon_findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		free(findings->at[i].text);
}

void cordon_report_release(struct cordon_report *report)
{
	release(&report->errors);
	release(&report->warnings);
}
