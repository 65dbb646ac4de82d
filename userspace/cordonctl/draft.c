// SPDX-License-Identifier: GPL-2.0-or-later
/* draft: from what was seen of unlisted devices to who is who. */
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>

#include "../lib/array.h"
#include "../lib/policyfile.h"
#include "../lib/way.h"
#include "draft.h"

static int note_device(const struct seen_device *device, void *data)
{
	struct draft *draft = data;
	struct seen_device *more;

	more = realloc(draft->device, (draft->devices + 1) * sizeof(*more));
	if (!more)
		return cordon_fail_memory();
	draft->device = more;
	draft->device[draft->devices++] = *device;
	return 0;
}

/* What a deed asks a server for, or answers: CORDON_GIVES_*, or 0. */
static uint32_t asks_for(const struct seen_deed *deed)
{
	if (deed->port == 53 &&
	    (deed->protocol == IPPROTO_UDP || deed->protocol == IPPROTO_TCP))
		return CORDON_GIVES_DNS;
	if (deed->protocol != IPPROTO_UDP)
		return 0;
	if (deed->port == 123)
		return CORDON_GIVES_NTP;
	return deed->port == 67 || deed->port == 547 ? CORDON_GIVES_DHCP : 0;
}

static bool is_group(const struct model_addr *addr)
{
	struct cordon_addr group = cordon_addr_from_model(addr);

	return cordon_addr_multicast(&group) || cordon_addr_broadcast(&group);
}

/*
 * Who a deed was with. Behind masquerading, what containers send has this host's
 * address, so it is the interface that tells; a bridge of containers counts as
 * this host, whatever their addresses.
 */
static void find_party(const struct seen_deed *deed, struct draft_party *party)
{
	struct cordon_wire link = { 0 };
	struct cordon_way way;

	*party = (struct draft_party){ .addr = deed->remote };
	cordon_way_find(&deed->remote, &way);
	if (deed->in && deed->ifindex)
		if_indextoname(deed->ifindex, party->iface);
	else if (!deed->in)
		snprintf(party->iface, sizeof(party->iface), "%s", way.iface);
	if (*party->iface)
		cordon_wire_find(party->iface, &link);
	if (way.local || (deed->in && !deed->ifindex) || link.containers) {
		party->self = true;
		if (!link.containers)
			party->iface[0] = '\0';
	}
	party->far = !party->self && way.gateway.len;
	party->mac = deed->mac;
	/* what a bridge sends on has the sender's MAC, what is routed this host's */
	if (!deed->in || party->self || cordon_wire_owns(deed->mac.bytes))
		party->mac.set = false;
}

/* The entry of the same party, made if there is none; NULL without memory. */
static struct draft_party *enter(struct draft *draft, const struct draft_party *party)
{
	struct draft_party *more, *at;

	for (size_t i = 0; i < draft->parties; i++) {
		at = &draft->party[i];
		if (at->self != party->self ||
		    (!at->self && !cordon_seen_same(&at->addr, &party->addr)))
			continue;
		/* what is asked for tells less of where somebody is than what comes from there */
		if (!strcmp(at->iface, party->iface) || (!at->self && !*party->iface))
			return at;
	}
	more = realloc(draft->party, (draft->parties + 1) * sizeof(*more));
	if (!more)
		return NULL;
	draft->party = more;
	more[draft->parties] = *party;
	return &more[draft->parties++];
}

static void add_service(struct draft_party *party, const struct seen_deed *deed)
{
	unsigned int i;

	for (i = 0; i < party->services; i++)
		if (party->service[i].protocol == deed->protocol &&
		    party->service[i].port == deed->port)
			break;
	if (i == DRAFT_SERVICES)
		return;
	if (i == party->services)
		party->service[party->services++] = (struct draft_service){
			deed->protocol, deed->port, 0 };
	party->service[i].packets += deed->packets;
}

/* Only TCP and what finds cameras says that somebody wants something of a device. */
static bool is_wanted(const struct seen_deed *deed)
{
	uint32_t asks = asks_for(deed);

	if (is_group(&deed->remote))
		return false;
	if (!deed->in)
		return asks;
	return asks || deed->protocol == IPPROTO_TCP ||
	       (deed->protocol == IPPROTO_UDP && deed->port == 3702);
}

static bool is_text(const json_t *value, const char *text)
{
	return json_is_string(value) && !strcmp(json_string_value(value), text);
}

