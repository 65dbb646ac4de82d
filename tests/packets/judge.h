/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The corpus for C. Its form is described in README.md. */
#ifndef TESTS_PACKETS_JUDGE_H
#define TESTS_PACKETS_JUDGE_H

#include "../../userspace/lib/policyfile.h"
#include "../../kmod/core/verdict.h"

#define INTERFACES_MAX	16
#define SEGMENTS	2	/* slots whose places are known */
#define EXITS_MAX	8

/* What the head of a file says, and what its frames leave behind. */
struct world {
	const char *path;
	bool has_policy;
	struct cordon_policyfile file;
	struct cordon_policy policy;
	struct cordon_report report;
	struct cordon_hosts *hosts;
	struct cordon_place place[SEGMENTS];
	struct cordon_flows queries[SEGMENTS];
	struct cordon_flows *flows;		/* of each object that is a camera */
	struct cordon_flows **flows_of;
	char interface[INTERFACES_MAX][16];	/* position + 1 is the index */
};

struct expected_exit {
	char where[16];
	char reason[32];
	bool translated;			/* its destination is another by then: */
	struct cordon_addr dip;
	u16 dport;
};

/* A line of a file. */
struct record {
	char row[16];
	char name[80];
	char direction[8];			/* out, in, guard */
	char segment[16];
	char place[16];				/* where it came in, "self": made here */
	u64 now;				/* ns */
	u8 *data;
	u32 len;
	char account[32];
	char verdict[8];			/* pass, drop, would */
	char reason[32];
	struct expected_exit exit[EXITS_MAX];
	unsigned int exits;
};

struct cordon_addr world_address(const char *text);
u64 world_mac(const char *text);
void world_state(struct world *w, const char *path);
u32 world_interface(struct world *w, const char *name);
int world_slot(const struct world *w, const char *segment);
void world_head(struct world *w, char *line);
void world_open(struct world *w);
void world_close(struct world *w);
void record_read(struct record *r, char *line);

[[gnu::noreturn, gnu::format(printf, 1, 2)]]
void die(const char *format, ...);

#endif
