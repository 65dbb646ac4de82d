/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_CLOSED_H
#define _CORDON_CLOSED_H

#include <linux/types.h>

struct cordon_net;
struct cordon_published;
struct cordon_segment;

void cordon_closed_find(struct cordon_published *new);
void cordon_closed_keep(struct cordon_net *cn, const struct cordon_published *old);
u64 cordon_closed_since(const struct cordon_segment *segment,
			const struct cordon_published *policy);

#endif
