/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers drawn at random, which a seed repeats: SEED=N in the environment.
 */
#ifndef TESTS_UNIT_CHANCE_H
#define TESTS_UNIT_CHANCE_H

#include "types.h"

extern u64 seed;	/* to be named where a test fails */

u64 any(void);
u32 below(u32 n);
void take_seed(void);	/* the given one, or the time; says which */
void start_over(void);	/* with the numbers of the seed */

#define ONE_OF(list) ((list)[below(ARRAY_SIZE(list))])

#endif
