// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>

#include "failnth.h"

static struct wire admin;
static char message[WIRE_SIZE];

static void open_admin(void)
{
	wire_open(&admin, NETLINK_GENERIC);
}

static void close_admin(void)
{
	wire_close(&admin);
}

static struct nlmsghdr *begin(uint8_t command)
{
	return wire_begin(&admin, message, command, NLM_F_ACK);
}

static int ask(const struct nlmsghdr *nlh)
{
	int err = wire_send(&admin, nlh);

	return err ?: wire_answer(&admin, NULL);
}

static void put_service(struct nlmsghdr *nlh, uint16_t type)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, type);

	mnl_attr_put_u8(nlh, CORDON_A_SERVICE_PROTOCOL, 6);
	mnl_attr_put_u16(nlh, CORDON_A_SERVICE_FIRST, 443);
	mnl_attr_nest_end(nlh, nest);
}

static void put_address(struct nlmsghdr *nlh, uint16_t type, const char *text)
{
	struct in_addr address;

	inet_pton(AF_INET, text, &address);
	mnl_attr_put(nlh, type, sizeof(address), &address);
}

static void put_mac(struct nlmsghdr *nlh, uint16_t type, uint8_t last)
{
	uint8_t mac[6] = { 2, 0, 0, 0, 0, last };

	mnl_attr_put(nlh, type, sizeof(mac), mac);
}

static void put_camera(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_CAMERA_NAME, "extra");
	put_mac(nlh, CORDON_A_CAMERA_MAC, 1);
	put_address(nlh, CORDON_A_CAMERA_ADDRESS, "10.9.0.7");
}

static void put_profile(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_PROFILE_NAME, "extra");
	put_service(nlh, CORDON_A_PROFILE_OPENS);
}

static void put_peer(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_PEER_NAME, "extra");
	mnl_attr_put_u8(nlh, CORDON_A_PEER_ROLE, CORDON_ROLE_CLIENT);
	put_address(nlh, CORDON_A_PEER_ADDRESS, "10.9.1.7");
	mnl_attr_put_strz(nlh, CORDON_A_PEER_BEHIND, "lan0");
	put_service(nlh, CORDON_A_PEER_OPENS);
	mnl_attr_put_strz(nlh, CORDON_A_PEER_CAMERA, "lobby");
}

static void put_trusted(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_TRUSTED_NAME, "extra");
	put_mac(nlh, CORDON_A_TRUSTED_MAC, 2);
	mnl_attr_put_strz(nlh, CORDON_A_TRUSTED_SEGMENT, SEGMENT);
}

static void put_segment(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_SEGMENT_NAME, "seg2");
}

static void put_exception(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CORDON_A_EXCEPTION_NAME, "extra");
	mnl_attr_put_strz(nlh, CORDON_A_EXCEPTION_CAMERA, "lobby");
	put_address(nlh, CORDON_A_EXCEPTION_ADDRESS, "203.0.113.7");
	mnl_attr_put_u32(nlh, CORDON_A_EXCEPTION_DURATION, 3600);
	put_service(nlh, CORDON_A_EXCEPTION_SERVICE);
}

/* The message of a change; where it only deletes, what has the name is enough. */
static struct nlmsghdr *change(uint8_t command, uint16_t type)
{
	static const struct {
		void (*put)(struct nlmsghdr *nlh);
		uint16_t name;
	} objects[] = {
		[CORDON_A_CAMERA] = { put_camera, CORDON_A_CAMERA_NAME },
		[CORDON_A_PROFILE] = { put_profile, CORDON_A_PROFILE_NAME },
		[CORDON_A_PEER] = { put_peer, CORDON_A_PEER_NAME },
		[CORDON_A_TRUSTED] = { put_trusted, CORDON_A_TRUSTED_NAME },
		[CORDON_A_SEGMENT] = { put_segment, CORDON_A_SEGMENT_NAME },
		[CORDON_A_EXCEPTION] = { put_exception, CORDON_A_EXCEPTION_NAME },
	};
	struct nlmsghdr *nlh = begin(command);
	struct nlattr *nest = mnl_attr_nest_start(nlh, type);

