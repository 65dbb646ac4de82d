/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values as they stand on the command line: the next word, parsed or refused. */
#ifndef _CORDON_VALUES_H
#define _CORDON_VALUES_H

#include "../lib/model.h"
#include "change.h"
#include "command.h"

/* @name has room for CORDON_NAME_SIZE, or IFNAMSIZ for an interface. */
int take_name(struct words *words, char *name);
int take_interface(struct words *words, char *name);
/* An interface, or a segment by its card's MAC; room for IFNAMSIZ. */
int take_segment(struct words *words, char *name);
int take_mac(struct words *words, struct model_mac *mac);
/* A MAC, or the name of the peer that has it. */
int take_peer_mac(struct words *words, struct model_mac *mac);
/* The name of a camera or trusted device that there is, or its MAC. */
int take_device(struct words *words, const struct noun *noun, char *name);
int take_address(struct words *words, struct model_addr *addr);
/* One more for a list that holds @count; refuses one too many, or a second. */
int take_list_address(struct words *words, struct model_addr *list,
		      unsigned int *count);
int take_mark(struct words *words, struct model_mark *mark);
int take_vlans(struct words *words, struct model_segment *segment);
int take_duration(struct words *words, uint32_t *seconds);
/* A duration that ends. */
int take_time(struct words *words, uint32_t *seconds);
/* "for DURATION" or "forever" */
int take_limit(struct words *words, uint32_t *seconds);
/* "enforce", or "observe" and a limit */
int take_mode(struct words *words, uint8_t *mode, uint32_t *seconds);
int take_yes(struct words *words, bool *yes);
/* A gateway: ADDRESS mac MAC|NAME */
int take_via(struct words *words, struct model_addr *via,
	     struct model_mac *mac);
/*
 * Parts joined by commas, @what for messages. @parse returns what is wrong with
 * one, as parse.h says.
 */
int take_parts(struct words *words, const char *what,
	       const char *(*parse)(const char *part, void *data), void *data);
/* Words of @list joined by commas, as bits. */
int take_bits(struct words *words, const char *const *list, uint32_t *bits);
/* Takes "none" where it clears. */
bool take_none(struct words *words);

#endif
