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
	switch (any_below(3)) {
	case 0:
		cordon_verdict_outbound(&m.scene, &m.frame, &verdict);
		break;
	case 1:
		cordon_verdict_inbound(&m.scene, &m.frame, &verdict);
		break;
	case 2:
		cordon_verdict_guard(&m.scene, &m.frame, &verdict);
	}
	cordon_verdict_lasting(&m.scene, &m.frame, &verdict);
	return 0;
}
