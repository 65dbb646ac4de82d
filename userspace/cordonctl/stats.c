// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/words.h"
#include "objects.h"
#include "values.h"

/* What of the stats is wanted, and what has come. */
struct reading {
	const char *camera;	/* only this one; NULL: all */
	bool prometheus;	/* for its collector, instead of people */
	json_t *totals;
	json_t *cameras;
	json_t *segments;
	json_t *retired;	/* devices that were cameras */
};

static void add_reason(const struct nlattr *nest, json_t *dropped,
		       json_t *would)
{
	const struct nlattr *tb[CORDON_A_REASON_MAX + 1];
	const char *word;

	cordon_attr_index_nest(nest, tb, CORDON_A_REASON_MAX);
	word = cordon_reason_word(cordon_attr_uint(tb[CORDON_A_REASON_ID]));
	if (cordon_attr_uint(tb[CORDON_A_REASON_DROPPED_PACKETS]))
		json_object_set_new(dropped, word, cordon_json_counter(
				tb[CORDON_A_REASON_DROPPED_PACKETS],
				tb[CORDON_A_REASON_DROPPED_BYTES]));
	if (cordon_attr_uint(tb[CORDON_A_REASON_WOULD_PACKETS]))
		json_object_set_new(would, word, cordon_json_counter(
				tb[CORDON_A_REASON_WOULD_PACKETS],
				tb[CORDON_A_REASON_WOULD_BYTES]));
}

static json_t *counters_json(const struct nlattr **tb)
{
	return json_pack("{s:o, s:o, s:o}",
			 "passed", cordon_json_counter(
				tb[CORDON_A_STATS_PASSED_PACKETS],
				tb[CORDON_A_STATS_PASSED_BYTES]),
			 "dropped", cordon_json_counter(
				tb[CORDON_A_STATS_DROPPED_PACKETS],
				tb[CORDON_A_STATS_DROPPED_BYTES]),
			 "would_drop", cordon_json_counter(
				tb[CORDON_A_STATS_WOULD_PACKETS],
				tb[CORDON_A_STATS_WOULD_BYTES]));
}

static void add_reasons(json_t *to, const struct nlattr *nest)
{
	json_t *dropped = json_object(), *would = json_object();
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == CORDON_A_STATS_REASON)
			add_reason(attr, dropped, would);
	json_object_set_new(to, "reasons", dropped);
	json_object_set_new(to, "would_drop_reasons", would);
}

/* A camera or a segment: who it is, its counters, its reasons. */
static json_t *row_json(const struct nlattr *nest, const struct nlattr **tb,
			const char *name_key)
{
	json_t *row = json_object(), *counters = counters_json(tb);
	char name[CORDON_NAME_SIZE];
	struct model_mac mac;

	cordon_attr_string(tb[CORDON_A_STATS_NAME], name, sizeof(name));
	json_object_set_new(row, name_key, cordon_json_segment(name));
	if (!strcmp(name_key, "name")) {
		mac.set = cordon_attr_mac(tb[CORDON_A_STATS_MAC], mac.bytes);
		json_object_set_new(row, "mac", cordon_json_mac(&mac));
	}
	json_object_update(row, counters);
	json_decref(counters);
	json_object_set_new(row, "last_seen", cordon_json_time(
			cordon_attr_uint(tb[CORDON_A_STATS_LAST_SEEN])));
	add_reasons(row, nest);
	return row;
}

