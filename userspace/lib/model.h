/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The objects of a policy, and their way into and out of netlink attributes.
 * Every object begins with its name (settings: empty), so that code which only
 * needs the name need not know the kind.
 */
#ifndef _CORDON_MODEL_H
#define _CORDON_MODEL_H

#include <net/if.h>

#include "attr.h"
#include "../../kmod/core/service.h"
#include "../../kmod/uapi/camcordon.h"

#define CORDON_NAME_SIZE (CORDON_NAME_MAX + 1)

struct model_mac {
	bool set;
	uint8_t bytes[6];
};

struct model_mark {
	uint32_t value;
	uint32_t mask;		/* 0: no tag */
};

struct model_settings {
	char name[CORDON_NAME_SIZE];
	uint8_t mode;		/* enum cordon_mode */
	uint32_t duration;	/* seconds to observe; 0: forever */
	struct model_mark mark;
	bool keep;		/* in a SET: the mode stays */
};

struct model_segment {
	char name[CORDON_NAME_SIZE];
	uint8_t unknown;	/* enum cordon_unknown */
	bool bpdu;
	unsigned int vlans;
	uint16_t vlan[CORDON_VLANS_MAX];
	/* read only */
	uint8_t state;		/* enum cordon_state */
	uint64_t since;		/* ns since 1970 */
	uint64_t closed;	/* closed without a break since; 0: it is not */
	bool bridged;
	uint32_t ifindex;	/* 0: none */
};

struct model_peer {
	char name[CORDON_NAME_SIZE];
	uint8_t role;		/* CORDON_ROLE_* */
	bool self;
	unsigned int addresses;
	struct model_addr address[CORDON_ADDRS_MAX];
	unsigned int froms;
	char from[CORDON_FROMS_MAX][IFNAMSIZ];
	struct model_mac mac;
	struct model_addr via;	/* len 0: none */
	struct model_mac via_mac;
	char behind[IFNAMSIZ];	/* "": none */
	uint32_t gives;		/* CORDON_GIVES_* */
	struct cordon_services opens;	/* a client's */
	unsigned int cameras;	/* a client's; 0: all */
	char camera[CORDON_CLIENT_CAMERAS_MAX][CORDON_NAME_SIZE];
};

struct model_profile {
	char name[CORDON_NAME_SIZE];
	struct cordon_profile may;
};

struct model_trusted {
	char name[CORDON_NAME_SIZE];
	struct model_mac mac;
	char segment[IFNAMSIZ];
	uint32_t duration;	/* seconds; 0: forever */
};

struct model_camera {
	char name[CORDON_NAME_SIZE];
	struct model_mac mac;
	unsigned int addresses;
	struct model_addr address[CORDON_ADDRS_MAX];
	char segment[IFNAMSIZ];	/* "": any */
	char profile[CORDON_NAME_SIZE];
	uint8_t mode;		/* enum cordon_mode */
	uint32_t duration;	/* seconds to observe; 0: forever */
	struct model_mark mark;
	uint32_t setup;		/* seconds of profile 'setup'; 0: none */
	bool keep;		/* in a SET: what runs for a time goes on */
};

struct model_exception {
	char name[CORDON_NAME_SIZE];
	char camera[CORDON_NAME_SIZE];
	struct model_addr address;
	struct cordon_service service;
	struct model_addr via;	/* len 0: none */
	struct model_mac via_mac;
	uint32_t duration;	/* seconds, not 0 */
	char comment[CORDON_COMMENT_MAX + 1];
	uint32_t uid;		/* read only */
};

union model_object {
	char name[CORDON_NAME_SIZE];
	struct model_settings settings;
	struct model_segment segment;
	struct model_peer peer;
	struct model_trusted trusted;
	struct model_camera camera;
	struct model_profile profile;
	struct model_exception exception;
};

/* One kind of object. */
struct cordon_type {
	uint8_t kind;		/* enum cordon_kind */
	uint16_t attr;		/* of the nest */
	uint16_t name_attr;	/* in the nest; 0: the object has no name */
	size_t size;		/* of its member in the union */
	void (*get)(const struct nlattr *nest, union model_object *object);
	void (*put)(struct nlmsghdr *nlh, const union model_object *object);
};

extern const struct cordon_type cordon_type_settings;
extern const struct cordon_type cordon_type_segment;
extern const struct cordon_type cordon_type_peer;
extern const struct cordon_type cordon_type_trusted;
extern const struct cordon_type cordon_type_camera;
extern const struct cordon_type cordon_type_profile;
extern const struct cordon_type cordon_type_exception;

/* Adds the nest that POLICY_ADD and POLICY_SET take, or POLICY_DEL's. */
void cordon_model_put(struct nlmsghdr *nlh, const struct cordon_type *type,
		      const union model_object *object);
void cordon_model_put_name(struct nlmsghdr *nlh, const struct cordon_type *type,
			   const char *name);

/*
 * Which attribute of our own message @nlh stands at @offset: "camera mac".
 * Writes "" if none does.
 */
void cordon_model_locate(const struct nlmsghdr *nlh, uint32_t offset,
			 char *text, size_t size);
/* The word for attribute @type in the nest at @offset (0: at top level). */
const char *cordon_model_attr_word(const struct nlmsghdr *nlh, uint32_t offset,
				   uint32_t type);

#endif
