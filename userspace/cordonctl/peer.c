// SPDX-License-Identifier: GPL-2.0-or-later
/* Recorders, servers and clients: one kind of object in three roles. */
#include <string.h>

#include "../lib/iface.h"
#include "../lib/parse.h"
#include "../lib/service.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

#define GIVEN_ADDRESS	(1 << 0)
#define GIVEN_SELF	(1 << 1)
#define GIVEN_FROM	(1 << 2)
#define GIVEN_BEHIND	(1 << 3)
#define GIVEN_MAC	(1 << 4)
#define GIVEN_VIA	(1 << 5)

static struct model_peer *peer_of(void *edit)
{
	return &((struct edit *)edit)->object.peer;
}

/* Notes that @bit was given, and returns the peer. */
static struct model_peer *given(void *edit, uint32_t bit)
{
	((struct edit *)edit)->given |= bit;
	return peer_of(edit);
}

static int parse_gives(struct words *words, void *object, bool again)
{
	(void)again;
	return take_bits(words, cordon_words_gives, &peer_of(object)->gives);
}

/* This host has no place or MAC of its own to state. */
static int parse_self(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_SELF);

	(void)words;
	(void)again;
	peer->self = true;
	peer->addresses = 0;
	peer->behind[0] = '\0';
	peer->mac.set = false;
	peer->via.len = 0;
	peer->via_mac.set = false;
	return 0;
}

static int parse_address(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_ADDRESS);

	if (!again)
		peer->addresses = 0;
	peer->self = false;
	peer->froms = 0;
	return take_list_address(words, peer->address, &peer->addresses);
}

static int parse_address_or_self(struct words *words, void *object, bool again)
{
	if (words_accept(words, "self"))
		return parse_self(words, object, again);
	return parse_address(words, object, again);
}

static int parse_from(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_FROM);
	const char *word = words_peek(words);

	if (!again)
		peer->froms = 0;
	if (take_none(words))
		return 0;
	if (peer->froms == CORDON_FROMS_MAX)
		return words_wrong(words, word,
				   "one interface too many (expected up to 4)");
	return take_interface(words, peer->from[peer->froms++]);
}

static int parse_behind(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_BEHIND);

	(void)again;
	peer->behind[0] = '\0';
	return take_none(words) ? 0 : take_segment(words, peer->behind);
}

static int parse_mac(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_MAC);

	(void)again;
	peer->via.len = 0;
	peer->via_mac.set = false;
	peer->mac.set = false;
	return take_none(words) ? 0 : take_peer_mac(words, &peer->mac);
}

/* Behind a gateway, the peer's own MAC is never seen: only the gateway's. */
static int parse_via(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_VIA);

	(void)again;
	peer->mac.set = false;
	peer->via.len = 0;
	peer->via_mac.set = false;
	if (take_none(words))
		return 0;
	return take_via(words, &peer->via, &peer->via_mac);
}

static const char *parse_opened(const char *part, void *data)
{
	return cordon_parse_service(part, CORDON_PLACE_CLIENT, data, NULL);
}

static int parse_opens(struct words *words, void *object, bool again)
{
	struct cordon_services *opens = &peer_of(object)->opens;

	(void)again;
	opens->count = 0;
	return take_parts(words, "SERVICE[,SERVICE...]", parse_opened, opens);
}

static const char *parse_camera(const char *part, void *data)
{
	struct model_peer *peer = data;
	char name[CORDON_NAME_SIZE];
	const char *problem = cordon_parse_name(part, name);

	if (problem)
		return problem;
	for (unsigned int i = 0; i < peer->cameras; i++)
		if (!strcmp(peer->camera[i], name))
			return "given twice";
	if (peer->cameras == CORDON_CLIENT_CAMERAS_MAX)
		return "one camera too many (expected up to 256; without the key, all)";
	memcpy(peer->camera[peer->cameras++], name, sizeof(name));
	return NULL;
}

static int parse_cameras(struct words *words, void *object, bool again)
{
	struct model_peer *peer = peer_of(object);

	(void)again;
	peer->cameras = 0;
	if (take_none(words))
		return 0;
	return take_parts(words, "CAMERA[,CAMERA...]", parse_camera, peer);
}

