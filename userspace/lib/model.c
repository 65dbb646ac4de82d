// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "model.h"

#define INDEX(nest, tb, set) \
	cordon_attr_index_nest(nest, tb, CORDON_A_##set##_MAX)

static void get_mac(const struct nlattr *attr, struct model_mac *mac)
{
	mac->set = cordon_attr_mac(attr, mac->bytes);
}

static void put_mac(struct nlmsghdr *nlh, uint16_t type,
		    const struct model_mac *mac)
{
	if (mac->set)
		mnl_attr_put(nlh, type, sizeof(mac->bytes), mac->bytes);
}

static void put_string(struct nlmsghdr *nlh, uint16_t type, const char *text)
{
	if (*text)
		mnl_attr_put_strz(nlh, type, text);
}

/* Every attribute of @type in @nest; what exceeds our bound is left out. */
static unsigned int get_addresses(const struct nlattr *nest, uint16_t type,
				  struct model_addr *to)
{
	const struct nlattr *attr;
	unsigned int count = 0;

	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == type &&
		    count < CORDON_ADDRS_MAX &&
		    cordon_attr_addr(attr, &to[count]))
			count++;
	return count;
}

static void put_addresses(struct nlmsghdr *nlh, uint16_t type,
			  const struct model_addr *address, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		mnl_attr_put(nlh, type, address[i].len, address[i].bytes);
}

static void get_service(const struct nlattr *nest,
			struct cordon_service *service)
{
	const struct nlattr *tb[CORDON_A_SERVICE_MAX + 1];

	INDEX(nest, tb, SERVICE);
	service->proto = cordon_attr_uint(tb[CORDON_A_SERVICE_PROTOCOL]);
	service->first = cordon_attr_uint(tb[CORDON_A_SERVICE_FIRST]);
	service->last = service->first;
	if (tb[CORDON_A_SERVICE_LAST])
		service->last = cordon_attr_uint(tb[CORDON_A_SERVICE_LAST]);
}

static void put_service(struct nlmsghdr *nlh, uint16_t type,
			const struct cordon_service *service)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, type);

	mnl_attr_put_u8(nlh, CORDON_A_SERVICE_PROTOCOL, service->proto);
	if (service->last) {
		mnl_attr_put_u16(nlh, CORDON_A_SERVICE_FIRST, service->first);
		mnl_attr_put_u16(nlh, CORDON_A_SERVICE_LAST, service->last);
	}
	mnl_attr_nest_end(nlh, nest);
}

static void get_services(const struct nlattr *nest, uint16_t type,
			 struct cordon_services *to)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == type &&
		    to->count < CORDON_SERVICES_MAX)
			get_service(attr, &to->at[to->count++]);
}

static void put_services(struct nlmsghdr *nlh, uint16_t type,
			 const struct cordon_services *services)
{
	for (unsigned int i = 0; i < services->count; i++)
		put_service(nlh, type, &services->at[i]);
}

static void get_settings(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_SETTINGS_MAX + 1];
	struct model_settings *settings = &object->settings;

	INDEX(nest, tb, SETTINGS);
	settings->mode = cordon_attr_uint(tb[CORDON_A_SETTINGS_MODE]);
	settings->duration = cordon_attr_uint(tb[CORDON_A_SETTINGS_DURATION]);
	settings->mark.value = cordon_attr_uint(tb[CORDON_A_SETTINGS_MARK]);
	settings->mark.mask = cordon_attr_uint(tb[CORDON_A_SETTINGS_MASK]);
}

static void put_settings(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_settings *settings = &object->settings;

	if (!settings->keep)
		mnl_attr_put_u8(nlh, CORDON_A_SETTINGS_MODE, settings->mode);
	if (!settings->keep && settings->mode == CORDON_MODE_OBSERVE)
		mnl_attr_put_u32(nlh, CORDON_A_SETTINGS_DURATION,
				 settings->duration);
	/* Also where there is none: what is left out of settings stays. */
	mnl_attr_put_u32(nlh, CORDON_A_SETTINGS_MARK, settings->mark.value);
	mnl_attr_put_u32(nlh, CORDON_A_SETTINGS_MASK, settings->mark.mask);
}

