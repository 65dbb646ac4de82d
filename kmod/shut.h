/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_SHUT_H
#define _CORDON_SHUT_H

int cordon_shut_init(void);

#endif
