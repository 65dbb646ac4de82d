// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * draft: the policy file. What is certain enough stands in it, with what it was
 * made of beside it; what somebody has to decide stands behind a '#'.
 */
#include <string.h>
#include <time.h>

#include <netinet/in.h>

#include "../lib/vendor.h"
#include "../lib/words.h"
#include "draft.h"

#define TRIED_MAX	6	/* of a camera's, in its comment */

static void write_services(FILE *to, const struct draft_party *party)
{
	for (unsigned int i = 0; i < party->services; i++) {
		fputs(i ? ", " : "", to);
		draft_put_transport(to, party->service[i].protocol, party->service[i].port);
		fprintf(to, " (%llu)", (unsigned long long)party->service[i].packets);
	}
}

/* What somebody was seen doing, as a comment. */
static void write_evidence(FILE *to, const struct draft_party *party)
{
	if (party->services) {
		fputs("    # started on devices, with so many packets: ", to);
		write_services(to, party);
		putc('\n', to);
	}
	if (party->asked | party->answered) {
		fputs("    # devices asked for: ", to);
		draft_put_gives(to, party->asked | party->answered);
		fputs("; it answered: ", to);
		if (party->answered)
			draft_put_gives(to, party->answered);
		else
			fputs("nothing", to);
		putc('\n', to);
	}
	fputs("    # seen from ", to);
	draft_put_time(to, party->first);
	fputs(" to ", to);
	draft_put_time(to, party->last);
	putc('\n', to);
}

/* May it stand in the file as it is, or has somebody to say more? */
static const char *missing_of(const struct draft *draft, const struct draft_party *party)
{
	if (party->self || draft_peer_at(draft, party))
		return NULL;
	if (party->far)
		return "it is beyond a gateway";
	if (!*party->iface)
		return "where it lives is not known";
	if (!party->mac.set && draft_is_segment(draft, party->iface))
		return "behind a segment its mac has to be known";
	return NULL;
}

/* Where a peer of the policy lives: who shares its address lives there, too. */
static void write_same_place(FILE *to, const char *lead, const struct cordon_object *peer)
{
	struct model_mac mac = cordon_mac_to_model(peer->mac ? peer->mac : peer->peer->via_mac);
	struct model_addr via = cordon_addr_to_model(&peer->peer->via);
	char behind[CORDON_SEGMENT_TEXT];

	cordon_policyfile_segment_text(peer->iface, behind);
	fprintf(to, "%s  behind: ", lead);
	draft_put_quoted(to, behind);
	if (peer->peer->via_mac) {
		fprintf(to, "\n%s  via: {address: \"", lead);
		draft_put_addr(to, &via);
		fputs("\", mac: ", to);
	} else if (mac.set) {
		fprintf(to, "\n%s  mac: ", lead);
	}
	if (mac.set)
		draft_put_mac(to, &mac);
	fputs(peer->peer->via_mac ? "}\n" : "\n", to);
}

/* A peer that is not this host. @lead: the margin, "  " or "  # ". */
static void write_peer(FILE *to, const struct draft *draft, const char *lead,
		       const char *name, const struct draft_party *party)
{
	const struct cordon_object *known = draft_peer_at(draft, party);

	fprintf(to, "%s- name: %s\n", lead, name);
	fprintf(to, "%s  addresses: [\"", lead);
	draft_put_addr(to, &party->addr);
	fputs("\"]", to);
	draft_put_country(to, "  # ", &party->addr);
	putc('\n', to);
	if (known) {
		write_same_place(to, lead, known);
		return;
	}
	fprintf(to, "%s  behind: ", lead);
	draft_put_quoted(to, party->iface);
	putc('\n', to);
	if (party->mac.set) {
		fprintf(to, "%s  mac: ", lead);
		draft_put_mac(to, &party->mac);
		fputs("  # or its gateway's: then 'via' instead\n", to);
	}
}

static bool is_new_self(const struct draft *draft, const struct draft_party *party)
{
	return party->self && draft_records(draft, party) &&
	       !draft_knows(draft, CORDON_ROLE_RECORDER, party);
}