static void get_segment(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_SEGMENT_MAX + 1];
	struct model_segment *segment = &object->segment;
	const struct nlattr *attr;

	INDEX(nest, tb, SEGMENT);
	cordon_attr_string(tb[CORDON_A_SEGMENT_NAME], segment->name,
			   sizeof(segment->name));
	segment->unknown = cordon_attr_uint(tb[CORDON_A_SEGMENT_UNKNOWN]);
	segment->bpdu = cordon_attr_uint(tb[CORDON_A_SEGMENT_BPDU]);
	segment->state = cordon_attr_uint(tb[CORDON_A_SEGMENT_STATE]);
	segment->since = cordon_attr_uint(tb[CORDON_A_SEGMENT_SINCE]);
	segment->bridged = cordon_attr_uint(tb[CORDON_A_SEGMENT_BRIDGED]);
	segment->ifindex = cordon_attr_uint(tb[CORDON_A_SEGMENT_IFINDEX]);
	segment->closed = cordon_attr_uint(tb[CORDON_A_SEGMENT_CLOSED]);
	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == CORDON_A_SEGMENT_VLAN &&
		    segment->vlans < CORDON_VLANS_MAX)
			segment->vlan[segment->vlans++] = cordon_attr_uint(attr);
}

static void put_segment(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_segment *segment = &object->segment;

	put_string(nlh, CORDON_A_SEGMENT_NAME, segment->name);
	mnl_attr_put_u8(nlh, CORDON_A_SEGMENT_UNKNOWN, segment->unknown);
	mnl_attr_put_u8(nlh, CORDON_A_SEGMENT_BPDU, segment->bpdu);
	for (unsigned int i = 0; i < segment->vlans; i++)
		mnl_attr_put_u16(nlh, CORDON_A_SEGMENT_VLAN, segment->vlan[i]);
}

static void get_peer(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_PEER_MAX + 1];
	struct model_peer *peer = &object->peer;
	const struct nlattr *attr;

	INDEX(nest, tb, PEER);
	cordon_attr_string(tb[CORDON_A_PEER_NAME], peer->name,
			   sizeof(peer->name));
	peer->role = cordon_attr_uint(tb[CORDON_A_PEER_ROLE]);
	peer->self = cordon_attr_uint(tb[CORDON_A_PEER_SELF]);
	peer->addresses = get_addresses(nest, CORDON_A_PEER_ADDRESS,
					peer->address);
	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == CORDON_A_PEER_FROM &&
		    peer->froms < CORDON_FROMS_MAX)
			cordon_attr_string(attr, peer->from[peer->froms++],
					   IFNAMSIZ);
	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == CORDON_A_PEER_CAMERA &&
		    peer->cameras < CORDON_CLIENT_CAMERAS_MAX)
			cordon_attr_string(attr, peer->camera[peer->cameras++],
					   CORDON_NAME_SIZE);
	get_services(nest, CORDON_A_PEER_OPENS, &peer->opens);
	get_mac(tb[CORDON_A_PEER_MAC], &peer->mac);
	cordon_attr_addr(tb[CORDON_A_PEER_VIA_ADDRESS], &peer->via);
	get_mac(tb[CORDON_A_PEER_VIA_MAC], &peer->via_mac);
	cordon_attr_string(tb[CORDON_A_PEER_BEHIND], peer->behind,
			   sizeof(peer->behind));
	peer->gives = cordon_attr_uint(tb[CORDON_A_PEER_GIVES]);
}

