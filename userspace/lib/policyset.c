// SPDX-License-Identifier: GPL-2.0-or-later
/* Policies in one form: read from files and from the kernel. */
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "policyset.h"

bool cordon_passing(const struct cordon_object *object)
{
	return object->kind == CORDON_KIND_TRUSTED && object->until != CORDON_FOREVER;
}

/* --- one form --- */

/* The order of two numbers; where they are equal, that of what comes next. */
static int order(u64 a, u64 b, int next)
{
	if (a == b)
		return next;
	return a < b ? -1 : 1;
}

static int compare_vlans(const void *left, const void *right)
{
	return order(*(const u16 *)left, *(const u16 *)right, 0);
}

static int compare_addresses(const void *left, const void *right)
{
	const struct cordon_addr *a = left, *b = right;

	return order(a->hi, b->hi, order(a->lo, b->lo, 0));
}

static int compare_services(const void *left, const void *right)
{
	const struct cordon_service *a = left, *b = right;

	return order(a->proto, b->proto,
		     order(a->first, b->first, order(a->last, b->last, 0)));
}

static int compare_groups(const void *left, const void *right)
{
	const struct cordon_group *a = left, *b = right;
	int ports = order(a->first, b->first, order(a->last, b->last, 0));

	return order(a->addr.hi, b->addr.hi, order(a->addr.lo, b->addr.lo, ports));
}

static int compare_strings(const void *left, const void *right)
{
	return strcmp(left, right);
}

#define SORT(array, count, compare) qsort(array, count, sizeof(*(array)), compare)

static void sort_services(struct cordon_services *services)
{
	SORT(services->at, services->count, compare_services);
}

static void sort_peer(struct cordon_peer *peer)
{
	SORT(peer->from, peer->froms, compare_strings);
	if (peer->cameras)
		SORT(peer->camera, peer->cameras, compare_strings);
	sort_services(&peer->opens);
}

static void sort_profile(struct cordon_profile *profile)
{
	sort_services(&profile->opens);
	sort_services(&profile->serves);
	SORT(profile->group, profile->groups, compare_groups);
}

static void set_form(struct cordon_object *object)
{
	SORT(object->addr, object->addrs, compare_addresses);
	SORT(object->vlan, object->vlans, compare_vlans);
	if (object->peer)
		sort_peer(object->peer);
	if (object->profile)
		sort_profile(object->profile);
	if (object->kind == CORDON_KIND_CAMERA && !*object->ref)
		memcpy(object->ref, "pull", sizeof("pull"));
}

int cordon_object_order(const struct cordon_object *a, const struct cordon_object *b)
{
	return order(a->kind, b->kind, strcmp(a->name, b->name));
}

static int compare_objects(const void *left, const void *right)
{
	return cordon_object_order(*(struct cordon_object *const *)left,
				   *(struct cordon_object *const *)right);
}

const struct cordon_object *cordon_set_find(const struct cordon_set *set, uint8_t kind,
					    const char *name)
{
	struct cordon_object wanted = { .kind = kind }, *key = &wanted, **found = NULL;

	snprintf(wanted.name, sizeof(wanted.name), "%s", name);
	if (set->objects)
		found = bsearch(&key, set->object, set->objects, sizeof(*set->object),
				compare_objects);
	return found ? *found : NULL;
}

/* --- reading --- */

static bool add(struct cordon_set *to, struct cordon_object *object)
{
	uint32_t room = to->room ? 2 * to->room : 64;
	struct cordon_object **larger;

	if (to->objects == to->room) {
		larger = realloc(to->object, room * sizeof(*larger));
		if (!larger)
			return false;
		to->object = larger;
		to->room = room;
	}
	set_form(object);
	to->object[to->objects++] = object;
	return true;
}

static void sort_objects(struct cordon_set *set)
{
	if (set->objects)
		SORT(set->object, set->objects, compare_objects);
}

int cordon_set_from_file(struct cordon_set *to, const struct cordon_policyfile *file)
{
	*to = (struct cordon_set){ .mode = file->mode, .mark = file->mark };
	for (uint32_t i = 0; i < file->objects; i++)
		if (!add(to, file->object[i]))
			return cordon_fail_memory();
	sort_objects(to);
	return 0;
}

static int take_settings(struct cordon_set *to, const struct nlattr *nest)
{
	union model_object model = { .settings = { .mode = 0 } };

	cordon_type_settings.get(nest, &model);
	to->mark = model.settings.mark;
	if (model.settings.mode == CORDON_MODE_OBSERVE && !model.settings.duration)
		to->mode = CORDON_MODE_OBSERVE;
	return 0;
}

static int take_object(struct cordon_set *to, const struct cordon_type *type,
		       const struct nlattr *nest)
{
	struct cordon_object *object;
	union model_object model;

	memset(&model, 0, type->size);
	type->get(nest, &model);
	object = cordon_object_from_model(type->kind, &model);
	if (object && add(to, object))
		return 0;
	cordon_object_free(object);
	return cordon_fail_memory();
}

static int take(const struct nlmsghdr *nlh, void *data)
{
	static const uint8_t kinds[] = {
		CORDON_KIND_SEGMENT, CORDON_KIND_PEER, CORDON_KIND_TRUSTED,
		CORDON_KIND_CAMERA, CORDON_KIND_PROFILE,
	};
	const struct nlattr *tb[CORDON_A_MAX + 1];
	const struct cordon_type *type;

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	if (tb[CORDON_A_SETTINGS])
		return take_settings(data, tb[CORDON_A_SETTINGS]);
	for (size_t i = 0; i < sizeof(kinds); i++) {
		type = cordon_object_type(kinds[i]);
		if (tb[type->attr])
			return take_object(data, type, tb[type->attr]);
	}
	/* an exception, which has an end; or what a newer module knows */
	return 0;
}

static int take_status(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];
	const struct nlattr *status[CORDON_A_STATUS_MAX + 1];
	struct cordon_set *to = data;

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	cordon_attr_index_nest(tb[CORDON_A_STATUS], status, CORDON_A_STATUS_MAX);
	to->generation = cordon_attr_uint(status[CORDON_A_STATUS_GENERATION]);
	to->shut = cordon_attr_uint(status[CORDON_A_STATUS_SHUT]);
	return 0;
}

/* The generation first: whoever commits in between makes it stale, not wrong. */
int cordon_set_from_kernel(struct cordon_set *to, struct cordon_genl *genl)
{
	int status;

	*to = (struct cordon_set){ .owner = true };
	status = cordon_genl_ask(genl, cordon_genl_begin(genl, CORDON_CMD_STATUS_GET),
				 take_status, to);
	if (!status)
		status = cordon_genl_dump(genl,
					  cordon_genl_begin(genl, CORDON_CMD_POLICY_GET),
					  take, to);
	if (!status)
		sort_objects(to);
	return status;
}

void cordon_set_release(struct cordon_set *set)
{
	for (uint32_t i = 0; set->owner && i < set->objects; i++)
		cordon_object_free(set->object[i]);
	free(set->object);
	*set = (struct cordon_set){ 0 };
}
