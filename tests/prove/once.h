/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plain reads and writes: of a volatile one Frama-C believes that anything may
 * come out, also a pointer to nowhere.
 */
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