static void put_peer(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_peer *peer = &object->peer;

	put_string(nlh, CORDON_A_PEER_NAME, peer->name);
	mnl_attr_put_u8(nlh, CORDON_A_PEER_ROLE, peer->role);
	if (peer->self)
		mnl_attr_put_u8(nlh, CORDON_A_PEER_SELF, 1);
	put_addresses(nlh, CORDON_A_PEER_ADDRESS, peer->address,
		      peer->addresses);
	for (unsigned int i = 0; i < peer->froms; i++)
		put_string(nlh, CORDON_A_PEER_FROM, peer->from[i]);
	put_mac(nlh, CORDON_A_PEER_MAC, &peer->mac);
	if (peer->via.len)
		mnl_attr_put(nlh, CORDON_A_PEER_VIA_ADDRESS, peer->via.len,
			     peer->via.bytes);
	put_mac(nlh, CORDON_A_PEER_VIA_MAC, &peer->via_mac);
	put_string(nlh, CORDON_A_PEER_BEHIND, peer->behind);
	if (peer->gives)
		mnl_attr_put_u32(nlh, CORDON_A_PEER_GIVES, peer->gives);
	put_services(nlh, CORDON_A_PEER_OPENS, &peer->opens);
	for (unsigned int i = 0; i < peer->cameras; i++)
		put_string(nlh, CORDON_A_PEER_CAMERA, peer->camera[i]);
}

static void get_trusted(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_TRUSTED_MAX + 1];
	struct model_trusted *trusted = &object->trusted;

	INDEX(nest, tb, TRUSTED);
	cordon_attr_string(tb[CORDON_A_TRUSTED_NAME], trusted->name,
			   sizeof(trusted->name));
	get_mac(tb[CORDON_A_TRUSTED_MAC], &trusted->mac);
	cordon_attr_string(tb[CORDON_A_TRUSTED_SEGMENT], trusted->segment,
			   sizeof(trusted->segment));
	trusted->duration = cordon_attr_uint(tb[CORDON_A_TRUSTED_DURATION]);
}

static void put_trusted(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_trusted *trusted = &object->trusted;

	put_string(nlh, CORDON_A_TRUSTED_NAME, trusted->name);
	put_mac(nlh, CORDON_A_TRUSTED_MAC, &trusted->mac);
	put_string(nlh, CORDON_A_TRUSTED_SEGMENT, trusted->segment);
	mnl_attr_put_u32(nlh, CORDON_A_TRUSTED_DURATION, trusted->duration);
}

static void get_camera(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_CAMERA_MAX + 1];
	struct model_camera *camera = &object->camera;

	INDEX(nest, tb, CAMERA);
	cordon_attr_string(tb[CORDON_A_CAMERA_NAME], camera->name,
			   sizeof(camera->name));
	get_mac(tb[CORDON_A_CAMERA_MAC], &camera->mac);
	camera->addresses = get_addresses(nest, CORDON_A_CAMERA_ADDRESS,
					  camera->address);
	cordon_attr_string(tb[CORDON_A_CAMERA_SEGMENT], camera->segment,
			   sizeof(camera->segment));
	cordon_attr_string(tb[CORDON_A_CAMERA_PROFILE], camera->profile,
			   sizeof(camera->profile));
	camera->mode = cordon_attr_uint(tb[CORDON_A_CAMERA_MODE]);
	camera->duration = cordon_attr_uint(tb[CORDON_A_CAMERA_DURATION]);
	camera->mark.value = cordon_attr_uint(tb[CORDON_A_CAMERA_MARK]);
	camera->mark.mask = cordon_attr_uint(tb[CORDON_A_CAMERA_MASK]);
	camera->setup = cordon_attr_uint(tb[CORDON_A_CAMERA_SETUP]);
}

