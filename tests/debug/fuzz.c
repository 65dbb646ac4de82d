// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Messages to the module that are almost right: types, lengths, nesting and
 * order are wrong now and then, dumps are read in part, several writers are at
 * it at once. What is wrong shows in the kernel log, or in that the module does
 * not answer rightly afterwards.
 *
 * usage: fuzz SEED MESSAGES WRITERS
 * Prints, as TAP, how each writer ended. The same seed sends the same messages.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "grammar.h"
#include "wire.h"

#define DEEP 12		/* nests in nests that no one asked for */
#define ROOM 16384	/* of a message; the module's own are smaller */

static uint64_t state;

/* splitmix64 */
static uint64_t any(void)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static uint32_t below(uint32_t n)
{
	return any() % n;
}

static bool percent(uint32_t n)
{
	return below(100) < n;
}

static size_t value_of(const struct field *field, unsigned char *value)
{
	static const char *const ifaces[] = { "fuzz0", "fuzz1", "lan0", "none0", "lo" };
	static const unsigned char address[] = { 10, 9, 0, 0 };
	uint64_t number = any();
	size_t size = 6;

	switch (field->shape) {
	case SHAPE_NUMBER:
		number = field->limit && !percent(2) ? number % field->limit : number;
		memcpy(value, &number, sizeof(number));
		return field->size;
	case SHAPE_NAME:
		return sprintf((char *)value, "%c%u", 'a' + below(2), below(20)) + 1;
	case SHAPE_IFACE:
		return sprintf((char *)value, "%s", ifaces[below(5)]) + 1;
	case SHAPE_MAC:
		memcpy(value, "\2\0\0\0\0", 5);
		value[5] = below(40);
		return size;
	case SHAPE_ADDRESS:
		size = percent(50) ? 4 : 16;
		memset(value, 0, 16);
		memcpy(value, size == 4 ? address : (const unsigned char *)"\375\11\0", 3);
		value[size - 1] = below(60);
		return size;
	case SHAPE_NEST:
		break;
	}
	return 0;
}

static void put_any(struct nlmsghdr *nlh)
{
	unsigned char value[64];
	uint64_t number = any();
	size_t i;

	for (i = 0; i < sizeof(value); i += 8, number = any())
		memcpy(value + i, &number, 8);
	mnl_attr_put(nlh, below(1 << (1 + below(15))), below(sizeof(value)), value);
}

static void put_set(struct nlmsghdr *nlh, const struct set *set);

static void put_nest(struct nlmsghdr *nlh, const struct field *field)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, field->type);

	if (percent(1))
		nest->nla_type &= ~NLA_F_NESTED;
	put_set(nlh, field->set);
	mnl_attr_nest_end(nlh, nest);
	if (percent(1))
		nest->nla_len += below(8) - 4;
}

static void put_field(struct nlmsghdr *nlh, const struct field *field)
{
	unsigned char value[64];
	uint16_t type = field->type;
	size_t size;

	if (field->shape == SHAPE_NEST) {
		put_nest(nlh, field);
		return;
	}
	size = value_of(field, value);
	if (percent(1))
		size = below(sizeof(value));
	if (percent(1))
		type = below(32);
	mnl_attr_put(nlh, type, size, value);
}

/* In any order, one more now and then. */
static void put_set(struct nlmsghdr *nlh, const struct set *set)
{
	unsigned int i, first = set->count ? below(set->count) : 0;

	for (i = 0; i < set->count && nlh->nlmsg_len < ROOM; i++) {
		const struct field *field = &set->fields[(first + i) % set->count];

		if (percent(field->often))
			put_field(nlh, field);
	}
	if (percent(1))
		put_any(nlh);
}

static void put_deep(struct nlmsghdr *nlh)
{
	struct nlattr *nests[DEEP];
	int i;

	for (i = 0; i < DEEP; i++)
		nests[i] = mnl_attr_nest_start(nlh, below(CORDON_A_MAX + 1));
	put_any(nlh);
	while (i--)
		mnl_attr_nest_end(nlh, nests[i]);
}

