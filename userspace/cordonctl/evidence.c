// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/country.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

enum filter { FILTER_NONE, FILTER_PASSED, FILTER_DROPPED };

struct line {
	uint64_t last;		/* ns since 1970 */
	size_t arrival;
	json_t *json;
};

struct ledger {
	enum filter filter;
	struct line *lines;
	size_t count;
	size_t size;
};

const char *evidence_verdict(uint64_t reason, bool would)
{
	if (would)
		return "would-drop";
	return reason ? "dropped" : "passed";
}

/* What only would have been dropped belongs to what the policy refuses. */
static bool is_wanted(enum filter filter, const struct nlattr **tb)
{
	bool refused = cordon_attr_uint(tb[CORDON_A_EVIDENCE_REASON]) != 0;

	return filter == FILTER_NONE || refused == (filter == FILTER_DROPPED);
}

static json_t *number_json(const struct nlattr *attr)
{
	if (!attr)
		return json_null();
	return json_integer((json_int_t)cordon_attr_uint(attr));
}

static void add_traffic(json_t *to, const struct nlattr **tb)
{
	struct model_addr addr;
	struct model_mac mac;

	cordon_attr_addr(tb[CORDON_A_EVIDENCE_REMOTE], &addr);
	mac.set = cordon_attr_mac(tb[CORDON_A_EVIDENCE_REMOTE_MAC], mac.bytes);
	json_object_set_new(to, "remote", cordon_json_addr(&addr));
	json_object_set_new(to, "remote_mac", cordon_json_mac(&mac));
	json_object_set_new(to, "country", cordon_json_country(&addr));
	json_object_set_new(to, "ethertype", cordon_json_ethertype(
				tb[CORDON_A_EVIDENCE_ETHERTYPE]));
	json_object_set_new(to, "protocol",
			    number_json(tb[CORDON_A_EVIDENCE_PROTOCOL]));
	json_object_set_new(to, "port",
			    number_json(tb[CORDON_A_EVIDENCE_PORT]));
	json_object_set_new(to, "service", cordon_json_service(
				tb[CORDON_A_EVIDENCE_ETHERTYPE],
				tb[CORDON_A_EVIDENCE_PROTOCOL],
				tb[CORDON_A_EVIDENCE_PORT]));
}

/* The device that had the camera's name, if it is another one by now. */
static json_t *retired_json(const struct nlattr **tb)
{
	struct model_mac mac;

	if (!tb[CORDON_A_EVIDENCE_RETIRED])
		return json_null();
	mac.set = cordon_attr_mac(tb[CORDON_A_EVIDENCE_MAC], mac.bytes);
	return json_pack("{s:o, s:o}", "mac", cordon_json_mac(&mac), "at",
			 cordon_json_time(cordon_attr_uint(tb[CORDON_A_EVIDENCE_RETIRED])));
}

static json_t *line_json(const struct nlattr **tb)
{
	uint64_t kind = cordon_attr_uint(tb[CORDON_A_EVIDENCE_KIND]);
	uint64_t reason = cordon_attr_uint(tb[CORDON_A_EVIDENCE_REASON]);
	json_t *json = json_object(), *counter;
	char name[CORDON_NAME_SIZE];

	cordon_attr_string(tb[CORDON_A_EVIDENCE_NAME], name, sizeof(name));
	json_object_set_new(json, kind == CORDON_KIND_SEGMENT ? "segment" :
								"camera",
			    cordon_json_segment(name));
	json_object_set_new(json, "retired", retired_json(tb));
	json_object_set_new(json, "direction", json_string(cordon_word(
			cordon_words_direction,
			cordon_attr_uint(tb[CORDON_A_EVIDENCE_DIRECTION]))));
	json_object_set_new(json, "verdict", json_string(evidence_verdict(reason,
				cordon_attr_uint(tb[CORDON_A_EVIDENCE_WOULD]))));
	json_object_set_new(json, "reason",
			    json_string(cordon_reason_word(reason)));
	add_traffic(json, tb);
	counter = cordon_json_counter(tb[CORDON_A_EVIDENCE_PACKETS],
				      tb[CORDON_A_EVIDENCE_BYTES]);
	json_object_update(json, counter);
	json_decref(counter);
	json_object_set_new(json, "first", cordon_json_time(
				cordon_attr_uint(tb[CORDON_A_EVIDENCE_FIRST])));
	json_object_set_new(json, "last", cordon_json_time(
				cordon_attr_uint(tb[CORDON_A_EVIDENCE_LAST])));
	if (tb[CORDON_A_EVIDENCE_RECORDS])
		json_object_set_new(json, "records",
				    number_json(tb[CORDON_A_EVIDENCE_RECORDS]));
	return json;
}

