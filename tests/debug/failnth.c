// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For each operation: the first allocation in it fails, then the second, until
 * it is done with no fault left to inject. What it could not do must have
 * changed nothing: the policy that was in force is in force, whole; an interface
 * that is up is closed.
 *
 * usage: failnth MODULE GROUP|OPERATION...
 * GROUP is module, policy or links; the policy is that of the namespace it runs
 * in. Prints TAP. The machine has /proc/self/fail-nth, and failslab is set to fail
 * allocations that may sleep, too.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failnth.h"

#define TOO_MANY 5000	/* allocations of one operation */

/* What has to be the same after an operation that failed. */
struct snapshot {
	uint64_t generation;
	uint64_t hash;
	int state;		/* of the segment whose link comes and goes; -1: none */
};

static int fault_fd = -1;

static void fail_at(unsigned int n)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", n);

	if (pwrite(fault_fd, text, len, 0) != len)
		die("fail-nth", errno);
}

/* Was it injected? In any case none is, from here on. */
static bool failed(void)
{
	char text[16] = "";

	if (pread(fault_fd, text, sizeof(text) - 1, 0) < 1)
		die("fail-nth", errno);
	fail_at(0);
	return atoi(text) == 0;
}

static void see_segment(const struct nlattr *nest, struct snapshot *seen)
{
	const struct nlattr *part;
	bool ours = false;
	int state = -1;

	mnl_attr_for_each_nested(part, nest) {
		if (mnl_attr_get_type(part) == CORDON_A_SEGMENT_NAME)
			ours = !strcmp(mnl_attr_get_str(part), SEGMENT);
		if (mnl_attr_get_type(part) == CORDON_A_SEGMENT_STATE)
			state = mnl_attr_get_u8(part);
	}
	if (ours)
		seen->state = state;
}

static void see_status(const struct nlattr *nest, struct snapshot *seen)
{
	const struct nlattr *part;

	mnl_attr_for_each_nested(part, nest)
		switch (mnl_attr_get_type(part)) {
		case CORDON_A_STATUS_GENERATION:
			seen->generation = mnl_attr_get_u64(part);
			break;
		case CORDON_A_STATUS_CAMERAS:
		case CORDON_A_STATUS_EXCEPTIONS:
			seen->hash = seen->hash * 31 + mnl_attr_get_u32(part);
			break;
		}
}

static int saw_status(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, sizeof(struct genlmsghdr)) {
		if (mnl_attr_get_type(attr) == CORDON_A_STATUS)
			see_status(attr, data);
		if (mnl_attr_get_type(attr) == CORDON_A_SEGMENT)
			see_segment(attr, data);
	}
	return MNL_CB_STOP;
}

/* Asks by a socket of its own, which no fault has touched. */
static struct snapshot look(void)
{
	static char buffer[WIRE_SIZE];
	static struct wire wire;
	struct snapshot seen = { .state = -1 };
	int len;

	if (!wire.socket)
		wire_open(&wire, NETLINK_GENERIC);
	wire_send(&wire, wire_begin(&wire, buffer, CORDON_CMD_STATUS_GET, 0));
	len = wire_receive(&wire, buffer, 0);
	if (len < 0 || mnl_cb_run(buffer, len, wire.seq, 0, saw_status, &seen) < 0)
		die("status", errno);
	wire_send(&wire, wire_begin(&wire, buffer, CORDON_CMD_POLICY_GET, NLM_F_DUMP));
	if (wire_answer(&wire, &seen.hash))
		die("the policy cannot be listed", errno);
	return seen;
}

/* What is wrong after an operation that ended with err, or NULL. */
static const char *judge(const struct snapshot *before, const struct snapshot *after, int err)
{
	int flags = link_flags(SEGMENT);

	if (flags >= 0 && (flags & IFF_UP) && after->state != CORDON_STATE_CLOSED)
		return "the interface is up and not closed";
	if (after->generation == before->generation)
		return after->hash == before->hash ? NULL : "the policy is another one";
	/* without memory for the answer it is not known what became of it */
	if (err && err != ENOBUFS)
		return "it failed, and yet committed";
	return after->generation == before->generation + 1 ? NULL : "more than one commit";
}

/* One fault. Returns whether there was one to inject. */
static bool attempt(const struct operation *op, unsigned int n, char why[static 128])
{
	struct snapshot before = { 0 }, after = { 0 };
	const char *wrong;
	bool injected;
	int err;

	if (op->prepare)
		op->prepare();
	if (!op->apart)
		before = look();
	fail_at(n);
	err = op->run();
	injected = failed();
	if (!op->apart)
		after = look();
	wrong = op->apart ? NULL : judge(&before, &after, err);
	if (!wrong && !injected && err)
		wrong = "it failed without a fault";
	if (wrong)
		snprintf(why, 128, "fault %u: %s (%s)", n, wrong, strerror(err));
	if (op->undo)
		op->undo();
	return injected;
}

static bool exhaust(const struct operation *op, unsigned int number)
{
	char why[128] = "";
	unsigned int n = 1;

	while (!*why && n < TOO_MANY && attempt(op, n, why))
		n++;
	if (n == TOO_MANY)
		snprintf(why, sizeof(why), "no end of faults");
	printf("%sok %u - %s: %u faults\n", *why ? "not " : "", number, op->name, n - 1);
	if (*why)
		printf("#   %s\n", why);
	return !*why;
}

/* Those of a group that are named, or all if the group is. */
static bool exhaust_group(const char *group, const struct operation *op, char **names,
			  unsigned int *number)
{
	bool good = true, ours;
	char **name;

	for (; op->name; op++) {
		ours = false;
		for (name = names; *name; name++)
			ours = ours || !strcmp(*name, group) || !strcmp(*name, op->name);
		if (ours)
			good = exhaust(op, ++*number) && good;
	}
	return good;
}

int main(int argc, char **argv)
{
	unsigned int number = 0;
	bool good;

	if (argc < 3) {
		fprintf(stderr, "usage: failnth MODULE GROUP|OPERATION...\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	module_path = argv[1];
	open_route();
	fault_fd = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fault_fd < 0)
		die("this kernel has no fail-nth", errno);
	good = exhaust_group("module", module_operations, argv + 2, &number);
	good = exhaust_group("policy", policy_operations, argv + 2, &number) && good;
	good = exhaust_group("links", link_operations, argv + 2, &number) && good;
	printf("1..%u\n", number);
	return !good;
}