/* What is behind the message's length is what was there before. */
static void spoil(struct nlmsghdr *nlh)
{
	unsigned char *bytes = (unsigned char *)nlh;
	unsigned int times = 1 + below(4);

	if (percent(30))
		nlh->nlmsg_len = MNL_NLMSG_HDRLEN + below(nlh->nlmsg_len);
	while (times--) {
		uint32_t at = MNL_NLMSG_HDRLEN + below(nlh->nlmsg_len);

		bytes[at] ^= 1 << below(8);
	}
}

static const struct request *pick(void)
{
	unsigned int total = 0, i, n;

	for (i = 0; i < request_count; i++)
		total += requests[i].weight;
	n = below(total);
	for (i = 0; n >= requests[i].weight; i++)
		n -= requests[i].weight;
	return &requests[i];
}

static bool is_dump(uint8_t command)
{
	return command >= CORDON_CMD_POLICY_GET && command <= CORDON_CMD_UNKNOWN_GET;
}

static struct nlmsghdr *make(struct wire *wire, void *buffer)
{
	const struct request *request = pick();
	uint16_t flags = is_dump(request->command) != percent(2) ? NLM_F_DUMP : 0;
	struct nlmsghdr *nlh;

	nlh = wire_begin(wire, buffer, request->command, flags | (percent(50) ? NLM_F_ACK : 0));
	if (percent(1))
		((struct genlmsghdr *)mnl_nlmsg_get_payload(nlh))->cmd = any();
	put_set(nlh, &request->attrs);
	if (percent(1))
		put_deep(nlh);
	if (percent(5))
		spoil(nlh);
	/* Sealing is for good: nothing would get through any more. */
	if (((struct genlmsghdr *)mnl_nlmsg_get_payload(nlh))->cmd == CORDON_CMD_SEAL)
		((struct genlmsghdr *)mnl_nlmsg_get_payload(nlh))->cmd = CORDON_CMD_EVENT;
	return nlh;
}

static void drain(struct wire *wire)
{
	static char buffer[WIRE_SIZE];

	while (wire_receive(wire, buffer, MSG_DONTWAIT) >= 0)
		;
}

static unsigned long write_all(unsigned long messages)
{
	static char buffer[2 * WIRE_SIZE];
	static char part[WIRE_SIZE];
	unsigned long sent = 0, i;
	struct wire wire;

	wire_open(&wire, NETLINK_GENERIC);
	for (i = 0; i < messages; i++) {
		sent += !wire_send(&wire, make(&wire, buffer));
		/* some dumps are begun and never read on */
		if (percent(70))
			drain(&wire);
		else if (percent(50))
			wire_receive(&wire, part, MSG_DONTWAIT);
		if (percent(1)) {
			wire_close(&wire);
			wire_open(&wire, NETLINK_GENERIC);
		}
	}
	wire_close(&wire);
	return sent;
}

int main(int argc, char **argv)
{
	unsigned long messages = argc > 2 ? strtoul(argv[2], NULL, 0) : 0;
	unsigned long writers = argc > 3 ? strtoul(argv[3], NULL, 0) : 0;
	unsigned long i;
	int status;

	if (argc != 4 || !messages || !writers) {
		fprintf(stderr, "usage: fuzz SEED MESSAGES WRITERS\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (i = 1; i <= writers; i++) {
		if (fork())
			continue;
		state = strtoull(argv[1], NULL, 0) + i;
		printf("# writer %lu: %lu messages sent\n", i, write_all(messages / writers));
		return 0;
	}
	for (i = 1; i <= writers; i++) {
		wait(&status);
		printf("%sok %lu - a writer came to its end\n", status ? "not " : "", i);
	}
	printf("1..%lu\n", writers);
	return 0;
}
