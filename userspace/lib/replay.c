// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "fail.h"
#include "replay.h"

/* Which segment is meant, among those of the policy. */
static int find_segment(struct cordon_replay *replay)
{
	const struct cordon_policyfile *file = replay->file;
	const struct cordon_object *found = NULL;
	char known[256] = "", text[CORDON_SEGMENT_TEXT];
	unsigned int segments = 0;
	size_t len;

	for (uint32_t i = 0; i < file->objects; i++) {
		const struct cordon_object *segment = file->object[i];

		if (segment->kind != CORDON_KIND_SEGMENT)
			continue;
		if (!*replay->segment || !strcmp(replay->segment, segment->name)) {
			replay->slot = (uint8_t)segments;
			found = segment;
		}
		segments++;
		cordon_policyfile_segment_text(segment->name, text);
		len = strlen(known);
		snprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "", text);
	}
	if (!segments)
		return cordon_fail(CORDON_REFUSED, "%s: no segment in the policy",
				   file->file[0]);
	if (!*replay->segment && segments > 1)
		return cordon_fail(CORDON_USAGE,
				   "replay: missing '--segment INTERFACE'; the policy has %s",
				   known);
	if (!found) {
		cordon_policyfile_segment_text(replay->segment, text);
		return cordon_fail(CORDON_REFUSED,
				   "replay: --segment '%s': not in the policy, which has %s",
				   text, known);
	}
	replay->unlisted.name = found->name;
	return 0;
}

/* Every interface that the policy names exists, and one more that it does not. */
static void number_interfaces(struct cordon_replay *replay)
{
	struct cordon_policy *p = &replay->policy;

	replay->place.ifindex = p->ifaces + 1;
	replay->elsewhere = p->ifaces + 2;
	for (uint32_t i = 0; i < p->ifaces; i++) {
		p->iface[i].ifindex = i + 1;
		if (!strcmp(p->iface[i].name, replay->unlisted.name))
			replay->place.ifindex = i + 1;
	}
}

/* All addresses are on the segment, or on the bridge it is a port of. */
static int make_hosts(struct cordon_replay *replay)
{
	static const struct cordon_addr loopback[] = {
		{ 0, CORDON_MAPPED | 0x7f000001 }, { 0, 1 },
	};
	u32 slots = 2 * CORDON_REPLAY_ADDRESSES;

	replay->hosts = calloc(1, sizeof(*replay->hosts) +
				  slots * sizeof(replay->hosts->slot[0]));
	if (!replay->hosts)
		return cordon_fail_memory();
	replay->hosts->mask = slots - 1;
	/* no interface of the segment: those of lo, which every host has */
	for (unsigned int i = 0; i < ARRAY_SIZE(loopback); i++)
		cordon_hosts_put(replay->hosts, &loopback[i], replay->elsewhere);
	for (unsigned int i = 0; i < replay->addresses; i++)
		cordon_hosts_put(replay->hosts, &replay->address[i],
				 replay->place.ifindex);
	return 0;
}

static int make_tallies(struct cordon_replay *replay)
{
	const struct cordon_policyfile *file = replay->file;
	struct cordon_tally *tally;

	for (uint32_t i = 0; i < file->objects; i++)
		replay->cameras += file->object[i]->kind == CORDON_KIND_CAMERA;
	replay->camera = calloc(replay->cameras + 1, sizeof(*replay->camera));
	if (!replay->camera)
		return cordon_fail_memory();
	tally = replay->camera;
	for (uint32_t i = 0; i < file->objects; i++) {
		struct cordon_object *object = file->object[i];

		if (object->kind != CORDON_KIND_CAMERA)
			continue;
		tally->name = object->name;
		tally->mac = object->mac;
		object->account = tally;
		object->flows = &tally->flows;
		tally++;
	}
	return 0;
}

/* What is in which set must not depend on chance here: nobody aims at it. */
static void forget(struct cordon_flows *flows)
{
	*flows = (struct cordon_flows){ .secret = { 0x9e3779b97f4a7c15ULL,
						    0xc2b2ae3d27d4eb4fULL } };
}

int cordon_replay_init(struct cordon_replay *replay, struct cordon_report *report)
{
	int status = find_segment(replay);

	if (!status)
		status = make_tallies(replay);
	if (!status)
		status = cordon_policyfile_make(replay->file, &replay->policy, report);
	if (status)
		return status;
	number_interfaces(replay);
	forget(&replay->queries);
	return make_hosts(replay);
}

void cordon_replay_rewind(struct cordon_replay *replay)
{
	for (uint32_t i = 0; i < replay->cameras; i++) {
		free(replay->camera[i].flows);
		replay->camera[i].flows = NULL;
	}
	forget(&replay->queries);
}

void cordon_replay_release(struct cordon_replay *replay)
{
	for (uint32_t i = 0; i < replay->cameras && replay->camera; i++) {
		free(replay->camera[i].flows);
		free(replay->camera[i].counts);
	}
	free(replay->unlisted.counts);
	free(replay->camera);
	free(replay->hosts);
	cordon_policyfile_unmake(&replay->policy);
}

static u32 ref_of(const struct cordon_replay *replay, const struct cordon_frame *f,
		  const struct cordon_addr *addr)
{
	return f->l3 == CORDON_L3_OTHER ? 0 :
	       cordon_policy_find_addr(&replay->policy, addr);
}

static bool is_camera(u32 ref)
{
	return CORDON_REF_KIND(ref) == CORDON_REF_CAMERA;
}

static u32 home_of(const struct cordon_replay *replay,
		   const struct cordon_party *party)
{
	return cordon_policy_ifindex(&replay->policy, party->behind);
}

