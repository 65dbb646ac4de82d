// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dumps. Where a dump is, is a position in the policy in force; a commit in
 * between marks the dump as interrupted, and the reader asks again.
 */
#include <linux/ktime.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "account.h"
#include "compat/compat.h"
#include "netlink.h"
#include "netns.h"
#include "nlfill.h"
#include "policy.h"
#include "unknown.h"

/* Where a dump is, in cb->args. */
enum {
	AT_OBJECT,
	AT_RECORD,
	AT_STARTED,	/* what comes before the objects was sent */
};

static struct cordon_net *net_of(const struct sk_buff *skb, const struct netlink_callback *cb)
{
	struct net *net = sock_net(skb->sk);

	if (net->user_ns == &init_user_ns)
		return cordon_net(net);
	NL_SET_ERR_MSG(cb->extack, "this network namespace belongs to another user namespace");
	return NULL;
}

static void *begin(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd)
{
	void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				   &cordon_family, NLM_F_MULTI, cmd);

	if (header)
		genl_dump_check_consistent(cb, header);
	return header;
}

static int end(struct sk_buff *skb, void *header, int err)
{
	if (err)
		genlmsg_cancel(skb, header);
	else
		genlmsg_end(skb, header);
	return err;
}

static u8 wanted_kind(struct netlink_callback *cb)
{
	const struct nlattr *kind = cordon_dump_attrs(cb)[CORDON_A_KIND];

	return kind ? nla_get_u8(kind) : CORDON_KIND_ANY;
}

/* Calls a function for the rest of the objects. Returns the length so far, or an error. */
static int for_each(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct cordon_published *policy, u8 kind,
		    int (*send)(struct sk_buff *skb, struct netlink_callback *cb,
				const struct cordon_object *object))
{
	const struct cordon_objects *objects = &policy->objects;
	int err;

	for (; cb->args[AT_OBJECT] < objects->count; cb->args[AT_OBJECT]++) {
		const struct cordon_object *object = objects->at[cb->args[AT_OBJECT]];

		if (!object || (kind != CORDON_KIND_ANY && object->kind != kind))
			continue;
		err = send(skb, cb, object);
		if (err)
			/* it is sent again with the next buffer, unless it never fits */
			return skb->len ? skb->len : err;
	}
	return skb->len;
}

static int send_object(struct sk_buff *skb, struct netlink_callback *cb,
		       const struct cordon_object *object)
{
	void *header;

	if (cordon_object_over(object, ktime_get_boottime_ns()))
		return 0;
	header = begin(skb, cb, CORDON_CMD_POLICY_GET);
	return header ? end(skb, header, cordon_fill_object(skb, object)) : -EMSGSIZE;
}

static int send_settings(struct sk_buff *skb, struct netlink_callback *cb,
			 const struct cordon_settings *settings)
{
	void *header = begin(skb, cb, CORDON_CMD_POLICY_GET);

	return header ? end(skb, header, cordon_fill_settings(skb, settings)) : -EMSGSIZE;
}

