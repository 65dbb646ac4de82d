// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "boot.h"
#include "fail.h"
#include "iface.h"
#include "parse.h"

/* In a rule or an option these mean themselves, and nothing else does for sure. */
static bool plain(char c)
{
	return isalnum((unsigned char)c) || strchr("_.-+@", c);
}

bool cordon_boot_wanted(void)
{
	struct stat own, init;

	return !access(CORDON_BOOT_DIRECTORY, F_OK) &&
	       /* another network namespace has its own policy, which nothing keeps */
	       !stat("/proc/self/ns/net", &own) && !stat("/proc/1/ns/net", &init) &&
	       own.st_ino == init.st_ino;
}

static struct cordon_boot_segment *find(const struct cordon_boot *boot, const char *name)
{
	for (size_t i = 0; i < boot->count; i++)
		if (!strcmp(boot->at[i].name, name))
			return &boot->at[i];
	return NULL;
}

/* Adds a segment, or what is new of it. */
static int add(struct cordon_boot *boot, const char *name, const char *card)
{
	struct cordon_boot_segment *at = find(boot, name), *larger;

	if (!at && boot->count == boot->room) {
		boot->room = boot->room ? 2 * boot->room : 16;
		larger = realloc(boot->at, boot->room * sizeof(*larger));
		if (!larger)
			return cordon_fail_memory();
		boot->at = larger;
	}
	if (!at) {
		at = &boot->at[boot->count++];
		snprintf(at->name, sizeof(at->name), "%s", name);
		at->card[0] = '\0';
	}
	if (*card)
		snprintf(at->card, sizeof(at->card), "%s", card);
	return 0;
}

/* "eth1 02:00:00:00:00:01" or a card alone. What is no such line is skipped. */
static int add_line(struct cordon_boot *boot, char *line)
{
	char name[IFNAMSIZ], card[IFNAMSIZ] = "";
	const char *first = strtok(line, " \t\n"), *second = strtok(NULL, " \t\n");

	if (!first || *first == '#' || cordon_policyfile_segment(first, name))
		return 0;
	if (second && (cordon_policyfile_segment(second, card) || *card != ':'))
		*card = '\0';
	return add(boot, name, card);
}

static int read_record(struct cordon_boot *boot)
{
	FILE *from = fopen(CORDON_BOOT_RECORD, "re");
	char *line = NULL;
	size_t size = 0;
	int status = 0;

	if (!from)
		return errno == ENOENT ? 0 :
		       cordon_fail(CORDON_REFUSED, CORDON_BOOT_RECORD ": %s", strerror(errno));
	while (!status && getline(&line, &size, from) > 0)
		status = add_line(boot, line);
	free(line);
	fclose(from);
	return status;
}

/* A file that is wrong still names segments, and those are to be shut, too. */
static int read_file(struct cordon_boot *boot)
{
	struct cordon_report report = { 0 };
	struct cordon_policyfile file;
	int status = 0;

	cordon_policyfile_read(&file, NULL, 0, &report);
	for (uint32_t i = 0; i < file.objects && !status; i++)
		if (file.object[i]->kind == CORDON_KIND_SEGMENT && *file.object[i]->name)
			status = add(boot, file.object[i]->name, "");
	cordon_policyfile_release(&file);
	cordon_report_release(&report);
	return status;
}

int cordon_boot_read(struct cordon_boot *to)
{
	int status;

	*to = (struct cordon_boot){ 0 };
	status = read_record(to);
	return status ? status : read_file(to);
}

void cordon_boot_release(struct cordon_boot *boot)
{
	free(boot->at);
}

bool cordon_boot_means(const struct cordon_boot *boot, const char *interface,
		       const char *card)
{
	for (size_t i = 0; i < boot->count; i++)
		if (!strcmp(boot->at[i].name, interface) ||
		    (*card && (!strcmp(boot->at[i].name, card) ||
			       !strcmp(boot->at[i].card, card))))
			return true;
	return false;
}

/* --- writing --- */

