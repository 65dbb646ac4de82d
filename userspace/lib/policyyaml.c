// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * YAML as far as a policy file may use it: mappings, lists and single values,
 * each with its place. libyaml reads; anchors, aliases, tags and a second
 * document are refused, because each could make a file mean what nobody sees.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "policyread.h"

#define DEPTH_MAX	8	/* a policy has 5; libyaml is slow with many */
#define VALUE_SHOWN	64	/* bytes of a wrong value in a message */

static struct cordon_spot spot_of(const struct cordon_reader *r,
				    const yaml_mark_t *mark)
{
	return (struct cordon_spot){ r->file, (uint32_t)mark->line + 1,
				      (uint32_t)mark->column + 1 };
}

struct cordon_spot cordon_read_spot(const struct cordon_reader *r,
				      const yaml_node_t *node)
{
	return spot_of(r, &node->start_mark);
}

bool cordon_read_error(struct cordon_reader *r, const yaml_node_t *node,
		       const char *format, ...)
{
	struct cordon_spot place = cordon_read_spot(r, node);
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	cordon_report_error(r->report, &place, "%s", text);
	return false;
}

static const char *text_of(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

bool cordon_read_wrong(struct cordon_reader *r, const yaml_node_t *node,
		       const char *problem)
{
	const char *text = text_of(node);

	return cordon_read_error(r, node, "%s '%.*s%s': %s", r->key, VALUE_SHOWN,
				 text, strlen(text) > VALUE_SHOWN ? "..." : "",
				 problem);
}

bool cordon_read_no_memory(struct cordon_reader *r)
{
	r->memory = true;
	return false;
}

static const char *sort_of(const yaml_node_t *node)
{
	switch (node->type) {
	case YAML_SEQUENCE_NODE:
		return "a list";
	case YAML_MAPPING_NODE:
		return "a mapping";
	default:
		return node->data.scalar.length ? "a single value" : "nothing";
	}
}

const char *cordon_read_text(struct cordon_reader *r, const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE || !node->data.scalar.length) {
		cordon_read_error(r, node, "%s: found %s, expected a single value",
				  r->key, sort_of(node));
		return NULL;
	}
	if (strlen(text_of(node)) != node->data.scalar.length) {
		cordon_read_error(r, node, "%s: a zero byte in the value", r->key);
		return NULL;
	}
	return text_of(node);
}

/* Appends ", @word" to a list of them. */
static void list_word(char *text, size_t size, const char *word)
{
	size_t len = strlen(text);

	snprintf(text + len, size - len, "%s%s", len ? ", " : "", word);
}

int cordon_read_word(struct cordon_reader *r, const yaml_node_t *node,
		     const char *const *words)
{
	const char *text = cordon_read_text(r, node);
	char accepted[128] = "", problem[160];

	if (!text)
		return -1;
	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], text))
			return i;
		list_word(accepted, sizeof(accepted), words[i]);
	}
	snprintf(problem, sizeof(problem), "not known; accepted: %s", accepted);
	cordon_read_wrong(r, node, problem);
	return -1;
}

static yaml_node_t *node_at(struct cordon_reader *r, int id)
{
	return yaml_document_get_node(&r->document, id);
}

bool cordon_read_list(struct cordon_reader *r, const yaml_node_t *node,
		      unsigned int max,
		      bool (*take)(struct cordon_reader *r,
				   const yaml_node_t *item, void *to),
		      void *to)
{
	const yaml_node_item_t *item;
	unsigned int taken = 0;
	bool right = true;

	if (node->type != YAML_SEQUENCE_NODE)
		return cordon_read_error(r, node, "%s: found %s, expected a list",
					 r->key, sort_of(node));
	for (item = node->data.sequence.items.start;
	     item < node->data.sequence.items.top; item++) {
		if (taken++ == max)
			return cordon_read_error(r, node_at(r, *item),
						 "%s: more than %u in the list",
						 r->key, max);
		right &= take(r, node_at(r, *item), to);
	}
	return right;
}

