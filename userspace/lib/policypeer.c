// SPDX-License-Identifier: GPL-2.0-or-later
/* Recorders, servers and clients of a policy file. */
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "policyread.h"
#include "service.h"
#include "words.h"

/* --- recorders, servers, clients --- */

static bool take_peer_address(struct cordon_reader *r, const yaml_node_t *node,
			      void *to)
{
	if (node->type == YAML_SCALAR_NODE &&
	    !strcmp((const char *)node->data.scalar.value, "self")) {
		cordon_object_of(to)->peer->self = true;
		return true;
	}
	return cordon_take_address(r, node, to);
}

static bool take_peer_addresses(struct cordon_reader *r,
				const yaml_node_t *node, void *to)
{
	struct cordon_object *object = cordon_object_of(to);

	if (!cordon_read_list(r, node, CORDON_ADDRS_MAX, take_peer_address, to))
		return false;
	if (object->peer->self && object->addrs)
		return cordon_read_error(r, node,
				"addresses: 'self' is all of this host's; expected no others");
	return object->peer->self || object->addrs ||
	       cordon_read_error(r, node,
				 "addresses: an empty list; expected addresses or self");
}

static bool take_from_one(struct cordon_reader *r, const yaml_node_t *node,
			  void *to)
{
	struct cordon_peer *peer = cordon_object_of(to)->peer;

	return cordon_read_interface(r, node, peer->from[peer->froms++]);
}

static bool take_from(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_list(r, node, CORDON_FROMS_MAX, take_from_one, to);
}

/* A MAC, or the name of the peer that has it. */
static bool read_peer_mac(struct cordon_reader *r, const yaml_node_t *node, u64 *to)
{
	const char *text = cordon_read_text(r, node);
	char owner[CORDON_NAME_SIZE];
	struct model_mac mac;

	if (!text)
		return false;
	if (!cordon_parse_mac(text, &mac) || cordon_parse_name(text, owner))
		return cordon_read_mac(r, node, to);
	return cordon_policyfile_borrow(r, node, to, owner);
}

static bool take_peer_mac(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_making *making = to;

	making->mac = cordon_read_spot(r, node);
	return read_peer_mac(r, node, &making->object->mac);
}

static bool take_via_address(struct cordon_reader *r, const yaml_node_t *node,
			     void *to)
{
	((struct cordon_making *)to)->via = cordon_read_spot(r, node);
	return cordon_read_address(r, node, &cordon_object_of(to)->peer->via);
}

static bool take_via_mac(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	((struct cordon_making *)to)->via_mac = cordon_read_spot(r, node);
	return read_peer_mac(r, node, &cordon_object_of(to)->peer->via_mac);
}

static bool take_via(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	static const struct cordon_key keys[] = {
		{ "address", take_via_address, true },
		{ "mac", take_via_mac, true },
		{ NULL, NULL, false }
	};

	return cordon_read_map(r, node, "a gateway", keys, to);
}

static bool take_gives_one(struct cordon_reader *r, const yaml_node_t *node,
			   void *to)
{
	int word = cordon_read_word(r, node, cordon_words_gives);

	if (word >= 0)
		cordon_object_of(to)->peer->gives |= 1u << word;
	return word >= 0;
}

static bool take_gives(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_list(r, node, 3, take_gives_one, to);
}

static bool take_client_service(struct cordon_reader *r, const yaml_node_t *node,
				void *to)
{
	struct cordon_services *opens = &cordon_object_of(to)->peer->opens;
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node,
			cordon_parse_service(text, CORDON_PLACE_CLIENT, opens, NULL));
}

static bool take_client_opens(struct cordon_reader *r, const yaml_node_t *node,
			      void *to)
{
	return cordon_read_list(r, node, CORDON_SERVICES_MAX, take_client_service, to);
}

static bool take_client_camera(struct cordon_reader *r, const yaml_node_t *node,
			       void *to)
{
	struct cordon_peer *peer = cordon_object_of(to)->peer;

	return cordon_read_name(r, node, peer->camera[peer->cameras++]);
}

/* No camera would mean every camera. */
static bool take_client_cameras(struct cordon_reader *r, const yaml_node_t *node,
				void *to)
{
	struct cordon_peer *peer = cordon_object_of(to)->peer;

	peer->camera = calloc(CORDON_CLIENT_CAMERAS_MAX, sizeof(*peer->camera));
	if (!peer->camera)
		return cordon_read_no_memory(r);
	if (!cordon_read_list(r, node, CORDON_CLIENT_CAMERAS_MAX, take_client_camera, to))
		return false;
	return peer->cameras ||
	       cordon_read_error(r, node,
				 "cameras: an empty list; leave the key out for all cameras");
}

#define PEER_KEYS						\
	{ "name", cordon_take_name, true },				\
	{ "addresses", take_peer_addresses, true },		\
	{ "behind", cordon_take_segment, false },			\
	{ "mac", take_peer_mac, false },				\
	{ "via", take_via, false }

const struct cordon_key cordon_recorder_keys[] = {
	PEER_KEYS,
	{ "from", take_from, false },
	{ NULL, NULL, false }
};

const struct cordon_key cordon_server_keys[] = {
	PEER_KEYS,
	{ "from", take_from, false },
	{ "gives", take_gives, true },
	{ NULL, NULL, false }
};

const struct cordon_key cordon_client_keys[] = {
	PEER_KEYS,
	{ "opens", take_client_opens, true },
	{ "cameras", take_client_cameras, false },
	{ NULL, NULL, false }
};

/* The same rules that hold on the command line. */
bool cordon_check_peer(struct cordon_reader *r, const yaml_node_t *node,
		       const struct cordon_making *making)
{
	const struct cordon_object *object = making->object;
	const struct cordon_peer *peer = object->peer;
	bool mac = making->mac.line, via = making->via.line;
	const char *problem = NULL;

	if (peer->self && (object->iface[0] || mac || via))
		problem = "'behind', 'mac' and 'via' are for peers other than 'self'";
	else if (peer->self && (peer->role & CORDON_ROLE_CLIENT))
		problem = "this host is no client; expected addresses of another one";
	else if (!peer->self && peer->froms)
		problem = "'from' is for a peer that is 'self'";
	else if (mac && via)
		problem = "'mac' and 'via' exclude each other";
	else if (!peer->self && !object->iface[0])
		problem = "'behind' is missing: the interface it lives behind";
	else if ((peer->role & CORDON_ROLE_SERVER) && !peer->gives)
		problem = "'gives' is empty; accepted: ntp, dhcp, dns";
	else if ((peer->role & CORDON_ROLE_CLIENT) && !peer->opens.count)
		problem = "'opens' is empty; expected what the client opens";
	return !problem ||
	       cordon_read_error(r, node, "'%s': %s", object->name, problem);
}

