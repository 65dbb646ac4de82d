// SPDX-License-Identifier: GPL-2.0-or-later
/* The keys of a policy file: what each object may say. Peers: policypeer.c. */
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "policyread.h"
#include "service.h"
#include "words.h"

/* --- segments --- */

static bool take_interface(struct cordon_reader *r, const yaml_node_t *node,
			   void *to)
{
	((struct cordon_making *)to)->by_interface = true;
	return cordon_read_interface(r, node, cordon_object_of(to)->name);
}

static bool take_card(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	const char *text = cordon_read_text(r, node);
	struct model_mac mac;

	((struct cordon_making *)to)->by_card = true;
	if (!text || !cordon_read_judge(r, node, cordon_parse_mac(text, &mac)))
		return false;
	return !cordon_policyfile_segment(text, cordon_object_of(to)->name);
}

static bool take_unknown(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	int word = cordon_read_word(r, node, cordon_words_unknown);

	cordon_object_of(to)->unknown = (u8)word;
	return word >= 0;
}

static bool take_vlan(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_object *segment = cordon_object_of(to);
	const char *text = cordon_read_text(r, node);
	struct model_segment one = { .vlans = 0 };

	if (!text || !cordon_read_judge(r, node, cordon_parse_vlans(text, &one)))
		return false;
	if (one.vlans > 1)
		return cordon_read_wrong(r, node, "more than one VLAN id (expected [10, 20])");
	for (u8 i = 0; i < segment->vlans; i++)
		if (segment->vlan[i] == one.vlan[0])
			return cordon_read_wrong(r, node, "given twice");
	segment->vlan[segment->vlans++] = one.vlan[0];
	return true;
}

static bool take_vlans(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_list(r, node, CORDON_VLANS_MAX, take_vlan, to);
}

static bool take_bpdu(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_yes(r, node, &cordon_object_of(to)->bpdu);
}

static const struct cordon_key segment_keys[] = {
	{ "interface", take_interface, false },
	{ "mac", take_card, false },
	{ "unknown", take_unknown, false },
	{ "vlan", take_vlans, false },
	{ "bpdu", take_bpdu, false },
	{ NULL, NULL, false }
};

static bool check_segment(struct cordon_reader *r, const yaml_node_t *node,
			  const struct cordon_making *segment)
{
	if (segment->by_interface != segment->by_card)
		return true;
	return cordon_read_error(r, node, segment->by_card ?
				 "a segment: 'interface' and 'mac' exclude each other" :
				 "a segment: 'interface' or 'mac' is missing");
}

/* --- trusted devices --- */

static bool take_for(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	const char *text = cordon_read_text(r, node);

	cordon_object_of(to)->until = CORDON_FOREVER;
	return text && (!strcmp(text, "forever") ||
			cordon_read_wrong(r, node, "a policy has no end (expected forever)"));
}

static const struct cordon_key trusted_keys[] = {
	{ "name", cordon_take_name, true },
	{ "mac", cordon_take_mac, true },
	{ "segment", cordon_take_segment, true },
	{ "for", take_for, true },
	{ NULL, NULL, false }
};

/* --- profiles --- */

static bool take_opens_one(struct cordon_reader *r, const yaml_node_t *node,
			   void *to)
{
	struct cordon_profile *profile = cordon_object_of(to)->profile;
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node,
			cordon_parse_service(text, CORDON_PLACE_OPENS,
					     &profile->opens, &profile->asks));
}

static bool take_opens(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_list(r, node, CORDON_SERVICES_MAX, take_opens_one, to);
}

static bool take_serves_one(struct cordon_reader *r, const yaml_node_t *node,
			    void *to)
{
	struct cordon_profile *profile = cordon_object_of(to)->profile;
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node,
			cordon_parse_service(text, CORDON_PLACE_SERVES,
					     &profile->serves, NULL));
}

static bool take_serves(struct cordon_reader *r, const yaml_node_t *node,
			void *to)
{
	return cordon_read_list(r, node, CORDON_SERVICES_MAX, take_serves_one, to);
}

static bool take_rtp(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_profile *profile = cordon_object_of(to)->profile;
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node,
			cordon_parse_ports(text, &profile->rtp_first, &profile->rtp_last));
}

