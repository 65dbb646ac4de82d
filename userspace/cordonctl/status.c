// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../lib/module.h"
#include "../lib/words.h"
#include "boot.h"
#include "objects.h"
#include "policy.h"

static bool all_closed(json_t *segments)
{
	json_t *segment;
	size_t i;

	json_array_foreach(segments, i, segment)
		if (strcmp(json_string_value(json_object_get(segment, "state")),
			   cordon_words_state[CORDON_STATE_CLOSED]))
			return false;
	return json_array_size(segments) > 0;
}

/* The one number of @type, as a member of the object. */
static void add_number(json_t *to, const char *key, const struct nlattr *attr)
{
	json_object_set_new(to, key,
			    json_integer((json_int_t)cordon_attr_uint(attr)));
}

/* The version that takes over at the next boot, unless it is the loaded one. */
static json_t *waiting(const char *loaded)
{
	struct cordon_module installed;

	if (!cordon_module_installed(NULL, &installed) || !*installed.version ||
	    !strcmp(installed.version, loaded))
		return json_null();
	return json_string(installed.version);
}

/*
 * Closed means all of it: no segment waits, observes or is open, and nothing
 * is let through because a camera, or everything, is only observed.
 */
static json_t *to_json(const struct nlmsghdr *nlh)
{
	const struct nlattr *top[CORDON_A_MAX + 1];
	const struct nlattr *tb[CORDON_A_STATUS_MAX + 1];
	json_t *segments = status_segments(nlh), *json;
	char version[CORDON_VERSION_TEXT];
	bool closed;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	cordon_attr_index_nest(top[CORDON_A_STATUS], tb, CORDON_A_STATUS_MAX);
	cordon_attr_string(tb[CORDON_A_STATUS_VERSION], version,
			   sizeof(version));
	closed = all_closed(segments) &&
		 cordon_attr_uint(tb[CORDON_A_STATUS_MODE]) == CORDON_MODE_ENFORCE &&
		 !cordon_attr_uint(tb[CORDON_A_STATUS_OBSERVED]);
	json = json_pack("{s:b, s:{s:s, s:o}, s:{s:s}, s:b, s:o}", "closed", closed,
			 "module", "version", version, "waiting", waiting(version),
			 "tool", "version", CORDON_VERSION, "shut",
			 (int)cordon_attr_uint(tb[CORDON_A_STATUS_SHUT]),
			 "held", boot_held());
	cordon_json_add_mode(json, cordon_attr_uint(tb[CORDON_A_STATUS_MODE]),
			     cordon_attr_uint(tb[CORDON_A_STATUS_DURATION]));
	json_object_set_new(json, "segments", segments);
	add_number(json, "generation", tb[CORDON_A_STATUS_GENERATION]);
	add_number(json, "peers", tb[CORDON_A_STATUS_PEERS]);
	add_number(json, "trusted", tb[CORDON_A_STATUS_TRUSTED]);
	add_number(json, "cameras", tb[CORDON_A_STATUS_CAMERAS]);
	add_number(json, "profiles", tb[CORDON_A_STATUS_PROFILES]);
	add_number(json, "exceptions", tb[CORDON_A_STATUS_EXCEPTIONS]);
	add_number(json, "observed", tb[CORDON_A_STATUS_OBSERVED]);
	add_number(json, "unknown", tb[CORDON_A_STATUS_UNKNOWN]);
	add_number(json, "bypassed", tb[CORDON_A_STATUS_BYPASSED]);
	add_number(json, "failures", tb[CORDON_A_STATUS_FAILURES]);
	add_number(json, "refused", tb[CORDON_A_STATUS_REFUSED]);
	json_object_set_new(json, "sealed", tb[CORDON_A_STATUS_SEALED] ?
			    cordon_json_time(cordon_attr_uint(tb[CORDON_A_STATUS_SEALED])) :
			    json_null());
	if (tb[CORDON_A_STATUS_CONFIRM])
		add_number(json, "confirm", tb[CORDON_A_STATUS_CONFIRM]);
	else
		json_object_set_new(json, "confirm", json_null());
	json_object_set_new(json, "modules_disabled",
			    json_boolean(seal_modules_disabled()));
	return json;
}

