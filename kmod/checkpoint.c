// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checkpoints: where the kernel asks, and the only file that knows what
 * NF_ACCEPT and NF_DROP are. A frame is parsed, judged, accounted for, and let
 * go or dropped; nothing of it is ever written but its mark.
 */
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/netfilter.h>
#include <linux/netfilter_arp.h>
#include <linux/netfilter_bridge.h>
#include <linux/netfilter_netdev.h>
#include <linux/skbuff.h>
#include <net/netfilter/nf_conntrack.h>

#include "account.h"
#include "checkpoint.h"
#include "compat/compat.h"
#include "event.h"
#include "exits.h"
#include "netns.h"
#include "note.h"
#include "place.h"
#include "policy.h"
#include "recall.h"
#include "segment.h"

static unsigned int result_of(bool pass)
{
	return pass ? NF_ACCEPT : NF_DROP;
}

/* Second try for a frame whose facts lie beyond its linear part. */
static noinline void look_deeper(const struct sk_buff *skb, int offset,
				 struct cordon_bytes *bytes, struct cordon_frame *frame)
{
	u8 head[CORDON_HEAD_MAX];
	u32 len = min_t(u32, bytes->wire_len, sizeof(head));

	if (skb_copy_bits(skb, offset, head, len))
		return;
	bytes->head = head;
	bytes->end = head + len;
	cordon_frame_parse(bytes, frame);
}

/* offset: of the MAC header from skb->data. vlan: the VLAN device it came through, or NULL. */
static void look(const struct sk_buff *skb, int offset, const struct net_device *vlan,
		 struct cordon_judged *j)
{
	struct cordon_bytes bytes = {
		.head = skb->data + offset,
		.end = skb->data + skb_headlen(skb),
		.wire_len = skb->len - offset,
		.gso = skb_is_gso(skb),
	};

	if (skb_vlan_tag_present(skb)) {
		bytes.tag_type = ntohs(skb->vlan_proto);
		bytes.tag_tci = skb_vlan_tag_get(skb);
	} else if (vlan) {
		bytes.tag_type = ntohs(vlan_dev_vlan_proto(vlan));
		bytes.tag_tci = vlan_dev_vlan_id(vlan);
	}
	j->bytes = bytes.wire_len;
	j->packets = cordon_packets_of(skb);
	cordon_frame_parse(&bytes, &j->frame);
	if (unlikely(j->frame.flags & CORDON_F_SHORT) && bytes.end - bytes.head < CORDON_HEAD_MAX)
		look_deeper(skb, offset, &bytes, &j->frame);
}

/* Sets the scene; false where the segment's place is not known: then nothing passes. */
static bool set_scene(struct cordon_port *port, struct cordon_judged *j)
{
	struct cordon_segment *segment = READ_ONCE(port->segment);
	const struct cordon_placed *placed = rcu_dereference(port->placed);
	const struct cordon_published *policy;

	j->port = port;
	j->segment = segment;
	j->cn = segment->owner;
	j->epoch = cordon_memo_now();
	j->memos = rcu_dereference(j->cn->memos);
	j->scene = (struct cordon_scene){ .slot = segment->slot };
	if (unlikely(!placed || READ_ONCE(port->displaced)))
		return false;
	policy = rcu_dereference(j->cn->policy);
	if (likely(policy)) {
		j->scene.policy = &policy->policy;
		if (policy->timed || j->frame.proto == CORDON_PROTO_UDP)
			j->scene.now = ktime_get_coarse_boottime_ns();
	}
	j->scene.place = &placed->place;
	j->scene.queries = READ_ONCE(segment->account->flows);
	j->scene.hosts = rcu_dereference(j->cn->hosts);
	return true;
}

/* Accounts for a frame, and keeps what came of it if that can be known next time. */
static unsigned int conclude(const struct cordon_judged *j, struct sk_buff *skb, int offset,
			     const u8 *mac)
{
	struct cordon_entry entry = j->verdict.reason == CORDON_REASON_PASS ?
				    cordon_note_pass(j) : cordon_note_drop(j);

	cordon_recall_keep(j, &entry, skb, offset, mac);
	return result_of(j->verdict.pass);
}

/* The verdict where there is no scene to judge in. */
static void close(struct cordon_judged *j)
{
	j->verdict = (struct cordon_verdict){ .reason = CORDON_REASON_CLOSED };
}

static noinline unsigned int judge_ingress(struct cordon_port *port, struct sk_buff *skb)
{
	int offset = skb_mac_header(skb) - skb->data;
	struct cordon_judged j;

	j.direction = CORDON_DIRECTION_OUT;
	look(skb, offset, NULL, &j);
	if (likely(set_scene(port, &j))) {
		cordon_verdict_outbound(&j.scene, &j.frame, &j.verdict);
		cordon_note_sender(&j);
	} else {
		close(&j);
	}
	return conclude(&j, skb, offset, eth_hdr(skb)->h_source);
}

