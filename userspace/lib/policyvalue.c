// SPDX-License-Identifier: GPL-2.0-or-later
/* Values of a policy file, in the words of the command line. */
#include "parse.h"
#include "policyread.h"

struct cordon_object *cordon_object_of(void *making)
{
	return ((struct cordon_making *)making)->object;
}

bool cordon_read_judge(struct cordon_reader *r, const yaml_node_t *node,
		       const char *problem)
{
	return !problem || cordon_read_wrong(r, node, problem);
}

static u64 mac_number(const struct model_mac *mac)
{
	return cordon_get_mac(mac->bytes);
}

bool cordon_read_mac(struct cordon_reader *r, const yaml_node_t *node, u64 *to)
{
	const char *text = cordon_read_text(r, node);
	struct model_mac mac;

	if (!text || !cordon_read_judge(r, node, cordon_parse_mac(text, &mac)))
		return false;
	*to = mac_number(&mac);
	return true;
}

bool cordon_read_address(struct cordon_reader *r, const yaml_node_t *node,
			 struct cordon_addr *to)
{
	const char *text = cordon_read_text(r, node);
	struct model_addr addr;

	if (!text || !cordon_read_judge(r, node, cordon_parse_address(text, &addr)))
		return false;
	*to = cordon_addr_from_model(&addr);
	return true;
}

bool cordon_read_interface(struct cordon_reader *r, const yaml_node_t *node,
			   char *to)
{
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node, cordon_parse_interface(text, to));
}

bool cordon_read_segment(struct cordon_reader *r, const yaml_node_t *node,
			 char *to)
{
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node, cordon_policyfile_segment(text, to));
}

bool cordon_read_name(struct cordon_reader *r, const yaml_node_t *node, char *to)
{
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node, cordon_parse_name(text, to));
}

bool cordon_read_mark(struct cordon_reader *r, const yaml_node_t *node,
		      struct model_mark *to)
{
	const char *text = cordon_read_text(r, node);

	return text && cordon_read_judge(r, node, cordon_parse_mark(text, to));
}

bool cordon_read_yes(struct cordon_reader *r, const yaml_node_t *node, bool *to)
{
	/* the tool's words, and those that programs write YAML with */
	static const char *const words[] = { "no", "yes", "false", "true", NULL };
	int word = cordon_read_word(r, node, words);

	*to = word == 1 || word == 3;
	return word >= 0;
}

/* --- what several kinds of objects have --- */

bool cordon_take_name(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	return cordon_read_name(r, node, cordon_object_of(to)->name);
}

bool cordon_take_mac(struct cordon_reader *r, const yaml_node_t *node, void *to)
{
	struct cordon_making *making = to;

	making->mac = cordon_read_spot(r, node);
	return cordon_read_mac(r, node, &making->object->mac);
}

bool cordon_take_address(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	struct cordon_making *making = to;
	struct cordon_object *object = making->object;

	making->addr[object->addrs] = cordon_read_spot(r, node);
	return cordon_read_address(r, node, &object->addr[object->addrs++]);
}

bool cordon_take_addresses(struct cordon_reader *r, const yaml_node_t *node,
			   void *to)
{
	return cordon_read_list(r, node, CORDON_ADDRS_MAX, cordon_take_address, to);
}

bool cordon_take_segment(struct cordon_reader *r, const yaml_node_t *node,
			 void *to)
{
	return cordon_read_segment(r, node, cordon_object_of(to)->iface);
}

