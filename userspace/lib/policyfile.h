/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The policy file: YAML to the core's objects, and those to the tables that
 * the core's verdict reads. docs: camcordon-policy(5).
 */
#ifndef _CORDON_POLICYFILE_H
#define _CORDON_POLICYFILE_H

#include "model.h"
#include "report.h"
#include "../../kmod/core/object.h"

#define CORDON_POLICY_FILE	"/etc/camcordon/policy.yaml"
#define CORDON_POLICY_DIRECTORY	"/etc/camcordon/policy.d"

#define CORDON_SEGMENT_TEXT	18	/* bytes of a segment's name as people read it */

/* What one MAC or address was given to. */
struct cordon_claim {
	struct cordon_addr addr;	/* a MAC: hi CORDON_CLAIM_MAC, lo the MAC */
	struct cordon_spot place;
	uint32_t object;		/* position */
	const struct cordon_claim *owner;	/* who has it already; else NULL */
};

/* A MAC that is given by the name of the peer it belongs to. */
struct cordon_borrow {
	u64 *mac;			/* of an object, until then 0 */
	u64 found;
	struct cordon_spot place;
	char owner[CORDON_NAME_SIZE];
};

#define CORDON_CLAIM_MAC	(~0ULL)	/* no IPv6 address of one device begins so */

/* All files of one policy, merged. */
struct cordon_policyfile {
	char **file;			/* names, for places */
	size_t files;
	struct cordon_object **object;
	struct cordon_spot *place;	/* of each object */
	uint32_t objects;
	uint32_t room;			/* of both arrays */
	struct cordon_claim *claim;
	uint32_t claims;
	uint32_t claims_room;
	struct cordon_borrow *borrow;
	uint32_t borrows;
	uint32_t borrows_room;
	void *names;			/* tsearch(3) tree of objects */
	uint8_t mode;			/* enum cordon_mode */
	struct model_mark mark;
	struct cordon_spot mode_place;	/* line 0: not given */
	struct cordon_spot mark_place;
};

/*
 * Reads the files and directories in @paths, in their order, as one policy; of
 * a directory what ends in .yaml, by name. With @count 0 the default ones: the
 * file has to be there, the directory need not. Whatever is wrong with what was
 * read goes to @report. Returns 0; or fails, without a text where the report
 * has it. @to is to be released in any case.
 */
int cordon_policyfile_read(struct cordon_policyfile *to, char *const *paths,
			   size_t count, struct cordon_report *report);
/*
 * Makes the core's tables, with the segments' rules in the order of segments.
 * The policy reads on in @from; both are to be released in any case.
 */
int cordon_policyfile_make(const struct cordon_policyfile *from,
			   struct cordon_policy *policy,
			   struct cordon_report *report);
void cordon_policyfile_unmake(struct cordon_policy *policy);
void cordon_policyfile_release(struct cordon_policyfile *file);

/* One that a reader made; NULL is nothing. */
void cordon_object_free(struct cordon_object *object);

/*
 * A segment is named by its interface, or by its card's MAC: then its name is
 * one that no interface can have. Returns what is wrong with @text, or NULL.
 */
const char *cordon_policyfile_segment(const char *text, char name[IFNAMSIZ]);
/* The other way. */
void cordon_policyfile_segment_text(const char *name,
				    char text[CORDON_SEGMENT_TEXT]);
/* A text of the core or the module, with cards as people write them. */
void cordon_policyfile_readable(const char *from, char *to, size_t size);

#endif