/* Recorders give nothing: the table has their keys begin after the first. */
const struct keyword server_keys[] = {
	{ "gives", "ntp,dhcp,dns", parse_gives, KEY_NEEDED },
	{ "address", "ADDRESS|self", parse_address_or_self, KEY_REPEAT },
	{ "self", "", parse_self, 0 },
	{ "from", "INTERFACE", parse_from, KEY_REPEAT | KEY_CLEARS },
	{ "behind", "INTERFACE", parse_behind, KEY_CLEARS },
	{ "mac", "MAC|NAME", parse_mac, KEY_CLEARS },
	{ "via", "ADDRESS mac MAC|NAME", parse_via, KEY_CLEARS },
	{ "wait", "", parse_wait, 0 },
	{ NULL, NULL, NULL, 0 }
};

const struct keyword client_keys[] = {
	{ "opens", "SERVICE[,SERVICE...]", parse_opens, KEY_NEEDED },
	{ "cameras", "CAMERA[,CAMERA...]", parse_cameras, KEY_CLEARS },
	{ "address", "ADDRESS", parse_address, KEY_REPEAT },
	{ "behind", "INTERFACE", parse_behind, KEY_CLEARS },
	{ "mac", "MAC|NAME", parse_mac, KEY_CLEARS },
	{ "via", "ADDRESS mac MAC|NAME", parse_via, KEY_CLEARS },
	{ "wait", "", parse_wait, 0 },
	{ NULL, NULL, NULL, 0 }
};

static int fail_both(const struct words *words, const char *one,
		     const char *other)
{
	return cordon_fail(CORDON_USAGE, "%s: '%s' and '%s' exclude each other",
			   words->where, one, other);
}

static int check_given(const struct words *words, uint32_t bits)
{
	if ((bits & GIVEN_SELF) && (bits & GIVEN_ADDRESS))
		return fail_both(words, "self", "address ADDRESS");
	if ((bits & GIVEN_SELF) && (bits & GIVEN_BEHIND))
		return fail_both(words, "self", "behind");
	if ((bits & GIVEN_SELF) && (bits & (GIVEN_MAC | GIVEN_VIA)))
		return fail_both(words, "self", bits & GIVEN_MAC ? "mac" : "via");
	if ((bits & GIVEN_ADDRESS) && (bits & GIVEN_FROM))
		return fail_both(words, "address ADDRESS", "from");
	if ((bits & GIVEN_MAC) && (bits & GIVEN_VIA))
		return fail_both(words, "mac", "via");
	return 0;
}

static int check(const struct words *words, const struct edit *edit, bool whole)
{
	const struct model_peer *peer = &edit->object.peer;
	int status = check_given(words, edit->given);

	if (status || !whole)
		return status;
	if (!peer->self && !peer->addresses)
		return cordon_fail(CORDON_USAGE,
				   "%s: missing 'address ADDRESS'%s",
				   words->where,
				   peer->role == CORDON_ROLE_CLIENT ?
				   "" : " or 'self'");
	if (peer->froms && !peer->self)
		return cordon_fail(CORDON_USAGE,
				   "%s: 'from' is for a peer that is 'self'",
				   words->where);
	if (peer->self && (peer->behind[0] || peer->mac.set || peer->via.len))
		return cordon_fail(CORDON_USAGE,
				   "%s: 'behind', 'mac' and 'via' are for peers other than 'self'",
				   words->where);
	/* Without a place, anybody with that address could be the peer. */
	if (!peer->self && !peer->behind[0])
		return cordon_fail(CORDON_USAGE, "%s: missing 'behind INTERFACE'",
				   words->where);
	return 0;
}

/* A place that does not exist is more often a slip than a plan. */
static int look(const struct edit *edit)
{
	const struct model_peer *peer = &edit->object.peer;
	int status = 0;

	if (edit->wait)
		return 0;
	if ((edit->given & GIVEN_BEHIND) && peer->behind[0])
		status = cordon_iface_check(peer->behind);
	for (unsigned int i = 0; !status && i < peer->froms; i++)
		status = cordon_iface_check(peer->from[i]);
	return status;
}

json_t *peer_addresses(const struct model_peer *peer)
{
	if (peer->self)
		return json_pack("[s]", "self");
	return cordon_json_addrs(peer->address, peer->addresses);
}

static json_t *from_json(const struct model_peer *peer)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < peer->froms; i++)
		json_array_append_new(array, json_string(peer->from[i]));
	return array;
}

/* null: all */
static json_t *cameras_json(const struct model_peer *peer)
{
	json_t *array;

	if (!peer->cameras)
		return json_null();
	array = json_array();
	for (unsigned int i = 0; i < peer->cameras; i++)
		json_array_append_new(array, json_string(peer->camera[i]));
	return array;
}

