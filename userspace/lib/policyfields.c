// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The keys of a policy file, as they are written and compared: what
 * policykeys.c and policypeer.c read. A key that is read but not listed here
 * would be lost by a save; a test holds the two to each other.
 */
#include <string.h>

#include "json.h"
#include "policyset.h"
#include "service.h"
#include "words.h"

void cordon_object_text(const struct cordon_object *object,
			char text[CORDON_NAME_SIZE])
{
	if (object->kind == CORDON_KIND_SEGMENT)
		cordon_policyfile_segment_text(object->name, text);
	else
		memcpy(text, object->name, CORDON_NAME_SIZE);
}

static json_t *or_null(json_t *array)
{
	if (json_array_size(array))
		return array;
	json_decref(array);
	return json_null();
}

static json_t *mac_json(u64 mac)
{
	struct model_mac model = cordon_mac_to_model(mac);

	return cordon_json_mac(&model);
}

static json_t *name(const struct cordon_object *object)
{
	return json_string(object->name);
}

static json_t *mac(const struct cordon_object *object)
{
	return mac_json(object->mac);
}

static json_t *addresses_json(const struct cordon_object *object)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < object->addrs; i++) {
		struct model_addr addr = cordon_addr_to_model(&object->addr[i]);

		json_array_append_new(array, cordon_json_addr(&addr));
	}
	return array;
}

static json_t *addresses(const struct cordon_object *object)
{
	return or_null(addresses_json(object));
}

static json_t *in_segment(const struct cordon_object *object)
{
	return cordon_json_segment(object->iface);
}

/* --- segments --- */

static json_t *interface(const struct cordon_object *object)
{
	return *object->name == ':' ? json_null() : json_string(object->name);
}

static json_t *card(const struct cordon_object *object)
{
	return *object->name == ':' ? cordon_json_segment(object->name) : json_null();
}

static json_t *unknown(const struct cordon_object *object)
{
	return json_string(cordon_word(cordon_words_unknown, object->unknown));
}

static json_t *vlans(const struct cordon_object *object)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < object->vlans; i++)
		json_array_append_new(array, json_integer(object->vlan[i]));
	return or_null(array);
}

static json_t *bpdu(const struct cordon_object *object)
{
	return json_boolean(object->bpdu);
}

static const struct cordon_field segment_fields[] = {
	{ "interface", NULL, interface },
	{ "mac", NULL, card },
	{ "unknown", NULL, unknown },
	{ "vlan", NULL, vlans },
	{ "bpdu", "no", bpdu },
	{ NULL, NULL, NULL }
};

/* --- recorders, servers, clients --- */

static json_t *peer_addresses(const struct cordon_object *object)
{
	json_t *array = addresses_json(object);

	if (object->peer->self)
		json_array_append_new(array, json_string("self"));
	return array;
}

static json_t *from(const struct cordon_object *object)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < object->peer->froms; i++)
		json_array_append_new(array, json_string(object->peer->from[i]));
	return or_null(array);
}

static json_t *via(const struct cordon_object *object)
{
	struct model_addr addr;

	if (!object->peer->via_mac)
		return json_null();
	addr = cordon_addr_to_model(&object->peer->via);
	return json_pack("{s:o, s:o}", "address", cordon_json_addr(&addr),
			 "mac", mac_json(object->peer->via_mac));
}

static json_t *gives(const struct cordon_object *object)
{
	return or_null(cordon_json_bits(cordon_words_gives, object->peer->gives));
}

static json_t *client_opens(const struct cordon_object *object)
{
	return or_null(cordon_json_services(0, &object->peer->opens));
}

static json_t *client_cameras(const struct cordon_object *object)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < object->peer->cameras; i++)
		json_array_append_new(array, json_string(object->peer->camera[i]));
	return or_null(array);
}

#define PEER_FIELDS							\
	{ "name", NULL, name },						\
	{ "addresses", NULL, peer_addresses },				\
	{ "from", NULL, from },						\
	{ "behind", NULL, in_segment },					\
	{ "mac", NULL, mac },						\
	{ "via", NULL, via }