/* By its name in the policy, or by the interface that it is now. */
bool draft_is_segment(const struct draft *draft, const char *name)
{
	const json_t *segment;
	size_t i;

	json_array_foreach(draft->segments, i, segment)
		if (is_text(json_object_get(segment, "interface"), name) ||
		    is_text(json_object_get(segment, "device"), name))
			return true;
	return false;
}

/* The segment a device is on, as a policy names it: one may be its card's MAC. */
const char *draft_segment_of(const struct seen_device *device)
{
	static char text[CORDON_SEGMENT_TEXT];

	cordon_policyfile_segment_text(device->segment, text);
	return text;
}

static int note_deed(struct draft *draft, const struct seen_deed *deed)
{
	struct draft_party found, *party;

	if (!is_wanted(deed))
		return 0;
	find_party(deed, &found);
	party = enter(draft, &found);
	if (!party)
		return cordon_fail_memory();
	if (!deed->in)
		party->asked |= asks_for(deed);
	else if (asks_for(deed))
		party->answered |= asks_for(deed);
	else
		add_service(party, deed);
	if (found.mac.set)
		party->mac = found.mac;
	if (!party->first || deed->first < party->first)
		party->first = deed->first;
	if (deed->last > party->last)
		party->last = deed->last;
	return 0;
}

/* What is left for a person: who looks at a camera's pages, as like as not. */
static bool is_page(const struct draft_service *service)
{
	static const uint16_t ports[] = { 22, 23, 80, 443, 8080, 8443 };

	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		if (service->protocol == IPPROTO_TCP && service->port == ports[i])
			return true;
	return false;
}

static bool looks_only(const struct draft_party *party)
{
	for (unsigned int i = 0; i < party->services; i++)
		if (!is_page(&party->service[i]))
			return false;
	return true;
}

/* Has something gone to a recorder, of the draft or the policy? */
bool draft_to_recorder(const struct draft *draft, const struct seen_deed *deed)
{
	struct draft_party found;

	find_party(deed, &found);
	if (draft_knows(draft, CORDON_ROLE_RECORDER, &found))
		return true;
	for (size_t i = 0; i < draft->parties; i++)
		if (draft_records(draft, &draft->party[i]) &&
		    (found.self ? draft->party[i].self :
		     cordon_seen_same(&found.addr, &draft->party[i].addr)))
			return true;
	return false;
}

bool draft_records(const struct draft *draft, const struct draft_party *party)
{
	if (!party->services || party->far)
		return false;
	if (party->self || !looks_only(party))
		return true;
	if (draft_has_recorder(draft))
		return false;
	/* whoever is alone with the devices is the recorder, whatever it opens */
	for (size_t i = 0; i < draft->parties; i++)
		if (&draft->party[i] != party && draft->party[i].services)
			return false;
	return true;
}

int draft_read(struct draft *draft)
{
	struct cordon_genl *genl;
	json_t *now = NULL;
	int status;

	*draft = (struct draft){ 0 };
	status = status_read(&now);
	draft->segments = json_incref(json_object_get(now, "segments"));
	json_decref(now);
	if (!status)
		status = cordon_genl_open(&genl);
	if (status)
		return status;
	status = cordon_seen_each(genl, note_device, draft);
	if (!status)
		status = cordon_set_from_kernel(&draft->policy, genl);
	cordon_genl_close(genl);
	/* what was seen on a former segment is of no use any more */
	for (size_t i = 0; i < draft->devices; i++)
		if (draft_is_segment(draft, draft_segment_of(&draft->device[i])))
			for (unsigned int n = 0; n < draft->device[i].deeds && !status; n++)
				status = note_deed(draft, &draft->device[i].deed[n]);
	return status;
}

void draft_release(struct draft *draft)
{
	json_decref(draft->segments);
	free(draft->device);
	free(draft->party);
	cordon_set_release(&draft->policy);
}

int draft_run(const struct command *command, struct words *words, bool json)
{
	struct draft draft = { 0 };
	char *text = NULL;
	size_t len;
	FILE *to;
	int status;

	(void)command;
	status = words_end(words);
	if (!status)
		status = draft_read(&draft);
	to = status ? NULL : open_memstream(&text, &len);
	if (to) {
		draft_write(to, &draft);
		status = fclose(to) ? cordon_fail_memory() : 0;
	} else if (!status) {
		status = cordon_fail_memory();
	}
	if (!status && json)
		status = cordon_json_print(json_pack("{s:s}", "draft", text));
	else if (!status)
		fputs(text, stdout);
	free(text);
	draft_release(&draft);
	return status;
}
