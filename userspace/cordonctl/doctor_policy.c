// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks of the policy against this host, and of what cameras were seen doing. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>
#include <netlink/netlink.h>

#include "../lib/array.h"
#include "../lib/iface.h"
#include "../lib/neigh.h"
#include "../lib/rawnl.h"
#include "../../kmod/core/reason.h"
#include "doctor.h"

#define ARP_REQUESTS_MIN 3	/* one may be curiosity; who insists needs it */

/* --- macs --- */

/* The bridge a segment is part of, if @name is it or another port of it. */
static const struct cordon_link *shared_bridge(const struct doctor *doctor,
					       const char *name)
{
	const struct cordon_link *link = NULL, *bridge, *segment;
	char interface[IFNAMSIZ];

	if (cordon_iface_of(name, interface))
		link = cordon_links_named(&doctor->links, interface);
	for (unsigned int i = 0; link && i < doctor->segments; i++) {
		segment = doctor->segment[i].link;
		bridge = segment ? cordon_links_find(&doctor->links,
						     segment->master) : NULL;
		if (bridge && !strcmp(bridge->kind, "bridge") &&
		    (link == bridge || link->master == bridge->index))
			return bridge;
	}
	return NULL;
}

static int look_at_mac(const union model_object *object, void *data)
{
	const struct model_peer *peer = &object->peer;
	const struct cordon_link *bridge;
	struct doctor *doctor = data;

	if (peer->self || peer->mac.set || peer->via_mac.set)
		return 0;
	bridge = shared_bridge(doctor, peer->behind);
	if (bridge)
		doctor_say(doctor, DOCTOR_WARN, peer->name,
			   "state it: cordonctl recorder|server|client set NAME mac MAC",
			   "is behind %s of the bridge %s, and its MAC is not stated: nothing can be sent to it across the bridge",
			   peer->behind, bridge->name);
	return 0;
}

void doctor_macs(struct doctor *doctor)
{
	if (doctor_each(doctor, &noun_recorder, look_at_mac, doctor) &&
	    doctor_each(doctor, &noun_server, look_at_mac, doctor))
		doctor_each(doctor, &noun_client, look_at_mac, doctor);
}

/* --- any --- */

static int note_self(const union model_object *object, void *data)
{
	*(bool *)data |= object->peer.self;
	return 0;
}

static int look_at_profile(const union model_object *object, void *data)
{
	const struct model_camera *camera = &object->camera;

	if (!strcmp(camera->profile, "any"))
		doctor_say(data, DOCTOR_WARN, camera->name,
			   "give it 'pull' or 'push', or a profile of your own",
			   "with profile 'any' it may open every service of this host, the recorder");
	return 0;
}

void doctor_any(struct doctor *doctor)
{
	bool here = false;

	if (doctor_each(doctor, &noun_recorder, note_self, &here) && here)
		doctor_each(doctor, &noun_camera, look_at_profile, doctor);
}

/* --- masquerade --- */

struct froms {
	char name[8 * CORDON_FROMS_MAX][IFNAMSIZ];
	unsigned int count;
	bool here;		/* this host is a recorder */
};

static int take_froms(const union model_object *object, void *data)
{
	const struct model_peer *peer = &object->peer;
	struct froms *froms = data;

	froms->here |= peer->self;
	for (unsigned int i = 0; i < peer->froms; i++)
		if (froms->count < ARRAY_SIZE(froms->name))
			memcpy(froms->name[froms->count++], peer->from[i],
			       IFNAMSIZ);
	return 0;
}

static bool is_from(const struct froms *froms, const char *name)
{
	for (unsigned int i = 0; i < froms->count; i++)
		if (!strcmp(froms->name[i], name))
			return true;
	return false;
}

/* The target of an iptables rule that nftables holds. */
static bool is_masquerade_target(const struct nlattr *expression)
{
	const struct nlattr *tb[NFTA_TARGET_MAX + 1];
	char name[32];

	cordon_attr_index_nest(expression, tb, NFTA_TARGET_MAX);
	cordon_attr_string(tb[NFTA_TARGET_NAME], name, sizeof(name));
	return !strcmp(name, "MASQUERADE");
}

