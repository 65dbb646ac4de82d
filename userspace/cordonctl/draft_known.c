// SPDX-License-Identifier: GPL-2.0-or-later
/* draft: who is in the policy already, and which names are taken. */
#include <string.h>

#include "draft.h"

#define TOLD_MAX 24	/* names; 'save' has all */

bool draft_is_more(const struct draft *draft)
{
	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (draft->policy.object[i]->kind != CORDON_KIND_SEGMENT &&
		    !cordon_passing(draft->policy.object[i]))
			return true;
	return false;
}

static bool has_address(const struct cordon_object *object, const struct model_addr *model)
{
	struct cordon_addr addr = cordon_addr_from_model(model);

	for (unsigned int i = 0; i < object->addrs; i++)
		if (cordon_addr_same(&object->addr[i], &addr))
			return true;
	return false;
}

static bool is_from(const struct cordon_peer *peer, const char *iface)
{
	for (unsigned int i = 0; i < peer->froms; i++)
		if (!strcmp(peer->from[i], iface))
			return true;
	return !*iface;
}

/* Is it @party, in one of @roles? */
static bool is_party(const struct cordon_object *object, uint8_t roles,
		     const struct draft_party *party)
{
	if (object->kind != CORDON_KIND_PEER || !(object->peer->role & roles))
		return false;
	if (party->self)
		return object->peer->self && is_from(object->peer, party->iface);
	return has_address(object, &party->addr);
}

bool draft_knows(const struct draft *draft, uint8_t roles, const struct draft_party *party)
{
	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (is_party(draft->policy.object[i], roles, party))
			return true;
	return false;
}

const struct cordon_object *draft_peer_at(const struct draft *draft,
					  const struct draft_party *party)
{
	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (is_party(draft->policy.object[i], UINT8_MAX, party))
			return draft->policy.object[i];
	return NULL;
}

bool draft_has_recorder(const struct draft *draft)
{
	const struct cordon_object *object;

	for (uint32_t i = 0; i < draft->policy.objects; i++) {
		object = draft->policy.object[i];
		if (object->kind == CORDON_KIND_PEER &&
		    (object->peer->role & CORDON_ROLE_RECORDER))
			return true;
	}
	return false;
}

uint32_t draft_more_gives(const struct draft *draft, const struct draft_party *party)
{
	uint32_t gives = party->asked | party->answered;

	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (is_party(draft->policy.object[i], CORDON_ROLE_SERVER, party))
			gives &= ~draft->policy.object[i]->peer->gives;
	return gives;
}

static bool is_device(const struct cordon_object *object, const struct seen_device *device)
{
	u64 mac = cordon_get_mac(device->mac.bytes);

	if (object->mac == mac || (object->peer && object->peer->via_mac == mac))
		return object->kind != CORDON_KIND_SEGMENT;
	if (object->kind != CORDON_KIND_CAMERA)
		return false;
	for (unsigned int i = 0; i < device->addresses; i++)
		if (has_address(object, &device->address[i]))
			return true;
	return false;
}

const struct cordon_object *draft_known_device(const struct draft *draft,
					       const struct seen_device *device)
{
	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (is_device(draft->policy.object[i], device))
			return draft->policy.object[i];
	return NULL;
}

bool draft_known_address(const struct draft *draft, const struct model_addr *addr)
{
	for (uint32_t i = 0; i < draft->policy.objects; i++)
		if (has_address(draft->policy.object[i], addr))
			return true;
	return false;
}

void draft_name(const struct draft *draft, uint8_t kind, const char *word,
		unsigned int *number, char name[CORDON_NAME_SIZE])
{
	do {
		if (*number)
			snprintf(name, CORDON_NAME_SIZE, "%s-%u", word, *number);
		else
			snprintf(name, CORDON_NAME_SIZE, "%s", word);
		++*number;
	} while (cordon_set_find(&draft->policy, kind, name));
}

void draft_write_known(FILE *to, const struct draft *draft)
{
	uint32_t count = draft->policy.objects, told = count < TOLD_MAX ? count : TOLD_MAX;
	char name[CORDON_NAME_SIZE];

	fputs("# NOT IN HERE, but in the policy: ", to);
	for (uint32_t i = 0; i < told; i++) {
		cordon_object_text(draft->policy.object[i], name);
		fprintf(to, "%s%s", i ? ", " : "", name);
	}
	if (count > told)
		fprintf(to, " and %u more", count - told);
	fputs("\n# This is one more file beside those of that policy, in policy.d.\n", to);
}
