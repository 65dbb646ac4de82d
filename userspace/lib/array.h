/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef _CORDON_ARRAY_H
#define _CORDON_ARRAY_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof(*(array)))

#endif
