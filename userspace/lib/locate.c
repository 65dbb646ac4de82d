// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which of our attributes did the kernel mean? It answers with an offset into
 * the message we sent; people want a word.
 */
#include <stdio.h>
#include <string.h>

#include <linux/genetlink.h>

#include "model.h"

#define WORDS(...) (const char *const []){ __VA_ARGS__ }
#define SET(number, top, ...) \
	[number] = { top, WORDS(__VA_ARGS__), \
		     sizeof(WORDS(__VA_ARGS__)) / sizeof(char *) }

struct set {
	const char *word;		/* of the nest itself */
	const char *const *words;	/* of what is in it, by type */
	unsigned int count;
};

/* By top-level attribute; a set without words is no nest. */
static const struct set sets[CORDON_A_MAX + 1] = {
	[CORDON_A_GENERATION] = { "generation", NULL, 0 },
	[CORDON_A_BASE] = { "base", NULL, 0 },
	[CORDON_A_KIND] = { "kind", NULL, 0 },
	[CORDON_A_NAME] = { "name", NULL, 0 },
	SET(CORDON_A_SETTINGS, "settings",
	    [CORDON_A_SETTINGS_MODE] = "mode",
	    [CORDON_A_SETTINGS_DURATION] = "duration",
	    [CORDON_A_SETTINGS_MARK] = "mark",
	    [CORDON_A_SETTINGS_MASK] = "mask"),
	SET(CORDON_A_SEGMENT, "segment",
	    [CORDON_A_SEGMENT_NAME] = "interface",
	    [CORDON_A_SEGMENT_UNKNOWN] = "unknown",
	    [CORDON_A_SEGMENT_VLAN] = "vlan",
	    [CORDON_A_SEGMENT_BPDU] = "bpdu"),
	SET(CORDON_A_PEER, "peer",
	    [CORDON_A_PEER_NAME] = "name",
	    [CORDON_A_PEER_ROLE] = "role",
	    [CORDON_A_PEER_ADDRESS] = "address",
	    [CORDON_A_PEER_SELF] = "self",
	    [CORDON_A_PEER_FROM] = "from",
	    [CORDON_A_PEER_MAC] = "mac",
	    [CORDON_A_PEER_VIA_ADDRESS] = "via",
	    [CORDON_A_PEER_VIA_MAC] = "via mac",
	    [CORDON_A_PEER_BEHIND] = "behind",
	    [CORDON_A_PEER_GIVES] = "gives",
	    [CORDON_A_PEER_OPENS] = "opens",
	    [CORDON_A_PEER_CAMERA] = "cameras"),
	SET(CORDON_A_TRUSTED, "trusted",
	    [CORDON_A_TRUSTED_NAME] = "name",
	    [CORDON_A_TRUSTED_MAC] = "mac",
	    [CORDON_A_TRUSTED_SEGMENT] = "segment",
	    [CORDON_A_TRUSTED_DURATION] = "duration"),
	SET(CORDON_A_CAMERA, "camera",
	    [CORDON_A_CAMERA_NAME] = "name",
	    [CORDON_A_CAMERA_MAC] = "mac",
	    [CORDON_A_CAMERA_ADDRESS] = "address",
	    [CORDON_A_CAMERA_SEGMENT] = "segment",
	    [CORDON_A_CAMERA_PROFILE] = "profile",
	    [CORDON_A_CAMERA_MODE] = "mode",
	    [CORDON_A_CAMERA_DURATION] = "duration",
	    [CORDON_A_CAMERA_MARK] = "mark",
	    [CORDON_A_CAMERA_MASK] = "mask",
	    [CORDON_A_CAMERA_SETUP] = "setup"),
	SET(CORDON_A_PROFILE, "profile",
	    [CORDON_A_PROFILE_NAME] = "name",
	    [CORDON_A_PROFILE_ASKS] = "opens",
	    [CORDON_A_PROFILE_OPENS] = "opens",
	    [CORDON_A_PROFILE_SERVES] = "serves",
	    [CORDON_A_PROFILE_RTP_FIRST] = "rtp",
	    [CORDON_A_PROFILE_RTP_LAST] = "rtp",
	    [CORDON_A_PROFILE_GROUP] = "groups",
	    [CORDON_A_PROFILE_ETHERTYPES] = "ethertypes"),
	SET(CORDON_A_EXCEPTION, "exception",
	    [CORDON_A_EXCEPTION_NAME] = "name",
	    [CORDON_A_EXCEPTION_CAMERA] = "camera",
	    [CORDON_A_EXCEPTION_ADDRESS] = "address",
	    [CORDON_A_EXCEPTION_SERVICE] = "service",
	    [CORDON_A_EXCEPTION_VIA_ADDRESS] = "via",
	    [CORDON_A_EXCEPTION_VIA_MAC] = "via mac",
	    [CORDON_A_EXCEPTION_DURATION] = "for",
	    [CORDON_A_EXCEPTION_COMMENT] = "comment"),
};

static const struct set *set_of(const struct nlattr *attr)
{
	uint16_t type = mnl_attr_get_type(attr);

	if (type > CORDON_A_MAX || !sets[type].word)
		return NULL;
	return &sets[type];
}

static const char *word_in(const struct set *set, uint32_t type)
{
	if (!set || type >= set->count)
		return NULL;
	return set->words[type];
}

static bool holds(const struct nlattr *attr, const char *at)
{
	return at >= (const char *)attr &&
	       at < (const char *)attr + attr->nla_len;
}

/* The top-level attribute that @offset falls into, or NULL. */
static const struct nlattr *find_top(const struct nlmsghdr *nlh,
				     uint32_t offset)
{
	const char *at = (const char *)nlh + offset;
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, GENL_HDRLEN)
		if (holds(attr, at))
			return attr;
	return NULL;
}

void cordon_model_locate(const struct nlmsghdr *nlh, uint32_t offset,
			 char *text, size_t size)
{
	const char *at = (const char *)nlh + offset;
	const struct nlattr *top = find_top(nlh, offset), *attr;
	const struct set *set = top ? set_of(top) : NULL;
	const char *word;

	text[0] = '\0';
	if (!set)
		return;
	snprintf(text, size, "%s", set->word);
	if (!set->count || at == (const char *)top)
		return;
	mnl_attr_for_each_nested(attr, top) {
		word = word_in(set, mnl_attr_get_type(attr));
		if (holds(attr, at) && word)
			snprintf(text, size, "%s %s", set->word, word);
	}
}

const char *cordon_model_attr_word(const struct nlmsghdr *nlh, uint32_t offset,
				   uint32_t type)
{
	const struct nlattr *top;

	if (!offset)
		return type <= CORDON_A_MAX ? sets[type].word : NULL;
	top = find_top(nlh, offset);
	return top ? word_in(set_of(top), type) : NULL;
}
