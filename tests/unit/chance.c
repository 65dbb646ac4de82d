// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "chance.h"

u64 seed;
static u64 stream;

/* splitmix64 (public domain, Vigna 2015): any seed will do */
u64 any(void)
{
	u64 z = stream += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

u32 below(u32 n)
{
	return (u32)(any() % n);
}

void start_over(void)
{
	stream = seed;
}

void take_seed(void)
{
	const char *given = getenv("SEED");

	seed = given ? strtoull(given, NULL, 0) : (u64)time(NULL);
	start_over();
	printf("# SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
}