int cordon_dump_policy(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct cordon_settings none;
	struct cordon_net *cn = net_of(skb, cb);
	const struct cordon_published *policy;
	u8 kind = wanted_kind(cb);
	int len = 0;

	if (!cn)
		return -EOPNOTSUPP;
	mutex_lock(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	cb->seq = policy ? policy->generation : 0;
	if (!cb->args[AT_STARTED] && (kind == CORDON_KIND_ANY || kind == CORDON_KIND_SETTINGS))
		len = send_settings(skb, cb, policy ? &policy->settings : &none);
	cb->args[AT_STARTED] = 1;
	if (!len && policy)
		len = for_each(skb, cb, policy, kind, send_object);
	mutex_unlock(&cn->lock);
	return len < 0 ? len : skb->len;
}

static int send_stats(struct sk_buff *skb, struct netlink_callback *cb,
		      const struct cordon_object *object)
{
	void *header;

	if (!object->account)
		return 0;
	header = begin(skb, cb, CORDON_CMD_STATS_GET);
	return header ? end(skb, header, cordon_fill_stats(skb, object->account, object->mac, 0)) :
			-EMSGSIZE;
}

static int send_totals(struct sk_buff *skb, struct netlink_callback *cb, struct cordon_net *cn,
		       const struct cordon_published *policy)
{
	void *header = begin(skb, cb, CORDON_CMD_STATS_GET);

	return header ? end(skb, header, cordon_fill_totals(skb, cn, policy)) : -EMSGSIZE;
}

/*
 * Calls a function for the rest of the retired devices, which are told to nobody
 * who does not know of them. Returns as for_each().
 */
static int each_retired(struct sk_buff *skb, struct netlink_callback *cb,
			const struct cordon_net *cn,
			int (*send)(struct sk_buff *skb, struct netlink_callback *cb,
				    const struct cordon_retired *retired))
{
	int err;

	for (; cb->args[AT_OBJECT] < CORDON_RETIRED_MAX; cb->args[AT_OBJECT]++) {
		const struct cordon_retired *retired = &cn->retired[cb->args[AT_OBJECT]];

		err = retired->account ? send(skb, cb, retired) : 0;
		if (err)
			return skb->len ? skb->len : err;
	}
	return skb->len;
}

static int send_retired_stats(struct sk_buff *skb, struct netlink_callback *cb,
			      const struct cordon_retired *retired)
{
	void *header = begin(skb, cb, CORDON_CMD_STATS_GET);

	return header ? end(skb, header, cordon_fill_stats(skb, retired->account, retired->mac,
							   retired->when)) : -EMSGSIZE;
}

int cordon_dump_stats(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct cordon_net *cn = net_of(skb, cb);
	const struct cordon_published *policy;
	u8 kind = wanted_kind(cb);
	int len = 0;

	if (!cn)
		return -EOPNOTSUPP;
	mutex_lock(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	cb->seq = policy ? policy->generation : 0;
	if (!cb->args[AT_STARTED] && (kind == CORDON_KIND_ANY || kind == CORDON_KIND_TOTALS))
		len = send_totals(skb, cb, cn, policy);
	cb->args[AT_STARTED] = 1;
	if (kind == CORDON_KIND_RETIRED)
		len = each_retired(skb, cb, cn, send_retired_stats);
	else if (!len && policy)
		len = for_each(skb, cb, policy, kind, send_stats);
	mutex_unlock(&cn->lock);
	return len < 0 ? len : skb->len;
}

#define RECORDS		(CORDON_LEDGER_SETS * CORDON_LEDGER_WAYS)
#define LEDGER_RECORDS	(RECORDS + CORDON_LEDGER_REST)

/* Copies a record of an account, by its number in all its ledgers; false if there is none. */
static bool copy_record(const struct cordon_account *account, unsigned long number,
			struct cordon_record *copy)
{
	unsigned long which = number / LEDGER_RECORDS, at = number % LEDGER_RECORDS;
	struct cordon_ledger *ledger = READ_ONCE(account->ledger[which / 2][which % 2]);
	bool used;

	if (!ledger)
		return false;
	spin_lock_bh(&ledger->lock);
	*copy = at < RECORDS ? ledger->record[at] : ledger->rest[at - RECORDS];
	used = copy->tag;
	spin_unlock_bh(&ledger->lock);
	return used;
}

static int send_record(struct sk_buff *skb, struct netlink_callback *cb,
		       const struct cordon_account *account, const struct cordon_record *record,
		       const struct cordon_retired *retired)
{
	void *header = begin(skb, cb, CORDON_CMD_EVIDENCE_GET);

	return header ? end(skb, header, cordon_fill_evidence(skb, account, record, retired)) :
			-EMSGSIZE;
}

/* The rest of an account's records, if they are wanted. */
static int send_ledgers(struct sk_buff *skb, struct netlink_callback *cb,
			const struct cordon_account *account, const struct cordon_retired *retired)
{
	const struct nlattr *name = cordon_dump_attrs(cb)[CORDON_A_NAME];
	struct cordon_record record;
	int err;

	if (name && nla_strcmp(name, account->name))
		return 0;
	for (; cb->args[AT_RECORD] < 4 * LEDGER_RECORDS; cb->args[AT_RECORD]++) {
		if (!copy_record(account, cb->args[AT_RECORD], &record))
			continue;
		err = send_record(skb, cb, account, &record, retired);
		if (err)
			return err;
	}
	cb->args[AT_RECORD] = 0;
	return 0;
}

static int send_evidence(struct sk_buff *skb, struct netlink_callback *cb,
			 const struct cordon_object *object)
{
	return object->account ? send_ledgers(skb, cb, object->account, NULL) : 0;
}

static int send_retired_evidence(struct sk_buff *skb, struct netlink_callback *cb,
				 const struct cordon_retired *retired)
{
	return send_ledgers(skb, cb, retired->account, retired);
}

int cordon_dump_evidence(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct cordon_net *cn = net_of(skb, cb);
	const struct cordon_published *policy;
	int len = 0;

	if (!cn)
		return -EOPNOTSUPP;
	mutex_lock(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	cb->seq = policy ? policy->generation : 0;
	if (wanted_kind(cb) == CORDON_KIND_RETIRED)
		len = each_retired(skb, cb, cn, send_retired_evidence);
	else if (policy)
		len = for_each(skb, cb, policy, wanted_kind(cb), send_evidence);
	mutex_unlock(&cn->lock);
	return len;
}

/*
 * Sends the device at a place of the list, but one that was listed since.
 * Returns 1 where the list ends, or a negative errno.
 */
static int send_unknown(struct sk_buff *skb, struct netlink_callback *cb,
			struct cordon_unknowns *list, const struct cordon_published *policy)
{
	unsigned long at = cb->args[AT_OBJECT];
	void *header;
	int err = 0;

	spin_lock_bh(&list->lock);
	if (at >= list->count) {
		err = 1;
	} else if (!policy || !cordon_unknown_listed(&policy->policy, list->device[at].mac)) {
		header = begin(skb, cb, CORDON_CMD_UNKNOWN_GET);
		err = header ? end(skb, header, cordon_fill_unknown(skb, &list->device[at])) :
			       -EMSGSIZE;
	}
	spin_unlock_bh(&list->lock);
	return err;
}

int cordon_dump_unknown(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct cordon_net *cn = net_of(skb, cb);
	const struct cordon_published *policy;
	int err;

	if (!cn)
		return -EOPNOTSUPP;
	mutex_lock(&cn->lock);
	policy = rcu_dereference_protected(cn->policy, lockdep_is_held(&cn->lock));
	cb->seq = cordon_policy_generation(cn);
	for (;;) {
		err = send_unknown(skb, cb, cn->unknowns, policy);
		if (err)
			break;
		cb->args[AT_OBJECT]++;
	}
	mutex_unlock(&cn->lock);
	return err < 0 && !skb->len ? err : skb->len;
}
