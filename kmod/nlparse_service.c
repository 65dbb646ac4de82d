// SPDX-License-Identifier: GPL-2.0-only
/*
 * Services, and the objects that are made of them: profiles and exceptions.
 */
#include <linux/ktime.h>

#include "nlparse_part.h"
#include "nlpolicy.h"
#include "policy.h"

static int refuse(const struct cordon_parse *p, const struct nlattr *attr, const char *text)
{
	cordon_refuse(p->extack, attr, "%s", text);
	return -EINVAL;
}

/* Ports as two attributes have them; of one alone, that one. */
static int read_ports(const struct cordon_parse *p, const struct nlattr *nest,
		      const struct nlattr *first, const struct nlattr *last,
		      u16 *from, u16 *to)
{
	*from = first ? nla_get_u16(first) : 0;
	*to = last ? nla_get_u16(last) : *from;
	return *from > *to ? refuse(p, nest, "the first port is above the last") : 0;
}

static int read_service(const struct cordon_parse *p, const struct nlattr *nest,
			struct cordon_service *service)
{
	struct nlattr *tb[CORDON_A_SERVICE_MAX + 1];
	int err;

	err = nla_parse_nested(tb, CORDON_A_SERVICE_MAX, nest, cordon_service_policy, p->extack);
	if (err)
		return err;
	if (!tb[CORDON_A_SERVICE_PROTOCOL])
		return refuse(p, nest, "the protocol of a service is missing");
	service->proto = nla_get_u8(tb[CORDON_A_SERVICE_PROTOCOL]);
	err = read_ports(p, nest, tb[CORDON_A_SERVICE_FIRST], tb[CORDON_A_SERVICE_LAST],
			 &service->first, &service->last);
	if (err)
		return err;
	switch (service->proto) {
	case CORDON_PROTO_ICMP:
		return service->last ? refuse(p, nest, "ping has no ports") : 0;
	case CORDON_PROTO_TCP:
	case CORDON_PROTO_UDP:
		return service->last ? 0 : refuse(p, nest, "the ports of a service are missing");
	}
	return refuse(p, tb[CORDON_A_SERVICE_PROTOCOL],
		      "a service is over TCP (6) or UDP (17), or is ping (1)");
}

/* All services of one attribute, which may be repeated. */
int cordon_parse_services(const struct cordon_parse *p, unsigned int attr,
			  struct cordon_services *services)
{
	const struct nlattr *nest;
	int rest, err;

	nla_for_each_nested(nest, p->nest, rest) {
		if (nla_type(nest) != attr)
			continue;
		if (services->count == CORDON_SERVICES_MAX)
			return refuse(p, nest, "more than 16 services in one list");
		err = read_service(p, nest, &services->at[services->count]);
		if (err)
			return err;
		services->count++;
	}
	return 0;
}

static int read_group(const struct cordon_parse *p, const struct nlattr *nest,
		      struct cordon_group *group)
{
	struct nlattr *tb[CORDON_A_GROUP_MAX + 1];
	int err;

	err = nla_parse_nested(tb, CORDON_A_GROUP_MAX, nest, cordon_group_policy, p->extack);
	if (err)
		return err;
	if (!tb[CORDON_A_GROUP_ADDRESS])
		return refuse(p, nest, "the address of a group is missing");
	err = cordon_parse_addr(p, tb[CORDON_A_GROUP_ADDRESS], &group->addr);
	if (err)
		return err;
	if (!cordon_addr_multicast(&group->addr) && !cordon_addr_broadcast(&group->addr))
		return refuse(p, tb[CORDON_A_GROUP_ADDRESS],
			      "a group is a multicast address or 255.255.255.255");
	err = read_ports(p, nest, tb[CORDON_A_GROUP_FIRST], tb[CORDON_A_GROUP_LAST],
			 &group->first, &group->last);
	if (err)
		return err;
	return group->first ? 0 : refuse(p, nest, "the ports of a group are missing");
}

