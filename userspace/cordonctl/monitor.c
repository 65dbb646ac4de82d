// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../lib/array.h"
#include "../lib/service.h"
#include "../lib/words.h"
#include "objects.h"

#define SET(key, value) json_object_set_new(to, key, value)

static void add_string(json_t *to, const char *key, const struct nlattr *attr)
{
	char text[CORDON_NAME_SIZE];

	if (!attr)
		return;
	cordon_attr_string(attr, text, sizeof(text));
	SET(key, json_string(text));
}

static void add_segment(json_t *to, const char *key, const struct nlattr *attr)
{
	char name[IFNAMSIZ];

	if (!attr)
		return;
	cordon_attr_string(attr, name, sizeof(name));
	SET(key, cordon_json_segment(name));
}

static void add_number(json_t *to, const char *key, const struct nlattr *attr)
{
	if (attr)
		SET(key, json_integer((json_int_t)cordon_attr_uint(attr)));
}

static void add_word(json_t *to, const char *key, const struct nlattr *attr,
		     const char *const *words)
{
	if (attr)
		SET(key, json_string(cordon_word(words, cordon_attr_uint(attr))));
}

static void add_traffic(json_t *to, const struct nlattr **tb)
{
	struct model_addr addr;
	struct model_mac mac = { .set = true };

	if (cordon_attr_mac(tb[CORDON_A_EVENT_MAC], mac.bytes))
		SET("mac", cordon_json_mac(&mac));
	add_word(to, "direction", tb[CORDON_A_EVENT_DIRECTION],
		 cordon_words_direction);
	if (tb[CORDON_A_EVENT_REASON])
		SET("reason", json_string(cordon_reason_word(
			cordon_attr_uint(tb[CORDON_A_EVENT_REASON]))));
	if (cordon_attr_addr(tb[CORDON_A_EVENT_REMOTE], &addr))
		SET("remote", cordon_json_addr(&addr));
	if (tb[CORDON_A_EVENT_ETHERTYPE])
		SET("ethertype",
		    cordon_json_ethertype(tb[CORDON_A_EVENT_ETHERTYPE]));
	add_number(to, "protocol", tb[CORDON_A_EVENT_PROTOCOL]);
	add_number(to, "port", tb[CORDON_A_EVENT_PORT]);
	if (tb[CORDON_A_EVENT_PROTOCOL] || tb[CORDON_A_EVENT_ETHERTYPE])
		SET("service", cordon_json_service(tb[CORDON_A_EVENT_ETHERTYPE],
						   tb[CORDON_A_EVENT_PROTOCOL],
						   tb[CORDON_A_EVENT_PORT]));
}

static void add_allowed(json_t *to, const struct nlattr **tb)
{
	struct cordon_service service = {
		.proto = cordon_attr_uint(tb[CORDON_A_EVENT_PROTOCOL]),
		.first = cordon_attr_uint(tb[CORDON_A_EVENT_PORT]),
		.last = cordon_attr_uint(tb[CORDON_A_EVENT_PORT_LAST]),
	};
	struct model_addr addr;

	if (cordon_attr_addr(tb[CORDON_A_EVENT_REMOTE], &addr)) {
		SET("remote", cordon_json_addr(&addr));
		SET("service", cordon_json_ports_of(&service));
	}
}

/* What ends by itself: its name may be a camera's or another object's. */
static void add_timed(json_t *to, const struct nlattr **tb)
{
	json_t *user;

	add_word(to, "what", tb[CORDON_A_EVENT_TIMED], cordon_words_timed);
	add_string(to, "name", tb[CORDON_A_EVENT_NAME]);
	add_number(to, "uid", tb[CORDON_A_EVENT_UID]);
	user = cordon_json_user(cordon_attr_uint(tb[CORDON_A_EVENT_UID]));
	if (json_is_string(user))
		json_object_set(to, "user", user);
	json_decref(user);
	add_allowed(to, tb);
}

/* Of an event, only what it says: no null members here. */
static json_t *event_json(const struct nlattr *nest)
{
	const struct nlattr *tb[CORDON_A_EVENT_MAX + 1];
	json_t *to = json_object();

	cordon_attr_index_nest(nest, tb, CORDON_A_EVENT_MAX);
	SET("event", json_string(cordon_word(cordon_words_event,
			cordon_attr_uint(tb[CORDON_A_EVENT_TYPE]))));
	SET("time", cordon_json_time(cordon_attr_uint(tb[CORDON_A_EVENT_TIME])));
	if (tb[CORDON_A_EVENT_TIMED]) {
		add_timed(to, tb);
	} else {
		add_string(to, "camera", tb[CORDON_A_EVENT_NAME]);
		add_segment(to, "segment", tb[CORDON_A_EVENT_SEGMENT]);
		add_word(to, "state", tb[CORDON_A_EVENT_STATE],
			 cordon_words_state);
		add_string(to, "now_called", tb[CORDON_A_EVENT_IFACE]);
		add_number(to, "uid", tb[CORDON_A_EVENT_UID]);
		add_traffic(to, tb);
	}
	add_number(to, "generation", tb[CORDON_A_EVENT_GENERATION]);
	add_number(to, "confirm", tb[CORDON_A_EVENT_CONFIRM]);
	add_number(to, "suppressed", tb[CORDON_A_EVENT_SUPPRESSED]);
	return to;
}

static json_t *lost_json(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return json_pack("{s:s, s:o}", "event", "lost", "time",
			 cordon_json_time((uint64_t)now.tv_sec * 1000000000 +
					  (uint64_t)now.tv_nsec));
}

static bool is_shown(const char *key)
{
	static const char *const elsewhere[] = {
		"event", "time", "ethertype", "protocol", "port",
	};

	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		if (!strcmp(key, elsewhere[i]))
			return false;
	return true;
}

static void print_text(json_t *event)
{
	const char *time = json_string_value(json_object_get(event, "time"));
	const char *type = json_string_value(json_object_get(event, "event"));
	const char *key;
	json_t *value;

	printf("%s %s", time ? time : "-",
	       !strcmp(type, "lost") ? "events lost" : type);
	json_object_foreach(event, key, value) {
		if (!is_shown(key))
			continue;
		if (json_is_integer(value))
			printf(" %s %" JSON_INTEGER_FORMAT, key,
			       json_integer_value(value));
		else if (json_is_string(value))
			printf(" %s %s", key, json_string_value(value));
	}
	putchar('\n');
}

/* Whoever reads the pipe acts on each line as it happens. */
static int print_event(json_t *event, bool json)
{
	int status = 0;

	if (!event)
		return cordon_fail_memory();
	if (json) {
		status = cordon_json_print(event);
	} else {
		print_text(event);
		json_decref(event);
	}
	if (!status && (fflush(stdout) || ferror(stdout)))
		status = cordon_fail(CORDON_REFUSED, "cannot write the output");
	return status;
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	if (!tb[CORDON_A_EVENT])
		return 0;
	return print_event(event_json(tb[CORDON_A_EVENT]), *(bool *)data);
}

/* Until a signal ends it: there is nothing to clean up. */
int monitor_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_genl *genl;
	bool lost;
	int status;

	(void)command;
	status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = cordon_genl_listen(genl);
	while (!status) {
		status = cordon_genl_wait(genl, take, &json, &lost);
		if (!status && lost)
			status = print_event(lost_json(), json);
	}
	cordon_genl_close(genl);
	return status;
}
