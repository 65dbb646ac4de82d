// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * draft: the policy file. What is certain enough stands in it, with what it was
 * made of beside it; what somebody has to decide stands behind a '#'.
 */
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "../lib/country.h"
#include "../lib/vendor.h"
#include "../lib/words.h"
#include "draft.h"

#define TRIED_MAX	6	/* of a camera's, in its comment */

/* Interfaces may be called what YAML reads otherwise. */
static void write_quoted(FILE *to, const char *text)
{
	putc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', to);
		putc(*text, to);
	}
	putc('"', to);
}

static void write_addr(FILE *to, const struct model_addr *addr)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(addr->len == 4 ? AF_INET : AF_INET6, addr->bytes, text, sizeof(text));
	fputs(text, to);
}

static void write_mac(FILE *to, const struct model_mac *mac)
{
	char text[CORDON_MAC_TEXT];

	cordon_text_mac(mac->bytes, text);
	fputs(text, to);
}

static void write_time(FILE *to, uint64_t ns)
{
	char text[CORDON_TIME_TEXT];

	cordon_text_time(ns, text);
	fputs(text, to);
}

/* Where an address is registered, if that is known. */
static void write_country(FILE *to, const char *before, const struct model_addr *addr)
{
	struct cordon_country country;

	if (cordon_country_find(addr, &country))
		fprintf(to, "%sregistry country %s, database of %s", before, country.code,
			country.date);
}

static void write_transport(FILE *to, uint8_t protocol, uint16_t port)
{
	json_t *text = cordon_json_transport(protocol, port);

	fputs(json_string_value(text), to);
	json_decref(text);
}

/* "ntp, dhcp" */
static void write_gives(FILE *to, uint32_t gives)
{
	const char *before = "";

	for (int i = 0; cordon_words_gives[i]; i++)
		if (gives & 1u << i) {
			fprintf(to, "%s%s", before, cordon_words_gives[i]);
			before = ", ";
		}
}

static void write_services(FILE *to, const struct draft_party *party)
{
	for (unsigned int i = 0; i < party->services; i++) {
		fputs(i ? ", " : "", to);
		write_transport(to, party->service[i].protocol, party->service[i].port);
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
		write_gives(to, party->asked | party->answered);
		fputs("; it answered: ", to);
		if (party->answered)
			write_gives(to, party->answered);
		else
			fputs("nothing", to);
		putc('\n', to);
	}
	fputs("    # seen from ", to);
	write_time(to, party->first);
	fputs(" to ", to);
	write_time(to, party->last);
	putc('\n', to);
}

/* May it stand in the file as it is, or has somebody to say more? */
static const char *missing_of(const struct draft *draft, const struct draft_party *party)
{
	if (party->self)
		return NULL;
	if (party->far)
		return "it is beyond a gateway";
	if (!*party->iface)
		return "where it lives is not known";
	if (!party->mac.set && draft_is_segment(draft, party->iface))
		return "behind a segment its mac has to be known";
	return NULL;
}

/* A peer that is not this host. @lead: the margin, "  " or "  # ". */
static void write_peer(FILE *to, const char *lead, const char *name, unsigned int number,
		       const struct draft_party *party)
{
	fprintf(to, "%s- name: %s-%u\n", lead, name, number);
	fprintf(to, "%s  addresses: [\"", lead);
	write_addr(to, &party->addr);
	fputs("\"]", to);
	write_country(to, "  # ", &party->addr);
	fprintf(to, "\n%s  behind: ", lead);
	write_quoted(to, party->iface);
	putc('\n', to);
	if (party->mac.set) {
		fprintf(to, "%s  mac: ", lead);
		write_mac(to, &party->mac);
		fputs("  # or its gateway's: then 'via' instead\n", to);
	}
}

/* This host, with the bridges of containers that count as it. */
static bool write_self(FILE *to, const struct draft *draft)
{
	unsigned int froms = 0, any = 0;

	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (!party->self || !draft_records(draft, party))
			continue;
		fprintf(to, any++ ? "" : "  - name: nvr\n    addresses: [self]\n");
		if (*party->iface) {
			fputs("    # a bridge of containers: ", to);
			write_quoted(to, party->iface);
			putc('\n', to);
		}
		write_evidence(to, party);
	}
	for (size_t i = 0; i < draft->parties && froms < CORDON_FROMS_MAX; i++) {
		const struct draft_party *party = &draft->party[i];

		if (!party->self || !*party->iface || !draft_records(draft, party))
			continue;
		fputs(froms++ ? ", " : "    from: [", to);
		write_quoted(to, party->iface);
	}
	fputs(froms ? "]\n" : "", to);
	return any;
}

static void write_recorders(FILE *to, const struct draft *draft)
{
	unsigned int number = 0;
	const char *missing;
	bool any;

	fputs("\n# Who opened connections to devices.\nrecorders:\n", to);
	any = write_self(to, draft);
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (party->self || !draft_records(draft, party))
			continue;
		missing = missing_of(draft, party);
		if (missing)
			fprintf(to, "  # %s:\n", missing);
		write_peer(to, missing ? "  # " : "  ", "recorder", ++number, party);
		write_evidence(to, party);
		any |= !missing;
	}
	if (!any)
		fputs("  []  # nobody was seen; the recorder has to be stated\n", to);
}

