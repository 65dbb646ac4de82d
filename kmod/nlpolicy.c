// SPDX-License-Identifier: GPL-2.0-only
/*
 * What attributes a message may hold. docs/netlink/camcordon.yaml says the
 * same; a test compares the two through the kernel's own policy dump.
 */
#include <linux/if.h>

#include "core/policy.h"
#include "nlpolicy.h"

#define NAME		{ .type = NLA_NUL_STRING, .len = CORDON_NAME_MAX }
#define IFACE		{ .type = NLA_NUL_STRING, .len = IFNAMSIZ - 1 }
#define ADDRESS		{ .type = NLA_BINARY, .len = 16 }	/* 4 or 16: nlparse.c */
#define ROLES		(CORDON_ROLE_RECORDER | CORDON_ROLE_SERVER | CORDON_ROLE_CLIENT)
#define ETHERTYPES	(CORDON_ETHERTYPE_EAPOL | CORDON_ETHERTYPE_LLDP)
#define GIVES		(CORDON_GIVES_NTP | CORDON_GIVES_DHCP | CORDON_GIVES_DNS)
#define BOOL		NLA_POLICY_MAX(NLA_U8, 1)

const struct nla_policy cordon_settings_policy[CORDON_A_SETTINGS_MAX + 1] = {
	[CORDON_A_SETTINGS_MODE] = NLA_POLICY_MAX(NLA_U8, CORDON_MODE_OBSERVE),
	[CORDON_A_SETTINGS_DURATION] = { .type = NLA_U32 },
	[CORDON_A_SETTINGS_MARK] = { .type = NLA_U32 },
	[CORDON_A_SETTINGS_MASK] = { .type = NLA_U32 },
};

/* What is read only is missing here, and so refused. */
const struct nla_policy cordon_segment_policy[CORDON_A_SEGMENT_MAX + 1] = {
	[CORDON_A_SEGMENT_NAME] = IFACE,
	[CORDON_A_SEGMENT_UNKNOWN] = NLA_POLICY_MAX(NLA_U8, CORDON_UNKNOWN_OPEN),
	[CORDON_A_SEGMENT_VLAN] = NLA_POLICY_RANGE(NLA_U16, 1, 4094),
	[CORDON_A_SEGMENT_BPDU] = BOOL,
};

const struct nla_policy cordon_service_policy[CORDON_A_SERVICE_MAX + 1] = {
	[CORDON_A_SERVICE_PROTOCOL] = { .type = NLA_U8 },
	[CORDON_A_SERVICE_FIRST] = { .type = NLA_U16 },
	[CORDON_A_SERVICE_LAST] = { .type = NLA_U16 },
};

const struct nla_policy cordon_group_policy[CORDON_A_GROUP_MAX + 1] = {
	[CORDON_A_GROUP_ADDRESS] = ADDRESS,
	[CORDON_A_GROUP_FIRST] = { .type = NLA_U16 },
	[CORDON_A_GROUP_LAST] = { .type = NLA_U16 },
};

const struct nla_policy cordon_profile_policy[CORDON_A_PROFILE_MAX + 1] = {
	[CORDON_A_PROFILE_NAME] = NAME,
	[CORDON_A_PROFILE_ASKS] = NLA_POLICY_MASK(NLA_U32, GIVES),
	[CORDON_A_PROFILE_OPENS] = NLA_POLICY_NESTED(cordon_service_policy),
	[CORDON_A_PROFILE_SERVES] = NLA_POLICY_NESTED(cordon_service_policy),
	[CORDON_A_PROFILE_RTP_FIRST] = { .type = NLA_U16 },
	[CORDON_A_PROFILE_RTP_LAST] = { .type = NLA_U16 },
	[CORDON_A_PROFILE_GROUP] = NLA_POLICY_NESTED(cordon_group_policy),
	[CORDON_A_PROFILE_ETHERTYPES] = NLA_POLICY_MASK(NLA_U32, ETHERTYPES),
};

const struct nla_policy cordon_peer_policy[CORDON_A_PEER_MAX + 1] = {
	[CORDON_A_PEER_NAME] = NAME,
	[CORDON_A_PEER_ROLE] = NLA_POLICY_RANGE(NLA_U8, 1, ROLES),
	[CORDON_A_PEER_ADDRESS] = ADDRESS,
	[CORDON_A_PEER_SELF] = BOOL,
	[CORDON_A_PEER_FROM] = IFACE,
	[CORDON_A_PEER_MAC] = NLA_POLICY_ETH_ADDR,
	[CORDON_A_PEER_VIA_ADDRESS] = ADDRESS,
	[CORDON_A_PEER_VIA_MAC] = NLA_POLICY_ETH_ADDR,
	[CORDON_A_PEER_BEHIND] = IFACE,
	[CORDON_A_PEER_GIVES] = NLA_POLICY_MASK(NLA_U32, GIVES),
	[CORDON_A_PEER_OPENS] = NLA_POLICY_NESTED(cordon_service_policy),
	[CORDON_A_PEER_CAMERA] = NAME,
};

