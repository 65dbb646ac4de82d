/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_RETIRED_H
#define _CORDON_RETIRED_H

#include <linux/types.h>

struct cordon_account;
struct cordon_net;
struct cordon_object;
struct cordon_published;

/* A device that was a camera until another one took its name. */
struct cordon_retired {
	struct cordon_account *account;	/* NULL: free */
	u64 mac;
	u64 when;			/* nanoseconds since 1970 */
};

bool cordon_retired_same(const struct cordon_object *former, const struct cordon_object *object);
void cordon_retired_note(struct cordon_net *cn, const struct cordon_published *old,
			 const struct cordon_published *new);
void cordon_retired_release(struct cordon_net *cn);

#endif