/* Replaces a file as a whole; what was there stays where that fails. */
static int write_file(const char *path, const struct cordon_boot *boot,
		      void (*print)(FILE *to, const struct cordon_boot *boot))
{
	char fresh[128];
	bool right;
	FILE *to;

	snprintf(fresh, sizeof(fresh), "%s.new", path);
	to = fopen(fresh, "we");
	if (!to)
		return cordon_fail(CORDON_REFUSED, "%s: %s", fresh, strerror(errno));
	fputs("# Written by cordonctl, at boot and by each apply; see cordonctl(8).\n", to);
	print(to, boot);
	right = !fflush(to) && !ferror(to) && !fsync(fileno(to)) &&
		!fchmod(fileno(to), 0644);
	if (!fclose(to) && right && !rename(fresh, path))
		return 0;
	unlink(fresh);
	return cordon_fail(CORDON_REFUSED, "%s: cannot be written: %s", path, strerror(errno));
}

static void print_record(FILE *to, const struct cordon_boot *boot)
{
	char name[CORDON_SEGMENT_TEXT], card[CORDON_SEGMENT_TEXT];

	for (size_t i = 0; i < boot->count; i++) {
		cordon_policyfile_segment_text(boot->at[i].name, name);
		cordon_policyfile_segment_text(boot->at[i].card, card);
		fprintf(to, "%s%s%s\n", name, *card ? " " : "", card);
	}
}

static void print_rule(FILE *to, const char *match, const char *value)
{
	fprintf(to, "ACTION==\"add|move\", SUBSYSTEM==\"net\", %s==\"", match);
	/* what udev might take for a pattern stands for any one character */
	for (; *value; value++)
		putc(plain(*value) || *value == ':' ? *value : '?', to);
	fputs("\", RUN+=\"" CORDON_BOOT_TOOL " boot $name\"\n", to);
}

static void print_card_rule(FILE *to, const char *card)
{
	char text[CORDON_SEGMENT_TEXT];

	cordon_policyfile_segment_text(card, text);
	print_rule(to, "ATTR{address}", text);
}

/* KERNEL is the name it has, NAME the one it is about to get. */
static void print_rules(FILE *to, const struct cordon_boot *boot)
{
	for (size_t i = 0; i < boot->count; i++) {
		const struct cordon_boot_segment *at = &boot->at[i];

		if (*at->name == ':') {
			print_card_rule(to, at->name);
			continue;
		}
		print_rule(to, "KERNEL", at->name);
		print_rule(to, "NAME", at->name);
		if (*at->card)
			print_card_rule(to, at->card);
	}
}

/*
 * By the names of the policy only. A card that has another name now is held by
 * udev's rules. Names that the list cannot carry are left to those as well.
 */
static void print_options(FILE *to, const struct cordon_boot *boot)
{
	size_t count = 0;

	for (size_t i = 0; i < boot->count && count < CORDON_SEGMENTS_MAX; i++) {
		const char *c = boot->at[i].name;

		while (*c && (plain(*c) || *c == ':'))
			c++;
		if (*c)
			continue;
		fprintf(to, "%s%s", count++ ? "," : "options camcordon segments=",
			boot->at[i].name);
	}
	if (count)
		putc('\n', to);
}

int cordon_boot_write(const struct cordon_boot *boot)
{
	int status = write_file(CORDON_BOOT_RULES, boot, print_rules);

	return status ? status : write_file(CORDON_BOOT_OPTIONS, boot, print_options);
}

/* The segments of a policy; of absent ones with the card they were in @former. */
static int collect(struct cordon_boot *to, const struct cordon_set *policy,
		   const struct cordon_boot *former)
{
	int status = 0;

	for (uint32_t i = 0; i < policy->objects && !status; i++) {
		const char *name = policy->object[i]->name;
		const struct cordon_boot_segment *was = find(former, name);
		char interface[IFNAMSIZ], card[IFNAMSIZ] = "";

		if (policy->object[i]->kind != CORDON_KIND_SEGMENT)
			continue;
		if (*name == ':' || !cordon_iface_of(name, interface) ||
		    !cordon_iface_card(interface, card))
			snprintf(card, sizeof(card), "%s", was ? was->card : "");
		status = add(to, name, card);
	}
	return status;
}

int cordon_boot_record(const struct cordon_set *policy, bool keep)
{
	struct cordon_boot former = { 0 }, now = { 0 };
	int status = read_record(&former);

	for (size_t i = 0; keep && i < former.count && !status; i++)
		status = add(&now, former.at[i].name, former.at[i].card);
	if (!status)
		status = collect(&now, policy, &former);
	if (!status)
		status = write_file(CORDON_BOOT_RECORD, &now, print_record);
	if (!status)
		status = cordon_boot_write(&now);
	cordon_boot_release(&former);
	cordon_boot_release(&now);
	return status;
}
