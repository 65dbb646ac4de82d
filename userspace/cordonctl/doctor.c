// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What on this host could go round the quarantine, or take it away. A check
 * is a function and a line of the table; one that says nothing is "ok".
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/iface.h"
#include "../lib/module.h"
#include "doctor.h"
#include "values.h"

#define TEXT_SIZE 512

#define NEEDS_POLICY	(1 << 0)
#define NEEDS_SEGMENTS	(1 << 1)	/* those of the policy, or one that was named */

static const struct check {
	const char *name;
	const char *fine;	/* what is so if the check has nothing to say */
	doctor_look *look;
	unsigned int needs;
} checks[] = {
	{ "module", "the module is loaded and holds a policy with segments",
	  doctor_module, 0 },
	{ "access", "no segment carries your login or the default route",
	  doctor_access, NEEDS_SEGMENTS },
	{ "xdp", "no XDP program on any interface",
	  doctor_xdp, NEEDS_SEGMENTS },
	{ "tcx", "no tcx program on any interface",
	  doctor_tcx, NEEDS_SEGMENTS },
	{ "tc", "no tc filter redirects, rewrites or runs BPF beside the checkpoints",
	  doctor_tc, NEEDS_SEGMENTS },
	{ "hooks", "no other netfilter hook is before the first checkpoints or behind the last",
	  doctor_hooks, NEEDS_SEGMENTS },
	{ "flowtables", "no flowtable on a segment",
	  doctor_flowtables, NEEDS_SEGMENTS },
	{ "sysctl", "no segment has proxy_arp, proxy_ndp or route_localnet",
	  doctor_sysctl, NEEDS_SEGMENTS },
	{ "hairpin", "no segment sends back to where a frame came from",
	  doctor_hairpin, NEEDS_SEGMENTS },
	{ "siblings", "no segment shares its cable with an interface that is open",
	  doctor_siblings, NEEDS_SEGMENTS },
	{ "bonds", "no segment is part of a bond or team",
	  doctor_bonds, NEEDS_SEGMENTS },
	{ "masquerade", "nothing on this host is taken for the recorder by mistake",
	  doctor_masquerade, NEEDS_POLICY },
	{ "sockets", "no packet socket on a segment",
	  doctor_sockets, NEEDS_SEGMENTS },
	{ "macs", "every peer on the bridge of a segment has its MAC stated",
	  doctor_macs, NEEDS_POLICY | NEEDS_SEGMENTS },
	{ "any", "no camera may open every service of this host",
	  doctor_any, NEEDS_POLICY },
	{ "gateways", "no camera was seen looking for another gateway",
	  doctor_gateways, NEEDS_POLICY },
	{ "kernels", "every installed kernel has the module",
	  doctor_kernels, 0 },
	{ "secure-boot", "Secure Boot does not stand in the module's way",
	  doctor_secure_boot, 0 },
	{ "version", "the loaded module is the installed one",
	  doctor_version, 0 },
};

static const char *const levels[] = {
	[DOCTOR_OK] = "ok",
	[DOCTOR_WARN] = "warn",
	[DOCTOR_BAD] = "bad",
};

static const char *member(json_t *finding, const char *key)
{
	return json_string_value(json_object_get(finding, key));
}

/* Ten filters that do the same are one finding. */
static bool is_said(const struct doctor *doctor, json_t *finding)
{
	json_t *other;
	size_t i;

	json_array_foreach(doctor->findings, i, other)
		if (json_equal(other, finding))
			return true;
	return false;
}

static void add(struct doctor *doctor, enum doctor_level level,
		const char *subject, const char *advice, char *text)
{
	json_t *finding;

	/* names of processes and nft tables may hold anything */
	cordon_make_printable(text);
	finding = json_pack("{s:s, s:s, s:s?, s:s, s:s?}",
			    "check", doctor->check, "level", levels[level],
			    "subject", subject, "text", text, "advice", advice);
	doctor->said++;
	if (is_said(doctor, finding)) {
		json_decref(finding);
		return;
	}
	json_array_append_new(doctor->findings, finding);
	doctor->count[level]++;
}

void doctor_say(struct doctor *doctor, enum doctor_level level,
		const char *subject, const char *advice,
		const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add(doctor, level, subject, advice, text);
}

void doctor_cannot(struct doctor *doctor, const char *subject,
		   const char *format, ...)
{
	char text[TEXT_SIZE], what[TEXT_SIZE - 16];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	snprintf(text, sizeof(text), "not checked: %s", what);
	add(doctor, DOCTOR_WARN, subject, "look for yourself", text);
}

const struct doctor_segment *doctor_segment_of(const struct doctor *doctor,
					       int index)
{
	const struct doctor_segment *segment = doctor->segment;

	for (unsigned int i = 0; i < doctor->segments; i++, segment++)
		if (segment->link && segment->link->index == index)
			return segment;
	return NULL;
}

const char *doctor_name_of(const struct doctor *doctor, int index, char *text)
{
	const struct cordon_link *link = cordon_links_find(&doctor->links, index);

	if (link)
		return link->name;
	snprintf(text, IFNAMSIZ + 16, "interface %d", index);
	return text;
}

bool doctor_each(struct doctor *doctor, const struct noun *noun, object_fn each,
		 void *data)
{
	if (!change_each(doctor->genl, noun, each, data))
		return true;
	doctor_cannot(doctor, NULL, "%s", cordon_fail_text());
	return false;
}

long doctor_number_in(const char *path)
{
	FILE *file = fopen(path, "re");
	long number;

	if (!file)
		return -1;
	if (fscanf(file, "%ld", &number) != 1)
		number = -1;
	fclose(file);
	return number;
}

