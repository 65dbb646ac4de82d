// SPDX-License-Identifier: GPL-2.0-only
/*
 * The generic netlink family: one short handler a command. Every operation
 * needs CAP_NET_ADMIN in the initial user namespace, and namespaces of others
 * have no policy at all, so that there is nothing to be listened to in them.
 */
#include <linux/module.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "closed.h"
#include "compat/compat.h"
#include "confirm.h"
#include "draft.h"
#include "netlink.h"
#include "netns.h"
#include "nlfill.h"
#include "nlparse.h"
#include "nlpolicy.h"
#include "policy.h"
#include "segment.h"
#include "state.h"

enum { GROUP_EVENTS };

/* Does anybody wait for events of this namespace? */
bool cordon_netlink_listened(const struct net *net)
{
	return genl_has_listeners(&cordon_family, (struct net *)net, GROUP_EVENTS);
}

/* The namespace's state, or an ERR_PTR() where camcordon does not work. */
static struct cordon_net *net_of(struct genl_info *info)
{
	struct net *net = genl_info_net(info);

	if (net->user_ns == &init_user_ns)
		return cordon_net(net);
	GENL_SET_ERR_MSG(info, "this network namespace belongs to another user namespace");
	return ERR_PTR(-EOPNOTSUPP);
}

static int answer(struct genl_info *info, struct sk_buff *skb, void *header, int err)
{
	if (err) {
		nlmsg_free(skb);
		return err;
	}
	genlmsg_end(skb, header);
	return genlmsg_reply(skb, info);
}

/* A generation fits: it is the only attribute. */
static int send_generation(struct genl_info *info, struct sk_buff *skb, u64 generation)
{
	void *header = genlmsg_put_reply(skb, info, &cordon_family, 0, info->genlhdr->cmd);

	return answer(info, skb, header, !header ? -EMSGSIZE :
		      nla_put_u64_64bit(skb, CORDON_A_GENERATION, generation, CORDON_A_PAD));
}

/*
 * Commits a draft, which is freed in any case, and answers with the new
 * generation. The answer is made before, and nobody minds if it cannot be
 * delivered: an error says that the old policy is in force.
 */
static int commit_and_answer(struct cordon_net *cn, struct cordon_draft *draft, u32 confirm,
			     struct genl_info *info)
{
	struct sk_buff *skb = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	int err;

	if (!skb) {
		cordon_draft_free(draft);
		return -ENOMEM;
	}
	err = cordon_draft_commit(cn, draft, confirm, info->extack);
	if (err) {
		nlmsg_free(skb);
		return err;
	}
	send_generation(info, skb, cordon_policy_generation(cn));
	return 0;
}

static int fill_segments(struct sk_buff *skb, struct cordon_net *cn,
			 const struct cordon_published *policy)
{
	int err = 0;
	u32 i;

	for (i = 0; policy && i < policy->objects.count && !err; i++) {
		const struct cordon_object *object = policy->objects.at[i];
		const struct cordon_segment *segment;

		if (!object || object->kind != CORDON_KIND_SEGMENT)
			continue;
		segment = cordon_segment_find(cn, object->name);
		if (segment)
			err = cordon_fill_segment(skb, object, segment,
						  cordon_closed_since(segment, policy));
	}
	return err;
}

