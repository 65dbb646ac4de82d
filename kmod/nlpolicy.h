/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NLPOLICY_H
#define _CORDON_NLPOLICY_H

#include <net/genetlink.h>

#include "uapi/camcordon.h"

extern const struct nla_policy cordon_settings_policy[CORDON_A_SETTINGS_MAX + 1];
extern const struct nla_policy cordon_segment_policy[CORDON_A_SEGMENT_MAX + 1];
extern const struct nla_policy cordon_service_policy[CORDON_A_SERVICE_MAX + 1];
extern const struct nla_policy cordon_group_policy[CORDON_A_GROUP_MAX + 1];
extern const struct nla_policy cordon_profile_policy[CORDON_A_PROFILE_MAX + 1];
extern const struct nla_policy cordon_peer_policy[CORDON_A_PEER_MAX + 1];
extern const struct nla_policy cordon_trusted_policy[CORDON_A_TRUSTED_MAX + 1];
extern const struct nla_policy cordon_camera_policy[CORDON_A_CAMERA_MAX + 1];
extern const struct nla_policy cordon_exception_policy[CORDON_A_EXCEPTION_MAX + 1];
extern const struct nla_policy cordon_none_policy[CORDON_A_PAD + 1];
extern const struct nla_policy cordon_begin_policy[CORDON_A_BASE + 1];
extern const struct nla_policy cordon_commit_policy[CORDON_A_CONFIRM + 1];
extern const struct nla_policy cordon_change_policy[CORDON_A_EXCEPTION + 1];
extern const struct nla_policy cordon_kind_policy[CORDON_A_KIND + 1];
extern const struct nla_policy cordon_evidence_policy[CORDON_A_NAME + 1];

#endif