static void put_camera(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_camera *camera = &object->camera;

	put_string(nlh, CORDON_A_CAMERA_NAME, camera->name);
	put_mac(nlh, CORDON_A_CAMERA_MAC, &camera->mac);
	put_addresses(nlh, CORDON_A_CAMERA_ADDRESS, camera->address,
		      camera->addresses);
	put_string(nlh, CORDON_A_CAMERA_SEGMENT, camera->segment);
	put_string(nlh, CORDON_A_CAMERA_PROFILE, camera->profile);
	mnl_attr_put_u8(nlh, CORDON_A_CAMERA_MODE, camera->mode);
	if (camera->mode == CORDON_MODE_OBSERVE)
		mnl_attr_put_u32(nlh, CORDON_A_CAMERA_DURATION,
				 camera->duration);
	if (camera->mark.mask) {
		mnl_attr_put_u32(nlh, CORDON_A_CAMERA_MARK, camera->mark.value);
		mnl_attr_put_u32(nlh, CORDON_A_CAMERA_MASK, camera->mark.mask);
	}
	if (camera->setup)
		mnl_attr_put_u32(nlh, CORDON_A_CAMERA_SETUP, camera->setup);
	if (camera->keep)
		mnl_attr_put_u8(nlh, CORDON_A_CAMERA_KEEP, 1);
}

static void get_groups(const struct nlattr *nest, struct cordon_profile *may)
{
	const struct nlattr *tb[CORDON_A_GROUP_MAX + 1], *attr;
	struct cordon_group *group;
	struct model_addr addr;

	mnl_attr_for_each_nested(attr, nest) {
		if (mnl_attr_get_type(attr) != CORDON_A_PROFILE_GROUP ||
		    may->groups == CORDON_GROUPS_MAX)
			continue;
		INDEX(attr, tb, GROUP);
		if (!cordon_attr_addr(tb[CORDON_A_GROUP_ADDRESS], &addr))
			continue;
		group = &may->group[may->groups++];
		group->addr = cordon_addr_from_model(&addr);
		group->first = cordon_attr_uint(tb[CORDON_A_GROUP_FIRST]);
		group->last = group->first;
		if (tb[CORDON_A_GROUP_LAST])
			group->last = cordon_attr_uint(tb[CORDON_A_GROUP_LAST]);
	}
}

static void put_group(struct nlmsghdr *nlh, const struct cordon_group *group)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, CORDON_A_PROFILE_GROUP);
	struct model_addr addr = cordon_addr_to_model(&group->addr);

	mnl_attr_put(nlh, CORDON_A_GROUP_ADDRESS, addr.len, addr.bytes);
	mnl_attr_put_u16(nlh, CORDON_A_GROUP_FIRST, group->first);
	mnl_attr_put_u16(nlh, CORDON_A_GROUP_LAST, group->last);
	mnl_attr_nest_end(nlh, nest);
}

static void get_profile(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_PROFILE_MAX + 1];
	struct cordon_profile *may = &object->profile.may;

	INDEX(nest, tb, PROFILE);
	cordon_attr_string(tb[CORDON_A_PROFILE_NAME], object->profile.name,
			   sizeof(object->profile.name));
	may->asks = cordon_attr_uint(tb[CORDON_A_PROFILE_ASKS]);
	get_services(nest, CORDON_A_PROFILE_OPENS, &may->opens);
	get_services(nest, CORDON_A_PROFILE_SERVES, &may->serves);
	may->rtp_first = 1;
	if (tb[CORDON_A_PROFILE_RTP_FIRST]) {
		may->rtp_first = cordon_attr_uint(tb[CORDON_A_PROFILE_RTP_FIRST]);
		may->rtp_last = cordon_attr_uint(tb[CORDON_A_PROFILE_RTP_LAST]);
	}
	get_groups(nest, may);
	may->ethertypes = cordon_attr_uint(tb[CORDON_A_PROFILE_ETHERTYPES]);
}

static void put_profile(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct cordon_profile *may = &object->profile.may;

	put_string(nlh, CORDON_A_PROFILE_NAME, object->profile.name);
	mnl_attr_put_u32(nlh, CORDON_A_PROFILE_ASKS, may->asks);
	put_services(nlh, CORDON_A_PROFILE_OPENS, &may->opens);
	put_services(nlh, CORDON_A_PROFILE_SERVES, &may->serves);
	if (may->rtp_first <= may->rtp_last) {
		mnl_attr_put_u16(nlh, CORDON_A_PROFILE_RTP_FIRST, may->rtp_first);
		mnl_attr_put_u16(nlh, CORDON_A_PROFILE_RTP_LAST, may->rtp_last);
	}
	for (unsigned int i = 0; i < may->groups; i++)
		put_group(nlh, &may->group[i]);
	mnl_attr_put_u32(nlh, CORDON_A_PROFILE_ETHERTYPES, may->ethertypes);
}

