// SPDX-License-Identifier: GPL-2.0-or-later
#include "../lib/iface.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

#define GIVEN_UNKNOWN (1 << 0)

static struct model_segment *segment_of(void *edit)
{
	return &((struct edit *)edit)->object.segment;
}

static int parse_unknown(struct words *words, void *object, bool again)
{
	int index, status;

	(void)again;
	status = words_take_one_of(words, cordon_words_unknown, &index);
	if (status)
		return status;
	segment_of(object)->unknown = (uint8_t)index;
	((struct edit *)object)->given |= GIVEN_UNKNOWN;
	return 0;
}

static int parse_vlan(struct words *words, void *object, bool again)
{
	(void)again;
	if (!take_none(words))
		return take_vlans(words, segment_of(object));
	segment_of(object)->vlans = 0;
	return 0;
}

static int parse_bpdu(struct words *words, void *object, bool again)
{
	(void)again;
	return take_yes(words, &segment_of(object)->bpdu);
}

const struct keyword segment_keys[] = {
	{ "unknown", "quarantine|observe|open", parse_unknown, 0 },
	{ "vlan", "ID[,ID...]", parse_vlan, KEY_CLEARS },
	{ "bpdu", "yes|no", parse_bpdu, 0 },
	{ "force", "", parse_force, 0 },
	{ "wait", "", parse_wait, 0 },
	{ NULL, NULL, NULL, 0 }
};

/* Would this close an interface that the caller or the host lives by? */
static int look(const struct edit *edit, bool adding)
{
	const struct model_segment *segment = &edit->object.segment;
	char interface[IFNAMSIZ];
	bool closes = segment->unknown == CORDON_UNKNOWN_QUARANTINE &&
		      (adding || (edit->given & GIVEN_UNKNOWN));
	int status = 0;

	if (adding && !edit->wait)
		status = cordon_iface_check(segment->name);
	if (!status && closes && !edit->force && cordon_iface_of(segment->name, interface))
		status = cordon_iface_guard(interface);
	return status;
}

static int look_add(const struct edit *edit)
{
	return look(edit, true);
}

static int look_set(const struct edit *edit)
{
	return look(edit, false);
}

static json_t *vlans_json(const struct model_segment *segment)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < segment->vlans; i++)
		json_array_append_new(array, json_integer(segment->vlan[i]));
	return array;
}

/* What carries it now, where that is in this namespace. */
static json_t *device_json(const struct model_segment *segment)
{
	char name[IFNAMSIZ] = "";

	if (segment->ifindex && segment->state != CORDON_STATE_DISPLACED)
		if_indextoname(segment->ifindex, name);
	return cordon_json_string(name);
}

static json_t *to_json(const union model_object *object)
{
	const struct model_segment *segment = &object->segment;

	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:s, s:o, s:b, s:b}",
			 "interface", cordon_json_segment(segment->name),
			 "device", device_json(segment),
			 "state", cordon_word(cordon_words_state, segment->state),
			 "since", cordon_json_time(segment->since),
			 "closed_since", cordon_json_time(segment->closed),
			 "unknown", cordon_word(cordon_words_unknown,
						segment->unknown),
			 "vlans", vlans_json(segment),
			 "bpdu", segment->bpdu,
			 "bridged", segment->bridged);
}

json_t *status_segments(const struct nlmsghdr *nlh)
{
	json_t *array = json_array();
	union model_object object;
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, GENL_HDRLEN) {
		if (mnl_attr_get_type(attr) != CORDON_A_SEGMENT)
			continue;
		object = (union model_object){ 0 };
		cordon_type_segment.get(attr, &object);
		json_array_append_new(array, to_json(&object));
	}
	return array;
}

static const struct cordon_column columns[] = {
	{ "INTERFACE", "interface" },
	{ "DEVICE", "device" },
	{ "STATE", "state" },
	{ "SINCE", "since" },
	{ "CLOSED SINCE", "closed_since" },
	{ "UNKNOWN", "unknown" },
	{ "VLANS", "vlans" },
	{ "BPDU", "bpdu" },
	{ "BRIDGED", "bridged" },
	{ NULL, NULL }
};

static const struct object kind = {
	.noun = &noun_segment,
	.take_name = take_segment,
};

int segment_add(const struct command *command, struct words *words, bool json)
{
	struct object adding = kind;

	(void)json;
	adding.look = look_add;
	return object_add(&adding, command, words);
}

int segment_set(const struct command *command, struct words *words, bool json)
{
	struct object setting = kind;

	(void)json;
	setting.look = look_set;
	return object_set(&setting, command, words);
}

int segment_del(const struct command *command, struct words *words, bool json)
{
	(void)command;
	(void)json;
	return object_del(&kind, words);
}

static int take_segments(const struct nlmsghdr *nlh, void *data)
{
	json_t **rows = data;

	json_decref(*rows);
	*rows = status_segments(nlh);
	return *rows ? 0 : cordon_fail_memory();
}

/* From the status: only that says which state they are in. */
int segment_list(const struct command *command, struct words *words, bool json)
{
	struct cordon_genl *genl;
	json_t *rows = NULL;
	int status;

	(void)command;
	status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = cordon_genl_ask(genl,
				 cordon_genl_begin(genl, CORDON_CMD_STATUS_GET),
				 take_segments, &rows);
	cordon_genl_close(genl);
	if (status) {
		json_decref(rows);
		return status;
	}
	return print_rows(json, "segments", rows, columns, "segments");
}
