/*
 * policy/yaml.c - a YAML document as a tree: libyaml's events, put together.
 */
#include "policy/yaml.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/num.h"

enum { MOST_DEPTH = 64, MOST_KEYS = 4096 };

struct reader {
	yaml_parser_t parser;
	struct arena *arena;
	struct map anchors; /* name → struct ynode; NULL value: still being read */
	const char *file;
	struct err *e;
};

static void fail_at(struct reader *r, yaml_mark_t at, const char *what)
{
	err_set(r->e, r->file, (unsigned)at.line + 1, (unsigned)at.column + 1, "%s", what);
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
	const yaml_parser_t *p = &r->parser;

	if (yaml_parser_parse(&r->parser, event))
		return true;
	fail_at(r, p->problem_mark, p->problem ? p->problem : "this is no YAML");
	return false;
}

static const char *after_prefix(const char *s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s && strncmp(s, prefix, len) == 0 ? s + len : NULL;
}

static bool is_null_text(const char *s)
{
	return !*s || strcmp(s, "~") == 0 || strcmp(s, "null") == 0 || strcmp(s, "Null") == 0 ||
		strcmp(s, "NULL") == 0;
}

static struct ynode *new_node(struct reader *r, enum ynode_kind kind, yaml_mark_t at)
{
	struct ynode *n = ARENA_NEW(r->arena, struct ynode);

	n->kind = kind;
	n->line = (unsigned)at.line + 1;
	n->column = (unsigned)at.column + 1;
	n->text = "";
	return n;
}

static struct ynode *scalar(struct reader *r, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	const char *tag = after_prefix((const char *)event->data.scalar.tag, YAML_STR_TAG);
	struct ynode *n = new_node(r, YNODE_SCALAR, event->start_mark);

	if (memchr(text, '\0', len)) {
		fail_at(r, event->start_mark, "a text with a NUL byte");
		return NULL;
	}
	n->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || tag;
	if (!n->quoted && is_null_text(text))
		n->kind = YNODE_NULL;
	else
		n->text = arena_strndup(r->arena, text, len);
	return n;
}

static struct ynode *alias(struct reader *r, const yaml_event_t *event)
{
	struct ynode *n = map_get(&r->anchors, (const char *)event->data.alias.anchor);

	if (!n)
		fail_at(r, event->start_mark, "an alias without its anchor");
	return n;
}

static struct ynode *node(struct reader *r, const yaml_event_t *event, unsigned depth);

static void append(struct reader *r, struct ynode *n, struct yitem ***tail, const struct ynode *key,
	const struct ynode *value)
{
	struct yitem *item = ARENA_NEW(r->arena, struct yitem);

	item->key = key;
	item->value = value;
	**tail = item;
	*tail = &item->next;
	n->n_items++;
}

/* The next node inside a collection; NULL and *ret_end at its end. */
static struct ynode *member(struct reader *r, yaml_event_type_t end, unsigned depth, bool *ret_end)
{
	yaml_event_t event;
	struct ynode *n = NULL;

	if (!next_event(r, &event))
		return NULL;
	*ret_end = event.type == end;
	if (!*ret_end)
		n = node(r, &event, depth);
	yaml_event_delete(&event);
	return n;
}

static bool list(struct reader *r, struct ynode *n, unsigned depth)
{
	struct yitem **tail = &n->items;
	bool end = false;

	for (;;) {
		struct ynode *value = member(r, YAML_SEQUENCE_END_EVENT, depth, &end);

		if (!value)
			return end;
		append(r, n, &tail, NULL, value);
	}
}

/* Add what the mapping @from has and @n has not. */
static bool merge_map(struct reader *r, struct ynode *n, struct yitem ***tail,
	const struct ynode *from)
{
	if (from->kind != YNODE_MAP) {
		err_set(r->e, r->file, from->line, from->column, "`<<` wants a mapping");
		return false;
	}
	for (const struct yitem *i = from->items; i; i = i->next) {
		if (ynode_get(n, i->key->text))
			continue;
		if (n->n_items >= MOST_KEYS) {
			err_set(r->e, r->file, n->line, n->column, "too many keys");
			return false;
		}
		append(r, n, tail, i->key, i->value);
	}
	return true;
}

static bool merge(struct reader *r, struct ynode *n, struct yitem **tail, const struct ynode *value)
{
	if (!value)
		return true;
	if (value->kind != YNODE_LIST)
		return merge_map(r, n, &tail, value);
	for (const struct yitem *i = value->items; i; i = i->next)
		if (!merge_map(r, n, &tail, i->value))
			return false;
	return true;
}

static bool map(struct reader *r, struct ynode *n, unsigned depth)
{
	struct yitem **tail = &n->items;
	const struct ynode *merged = NULL;
	bool end = false;

	for (;;) {
		struct ynode *key = member(r, YAML_MAPPING_END_EVENT, depth, &end);
		struct ynode *value;

		if (!key)
			return end && merge(r, n, tail, merged);
		if (key->kind == YNODE_LIST || key->kind == YNODE_MAP || n->n_items >= MOST_KEYS) {
			err_set(r->e, r->file, key->line, key->column, "this cannot be a key");
			return false;
		}
		value = member(r, YAML_NO_EVENT, depth, &end);
		if (!value)
			return false;
		if (!key->quoted && strcmp(key->text, "<<") == 0 && !merged) {
			merged = value;
			continue;
		}
		if (ynode_get(n, key->text)) {
			err_set(r->e, r->file, key->line, key->column, "key `%s` stands here twice",
				key->text);
			return false;
		}
		append(r, n, &tail, key, value);
	}
}