static bool take_group(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_profile *profile = cordon_object_of(to)->profile;
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node,
			cordon_parse_group(text, profile));
}

static bool take_groups(struct cordon_reader *r, const yaml_node_t *node,
			void *to)
{
	return cordon_read_list(r, node, CORDON_GROUPS_MAX, take_group, to);
}

static bool take_ethertype(struct cordon_reader *r, const yaml_node_t *node,
			   void *to)
{
	int word = cordon_read_word(r, node, cordon_words_ethertypes);

	if (word >= 0)
		cordon_object_of(to)->profile->ethertypes |= 1u << word;
	return word >= 0;
}

static bool take_ethertypes(struct cordon_reader *r, const yaml_node_t *node,
			    void *to)
{
	return cordon_read_list(r, node, 2, take_ethertype, to);
}

static const struct cordon_key profile_keys[] = {
	{ "name", cordon_take_name, true },
	{ "opens", take_opens, false },
	{ "serves", take_serves, false },
	{ "rtp", take_rtp, false },
	{ "groups", take_groups, false },
	{ "ethertypes", take_ethertypes, false },
	{ NULL, NULL, false }
};

/* There is a word for nothing already, as on the command line. */
static bool check_profile(struct cordon_reader *r, const yaml_node_t *node,
			  const struct cordon_making *making)
{
	const struct cordon_profile *profile = making->object->profile;

	return profile->asks || profile->opens.count || profile->serves.count ||
	       profile->groups || profile->ethertypes ||
	       profile->rtp_first <= profile->rtp_last ||
	       cordon_read_error(r, node,
				 "'%s': it would allow nothing; the profile for that is 'isolated'",
				 making->object->name);
}

/* --- cameras --- */

static bool take_profile(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	char *name = cordon_object_of(to)->ref;

	if (!cordon_read_name(r, node, name))
		return false;
	return strcmp(name, "setup") ||
	       cordon_read_wrong(r, node,
				 "for a time only, and a policy has no end (see 'camera set')");
}

static bool take_mode(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	int word = cordon_read_word(r, node, cordon_words_mode);

	if (word == CORDON_MODE_OBSERVE)
		cordon_object_of(to)->until = CORDON_FOREVER;
	return word >= 0;
}

static bool take_mark(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_object *camera = cordon_object_of(to);
	struct model_mark mark;

	if (!cordon_read_mark(r, node, &mark))
		return false;
	camera->mark = mark.value;
	camera->mask = mark.mask;
	return true;
}

static const struct cordon_key camera_keys[] = {
	{ "name", cordon_take_name, true },
	{ "mac", cordon_take_mac, false },
	{ "addresses", cordon_take_addresses, false },
	{ "segment", cordon_take_segment, false },
	{ "profile", take_profile, false },
	{ "mode", take_mode, false },
	{ "mark", take_mark, false },
	{ NULL, NULL, false }
};

static bool check_camera(struct cordon_reader *r, const yaml_node_t *node,
			 const struct cordon_making *making)
{
	const struct cordon_object *camera = making->object;

	return camera->mac || camera->addrs ||
	       cordon_read_error(r, node,
				 "'%s': 'mac' or 'addresses' is missing: a camera is known by one of them",
				 camera->name);
}

/* --- the whole file --- */

struct section {
	const char *what;
	u8 kind;
	u8 role;			/* of a peer */
	const struct cordon_key *keys;
	bool (*check)(struct cordon_reader *r, const yaml_node_t *node,
		      const struct cordon_making *making);
};

static struct cordon_object *new_object(const struct section *section)
{
	struct cordon_object *object;

	object = calloc(1, sizeof(*object) + CORDON_ADDRS_MAX * sizeof(object->addr[0]));
	if (!object)
		return NULL;
	object->kind = section->kind;
	if (section->kind == CORDON_KIND_PEER) {
		object->peer = calloc(1, sizeof(*object->peer));
		if (object->peer)
			object->peer->role = section->role;
	}
	if (section->kind == CORDON_KIND_PROFILE) {
		object->profile = calloc(1, sizeof(*object->profile));
		if (object->profile)
			object->profile->rtp_first = 1;	/* to 0: none */
	}
	return object;
}