void doctor_line_in(const char *path, char *line, size_t size)
{
	FILE *file = fopen(path, "re");

	*line = '\0';
	if (!file)
		return;
	if (fgets(line, (int)size, file))
		line[strcspn(line, "\n")] = '\0';
	fclose(file);
}

static void add_segment(struct doctor *doctor, const char *name, bool listed,
			bool closed)
{
	struct doctor_segment *segment = &doctor->segment[doctor->segments++];

	/* One named by its card whose card is not there keeps that name. */
	if (!cordon_iface_of(name, segment->name))
		snprintf(segment->name, sizeof(segment->name), "%.15s", name);
	segment->link = cordon_links_named(&doctor->links, segment->name);
	segment->listed = listed;
	segment->closed = closed;
}

static int note_segment(const union model_object *object, void *data)
{
	struct doctor *doctor = data;

	if (doctor->segments < CORDON_SEGMENTS_MAX)
		add_segment(doctor, object->name, true,
			    object->segment.state == CORDON_STATE_CLOSED);
	return 0;
}

/* Of all that are in the policy only @name, or @name which is not yet. */
static void keep_only(struct doctor *doctor, const char *name)
{
	char interface[IFNAMSIZ] = "";

	cordon_iface_of(name, interface);
	for (unsigned int i = 0; i < doctor->segments; i++) {
		if (strcmp(doctor->segment[i].name, interface))
			continue;
		doctor->segment[0] = doctor->segment[i];
		doctor->segments = 1;
		return;
	}
	doctor->segments = 0;
	add_segment(doctor, name, false, false);
}

void doctor_module(struct doctor *doctor)
{
	if (!doctor->loaded)
		doctor_say(doctor, DOCTOR_BAD, NULL,
			   "modprobe camcordon, then set the policy",
			   "the module is not loaded: nothing is closed by it");
	else if (!doctor->genl)
		doctor_cannot(doctor, NULL, "%s", cordon_fail_text());
	else if (!doctor->segments)
		doctor_say(doctor, DOCTOR_WARN, NULL,
			   "cordonctl segment add INTERFACE",
			   "no segment is in the policy: nothing is closed");
}

/* Opens what there is to look at. What is missing, the checks say. */
static int begin(struct doctor *doctor, const char *only)
{
	int error = cordon_links_read(&doctor->links);

	if (error)
		return cordon_fail(CORDON_REFUSED, "reading the interfaces: %s",
				   strerror(error));
	doctor->findings = json_array();
	doctor->loaded = cordon_module_loaded();
	if (doctor->loaded && !cordon_genl_open(&doctor->genl) &&
	    change_each(doctor->genl, &noun_segment, note_segment, doctor)) {
		cordon_genl_close(doctor->genl);
		doctor->genl = NULL;
	}
	if (only)
		keep_only(doctor, only);
	return 0;
}

static void look(struct doctor *doctor, const struct check *check)
{
	char text[TEXT_SIZE];

	doctor->check = check->name;
	doctor->said = 0;
	if (!doctor->genl && ((check->needs & NEEDS_POLICY) ||
			      ((check->needs & NEEDS_SEGMENTS) && !doctor->segments)))
		doctor_cannot(doctor, NULL, "no policy can be read");
	else
		check->look(doctor);
	if (doctor->said)
		return;
	snprintf(text, sizeof(text), "%s", check->fine);
	add(doctor, DOCTOR_OK, NULL, NULL, text);
}

static void print_text(const struct doctor *doctor)
{
	const char *subject, *advice;
	json_t *finding;
	size_t i;

	json_array_foreach(doctor->findings, i, finding) {
		subject = member(finding, "subject");
		advice = member(finding, "advice");
		printf("%-4s  %s: %s%s%s%s%s\n", member(finding, "level"),
		       member(finding, "check"), subject ? subject : "",
		       subject ? ": " : "", member(finding, "text"),
		       advice ? "; " : "", advice ? advice : "");
	}
	printf("%u ok, %u warn, %u bad\n", doctor->count[DOCTOR_OK],
	       doctor->count[DOCTOR_WARN], doctor->count[DOCTOR_BAD]);
}

static int print(const struct doctor *doctor, bool json)
{
	if (json)
		return cordon_json_print(json_pack("{s:O, s:i, s:i, s:i}",
				"findings", doctor->findings,
				"ok", (int)doctor->count[DOCTOR_OK],
				"warn", (int)doctor->count[DOCTOR_WARN],
				"bad", (int)doctor->count[DOCTOR_BAD]));
	print_text(doctor);
	return 0;
}

int doctor_run(const struct command *command, struct words *words, bool json)
{
	struct doctor doctor = { 0 };
	char only[IFNAMSIZ] = "";
	int status = 0;

	(void)command;
	if (words_peek(words))
		status = take_interface(words, only);
	if (!status)
		status = words_end(words);
	if (!status && *only)
		status = cordon_iface_check(only);
	if (!status)
		status = begin(&doctor, *only ? only : NULL);
	for (size_t i = 0; !status && i < ARRAY_SIZE(checks); i++)
		look(&doctor, &checks[i]);
	if (!status)
		status = print(&doctor, json);
	json_decref(doctor.findings);
	cordon_genl_close(doctor.genl);
	cordon_links_release(&doctor.links);
	/* What is bad was said: it is an answer, not an error. */
	if (!status && doctor.count[DOCTOR_BAD])
		status = cordon_fail(CORDON_REFUSED, "%s", "");
	return status;
}
