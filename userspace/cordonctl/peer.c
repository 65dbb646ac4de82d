// SPDX-License-Identifier: GPL-2.0-or-later
/* Recorders and servers: one kind of object in two roles. */
#include <string.h>

#include "../lib/iface.h"
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
	struct model_peer *peer;

	if (words_accept(words, "self"))
		return parse_self(words, object, again);
	peer = given(object, GIVEN_ADDRESS);
	if (!again)
		peer->addresses = 0;
	peer->self = false;
	peer->froms = 0;
	return take_list_address(words, peer->address, &peer->addresses);
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
	return take_none(words) ? 0 : take_interface(words, peer->behind);
}

static int parse_mac(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_MAC);

	(void)again;
	peer->via.len = 0;
	peer->via_mac.set = false;
	peer->mac.set = false;
	return take_none(words) ? 0 : take_mac(words, &peer->mac);
}

/* Behind a gateway, the peer's own MAC is never seen: only the gateway's. */
static int parse_via(struct words *words, void *object, bool again)
{
	struct model_peer *peer = given(object, GIVEN_VIA);
	int status;

	(void)again;
	peer->mac.set = false;
	peer->via.len = 0;
	peer->via_mac.set = false;
	if (take_none(words))
		return 0;
	status = take_address(words, &peer->via);
	if (status)
		return status;
	if (!words_accept(words, "mac"))
		return cordon_fail(CORDON_USAGE,
				   "%s: via: missing 'mac MAC', the gateway's, after its address",
				   words->where);
	words->key = "via mac";
	return take_mac(words, &peer->via_mac);
}

/* Recorders give nothing: the table has their keys begin after the first. */
const struct keyword server_keys[] = {
	{ "gives", "ntp,dhcp,dns", parse_gives, KEY_NEEDED },
	{ "address", "ADDRESS|self", parse_address, KEY_REPEAT },
	{ "self", "", parse_self, 0 },
	{ "from", "INTERFACE", parse_from, KEY_REPEAT | KEY_CLEARS },
	{ "behind", "INTERFACE", parse_behind, KEY_CLEARS },
	{ "mac", "MAC", parse_mac, KEY_CLEARS },
	{ "via", "ADDRESS mac MAC", parse_via, KEY_CLEARS },
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
				   "%s: missing 'address ADDRESS' or 'self'",
				   words->where);
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

static json_t *addresses_json(const struct model_peer *peer)
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

static json_t *via_json(const struct model_peer *peer)
{
	if (!peer->via.len)
		return json_null();
	return json_pack("{s:o, s:o}", "address", cordon_json_addr(&peer->via),
			 "mac", cordon_json_mac(&peer->via_mac));
}

static json_t *gives_json(const struct model_peer *peer)
{
	json_t *array = json_array();

	for (int i = 0; cordon_words_gives[i]; i++)
		if (peer->gives & 1u << i)
			json_array_append_new(array,
					      json_string(cordon_words_gives[i]));
	return array;
}

static json_t *recorder_json(const union model_object *object)
{
	const struct model_peer *peer = &object->peer;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}",
			 "name", peer->name,
			 "addresses", addresses_json(peer),
			 "from", from_json(peer),
			 "mac", cordon_json_mac(&peer->mac),
			 "via", via_json(peer),
			 "behind", cordon_json_string(peer->behind));
}

static json_t *server_json(const union model_object *object)
{
	json_t *json = recorder_json(object);

	json_object_set_new(json, "gives", gives_json(&object->peer));
	return json;
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

static void prepare_recorder(union model_object *object)
{
	object->peer.role = CORDON_ROLE_RECORDER;
}

static void prepare_server(union model_object *object)
{
	object->peer.role = CORDON_ROLE_SERVER;
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
