// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a policy file right? Needs neither the module nor any privilege. */
#include <stdio.h>
#include <string.h>

#include "../lib/policyset.h"
#include "objects.h"

static unsigned int count(const struct cordon_policyfile *file,
			  const struct cordon_section *section)
{
	unsigned int n = 0;

	for (uint32_t i = 0; i < file->objects; i++)
		n += file->object[i]->kind == section->kind &&
		     (!section->role || file->object[i]->peer->role == section->role);
	return n;
}

static bool records_here(const struct cordon_policyfile *file)
{
	for (uint32_t i = 0; i < file->objects; i++)
		if (file->object[i]->kind == CORDON_KIND_PEER &&
		    file->object[i]->peer->self &&
		    file->object[i]->peer->role == CORDON_ROLE_RECORDER)
			return true;
	return false;
}

/* What is allowed, and more open than many mean. */
static void warn(const struct cordon_policyfile *file,
		 struct cordon_report *report)
{
	bool here = records_here(file);

	for (uint32_t i = 0; i < file->objects; i++) {
		const struct cordon_object *camera = file->object[i];

		if (camera->kind != CORDON_KIND_CAMERA)
			continue;
		if (here && !strcmp(camera->ref, "any"))
			cordon_report_warning(report, &file->place[i],
					      "'%s': with profile 'any' it may open every service of this host, the recorder",
					      camera->name);
		if (!camera->addrs && strcmp(camera->ref, "isolated"))
			cordon_report_warning(report, &file->place[i],
					      "'%s': no addresses are listed, so it may use any that is nobody else's",
					      camera->name);
	}
}

static json_t *findings_json(const struct cordon_findings *findings)
{
	json_t *array = json_array();

	for (size_t i = 0; i < findings->count; i++) {
		const struct cordon_finding *f = &findings->at[i];
		bool placed = f->place.line;

		json_array_append_new(array, json_pack("{s:s, s:o, s:o, s:s}",
				"file", f->place.file,
				"line", placed ? json_integer(f->place.line) : json_null(),
				"column", placed ? json_integer(f->place.column) : json_null(),
				"text", f->text));
	}
	return array;
}

/* Counts are null where the files were not read to their end. */
static int print_json(const struct cordon_policyfile *file,
		      const struct cordon_report *report)
{
	json_t *json = json_object(), *files = json_array();
	bool right = !report->errors.all;

	for (size_t i = 0; i < file->files; i++)
		json_array_append_new(files, json_string(file->file[i]));
	json_object_set_new(json, "ok", json_boolean(right));
	json_object_set_new(json, "files", files);
	for (const struct cordon_section *section = cordon_sections;
	     section->word; section++)
		json_object_set_new(json, section->many, right ?
				    json_integer(count(file, section)) : json_null());
	json_object_set_new(json, "errors", findings_json(&report->errors));
	json_object_set_new(json, "warnings", findings_json(&report->warnings));
	return cordon_json_print(json);
}

static void print_counts(const struct cordon_policyfile *file)
{
	printf("%s", file->file[0]);
	if (file->files > 1)
		printf(" and %zu more", file->files - 1);
	for (const struct cordon_section *section = cordon_sections;
	     section->word; section++) {
		unsigned int n = count(file, section);
		const char *many = strcmp(section->many, "trusted") ? section->many :
								    "trusted devices";

		printf("%s%u %s", section == cordon_sections ? ": " : ", ", n,
		       n == 1 ? section->word : many);
	}
	printf(": ok\n");
}

static int judge(struct cordon_policyfile *file, struct words *words,
		 struct cordon_report *report)
{
	struct cordon_policy policy;
	int status;

	status = cordon_policyfile_read(file, words->next,
					(size_t)(words->end - words->next), report);
	if (status)
		return status;
	status = cordon_policyfile_make(file, &policy, report);
	cordon_policyfile_unmake(&policy);
	if (!status)
		warn(file, report);
	return status;
}

int check_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_report report = { 0 };
	struct cordon_policyfile file;
	int status, printed = 0;

	(void)command;
	status = judge(&file, words, &report);
	/* what could not even be read is said as any other failure is */
	if (json && (!status || report.errors.all))
		printed = print_json(&file, &report);
	else
		cordon_report_print(&report);
	if (!json && !status)
		print_counts(&file);
	cordon_policyfile_release(&file);
	cordon_report_release(&report);
	return printed ? printed : status;
}
