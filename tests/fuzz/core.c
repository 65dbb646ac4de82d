// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libFuzzer's entry: from bytes to a trial.
 */
#include "input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct trial_input in;

	if (size < sizeof(in.choice) || size - sizeof(in.choice) > FRAME_MAX)
		return -1;	/* not kept */
	memcpy(&in.choice, data, sizeof(in.choice));
	in.frame = data + sizeof(in.choice);
	in.len = (u32)(size - sizeof(in.choice));
	check_input(&in);
	return 0;
}
