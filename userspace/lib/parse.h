/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What people type, to what the interface takes. Every function returns NULL,
 * or what is wrong with @text and what is accepted: the end of a sentence that
 * begins with the text itself.
 */
#ifndef _CORDON_PARSE_H
#define _CORDON_PARSE_H

#include "model.h"

const char *cordon_parse_name(const char *text, char name[CORDON_NAME_SIZE]);
/* What the kernel accepts as the name of an interface; it need not exist. */
const char *cordon_parse_interface(const char *text, char name[IFNAMSIZ]);
const char *cordon_parse_mac(const char *text, struct model_mac *mac);
/* One device's address: neither a group, nor a loopback, nor a network. */
const char *cordon_parse_address(const char *text, struct model_addr *addr);
/* 90s, 30m, 1h, 7d, forever; @seconds 0 is forever. */
const char *cordon_parse_duration(const char *text, uint32_t *seconds);
/* The same, for what has to end. */
const char *cordon_parse_time(const char *text, uint32_t *seconds);
/* VALUE or VALUE/MASK, each 32 bits. */
const char *cordon_parse_mark(const char *text, struct model_mark *mark);
/* What somebody says about an exception. */
const char *cordon_parse_comment(const char *text,
				 char comment[CORDON_COMMENT_MAX + 1]);
/* VLAN ids, separated by commas. */
const char *cordon_parse_vlans(const char *text, struct model_segment *to);

#endif
