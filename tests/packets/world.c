// SPDX-License-Identifier: GPL-2.0-or-later
/* A file of the corpus as the core takes it. */
#include <arpa/inet.h>
#include <stdarg.h>
#include <stdlib.h>

#include "judge.h"

#define HOST_SLOTS 64
#define BLANKS "\n "

void die(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fputs("Bail out! ", stdout);
	vprintf(format, list);
	putchar('\n');
	va_end(list);
	exit(1);
}

/* The index of an interface, the same for the same name. */
u32 world_interface(struct world *w, const char *name)
{
	for (u32 i = 0; i < INTERFACES_MAX; i++) {
		if (!w->interface[i][0])
			snprintf(w->interface[i], sizeof(w->interface[i]), "%s", name);
		if (!strcmp(w->interface[i], name))
			return i + 1;
	}
	die("%s: more than %d interfaces", w->path, INTERFACES_MAX);
}

/* Segments have their slots in the order of the policy; without one, in any. */
int world_slot(const struct world *w, const char *segment)
{
	int slot = 0;

	for (u32 i = 0; i < w->file.objects; i++) {
		if (w->file.object[i]->kind != CORDON_KIND_SEGMENT)
			continue;
		if (!strcmp(w->file.object[i]->name, segment))
			return slot;
		slot++;
	}
	return w->has_policy ? -1 : 0;
}

static void read_policy(struct world *w, const char *path)
{
	char *file = (char *)path;

	w->has_policy = true;
	if (cordon_policyfile_read(&w->file, &file, 1, &w->report)) {
		cordon_report_print(&w->report);
		die("%s: %s cannot be read", w->path, path);
	}
}

struct cordon_addr world_address(const char *text)
{
	u8 raw[16];

	if (inet_pton(AF_INET, text, raw) == 1)
		return cordon_addr4(cordon_get32(raw));
	if (inet_pton(AF_INET6, text, raw) == 1)
		return cordon_get_addr6(raw);
	die("'%s' is no address", text);
}

u64 world_mac(const char *text)
{
	unsigned int b[6];
	u8 raw[6];

	if (sscanf(text, "%x:%x:%x:%x:%x:%x", b, b + 1, b + 2, b + 3, b + 4, b + 5) != 6)
		die("'%s' is no MAC", text);
	for (int i = 0; i < 6; i++)
		raw[i] = (u8)b[i];
	return cordon_get_mac(raw);
}

static void add_address(struct world *w, const char *text, const char *interface)
{
	struct cordon_addr addr = world_address(text);

	cordon_hosts_put(w->hosts, &addr, world_interface(w, interface));
}

static void add_mac(struct world *w, const char *text, const char *segment)
{
	int slot = world_slot(w, segment);
	struct cordon_place *place;

	if (slot < 0 || slot >= SEGMENTS)
		return;
	place = &w->place[slot];
	place->ifindex = world_interface(w, segment);
	place->mac[place->macs++] = world_mac(text);
}

/* A line that is no frame: policy, state, bridge, host-mac and host-address, in this order. */
void world_head(struct world *w, char *line)
{
	char *word = strtok(line, BLANKS), *first = strtok(NULL, BLANKS);
	char *second = strtok(NULL, BLANKS), path[256];

	if (!w->hosts) {
		w->hosts = calloc(1, sizeof(*w->hosts) + HOST_SLOTS * sizeof(w->hosts->slot[0]));
		w->hosts->mask = HOST_SLOTS - 1;
	}
	if (!word || *word == '#' || !first)
		return;
	/* of a file, beside the directory of the worlds */
	snprintf(path, sizeof(path), "%.*s/../../%s", (int)(strrchr(w->path, '/') - w->path),
		 w->path, first);
	if (!strcmp(word, "policy")) {
		read_policy(w, path);
	} else if (!strcmp(word, "state")) {
		world_state(w, path);
	} else if (!strcmp(word, "bridge")) {
		w->place[0].bridged = true;
		w->place[0].upper[w->place[0].uppers++] = world_interface(w, first);
	} else if (second && !strcmp(word, "host-mac")) {
		add_mac(w, first, second);
	} else if (second && !strcmp(word, "host-address")) {
		add_address(w, first, second);
	} else if (strcmp(word, "topology")) {
		die("%s: '%s' is no word of a head", w->path, word);
	}
}