/*
 * Who is known to be on the segment sent it from there; else, what is for a
 * camera goes there, and so does what this host or a peer elsewhere sends. All
 * other frames are those of unlisted devices on the segment.
 */
static u8 direction_of(const struct cordon_replay *replay,
		       const struct cordon_frame *f)
{
	const struct cordon_policy *p = &replay->policy;
	u32 sender = cordon_policy_find_mac(p, f->src);
	const struct cordon_device *device = cordon_ref_device(p, sender);
	const struct cordon_party *party = cordon_ref_party(p, sender);

	if (replay->direction != CORDON_REPLAY_AUTO)
		return (u8)replay->direction;
	if (cordon_place_mac(&replay->place, f->src))
		return CORDON_DIRECTION_IN;
	if (device || is_camera(ref_of(replay, f, &f->sip)) ||
	    (party && home_of(replay, party) == replay->place.ifindex))
		return CORDON_DIRECTION_OUT;
	if (is_camera(cordon_policy_find_mac(p, f->dst)) ||
	    is_camera(ref_of(replay, f, &f->dip)))
		return CORDON_DIRECTION_IN;
	return party ? CORDON_DIRECTION_IN : CORDON_DIRECTION_OUT;
}

/* Would this host itself send from there? What it only forwards has another's address. */
static bool made_here(const struct cordon_replay *replay,
		      const struct cordon_frame *f)
{
	return cordon_place_mac(&replay->place, f->src) &&
	       (f->l3 == CORDON_L3_OTHER || cordon_addr_unspecified(&f->sip) ||
		cordon_addr_link_local(&f->sip) ||
		cordon_hosts_has(replay->hosts, &f->sip, NULL));
}

/* Where a frame towards the segment came in: its sender is believed. */
static u32 came_in(const struct cordon_replay *replay, const struct cordon_frame *f)
{
	const struct cordon_policy *p = &replay->policy;
	const struct cordon_party *party;

	party = cordon_ref_party(p, ref_of(replay, f, &f->sip));
	if (!party && made_here(replay, f))
		return 0;
	if (!party)
		party = cordon_ref_party(p, cordon_policy_find_mac(p, f->src));
	return party ? home_of(replay, party) : replay->elsewhere;
}

static const char *name_of(const struct cordon_replay *replay, u32 ifindex)
{
	const struct cordon_iface *iface;

	if (!ifindex)
		return "self";
	iface = cordon_policy_iface(&replay->policy, ifindex);
	return iface ? iface->name : "elsewhere";
}

static int remember(struct cordon_replay *replay, const struct cordon_judged *j)
{
	struct cordon_flows *flows = &replay->queries;
	struct cordon_tally *tally;
	struct cordon_flow_key key;

	if (j->verdict.remember == CORDON_REMEMBER_FLOW) {
		tally = j->verdict.camera->account;
		if (!tally->flows) {
			tally->flows = malloc(sizeof(*tally->flows));
			if (!tally->flows)
				return cordon_fail_memory();
			forget(tally->flows);
		}
		flows = tally->flows;
	}
	cordon_verdict_flow(&j->frame, j->verdict.remember, &key);
	cordon_flow_note(flows, &key, j->captured->time);
	return 0;
}

static void add(struct cordon_count *to, const struct cordon_judged *j)
{
	to->packets++;
	to->bytes += j->captured->wire_len;
}

static void count_in(struct cordon_counts *counts, const struct cordon_judged *j)
{
	const struct cordon_verdict *v = &j->verdict;

	if (v->reason == CORDON_REASON_PASS)
		add(&counts->passed, j);
	else
		add(v->pass ? &counts->would[v->reason] : &counts->dropped[v->reason], j);
}

/* As the module counts: a camera's frame as its own, any other as the segment's. */
static int count(struct cordon_replay *replay, const struct cordon_judged *j)
{
	struct cordon_tally *tally = j->verdict.camera ? j->verdict.camera->account :
							 &replay->unlisted;

	if (!tally->counts)
		tally->counts = calloc(1, sizeof(*tally->counts));
	if (!tally->counts)
		return cordon_fail_memory();
	if (j->direction == CORDON_DIRECTION_OUT && j->verdict.camera)
		tally->last_seen = j->captured->time;
	count_in(tally->counts, j);
	count_in(&replay->totals, j);
	return j->verdict.reason == CORDON_REASON_PASS && j->verdict.remember ?
	       remember(replay, j) : 0;
}

int cordon_replay_judge(struct cordon_replay *replay,
			const struct cordon_captured *captured,
			struct cordon_judged *j)
{
	const struct cordon_bytes bytes = {
		.head = captured->head, .end = captured->head + captured->head_len,
		.wire_len = captured->wire_len,
	};
	struct cordon_scene scene = {
		.policy = &replay->policy, .hosts = replay->hosts,
		.place = &replay->place, .queries = &replay->queries,
		.now = captured->time, .slot = replay->slot,
		.checkpoint = CORDON_CHECKPOINT_INGRESS,
	};

	*j = (struct cordon_judged){ .captured = captured };
	cordon_frame_parse(&bytes, &j->frame);
	j->direction = direction_of(replay, &j->frame);
	if (j->direction == CORDON_DIRECTION_OUT) {
		cordon_verdict_outbound(&scene, &j->frame, &j->verdict);
	} else {
		scene.in_ifindex = came_in(replay, &j->frame);
		j->from = name_of(replay, scene.in_ifindex);
		cordon_verdict_inbound(&scene, &j->frame, &j->verdict);
	}
	return count(replay, j);
}
