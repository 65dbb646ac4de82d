/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whatever a policy, a scene and a frame's facts can hold: what Frama-C judges
 * by. A value that is not named here is arbitrary; what is named is what
 * kmod/core/build.c and the checkpoints see to, and nothing else may be assumed.
 *
 * Sizes of the model. Each proof is run with several of the first two.
 */
#ifndef TESTS_PROVE_MODEL_H
#define TESTS_PROVE_MODEL_H

#include "judge.h"

#ifndef ADDRESSES
#define ADDRESSES	8	/* of each device: the last one ends where the memory does */
#endif
#ifndef INDEX_BITS
#define INDEX_BITS	3
#endif
#define DEVICES		3
#define PARTIES		4
#define INTERFACES	3
#define HOSTS		4
#define PROFILES	(CORDON_PROFILES_BUILTIN + 1)
#define CLIENTS		2
#define CLIENT_CAMERAS	2	/* of each client at most */
#define EXCEPTIONS	2	/* of each camera */

struct model {
	struct cordon_scene scene;
	struct cordon_frame frame;
};

bool any_bool(void);
u32 any_below(u32 n);
u64 any_between(u64 least, u64 most);
void model_make(struct model *m);
void model_without_peers(struct model *m);

/* Calls of Frama-C's libc, which an analysis knows and no program has. */
void Frama_C_make_unknown(char *p, size_t l);

#define ANY(object)	Frama_C_make_unknown((char *)&(object), sizeof(object))

#endif
