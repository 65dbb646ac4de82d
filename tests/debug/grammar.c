// SPDX-License-Identifier: GPL-2.0-or-later
#include "../../kmod/uapi/camcordon.h"
#include "../../userspace/lib/array.h"
#include "grammar.h"

#define SET(name) ((struct set){ name, ARRAY_SIZE(name) })
#define NUMBER(type, often, size, limit) { type, SHAPE_NUMBER, size, often, limit, 0 }
#define PLAIN(type, often, shape) { type, shape, 0, often, 0, 0 }
#define NEST(type, often, set) { type, SHAPE_NEST, 0, often, 0, set }

static const struct field service_fields[] = {
	NUMBER(CORDON_A_SERVICE_PROTOCOL, 98, 1, 18),
	NUMBER(CORDON_A_SERVICE_FIRST, 80, 2, 0),
	NUMBER(CORDON_A_SERVICE_LAST, 30, 2, 0),
};

static const struct set service = SET(service_fields);

static const struct field group_fields[] = {
	PLAIN(CORDON_A_GROUP_ADDRESS, 98, SHAPE_ADDRESS),
	NUMBER(CORDON_A_GROUP_FIRST, 98, 2, 0),
	NUMBER(CORDON_A_GROUP_LAST, 30, 2, 0),
};

static const struct set group = SET(group_fields);

static const struct field settings_fields[] = {
	NUMBER(CORDON_A_SETTINGS_MODE, 60, 1, 2),
	NUMBER(CORDON_A_SETTINGS_DURATION, 30, 4, 100000),
	NUMBER(CORDON_A_SETTINGS_MARK, 30, 4, 0),
	NUMBER(CORDON_A_SETTINGS_MASK, 30, 4, 0),
};

static const struct set settings = SET(settings_fields);

static const struct field segment_fields[] = {
	PLAIN(CORDON_A_SEGMENT_NAME, 98, SHAPE_IFACE),
	NUMBER(CORDON_A_SEGMENT_UNKNOWN, 30, 1, 3),
	NUMBER(CORDON_A_SEGMENT_VLAN, 20, 2, 4095),
	NUMBER(CORDON_A_SEGMENT_VLAN, 20, 2, 4095),
	NUMBER(CORDON_A_SEGMENT_BPDU, 20, 1, 2),
	NUMBER(CORDON_A_SEGMENT_STATE, 2, 1, 0),
};

static const struct set segment = SET(segment_fields);

static const struct field profile_fields[] = {
	PLAIN(CORDON_A_PROFILE_NAME, 98, SHAPE_NAME),
	NUMBER(CORDON_A_PROFILE_ASKS, 40, 4, 8),
	NEST(CORDON_A_PROFILE_OPENS, 50, &service),
	NEST(CORDON_A_PROFILE_OPENS, 30, &service),
	NEST(CORDON_A_PROFILE_SERVES, 50, &service),
	NEST(CORDON_A_PROFILE_SERVES, 30, &service),
	NUMBER(CORDON_A_PROFILE_RTP_FIRST, 20, 2, 0),
	NUMBER(CORDON_A_PROFILE_RTP_LAST, 20, 2, 0),
	NEST(CORDON_A_PROFILE_GROUP, 30, &group),
	NUMBER(CORDON_A_PROFILE_ETHERTYPES, 20, 4, 4),
};

static const struct set profile = SET(profile_fields);

static const struct field peer_fields[] = {
	PLAIN(CORDON_A_PEER_NAME, 98, SHAPE_NAME),
	NUMBER(CORDON_A_PEER_ROLE, 98, 1, 8),
	PLAIN(CORDON_A_PEER_ADDRESS, 70, SHAPE_ADDRESS),
	PLAIN(CORDON_A_PEER_ADDRESS, 20, SHAPE_ADDRESS),
	NUMBER(CORDON_A_PEER_SELF, 20, 1, 2),
	PLAIN(CORDON_A_PEER_FROM, 20, SHAPE_IFACE),
	PLAIN(CORDON_A_PEER_MAC, 30, SHAPE_MAC),
	PLAIN(CORDON_A_PEER_VIA_ADDRESS, 20, SHAPE_ADDRESS),
	PLAIN(CORDON_A_PEER_VIA_MAC, 20, SHAPE_MAC),
	PLAIN(CORDON_A_PEER_BEHIND, 70, SHAPE_IFACE),
	NUMBER(CORDON_A_PEER_GIVES, 30, 4, 8),
	NEST(CORDON_A_PEER_OPENS, 30, &service),
	PLAIN(CORDON_A_PEER_CAMERA, 20, SHAPE_NAME),
	PLAIN(CORDON_A_PEER_CAMERA, 20, SHAPE_NAME),
};

static const struct set peer = SET(peer_fields);

