// SPDX-License-Identifier: GPL-2.0-or-later
/* why: what is it with this camera? Its link, its last frames, what stops it, and what to do. */
#include <stdio.h>
#include <string.h>

#include "../lib/policyfile.h"
#include "../lib/words.h"
#include "why.h"

/* The segments a camera may be on, with the state of their links. */
static json_t *segments_of(const json_t *segments, const char *only)
{
	json_t *array = json_array();
	char wanted[CORDON_SEGMENT_TEXT];
	struct cordon_wire link;
	const json_t *segment;
	const char *name, *device;
	size_t i;

	cordon_policyfile_segment_text(only, wanted);
	json_array_foreach(segments, i, segment) {
		name = json_string_value(json_object_get(segment, "interface"));
		device = json_string_value(json_object_get(segment, "device"));
		if (*only && strcmp(name, wanted))
			continue;
		cordon_wire_find(device ? device : name, &link);
		json_array_append_new(array, json_pack("{s:s, s:O, s:s}",
			"interface", name, "state", json_object_get(segment, "state"),
			"link", !link.there ? "absent" : !link.up ? "down" :
				link.carrier ? "up" : "no-carrier"));
	}
	return array;
}

/* The evidence that counts: of a camera, not of a device that was it before. */
static bool is_current(const json_t *line)
{
	return json_is_null(json_object_get(line, "retired"));
}

static bool is_passed(const json_t *line)
{
	return !strcmp(json_string_value(json_object_get(line, "verdict")), "passed");
}

static json_int_t packets_of(const json_t *line)
{
	return line ? json_integer_value(json_object_get(line, "packets")) : 0;
}

/* Lines are latest first; sums of what did not fit name nobody. */
static void weigh(struct why *why, const json_t *evidence)
{
	json_t *line;
	size_t i;

	json_array_foreach(evidence, i, line) {
		if (!is_current(line))
			continue;
		if (is_passed(line) && !why->last_pass)
			why->last_pass = json_object_get(line, "last");
		if (!is_passed(line) && !json_object_get(line, "records") &&
		    packets_of(line) > packets_of(why->top))
			why->top = line;
	}
}

static json_t *or_null(json_t *value)
{
	return value ? json_incref(value) : json_null();
}

/* The line of evidence, with what its reason means. */
static json_t *drop_json(const json_t *line)
{
	const struct cordon_reason_text *reason = why_reason(line);
	json_t *json = json_copy((json_t *)line);

	if (!line)
		return json_null();
	json_object_set_new(json, "meaning", json_string(reason ? reason->meaning : ""));
	return json;
}

static json_t *why_json(struct why *why)
{
	json_t *suggestion, *json;

	suggestion = json_pack("{s:s, s:o}", "text", why->text, "command",
			       cordon_json_string(why->command));
	json = json_pack("{s:s, s:o, s:o, s:O, s:o, s:o, s:o, s:o, s:o}",
			 "kind", why->kind, "name", cordon_json_string(why->name),
			 "mac", cordon_json_mac(&why->mac),
			 "segments", why->segments,
			 "last_frame", or_null(why->last_frame),
			 "last_pass", or_null(why->last_pass),
			 "top_drop", drop_json(why->top),
			 "device", or_null(why->device),
			 "suggestion", suggestion);
	return json;
}

static void print_line(const char *title, const json_t *value, const char *none)
{
	printf("%-12s %s\n", title, json_is_string(value) ? json_string_value(value) : none);
}

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "-";
}

static void print_drop(const json_t *line)
{
	const struct cordon_reason_text *reason = why_reason(line);
	const json_t *country = json_object_get(line, "country");

	printf("%-12s %s: %s %s %s, %s, %" JSON_INTEGER_FORMAT " packets, last %s\n", "top drop",
	       text_in(line, "reason"), text_in(line, "service"),
	       strcmp(text_in(line, "direction"), "out") ? "from" : "to",
	       json_is_string(json_object_get(line, "remote")) ? text_in(line, "remote") :
	       text_in(line, "remote_mac"), text_in(line, "verdict"), packets_of(line),
	       text_in(line, "last"));
	if (json_is_object(country))
		printf("%-12s registry country %s, database of %s\n", "", text_in(country, "code"),
		       text_in(country, "database"));
	if (reason)
		printf("%-12s %s\n", "", reason->meaning);
}

