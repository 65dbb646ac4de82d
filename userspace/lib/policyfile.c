// SPDX-License-Identifier: GPL-2.0-or-later
/* Files and directories of a policy, and the core's tables made of them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "fail.h"
#include "parse.h"
#include "policyread.h"

#define FILE_MAX	(256u << 20)	/* bytes; ten times the largest policy */

void cordon_object_free(struct cordon_object *object)
{
	if (!object)
		return;
	if (object->peer)
		free(object->peer->camera);
	free(object->peer);
	free(object->profile);
	free(object);
}

const char *cordon_policyfile_segment(const char *text, char name[IFNAMSIZ])
{
	struct model_mac mac;

	if (!cordon_parse_mac(text, &mac)) {
		/* no interface has a ':' in its name: dev_valid_name() */
		snprintf(name, IFNAMSIZ, ":%02x%02x%02x%02x%02x%02x",
			 mac.bytes[0], mac.bytes[1], mac.bytes[2],
			 mac.bytes[3], mac.bytes[4], mac.bytes[5]);
		return NULL;
	}
	return cordon_parse_interface(text, name);
}

void cordon_policyfile_segment_text(const char *name,
				    char text[CORDON_SEGMENT_TEXT])
{
	unsigned int byte[6];

	if (*name == ':' &&
	    sscanf(name, ":%2x%2x%2x%2x%2x%2x", &byte[0], &byte[1], &byte[2],
		   &byte[3], &byte[4], &byte[5]) == 6)
		snprintf(text, CORDON_SEGMENT_TEXT, "%02x:%02x:%02x:%02x:%02x:%02x",
			 byte[0], byte[1], byte[2], byte[3], byte[4], byte[5]);
	else
		*stpncpy(text, name, CORDON_SEGMENT_TEXT - 1) = '\0';
}

/* A card's name in quotes: a colon and 12 digits. */
static bool is_card(const char *quoted)
{
	return quoted[0] == '\'' && quoted[1] == ':' &&
	       strspn(quoted + 2, "0123456789abcdef") == 12 && quoted[14] == '\'';
}

void cordon_policyfile_readable(const char *from, char *to, size_t size)
{
	char text[CORDON_SEGMENT_TEXT];
	size_t len = 0;

	while (*from && len + sizeof(text) + 1 < size) {
		to[len++] = *from++;
		if (!is_card(from - 1))
			continue;
		cordon_policyfile_segment_text(from, text);
		len += (size_t)snprintf(to + len, size - len, "%s", text);
		from += 13;
	}
	to[len] = '\0';
}

/* Makes room for one more; the array may move. */
static bool grow(void **array, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t wanted = *room ? 2 * *room : 64;
	void *larger;

	if (count < *room)
		return true;
	larger = realloc(*array, wanted * size);
	if (!larger)
		return false;
	*array = larger;
	*room = wanted;
	return true;
}

static bool grow_objects(struct cordon_policyfile *file)
{
	uint32_t room = file->room;

	return grow((void **)&file->place, file->objects, &room,
		    sizeof(*file->place)) &&
	       grow((void **)&file->object, file->objects, &file->room,
		    sizeof(*file->object));
}

static bool claim(struct cordon_policyfile *file, u64 hi, u64 lo,
		  const struct cordon_spot *place)
{
	if (!grow((void **)&file->claim, file->claims, &file->claims_room,
		  sizeof(*file->claim)))
		return false;
	file->claim[file->claims++] = (struct cordon_claim){
		{ hi, lo }, *place, file->objects, NULL };
	return true;
}

bool cordon_policyfile_borrow(struct cordon_reader *r, const yaml_node_t *node,
			      u64 *mac, const char *owner)
{
	struct cordon_policyfile *file = r->to;
	struct cordon_borrow *borrow;

	if (!grow((void **)&file->borrow, file->borrows, &file->borrows_room,
		  sizeof(*file->borrow)))
		return cordon_read_no_memory(r);
	borrow = &file->borrow[file->borrows++];
	*borrow = (struct cordon_borrow){ mac, 0, cordon_read_spot(r, node), "" };
	memcpy(borrow->owner, owner, sizeof(borrow->owner));
	return true;
}