static const struct field trusted_fields[] = {
	PLAIN(CORDON_A_TRUSTED_NAME, 98, SHAPE_NAME),
	PLAIN(CORDON_A_TRUSTED_MAC, 98, SHAPE_MAC),
	PLAIN(CORDON_A_TRUSTED_SEGMENT, 90, SHAPE_IFACE),
	NUMBER(CORDON_A_TRUSTED_DURATION, 50, 4, 3),
};

static const struct set trusted = SET(trusted_fields);

static const struct field camera_fields[] = {
	PLAIN(CORDON_A_CAMERA_NAME, 98, SHAPE_NAME),
	PLAIN(CORDON_A_CAMERA_MAC, 80, SHAPE_MAC),
	PLAIN(CORDON_A_CAMERA_ADDRESS, 50, SHAPE_ADDRESS),
	PLAIN(CORDON_A_CAMERA_ADDRESS, 20, SHAPE_ADDRESS),
	PLAIN(CORDON_A_CAMERA_SEGMENT, 20, SHAPE_IFACE),
	PLAIN(CORDON_A_CAMERA_PROFILE, 20, SHAPE_NAME),
	NUMBER(CORDON_A_CAMERA_MODE, 20, 1, 2),
	NUMBER(CORDON_A_CAMERA_DURATION, 20, 4, 3),
	NUMBER(CORDON_A_CAMERA_MARK, 20, 4, 0),
	NUMBER(CORDON_A_CAMERA_MASK, 20, 4, 0),
	NUMBER(CORDON_A_CAMERA_SETUP, 10, 4, 3),
};

static const struct set camera = SET(camera_fields);

static const struct field exception_fields[] = {
	PLAIN(CORDON_A_EXCEPTION_NAME, 98, SHAPE_NAME),
	PLAIN(CORDON_A_EXCEPTION_CAMERA, 90, SHAPE_NAME),
	PLAIN(CORDON_A_EXCEPTION_ADDRESS, 90, SHAPE_ADDRESS),
	NEST(CORDON_A_EXCEPTION_SERVICE, 90, &service),
	PLAIN(CORDON_A_EXCEPTION_VIA_ADDRESS, 20, SHAPE_ADDRESS),
	PLAIN(CORDON_A_EXCEPTION_VIA_MAC, 20, SHAPE_MAC),
	NUMBER(CORDON_A_EXCEPTION_DURATION, 95, 4, 3),
	PLAIN(CORDON_A_EXCEPTION_COMMENT, 30, SHAPE_NAME),
	NUMBER(CORDON_A_EXCEPTION_UID, 2, 4, 0),
};

static const struct set exception = SET(exception_fields);

static const struct field change_fields[] = {
	NEST(CORDON_A_SETTINGS, 5, &settings),
	NEST(CORDON_A_SEGMENT, 20, &segment),
	NEST(CORDON_A_PROFILE, 20, &profile),
	NEST(CORDON_A_PEER, 20, &peer),
	NEST(CORDON_A_TRUSTED, 20, &trusted),
	NEST(CORDON_A_CAMERA, 30, &camera),
	NEST(CORDON_A_CAMERA, 20, &camera),
	NEST(CORDON_A_EXCEPTION, 10, &exception),
	NEST(CORDON_A_STATUS, 1, &settings),
};

static const struct field begin_fields[] = {
	NUMBER(CORDON_A_GENERATION, 5, 8, 100),
	NUMBER(CORDON_A_BASE, 30, 1, 2),
};

static const struct field commit_fields[] = {
	NUMBER(CORDON_A_CONFIRM, 3, 4, 2),
};

static const struct field kind_fields[] = {
	NUMBER(CORDON_A_KIND, 50, 1, CORDON_KIND_MAX + 1),
};

static const struct field name_fields[] = {
	PLAIN(CORDON_A_NAME, 50, SHAPE_NAME),
};

const struct request requests[] = {
	{ CORDON_CMD_STATUS_GET, 5, { 0, 0 } },
	{ CORDON_CMD_POLICY_BEGIN, 15, SET(begin_fields) },
	{ CORDON_CMD_POLICY_ADD, 30, SET(change_fields) },
	{ CORDON_CMD_POLICY_SET, 15, SET(change_fields) },
	{ CORDON_CMD_POLICY_DEL, 10, SET(change_fields) },
	{ CORDON_CMD_POLICY_COMMIT, 5, SET(commit_fields) },
	{ CORDON_CMD_POLICY_CONFIRM, 2, { 0, 0 } },
	{ CORDON_CMD_POLICY_GET, 5, SET(kind_fields) },
	{ CORDON_CMD_STATS_GET, 5, SET(kind_fields) },
	{ CORDON_CMD_EVIDENCE_GET, 5, SET(name_fields) },
	{ CORDON_CMD_UNKNOWN_GET, 5, { 0, 0 } },
};

const unsigned int request_count = ARRAY_SIZE(requests);
