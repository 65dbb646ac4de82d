/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files that read a policy file share among themselves. Functions
 * that return bool return false after they have reported what is wrong.
 */
#ifndef _CORDON_POLICYREAD_H
#define _CORDON_POLICYREAD_H

#include <yaml.h>

#include "policyfile.h"

/* One file while it is read. */
struct cordon_reader {
	struct cordon_policyfile *to;
	struct cordon_report *report;
	const char *file;
	const char *key;	/* whose value is being read, for messages */
	yaml_document_t document;
	bool memory;		/* there was not enough */
};

/* A key of a mapping. A list of them ends with a NULL word. */
struct cordon_key {
	const char *word;
	bool (*take)(struct cordon_reader *r, const yaml_node_t *value,
		     void *to);
	bool needed;
};

struct cordon_spot cordon_read_spot(const struct cordon_reader *r,
				      const yaml_node_t *node);

/* "KEY 'VALUE': @problem" at a node. Returns false. */
bool cordon_read_wrong(struct cordon_reader *r, const yaml_node_t *node,
		       const char *problem);
/* "@text" at a node. Returns false. */
[[gnu::format(printf, 3, 4)]]
bool cordon_read_error(struct cordon_reader *r, const yaml_node_t *node,
		       const char *text, ...);
bool cordon_read_no_memory(struct cordon_reader *r);

/* The text of a single value, or NULL. */
const char *cordon_read_text(struct cordon_reader *r, const yaml_node_t *node);
/* One of @words, NULL at its end; its position, or -1. */
int cordon_read_word(struct cordon_reader *r, const yaml_node_t *node,
		     const char *const *words);
/* Takes each item of a list, of at most @max. Wrong ones do not end it. */
bool cordon_read_list(struct cordon_reader *r, const yaml_node_t *node,
		      unsigned int max,
		      bool (*take)(struct cordon_reader *r,
				   const yaml_node_t *item, void *to),
		      void *to);
/* Takes each key of a mapping that is @what: "a camera". */
bool cordon_read_map(struct cordon_reader *r, const yaml_node_t *node,
		     const char *what, const struct cordon_key *keys, void *to);

/* An object under way, and where what others must not have stands. */
struct cordon_making {
	struct cordon_object *object;	/* with room for CORDON_ADDRS_MAX addresses */
	struct cordon_spot mac;
	struct cordon_spot addr[CORDON_ADDRS_MAX];
	struct cordon_spot via;
	struct cordon_spot via_mac;
	bool by_interface;		/* a segment's name */
	bool by_card;
};

struct cordon_object *cordon_object_of(void *making);

/* True unless a parser of parse.h had a @problem with the value of a node. */
bool cordon_read_judge(struct cordon_reader *r, const yaml_node_t *node,
		       const char *problem);
/* policyvalue.c: single values */
bool cordon_read_mac(struct cordon_reader *r, const yaml_node_t *node, u64 *to);
bool cordon_read_address(struct cordon_reader *r, const yaml_node_t *node,
			 struct cordon_addr *to);
bool cordon_read_interface(struct cordon_reader *r, const yaml_node_t *node,
			   char *to);
bool cordon_read_segment(struct cordon_reader *r, const yaml_node_t *node,
			 char *to);
bool cordon_read_name(struct cordon_reader *r, const yaml_node_t *node, char *to);
bool cordon_read_mark(struct cordon_reader *r, const yaml_node_t *node,
		      struct model_mark *to);
bool cordon_read_yes(struct cordon_reader *r, const yaml_node_t *node, bool *to);
/* ... and keys that several kinds of objects have; @to is a cordon_making */
typedef bool cordon_take(struct cordon_reader *r, const yaml_node_t *node,
			 void *to);
cordon_take cordon_take_name, cordon_take_mac, cordon_take_address;
cordon_take cordon_take_addresses, cordon_take_segment;

/* policypeer.c */
extern const struct cordon_key cordon_recorder_keys[], cordon_server_keys[];
extern const struct cordon_key cordon_client_keys[];
bool cordon_check_peer(struct cordon_reader *r, const yaml_node_t *node,
		       const struct cordon_making *making);

/* Reads @text, the whole of file @r->file. */
bool cordon_read_yaml(struct cordon_reader *r, const char *text, size_t len);

/* Takes over the object, right or wrong, and notes what it claims. */
bool cordon_policyfile_add(struct cordon_reader *r, const yaml_node_t *node,
			   const struct cordon_making *making);

/* policykeys.c: the whole document, once it is one. */
bool cordon_read_policy(struct cordon_reader *r, const yaml_node_t *root);

/* Notes that @mac is the one of the peer @owner, whose name stands at @node. */
bool cordon_policyfile_borrow(struct cordon_reader *r, const yaml_node_t *node,
			      u64 *mac, const char *owner);

/* policyunique.c: names, MACs and addresses that were given twice. */
bool cordon_unique(struct cordon_policyfile *file, struct cordon_report *report);
/* cordon_materials.find, of a struct cordon_policyfile */
uint32_t cordon_unique_find(const void *file, uint8_t kind, const char *name);
/* Once names are unique: gives each borrowed MAC its value. */
void cordon_unique_lend(struct cordon_policyfile *file, struct cordon_report *report);
void cordon_unique_release(struct cordon_policyfile *file);

/* The role's word, for messages: "camera", "recorder". */
const char *cordon_object_word(const struct cordon_object *object);

#endif
