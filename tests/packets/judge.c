// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The first judge: the core alone. usage: corpus FILE.frames...; without one,
 * all of tests/packets/corpus. A test a file; what is judged otherwise is named.
 */
#include <glob.h>
#include <stdlib.h>

#include "judge.h"

static const char *const words[] = {
#define WORD(nr, name, word, meaning, advice) \
	[nr] = word,
	CORDON_REASONS(WORD)
#undef WORD
};

/* How the bytes of a frame are handed over. */
enum giving {
	AS_IT_IS,
	TAG_BESIDE,		/* as the kernel does at ingress: the outer tag is no part of it */
	GIVINGS
};

struct trial {
	struct world *world;
	const struct record *record;
	struct cordon_frame frame;
	struct cordon_scene scene;
	struct cordon_verdict verdict;
};

/* False where there is nothing to give otherwise. */
static bool parse(struct trial *t, enum giving giving)
{
	const struct record *r = t->record;
	u32 len = r->len - (giving == TAG_BESIDE ? 4 : 0);
	u16 type = r->len >= 18 ? cordon_get16(r->data + 12) : 0;
	struct cordon_bytes bytes = { .wire_len = len };
	u8 *copy;

	if (giving == TAG_BESIDE && type != 0x8100 && type != 0x88a8)
		return false;
	copy = malloc(len);
	memcpy(copy, r->data, giving == TAG_BESIDE ? 12 : len);
	if (giving == TAG_BESIDE) {
		memcpy(copy + 12, r->data + 16, r->len - 16);
		bytes.tag_type = type;
		bytes.tag_tci = cordon_get16(r->data + 14);
	}
	bytes.head = copy;
	bytes.end = copy + len;
	cordon_frame_parse(&bytes, &t->frame);
	free(copy);
	return true;
}

static void set_scene(struct trial *t)
{
	struct world *w = t->world;
	int slot = world_slot(w, t->record->segment);
	bool self = !strcmp(t->record->place, "self");

	if (slot < 0 || slot >= SEGMENTS)
		die("%s: '%s' is no segment", w->path, t->record->segment);
	t->scene = (struct cordon_scene){
		.policy = w->has_policy ? &w->policy : NULL, .hosts = w->hosts,
		.place = &w->place[slot], .queries = &w->queries[slot], .now = t->record->now,
		.slot = (u8)slot, .checkpoint = CORDON_CHECKPOINT_INGRESS,
		.in_ifindex = self ? 0 : world_interface(w, t->record->place),
	};
}

static void remember(struct trial *t)
{
	struct cordon_flow_key key;

	if (t->verdict.reason != CORDON_REASON_PASS || !t->verdict.remember)
		return;
	cordon_verdict_flow(&t->frame, t->verdict.remember, &key);
	cordon_flow_note(t->verdict.remember == CORDON_REMEMBER_FLOW ?
			 *t->verdict.camera->flows : &t->world->queries[t->scene.slot],
			 &key, t->scene.now);
}

/* What comes in by another port of the bridge meets the guard before the egress checkpoint. */
static void judge(struct trial *t)
{
	bool guarded = t->scene.place->bridged && t->scene.in_ifindex;

	if (!strcmp(t->record->direction, "out")) {
		cordon_verdict_outbound(&t->scene, &t->frame, &t->verdict);
		return;
	}
	if (guarded)
		cordon_verdict_guard(&t->scene, &t->frame, &t->verdict);
	if (!strcmp(t->record->direction, "guard") ||
	    (guarded && t->verdict.reason != CORDON_REASON_PASS))
		return;
	cordon_verdict_inbound(&t->scene, &t->frame, &t->verdict);
	remember(t);
}

static const char *account_of(const struct trial *t)
{
	const struct cordon_device *camera = t->verdict.camera;

	return camera ? ((struct cordon_object *)camera->account)->name : "-";
}

static const char *verdict_of(const struct trial *t)
{
	if (t->verdict.reason == CORDON_REASON_PASS)
		return "pass";
	return t->verdict.pass ? "would" : "drop";
}

static bool same(const struct trial *t)
{
	const struct record *r = t->record;

	if (!strcmp(r->account, account_of(t)) && !strcmp(r->verdict, verdict_of(t)) &&
	    !strcmp(r->reason, words[t->verdict.reason]))
		return true;
	printf("# %s \"%s\": %s %s %s, wanted %s %s %s\n", r->row, r->name, account_of(t),
	       verdict_of(t), words[t->verdict.reason], r->account, r->verdict, r->reason);
	return false;
}

static void leave(struct trial *t, const struct expected_exit *e)
{
	bool local = !strcmp(e->where, "local");
	struct cordon_frame frame = t->frame;
	struct cordon_scene scene = t->scene;

	scene.checkpoint = local ? CORDON_CHECKPOINT_LOCAL : CORDON_CHECKPOINT_PORTS;
	scene.out_ifindex = local ? 0 : world_interface(t->world, e->where);
	if (e->translated) {
		scene.translated = true;
		scene.was_dip = frame.dip;
		scene.was_dport = frame.dport;
		frame.dip = e->dip;
		frame.dport = e->dport;
	}
	cordon_verdict_outbound(&scene, &frame, &t->verdict);
}

static bool judge_exits(struct trial *t)
{
	const struct record *r = t->record;
	bool right = true;

	for (unsigned int i = 0; i < r->exits; i++) {
		const struct expected_exit *e = &r->exit[i];

		leave(t, e);
		if (!strcmp(e->reason, words[t->verdict.reason]))
			continue;
		printf("# %s \"%s\": at exit %s %s, wanted %s\n", r->row, r->name, e->where,
		       words[t->verdict.reason], e->reason);
		right = false;
	}
	return right;
}

static bool judge_record(struct world *w, const struct record *r)
{
	bool right = true;

	for (enum giving giving = AS_IT_IS; giving < GIVINGS; giving++) {
		struct trial t = { .world = w, .record = r };

		if (!parse(&t, giving))
			continue;
		set_scene(&t);
		judge(&t);
		right = same(&t) && judge_exits(&t) && right;
	}
	return right;
}

static bool judge_file(const char *path, unsigned int *frames)
{
	struct world w = { .path = path };
	FILE *from = fopen(path, "re");
	bool right = true, open = false;
	struct record r;
	char *line = NULL;
	size_t room = 0;

	if (!from)
		die("%s cannot be opened", path);
	while (getline(&line, &room, from) > 0) {
		if (strncmp(line, "frame ", 6)) {
			world_head(&w, line);
			continue;
		}
		if (!open)
			world_open(&w);
		open = true;
		record_read(&r, line);
		right = judge_record(&w, &r) && right;
		free(r.data);
		++*frames;
	}
	free(line);
	fclose(from);
	world_close(&w);
	return right;
}

static int judge_files(char **path, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned int frames = 0;
		bool right = judge_file(path[i], &frames) && frames;

		printf("%s %zu - the core agrees with %s, %u frames\n", right ? "ok" : "not ok",
		       i + 1, path[i], frames);
		failed += !right;
	}
	printf("1..%zu\n", count);
	return failed || !count;
}

int main(int argc, char **argv)
{
	glob_t all;
	int status;

	if (argc > 1)
		return judge_files(argv + 1, (size_t)argc - 1);
	if (glob("tests/packets/corpus/*/*.frames", 0, NULL, &all))
		die("no corpus in tests/packets/corpus");
	status = judge_files(all.gl_pathv, all.gl_pathc);
	globfree(&all);
	return status;
}