static int take_rule(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *tb[NFTA_RULE_MAX + 1];
	const struct nlattr *expr[NFTA_EXPR_MAX + 1], *attr;
	bool *found = data;
	char name[32];

	cordon_attr_index_after(nlh, sizeof(struct nfgenmsg), tb, NFTA_RULE_MAX);
	if (!tb[NFTA_RULE_EXPRESSIONS])
		return MNL_CB_OK;
	mnl_attr_for_each_nested(attr, tb[NFTA_RULE_EXPRESSIONS]) {
		cordon_attr_index_nest(attr, expr, NFTA_EXPR_MAX);
		cordon_attr_string(expr[NFTA_EXPR_NAME], name, sizeof(name));
		*found |= !strcmp(name, "masq") ||
			  (!strcmp(name, "target") &&
			   is_masquerade_target(expr[NFTA_EXPR_DATA]));
	}
	return MNL_CB_OK;
}

/* The old iptables tells nobody its rules, but that it has such a table. */
static bool has_legacy_nat(void)
{
	FILE *file = fopen("/proc/net/ip_tables_names", "re");
	bool found = false;
	char line[64];

	while (file && fgets(line, sizeof(line), file))
		found |= !strcmp(line, "nat\n");
	if (file)
		fclose(file);
	return found;
}

static bool masquerades(struct doctor *doctor)
{
	uint32_t buffer[CORDON_RAWNL_SIZE / sizeof(uint32_t)];
	bool found = false;
	int error;

	error = cordon_rawnl_dump(NETLINK_NETFILTER,
				  cordon_rawnl_begin_nf(buffer,
							NFNL_SUBSYS_NFTABLES,
							NFT_MSG_GETRULE,
							NFPROTO_UNSPEC),
				  take_rule, &found);
	/* A kernel without nftables has no rules of it. */
	if (error && error != EINVAL)
		doctor_cannot(doctor, NULL, "the rules of nftables: %s",
			      strerror(error));
	return found || has_legacy_nat();
}

/* A container hangs on a veth, a virtual machine on a tun or tap. */
static bool leads_out(const struct cordon_link *port)
{
	return strcmp(port->kind, "veth") && strcmp(port->kind, "tun");
}

static void look_at_from(struct doctor *doctor, const struct cordon_link *bridge)
{
	for (size_t i = 0; i < doctor->links.count; i++) {
		const struct cordon_link *port = &doctor->links.at[i];

		if (port->master == bridge->index && leads_out(port))
			doctor_say(doctor, DOCTOR_BAD, bridge->name,
				   "list only bridges of containers in 'from'",
				   "counts as the recorder, and by its port %s so does everybody behind that",
				   port->name);
	}
}

/* Is there anybody on it, and no segment? */
static bool has_guests(const struct doctor *doctor,
		       const struct cordon_link *bridge)
{
	bool guests = false;

	for (size_t i = 0; i < doctor->links.count; i++) {
		const struct cordon_link *port = &doctor->links.at[i];

		if (port->master != bridge->index)
			continue;
		if (doctor_segment_of(doctor, port->index))
			return false;
		guests |= !leads_out(port);
	}
	return guests;
}

static void look_at_bridge(struct doctor *doctor, const struct froms *froms,
			   const struct cordon_link *bridge, bool translated)
{
	if (is_from(froms, bridge->name))
		look_at_from(doctor, bridge);
	else if (translated && has_guests(doctor, bridge))
		doctor_say(doctor, DOCTOR_WARN, bridge->name,
			   "nothing, if no recorder is on it; else name it in the recorder's 'from'",
			   "this host masquerades: what containers there send to cameras carries this host's address, but does not count as this host and is dropped");
}

/* Docker switches this on for all bridges. */
static void look_at_br_netfilter(struct doctor *doctor)
{
	const struct cordon_link *master;

	if (doctor_number_in("/proc/sys/net/bridge/bridge-nf-call-iptables") <= 0)
		return;
	for (unsigned int i = 0; i < doctor->segments; i++) {
		const struct doctor_segment *segment = &doctor->segment[i];

		master = segment->link ?
			cordon_links_find(&doctor->links, segment->link->master) :
			NULL;
		if (master && !strcmp(master->kind, "bridge"))
			doctor_say(doctor, DOCTOR_WARN, segment->name,
				   "sysctl net.bridge.bridge-nf-call-iptables=0, unless something needs it",
				   "iptables is shown what crosses the bridge, and masquerading may rewrite it");
	}
}