static bool fail_key(struct cordon_reader *r, const yaml_node_t *key,
		     const char *what, const struct cordon_key *keys)
{
	char accepted[256] = "", problem[320];

	for (; keys->word; keys++)
		list_word(accepted, sizeof(accepted), keys->word);
	snprintf(problem, sizeof(problem), "not known in %s; accepted: %s", what,
		 accepted);
	r->key = "key";
	if (key->type != YAML_SCALAR_NODE)
		return cordon_read_error(r, key, "key: found %s; accepted: %s",
					 sort_of(key), accepted);
	return cordon_read_wrong(r, key, problem);
}

static const struct cordon_key *find_key(const struct cordon_key *keys,
					 const yaml_node_t *node)
{
	if (node->type == YAML_SCALAR_NODE)
		for (; keys->word; keys++)
			if (strlen(keys->word) == node->data.scalar.length &&
			    !strcmp(keys->word, text_of(node)))
				return keys;
	return NULL;
}

static bool take_pair(struct cordon_reader *r, const yaml_node_pair_t *pair,
		      const char *what, const struct cordon_key *keys,
		      uint32_t *seen, void *to)
{
	const yaml_node_t *node = node_at(r, pair->key);
	const struct cordon_key *key = find_key(keys, node);
	const char *outer = r->key;
	bool right;

	if (!key)
		return fail_key(r, node, what, keys);
	if (*seen & 1u << (key - keys))
		return cordon_read_error(r, node, "key '%s': given twice in %s",
					 key->word, what);
	*seen |= 1u << (key - keys);
	r->key = key->word;
	right = key->take(r, node_at(r, pair->value), to);
	r->key = outer;
	return right;
}

bool cordon_read_map(struct cordon_reader *r, const yaml_node_t *node,
		     const char *what, const struct cordon_key *keys, void *to)
{
	const yaml_node_pair_t *pair;
	uint32_t seen = 0;
	bool right = true;

	if (node->type != YAML_MAPPING_NODE)
		return cordon_read_error(r, node,
					 "%s: found %s, expected %s: a mapping with '%s: ...'",
					 r->key, sort_of(node), what, keys->word);
	for (pair = node->data.mapping.pairs.start;
	     pair < node->data.mapping.pairs.top; pair++)
		right &= take_pair(r, pair, what, keys, &seen, to);
	for (const struct cordon_key *key = keys; key->word; key++)
		if (key->needed && !(seen & 1u << (key - keys)))
			right = cordon_read_error(r, node, "%s: '%s' is missing",
						  what, key->word);
	return right;
}

/* What libyaml found. Of bytes that are no text it knows the offset only. */
static bool fail_syntax(struct cordon_reader *r, const yaml_parser_t *parser,
			const char *text, size_t len)
{
	yaml_mark_t mark = parser->problem_mark;
	struct cordon_spot place;

	if (parser->error == YAML_MEMORY_ERROR)
		return cordon_read_no_memory(r);
	if (parser->error == YAML_READER_ERROR) {
		mark = (yaml_mark_t){ 0 };
		for (size_t i = 0; i < len && i < parser->problem_offset; i++) {
			mark.column++;
			if (text[i] == '\n') {
				mark.line++;
				mark.column = 0;
			}
		}
	}
	place = spot_of(r, &mark);
	cordon_report_error(r->report, &place, "not YAML: %s%s%s",
			    parser->problem, parser->context ? ", " : "",
			    parser->context ? parser->context : "");
	return false;
}