static bool take_object(struct cordon_reader *r, const yaml_node_t *node,
			void *to)
{
	const struct section *section = to;
	struct cordon_making making = { .object = new_object(section) };
	struct cordon_object *object = making.object;

	if (!object || (section->kind == CORDON_KIND_PEER && !object->peer) ||
	    (section->kind == CORDON_KIND_PROFILE && !object->profile)) {
		cordon_object_free(object);
		return cordon_read_no_memory(r);
	}
	if (!cordon_read_map(r, node, section->what, section->keys, &making) ||
	    (section->check && !section->check(r, node, &making))) {
		cordon_object_free(object);
		return false;
	}
	return cordon_policyfile_add(r, node, &making);
}

/* A list whose items are commented out is nothing, and an empty list. */
static bool take_section(struct cordon_reader *r, const yaml_node_t *node,
			 const struct section *section)
{
	if (node->type == YAML_SCALAR_NODE && !node->data.scalar.length &&
	    node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
		return true;
	return cordon_read_list(r, node, CORDON_OBJECTS_MAX, take_object,
				(void *)section);
}

#define SECTION(name, ...)						\
static bool take_##name(struct cordon_reader *r, const yaml_node_t *node, \
			void *to)					\
{									\
	static const struct section section = { __VA_ARGS__ };		\
									\
	(void)to;							\
	return take_section(r, node, &section);				\
}

SECTION(segments, "a segment", CORDON_KIND_SEGMENT, 0, segment_keys, check_segment)
SECTION(recorders, "a recorder", CORDON_KIND_PEER, CORDON_ROLE_RECORDER,
	cordon_recorder_keys, cordon_check_peer)
SECTION(servers, "a server", CORDON_KIND_PEER, CORDON_ROLE_SERVER,
	cordon_server_keys, cordon_check_peer)
SECTION(clients, "a client", CORDON_KIND_PEER, CORDON_ROLE_CLIENT,
	cordon_client_keys, cordon_check_peer)
SECTION(trusted, "a trusted device", CORDON_KIND_TRUSTED, 0, trusted_keys, NULL)
SECTION(profiles, "a profile", CORDON_KIND_PROFILE, 0, profile_keys,
	check_profile)
SECTION(cameras, "a camera", CORDON_KIND_CAMERA, 0, camera_keys, check_camera)

static bool take_version(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	static const char *const words[] = { "1", NULL };

	(void)to;
	return !cordon_read_word(r, node, words);
}

/* Notes that a setting was given here; false if another file gave it. */
static bool first_time(struct cordon_reader *r, const yaml_node_t *node,
		       struct cordon_spot *place)
{
	if (place->line)
		return cordon_read_error(r, node, "%s: given already (%s:%u:%u)",
					 r->key, place->file, place->line,
					 place->column);
	*place = cordon_read_spot(r, node);
	return true;
}

static bool take_whole_mode(struct cordon_reader *r, const yaml_node_t *node,
			    void *to)
{
	int word = cordon_read_word(r, node, cordon_words_mode);

	(void)to;
	if (word < 0 || !first_time(r, node, &r->to->mode_place))
		return false;
	r->to->mode = (u8)word;
	return true;
}

static bool take_whole_mark(struct cordon_reader *r, const yaml_node_t *node,
			    void *to)
{
	(void)to;
	return cordon_read_mark(r, node, &r->to->mark) &&
	       first_time(r, node, &r->to->mark_place);
}

bool cordon_read_policy(struct cordon_reader *r, const yaml_node_t *root)
{
	static const struct cordon_key keys[] = {
		{ "version", take_version, true },
		{ "mode", take_whole_mode, false },
		{ "mark", take_whole_mark, false },
		{ "segments", take_segments, false },
		{ "recorders", take_recorders, false },
		{ "servers", take_servers, false },
		{ "clients", take_clients, false },
		{ "trusted", take_trusted, false },
		{ "profiles", take_profiles, false },
		{ "cameras", take_cameras, false },
		{ NULL, NULL, false }
	};

	r->key = "the file";
	return cordon_read_map(r, root, "a policy", keys, NULL);
}