static const struct cordon_field recorder_fields[] = {
	PEER_FIELDS,
	{ NULL, NULL, NULL }
};

static const struct cordon_field server_fields[] = {
	PEER_FIELDS,
	{ "gives", NULL, gives },
	{ NULL, NULL, NULL }
};

static const struct cordon_field client_fields[] = {
	PEER_FIELDS,
	{ "opens", NULL, client_opens },
	{ "cameras", NULL, client_cameras },
	{ NULL, NULL, NULL }
};

/* --- trusted devices, profiles, cameras --- */

static json_t *lasts(const struct cordon_object *object)
{
	return json_string(cordon_passing(object) ? "a time" : "forever");
}

static const struct cordon_field trusted_fields[] = {
	{ "name", NULL, name },
	{ "mac", NULL, mac },
	{ "segment", NULL, in_segment },
	{ "for", NULL, lasts },
	{ NULL, NULL, NULL }
};

static json_t *opens(const struct cordon_object *object)
{
	return or_null(cordon_json_services(object->profile->asks,
					    &object->profile->opens));
}

static json_t *serves(const struct cordon_object *object)
{
	return or_null(cordon_json_services(0, &object->profile->serves));
}

static json_t *rtp(const struct cordon_object *object)
{
	return cordon_json_ports(object->profile->rtp_first, object->profile->rtp_last);
}

static json_t *groups(const struct cordon_object *object)
{
	return or_null(cordon_json_groups(object->profile));
}

static json_t *ethertypes(const struct cordon_object *object)
{
	return or_null(cordon_json_bits(cordon_words_ethertypes,
					object->profile->ethertypes));
}

static const struct cordon_field profile_fields[] = {
	{ "name", NULL, name },
	{ "opens", NULL, opens },
	{ "serves", NULL, serves },
	{ "rtp", NULL, rtp },
	{ "groups", NULL, groups },
	{ "ethertypes", NULL, ethertypes },
	{ NULL, NULL, NULL }
};

static json_t *profile(const struct cordon_object *object)
{
	return json_string(object->ref);
}

static json_t *mode(const struct cordon_object *object)
{
	return json_string(cordon_word(cordon_words_mode,
				       object->until == CORDON_FOREVER ?
				       CORDON_MODE_OBSERVE : CORDON_MODE_ENFORCE));
}

static json_t *mark(const struct cordon_object *object)
{
	return cordon_json_mark(&(struct model_mark){ object->mark, object->mask });
}

static const struct cordon_field camera_fields[] = {
	{ "name", NULL, name },
	{ "mac", NULL, mac },
	{ "addresses", NULL, addresses },
	{ "segment", NULL, in_segment },
	{ "profile", NULL, profile },
	{ "mode", "enforce", mode },
	{ "mark", NULL, mark },
	{ NULL, NULL, NULL }
};

const struct cordon_section cordon_sections[] = {
	{ "segment", "segments", CORDON_KIND_SEGMENT, 0, segment_fields },
	{ "recorder", "recorders", CORDON_KIND_PEER, CORDON_ROLE_RECORDER,
	  recorder_fields },
	{ "server", "servers", CORDON_KIND_PEER, CORDON_ROLE_SERVER, server_fields },
	{ "client", "clients", CORDON_KIND_PEER, CORDON_ROLE_CLIENT, client_fields },
	{ "trusted device", "trusted", CORDON_KIND_TRUSTED, 0, trusted_fields },
	{ "profile", "profiles", CORDON_KIND_PROFILE, 0, profile_fields },
	{ "camera", "cameras", CORDON_KIND_CAMERA, 0, camera_fields },
	{ NULL, NULL, 0, 0, NULL }
};

const struct cordon_section *cordon_section_of(const struct cordon_object *object)
{
	const struct cordon_section *section;

	for (section = cordon_sections; section->word; section++)
		if (section->kind == object->kind &&
		    (!section->role || section->role == object->peer->role))
			return section;
	return NULL;
}