/* This host, with the bridges of containers that count as it. */
static bool write_self(FILE *to, const struct draft *draft)
{
	unsigned int froms = 0, any = 0, number = 0;
	char name[CORDON_NAME_SIZE];

	draft_name(draft, CORDON_KIND_PEER, "nvr", &number, name);
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (!is_new_self(draft, party))
			continue;
		if (!any++)
			fprintf(to, "  - name: %s\n    addresses: [self]\n", name);
		if (*party->iface) {
			fputs("    # a bridge of containers: ", to);
			draft_put_quoted(to, party->iface);
			putc('\n', to);
		}
		write_evidence(to, party);
	}
	for (size_t i = 0; i < draft->parties && froms < CORDON_FROMS_MAX; i++) {
		const struct draft_party *party = &draft->party[i];

		if (!*party->iface || !is_new_self(draft, party))
			continue;
		fputs(froms++ ? ", " : "    from: [", to);
		draft_put_quoted(to, party->iface);
	}
	fputs(froms ? "]\n" : "", to);
	return any;
}

static void write_recorders(FILE *to, const struct draft *draft)
{
	char name[CORDON_NAME_SIZE];
	unsigned int number = 1;
	const char *missing;
	bool any;

	fputs("\n# Who opened connections to devices.\nrecorders:\n", to);
	any = write_self(to, draft);
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (party->self || !draft_records(draft, party) ||
		    draft_knows(draft, CORDON_ROLE_RECORDER, party))
			continue;
		missing = missing_of(draft, party);
		if (missing)
			fprintf(to, "  # %s:\n", missing);
		draft_name(draft, CORDON_KIND_PEER, "recorder", &number, name);
		write_peer(to, draft, missing ? "  # " : "  ", name, party);
		write_evidence(to, party);
		any |= !missing;
	}
	if (!any)
		fprintf(to, "  []  # nobody%s\n", draft_has_recorder(draft) ? " else was seen" :
			" was seen; the recorder has to be stated");
}

static uint32_t gives_of_self(const struct draft *draft)
{
	struct draft_party self = { .self = true };

	for (size_t i = 0; i < draft->parties; i++)
		if (draft->party[i].self)
			self.asked |= draft->party[i].asked | draft->party[i].answered;
	return draft_more_gives(draft, &self);
}

static void write_servers(FILE *to, const struct draft *draft)
{
	uint32_t self = gives_of_self(draft);
	unsigned int number = 0;
	char name[CORDON_NAME_SIZE];
	const char *missing;
	bool any = self;

	fputs("\n# Whom devices asked for time, addresses and names.\nservers:\n", to);
	if (self) {
		draft_name(draft, CORDON_KIND_PEER, "host", &number, name);
		fprintf(to, "  - name: %s\n    addresses: [self]\n    gives: [", name);
		draft_put_gives(to, self);
		fputs("]\n", to);
	}
	number = 1;
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];
		uint32_t gives = draft_more_gives(draft, party);

		if (party->self || !gives)
			continue;
		missing = missing_of(draft, party);
		if (missing)
			fprintf(to, "  # %s%s:\n", missing, party->far ?
				"; better let this host give it: [self]" : "");
		draft_name(draft, CORDON_KIND_PEER, "server", &number, name);
		write_peer(to, draft, missing ? "  # " : "  ", name, party);
		fprintf(to, "%s  gives: [", missing ? "  # " : "  ");
		draft_put_gives(to, gives);
		fputs("]\n", to);
		write_evidence(to, party);
		any |= !missing;
	}
	if (!any)
		fputs("  []\n", to);
}

/* Never without somebody's consent: whoever scans cameras looks like this, too. */
static void write_clients(FILE *to, const struct draft *draft)
{
	char name[CORDON_NAME_SIZE];
	unsigned int number = 1;

	fputs("\n# Who only looked at devices. To let them, put them in the place of '[]'.\n"
	      "clients:\n  []\n", to);
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (party->self || !party->services || draft_records(draft, party) ||
		    draft_knows(draft, CORDON_ROLE_CLIENT | CORDON_ROLE_RECORDER, party))
			continue;
		draft_name(draft, CORDON_KIND_PEER, "client", &number, name);
		write_peer(to, draft, "  # ", name, party);
		fputs("  #   opens: [", to);
		for (unsigned int n = 0; n < party->services; n++) {
			fputs(n ? ", " : "", to);
			draft_put_transport(to, party->service[n].protocol, party->service[n].port);
		}
		fputs("]\n", to);
		write_evidence(to, party);
	}
}

