/*
 * policy/yaml.h - a YAML document as a tree with line and column of everything.
 *
 * A thin layer over libyaml's events.  Only the first document of a text is
 * read; aliases share the node they name; `<<` is merged; a key that stands
 * twice in a mapping is an error.
 */
#ifndef POLICY_YAML_H
#define POLICY_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

enum ynode_kind { YNODE_NULL, YNODE_SCALAR, YNODE_LIST, YNODE_MAP };

/* One element of a list (key NULL) or of a mapping. */
struct yitem {
	struct yitem *next;
	const struct ynode *key;
	const struct ynode *value;
};

struct ynode {
	enum ynode_kind kind;
	bool quoted;         /* a string whatever it looks like: quoted, block, or tagged !!str */
	unsigned line;       /* from 1 */
	unsigned column;     /* from 1 */
	const char *text;    /* YNODE_SCALAR: verbatim, without NUL inside; YNODE_NULL: "" */
	struct yitem *items; /* YNODE_LIST, YNODE_MAP */
	size_t n_items;
};

/* The root of the first document, in @a.  NULL and @e when there is none or it is broken. */
const struct ynode *yaml_read(struct arena *a, const char *text, size_t len, const char *file,
	struct err *e);

/* The value of @key in a mapping, or NULL. */
const struct ynode *ynode_get(const struct ynode *map, const char *key);
/* "a list", "a mapping", …: for messages. */
const char *ynode_kind_name(const struct ynode *n);
/* Numbers and truth as yaml.v3 reads them into int and bool (FORMATS a.1).  0 or -EINVAL. */
int ynode_int(const struct ynode *n, int64_t *ret_value);
int ynode_bool(const struct ynode *n, bool *ret_value);

#endif
