// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * stats --prometheus: what stats and status say in the text format that
 * node_exporter's textfile collector reads. Every family stands together, as the
 * format asks.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../lib/array.h"
#include "../lib/words.h"
#include "objects.h"

#define PREFIX "camcordon_"

static void begin_family(const char *name, const char *type, const char *help)
{
	printf("# HELP " PREFIX "%s %s\n# TYPE " PREFIX "%s %s\n", name, help, name, type);
}

/* The value of a label: the format knows these three escapes. */
static void print_label(const char *name, const char *value)
{
	printf("%s=\"", name);
	for (; *value; value++)
		switch (*value) {
		case '\\':
			fputs("\\\\", stdout);
			break;
		case '"':
			fputs("\\\"", stdout);
			break;
		case '\n':
			fputs("\\n", stdout);
			break;
		default:
			putchar(*value);
		}
	putchar('"');
}

/* A sample with up to two labels; a NULL name ends them. */
static void print_sample(const char *name, const char *const labels[2][2], json_int_t value)
{
	printf(PREFIX "%s", name);
	for (int i = 0; i < 2 && labels[i][0]; i++) {
		putchar(i ? ',' : '{');
		print_label(labels[i][0], labels[i][1]);
	}
	printf("%s %" JSON_INTEGER_FORMAT "\n", labels[0][0] ? "}" : "", value);
}

static json_int_t number_in(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void print_one(const char *name, const char *type, const char *help, json_int_t value)
{
	static const char *const none[2][2] = { { NULL, NULL }, { NULL, NULL } };

	begin_family(name, type, help);
	print_sample(name, none, value);
}

/* Seconds since 1970 of a time as the tool writes it; 0: never. */
static json_int_t seconds_of(const json_t *time)
{
	const char *text = json_string_value(time);
	struct tm tm = { 0 };

	if (!text || !strptime(text, "%Y-%m-%dT%H:%M:%S", &tm))
		return 0;
	return (json_int_t)timegm(&tm);
}

/* Whose counters: all together, or by camera or segment. */
struct owner {
	const char *family;	/* "camera_" */
	const char *label;	/* NULL: all together */
	const char *key;	/* its name in a row */
	const char *whose;
};

static const struct owner all = { "", NULL, NULL, "of all devices, removed ones too" };
static const struct owner by_camera = { "camera_", "camera", "name", "of a camera" };
static const struct owner by_segment = {
	"segment_", "segment", "interface", "of devices on a segment that nobody listed"
};

/* What was counted: the member of a row that holds the sum, and the sums by reason. */
static const struct counted {
	const char *word;
	const char *reasons;	/* NULL: not by reason */
	const char *what;
} counted[] = {
	{ "passed", NULL, "that passed" },
	{ "dropped", "reasons", "that were dropped" },
	{ "would_drop", "would_drop_reasons", "that passed only because of observe" },
};

static const char *name_of(const struct owner *owner, const json_t *row)
{
	return owner->label ? json_string_value(json_object_get(row, owner->key)) : NULL;
}

/* In all, every reason is there from the start: then a rate sees the first one, too. */
static void print_reasons(const char *name, const struct owner *owner,
			  const json_t *row, const struct counted *what, const char *unit)
{
	const json_t *reasons = json_object_get(row, what->reasons), *sum;

	for (const struct cordon_reason_text *r = cordon_reason_texts; r->word; r++) {
		const char *const labels[2][2] = {
			{ owner->label ? owner->label : "reason",
			  owner->label ? name_of(owner, row) : r->word },
			{ owner->label ? "reason" : NULL, r->word },
		};

		sum = json_object_get(reasons, r->word);
		if (sum || (!owner->label && r->number))
			print_sample(name, labels, number_in(sum, unit));
	}
}

static void print_row(const char *name, const struct owner *owner,
		      const json_t *row, const struct counted *what, const char *unit)
{
	const char *const labels[2][2] = { { owner->label, name_of(owner, row) },
					   { NULL, NULL } };
	const json_t *sums = owner->label ? row : json_object_get(row, "totals");

	if (what->reasons)
		print_reasons(name, owner, row, what, unit);
	else
		print_sample(name, labels, number_in(json_object_get(sums, what->word), unit));
}

static void print_counters(const struct owner *owner, const json_t *rows)
{
	static const char *const units[] = { "packets", "bytes", NULL };
	const json_t *row;
	char name[64], help[128];
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(counted); i++)
		for (const char *const *unit = units; *unit; unit++) {
			snprintf(name, sizeof(name), "%s%s_%s_total", owner->family,
				 counted[i].word, *unit);
			snprintf(help, sizeof(help), "%s %s %s.",
				 **unit == 'p' ? "Frames" : "Bytes of frames",
				 owner->whose, counted[i].what);
			begin_family(name, "counter", help);
			json_array_foreach(rows, n, row)
				print_row(name, owner, row, &counted[i], *unit);
		}
}

