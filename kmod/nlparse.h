/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_NLPARSE_H
#define _CORDON_NLPARSE_H

#include "object.h"

struct cordon_settings;
struct netlink_ext_ack;
struct nlattr;

u8 cordon_parse_kind(const struct nlattr *nest);
struct cordon_object *cordon_parse_object(const struct nlattr *nest, bool name_only,
					  struct netlink_ext_ack *extack);
int cordon_parse_settings(const struct nlattr *nest, struct cordon_settings *settings,
			  struct netlink_ext_ack *extack);

#endif
