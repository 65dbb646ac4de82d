// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The transaction from one policy to another: as many objects a message as
 * fit, and nothing of it in force before all of it is.
 */
#include "policydiff.h"

#define MESSAGE_MAX	16384	/* with one more object after it: see SEND_SIZE */

struct batch {
	struct cordon_genl *genl;
	struct nlmsghdr *nlh;	/* NULL: nothing is waiting to be sent */
	uint8_t command;
};

static int flush(struct batch *batch)
{
	struct nlmsghdr *nlh = batch->nlh;

	batch->nlh = NULL;
	return nlh ? cordon_genl_ask(batch->genl, nlh, NULL, NULL) : 0;
}

/* A message that takes one more object of a command. */
static int make_room(struct batch *batch, uint8_t command)
{
	int status = 0;

	if (batch->command != command ||
	    (batch->nlh && batch->nlh->nlmsg_len > MESSAGE_MAX))
		status = flush(batch);
	if (!batch->nlh)
		batch->nlh = cordon_genl_begin(batch->genl, command);
	batch->command = command;
	return status;
}

static int send_settings(struct batch *batch, const struct cordon_diff *diff)
{
	union model_object model = { .settings = {
		.mode = diff->to->mode, .mark = diff->to->mark, .keep = !diff->mode,
	} };
	int status = make_room(batch, CORDON_CMD_POLICY_SET);

	if (!status)
		cordon_model_put(batch->nlh, &cordon_type_settings, &model);
	return status;
}

/* A camera's mode and profile for a time go on with what is else new of it. */
static int send_object(struct batch *batch, const struct cordon_change *change)
{
	const struct cordon_object *object = change->to ? change->to : change->from;
	const struct cordon_type *type = cordon_object_type(object->kind);
	union model_object model;
	int status;

	status = make_room(batch, !change->from ? CORDON_CMD_POLICY_ADD :
				  !change->to ? CORDON_CMD_POLICY_DEL :
						CORDON_CMD_POLICY_SET);
	if (status)
		return status;
	if (!change->to) {
		cordon_model_put_name(batch->nlh, type, object->name);
		return 0;
	}
	cordon_object_to_model(object, &model);
	if (change->from && object->kind == CORDON_KIND_CAMERA)
		model.camera.keep = true;
	cordon_model_put(batch->nlh, type, &model);
	return 0;
}

static int begin_at(struct cordon_genl *genl, uint64_t generation)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, CORDON_CMD_POLICY_BEGIN);

	mnl_attr_put_u64(nlh, CORDON_A_GENERATION, generation);
	return cordon_genl_ask(genl, nlh, NULL, NULL);
}

static int take_generation(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[CORDON_A_MAX + 1];

	cordon_attr_index_message(nlh, tb, CORDON_A_MAX);
	*(uint64_t *)data = cordon_attr_uint(tb[CORDON_A_GENERATION]);
	return 0;
}

static int commit(struct cordon_genl *genl, uint32_t confirm, uint64_t *generation)
{
	struct nlmsghdr *nlh = cordon_genl_begin(genl, CORDON_CMD_POLICY_COMMIT);

	if (confirm)
		mnl_attr_put_u32(nlh, CORDON_A_CONFIRM, confirm);
	return cordon_genl_ask(genl, nlh, take_generation, generation);
}

int cordon_diff_commit(const struct cordon_diff *diff, struct cordon_genl *genl,
		       uint32_t confirm, uint64_t *generation)
{
	struct batch batch = { .genl = genl };
	int status = begin_at(genl, diff->from->generation);

	if (!status && (diff->mode || diff->mark))
		status = send_settings(&batch, diff);
	for (uint32_t i = 0; i < diff->changes && !status; i++)
		status = send_object(&batch, &diff->change[i]);
	if (!status)
		status = flush(&batch);
	return status ? status : commit(genl, confirm, generation);
}