/* A gauge of each row; those without a value are left out. */
static void print_times(const char *name, const char *help, const struct owner *owner,
			const json_t *rows, const char *key)
{
	const json_t *row;
	size_t i;

	begin_family(name, "gauge", help);
	json_array_foreach(rows, i, row) {
		const char *const labels[2][2] = { { owner->label, name_of(owner, row) },
						   { NULL, NULL } };
		json_int_t seconds = seconds_of(json_object_get(row, key));

		if (seconds)
			print_sample(name, labels, seconds);
	}
}

static void print_states(const json_t *segments)
{
	const json_t *row;
	size_t i;

	begin_family("segment_closed", "gauge",
		     "Is the segment closed, and no camera on it observed?");
	json_array_foreach(segments, i, row) {
		const char *const labels[2][2] = { { "segment", name_of(&by_segment, row) },
						   { NULL, NULL } };

		print_sample("segment_closed", labels,
			     json_is_string(json_object_get(row, "closed_since")));
	}
	print_times("segment_closed_since_timestamp_seconds",
		    "Since when the segment is closed without a break.",
		    &by_segment, segments, "closed_since");
}

static void print_status(const json_t *status)
{
	const char *const version[2][2] = {
		{ "version", json_string_value(json_object_get(
				json_object_get(status, "module"), "version")) },
		{ NULL, NULL }
	};

	begin_family("build_info", "gauge", "The module's version.");
	print_sample("build_info", version, 1);
	print_one("closed", "gauge", "Is everything closed?",
		  json_is_true(json_object_get(status, "closed")));
	print_one("sealed", "gauge", "Is the policy sealed?",
		  json_is_string(json_object_get(status, "sealed")));
	print_one("policy_generation", "gauge", "The number of the policy in force.",
		  number_in(status, "generation"));
	print_one("cameras", "gauge", "Cameras in the policy.", number_in(status, "cameras"));
	print_one("cameras_observed", "gauge", "Cameras that are only observed.",
		  number_in(status, "observed"));
	print_one("exceptions", "gauge", "What is allowed for a time.",
		  number_in(status, "exceptions"));
	print_one("unknown_devices", "gauge", "Devices on segments that nobody listed.",
		  number_in(status, "unknown"));
	print_one("bypassed_packets_total", "counter",
		  "Frames that went round the first checkpoint.", number_in(status, "bypassed"));
	print_one("records_lost_total", "counter", "Records lost for want of memory.",
		  number_in(status, "failures"));
	print_states(json_object_get(status, "segments"));
}

int prometheus_print(const json_t *stats, const json_t *status)
{
	const json_t *cameras = json_object_get(stats, "cameras");
	json_t *together = json_pack("[O]", stats);

	if (!together)
		return cordon_fail_memory();
	print_status(status);
	print_counters(&all, together);
	print_counters(&by_camera, cameras);
	print_times("camera_last_seen_timestamp_seconds", "When the camera was last seen.",
		    &by_camera, cameras, "last_seen");
	print_counters(&by_segment, json_object_get(stats, "segments"));
	json_decref(together);
	return 0;
}