const struct nla_policy cordon_trusted_policy[CORDON_A_TRUSTED_MAX + 1] = {
	[CORDON_A_TRUSTED_NAME] = NAME,
	[CORDON_A_TRUSTED_MAC] = NLA_POLICY_ETH_ADDR,
	[CORDON_A_TRUSTED_SEGMENT] = IFACE,
	[CORDON_A_TRUSTED_DURATION] = { .type = NLA_U32 },
};

const struct nla_policy cordon_camera_policy[CORDON_A_CAMERA_MAX + 1] = {
	[CORDON_A_CAMERA_NAME] = NAME,
	[CORDON_A_CAMERA_MAC] = NLA_POLICY_ETH_ADDR,
	[CORDON_A_CAMERA_ADDRESS] = ADDRESS,
	[CORDON_A_CAMERA_SEGMENT] = IFACE,
	[CORDON_A_CAMERA_PROFILE] = NAME,
	[CORDON_A_CAMERA_MODE] = NLA_POLICY_MAX(NLA_U8, CORDON_MODE_OBSERVE),
	[CORDON_A_CAMERA_DURATION] = { .type = NLA_U32 },
	[CORDON_A_CAMERA_MARK] = { .type = NLA_U32 },
	[CORDON_A_CAMERA_MASK] = { .type = NLA_U32 },
	[CORDON_A_CAMERA_SETUP] = NLA_POLICY_MIN(NLA_U32, 1),
	[CORDON_A_CAMERA_KEEP] = BOOL,
};

const struct nla_policy cordon_exception_policy[CORDON_A_EXCEPTION_MAX + 1] = {
	[CORDON_A_EXCEPTION_NAME] = NAME,
	[CORDON_A_EXCEPTION_CAMERA] = NAME,
	[CORDON_A_EXCEPTION_ADDRESS] = ADDRESS,
	[CORDON_A_EXCEPTION_SERVICE] = NLA_POLICY_NESTED(cordon_service_policy),
	[CORDON_A_EXCEPTION_VIA_ADDRESS] = ADDRESS,
	[CORDON_A_EXCEPTION_VIA_MAC] = NLA_POLICY_ETH_ADDR,
	[CORDON_A_EXCEPTION_DURATION] = NLA_POLICY_MIN(NLA_U32, 1),
	[CORDON_A_EXCEPTION_COMMENT] = { .type = NLA_NUL_STRING, .len = CORDON_COMMENT_MAX },
};

/* for commands that take no attribute: with .maxattr 0 genetlink would not look */
const struct nla_policy cordon_none_policy[CORDON_A_PAD + 1] = {
	[CORDON_A_PAD] = { .type = NLA_REJECT },
};

const struct nla_policy cordon_begin_policy[CORDON_A_BASE + 1] = {
	[CORDON_A_GENERATION] = { .type = NLA_U64 },
	[CORDON_A_BASE] = NLA_POLICY_MAX(NLA_U8, CORDON_BASE_EMPTY),
};

const struct nla_policy cordon_commit_policy[CORDON_A_CONFIRM + 1] = {
	[CORDON_A_CONFIRM] = NLA_POLICY_MIN(NLA_U32, 1),
};

const struct nla_policy cordon_change_policy[CORDON_A_EXCEPTION + 1] = {
	[CORDON_A_SETTINGS] = NLA_POLICY_NESTED(cordon_settings_policy),
	[CORDON_A_SEGMENT] = NLA_POLICY_NESTED(cordon_segment_policy),
	[CORDON_A_PEER] = NLA_POLICY_NESTED(cordon_peer_policy),
	[CORDON_A_TRUSTED] = NLA_POLICY_NESTED(cordon_trusted_policy),
	[CORDON_A_CAMERA] = NLA_POLICY_NESTED(cordon_camera_policy),
	[CORDON_A_PROFILE] = NLA_POLICY_NESTED(cordon_profile_policy),
	[CORDON_A_EXCEPTION] = NLA_POLICY_NESTED(cordon_exception_policy),
};

const struct nla_policy cordon_kind_policy[CORDON_A_KIND + 1] = {
	[CORDON_A_KIND] = NLA_POLICY_MAX(NLA_U8, CORDON_KIND_MAX),
};

const struct nla_policy cordon_evidence_policy[CORDON_A_NAME + 1] = {
	[CORDON_A_KIND] = NLA_POLICY_MAX(NLA_U8, CORDON_KIND_MAX),
	[CORDON_A_NAME] = NAME,
};
