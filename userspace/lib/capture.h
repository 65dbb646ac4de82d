/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captures, pcap and pcapng, through libpcap. */
#ifndef _CORDON_CAPTURE_H
#define _CORDON_CAPTURE_H

#include <stdint.h>

/* A frame as it was captured; it lives until the next one. */
struct cordon_captured {
	uint64_t number;	/* from 1 */
	uint64_t time;		/* ns since 1970 */
	const uint8_t *head;
	uint32_t head_len;	/* bytes that were captured */
	uint32_t wire_len;	/* bytes the frame had */
};

typedef int cordon_captured_fn(const struct cordon_captured *frame, void *data);

/*
 * Calls @each with every frame of the file, once the whole file has been found
 * to be readable: one that is cut off or is no Ethernet fails before. What
 * @each returns other than 0 ends the reading.
 */
int cordon_capture_each(const char *path, cordon_captured_fn *each, void *data);

#endif