bool cordon_policyfile_add(struct cordon_reader *r, const yaml_node_t *node,
			   const struct cordon_making *making)
{
	struct cordon_object *object = making->object;
	struct cordon_policyfile *file = r->to;
	bool right = grow_objects(file);

	if (right && object->mac)
		right = claim(file, CORDON_CLAIM_MAC, object->mac, &making->mac);
	for (unsigned int i = 0; i < object->addrs && right; i++)
		right = claim(file, object->addr[i].hi, object->addr[i].lo,
			      &making->addr[i]);
	if (right && object->peer && object->peer->via_mac)
		right = claim(file, CORDON_CLAIM_MAC, object->peer->via_mac,
			      &making->via_mac);
	if (right && making->via.line)
		right = claim(file, object->peer->via.hi, object->peer->via.lo,
			      &making->via);
	if (!right) {
		cordon_object_free(object);
		return cordon_read_no_memory(r);
	}
	file->place[file->objects] = cordon_read_spot(r, node);
	file->object[file->objects++] = object;
	if (file->objects <= CORDON_OBJECTS_MAX)
		return true;
	return cordon_read_error(r, node, "more than %u objects in one policy",
				 CORDON_OBJECTS_MAX);
}

/* The whole of @from; *@text is freed by the caller. */
static int read_all(FILE *from, const char *path, char **text, size_t *len)
{
	size_t room = 1 << 16, got = 0;
	char *larger;

	*text = malloc(room);
	while (*text) {
		got += fread(*text + got, 1, room - got, from);
		if (got < room)
			break;
		if (room >= FILE_MAX)
			return cordon_fail(CORDON_REFUSED, "%s: larger than %u MiB",
					   path, FILE_MAX >> 20);
		room *= 2;
		larger = realloc(*text, room);
		if (!larger)
			return cordon_fail_memory();
		*text = larger;
	}
	*len = got;
	if (!*text)
		return cordon_fail_memory();
	if (ferror(from))
		return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
	return 0;
}

/* Its name for messages, which is not always the one to open it by. */
static int note_file(struct cordon_policyfile *to, const char *path,
		     const char **noted)
{
	char **more = realloc(to->file, (to->files + 1) * sizeof(*more));
	char *copy = strdup(path);

	if (more)
		to->file = more;
	if (!more || !copy) {
		free(copy);
		return cordon_fail_memory();
	}
	cordon_make_printable(copy);
	to->file[to->files++] = copy;
	*noted = copy;
	return 0;
}

static int read_file(struct cordon_policyfile *to, const char *path,
		     struct cordon_report *report)
{
	struct cordon_reader r = { .to = to, .report = report };
	char *text = NULL;
	size_t len = 0;
	FILE *from;
	int status;

	status = note_file(to, path, &r.file);
	if (status)
		return status;
	from = fopen(path, "re");
	if (!from)
		return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
	status = read_all(from, path, &text, &len);
	fclose(from);
	if (!status) {
		cordon_read_yaml(&r, text, len);
		if (r.memory)
			status = cordon_fail_memory();
	}
	free(text);
	return status;
}

static int is_policy(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 5 &&
	       !strcmp(entry->d_name + len - 5, ".yaml");
}

/* By bytes, whatever the locale: the order is part of what is reported. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int read_directory(struct cordon_policyfile *to, const char *path,
			  struct cordon_report *report)
{
	struct dirent **entry;
	int status = 0, count = scandir(path, &entry, is_policy, by_name);
	char *file;

	if (count < 0)
		return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
	for (int i = 0; i < count; i++) {
		file = NULL;
		if (!status && asprintf(&file, "%s/%s", path, entry[i]->d_name) < 0)
			status = cordon_fail_memory();
		if (!status)
			status = read_file(to, file, report);
		free(file);
		free(entry[i]);
	}
	free(entry);
	return status;
}

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

int cordon_policyfile_read(struct cordon_policyfile *to, char *const *paths,
			   size_t count, struct cordon_report *report)
{
	char *const usual[] = { CORDON_POLICY_FILE, CORDON_POLICY_DIRECTORY };
	int status = 0;

	*to = (struct cordon_policyfile){ 0 };
	if (!count) {
		paths = usual;
		count = is_directory(usual[1]) ? 2 : 1;
	}
	for (size_t i = 0; i < count && !status; i++)
		status = is_directory(paths[i]) ?
			 read_directory(to, paths[i], report) :
			 read_file(to, paths[i], report);
	if (status)
		return status;
	if (!to->files)
		return cordon_fail(CORDON_REFUSED, "%s: no file *.yaml in it", paths[0]);
	if (!report->errors.all && !cordon_unique(to, report) && !report->errors.all)
		return cordon_fail_memory();
	if (!report->errors.all)
		cordon_unique_lend(to, report);
	return report->errors.all ? cordon_fail(CORDON_REFUSED, "%s", "") : 0;
}

static void *allocate(size_t count, size_t size)
{
	return calloc(count, size);
}

static void release(const void *memory)
{
	free((void *)memory);
}

static u64 draw(void)
{
	u64 number = 0;

	/* where there is none, look-ups are only slower for somebody who knows */
	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) < 0)
		number = (uintptr_t)&number;
	return number;
}

