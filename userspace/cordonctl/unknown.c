// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "../lib/country.h"
#include "../lib/vendor.h"
#include "../lib/words.h"
#include "objects.h"

static json_t *deed_json(const struct seen_deed *deed)
{
	char name[IF_NAMESIZE];
	json_t *json;

	json = json_pack("{s:o, s:o, s:o, s:o, s:s, s:s, s:I, s:o, s:o}",
			 "remote", cordon_json_addr(&deed->remote),
			 "remote_mac", cordon_json_mac(&deed->mac),
			 "country", cordon_json_country(&deed->remote),
			 "service", cordon_json_transport(deed->protocol, deed->port),
			 "verdict", evidence_verdict(deed->reason, deed->would),
			 "reason", cordon_reason_word(deed->reason),
			 "packets", (json_int_t)deed->packets,
			 "first", cordon_json_time(deed->first),
			 "last", cordon_json_time(deed->last));
	/* null: made by this host itself, or by an interface that has gone */
	if (deed->in)
		json_object_set_new(json, "interface",
				    deed->ifindex && if_indextoname(deed->ifindex, name) ?
				    json_string(name) : json_null());
	return json;
}

/* Most packets first; of equals the latest. */
static int compare(const void *left, const void *right)
{
	const struct seen_deed *a = left, *b = right;

	if (a->packets != b->packets)
		return a->packets < b->packets ? 1 : -1;
	return a->last < b->last ? 1 : a->last > b->last ? -1 : 0;
}

static void add_deeds(json_t *to, const struct seen_device *device)
{
	json_t *tried = json_array(), *reached = json_array();
	struct seen_deed deed[CORDON_SEEN_DEEDS];

	memcpy(deed, device->deed, sizeof(deed));
	qsort(deed, device->deeds, sizeof(*deed), compare);
	for (unsigned int i = 0; i < device->deeds; i++)
		json_array_append_new(deed[i].in ? reached : tried, deed_json(&deed[i]));
	json_object_set_new(to, "tried", tried);
	json_object_set_new(to, "reached_by", reached);
}

json_t *unknown_json(const struct seen_device *device)
{
	char vendor[CORDON_VENDOR_TEXT];
	bool known = cordon_vendor_find(device->mac.bytes, vendor);
	json_t *json;

	json = json_pack("{s:o, s:b, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:o, s:o}",
			 "mac", cordon_json_mac(&device->mac),
			 "local", cordon_mac_is_local(device->mac.bytes),
			 "oui", known ? json_string(vendor) : json_null(),
			 "segment", cordon_json_segment(device->segment),
			 "addresses", cordon_json_addrs(device->address, device->addresses),
			 "ethertype", json_sprintf("0x%04x", device->ethertype),
			 "packets", (json_int_t)device->packets,
			 "bytes", (json_int_t)device->bytes,
			 "dropped", (json_int_t)device->dropped,
			 "would_drop", (json_int_t)device->would,
			 "first", cordon_json_time(device->first),
			 "last", cordon_json_time(device->last));
	if (json)
		add_deeds(json, device);
	return json;
}

static int take(const struct seen_device *device, void *data)
{
	return json_array_append_new(data, unknown_json(device)) ?
	       cordon_fail_memory() : 0;
}

static const struct cordon_column columns[] = {
	{ "MAC", "mac" },
	{ "SEGMENT", "segment" },
	{ "OUI REGISTERED TO", "registered" },
	{ "ADDRESSES", "addresses" },
	{ "PACKETS", "packets" },
	{ "DROPPED", "dropped" },
	{ "WOULD DROP", "would_drop" },
	{ "LAST", "last" },
	{ "MOST TRIED", "most" },
	{ NULL, NULL }
};

const char *unknown_registered(const json_t *device)
{
	const char *oui = json_string_value(json_object_get(device, "oui"));

	if (json_is_true(json_object_get(device, "local")))
		return "nobody: locally administered";
	return oui ? oui : "unknown";
}

/* "udp/53 at 192.0.2.53, US" */
static json_t *deed_text(const json_t *deed)
{
	const char *remote = json_string_value(json_object_get(deed, "remote"));
	const char *code = json_string_value(json_object_get(
				json_object_get(deed, "country"), "code"));

	return json_sprintf("%s at %s%s%s",
			    json_string_value(json_object_get(deed, "service")),
			    remote ? remote : "-", code ? ", " : "", code ? code : "");
}

/* What people read of it, beside what is in the object. */
static void add_texts(json_t *device)
{
	const json_t *most = json_array_get(json_object_get(device, "tried"), 0);

	json_object_set_new(device, "registered", json_string(unknown_registered(device)));
	if (most)
		json_object_set_new(device, "most", deed_text(most));
}

int unknown_run(const struct command *command, struct words *words, bool json)
{
	struct cordon_genl *genl;
	json_t *rows, *row;
	size_t i;
	int status;

	(void)command;
	status = words_end(words);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	rows = json_array();
	status = cordon_seen_each(genl, take, rows);
	cordon_genl_close(genl);
	if (status) {
		json_decref(rows);
		return status;
	}
	if (!json)
		json_array_foreach(rows, i, row)
			add_texts(row);
	return print_rows(json, "unknown", rows, columns, "unknown devices");
}
