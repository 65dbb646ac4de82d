// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One suggestion: what stops the camera first. A command stands in it only where
 * it is certain which; what it lets through is for the reader to want.
 */
#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../../kmod/core/reason.h"
#include "why.h"

const struct cordon_reason_text *why_reason(const json_t *line)
{
	const char *word = json_string_value(json_object_get(line, "reason"));
	const struct cordon_reason_text *reason;

	for (reason = cordon_reason_texts; word && reason->word; reason++)
		if (!strcmp(reason->word, word))
			return reason;
	return NULL;
}

[[gnu::format(printf, 2, 3)]]
static void say(struct why *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
}

[[gnu::format(printf, 2, 3)]]
static void command(struct why *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->command, sizeof(why->command), format, args);
	va_end(args);
}

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* Is the link of every segment it may be on away, down, or without a cable? */
static bool link_is_down(struct why *why)
{
	const json_t *segment;
	const char *link = "";
	size_t i;

	json_array_foreach(why->segments, i, segment) {
		link = text_in(segment, "link");
		if (!strcmp(link, "up"))
			return false;
	}
	segment = json_array_get(why->segments, 0);
	if (!segment) {
		say(why, "No interface is closed: close the one it is behind.");
		command(why, "cordonctl segment add %s", *why->camera.segment ?
			why->camera.segment : "INTERFACE");
	} else if (!strcmp(link, "absent")) {
		say(why, "There is no interface %s now: look for the card, or for its name.",
		    text_in(segment, "interface"));
	} else if (!strcmp(link, "down")) {
		say(why, "The interface is switched off.");
		command(why, "ip link set %s up", text_in(segment, "interface"));
	} else {
		say(why, "There is no signal: look at the cable, the switch, its power.");
	}
	return true;
}

struct hunt {
	const struct model_camera *camera;
	struct model_mac mac;		/* set: found */
};

/* An unknown device that uses one of the camera's addresses. */
static int hunt(const struct seen_device *device, void *data)
{
	struct hunt *h = data;

	for (unsigned int i = 0; i < h->camera->addresses; i++)
		if (cordon_seen_uses(device, &h->camera->address[i]))
			h->mac = device->mac;
	return 0;
}

static int suggest_silent(struct why *why, struct cordon_genl *genl)
{
	struct hunt h = { .camera = &why->camera };
	char mac[CORDON_MAC_TEXT];
	int status = cordon_seen_each(genl, hunt, &h);

	if (status)
		return status;
	if (h.mac.set) {
		cordon_text_mac(h.mac.bytes, mac);
		say(why, "Nothing was heard of it; %s uses its address: was it exchanged?",
		    mac);
		command(why, "cordonctl camera replace %s mac %s", why->name, mac);
		return 0;
	}
	say(why, "Nothing was heard of it: has it power, and is its MAC right?");
	command(why, "cordonctl unknown");
	return 0;
}

/* How somebody is named in a command: where it lives, or that it is this host. */
static bool place_of(const char *remote, char *text, size_t size)
{
	struct model_addr addr = { 4, { 0 } };
	struct cordon_way way;

	if (inet_pton(AF_INET, remote, addr.bytes) != 1) {
		addr.len = 16;
		if (inet_pton(AF_INET6, remote, addr.bytes) != 1)
			return false;
	}
	if (!cordon_way_find(&addr, &way) || way.gateway.len)
		return false;
	if (way.local)
		snprintf(text, size, "self");
	else
		snprintf(text, size, "address %s behind %s", remote, way.iface);
	return *way.iface;
}

static bool is_stream(const char *service)
{
	return !strcmp(service, "tcp/554") || !strcmp(service, "tcp/8554") ||
	       !strcmp(service, "udp/3702");
}