/*
 * The place of the object that a text of the core begins with, in quotes; the
 * first file where it names none.
 */
static struct cordon_spot spot_of(const struct cordon_policyfile *from,
				    const char *why)
{
	static const u8 kinds[] = { CORDON_KIND_CAMERA, CORDON_KIND_TRUSTED,
				    CORDON_KIND_PEER, CORDON_KIND_PROFILE,
				    CORDON_KIND_SEGMENT };
	const char *begin = strchr(why, '\''), *end = begin ? strchr(begin + 1, '\'') : NULL;
	char name[CORDON_NAME_SIZE];
	uint32_t at;

	if (end && (size_t)(end - begin) <= sizeof(name)) {
		snprintf(name, sizeof(name), "%.*s", (int)(end - begin - 1), begin + 1);
		for (size_t i = 0; i < sizeof(kinds); i++) {
			at = cordon_unique_find(from, kinds[i], name);
			if (at != CORDON_NO_OBJECT)
				return from->place[at];
		}
	}
	return (struct cordon_spot){ from->file[0], 0, 0 };
}

/* Reports a text of the core. */
static void tell(const struct cordon_policyfile *from, const char *why,
		 struct cordon_report *report)
{
	struct cordon_spot spot = spot_of(from, why);
	char text[300];

	cordon_policyfile_readable(why, text, sizeof(text));
	cordon_report_error(report, &spot, "%s", text);
}

static void set_rules(const struct cordon_policyfile *from,
		      struct cordon_policy *policy)
{
	uint32_t slot = 0;

	for (uint32_t i = 0; i < from->objects; i++)
		if (from->object[i]->kind == CORDON_KIND_SEGMENT)
			cordon_policy_rule(from->object[i], &policy->segment[slot++]);
}

int cordon_policyfile_make(const struct cordon_policyfile *from,
			   struct cordon_policy *policy,
			   struct cordon_report *report)
{
	const struct cordon_materials materials = {
		.object = from->object, .objects = from->objects,
		.find = cordon_unique_find, .context = from,
		.alloc = allocate, .free = release, .random = draw,
	};
	char why[256];

	memset(policy, 0, sizeof(*policy));
	if (!cordon_policy_make(policy, &materials, why, sizeof(why))) {
		set_rules(from, policy);
		policy->observe_until = from->mode == CORDON_MODE_OBSERVE ?
					CORDON_FOREVER : 0;
		policy->mark = from->mark.value;
		policy->mask = from->mark.mask;
		return 0;
	}
	if (!*why)
		return cordon_fail_memory();
	tell(from, why, report);
	return cordon_fail(CORDON_REFUSED, "%s", "");
}

void cordon_policyfile_unmake(struct cordon_policy *policy)
{
	const struct cordon_materials materials = { .free = release };

	cordon_policy_unmake(policy, &materials);
}

void cordon_policyfile_release(struct cordon_policyfile *file)
{
	cordon_unique_release(file);
	for (uint32_t i = 0; i < file->objects; i++)
		cordon_object_free(file->object[i]);
	for (size_t i = 0; i < file->files; i++)
		free(file->file[i]);
	free(file->object);
	free(file->place);
	free(file->claim);
	free(file->borrow);
	free(file->file);
}
