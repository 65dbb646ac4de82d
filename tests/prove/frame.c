// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Proved: parsing any frame of 0 to 2048 bytes, cut anywhere, of any length on
 * the wire, and asking whether it is plain, reads nothing but its bytes and
 * computes nothing that C does not define. The frame ends where its memory ends,
 * so that one byte more is not slack but an alarm.
 */
#include "__fc_builtin.h"
#include "frame.h"
#include "plain.h"

#define MOST	2048

static u8 memory[MOST];

int main(void)
{
	struct cordon_bytes bytes;
	struct cordon_frame frame;
	struct cordon_plain plain;

	Frama_C_make_unknown((char *)memory, MOST);
	Frama_C_make_unknown((char *)&bytes, sizeof(bytes));
	bytes.head = memory + Frama_C_interval(0, MOST);
	bytes.end = memory + MOST;
	bytes.gso = Frama_C_interval(0, 1);
	cordon_frame_parse(&bytes, &frame);
	cordon_plain_of(bytes.head, bytes.end, bytes.wire_len, &plain);
	/* what another frame's numbers were */
	Frama_C_make_unknown((char *)&plain, sizeof(plain));
	if (bytes.end - bytes.head >= CORDON_PLAIN_MIN) {
		cordon_plain_meets(bytes.head, &plain);
		cordon_plain_like(bytes.head, bytes.wire_len, &plain);
	}
	return 0;
}