static uint32_t gives_of_self(const struct draft *draft)
{
	uint32_t gives = 0;

	for (size_t i = 0; i < draft->parties; i++)
		if (draft->party[i].self)
			gives |= draft->party[i].asked | draft->party[i].answered;
	return gives;
}

static void write_servers(FILE *to, const struct draft *draft)
{
	uint32_t self = gives_of_self(draft);
	unsigned int number = 0;
	const char *missing;
	bool any = self;

	fputs("\n# Whom devices asked for time, addresses and names.\nservers:\n", to);
	if (self) {
		fputs("  - name: host\n    addresses: [self]\n    gives: [", to);
		write_gives(to, self);
		fputs("]\n", to);
	}
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];
		uint32_t gives = party->asked | party->answered;

		if (party->self || !gives)
			continue;
		missing = missing_of(draft, party);
		if (missing)
			fprintf(to, "  # %s%s:\n", missing, party->far ?
				"; better let this host give it: [self]" : "");
		write_peer(to, missing ? "  # " : "  ", "server", ++number, party);
		fprintf(to, "%s  gives: [", missing ? "  # " : "  ");
		write_gives(to, gives);
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
	unsigned int number = 0;

	fputs("\n# Who only looked at devices. To let them, put them in the place of '[]'.\n"
	      "clients:\n  []\n", to);
	for (size_t i = 0; i < draft->parties; i++) {
		const struct draft_party *party = &draft->party[i];

		if (party->self || !party->services || draft_records(draft, party))
			continue;
		write_peer(to, "  # ", "client", ++number, party);
		fputs("  #   opens: [", to);
		for (unsigned int n = 0; n < party->services; n++) {
			fputs(n ? ", " : "", to);
			write_transport(to, party->service[n].protocol, party->service[n].port);
		}
		fputs("]\n", to);
		write_evidence(to, party);
	}
}

static void write_deed(FILE *to, const struct seen_deed *deed)
{
	write_transport(to, deed->protocol, deed->port);
	fputs(deed->in ? " by " : " at ", to);
	write_addr(to, &deed->remote);
	fprintf(to, " (%llu)", (unsigned long long)deed->packets);
	write_country(to, ", ", &deed->remote);
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
	write_time(to, device->first);
	fputs(" to ", to);
	write_time(to, device->last);
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
		write_addr(to, addr);
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

static void write_camera(FILE *to, const struct draft *draft, size_t at)
{
	const struct seen_device *device = &draft->device[at];
	const uint8_t *mac = device->mac.bytes;

	fprintf(to, "  - name: cam-%02x%02x%02x%02x%02x%02x\n", mac[0], mac[1], mac[2],
		mac[3], mac[4], mac[5]);
	write_who(to, device);
	write_deeds(to, device, true, "reached:");
	write_deeds(to, device, false, "tried:");
	fputs("    mac: ", to);
	write_mac(to, &device->mac);
	putc('\n', to);
	write_addresses(to, draft, at);
	fputs("    segment: ", to);
	write_quoted(to, draft_segment_of(device));
	fprintf(to, "\n    profile: pull%s\n", pushes(draft, device) ?
		"  # it opened connections to the recorder: 'push' lets it" : "");
}

/* Who never used IP is no camera that could be recorded. */
static bool is_camera(const struct seen_device *device)
{
	return device->addresses || device->deeds;
}

static void write_cameras(FILE *to, const struct draft *draft)
{
	bool any = false;

	fputs("\n# Devices on segments that nobody listed, and used IP.\ncameras:\n", to);
	for (size_t i = 0; i < draft->devices; i++)
		if (is_camera(&draft->device[i]) &&
		    draft_is_segment(draft, draft_segment_of(&draft->device[i]))) {
			write_camera(to, draft, i);
			any = true;
		}
	if (!any)
		fputs("  []  # none was seen\n", to);
}

static void write_trusted(FILE *to, const struct draft *draft)
{
	fputs("\n# Devices that did not use IP: a switch? Put what is one in the place of '[]'.\n"
	      "trusted:\n  []\n", to);
	for (size_t i = 0; i < draft->devices; i++) {
		const struct seen_device *device = &draft->device[i];
		const uint8_t *mac = device->mac.bytes;

		if (is_camera(device) || !draft_is_segment(draft, draft_segment_of(device)))
			continue;
		fprintf(to, "  # - {name: dev-%02x%02x%02x%02x%02x%02x, mac: ", mac[0], mac[1],
			mac[2], mac[3], mac[4], mac[5]);
		write_mac(to, &device->mac);
		fputs(", segment: ", to);
		write_quoted(to, draft_segment_of(device));
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
		write_quoted(to, name);
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
	write_time(to, (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec);
	fputs(". It is a guess: read it, change it,\n"
	      "# see 'cordonctl check FILE'. Beside each guess stands what it was made of.\n", to);
	if (draft->listed && *draft->listed)
		fprintf(to, "# NOT IN HERE, but in the policy: %s\n", draft->listed);
	fputs("version: 1\nmode: enforce\n", to);
	write_segments(to, draft);
	write_recorders(to, draft);
	write_servers(to, draft);
	write_clients(to, draft);
	write_trusted(to, draft);
	write_cameras(to, draft);
}