static bool is_wanted(const struct reading *reading, const struct nlattr **tb)
{
	char name[CORDON_NAME_SIZE];

	if (!reading->camera)
		return true;
	cordon_attr_string(tb[CORDON_A_STATS_NAME], name, sizeof(name));
	return !strcmp(name, reading->camera);
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *top[CORDON_A_MAX + 1], *nest;
	const struct nlattr *tb[CORDON_A_STATS_MAX + 1];
	struct reading *reading = data;
	json_t *row;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	nest = top[CORDON_A_STATS];
	cordon_attr_index_nest(nest, tb, CORDON_A_STATS_MAX);
	switch (cordon_attr_uint(tb[CORDON_A_STATS_KIND])) {
	case CORDON_KIND_TOTALS:
		json_decref(reading->totals);
		reading->totals = json_pack("{s:o}", "totals",
					    counters_json(tb));
		add_reasons(reading->totals, nest);
		break;
	case CORDON_KIND_CAMERA:
		if (is_wanted(reading, tb))
			json_array_append_new(reading->cameras,
					      row_json(nest, tb, "name"));
		break;
	case CORDON_KIND_RETIRED:
		row = row_json(nest, tb, "name");
		json_object_set_new(row, "retired", cordon_json_time(
				cordon_attr_uint(tb[CORDON_A_STATS_RETIRED])));
		json_array_append_new(reading->retired, row);
		break;
	case CORDON_KIND_SEGMENT:
		json_array_append_new(reading->segments,
				      row_json(nest, tb, "interface"));
		break;
	}
	return 0;
}

static int read_stats(struct cordon_genl *genl, struct reading *reading)
{
	static const struct nlattr *none[CORDON_A_STATS_MAX + 1];
	struct nlmsghdr *nlh;
	int status;

	reading->cameras = json_array();
	reading->segments = json_array();
	reading->retired = json_array();
	/* What a module without any counter yet would say. */
	reading->totals = json_pack("{s:o, s:{}, s:{}}", "totals",
				    counters_json(none), "reasons",
				    "would_drop_reasons");
	nlh = cordon_genl_begin(genl, CORDON_CMD_STATS_GET);
	if (reading->camera)
		mnl_attr_put_u8(nlh, CORDON_A_KIND, CORDON_KIND_CAMERA);
	status = cordon_genl_dump(genl, nlh, take, reading);
	if (!status && !reading->camera) {
		nlh = cordon_genl_begin(genl, CORDON_CMD_STATS_GET);
		mnl_attr_put_u8(nlh, CORDON_A_KIND, CORDON_KIND_RETIRED);
		status = cordon_genl_dump(genl, nlh, take, reading);
	}
	if (!status && reading->camera && !json_array_size(reading->cameras))
		status = change_fail_missing(genl, &noun_camera,
					     reading->camera);
	return status;
}

static void release(struct reading *reading)
{
	json_decref(reading->totals);
	json_decref(reading->cameras);
	json_decref(reading->segments);
	json_decref(reading->retired);
}

int stats_of_camera(struct cordon_genl *genl, const char *name, json_t **to)
{
	struct reading reading = { .camera = name };
	int status = read_stats(genl, &reading);

	*to = NULL;
	if (!status)
		*to = json_incref(json_array_get(reading.cameras, 0));
	release(&reading);
	return status;
}

#define COUNTER_COLUMNS \
	{ "PASSED", "passed.packets" }, \
	{ "BYTES", "passed.bytes" }, \
	{ "DROPPED", "dropped.packets" }, \
	{ "BYTES", "dropped.bytes" }, \
	{ "WOULD DROP", "would_drop.packets" }, \
	{ "BYTES", "would_drop.bytes" }

static const struct cordon_column total_columns[] = {
	{ "TOTAL", "total" }, COUNTER_COLUMNS, { NULL, NULL }
};

static const struct cordon_column camera_columns[] = {
	{ "CAMERA", "name" }, { "MAC", "mac" }, COUNTER_COLUMNS,
	{ "LAST SEEN", "last_seen" }, { NULL, NULL }
};

static const struct cordon_column retired_columns[] = {
	{ "RETIRED FROM", "name" }, { "MAC", "mac" }, COUNTER_COLUMNS,
	{ "RETIRED", "retired" }, { NULL, NULL }
};

static const struct cordon_column segment_columns[] = {
	{ "UNLISTED DEVICES ON", "interface" }, COUNTER_COLUMNS,
	{ "LAST SEEN", "last_seen" }, { NULL, NULL }
};

