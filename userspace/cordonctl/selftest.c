// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * selftest: are the verdicts of the loaded module what they ought to be? Each
 * canary has to be counted once, for the right camera and reason.
 */
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../lib/json.h"
#include "../lib/words.h"
#include "objects.h"
#include "selftest.h"

#define PATIENCE	2	/* seconds until a canary has to be counted */
#define ACCOUNTS	8
#define WOULD		(CORDON_REASON_MAX + 1)	/* stands for all that was only observed */

struct account {
	char name[CORDON_NAME_SIZE];
	uint64_t count[WOULD + 1];	/* by reason; what passed, too */
};

struct counts {
	unsigned int accounts;
	struct account account[ACCOUNTS];
};

struct test {
	struct selftest_net *net;
	struct cordon_genl *genl;
	struct counts before;
	struct counts after;
	json_t *rows;
	unsigned int passed;
	unsigned int failed;
};

static void take_reason(const struct nlattr *nest, struct account *account)
{
	const struct nlattr *tb[CORDON_A_REASON_MAX + 1];
	uint64_t reason;

	cordon_attr_index_nest(nest, tb, CORDON_A_REASON_MAX);
	reason = cordon_attr_uint(tb[CORDON_A_REASON_ID]);
	if (reason <= CORDON_REASON_MAX)
		account->count[reason] +=
			cordon_attr_uint(tb[CORDON_A_REASON_DROPPED_PACKETS]);
}

static int take_counts(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *top[CORDON_A_MAX + 1], *attr;
	const struct nlattr *tb[CORDON_A_STATS_MAX + 1];
	struct counts *counts = data;
	struct account *account;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	cordon_attr_index_nest(top[CORDON_A_STATS], tb, CORDON_A_STATS_MAX);
	if (!tb[CORDON_A_STATS_NAME] || counts->accounts == ACCOUNTS)
		return 0;
	account = &counts->account[counts->accounts++];
	cordon_attr_string(tb[CORDON_A_STATS_NAME], account->name,
			   sizeof(account->name));
	account->count[CORDON_REASON_PASS] =
		cordon_attr_uint(tb[CORDON_A_STATS_PASSED_PACKETS]);
	account->count[WOULD] =
		cordon_attr_uint(tb[CORDON_A_STATS_WOULD_PACKETS]);
	mnl_attr_for_each_nested(attr, top[CORDON_A_STATS])
		if (mnl_attr_get_type(attr) == CORDON_A_STATS_REASON)
			take_reason(attr, account);
	return 0;
}

static int read_counts(struct cordon_genl *genl, struct counts *counts)
{
	memset(counts, 0, sizeof(*counts));
	return cordon_genl_dump(genl,
				cordon_genl_begin(genl, CORDON_CMD_STATS_GET),
				take_counts, counts);
}

/* How much was counted of one account and reason since the last canary. */
static uint64_t grown(const struct test *test, unsigned int account,
		      unsigned int reason)
{
	return test->after.account[account].count[reason] -
	       test->before.account[account].count[reason];
}

static uint64_t wanted(const struct test *test, unsigned int account,
		       unsigned int reason,
		       const struct selftest_canary *canary)
{
	if (strcmp(test->after.account[account].name, canary->account))
		return 0;
	return (reason == canary->reason) +
	       (canary->exit && reason == CORDON_REASON_PASS);
}

/* What was counted, as "lobby pass 1, lobby flood 1"; "" where all is right. */
static void compare(const struct test *test,
		    const struct selftest_canary *canary, char *text, size_t size)
{
	bool right = true;
	size_t len = 0;
	uint64_t n;

	text[0] = '\0';
	for (unsigned int a = 0; a < test->after.accounts; a++)
		for (unsigned int r = 0; r <= WOULD; r++) {
			n = grown(test, a, r);
			if (n != wanted(test, a, r, canary))
				right = false;
			if (n && len < size)
				len += snprintf(text + len, size - len, "%s%s %s %llu",
						len ? ", " : "",
						test->after.account[a].name,
						r == WOULD ? "would-drop" : cordon_reason_word(r),
						(unsigned long long)n);
		}
	if (right)
		text[0] = '\0';
	else if (!*text)
		snprintf(text, size, "nothing");
}

