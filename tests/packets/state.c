// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is for a time, which no policy file has: lines as they are typed behind
 * "cordonctl camera", in the one form that the corpus uses:
 *   allow CAMERA to ADDRESS PROTO/FIRST[-LAST]|ping [via ADDRESS mac MAC] for N m
 *   set CAMERA profile setup for N m
 * It runs from the first frame on.
 */
#include <stdlib.h>

#include "judge.h"
#include "../../userspace/lib/parse.h"

#define BEGIN	1000000000ULL	/* ns; of the first frame */

static u64 end_of(const char *text)
{
	uint32_t seconds;

	if (cordon_parse_time(text, &seconds))
		die("'%s' is no time", text);
	return BEGIN + seconds * 1000000000ULL;
}

static struct cordon_service service_of(const char *text)
{
	struct cordon_service service = { .proto = CORDON_PROTO_ICMP };
	unsigned int first = 0, last;
	char proto[4];
	int n;

	if (!strcmp(text, "ping"))
		return service;
	n = sscanf(text, "%3[a-z]/%u-%u", proto, &first, &last);
	if (n < 2)
		die("'%s' is no service", text);
	service.proto = strcmp(proto, "udp") ? CORDON_PROTO_TCP : CORDON_PROTO_UDP;
	service.first = (u16)first;
	service.last = (u16)(n == 3 ? last : first);
	return service;
}

static struct cordon_object *camera_of(struct world *w, const char *name)
{
	for (u32 i = 0; i < w->file.objects; i++)
		if (w->file.object[i]->kind == CORDON_KIND_CAMERA &&
		    !strcmp(w->file.object[i]->name, name))
			return w->file.object[i];
	die("%s: '%s' is no camera", w->path, name);
}

/* In one piece with what only exceptions have, as it is freed. */
static void add_exception(struct world *w, const char *camera,
			  const struct cordon_exception *allows, u64 until)
{
	struct cordon_object *object = calloc(1, sizeof(*object) + sizeof(*object->waiver));
	struct cordon_policyfile *file = &w->file;

	object->kind = CORDON_KIND_EXCEPTION;
	object->until = until;
	object->waiver = (struct cordon_waiver *)(object + 1);
	object->waiver->allows = *allows;
	snprintf(object->name, sizeof(object->name), "x.%u", file->objects);
	snprintf(object->ref, sizeof(object->ref), "%s", camera_of(w, camera)->name);
	file->object = realloc(file->object, (file->objects + 1) * sizeof(*file->object));
	file->object[file->objects++] = object;
}

static void read_line(struct world *w, const char *line)
{
	char camera[32], address[48], service[24], via[48], mac[20], time[8];
	struct cordon_exception allows = { 0 };

	if (sscanf(line, "set %31s profile setup for %7s", camera, time) == 2) {
		camera_of(w, camera)->setup = end_of(time);
		return;
	}
	if (sscanf(line, "allow %31s to %47s %23s via %47s mac %19s for %7s", camera, address,
		   service, via, mac, time) == 6) {
		allows.via = world_address(via);
		allows.via_mac = world_mac(mac);
	} else if (sscanf(line, "allow %31s to %47s %23s for %7s", camera, address, service,
			  time) != 4) {
		die("%s: '%s' is nothing that is for a time", w->path, line);
	}
	allows.addr = world_address(address);
	allows.service = service_of(service);
	add_exception(w, camera, &allows, end_of(time));
}

void world_state(struct world *w, const char *path)
{
	FILE *from = fopen(path, "re");
	char line[160];

	if (!from)
		die("%s: %s cannot be opened", w->path, path);
	while (fgets(line, sizeof(line), from))
		if (*line != '#')
			read_line(w, line);
	fclose(from);
}