/* The node that @event begins, read to its end. */
static struct ynode *node(struct reader *r, const yaml_event_t *event, unsigned depth)
{
	const char *anchor = NULL;
	struct ynode *n = NULL;
	bool ok;

	if (depth >= MOST_DEPTH) {
		fail_at(r, event->start_mark, "nested too deeply");
		return NULL;
	}
	if (event->type == YAML_ALIAS_EVENT)
		return alias(r, event);
	if (event->type == YAML_SCALAR_EVENT) {
		n = scalar(r, event);
		ok = n != NULL;
		anchor = (const char *)event->data.scalar.anchor;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		n = new_node(r, YNODE_LIST, event->start_mark);
		ok = list(r, n, depth + 1);
		anchor = (const char *)event->data.sequence_start.anchor;
	} else {
		n = new_node(r, YNODE_MAP, event->start_mark);
		ok = map(r, n, depth + 1);
		anchor = (const char *)event->data.mapping_start.anchor;
	}
	if (!ok)
		return NULL;
	if (anchor)
		map_set(&r->anchors, anchor, n); /* only now: a node cannot contain itself */
	return n;
}

/* Events up to the root of the first document, then the root. */
static struct ynode *document(struct reader *r)
{
	for (;;) {
		yaml_event_t event;
		yaml_event_type_t type;
		struct ynode *root = NULL;

		if (!next_event(r, &event))
			return NULL;
		type = event.type;
		if (type == YAML_STREAM_END_EVENT)
			err_set(r->e, r->file, 0, 0, "the file is empty");
		else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT)
			root = node(r, &event, 0);
		yaml_event_delete(&event);
		if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT)
			return root;
	}
}

const struct ynode *yaml_read(struct arena *a, const char *text, size_t len, const char *file,
	struct err *e)
{
	struct reader r = {.arena = a, .file = file, .e = e};
	struct ynode *root;

	if (!yaml_parser_initialize(&r.parser)) {
		err_set(e, file, 0, 0, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
	root = document(&r);
	yaml_parser_delete(&r.parser);
	map_release(&r.anchors, NULL);
	return root;
}

const struct ynode *ynode_get(const struct ynode *n, const char *key)
{
	for (const struct yitem *i = n->items; i; i = i->next)
		if (i->key && strcmp(i->key->text, key) == 0)
			return i->value;
	return NULL;
}

const char *ynode_kind_name(const struct ynode *n)
{
	switch (n->kind) {
	case YNODE_NULL:
		return "nothing";
	case YNODE_SCALAR:
		return n->quoted ? "a text" : "a plain value";
	case YNODE_LIST:
		return "a list";
	case YNODE_MAP:
		return "a mapping";
	}
	abort();
}

/* Prefixes of integers; a leading zero alone means octal (YAML 1.1). */
static const struct {
	const char *prefix;
	int base;
} bases[] = {{"0x", 16}, {"0X", 16}, {"0o", 8}, {"0b", 2}, {"0", 8}};

int ynode_int(const struct ynode *n, int64_t *ret_value)
{
	scoped_buf struct buf digits = BUF_INIT;
	const char *s = n->text;
	bool negative = *s == '-';
	uint64_t value;
	double real;
	char *end;

	if (n->kind != YNODE_SCALAR || n->quoted)
		return -EINVAL;
	for (s += *s == '-' || *s == '+'; *s; s++)
		if (*s != '_')
			buf_add_char(&digits, *s);
	for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
		const char *rest = after_prefix(digits.s, bases[i].prefix);

		if (rest && *rest && num_parse_u64(rest, bases[i].base, &value) == 0 &&
			value <= INT64_MAX) {
			*ret_value = negative ? -(int64_t)value : (int64_t)value;
			return 0;
		}
	}
	if (num_parse_u64(digits.s, 10, &value) == 0 && value <= INT64_MAX) {
		*ret_value = negative ? -(int64_t)value : (int64_t)value;
		return 0;
	}
	if (strspn(digits.s, "0123456789.eE+-") != digits.len || !digits.len)
		return -EINVAL;
	real = strtod(digits.s, &end);
	if (*end || real != trunc(real) || real > 9e15)
		return -EINVAL;
	*ret_value = negative ? -(int64_t)real : (int64_t)real;
	return 0;
}

int ynode_bool(const struct ynode *n, bool *ret_value)
{
	/* The words, then the same capitalised and in capitals. */
	static const char *const words[] = {
		"n", "y", "no", "yes", "off", "on", "false", "true",
		"N", "Y", "No", "Yes", "Off", "On", "False", "True",
		"N", "Y", "NO", "YES", "OFF", "ON", "FALSE", "TRUE",
	};

	if (n->kind != YNODE_SCALAR || n->quoted)
		return -EINVAL;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(n->text, words[i]) == 0) {
			*ret_value = i % 2;
			return 0;
		}
	}
	return -EINVAL;
}
