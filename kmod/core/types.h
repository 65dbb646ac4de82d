/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The few words the core shares with its surroundings, so that the same files
 * compile into the module, the tools and the tests.
 */
#ifndef _CORDON_TYPES_H
#define _CORDON_TYPES_H

#ifdef __KERNEL__
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
#ifndef __always_inline
#define __always_inline inline
#endif
#ifndef unlikely
#define unlikely(x) (x)
#endif
#ifndef READ_ONCE
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, value) (*(volatile __typeof__(x) *)&(x) = (value))
#endif
#endif

/* An IPv6 address as two numbers; IPv4 addresses are the mapped ones, ::ffff:a.b.c.d. */
struct cordon_addr {
	u64 hi;
	u64 lo;
};

#define CORDON_MAPPED	0xffff00000000ULL	/* RFC 4291, 2.5.5.2 */
#define CORDON_GROUP	(1ULL << 40)		/* group bit of a MAC held as a number */
#define CORDON_BROADCAST 0xffffffffffffULL

static inline struct cordon_addr cordon_addr4(u32 v4)
{
	struct cordon_addr a = { 0, CORDON_MAPPED | v4 };

	return a;
}

static inline bool cordon_addr_same(const struct cordon_addr *a, const struct cordon_addr *b)
{
	return a->lo == b->lo && a->hi == b->hi;
}

static inline bool cordon_addr_is4(const struct cordon_addr *a)
{
	return !a->hi && a->lo >> 32 == 0xffff;
}

/* True of 0.0.0.0 and ::, the addresses of who has none yet. */
static inline bool cordon_addr_unspecified(const struct cordon_addr *a)
{
	return !a->hi && (!a->lo || a->lo == CORDON_MAPPED);
}

static inline bool cordon_addr_multicast(const struct cordon_addr *a)
{
	if (cordon_addr_is4(a))
		return (a->lo >> 28 & 0xf) == 0xe;
	return a->hi >> 56 == 0xff;
}

static inline bool cordon_addr_broadcast(const struct cordon_addr *a)
{
	return !a->hi && a->lo == (CORDON_MAPPED | 0xffffffff);
}

static inline bool cordon_addr_loopback(const struct cordon_addr *a)
{
	if (cordon_addr_is4(a))
		return (a->lo >> 24 & 0xff) == 127;
	return !a->hi && a->lo == 1;
}

/* True of fe80::/10; IPv4's 169.254/16 is an ordinary address here. */
static inline bool cordon_addr_link_local(const struct cordon_addr *a)
{
	return a->hi >> 54 == 0xfe80 >> 6;
}

/* Big-endian reads of bytes that need not be aligned. */
static inline u16 cordon_get16(const u8 *p)
{
	return (u16)(p[0] << 8 | p[1]);
}

static inline u32 cordon_get32(const u8 *p)
{
	return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

static inline u64 cordon_get64(const u8 *p)
{
	return (u64)cordon_get32(p) << 32 | cordon_get32(p + 4);
}

static inline u64 cordon_get_mac(const u8 *p)
{
	return (u64)cordon_get32(p) << 16 | cordon_get16(p + 4);
}

static inline struct cordon_addr cordon_get_addr6(const u8 *p)
{
	struct cordon_addr a = { cordon_get64(p), cordon_get64(p + 8) };

	return a;
}

#endif