static int make_room(struct ledger *ledger)
{
	size_t size = 2 * ledger->size + 64;
	struct line *larger;

	if (ledger->count < ledger->size)
		return 0;
	larger = realloc(ledger->lines, size * sizeof(*larger));
	if (!larger)
		return cordon_fail_memory();
	ledger->lines = larger;
	ledger->size = size;
	return 0;
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *top[CORDON_A_MAX + 1];
	const struct nlattr *tb[CORDON_A_EVIDENCE_MAX + 1];
	struct ledger *ledger = data;
	int status;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	if (!top[CORDON_A_EVIDENCE])
		return 0;
	cordon_attr_index_nest(top[CORDON_A_EVIDENCE], tb,
			       CORDON_A_EVIDENCE_MAX);
	if (!is_wanted(ledger->filter, tb))
		return 0;
	status = make_room(ledger);
	if (status)
		return status;
	ledger->lines[ledger->count] = (struct line){
		.last = cordon_attr_uint(tb[CORDON_A_EVIDENCE_LAST]),
		.arrival = ledger->count,
		.json = line_json(tb),
	};
	ledger->count++;
	return 0;
}

/* Latest first; else as they came, so that two readings agree. */
static int compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;

	if (a->last != b->last)
		return a->last < b->last ? 1 : -1;
	return a->arrival < b->arrival ? -1 : a->arrival > b->arrival;
}

/* The references move into the array. */
static json_t *sorted_rows(struct ledger *ledger)
{
	json_t *rows = json_array();

	if (ledger->count)
		qsort(ledger->lines, ledger->count, sizeof(*ledger->lines),
		      compare);
	for (size_t i = 0; i < ledger->count; i++)
		json_array_append_new(rows, ledger->lines[i].json);
	ledger->count = 0;
	return rows;
}

static void release(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->count; i++)
		json_decref(ledger->lines[i].json);
	free(ledger->lines);
}

static int read_kind(struct cordon_genl *genl, struct ledger *ledger,
		     const char *name, uint8_t kind)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, CORDON_CMD_EVIDENCE_GET);

	mnl_attr_put_u8(nlh, CORDON_A_KIND, kind);
	if (name)
		mnl_attr_put_strz(nlh, CORDON_A_NAME, name);
	return cordon_genl_dump(genl, nlh, take, ledger);
}

/* Of all, or of @name: what has the name now, and what had it. */
static int read_ledger(struct ledger *ledger, const char *name)
{
	struct cordon_genl *genl;
	int status = cordon_genl_open(&genl);

	if (status)
		return status;
	status = read_kind(genl, ledger, name, CORDON_KIND_ANY);
	if (!status)
		status = read_kind(genl, ledger, name, CORDON_KIND_RETIRED);
	/* No evidence, or nobody of that name? */
	if (name && !ledger->count &&
	    (!status || cordon_genl_errno(genl) == ENOENT))
		status = check_subject(genl, name);
	cordon_genl_close(genl);
	return status;
}

int evidence_of(const char *name, json_t **rows)
{
	struct ledger ledger = { 0 };
	int status = read_ledger(&ledger, name);

	*rows = status ? NULL : sorted_rows(&ledger);
	release(&ledger);
	return status;
}

static const struct cordon_column columns[] = {
	{ "OF", "camera|segment" },
	{ "RETIRED", "retired.mac" },
	{ "DIRECTION", "direction" },
	{ "VERDICT", "verdict" },
	{ "REASON", "reason" },
	{ "REMOTE", "remote|remote_mac" },
	{ "COUNTRY", "country.code" },
	{ "SERVICE", "service" },
	{ "PACKETS", "packets" },
	{ "BYTES", "bytes" },
	{ "FIRST", "first" },
	{ "LAST", "last" },
	{ "RECORDS", "records" },
	{ NULL, NULL }
};

static enum filter filter_of(const char *word)
{
	if (word && !strcmp(word, "passed"))
		return FILTER_PASSED;
	if (word && !strcmp(word, "dropped"))
		return FILTER_DROPPED;
	return FILTER_NONE;
}

static int take_words(struct words *words, char *name, enum filter *filter)
{
	int left = (int)(words->end - words->next), status = 0;

	/* A camera may be called "passed": then both words have to be said. */
	if (left && (left > 1 || !filter_of(words_peek(words))))
		status = take_device(words, &noun_camera, name);
	if (status)
		return status;
	*filter = filter_of(words_peek(words));
	if (*filter)
		words->next++;
	else if (words_peek(words))
		return words_wrong(words, words_peek(words),
				   "not known; accepted: passed, dropped");
	return words_end(words);
}

int evidence_run(const struct command *command, struct words *words, bool json)
{
	char name[CORDON_NAME_SIZE] = "";
	struct ledger ledger = { 0 };
	int status;

	(void)command;
	status = take_words(words, name, &ledger.filter);
	if (!status)
		status = read_ledger(&ledger, *name ? name : NULL);
	if (!status)
		status = print_rows(json, "evidence", sorted_rows(&ledger),
				    columns, "evidence");
	release(&ledger);
	return status;
}