static int read_groups(const struct cordon_parse *p, struct cordon_profile *profile)
{
	const struct nlattr *nest;
	int rest, err;

	nla_for_each_nested(nest, p->nest, rest) {
		if (nla_type(nest) != CORDON_A_PROFILE_GROUP)
			continue;
		if (profile->groups == CORDON_GROUPS_MAX)
			return refuse(p, nest, "more than 8 groups");
		err = read_group(p, nest, &profile->group[profile->groups]);
		if (err)
			return err;
		profile->groups++;
	}
	return 0;
}

static int read_rtp(const struct cordon_parse *p, struct cordon_profile *profile)
{
	const struct nlattr *first = p->tb[CORDON_A_PROFILE_RTP_FIRST];

	if (!first != !p->tb[CORDON_A_PROFILE_RTP_LAST])
		return cordon_parse_refuse(p, CORDON_A_PROFILE_RTP_LAST,
					   "the ports of media are a first and a last one");
	if (!first) {
		profile->rtp_first = 1;
		profile->rtp_last = 0;
		return 0;
	}
	return read_ports(p, first, first, p->tb[CORDON_A_PROFILE_RTP_LAST],
			  &profile->rtp_first, &profile->rtp_last);
}

int cordon_parse_profile(const struct cordon_parse *p, struct cordon_object *object)
{
	struct cordon_profile *profile = object->profile;
	int err;

	if (p->tb[CORDON_A_PROFILE_ASKS])
		profile->asks = nla_get_u32(p->tb[CORDON_A_PROFILE_ASKS]);
	if (p->tb[CORDON_A_PROFILE_ETHERTYPES])
		profile->ethertypes = nla_get_u32(p->tb[CORDON_A_PROFILE_ETHERTYPES]);
	err = cordon_parse_services(p, CORDON_A_PROFILE_OPENS, &profile->opens);
	if (!err)
		err = cordon_parse_services(p, CORDON_A_PROFILE_SERVES, &profile->serves);
	if (!err)
		err = read_rtp(p, profile);
	return err ?: read_groups(p, profile);
}

/* The way to an exception's address: by address and MAC, or not stated. */
static int read_via(const struct cordon_parse *p, struct cordon_exception *allows)
{
	const struct nlattr *via = p->tb[CORDON_A_EXCEPTION_VIA_ADDRESS];
	int err;

	if (!via != !p->tb[CORDON_A_EXCEPTION_VIA_MAC])
		return cordon_parse_refuse(p, CORDON_A_EXCEPTION_VIA_ADDRESS,
					   "'via' needs an address and a mac");
	if (!via)
		return 0;
	err = cordon_parse_mac(p, CORDON_A_EXCEPTION_VIA_MAC, &allows->via_mac);
	return err ?: cordon_parse_host(p, via, &allows->via);
}

int cordon_parse_exception(const struct cordon_parse *p, struct cordon_object *object)
{
	struct cordon_exception *allows = &object->waiver->allows;
	int err;

	err = cordon_parse_name(p, CORDON_A_EXCEPTION_CAMERA, object->ref, sizeof(object->ref));
	if (err)
		return err;
	if (!p->tb[CORDON_A_EXCEPTION_ADDRESS])
		return cordon_parse_refuse(p, CORDON_A_EXCEPTION_ADDRESS, "the address is missing");
	if (!p->tb[CORDON_A_EXCEPTION_SERVICE])
		return cordon_parse_refuse(p, CORDON_A_EXCEPTION_SERVICE, "the service is missing");
	if (!p->tb[CORDON_A_EXCEPTION_DURATION])
		return cordon_parse_refuse(p, CORDON_A_EXCEPTION_DURATION,
					   "how long is missing; an exception has an end");
	err = cordon_parse_host(p, p->tb[CORDON_A_EXCEPTION_ADDRESS], &allows->addr);
	if (!err)
		err = read_service(p, p->tb[CORDON_A_EXCEPTION_SERVICE], &allows->service);
	if (!err)
		err = read_via(p, allows);
	if (err)
		return err;
	object->until = cordon_parse_deadline(p->tb[CORDON_A_EXCEPTION_DURATION]);
	if (p->tb[CORDON_A_EXCEPTION_COMMENT])
		nla_strscpy(object->waiver->comment, p->tb[CORDON_A_EXCEPTION_COMMENT],
			    sizeof(object->waiver->comment));
	return 0;
}
