// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Proved: no verdict on any facts, at any checkpoint, under any policy reads
 * outside its objects or computes what C does not define.
 */
#include "model.h"

int main(void)
{
	static struct model m;
	struct cordon_verdict verdict;

	model_make(&m);
	if (any_bool())
		cordon_verdict_outbound(&m.scene, &m.frame, &verdict);
	else
		cordon_verdict_inbound(&m.scene, &m.frame, &verdict);
	return 0;
}