static void write_deed(FILE *to, const struct seen_deed *deed)
{
	draft_put_transport(to, deed->protocol, deed->port);
	fputs(deed->in ? " by " : " at ", to);
	draft_put_addr(to, &deed->remote);
	fprintf(to, " (%llu)", (unsigned long long)deed->packets);
	draft_put_country(to, ", ", &deed->remote);
}

/* Its deeds of one direction, a line each. */
static void write_deeds(FILE *to, const struct seen_device *device, bool in, const char *title)
{
	unsigned int told = 0;

	for (unsigned int i = 0; i < device->deeds && told < TRIED_MAX; i++) {
		if (device->deed[i].in != in)
			continue;
		told++;
		fprintf(to, "    # %s ", title);
		write_deed(to, &device->deed[i]);
		putc('\n', to);
	}
}

static void write_who(FILE *to, const struct seen_device *device)
{
	char vendor[CORDON_VENDOR_TEXT] = "unknown";
	bool local = cordon_mac_is_local(device->mac.bytes);

	if (!local)
		cordon_vendor_find(device->mac.bytes, vendor);
	fprintf(to, "    # %s%s; %llu packets from ",
		local ? "locally administered MAC" : "OUI registered to ",
		local ? "" : vendor, (unsigned long long)device->packets);
	draft_put_time(to, device->first);
	fputs(" to ", to);
	draft_put_time(to, device->last);
	putc('\n', to);
}

/* Link-local IPv6 addresses need not be listed. */
static bool is_listed(const struct model_addr *addr)
{
	return addr->len == 4 || addr->bytes[0] != 0xfe || (addr->bytes[1] & 0xc0) != 0x80;
}

/* Of two devices with one address only the first has it: a policy knows no sharing. */
static bool is_taken(const struct draft *draft, size_t before, const struct model_addr *addr)
{
	if (draft_known_address(draft, addr))
		return true;
	for (size_t i = 0; i < draft->parties; i++)
		if (cordon_seen_same(&draft->party[i].addr, addr))
			return true;
	for (size_t i = 0; i < before; i++)
		if (cordon_seen_uses(&draft->device[i], addr))
			return true;
	return false;
}

static void write_addresses(FILE *to, const struct draft *draft, size_t at)
{
	const struct seen_device *device = &draft->device[at];
	unsigned int any = 0;

	for (unsigned int i = 0; i < device->addresses; i++) {
		const struct model_addr *addr = &device->address[i];

		if (!is_listed(addr) || is_taken(draft, at, addr))
			continue;
		fputs(any++ ? ", \"" : "    addresses: [\"", to);
		draft_put_addr(to, addr);
		putc('"', to);
	}
	fputs(any ? "]\n" :
	      "    # no address of its own was seen: it may use any that is nobody's\n", to);
}

static bool pushes(const struct draft *draft, const struct seen_device *device)
{
	for (unsigned int i = 0; i < device->deeds; i++)
		if (!device->deed[i].in && device->deed[i].protocol == IPPROTO_TCP &&
		    draft_to_recorder(draft, &device->deed[i]))
			return true;
	return false;
}

/* After its MAC; another device may have had that name, and left it. */
static void name_device(const struct draft *draft, uint8_t kind, const char *word,
			const struct seen_device *device, char name[CORDON_NAME_SIZE])
{
	const uint8_t *mac = device->mac.bytes;
	char wanted[CORDON_NAME_SIZE];
	unsigned int number = 0;

	snprintf(wanted, sizeof(wanted), "%s-%02x%02x%02x%02x%02x%02x", word, mac[0], mac[1],
		 mac[2], mac[3], mac[4], mac[5]);
	draft_name(draft, kind, wanted, &number, name);
}

static void write_camera(FILE *to, const struct draft *draft, size_t at)
{
	const struct seen_device *device = &draft->device[at];
	char name[CORDON_NAME_SIZE];

	name_device(draft, CORDON_KIND_CAMERA, "cam", device, name);
	fprintf(to, "  - name: %s\n", name);
	write_who(to, device);
	write_deeds(to, device, true, "reached:");
	write_deeds(to, device, false, "tried:");
	fputs("    mac: ", to);
	draft_put_mac(to, &device->mac);
	putc('\n', to);
	write_addresses(to, draft, at);
	fputs("    segment: ", to);
	draft_put_quoted(to, draft_segment_of(device));
	fprintf(to, "\n    profile: pull%s\n", pushes(draft, device) ?
		"  # it opened connections to the recorder: 'push' lets it" : "");
}

