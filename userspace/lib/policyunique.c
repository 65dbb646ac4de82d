// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What may be given once in a policy: a name within its kind; a MAC and an
 * address, but among peers. The core finds the first of these as well; here all
 * are found, and where they stand. And what a name stands for instead of a MAC.
 */
#include <arpa/inet.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "policyread.h"

/* A name in the tree. */
struct named {
	uint8_t kind;
	uint32_t object;
	const char *name;
};

static int compare_names(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcmp(a->name, b->name);
}

const char *cordon_object_word(const struct cordon_object *object)
{
	switch (object->kind) {
	case CORDON_KIND_SEGMENT:
		return "segment";
	case CORDON_KIND_TRUSTED:
		return "trusted device";
	case CORDON_KIND_PROFILE:
		return "profile";
	case CORDON_KIND_CAMERA:
		return "camera";
	}
	switch (object->peer->role) {
	case CORDON_ROLE_RECORDER:
		return "recorder";
	case CORDON_ROLE_SERVER:
		return "server";
	}
	return "client";
}

/* 0; 1: the name is another's; -1: no memory. */
static int add_name(struct cordon_policyfile *file, uint32_t at,
		    struct cordon_report *report)
{
	const struct cordon_object *object = file->object[at], *other;
	struct named *named = malloc(sizeof(*named)), **found;
	char text[CORDON_SEGMENT_TEXT];

	if (!named)
		return -1;
	*named = (struct named){ object->kind, at, object->name };
	found = tsearch(named, &file->names, compare_names);
	if (!found || *found == named) {
		if (!found)
			free(named);
		return found ? 0 : -1;
	}
	other = file->object[(*found)->object];
	cordon_policyfile_segment_text(object->name, text);
	cordon_report_error(report, &file->place[at],
			    "'%s': a %s has this name already (%s:%u:%u)",
			    object->kind == CORDON_KIND_SEGMENT ? text : object->name,
			    cordon_object_word(other),
			    file->place[(*found)->object].file,
			    file->place[(*found)->object].line,
			    file->place[(*found)->object].column);
	free(named);
	return 1;
}

uint32_t cordon_unique_find(const void *context, uint8_t kind, const char *name)
{
	const struct cordon_policyfile *file = context;
	const struct named wanted = { kind, 0, name };
	struct named *const *found;

	found = tfind(&wanted, &file->names, compare_names);
	return found ? (*found)->object : CORDON_NO_OBJECT;
}

void cordon_unique_release(struct cordon_policyfile *file)
{
	tdestroy(file->names, free);
	file->names = NULL;
}

/* By what is claimed, then in the order of the files. */
static int compare_claims(const void *left, const void *right)
{
	const struct cordon_claim *a = *(struct cordon_claim *const *)left;
	const struct cordon_claim *b = *(struct cordon_claim *const *)right;

	if (a->addr.hi != b->addr.hi)
		return a->addr.hi < b->addr.hi ? -1 : 1;
	if (a->addr.lo != b->addr.lo)
		return a->addr.lo < b->addr.lo ? -1 : 1;
	return a < b ? -1 : a > b;
}

static void text_of_claim(const struct cordon_claim *claim, char *text,
			  size_t size)
{
	struct model_addr addr = cordon_addr_to_model(&claim->addr);

	if (claim->addr.hi == CORDON_CLAIM_MAC)
		cordon_text_mac(addr.bytes + 10, text);
	else
		inet_ntop(addr.len == 4 ? AF_INET : AF_INET6, addr.bytes, text,
			  (socklen_t)size);
}

/* Are the two at odds? */
static bool collide(const struct cordon_policyfile *file,
		    const struct cordon_claim *a, const struct cordon_claim *b)
{
	return cordon_addr_same(&a->addr, &b->addr) &&
	       (a->object == b->object ||
		file->object[a->object]->kind != CORDON_KIND_PEER ||
		file->object[b->object]->kind != CORDON_KIND_PEER);
}

static void tell(const struct cordon_policyfile *file,
		 const struct cordon_claim *claim, struct cordon_report *report)
{
	const struct cordon_object *owner = file->object[claim->owner->object];
	const struct cordon_spot *there = &claim->owner->place;
	char text[INET6_ADDRSTRLEN];

	text_of_claim(claim, text, sizeof(text));
	cordon_report_error(report, &claim->place,
			    "%s '%s': belongs to %s '%s' already (%s:%u:%u)",
			    claim->addr.hi == CORDON_CLAIM_MAC ? "mac" : "address",
			    text, cordon_object_word(owner), owner->name,
			    there->file, there->line, there->column);
}

/* Of several equal claims each is held to the first, and to the one before it. */
static void mark_neighbours(const struct cordon_policyfile *file,
			    struct cordon_claim **sorted)
{
	const struct cordon_claim *first = sorted[0];

	for (uint32_t i = 1; i < file->claims; i++) {
		struct cordon_claim *claim = sorted[i];

		if (!cordon_addr_same(&first->addr, &claim->addr))
			first = claim;
		else if (collide(file, first, claim))
			claim->owner = first;
		else if (collide(file, sorted[i - 1], claim))
			claim->owner = sorted[i - 1];
	}
}

/* 0; 1: something is claimed twice; -1: no memory. */
static int compare_all(struct cordon_policyfile *file,
		       struct cordon_report *report)
{
	struct cordon_claim **sorted;
	int taken = 0;

	if (!file->claims)
		return 0;
	sorted = calloc(file->claims, sizeof(*sorted));
	if (!sorted)
		return -1;
	for (uint32_t i = 0; i < file->claims; i++)
		sorted[i] = &file->claim[i];
	qsort(sorted, file->claims, sizeof(*sorted), compare_claims);
	mark_neighbours(file, sorted);
	free(sorted);
	for (uint32_t i = 0; i < file->claims; i++) {
		if (!file->claim[i].owner)
			continue;
		tell(file, &file->claim[i], report);
		taken = 1;
	}
	return taken;
}

bool cordon_unique(struct cordon_policyfile *file, struct cordon_report *report)
{
	bool right = true;
	int taken;

	for (uint32_t i = 0; i < file->objects; i++) {
		taken = add_name(file, i, report);
		if (taken < 0)
			return false;
		right &= !taken;
	}
	return !compare_all(file, report) && right;
}

static u64 mac_of_peer(const struct cordon_policyfile *file, const char *name)
{
	uint32_t at = cordon_unique_find(file, CORDON_KIND_PEER, name);

	return at == CORDON_NO_OBJECT ? 0 : file->object[at]->mac;
}

/* All are found before the first is written: none is lent on, in whatever order. */
void cordon_unique_lend(struct cordon_policyfile *file, struct cordon_report *report)
{
	struct cordon_borrow *borrow, *end = file->borrow + file->borrows;

	for (borrow = file->borrow; borrow < end; borrow++) {
		borrow->found = mac_of_peer(file, borrow->owner);
		if (!borrow->found)
			cordon_report_error(report, &borrow->place,
					    "mac '%s': not a MAC address, nor the name of a recorder, server or client whose own is written out",
					    borrow->owner);
	}
	for (borrow = file->borrow; borrow < end; borrow++)
		*borrow->mac = borrow->found;
}