static const struct cordon_column reason_columns[] = {
	{ "REASON", "reason" }, { "DROPPED", "dropped.packets" },
	{ "BYTES", "dropped.bytes" }, { "WOULD DROP", "would_drop.packets" },
	{ "BYTES", "would_drop.bytes" }, { NULL, NULL }
};

static json_t *counter_or_zero(json_t *counter)
{
	return counter ? json_incref(counter) : cordon_json_counter(NULL, NULL);
}

/* One row a reason, of the two objects that @from holds by reason. */
static json_t *reason_rows(const json_t *from)
{
	json_t *dropped, *would, *row, *rows = json_array();
	const struct cordon_reason_text *reason;

	for (reason = cordon_reason_texts; reason->word; reason++) {
		dropped = json_object_get(json_object_get(from, "reasons"),
					  reason->word);
		would = json_object_get(json_object_get(from,
							"would_drop_reasons"),
					reason->word);
		if (!dropped && !would)
			continue;
		row = json_pack("{s:s, s:o, s:o}", "reason", reason->word,
				"dropped", counter_or_zero(dropped),
				"would_drop", counter_or_zero(would));
		json_array_append_new(rows, row);
	}
	return rows;
}

static int print_table(const struct cordon_column *columns, json_t *rows,
		       bool more)
{
	int status = 0;

	if (json_array_size(rows)) {
		if (more)
			putchar('\n');
		status = cordon_table_print(columns, rows);
	}
	json_decref(rows);
	return status;
}

int stats_print(const json_t *all)
{
	json_t *totals = json_array();
	json_t *row = json_deep_copy(json_object_get(all, "totals"));
	int status;

	json_object_set_new(row, "total", json_string("all"));
	json_array_append_new(totals, row);
	status = print_table(total_columns, totals, false);
	if (!status)
		status = print_table(reason_columns, reason_rows(all), true);
	if (!status)
		status = print_table(camera_columns,
				     json_incref(json_object_get(all, "cameras")), true);
	if (!status)
		status = print_table(segment_columns,
				     json_incref(json_object_get(all, "segments")), true);
	if (!status)
		status = print_table(retired_columns,
				     json_incref(json_object_get(all, "retired")), true);
	return status;
}

static int print_camera(struct reading *reading)
{
	int status;

	status = print_table(camera_columns, json_incref(reading->cameras),
			     false);
	if (!status)
		status = print_table(reason_columns,
				     reason_rows(json_array_get(reading->cameras,
								0)), true);
	return status;
}

static int print_samples(struct reading *reading)
{
	json_t *now;
	int status = status_read(&now);

	if (!status)
		status = prometheus_print(reading->totals, now);
	json_decref(now);
	return status;
}

static int print(struct reading *reading, bool json)
{
	if (reading->camera)
		return json ? cordon_json_print(json_pack("{s:O}", "cameras",
							  reading->cameras)) :
			      print_camera(reading);
	json_object_set(reading->totals, "cameras", reading->cameras);
	json_object_set(reading->totals, "segments", reading->segments);
	json_object_set(reading->totals, "retired", reading->retired);
	if (reading->prometheus)
		return print_samples(reading);
	return json ? cordon_json_print(json_incref(reading->totals)) :
		      stats_print(reading->totals);
}

int stats_run(const struct command *command, struct words *words, bool json)
{
	struct reading reading = { 0 };
	char name[CORDON_NAME_SIZE];
	struct cordon_genl *genl;
	int status = 0;

	(void)command;
	reading.prometheus = words_accept(words, "--prometheus");
	if (reading.prometheus && json)
		return cordon_fail(CORDON_USAGE, "stats: --prometheus and --json: one of them");
	if (!reading.prometheus && words_peek(words)) {
		reading.camera = name;
		status = take_device(words, &noun_camera, name);
	}
	if (!status)
		status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = read_stats(genl, &reading);
	cordon_genl_close(genl);
	if (!status)
		status = print(&reading, json);
	release(&reading);
	return status;
}
