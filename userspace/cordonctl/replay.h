/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a replay is shown: frames one by one, and their sums. */
#ifndef _CORDON_CORDONCTL_REPLAY_H
#define _CORDON_CORDONCTL_REPLAY_H

#include <jansson.h>

#include "../lib/replay.h"

/* One line: text, or JSON with the name of the @capture. */
int replay_print_frame(const struct cordon_judged *judged, const char *capture,
		       bool json);
/* What 'stats' says, in the same form. */
json_t *replay_stats(const struct cordon_replay *replay);

#endif