/* The head is complete: makes the policy's tables. */
void world_open(struct world *w)
{
	if (!w->has_policy)
		return;
	w->flows = calloc(w->file.objects, sizeof(*w->flows));
	w->flows_of = calloc(w->file.objects, sizeof(struct cordon_flows *));
	for (u32 i = 0; i < w->file.objects; i++) {
		w->flows_of[i] = &w->flows[i];
		w->file.object[i]->flows = &w->flows_of[i];
		w->file.object[i]->account = w->file.object[i];
	}
	if (cordon_policyfile_make(&w->file, &w->policy, &w->report)) {
		cordon_report_print(&w->report);
		die("%s: its policy cannot be made", w->path);
	}
	for (u32 i = 0; i < w->policy.ifaces; i++)
		w->policy.iface[i].ifindex = world_interface(w, w->policy.iface[i].name);
}

void world_close(struct world *w)
{
	if (w->has_policy) {
		cordon_policyfile_unmake(&w->policy);
		cordon_policyfile_release(&w->file);
	}
	cordon_report_release(&w->report);
	free(w->flows_of);
	free(w->flows);
	free(w->hosts);
}

/* HEX or HEX*N: in memory of exactly its size, so that a read beyond it is found. */
static void read_bytes(struct record *r, const char *text)
{
	const char *zeros = strchr(text, '*');
	size_t digits = zeros ? (size_t)(zeros - text) : strlen(text);
	unsigned int byte;

	r->len = (u32)(digits / 2 + (zeros ? strtoul(zeros + 1, NULL, 10) : 0));
	r->data = calloc(1, r->len ? r->len : 1);
	for (size_t i = 0; i < digits / 2; i++) {
		if (sscanf(text + 2 * i, "%2x", &byte) != 1)
			die("'%s': no hexadecimal digits", r->name);
		r->data[i] = (u8)byte;
	}
}

/* WHERE=REASON, or WHERE=REASON>ADDRESS:PORT */
static void read_exit(struct expected_exit *e, const char *word, const char *name)
{
	char address[16];
	unsigned int port;
	int n = sscanf(word, "%15[^=]=%31[a-z-]>%15[^:]:%u", e->where, e->reason, address, &port);

	if (n != 2 && n != 4)
		die("'%s': '%s' is no exit", name, word);
	e->translated = n == 4;
	if (!e->translated)
		return;
	e->dip = world_address(address);
	e->dport = (u16)port;
}

static void read_exits(struct record *r, char *text)
{
	char *word;

	for (word = strtok(text, BLANKS); word; word = strtok(NULL, BLANKS)) {
		if (r->exits == EXITS_MAX)
			die("'%s': more than %d exits", r->name, EXITS_MAX);
		read_exit(&r->exit[r->exits++], word, r->name);
	}
}

/* "frame ROW | NAME | WHERE | MS | BYTES | ACCOUNT VERDICT REASON | EXITS" */
void record_read(struct record *r, char *line)
{
	unsigned long long ms;
	char *part[7];
	int n;

	*r = (struct record){ .place = "" };
	for (n = 0; n < 7; n++) {
		part[n] = strsep(&line, "|");
		if (!part[n])
			die("a frame of %d parts", n);
	}
	if (sscanf(part[0], "frame %15[^|]", r->row) != 1 ||
	    sscanf(part[1], " %79[^|]", r->name) != 1 ||
	    sscanf(part[2], "%7s %15s %15s", r->direction, r->segment, r->place) < 2 ||
	    sscanf(part[3], "%llu", &ms) != 1 ||
	    sscanf(part[5], "%31s %7s %31s", r->account, r->verdict, r->reason) != 3)
		die("'%s': not a frame", part[1]);
	r->now = (ms + 1000) * 1000000;
	read_bytes(r, part[4] + strspn(part[4], " "));
	read_exits(r, part[6]);
}