static json_t *recorder_json(const union model_object *object)
{
	const struct model_peer *peer = &object->peer;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}",
			 "name", peer->name,
			 "addresses", peer_addresses(peer),
			 "from", from_json(peer),
			 "mac", cordon_json_mac(&peer->mac),
			 "via", cordon_json_via(&peer->via, &peer->via_mac),
			 "behind", cordon_json_segment(peer->behind));
}

static json_t *server_json(const union model_object *object)
{
	json_t *json = recorder_json(object);

	json_object_set_new(json, "gives",
			    cordon_json_bits(cordon_words_gives,
					     object->peer.gives));
	return json;
}

static json_t *client_json(const union model_object *object)
{
	const struct model_peer *peer = &object->peer;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "name", peer->name,
			 "addresses", peer_addresses(peer),
			 "mac", cordon_json_mac(&peer->mac),
			 "via", cordon_json_via(&peer->via, &peer->via_mac),
			 "behind", cordon_json_segment(peer->behind),
			 "opens", cordon_json_services(0, &peer->opens),
			 "cameras", cameras_json(peer));
}

static json_t *client_row(const union model_object *object)
{
	const struct model_peer *peer = &object->peer;
	json_t *row = client_json(object);

	json_object_set_new(row, "opens",
			    cordon_json_service_words(0, &peer->opens, true));
	if (!peer->cameras)
		json_object_set_new(row, "cameras", json_string("all"));
	return row;
}

static const struct cordon_column columns[] = {
	{ "NAME", "name" },
	{ "BEHIND", "behind" },
	{ "MAC", "mac" },
	{ "VIA", "via.address" },
	{ "VIA MAC", "via.mac" },
	{ "FROM", "from" },
	{ "ADDRESSES", "addresses" },
	{ "GIVES", "gives" },
	{ NULL, NULL }
};

/* Without the last. */
static const struct cordon_column recorder_columns[] = {
	{ "NAME", "name" },
	{ "BEHIND", "behind" },
	{ "MAC", "mac" },
	{ "VIA", "via.address" },
	{ "VIA MAC", "via.mac" },
	{ "FROM", "from" },
	{ "ADDRESSES", "addresses" },
	{ NULL, NULL }
};

static const struct cordon_column client_columns[] = {
	{ "NAME", "name" },
	{ "BEHIND", "behind" },
	{ "MAC", "mac" },
	{ "VIA", "via.address" },
	{ "VIA MAC", "via.mac" },
	{ "ADDRESSES", "addresses" },
	{ "OPENS", "opens" },
	{ "CAMERAS", "cameras" },
	{ NULL, NULL }
};

static void prepare_recorder(union model_object *object)
{
	object->peer.role = CORDON_ROLE_RECORDER;
}

static void prepare_server(union model_object *object)
{
	object->peer.role = CORDON_ROLE_SERVER;
}

static void prepare_client(union model_object *object)
{
	object->peer.role = CORDON_ROLE_CLIENT;
}

static const struct object recorder = {
	.noun = &noun_recorder,
	.take_name = take_name,
	.prepare = prepare_recorder,
	.check = check,
	.look = look,
	.to_json = recorder_json,
	.columns = recorder_columns,
};

static const struct object server = {
	.noun = &noun_server,
	.take_name = take_name,
	.prepare = prepare_server,
	.check = check,
	.look = look,
	.to_json = server_json,
	.columns = columns,
};

static const struct object client = {
	.noun = &noun_client,
	.take_name = take_name,
	.prepare = prepare_client,
	.check = check,
	.look = look,
	.to_json = client_json,
	.to_row = client_row,
	.columns = client_columns,
};

#define RUN(role)							\
int role##_add(const struct command *command, struct words *words, bool json) \
{									\
	(void)json;							\
	return object_add(&(role), command, words);			\
}									\
									\
int role##_set(const struct command *command, struct words *words, bool json) \
{									\
	(void)json;							\
	return object_set(&(role), command, words);			\
}									\
									\
int role##_del(const struct command *command, struct words *words, bool json) \
{									\
	(void)command;							\
	(void)json;							\
	return object_del(&(role), words);				\
}									\
									\
int role##_list(const struct command *command, struct words *words, bool json) \
{									\
	(void)command;							\
	return object_list(&(role), words, json);				\
}

RUN(recorder)
RUN(server)
RUN(client)