static void print_device(const json_t *device)
{
	const json_t *value;
	size_t i;

	printf("%-12s %s\n", "oui", "registered to, which does not say who made it:");
	printf("%-12s %s\n", "", unknown_registered(device));
	json_array_foreach(json_object_get(device, "addresses"), i, value)
		printf("%-12s %s\n", "address", json_string_value(value));
	json_array_foreach(json_object_get(device, "tried"), i, value)
		printf("%-12s %s at %s: %s, %" JSON_INTEGER_FORMAT " packets\n", "tried",
		       text_in(value, "service"), text_in(value, "remote"),
		       text_in(value, "verdict"), packets_of(value));
	json_array_foreach(json_object_get(device, "reached_by"), i, value)
		printf("%-12s %s by %s: %s, %" JSON_INTEGER_FORMAT " packets\n", "reached",
		       text_in(value, "service"), text_in(value, "remote"),
		       text_in(value, "verdict"), packets_of(value));
}

static void print_why(struct why *why)
{
	char mac[CORDON_MAC_TEXT] = "-";
	const json_t *segment;
	size_t i;

	if (why->mac.set)
		cordon_text_mac(why->mac.bytes, mac);
	printf("%-12s %s%s%s\n", why->kind, *why->name ? why->name : mac, *why->name ? ", " : "",
	       *why->name ? mac : "");
	json_array_foreach(why->segments, i, segment)
		printf("%-12s %s: link %s; %s\n", "segment", text_in(segment, "interface"),
		       text_in(segment, "link"), text_in(segment, "state"));
	if (why->device)
		print_device(why->device);
	print_line("last frame", why->last_frame, "never");
	if (!why->device)
		print_line("last pass", why->last_pass, "never");
	if (why->top)
		print_drop(why->top);
	else if (!why->device)
		print_line("top drop", NULL, "nothing was dropped");
	printf("%-12s %s\n", "suggestion", why->text);
	if (*why->command)
		printf("%-12s %s\n", "", why->command);
}

static int find_camera(const union model_object *object, void *data)
{
	const struct model_camera *camera = &object->camera;
	struct why *why = data;

	if (why->mac.set ? camera->mac.set && !memcmp(camera->mac.bytes, why->mac.bytes, 6) :
			   !strcmp(camera->name, why->name)) {
		why->camera = *camera;
		why->found = true;
	}
	return 0;
}

static int find_device(const struct seen_device *device, void *data)
{
	struct why *why = data;

	if (memcmp(device->mac.bytes, why->mac.bytes, 6))
		return 0;
	why->seen = *device;
	json_decref(why->device);
	why->device = unknown_json(device);
	return why->device ? 0 : cordon_fail_memory();
}

/* A camera: what is known of it now. */
static int read_camera(struct why *why, struct cordon_genl *genl)
{
	int status;

	why->kind = "camera";
	snprintf(why->name, sizeof(why->name), "%s", why->camera.name);
	why->mac = why->camera.mac;
	status = stats_of_camera(genl, why->name, &why->stats);
	if (!status)
		status = evidence_of(why->name, &why->evidence);
	why->last_frame = json_object_get(why->stats, "last_seen");
	weigh(why, why->evidence);
	return status;
}

static int read_unknown(struct why *why, struct cordon_genl *genl)
{
	int status = cordon_seen_each(genl, find_device, why);
	char text[CORDON_MAC_TEXT];

	if (status)
		return status;
	why->kind = "unknown";
	cordon_text_mac(why->mac.bytes, text);
	if (!why->device)
		return cordon_fail(CORDON_REFUSED,
				   "%s: neither a camera nor an unknown device that was seen; see 'camera list' and 'unknown'",
				   text);
	why->last_frame = json_object_get(why->device, "last");
	return 0;
}

/* A MAC is looked for first among the cameras. */
static int read_all(struct why *why)
{
	struct cordon_genl *genl;
	json_t *now = NULL;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = change_each(genl, &noun_camera, find_camera, why);
	if (!status && why->found)
		status = read_camera(why, genl);
	else if (!status && why->mac.set)
		status = read_unknown(why, genl);
	else if (!status)
		status = change_fail_missing(genl, &noun_camera, why->name);
	if (!status)
		status = status_read(&now);
	if (!status) {
		why->segments = segments_of(json_object_get(now, "segments"),
					    why->found ? why->camera.segment :
							 why->seen.segment);
		status = why_suggest(why, genl);
	}
	cordon_genl_close(genl);
	json_decref(now);
	return status;
}

static void release(struct why *why)
{
	json_decref(why->segments);
	json_decref(why->stats);
	json_decref(why->evidence);
	json_decref(why->device);
}

int why_run(const struct command *command, struct words *words, bool json)
{
	struct why why = { 0 };
	const char *word = words_peek(words);
	int status = 0;

	(void)command;
	if (word && !cordon_parse_mac(word, &why.mac))
		words->next++;
	else
		status = take_name(words, why.name);
	if (!status)
		status = words_end(words);
	if (!status)
		status = read_all(&why);
	if (!status && json)
		status = cordon_json_print(json_pack("{s:o}", "why", why_json(&why)));
	else if (!status)
		print_why(&why);
	release(&why);
	return status;
}