static const char *describe_state(const char *state)
{
	static const char *const texts[] = {
		[CORDON_STATE_WAITING] = "WAITING (no such interface yet)",
		[CORDON_STATE_CLOSED] = "CLOSED",
		[CORDON_STATE_OBSERVING] = "NOT CLOSED (observing)",
		[CORDON_STATE_OPEN] = "NOT CLOSED (open)",
		[CORDON_STATE_FAILED] = "FAILED (could not be closed; kept down)",
		[CORDON_STATE_DISPLACED] =
			"DISPLACED (in another namespace; nothing passes)",
	};
	int number = cordon_word_number(cordon_words_state, state);

	return number < 0 ? "NOT CLOSED (unknown state)" : texts[number];
}

static const char *string_in(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "-";
}

static json_int_t number_in(json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

/* Closed is what lets nothing through, not even of a camera that is observed. */
static void print_state(json_t *segment, bool observed)
{
	const char *state = string_in(segment, "state");
	json_t *closed = json_object_get(segment, "closed_since");

	if (json_is_string(closed))
		printf("CLOSED since %s", json_string_value(closed));
	else if (observed && !strcmp(state, cordon_words_state[CORDON_STATE_CLOSED]))
		printf("NOT CLOSED (a camera is only observed)");
	else
		printf("%s since %s", describe_state(state), string_in(segment, "since"));
}

static void print_segments(json_t *status)
{
	json_t *segment, *segments = json_object_get(status, "segments");
	size_t i;

	json_array_foreach(segments, i, segment) {
		const char *name = string_in(segment, "interface");
		const char *device = string_in(segment, "device");
		bool other = strcmp(name, device) && strcmp(device, "-");

		printf("%s%s%s%s: ", name, other ? " (" : "", other ? device : "",
		       other ? ")" : "");
		print_state(segment, number_in(status, "observed"));
		printf("; unknown devices: %s%s\n", string_in(segment, "unknown"),
		       json_is_true(json_object_get(segment, "bridged")) ?
		       "; bridged" : "");
	}
	if (!json_array_size(segments))
		puts("NOT CLOSED: no segments");
}

static void print_mode(json_t *status)
{
	json_t *left = json_object_get(status, "seconds_left");
	char text[CORDON_DURATION_TEXT];

	if (!strcmp(string_in(status, "mode"), "enforce")) {
		puts("mode: enforce");
		return;
	}
	cordon_text_left((uint32_t)json_integer_value(left), text);
	printf("mode: NOT CLOSED: observe %s%s: everything passes, and is counted\n",
	       json_is_integer(left) ? "for another " : "", text);
}

static void print_seal(json_t *status)
{
	if (!json_is_string(json_object_get(status, "sealed")))
		return;
	printf("SEALED since %s; modules can%s be unloaded by force; changes refused: %"
	       JSON_INTEGER_FORMAT "\n", string_in(status, "sealed"),
	       json_is_true(json_object_get(status, "modules_disabled")) ? "not" : "",
	       number_in(status, "refused"));
}

static void print_confirm(json_t *status)
{
	json_t *left = json_object_get(status, "confirm");

	if (json_is_integer(left))
		printf("NOT CONFIRMED: the former policy comes back in %" JSON_INTEGER_FORMAT
		       " s; to keep this one: cordonctl confirm\n",
		       json_integer_value(left));
}

static void print_policy(json_t *status)
{
	json_t *policy = json_object_get(status, "policy");
	json_t *file = json_object_get(policy, "file");
	const char *path = string_in(file, "path"), *state = string_in(file, "state");

	if (!strcmp(state, "equal"))
		printf("policy: equal to %s\n", path);
	else if (!strcmp(state, "differs"))
		printf("policy: differs from %s (see cordonctl diff)\n", path);
	else if (!strcmp(state, "none"))
		printf("policy: there is no %s (see cordonctl save)\n", path);
	else
		printf("policy: %s is wrong (see cordonctl check)\n", path);
	printf("policy generation %" JSON_INTEGER_FORMAT ", sha256 %.16s\n",
	       number_in(status, "generation"), string_in(policy, "digest"));
}

/* From boot to the policy, and what is not the module's to close. */
static void print_boot(json_t *status)
{
	json_t *name;
	size_t i;

	if (json_is_true(json_object_get(status, "shut")))
		puts("no policy yet: nothing passes (see systemctl status camcordon)");
	json_array_foreach(json_object_get(status, "held"), i, name)
		printf("%s: HELD SHUT by tc: it is, or its card was, a segment\n",
		       json_string_value(name));
}

static void print_versions(json_t *status)
{
	json_t *module = json_object_get(status, "module");

	printf("module %s, cordonctl %s\n", string_in(module, "version"),
	       string_in(json_object_get(status, "tool"), "version"));
	if (json_is_string(json_object_get(module, "waiting")))
		printf("module %s is installed, and takes over at the next boot\n",
		       string_in(module, "waiting"));
}

static void print_status(json_t *status)
{
	json_int_t observed = number_in(status, "observed");

	print_segments(status);
	print_boot(status);
	print_mode(status);
	print_confirm(status);
	print_seal(status);
	printf("cameras: %" JSON_INTEGER_FORMAT, number_in(status, "cameras"));
	if (observed)
		printf(", NOT CLOSED: %" JSON_INTEGER_FORMAT " only observed",
		       observed);
	printf("\npeers: %" JSON_INTEGER_FORMAT ", trusted: %"
	       JSON_INTEGER_FORMAT ", unknown devices: %" JSON_INTEGER_FORMAT
	       "\n", number_in(status, "peers"), number_in(status, "trusted"),
	       number_in(status, "unknown"));
	printf("own profiles: %" JSON_INTEGER_FORMAT ", running exceptions: %"
	       JSON_INTEGER_FORMAT "\n", number_in(status, "profiles"),
	       number_in(status, "exceptions"));
	if (number_in(status, "bypassed"))
		printf("frames that went round the first checkpoint: %"
		       JSON_INTEGER_FORMAT "\n", number_in(status, "bypassed"));
	if (number_in(status, "failures"))
		printf("records lost for want of memory: %" JSON_INTEGER_FORMAT
		       "\n", number_in(status, "failures"));
	print_policy(status);
	print_versions(status);
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	json_t **status = data;

	json_decref(*status);
	*status = to_json(nlh);
	return *status ? 0 : cordon_fail_memory();
}

int status_read(json_t **status)
{
	struct cordon_genl *genl;
	json_t *policy;
	int error = cordon_genl_open(&genl);

	*status = NULL;
	if (error)
		return boot_explain();
	error = cordon_genl_ask(genl,
				cordon_genl_begin(genl, CORDON_CMD_STATUS_GET),
				take, status);
	if (!error && !*status)
		error = cordon_fail(CORDON_REFUSED, "the kernel gave no status");
	if (!error)
		error = policy_state(genl, &policy);
	if (!error)
		json_object_set_new(*status, "policy", policy);
	cordon_genl_close(genl);
	return error;
}

/* "Not closed" is said on stdout: it is an answer, not an error. */
int status_run(const struct command *command, struct words *words, bool json)
{
	json_t *status = NULL;
	bool closed;
	int error;

	(void)command;
	error = words_end(words);
	if (!error)
		error = status_read(&status);
	if (error) {
		json_decref(status);
		return error;
	}
	closed = json_is_true(json_object_get(status, "closed"));
	if (json) {
		error = cordon_json_print(status);
	} else {
		print_status(status);
		json_decref(status);
	}
	if (error)
		return error;
	return closed ? 0 : cordon_fail(CORDON_REFUSED, "%s", "");
}
