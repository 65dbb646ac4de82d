/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies between two policies, and the transaction that gets there. The
 * sets outlive the diff.
 */
#ifndef _CORDON_POLICYDIFF_H
#define _CORDON_POLICYDIFF_H

#include "policyset.h"

/* One that is added has no @from, one that is removed no @to. */
struct cordon_change {
	const struct cordon_object *from;
	const struct cordon_object *to;
};

struct cordon_diff {
	const struct cordon_set *from;
	const struct cordon_set *to;
	struct cordon_change *change;	/* by kind and name */
	uint32_t changes;
	bool mode;		/* differs, for all cameras */
	bool mark;
};

/* Released in any case. */
int cordon_diff_make(struct cordon_diff *diff, const struct cordon_set *from,
		     const struct cordon_set *to);
void cordon_diff_release(struct cordon_diff *diff);

/* Settings that differ count as one. */
uint32_t cordon_diff_count(const struct cordon_diff *diff);
/* At most @max lines; how many more there would be is said, unless none. */
int cordon_diff_print(const struct cordon_diff *diff, uint32_t max, FILE *to);
/* An array of {"change", "kind", "name", "from", "to"}. */
int cordon_diff_json(const struct cordon_diff *diff, json_t **to);

/*
 * Makes @diff->to the policy of the kernel, whose policy @diff->from is. With
 * @confirm, in seconds, for that time, unless it is confirmed. *@generation is
 * then the new one.
 */
int cordon_diff_commit(const struct cordon_diff *diff, struct cordon_genl *genl,
		       uint32_t confirm, uint64_t *generation);

#endif