static unsigned int ingress(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct cordon_port *port = priv;
	const u8 *head = skb_mac_header(skb);
	struct cordon_memo *memo;

	/* here the Ethernet header has been pulled, and nothing else */
	if (likely(cordon_recall(rcu_dereference(port->owner->memos), skb, head, head + ETH_ALEN,
			  0, &memo) &&
		   memo->is.where == cordon_memo_port(port, CORDON_DIRECTION_OUT) &&
		   cordon_recall_counts(memo)))
		return result_of(cordon_recall_conclude(memo, skb, skb->len + ETH_HLEN));
	return judge_ingress(priv, skb);
}

static noinline unsigned int judge_egress(struct cordon_port *port, struct sk_buff *skb)
{
	struct cordon_judged j;

	j.direction = CORDON_DIRECTION_IN;
	look(skb, 0, NULL, &j);
	if (likely(set_scene(port, &j))) {
		j.scene.in_ifindex = skb->skb_iif;
		cordon_verdict_inbound(&j.scene, &j.frame, &j.verdict);
		cordon_note_receiver(&j);
	} else {
		close(&j);
	}
	return conclude(&j, skb, 0, skb->data);
}

/* Here skb->data is the MAC header, which need not be noted in the skb. */
static unsigned int egress(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct cordon_port *port = priv;
	struct cordon_memo *memo;
	unsigned int result;

	/* packet sockets come here with bottom halves on */
	local_bh_disable();
	if (likely(cordon_recall(rcu_dereference(port->owner->memos), skb, skb->data, skb->data,
			  ETH_HLEN, &memo) &&
		   memo->is.where == cordon_memo_port(port, CORDON_DIRECTION_IN) &&
		   memo->is.in == skb->skb_iif && cordon_recall_counts(memo)))
		result = result_of(cordon_recall_conclude(memo, skb, skb->len));
	else
		result = judge_egress(priv, skb);
	local_bh_enable();
	return result;
}

/*
 * Under a bridge's name a frame may have come from any of its ports: only a
 * camera's is judged, on the camera's own segment.
 */
static struct cordon_port *port_of_camera(const struct cordon_exit_map *map, u32 ifindex,
					  const struct cordon_judged *j)
{
	struct cordon_port *any = NULL;
	u32 i;

	for (i = 0; i < map->count; i++) {
		struct cordon_port *port = READ_ONCE(map->exit[i].port);
		const struct cordon_published *policy;
		const struct cordon_segment *segment;
		const struct cordon_device *camera;

		if (map->exit[i].ifindex != ifindex || !port)
			continue;
		segment = READ_ONCE(port->segment);
		policy = rcu_dereference(segment->owner->policy);
		camera = policy ? cordon_policy_camera(&policy->policy, &j->frame) : NULL;
		if (!camera)
			continue;
		if (camera->slot == segment->slot)
			return port;
		if (!any)
			any = port;
	}
	return any;
}

static struct cordon_port *port_of(const struct cordon_net *cn, const struct net_device *in,
				   const struct cordon_judged *j)
{
	const struct cordon_exit_map *map = rcu_dereference(cn->exits);
	u32 i;

	for (i = 0; i < map->count; i++)
		if (map->exit[i].ifindex == in->ifindex)
			return map->exit[i].shared ? port_of_camera(map, in->ifindex, j) :
						     READ_ONCE(map->exit[i].port);
	return NULL;
}

/* Was the frame's destination changed on its way through this host, and what was it? */
static void find_translation(const struct sk_buff *skb, struct cordon_judged *j)
{
	const struct nf_conntrack_tuple *tuple;
	struct cordon_scene *s = &j->scene;
	enum ip_conntrack_info info;
	const struct nf_conn *ct = nf_ct_get(skb, &info);

	if (!ct || !(READ_ONCE(ct->status) & IPS_NAT_MASK))
		return;
	/* of a packet's own direction, the tuple is what it was when it came in */
	tuple = &ct->tuplehash[CTINFO2DIR(info)].tuple;
	s->was_dip = tuple->src.l3num == NFPROTO_IPV4 ? cordon_addr4(ntohl(tuple->dst.u3.ip)) :
							cordon_get_addr6(tuple->dst.u3.in6.s6_addr);
	s->was_dport = j->frame.dport;
	if (j->frame.dport && tuple->dst.protonum == j->frame.proto)
		s->was_dport = ntohs(tuple->dst.u.all);
	s->translated = s->was_dport != j->frame.dport ||
			!cordon_addr_same(&s->was_dip, &j->frame.dip);
}