/* Who never used IP is no camera that could be recorded. */
static bool is_camera(const struct seen_device *device)
{
	return device->addresses || device->deeds;
}

/* Listed meanwhile, by its MAC or by an address that it used. */
static void write_listed(FILE *to, const struct seen_device *device,
			 const struct cordon_object *known)
{
	fputs("  # ", to);
	draft_put_mac(to, &device->mac);
	fprintf(to, ": has a MAC or an address of '%s'\n", known->name);
}

static void write_cameras(FILE *to, const struct draft *draft)
{
	const struct cordon_object *known;
	const struct seen_device *device;
	bool any = false;

	fputs("\n# Devices on segments that nobody listed, and used IP.\ncameras:\n", to);
	for (size_t i = 0; i < draft->devices; i++) {
		device = &draft->device[i];
		if (!is_camera(device) || !draft_is_segment(draft, draft_segment_of(device)))
			continue;
		known = draft_known_device(draft, device);
		if (known)
			write_listed(to, device, known);
		else
			write_camera(to, draft, i);
		any |= !known;
	}
	if (!any)
		fputs("  []  # none was seen\n", to);
}

static void write_trusted(FILE *to, const struct draft *draft)
{
	char name[CORDON_NAME_SIZE];

	fputs("\n# Devices that did not use IP: a switch? Put what is one in the place of '[]'.\n"
	      "trusted:\n  []\n", to);
	for (size_t i = 0; i < draft->devices; i++) {
		const struct seen_device *device = &draft->device[i];

		if (is_camera(device) || !draft_is_segment(draft, draft_segment_of(device)) ||
		    draft_known_device(draft, device))
			continue;
		name_device(draft, CORDON_KIND_TRUSTED, "dev", device, name);
		fprintf(to, "  # - {name: %s, mac: ", name);
		draft_put_mac(to, &device->mac);
		fputs(", segment: ", to);
		draft_put_quoted(to, draft_segment_of(device));
		fputs(", for: forever}\n", to);
		write_who(to, device);
		fprintf(to, "    # EtherType of its last frame: 0x%04x\n", device->ethertype);
	}
}

static void write_segments(FILE *to, const struct draft *draft)
{
	const json_t *segment, *vlans;
	const char *name;
	size_t i;

	fputs("segments:\n", to);
	json_array_foreach(draft->segments, i, segment) {
		name = json_string_value(json_object_get(segment, "interface"));
		/* no interface has a ':' in its name */
		fprintf(to, "  - %s: ", strchr(name, ':') ? "mac" : "interface");
		draft_put_quoted(to, name);
		fprintf(to, "\n    unknown: quarantine  # now: %s\n",
			json_string_value(json_object_get(segment, "unknown")));
		vlans = json_object_get(segment, "vlans");
		for (size_t n = 0; n < json_array_size(vlans); n++)
			fprintf(to, "%s%" JSON_INTEGER_FORMAT "%s", n ? ", " : "    vlan: [",
				json_integer_value(json_array_get(vlans, n)),
				n + 1 < json_array_size(vlans) ? "" : "]\n");
		if (json_is_true(json_object_get(segment, "bpdu")))
			fputs("    bpdu: yes\n", to);
	}
	if (!json_array_size(draft->segments))
		fputs("  []  # none yet: cordonctl segment add INTERFACE unknown observe\n", to);
}

void draft_write(FILE *to, const struct draft *draft)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	fputs("# A draft of a policy, made by cordonctl of what was seen until\n# ", to);
	draft_put_time(to, (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec);
	fputs(". It is a guess: read it, change it,\n"
	      "# see 'cordonctl check FILE'. Beside each guess stands what it was made of.\n", to);
	if (draft_is_more(draft))
		draft_write_known(to, draft);
	fputs("version: 1\n", to);
	if (!draft_is_more(draft)) {
		fputs("mode: enforce\n", to);
		write_segments(to, draft);
	}
	write_recorders(to, draft);
	write_servers(to, draft);
	write_clients(to, draft);
	write_trusted(to, draft);
	write_cameras(to, draft);
}
