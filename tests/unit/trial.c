// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a line of a table becomes a test.
 */
#include <stdlib.h>

#include "trial.h"

/* cmocka hands a test one pointer, which is the trial's */
static void (*judge_now)(const struct cordon_scene *scene, const struct cordon_frame *frame,
			 struct cordon_verdict *verdict);

const char *reason_word(u8 reason)
{
	static const char *const words[] = {
#define WORD(nr, name, word, meaning, advice) \
		[nr] = word,
		CORDON_REASONS(WORD)
#undef WORD
	};

	return reason < ARRAY_SIZE(words) ? words[reason] : "no reason of the list";
}

static void note(struct cordon_flows **flows, const struct trial_flow *flow)
{
	struct cordon_flow_key key = { addr_of(flow->peer), flow->peer_port, flow->port };

	world_sent(flows, &key, WORLD_NOW - flow->ago);
}

/* What happened before the frame. */
static void before(struct world *w, const struct trial *t)
{
	if (t->sent.peer)
		note(&w->flows, &t->sent);
	if (t->asked.peer)
		note(&w->queries, &t->asked);
	if (t->strayed)
		world_party(w, t->strayed)->strayed = t->out;
}

/*
 * A verdict that is said to last is the same at any later time, and when what was
 * sent before is forgotten.
 */
static void check_lasting(struct world *w, struct cordon_scene scene,
			  const struct cordon_frame *facts, const struct cordon_verdict *verdict)
{
	static const u64 later[] = { 1, 100 * SECONDS, CORDON_FOREVER - 1 - WORLD_NOW };
	struct cordon_verdict then;
	size_t i;

	if (!cordon_verdict_lasting(&scene, facts, verdict))
		return;
	free(w->flows);
	w->flows = NULL;
	scene.queries = NULL;
	for (i = 0; i < ARRAY_SIZE(later); i++) {
		scene.now = WORLD_NOW + later[i];
		judge_now(&scene, facts, &then);
		assert_string_equal(reason_word(then.reason), reason_word(verdict->reason));
		assert_int_equal(then.pass, verdict->pass);
		assert_ptr_equal(then.camera, verdict->camera);
	}
}

static void run(void **state)
{
	const struct trial *t = *state;
	struct world *w = world_usual(t->with);
	struct cordon_verdict verdict;
	struct cordon_scene scene;
	struct cordon_frame facts;
	u64 camera;

	before(w, t);
	scene = world_scene(w, t->slot);
	scene.checkpoint = t->at;
	scene.out_ifindex = t->out;
	scene.in_ifindex = t->in;
	scene.translated = t->translated;
	scene.was_dport = t->was_dport;
	if (t->was)
		scene.was_dip = addr_of(t->was);
	frame_facts(&t->frame, &facts);
	/* left over in the caller's memory, it must not matter */
	memset(&verdict, 0xff, sizeof(verdict));
	judge_now(&scene, &facts, &verdict);
	camera = verdict.camera ? verdict.camera->mac : 0;
	check_lasting(w, scene, &facts, &verdict);
	world_free(w);
	assert_string_equal(reason_word(verdict.reason), reason_word(t->reason));
	assert_int_equal(verdict.pass, t->reason == CORDON_REASON_PASS || t->observed);
	if (t->camera)
		assert_int_equal(camera, t->camera);
	if (t->remember)
		assert_int_equal(verdict.remember, t->remember - 1);
}

/* Runs a table with one of the verdict functions; returns what main() shall. */
int trial_run_all(const struct trial *trials, size_t count, judge_fn *judge)
{
	struct CMUnitTest *tests = calloc(count, sizeof(*tests));
	size_t i;
	int failed;

	if (!tests)
		abort();
	for (i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){
			.name = trials[i].name, .test_func = run,
			.initial_state = (void *)&trials[i],
		};
	judge_now = judge;
	failed = _cmocka_run_group_tests("verdict", tests, count, NULL, NULL);
	free(tests);
	return failed;
}