static void get_exception(const struct nlattr *nest, union model_object *object)
{
	const struct nlattr *tb[CORDON_A_EXCEPTION_MAX + 1];
	struct model_exception *exception = &object->exception;

	INDEX(nest, tb, EXCEPTION);
	cordon_attr_string(tb[CORDON_A_EXCEPTION_NAME], exception->name,
			   sizeof(exception->name));
	cordon_attr_string(tb[CORDON_A_EXCEPTION_CAMERA], exception->camera,
			   sizeof(exception->camera));
	cordon_attr_addr(tb[CORDON_A_EXCEPTION_ADDRESS], &exception->address);
	if (tb[CORDON_A_EXCEPTION_SERVICE])
		get_service(tb[CORDON_A_EXCEPTION_SERVICE], &exception->service);
	cordon_attr_addr(tb[CORDON_A_EXCEPTION_VIA_ADDRESS], &exception->via);
	get_mac(tb[CORDON_A_EXCEPTION_VIA_MAC], &exception->via_mac);
	exception->duration = cordon_attr_uint(tb[CORDON_A_EXCEPTION_DURATION]);
	cordon_attr_string(tb[CORDON_A_EXCEPTION_COMMENT], exception->comment,
			   sizeof(exception->comment));
	exception->uid = cordon_attr_uint(tb[CORDON_A_EXCEPTION_UID]);
}

static void put_exception(struct nlmsghdr *nlh, const union model_object *object)
{
	const struct model_exception *exception = &object->exception;

	put_string(nlh, CORDON_A_EXCEPTION_NAME, exception->name);
	put_string(nlh, CORDON_A_EXCEPTION_CAMERA, exception->camera);
	put_addresses(nlh, CORDON_A_EXCEPTION_ADDRESS, &exception->address, 1);
	put_service(nlh, CORDON_A_EXCEPTION_SERVICE, &exception->service);
	if (exception->via.len)
		put_addresses(nlh, CORDON_A_EXCEPTION_VIA_ADDRESS,
			      &exception->via, 1);
	put_mac(nlh, CORDON_A_EXCEPTION_VIA_MAC, &exception->via_mac);
	mnl_attr_put_u32(nlh, CORDON_A_EXCEPTION_DURATION, exception->duration);
	put_string(nlh, CORDON_A_EXCEPTION_COMMENT, exception->comment);
}

#define TYPE(word, WORD, name)				\
const struct cordon_type cordon_type_##word = {		\
	.kind = CORDON_KIND_##WORD,			\
	.attr = CORDON_A_##WORD,			\
	.name_attr = name,				\
	.size = sizeof(struct model_##word),		\
	.get = get_##word,				\
	.put = put_##word,				\
}

TYPE(settings, SETTINGS, 0);
TYPE(segment, SEGMENT, CORDON_A_SEGMENT_NAME);
TYPE(peer, PEER, CORDON_A_PEER_NAME);
TYPE(trusted, TRUSTED, CORDON_A_TRUSTED_NAME);
TYPE(camera, CAMERA, CORDON_A_CAMERA_NAME);
TYPE(profile, PROFILE, CORDON_A_PROFILE_NAME);
TYPE(exception, EXCEPTION, CORDON_A_EXCEPTION_NAME);

void cordon_model_put(struct nlmsghdr *nlh, const struct cordon_type *type,
		      const union model_object *object)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, type->attr);

	type->put(nlh, object);
	mnl_attr_nest_end(nlh, nest);
}

void cordon_model_put_name(struct nlmsghdr *nlh, const struct cordon_type *type,
			   const char *name)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, type->attr);

	mnl_attr_put_strz(nlh, type->name_attr, name);
	mnl_attr_nest_end(nlh, nest);
}