/* What is wrong with an event, whatever its place in a policy may be; or NULL. */
static const char *judge_event(const yaml_event_t *event, int *depth,
			       int *documents)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return ++*documents > 1 ?
		       "a second document; expected one a file" : NULL;
	case YAML_ALIAS_EVENT:
		return "an alias ('*name'); expected what it stands for, written out";
	case YAML_SCALAR_EVENT:
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		++*depth;
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		++*depth;
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		--*depth;
		break;
	default:
		break;
	}
	if (anchor)
		return "an anchor ('&name'); anchors and aliases are not accepted";
	if (tag)
		return "a tag ('!name'); tags are not accepted";
	return *depth > DEPTH_MAX ? "nested too deep for a policy" : NULL;
}

/* A document while it is built: the lists and mappings that have not ended. */
struct nest {
	int depth;
	int open[DEPTH_MAX + 1];	/* nodes */
	int key[DEPTH_MAX + 1];		/* of a mapping, whose value comes next; or 0 */
};

static bool hang(yaml_document_t *document, struct nest *nest, int node)
{
	int *key = &nest->key[nest->depth], outer = nest->open[nest->depth];

	if (yaml_document_get_node(document, outer)->type == YAML_SEQUENCE_NODE)
		return yaml_document_append_sequence_item(document, outer, node);
	if (!*key) {
		*key = node;
		return true;
	}
	node = yaml_document_append_mapping_pair(document, outer, *key, node);
	*key = 0;
	return node;
}

/* The node that an event is or begins; 0 without memory. */
static int make_node(yaml_document_t *document, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return yaml_document_add_scalar(document, NULL, event->data.scalar.value,
						(int)event->data.scalar.length,
						event->data.scalar.style);
	case YAML_SEQUENCE_START_EVENT:
		return yaml_document_add_sequence(document, NULL,
						  event->data.sequence_start.style);
	default:
		return yaml_document_add_mapping(document, NULL,
						 event->data.mapping_start.style);
	}
}

static bool take_event(yaml_document_t *document, struct nest *nest,
		       const yaml_event_t *event)
{
	int node;

	switch (event->type) {
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		nest->depth--;
		return true;
	case YAML_SCALAR_EVENT:
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		break;
	default:
		return true;
	}
	node = make_node(document, event);
	if (!node || (nest->depth && !hang(document, nest, node)))
		return false;
	yaml_document_get_node(document, node)->start_mark = event->start_mark;
	if (event->type != YAML_SCALAR_EVENT) {
		nest->open[++nest->depth] = node;
		nest->key[nest->depth] = 0;
	}
	return true;
}

/* The whole file, before anything of it is taken. */
static bool load(struct cordon_reader *r, yaml_parser_t *parser, const char *text,
		 size_t len)
{
	int depth = 0, documents = 0;
	struct nest nest = { .depth = 0 };
	const char *problem = NULL;
	struct cordon_spot place;
	yaml_event_t event;
	bool end = false;

	while (!end && !problem && !r->memory) {
		if (!yaml_parser_parse(parser, &event))
			return fail_syntax(r, parser, text, len);
		problem = judge_event(&event, &depth, &documents);
		place = spot_of(r, &event.start_mark);
		end = event.type == YAML_STREAM_END_EVENT;
		r->memory = !problem && !take_event(&r->document, &nest, &event);
		yaml_event_delete(&event);
	}
	if (!problem && !documents)
		problem = "the file is empty; expected 'version: 1' and a policy";
	if (problem)
		cordon_report_error(r->report, &place, "%s", problem);
	return !problem && !r->memory;
}

bool cordon_read_yaml(struct cordon_reader *r, const char *text, size_t len)
{
	yaml_parser_t parser;
	bool right;

	if (!yaml_document_initialize(&r->document, NULL, NULL, NULL, 1, 1))
		return cordon_read_no_memory(r);
	if (!yaml_parser_initialize(&parser)) {
		yaml_document_delete(&r->document);
		return cordon_read_no_memory(r);
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	right = load(r, &parser, text, len) &&
		cordon_read_policy(r, yaml_document_get_root_node(&r->document));
	yaml_document_delete(&r->document);
	yaml_parser_delete(&parser);
	return right;
}