void doctor_masquerade(struct doctor *doctor)
{
	struct froms froms = { 0 };
	bool translated;

	translated = masquerades(doctor);
	if (translated)
		look_at_br_netfilter(doctor);
	if (!doctor_each(doctor, &noun_recorder, take_froms, &froms) || !froms.here)
		return;
	for (size_t i = 0; i < doctor->links.count; i++)
		if (!strcmp(doctor->links.at[i].kind, "bridge"))
			look_at_bridge(doctor, &froms, &doctor->links.at[i],
				       translated);
}

/* --- gateways --- */

struct asked {
	struct doctor *doctor;
	struct nl_sock *socket;		/* NULL: neighbours are not known */
};

/*
 * Known to be behind another port of the bridge, and so kept from the camera:
 * what it sends there comes past the checkpoints.
 */
static bool is_elsewhere(const struct asked *asked, const struct model_addr *addr)
{
	struct nl_addr *ip = nl_addr_build(AF_INET, addr->bytes, addr->len);
	const struct doctor *doctor = asked->doctor;
	struct nl_addr *mac = NULL;
	bool elsewhere = false;
	int port;

	if (ip && asked->socket)
		mac = cordon_neigh_mac(asked->socket, ip);
	for (size_t i = 0; mac && i < doctor->links.count; i++) {
		if (strcmp(doctor->links.at[i].kind, "bridge"))
			continue;
		port = cordon_neigh_port(asked->socket, mac,
					 doctor->links.at[i].index);
		elsewhere |= port && !doctor_segment_of(doctor, port);
	}
	nl_addr_put(mac);
	nl_addr_put(ip);
	return elsewhere;
}

static int take_evidence(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *top[CORDON_A_MAX + 1];
	const struct nlattr *tb[CORDON_A_EVIDENCE_MAX + 1];
	char name[CORDON_NAME_SIZE], address[INET_ADDRSTRLEN];
	const struct asked *asked = data;
	struct model_addr addr;

	cordon_attr_index_message(nlh, top, CORDON_A_MAX);
	cordon_attr_index_nest(top[CORDON_A_EVIDENCE], tb, CORDON_A_EVIDENCE_MAX);
	if (cordon_attr_uint(tb[CORDON_A_EVIDENCE_KIND]) != CORDON_KIND_CAMERA ||
	    cordon_attr_uint(tb[CORDON_A_EVIDENCE_DIRECTION]) != CORDON_DIRECTION_OUT ||
	    cordon_attr_uint(tb[CORDON_A_EVIDENCE_REASON]) != CORDON_REASON_ARP ||
	    cordon_attr_uint(tb[CORDON_A_EVIDENCE_PACKETS]) < ARP_REQUESTS_MIN ||
	    !cordon_attr_addr(tb[CORDON_A_EVIDENCE_REMOTE], &addr) ||
	    addr.len != 4 || is_elsewhere(asked, &addr))
		return 0;
	cordon_attr_string(tb[CORDON_A_EVIDENCE_NAME], name, sizeof(name));
	inet_ntop(AF_INET, addr.bytes, address, sizeof(address));
	doctor_say(asked->doctor, DOCTOR_WARN, name,
		   "set the camera's gateway to this host or to none; if a router stands beside the cameras, take it away",
		   "asks for %s, which is neither this host nor a peer: if that answers on the camera's own wire, the camera has another way out",
		   address);
	return 0;
}

void doctor_gateways(struct doctor *doctor)
{
	struct asked asked = { .doctor = doctor };

	asked.socket = nl_socket_alloc();
	if (asked.socket && nl_connect(asked.socket, NETLINK_ROUTE)) {
		nl_socket_free(asked.socket);
		asked.socket = NULL;
	}
	if (cordon_genl_dump(doctor->genl,
			     cordon_genl_begin(doctor->genl,
					       CORDON_CMD_EVIDENCE_GET),
			     take_evidence, &asked))
		doctor_cannot(doctor, NULL, "%s", cordon_fail_text());
	nl_socket_free(asked.socket);
}