static uint64_t counted(const struct test *test)
{
	uint64_t sum = 0;

	for (unsigned int a = 0; a < test->after.accounts; a++)
		for (unsigned int r = 0; r <= WOULD; r++)
			sum += grown(test, a, r);
	return sum;
}

/* Waits no longer than it takes; what is late shows with the next canary. */
static int await(struct test *test, unsigned int frames)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	struct timespec now, end;
	int status;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += PATIENCE;
	for (;;) {
		status = read_counts(test->genl, &test->after);
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (status || counted(test) >= frames ||
		    now.tv_sec > end.tv_sec ||
		    (now.tv_sec == end.tv_sec && now.tv_nsec > end.tv_nsec))
			return status;
		nanosleep(&pause, NULL);
	}
}

static int try_one(struct test *test, const struct selftest_canary *canary)
{
	char problem[256];
	int status;

	status = selftest_net_send(test->net, &canary->frame);
	if (!status)
		status = await(test, canary->exit ? 2 : 1);
	if (status)
		return status;
	compare(test, canary, problem, sizeof(problem));
	if (*problem)
		test->failed++;
	else
		test->passed++;
	json_array_append_new(test->rows, json_pack("{s:b, s:s, s:s, s:s, s:s, s:o}",
			"passed", !*problem, "row", canary->row,
			"reason", cordon_reason_word(canary->reason),
			"account", canary->account, "frame", canary->what,
			"counted", cordon_json_string(problem)));
	test->before = test->after;
	return 0;
}

/*
 * On one CPU a frame has gone all its way when the next system call begins,
 * unless the machine is so busy that softirqs are put off.
 */
static void stay_on_this_cpu(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	if (cpu < 0)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static int try_all(struct test *test)
{
	const struct selftest_canary *canary;
	int status;

	stay_on_this_cpu();
	status = selftest_policy_put(test->genl);
	if (!status)
		status = selftest_net_ready(test->net);
	if (!status)
		status = read_counts(test->genl, &test->before);
	for (canary = selftest_canaries; !status && canary->row; canary++)
		status = try_one(test, canary);
	return status;
}

static void print_text(const struct test *test)
{
	const char *counted;
	json_t *row;
	size_t i;

	json_array_foreach(test->rows, i, row) {
		counted = json_string_value(json_object_get(row, "counted"));
		printf("%s %-6s %-16s %s%s%s\n", counted ? "FAIL" : "pass",
		       json_string_value(json_object_get(row, "row")),
		       json_string_value(json_object_get(row, "reason")),
		       json_string_value(json_object_get(row, "frame")),
		       counted ? "; counted: " : "", counted ? counted : "");
	}
	printf("%u passed, %u failed\n", test->passed, test->failed);
}

static int print(struct test *test, bool json)
{
	if (json)
		return cordon_json_print(json_pack("{s:O, s:i, s:i}",
				"canaries", test->rows,
				"passed", (int)test->passed,
				"failed", (int)test->failed));
	print_text(test);
	return 0;
}

/* From here on the process is in a namespace that ends with it. */
static int run(struct test *test)
{
	int status = selftest_net_make(&test->net);

	if (status)
		return status;
	status = cordon_genl_open(&test->genl);
	if (!status) {
		status = try_all(test);
		cordon_genl_close(test->genl);
	}
	selftest_net_free(test->net);
	return status;
}

int selftest_run(const struct command *command, struct words *words, bool json)
{
	struct test test = { 0 };
	struct cordon_genl *live;
	int status = words_end(words);

	(void)command;
	/* Said first, before anything is made. */
	if (!status)
		status = cordon_genl_open(&live);
	if (status)
		return status;
	cordon_genl_close(live);
	test.rows = json_array();
	status = run(&test);
	if (!status)
		status = print(&test, json);
	json_decref(test.rows);
	return status || !test.failed ? status : CORDON_REFUSED;
}
