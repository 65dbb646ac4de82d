/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is left of a frame while it is parsed. Every read is preceded by a
 * comparison of its length with end - at, and nothing else moves these two:
 * in this form a static analyser can follow that no byte behind the frame is
 * read (tests/prove), which it cannot where a length is kept beside a pointer.
 */
#ifndef _CORDON_REST_H
#define _CORDON_REST_H

#include "frame.h"

struct rest {
	const u8 *at;		/* the next byte */
	const u8 *end;		/* behind the last one that may be read */
	u32 unseen;		/* bytes on the wire from end on */
	bool gso;
};

/* Bytes that were on the wire from at on. */
static inline u32 rest_wire(const struct rest *r)
{
	return (u32)(r->end - r->at) + r->unseen;
}

/* Notes why n more bytes cannot be read: they were not sent, or not given. Returns false. */
static inline bool rest_lacks(struct cordon_frame *f, const struct rest *r, u32 n)
{
	f->flags |= n <= rest_wire(r) ? CORDON_F_SHORT : CORDON_F_MALFORMED;
	return false;
}

/*
 * Can n more bytes be read? A macro, because the analyser has to see the
 * comparison where the bytes are read.
 */
#define rest_need(f, r, n) \
	((r)->end - (r)->at >= (ptrdiff_t)(n) || rest_lacks(f, r, n))

/* Steps over n bytes, which rest_need() has granted. */
static inline void rest_skip(struct rest *r, u32 n)
{
	r->at += n;
}

/* Forgets what is behind the first n bytes. */
static inline void rest_limit(struct rest *r, u32 n)
{
	ptrdiff_t beyond = r->end - r->at - (ptrdiff_t)n;

	if (beyond >= 0) {
		r->end -= beyond;
		r->unseen = 0;
	} else if (r->unseen > (u32)-beyond) {
		r->unseen = (u32)-beyond;
	}
}

void cordon_frame_parse_transport(struct cordon_frame *f, struct rest *r);

#endif
