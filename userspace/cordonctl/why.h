/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of a camera, or of a device that nobody listed, and what to do. */
#ifndef _CORDON_WHY_H
#define _CORDON_WHY_H

#include "../lib/parse.h"
#include "../lib/way.h"
#include "../lib/words.h"
#include "objects.h"
#include "values.h"

#define WHY_TEXT 256

struct why {
	const char *kind;		/* "camera" or "unknown" */
	char name[CORDON_NAME_SIZE];	/* of a camera */
	struct model_mac mac;
	bool found;			/* there is a camera: */
	struct model_camera camera;
	struct seen_device seen;	/* else */
	json_t *device;			/* the same; NULL of a camera */
	json_t *segments;
	json_t *stats;
	json_t *evidence;
	/* parts of these, or NULL */
	json_t *last_frame;
	json_t *last_pass;
	json_t *top;
	/* the one thing to do */
	char text[WHY_TEXT];
	char command[WHY_TEXT];		/* "": nothing that a command could do */
};

/* The reason of a line of evidence; NULL for none, or one that is not known. */
const struct cordon_reason_text *why_reason(const json_t *line);
/* Sets text and command; fails as fail.h says. */
int why_suggest(struct why *why, struct cordon_genl *genl);

#endif