/* A drop here that ingress cannot have passed a moment ago: something went round it. */
static void note_bypass(const struct cordon_judged *j)
{
	struct cordon_deed deed;

	if (j->scene.translated || j->verdict.reason == CORDON_REASON_REROUTED ||
	    j->verdict.reason == CORDON_REASON_FLOOD ||
	    time_before(jiffies, READ_ONCE(j->cn->committed) + HZ))
		return;
	atomic64_inc(&j->cn->bypassed);
	cordon_deed_of(&j->frame, j->direction, &deed);
	deed.reason = j->verdict.reason;
	cordon_note_tell(j, CORDON_EVENT_BYPASS, &deed);
}

/*
 * Where br_netfilter is loaded (Docker loads it), it shows bridged packets to IP's
 * hooks as if they went from the bridge to the bridge. They come to the bridge's
 * own hook as well, which knows the port.
 */
static bool is_shown_by_bridge(const struct sk_buff *skb, const struct nf_hook_state *state)
{
	return state->pf != NFPROTO_BRIDGE && state->out && cordon_bridge_out(skb);
}

static struct cordon_exit_way way_of(const struct nf_hook_state *state, u8 checkpoint)
{
	return (struct cordon_exit_way){ (unsigned long)state->in | checkpoint, state->out };
}

static noinline unsigned int judge_exit(struct cordon_net *cn, struct sk_buff *skb,
					const struct nf_hook_state *state, u8 checkpoint)
{
	int offset = skb_mac_header(skb) - skb->data;
	struct cordon_exit_way way = way_of(state, checkpoint);
	struct cordon_port *port;
	struct cordon_judged j;

	if (is_shown_by_bridge(skb, state))
		return NF_ACCEPT;
	j.direction = CORDON_DIRECTION_OUT;
	look(skb, offset, is_vlan_dev(state->in) ? state->in : NULL, &j);
	port = port_of(cn, state->in, &j);
	if (!port)
		return NF_ACCEPT;
	if (set_scene(port, &j)) {
		j.scene.checkpoint = checkpoint;
		j.scene.out_ifindex = state->out ? state->out->ifindex : 0;
		find_translation(skb, &j);
		cordon_verdict_outbound(&j.scene, &j.frame, &j.verdict);
	} else {
		close(&j);
	}
	/* what passes, observed or not, was counted at ingress */
	if (j.verdict.pass) {
		cordon_recall_keep_exit(&j, skb, offset, &way);
		return NF_ACCEPT;
	}
	cordon_note_drop(&j);
	note_bypass(&j);
	return NF_DROP;
}

/* A frame by another port of a segment's bridge: does it use the MAC of a camera, or a peer's? */
static noinline unsigned int judge_guard(const struct cordon_exit_map *map, struct sk_buff *skb,
					 const struct nf_hook_state *state)
{
	u64 src = cordon_get_mac(eth_hdr(skb)->h_source);
	const struct cordon_published *policy;
	struct cordon_port *port = NULL;
	struct cordon_judged j;
	u32 i;

	for (i = map->count; i < map->count + map->guards && !port; i++)
		if (map->exit[i].ifindex == state->in->ifindex)
			port = READ_ONCE(map->exit[i].port);
	policy = port ? rcu_dereference(READ_ONCE(port->segment)->owner->policy) : NULL;
	if (!policy || likely(!cordon_policy_find_mac(&policy->policy, src)))
		return NF_ACCEPT;
	j.direction = CORDON_DIRECTION_OUT;
	look(skb, skb_mac_header(skb) - skb->data, NULL, &j);
	if (!set_scene(port, &j))
		return NF_ACCEPT;
	j.scene.in_ifindex = state->in->ifindex;
	cordon_verdict_guard(&j.scene, &j.frame, &j.verdict);
	if (j.verdict.reason != CORDON_REASON_PASS)
		cordon_note_drop(&j);
	return j.verdict.pass ? NF_ACCEPT : NF_DROP;
}

static unsigned int guard_ports(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct cordon_net *cn = priv;
	const struct cordon_exit_map *map = rcu_dereference(cn->exits);

	if (likely(!map || !(map->guard_bloom & BIT_ULL(state->in->ifindex & 63))))
		return NF_ACCEPT;
	return judge_guard(map, skb, state);
}

/* Has conntrack changed, or might it change, where the packet goes? */
static bool is_translated(const struct sk_buff *skb)
{
	enum ip_conntrack_info info;
	const struct nf_conn *ct = nf_ct_get(skb, &info);

	return ct && (READ_ONCE(ct->status) & IPS_NAT_MASK);
}

/* Was a frame like this one judged before, and let out by the same way? */
static __always_inline bool was_let_out(const struct cordon_net *cn, const struct sk_buff *skb,
					const struct nf_hook_state *state, u8 checkpoint)
{
	struct cordon_memos *memos = rcu_dereference(cn->memos);
	const u8 *head = skb_mac_header(skb);
	struct cordon_memo *memo;

	/* of what has IPv4 behind its Ethernet header, that is where skb->data is now */
	return (!skb->_nfct || !is_translated(skb)) &&
	       cordon_recall(memos, skb, head, head + ETH_ALEN, 0, &memo) &&
	       cordon_memo_let_out(memo, way_of(state, checkpoint));
}

