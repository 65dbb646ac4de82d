// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must hold for every frame, in every scene, under every policy. Memory
 * ends where the frame does, so the sanitizer sees a byte too many.
 */
#include <stdio.h>
#include <stdlib.h>

#include "input.h"
#include "judge.h"
#include "plain.h"

#define WITH_ALL	(W_EMPTY | (W_EMPTY - 1))

static const u32 ways[] = { 0, IF_CAM, IF_CAM2, IF_UP, IF_LAN, IF_OFFICE, IF_DOCKER, IF_BR };

static void demand(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

/* Policies are made once: making one takes longer than judging by it. */
static const struct world *world_of(unsigned int with)
{
	static struct world *made[WITH_ALL + 1];

	if (!made[with])
		made[with] = world_usual(with);
	return made[with];
}

static unsigned int with_of(const struct choice *c)
{
	return (c->with[0] | c->with[1] << 8) & WITH_ALL;
}

static struct cordon_scene scene_of(const struct choice *c, unsigned int with)
{
	bool second = c->where & WHERE_SECOND_SEGMENT;
	struct cordon_scene scene = world_scene(world_of(with), second);

	scene.checkpoint = c->where & 3;
	scene.translated = c->where & WHERE_TRANSLATED;
	scene.in_ifindex = ways[c->in % ARRAY_SIZE(ways)];
	scene.out_ifindex = ways[c->out % ARRAY_SIZE(ways)];
	return scene;
}

/* The facts of the frame, of which head bytes are given; before: what their memory held. */
static void parse(const struct trial_input *in, u32 head_len, u8 before, struct cordon_frame *f)
{
	static const u16 types[] = { 0, 0x8100, 0x88a8 };
	const struct choice *c = &in->choice;
	u8 *head = malloc(head_len + 1);
	struct cordon_bytes bytes = {
		.head = head + 1, .end = head + 1 + head_len, .wire_len = in->len,
		.tag_type = types[c->tag % ARRAY_SIZE(types)],
		.tag_tci = (u16)(c->tci[0] << 8 | c->tci[1]), .gso = c->where & WHERE_GSO,
	};

	demand(head, "there is memory");
	memcpy(head + 1, in->frame, head_len);
	memset(f, before, sizeof(*f));
	cordon_frame_parse(&bytes, f);
	free(head);
}

static void judge(const struct choice *c, unsigned int with, const struct cordon_frame *f,
		  struct cordon_verdict *v)
{
	struct cordon_scene scene = scene_of(c, with);

	memset(v, with, sizeof(*v));
	if (c->where & WHERE_INBOUND)
		cordon_verdict_inbound(&scene, f, v);
	else
		cordon_verdict_outbound(&scene, f, v);
	demand(v->reason <= CORDON_REASON_MAX, "a reason is one of the list");
	demand(v->pass || v->reason != CORDON_REASON_PASS, "what has no reason against it passes");
}

/* A caller that gives less of the frame learns less, but nothing else. */
static void check_cut(const struct trial_input *in, unsigned int with,
		      const struct cordon_frame *whole, const struct cordon_verdict *verdict)
{
	const struct choice *c = &in->choice;
	u32 len = (u32)(c->cut[0] << 8 | c->cut[1]) % (in->len + 1);
	struct cordon_verdict of_cut;
	struct cordon_frame cut;

	parse(in, len, 0x5a, &cut);
	if (!(cut.flags & CORDON_F_SHORT))
		demand(!memcmp(&cut, whole, sizeof(cut)), "facts that are not short are all");
	/*
	 * Where unknown devices pass, a head too short to tell whose address it uses
	 * makes one of a known impostor; callers give at least CORDON_HEAD_MAX.
	 */
	if ((with & (W_OPEN | W_WATCH)) && len < CORDON_HEAD_MAX)
		return;
	/* towards a segment, a head without its tags is not seen to have them */
	if ((c->where & WHERE_INBOUND) && len < CORDON_HEAD_MAX)
		return;
	judge(c, with, &cut, &of_cut);
	demand(!of_cut.pass || verdict->pass, "cutting a frame does not make it pass");
}

/* Observing changes what happens to a frame, never what is thought of it. */
static void check_observed(const struct choice *c, unsigned int with,
			   const struct cordon_frame *f, const struct cordon_verdict *verdict)
{
	struct cordon_verdict other;

	judge(c, with ^ W_OBSERVE, f, &other);
	demand(other.reason == verdict->reason, "observing changes no reason");
	demand(!other.camera == !verdict->camera, "observing changes no camera");
	if ((with ^ W_OBSERVE) & W_OBSERVE)
		demand(other.pass == !(with & W_EMPTY), "what is observed passes");
}

/* Nobody whom the policy does not know passes where the segment is closed to them. */
static void check_unlisted(const struct choice *c, unsigned int with,
			   const struct cordon_frame *f, const struct cordon_verdict *verdict)
{
	struct cordon_scene scene = scene_of(c, with);
	bool second = c->where & WHERE_SECOND_SEGMENT;

	if ((with & W_OBSERVE) || (!second && (with & (W_OPEN | W_WATCH))))
		return;
	demand(!verdict->unknown || !verdict->pass, "unknown devices do not pass");
	if (!scene.policy) {
		demand(!verdict->pass, "without a policy nothing passes");
		return;
	}
	if (c->where & WHERE_INBOUND)
		return;
	if (!cordon_policy_find_mac(scene.policy, f->src) &&
	    !cordon_policy_find_addr(scene.policy, &f->sip))
		demand(!verdict->pass, "an unlisted source does not pass");
}

/* What the numbers of a plain frame leave out makes no difference to its facts. */
static void check_plain(const struct trial_input *in, const struct cordon_frame *facts)
{
	static const u8 unsaid[] = { 15, 18, 19, 22, 24, 25 };
	struct cordon_plain plain, same;
	struct trial_input other = *in;
	struct cordon_frame of_other;
	u8 frame[FRAME_MAX];
	size_t i;

	if (in->choice.tag % 3 ||
	    !cordon_plain_of(in->frame, in->frame + in->len, in->len - 14, &plain))
		return;
	/* a DHCP request has facts in its payload, too; its verdict never lasts */
	demand(cordon_is_dhcp_request(facts) || !facts->flags,
	       "nothing is wrong with a plain frame");
	memcpy(frame, in->frame, in->len);
	for (i = 0; i < ARRAY_SIZE(unsaid); i++)
		frame[unsaid[i]] ^= in->choice.cut[i & 1];
	other.frame = frame;
	demand(cordon_plain_of(frame, frame + in->len, in->len - 14, &same) &&
	       !memcmp(&plain, &same, sizeof(plain)), "it is as plain as before");
	parse(&other, in->len, 0, &of_other);
	of_other.hops = facts->hops;
	demand(!memcmp(facts, &of_other, sizeof(of_other)), "and has the same facts");
}

/* What is said to last is the same when time has passed. */
static void check_lasting(const struct choice *c, unsigned int with,
			  const struct cordon_frame *f, const struct cordon_verdict *verdict)
{
	struct cordon_scene scene = scene_of(c, with);
	struct cordon_verdict then;

	if (!cordon_verdict_lasting(&scene, f, verdict))
		return;
	scene.now = CORDON_FOREVER - 1;
	if (c->where & WHERE_INBOUND)
		cordon_verdict_inbound(&scene, f, &then);
	else
		cordon_verdict_outbound(&scene, f, &then);
	demand(then.reason == verdict->reason && then.pass == verdict->pass,
	       "a verdict lasts that is said to");
}

void check_input(const struct trial_input *in)
{
	const struct choice *c = &in->choice;
	unsigned int with = with_of(c);
	struct cordon_frame facts, again;
	struct cordon_verdict verdict;

	parse(in, in->len, 0, &facts);
	parse(in, in->len, 0xff, &again);
	demand(!memcmp(&facts, &again, sizeof(facts)), "the same bytes have the same facts");
	demand(!(facts.flags & CORDON_F_SHORT), "a whole frame is not short");
	judge(c, with, &facts, &verdict);
	check_cut(in, with, &facts, &verdict);
	check_observed(c, with, &facts, &verdict);
	check_unlisted(c, with, &facts, &verdict);
	check_plain(in, &facts);
	check_lasting(c, with, &facts, &verdict);
}