	if (command == CORDON_CMD_POLICY_DEL)
		mnl_attr_put_strz(nlh, objects[type].name,
				  type == CORDON_A_SEGMENT ? "seg2" : "extra");
	else
		objects[type].put(nlh);
	mnl_attr_nest_end(nlh, nest);
	return nlh;
}

static void without(uint16_t type)
{
	ask(change(CORDON_CMD_POLICY_DEL, type));
	close_admin();
}

#define CHANGE(word, kind)						\
	static int add_##word(void)					\
	{								\
		return ask(change(CORDON_CMD_POLICY_ADD, kind));	\
	}								\
	static int set_##word(void)					\
	{								\
		return ask(change(CORDON_CMD_POLICY_SET, kind));	\
	}								\
	static int del_##word(void)					\
	{								\
		return ask(change(CORDON_CMD_POLICY_DEL, kind));	\
	}								\
	static void with_##word(void)					\
	{								\
		open_admin();						\
		add_##word();						\
	}								\
	static void without_##word(void)				\
	{								\
		without(kind);						\
	}

CHANGE(camera, CORDON_A_CAMERA)
CHANGE(profile, CORDON_A_PROFILE)
CHANGE(peer, CORDON_A_PEER)
CHANGE(trusted, CORDON_A_TRUSTED)
CHANGE(segment, CORDON_A_SEGMENT)
CHANGE(exception, CORDON_A_EXCEPTION)

void policy_of_a_camera(void)
{
	with_camera();
	close_admin();
}

static int stage(void)
{
	return ask(begin(CORDON_CMD_POLICY_BEGIN));
}

static int commit(void)
{
	return ask(begin(CORDON_CMD_POLICY_COMMIT));
}

static int commit_for_a_time(void)
{
	struct nlmsghdr *nlh = begin(CORDON_CMD_POLICY_COMMIT);

	mnl_attr_put_u32(nlh, CORDON_A_CONFIRM, 3600);
	return ask(nlh);
}

static int confirm(void)
{
	return ask(begin(CORDON_CMD_POLICY_CONFIRM));
}

static void staged(void)
{
	open_admin();
	stage();
}

static void staged_camera(void)
{
	staged();
	add_camera();
}

static void committed_for_a_time(void)
{
	staged_camera();
	commit_for_a_time();
}

static void confirmed_without_camera(void)
{
	confirm();
	without_camera();
}

static int status(void)
{
	return ask(begin(CORDON_CMD_STATUS_GET));
}

static int dump(uint8_t command)
{
	return ask(wire_begin(&admin, message, command, NLM_F_DUMP));
}

static int dump_policy(void)
{
	return dump(CORDON_CMD_POLICY_GET);
}

static int dump_stats(void)
{
	return dump(CORDON_CMD_STATS_GET);
}

static int dump_evidence(void)
{
	return dump(CORDON_CMD_EVIDENCE_GET);
}

static int dump_unknown(void)
{
	return dump(CORDON_CMD_UNKNOWN_GET);
}

static int listen_to_events(void)
{
	return mnl_socket_setsockopt(admin.socket, NETLINK_ADD_MEMBERSHIP, &admin.group,
				     sizeof(admin.group)) ? errno : 0;
}

#define POLICY(name) { #name, open_admin, name, close_admin, false }
#define CHANGES(word)							\
	{ "add_" #word, open_admin, add_##word, without_##word, false },	\
	{ "set_" #word, with_##word, set_##word, without_##word, false },	\
	{ "del_" #word, with_##word, del_##word, without_##word, false }

const struct operation policy_operations[] = {
	POLICY(status),
	POLICY(listen_to_events),
	POLICY(dump_policy),
	POLICY(dump_stats),
	POLICY(dump_evidence),
	POLICY(dump_unknown),
	CHANGES(camera),
	CHANGES(profile),
	CHANGES(peer),
	CHANGES(trusted),
	CHANGES(segment),
	CHANGES(exception),
	POLICY(stage),
	{ "stage_camera", staged, add_camera, close_admin, false },
	{ "commit", staged_camera, commit, without_camera, false },
	{ "commit_for_a_time", staged_camera, commit_for_a_time,
	  confirmed_without_camera, false },
	{ "confirm", committed_for_a_time, confirm, confirmed_without_camera, false },
	{ NULL, NULL, NULL, NULL, false },
};
