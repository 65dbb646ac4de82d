// SPDX-License-Identifier: GPL-2.0-or-later
/* Who may deal with a camera, and at what: peers, and what its profile lets them. */
#include <stdio.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/service.h"
#include "../lib/words.h"
#include "objects.h"

struct peers {
	const struct model_camera *camera;
	struct cordon_profile may;	/* of its profile now */
	bool found;
	bool words;			/* services for people */
	uint8_t role;			/* that is being read */
	json_t *rows;
};

/* The profile that holds at this moment. */
static const char *profile_now(const struct model_camera *camera)
{
	return camera->setup ? cordon_builtins[CORDON_PROFILE_SETUP].name : camera->profile;
}

static int take_profile(const union model_object *object, void *data)
{
	struct peers *peers = data;

	if (!strcmp(object->name, profile_now(peers->camera))) {
		peers->may = object->profile.may;
		peers->found = true;
	}
	return 0;
}

static json_t *services_json(const struct peers *peers, const struct cordon_services *services,
			     bool client)
{
	return peers->words ? cordon_json_service_words(0, services, client) :
			      cordon_json_services(0, services);
}

/* A client that lists cameras has nothing to do with the others. */
static bool may_deal(const struct model_peer *peer, const struct model_camera *camera)
{
	for (unsigned int i = 0; i < peer->cameras; i++)
		if (!strcmp(peer->camera[i], camera->name))
			return true;
	return !peer->cameras;
}

static int take_peer(const union model_object *object, void *data)
{
	static const struct cordon_services none;
	const struct model_peer *peer = &object->peer;
	struct peers *peers = data;
	const struct cordon_profile *may = &peers->may;
	bool recorder = peers->role == CORDON_ROLE_RECORDER;
	bool client = peers->role == CORDON_ROLE_CLIENT;
	uint32_t gives = recorder || client ? 0 : peer->gives & may->asks;
	json_t *row;

	if (may->isolated || (client && !may_deal(peer, peers->camera)) ||
	    (!recorder && !client && !gives))
		return 0;
	row = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
			"name", peer->name,
			"role", recorder ? "recorder" : client ? "client" : "server",
			"addresses", peer_addresses(peer),
			"behind", cordon_json_segment(peer->behind),
			"opens", services_json(peers, recorder ? &may->serves :
					       client ? &peer->opens : &none, client),
			"receives", services_json(peers, recorder ? &may->opens : &none, false),
			"media", recorder ? cordon_json_ports(may->rtp_first, may->rtp_last) :
					    json_null(),
			"gives", cordon_json_bits(cordon_words_gives, gives));
	return json_array_append_new(peers->rows, row) ? cordon_fail_memory() : 0;
}

int peers_of_camera(struct cordon_genl *genl, const struct model_camera *camera, bool words,
		    json_t **to)
{
	static const struct noun *const nouns[] = { &noun_recorder, &noun_server, &noun_client };
	struct peers peers = { .camera = camera, .words = words, .rows = json_array() };
	int status;

	status = noun_profile.builtin(take_profile, &peers);
	if (!status && !peers.found)
		status = change_each(genl, &noun_profile, take_profile, &peers);
	for (size_t i = 0; i < ARRAY_SIZE(nouns) && !status; i++) {
		peers.role = nouns[i]->role;
		status = change_each(genl, nouns[i], take_peer, &peers);
	}
	*to = peers.rows;
	if (status) {
		json_decref(peers.rows);
		*to = NULL;
	}
	return status;
}

/* "; opens rtsp,ping", where there is anything. */
static void print_list(const char *before, const json_t *list)
{
	const json_t *value;
	size_t i;

	json_array_foreach(list, i, value)
		printf("%s%s", i ? "," : before, json_string_value(value));
}

void peers_print(const json_t *peers)
{
	const json_t *peer, *media, *behind;
	size_t i;

	json_array_foreach(peers, i, peer) {
		printf("%-12s %s: ", json_string_value(json_object_get(peer, "role")),
		       json_string_value(json_object_get(peer, "name")));
		print_list("", json_object_get(peer, "addresses"));
		behind = json_object_get(peer, "behind");
		media = json_object_get(peer, "media");
		if (json_is_string(behind))
			printf(" behind %s", json_string_value(behind));
		print_list("; opens ", json_object_get(peer, "opens"));
		print_list("; receives ", json_object_get(peer, "receives"));
		if (json_is_string(media))
			printf("; media at udp/%s", json_string_value(media));
		print_list("; gives ", json_object_get(peer, "gives"));
		putchar('\n');
	}
	if (!json_array_size(peers))
		printf("%-12s nobody\n", "peers");
}
