/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What may still be changed once a policy is sealed.
 */
#ifndef _CORDON_TIGHTEN_H
#define _CORDON_TIGHTEN_H

#include "policy.h"

bool cordon_tightens(const struct cordon_policy *old, const struct cordon_policy *new, u64 now,
		     char *why, size_t why_size);
bool cordon_sealable(const struct cordon_policy *p, u64 now, char *why, size_t why_size);

#endif
