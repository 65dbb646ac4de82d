/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_STATE_H
#define _CORDON_STATE_H

void cordon_state_refresh(void);

#endif