/* Somebody tried to reach it. */
static void suggest_inbound(struct why *why, const char *remote, const char *service)
{
	char place[96];

	if (!place_of(remote, place, sizeof(place))) {
		say(why, "%s is no peer of it, and beyond a gateway: find out who it is.",
		    remote);
		return;
	}
	if (is_stream(service) || !strcmp(place, "self")) {
		say(why, "If %s is your recorder, say so.", remote);
		command(why, "cordonctl recorder add nvr %s", place);
	} else if (!strncmp(service, "tcp/", 4)) {
		say(why, "If %s may use it, say so; else find out who that is.", remote);
		command(why, "cordonctl client add NAME %s opens %s cameras %s", place, service,
			why->name);
	} else {
		say(why, "%s is no peer of it: find out who that is.", remote);
	}
}

/* It tried to reach somebody who is no peer. */
static void suggest_outbound(struct why *why, const char *remote, const char *service)
{
	const char *gives = !strcmp(service, "udp/123") ? "ntp" :
			    !strcmp(service, "udp/53") || !strcmp(service, "tcp/53") ? "dns" : NULL;
	char place[96];

	if (gives && place_of(remote, place, sizeof(place))) {
		say(why, "It asks %s for %s: if that may give it, say so.", remote, gives);
		command(why, "cordonctl server add %s %s gives %s", gives, place, gives);
	} else if (gives && !strcmp(gives, "ntp")) {
		say(why, "It asks the internet for the time: this host can give it.");
		command(why, "cordonctl server add time self gives ntp");
	} else {
		say(why, "The quarantine at work: nothing to do. All that it tried:");
		command(why, "cordonctl evidence %s dropped", why->name);
	}
}

static bool is_port(const char *service)
{
	return !strncmp(service, "tcp/", 4) || !strncmp(service, "udp/", 4);
}

static bool suggest_by_reason(struct why *why, unsigned int reason)
{
	const char *remote = text_in(why->top, "remote");
	const char *service = text_in(why->top, "service");

	switch (reason) {
	case CORDON_REASON_INBOUND:
		if (*remote)
			suggest_inbound(why, remote, service);
		return *remote;
	case CORDON_REASON_NOT_RECORDER:
		suggest_outbound(why, remote, service);
		return true;
	case CORDON_REASON_SERVICE:
		if (!is_port(service))
			return false;
		say(why, "Its profile does not let it open %s: if it shall, for a time:", service);
		command(why, "cordonctl camera allow %s to %s %s for 10m", why->name, remote,
			service);
		return true;
	case CORDON_REASON_DHCP:
		say(why, "Nobody is listed who gives it an address: if this host does, say so.");
		command(why, "cordonctl server add dhcp self gives dhcp");
		return true;
	case CORDON_REASON_ISOLATED:
		say(why, "It may do nothing, as its profile is 'isolated'.");
		command(why, "cordonctl camera set %s profile pull", why->name);
		return true;
	case CORDON_REASON_WRONG_SEGMENT:
		say(why, "It came in on another segment than its own: if it was moved:");
		command(why, "cordonctl camera set %s segment none", why->name);
		return true;
	}
	return false;
}

static void suggest_listing(struct why *why)
{
	char mac[CORDON_MAC_TEXT], addr[INET6_ADDRSTRLEN] = "";

	cordon_text_mac(why->mac.bytes, mac);
	for (unsigned int i = 0; i < why->seen.addresses && !*addr; i++)
		if (why->seen.address[i].len == 4)
			inet_ntop(AF_INET, why->seen.address[i].bytes, addr, sizeof(addr));
	say(why, "Nobody listed it. A camera is to be listed, else unplug it or trust it.");
	command(why, "cordonctl camera add NAME mac %s%s%s segment %s", mac,
		*addr ? " address " : "", addr, why->seen.segment);
}

int why_suggest(struct why *why, struct cordon_genl *genl)
{
	const struct cordon_reason_text *reason = why_reason(why->top);

	if (why->device) {
		suggest_listing(why);
		return 0;
	}
	if (link_is_down(why))
		return 0;
	if (!json_is_string(why->last_frame) && !why->top)
		return suggest_silent(why, genl);
	if (!why->top)
		say(why, "Nothing of it is dropped: nothing needs to be done.");
	else if (!reason)
		say(why, "A newer cordonctl knows what that reason means.");
	else if (!suggest_by_reason(why, reason->number))
		say(why, "%s", reason->advice);
	return 0;
}