/* The way of everything that has nothing to do with a segment: one test of a bit. */
static __always_inline unsigned int exit_at(void *priv, struct sk_buff *skb,
					    const struct nf_hook_state *state, u8 checkpoint)
{
	struct cordon_net *cn = priv;
	const struct cordon_exit_map *map = rcu_dereference(cn->exits);

	if (likely(!map || !(map->bloom & BIT_ULL(state->in->ifindex & 63))))
		return NF_ACCEPT;
	if (!skb_mac_header_was_set(skb) || likely(was_let_out(cn, skb, state, checkpoint)))
		return NF_ACCEPT;
	return judge_exit(cn, skb, state, checkpoint);
}

static unsigned int exit_ports(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return exit_at(priv, skb, state, CORDON_CHECKPOINT_PORTS);
}

static unsigned int exit_local(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return exit_at(priv, skb, state, CORDON_CHECKPOINT_LOCAL);
}

static unsigned int exit_up(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return exit_at(priv, skb, state, CORDON_CHECKPOINT_UP);
}

/* Exits last of all, so after every DNAT; the guard before all, as nothing is to learn from it. */
static const struct nf_hook_ops exit_hooks[CORDON_EXIT_HOOKS] = {
	{ .hook = exit_ports, .pf = NFPROTO_INET, .hooknum = NF_INET_FORWARD, .priority = INT_MAX },
	{ .hook = exit_local, .pf = NFPROTO_INET, .hooknum = NF_INET_LOCAL_IN,
	  .priority = INT_MAX },
	{ .hook = exit_local, .pf = NFPROTO_ARP, .hooknum = NF_ARP_IN, .priority = INT_MAX },
	{ .hook = exit_ports, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_FORWARD, .priority = INT_MAX },
	{ .hook = exit_up, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_LOCAL_IN, .priority = INT_MAX },
	{ .hook = guard_ports, .pf = NFPROTO_BRIDGE, .hooknum = NF_BR_PRE_ROUTING,
	  .priority = INT_MIN },
};

static int hold_exits(struct cordon_net *cn)
{
	unsigned int i;
	int err;

	if (cn->ports++)
		return 0;
	for (i = 0; i < CORDON_EXIT_HOOKS; i++) {
		cn->exit_ops[i] = exit_hooks[i];
		cn->exit_ops[i].priv = cn;
	}
	err = nf_register_net_hooks(cn->net, cn->exit_ops, CORDON_EXIT_HOOKS);
	if (err)
		cn->ports--;
	return err;
}

static void drop_exits(struct cordon_net *cn)
{
	if (--cn->ports)
		return;
	nf_unregister_net_hooks(cn->net, cn->exit_ops, CORDON_EXIT_HOOKS);
}

static void netdev_hook(struct nf_hook_ops *ops, struct cordon_port *port, unsigned int hooknum,
			nf_hookfn *hook)
{
	*ops = (struct nf_hook_ops){
		.hook = hook,
		.dev = port->dev,
		.priv = port,
		.pf = NFPROTO_NETDEV,
		.hooknum = hooknum,
		.priority = INT_MIN,
	};
}

/**
 * cordon_checkpoint_attach - stand at an interface
 * @port: has no hooks now
 * @cn: state of the namespace the interface is in
 *
 * Under RTNL; may sleep. All hooks or none: returns a negative errno.
 */
int cordon_checkpoint_attach(struct cordon_port *port, struct cordon_net *cn)
{
	int err;

	err = hold_exits(cn);
	if (err)
		return err;
	netdev_hook(&port->ingress, port, NF_NETDEV_INGRESS, ingress);
	err = nf_register_net_hook(cn->net, &port->ingress);
	if (err)
		goto drop_exits;
	netdev_hook(&port->egress, port, NF_NETDEV_EGRESS, egress);
	err = nf_register_net_hook(cn->net, &port->egress);
	if (err)
		goto unregister_ingress;
	port->in = cn;
	return 0;

unregister_ingress:
	nf_unregister_net_hook(cn->net, &port->ingress);
drop_exits:
	drop_exits(cn);
	return err;
}

/*
 * Leaves the interface. Under RTNL, while the device is in the namespace it was
 * attached in. Frames may be in the hooks until a grace period has passed.
 */
void cordon_checkpoint_detach(struct cordon_port *port)
{
	if (!port->in)
		return;
	nf_unregister_net_hook(port->in->net, &port->egress);
	nf_unregister_net_hook(port->in->net, &port->ingress);
	drop_exits(port->in);
	port->in = NULL;
}