static int status_get(struct sk_buff *request, struct genl_info *info)
{
	struct cordon_net *cn = net_of(info);
	const struct cordon_published *policy;
	struct sk_buff *skb;
	void *header;
	int err;

	if (IS_ERR(cn))
		return PTR_ERR(cn);
	/* a status and up to CORDON_SEGMENTS_MAX segments of about 100 bytes */
	skb = genlmsg_new(16384, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	header = genlmsg_put_reply(skb, info, &cordon_family, 0, CORDON_CMD_STATUS_GET);
	rtnl_lock();
	cordon_state_refresh();
	policy = rtnl_dereference(cn->policy);
	err = header ? cordon_fill_status(skb, cn, policy) : -EMSGSIZE;
	if (!err)
		err = fill_segments(skb, cn, policy);
	rtnl_unlock();
	return answer(info, skb, header, err);
}

static int begin(struct cordon_net *cn, struct genl_info *info)
{
	const struct nlattr *expected = info->attrs[CORDON_A_GENERATION];
	const struct nlattr *base = info->attrs[CORDON_A_BASE];
	u64 generation = cordon_policy_generation(cn);
	struct cordon_draft *draft;
	struct sk_buff *skb;
	int err;

	err = cordon_confirm_check(cn, 0, info->extack);
	if (err)
		return err;
	if (expected && nla_get_u64(expected) != generation) {
		cordon_refuse(info->extack, expected, "the policy is at generation %llu",
			      generation);
		return -ESTALE;
	}
	if (cn->draft && cn->draft->portid != info->snd_portid) {
		GENL_SET_ERR_MSG(info, "another change is being staged");
		return -EBUSY;
	}
	draft = cordon_draft_begin(cn, info->snd_portid,
				   base && nla_get_u8(base) == CORDON_BASE_EMPTY);
	if (IS_ERR(draft))
		return PTR_ERR(draft);
	/* not begun unless it is answered: what comes next would be staged unawares */
	skb = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	err = skb ? send_generation(info, skb, generation) : -ENOMEM;
	if (err) {
		cordon_draft_free(draft);
		return err;
	}
	/* beginning again on the same socket starts over */
	cordon_draft_free(cn->draft);
	cn->draft = draft;
	return 0;
}

static int policy_begin(struct sk_buff *request, struct genl_info *info)
{
	struct cordon_net *cn = net_of(info);
	int err;

	if (IS_ERR(cn))
		return PTR_ERR(cn);
	mutex_lock(&cn->lock);
	err = begin(cn, info);
	mutex_unlock(&cn->lock);
	return err;
}

static int change_settings(struct cordon_draft *draft, enum cordon_change change,
			   const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	if (change != CORDON_CHANGE_SET) {
		cordon_refuse(extack, nest, "settings can only be set");
		return -EINVAL;
	}
	return cordon_parse_settings(nest, &draft->settings, extack);
}

/* Applies all nests of a message to a draft. */
static int change_all(struct cordon_net *cn, struct cordon_draft *draft,
		      enum cordon_change change, struct genl_info *info)
{
	const struct nlattr *nest;
	bool any = false;
	int rest, err;

	nlmsg_for_each_attr(nest, info->nlhdr, GENL_HDRLEN, rest) {
		u8 kind = cordon_parse_kind(nest);

		if (kind == CORDON_KIND_SETTINGS) {
			err = change_settings(draft, change, nest, info->extack);
		} else if (kind != CORDON_KIND_ANY) {
			struct cordon_object *object;

			object = cordon_parse_object(nest, change == CORDON_CHANGE_DEL,
						     info->extack);
			err = IS_ERR(object) ? PTR_ERR(object) :
			      cordon_draft_change(cn, draft, change, object, info->extack);
		} else {
			continue;
		}
		if (err) {
			if (info->extack && !info->extack->bad_attr)
				NL_SET_BAD_ATTR(info->extack, nest);
			return err;
		}
		any = true;
	}
	if (any)
		return 0;
	GENL_SET_ERR_MSG(info,
			 "an object is missing: settings, segment, profile, peer, trusted, camera or exception");
	return -EINVAL;
}

/* A command without POLICY_BEGIN: a transaction of its own. */
static int change_at_once(struct cordon_net *cn, enum cordon_change change, struct genl_info *info)
{
	struct cordon_draft *draft = cordon_draft_begin(cn, info->snd_portid, false);
	int err;

	if (IS_ERR(draft))
		return PTR_ERR(draft);
	err = change_all(cn, draft, change, info);
	if (err) {
		cordon_draft_free(draft);
		return err;
	}
	return commit_and_answer(cn, draft, 0, info);
}

static int refuse_spoilt(struct genl_info *info)
{
	GENL_SET_ERR_MSG(info, "an earlier part of this change was refused: begin again");
	return -ECANCELED;
}

static int policy_change(struct genl_info *info, enum cordon_change change)
{
	struct cordon_net *cn = net_of(info);
	int err;

	if (IS_ERR(cn))
		return PTR_ERR(cn);
	mutex_lock(&cn->lock);
	if (!cn->draft || cn->draft->portid != info->snd_portid) {
		err = change_at_once(cn, change, info);
	} else if (cn->draft->spoilt) {
		err = refuse_spoilt(info);
	} else {
		err = change_all(cn, cn->draft, change, info);
		if (err)
			cordon_draft_spoil(cn->draft);
	}
	mutex_unlock(&cn->lock);
	return err;
}

static int policy_add(struct sk_buff *request, struct genl_info *info)
{
	return policy_change(info, CORDON_CHANGE_ADD);
}

static int policy_set(struct sk_buff *request, struct genl_info *info)
{
	return policy_change(info, CORDON_CHANGE_SET);
}

static int policy_del(struct sk_buff *request, struct genl_info *info)
{
	return policy_change(info, CORDON_CHANGE_DEL);
}

static int commit(struct cordon_net *cn, struct genl_info *info)
{
	const struct nlattr *confirm = info->attrs[CORDON_A_CONFIRM];
	struct cordon_draft *draft = cn->draft;

	if (!draft || draft->portid != info->snd_portid) {
		GENL_SET_ERR_MSG(info, "nothing is staged on this socket: begin first");
		return -ENOENT;
	}
	cn->draft = NULL;
	if (draft->spoilt) {
		cordon_draft_free(draft);
		return refuse_spoilt(info);
	}
	return commit_and_answer(cn, draft, confirm ? nla_get_u32(confirm) : 0, info);
}

static int policy_commit(struct sk_buff *request, struct genl_info *info)
{
	struct cordon_net *cn = net_of(info);
	int err;

	if (IS_ERR(cn))
		return PTR_ERR(cn);
	mutex_lock(&cn->lock);
	err = commit(cn, info);
	mutex_unlock(&cn->lock);
	return err;
}

/* For what asks for nothing but the namespace: under its lock. */
static int act(struct genl_info *info,
	       int (*how)(struct cordon_net *cn, struct netlink_ext_ack *extack))
{
	struct cordon_net *cn = net_of(info);
	int err;

	if (IS_ERR(cn))
		return PTR_ERR(cn);
	mutex_lock(&cn->lock);
	err = how(cn, info->extack);
	mutex_unlock(&cn->lock);
	return err;
}

static int policy_confirm(struct sk_buff *request, struct genl_info *info)
{
	return act(info, cordon_confirm_accept);
}

static int seal(struct sk_buff *request, struct genl_info *info)
{
	return act(info, cordon_policy_seal);
}

/* No .maxattr but the policy's own: an attribute a command does not know is refused. */
#define POLICY(name)	.policy = (name), .maxattr = ARRAY_SIZE(name) - 1

static const struct genl_ops ops[] = {
	{ .cmd = CORDON_CMD_STATUS_GET, .flags = GENL_ADMIN_PERM, .doit = status_get,
	  POLICY(cordon_none_policy) },
	{ .cmd = CORDON_CMD_POLICY_BEGIN, .flags = GENL_ADMIN_PERM, .doit = policy_begin,
	  POLICY(cordon_begin_policy) },
	{ .cmd = CORDON_CMD_POLICY_ADD, .flags = GENL_ADMIN_PERM, .doit = policy_add,
	  POLICY(cordon_change_policy) },
	{ .cmd = CORDON_CMD_POLICY_SET, .flags = GENL_ADMIN_PERM, .doit = policy_set,
	  POLICY(cordon_change_policy) },
	{ .cmd = CORDON_CMD_POLICY_DEL, .flags = GENL_ADMIN_PERM, .doit = policy_del,
	  POLICY(cordon_change_policy) },
	{ .cmd = CORDON_CMD_POLICY_COMMIT, .flags = GENL_ADMIN_PERM, .doit = policy_commit,
	  POLICY(cordon_commit_policy) },
	{ .cmd = CORDON_CMD_POLICY_GET, .flags = GENL_ADMIN_PERM, .dumpit = cordon_dump_policy,
	  POLICY(cordon_kind_policy) },
	{ .cmd = CORDON_CMD_STATS_GET, .flags = GENL_ADMIN_PERM, .dumpit = cordon_dump_stats,
	  POLICY(cordon_kind_policy) },
	{ .cmd = CORDON_CMD_EVIDENCE_GET, .flags = GENL_ADMIN_PERM, .dumpit = cordon_dump_evidence,
	  POLICY(cordon_evidence_policy) },
	{ .cmd = CORDON_CMD_UNKNOWN_GET, .flags = GENL_ADMIN_PERM, .dumpit = cordon_dump_unknown,
	  POLICY(cordon_none_policy) },
	{ .cmd = CORDON_CMD_SEAL, .flags = GENL_ADMIN_PERM, .doit = seal,
	  POLICY(cordon_none_policy) },
	{ .cmd = CORDON_CMD_POLICY_CONFIRM, .flags = GENL_ADMIN_PERM, .doit = policy_confirm,
	  POLICY(cordon_none_policy) },
};

static const struct genl_multicast_group groups[] = {
	[GROUP_EVENTS] = { .name = CORDON_MCGRP_EVENTS, .flags = GENL_MCAST_CAP_NET_ADMIN },
};

struct genl_family cordon_family __ro_after_init = {
	.name = CORDON_GENL_NAME,
	.version = CORDON_GENL_VERSION,
	.module = THIS_MODULE,
	.netnsok = true,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.resv_start_op = CORDON_CMD_STATUS_GET,	/* all of them validate strictly */
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
};

/* A socket was closed: what it had staged is nobody's. */
static int on_release(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct netlink_notify *notify = data;
	struct cordon_net *cn;

	if (event != NETLINK_URELEASE || notify->protocol != NETLINK_GENERIC)
		return NOTIFY_DONE;
	cn = cordon_net(notify->net);
	/* not to be looked into without the lock: it may be another socket's, and go now */
	if (READ_ONCE(cn->draft))
		cordon_draft_drop(cn, notify->portid);
	return NOTIFY_DONE;
}

static struct notifier_block release_notifier = { .notifier_call = on_release };

int __init cordon_netlink_init(void)
{
	int err = netlink_register_notifier(&release_notifier);

	if (err)
		return err;
	err = genl_register_family(&cordon_family);
	if (err)
		netlink_unregister_notifier(&release_notifier);
	return err;
}

void cordon_netlink_exit(void)
{
	genl_unregister_family(&cordon_family);
	netlink_unregister_notifier(&release_notifier);
}
