/*
 * policy/load_value.c - the values of keys: texts, numbers, lists, patterns.
 */
#include "policy/load.h"

#include <ctype.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/num.h"

bool load_want_scalar(struct load *l, const struct ynode *n)
{
	if (n->kind == YNODE_SCALAR || n->kind == YNODE_NULL)
		return true;
	return load_fail(l, n, "a single value is wanted here, not %s", ynode_kind_name(n));
}

static bool want_list(struct load *l, const struct ynode *n)
{
	if (n->kind == YNODE_LIST)
		return true;
	return load_fail(l, n, "a list is wanted here, not %s", ynode_kind_name(n));
}

bool load_string(struct load *l, const struct ynode *v, void *dest)
{
	const char *text = load_want_scalar(l, v) ? load_expand(l, v, VARS_PLAIN) : NULL;

	*(const char **)dest = text;
	return text != NULL;
}

bool load_text(struct load *l, const struct ynode *v, void *dest)
{
	struct err ignored = {0};
	struct load quiet = *l;

	if (!load_want_scalar(l, v))
		return false;
	quiet.e = &ignored;
	*(const char **)dest = load_expand(&quiet, v, VARS_PLAIN);
	if (!*(const char **)dest)
		*(const char **)dest = arena_strdup(l->a, v->text);
	return true;
}

bool load_int(struct load *l, const struct ynode *v, void *dest)
{
	if (ynode_int(v, dest) < 0)
		return load_fail(l, v, "a number is wanted here, not %s `%s`", ynode_kind_name(v),
			v->text);
	return true;
}

bool load_bool(struct load *l, const struct ynode *v, void *dest)
{
	if (ynode_bool(v, dest) < 0)
		return load_fail(l, v, "true or false is wanted here, not %s `%s`",
			ynode_kind_name(v), v->text);
	return true;
}

bool load_duration(struct load *l, const struct ynode *v, void *dest)
{
	if (!load_want_scalar(l, v))
		return false;
	if (num_parse_duration_ns(v->text, dest) < 0)
		return load_fail(l, v, "`%s` is no duration: write 30s, 5m, 1h30m", v->text);
	return true;
}

/* Call @each for the elements of a list that are not null. */
static bool each_scalar(struct load *l, const struct ynode *v, void *dest,
	bool (*each)(struct load *l, const struct ynode *n, void *dest))
{
	if (!want_list(l, v))
		return false;
	for (const struct yitem *i = v->items; i; i = i->next) {
		if (i->value->kind == YNODE_NULL)
			continue;
		if (!load_want_scalar(l, i->value) || !each(l, i->value, dest))
			return false;
	}
	return true;
}

static bool add_string(struct load *l, const struct ynode *n, void *dest)
{
	struct strings *s = dest;

	s->items[s->n] = load_expand(l, n, VARS_PLAIN);
	return s->items[s->n++] != NULL;
}

static bool add_word(struct load *l, const struct ynode *n, void *dest)
{
	struct strings *s = dest;

	s->items[s->n++] = arena_strdup(l->a, n->text);
	return true;
}

bool load_strings(struct load *l, const struct ynode *v, void *dest)
{
	((struct strings *)dest)->items = arena_zalloc(l->a, (v->n_items + 1) * sizeof(char *));
	return each_scalar(l, v, dest, add_string);
}

bool load_words(struct load *l, const struct ynode *v, void *dest)
{
	((struct strings *)dest)->items = arena_zalloc(l->a, (v->n_items + 1) * sizeof(char *));
	return each_scalar(l, v, dest, add_word);
}

static bool add_glob(struct load *l, const struct ynode *n, struct globs *g, const char *pattern,
	char sep)
{
	const char *why;

	g->items[g->n] = glob_compile(l->a, pattern, sep, &why);
	if (!g->items[g->n])
		return load_fail(l, n, "bad pattern `%s`: %s", n->text, why);
	g->n++;
	return true;
}

static bool load_globs(struct load *l, const struct ynode *v, struct globs *g,
	bool (*each)(struct load *l, const struct ynode *n, void *dest))
{
	g->items = arena_zalloc(l->a, (v->n_items + 1) * sizeof(*g->items));
	return each_scalar(l, v, g, each);
}

/* `~/x` can only be meant as ${HOME}/x. */
static const char *path_pattern(struct load *l, const struct ynode *n)
{
	struct ynode home = *n;

	if (!l->o->vars || strncmp(n->text, "~/", 2) != 0)
		return load_expand(l, n, VARS_GLOB);
	home.text = arena_printf(l->a, "${HOME}%s", n->text + 1);
	return load_expand(l, &home, VARS_GLOB);
}

static bool add_path(struct load *l, const struct ynode *n, void *dest)
{
	const char *pattern = path_pattern(l, n);
	size_t len;

	if (!pattern)
		return false;
	len = strlen(pattern);
	if (!strchr("/*{[?@\\$", *pattern))
		load_warn(l, n, "`%s` matches nothing: paths are absolute", n->text);
	else if (len > 1 && pattern[len - 1] == '/' && strcspn(pattern, "*?[{") == len)
		load_warn(l, n, "`%s` matches nothing: write `%s**`", n->text, n->text);
	return add_glob(l, n, dest, pattern, '/');
}

bool load_paths(struct load *l, const struct ynode *v, void *dest)
{
	return load_globs(l, v, dest, add_path);
}

/* DESIGN 5: `*.x` takes any number of labels, and a trailing dot never matters. */
static bool add_domain(struct load *l, const struct ynode *n, void *dest)
{
	const char *text = load_expand(l, n, VARS_GLOB);
	char *pattern;
	size_t len;

	if (!text)
		return false;
	pattern = arena_printf(l->a, "%s%s", strncmp(text, "*.", 2) == 0 ? "*" : "", text);
	len = strlen(pattern);
	if (len > 1 && pattern[len - 1] == '.')
		pattern[len - 1] = '\0';
	for (char *p = pattern; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return add_glob(l, n, dest, pattern, '.');
}

bool load_domains(struct load *l, const struct ynode *v, void *dest)
{
	return load_globs(l, v, dest, add_domain);
}

static bool add_name(struct load *l, const struct ynode *n, void *dest)
{
	const char *text = load_expand(l, n, VARS_GLOB);

	return text && add_glob(l, n, dest, text, '\0');
}

bool load_names(struct load *l, const struct ynode *v, void *dest)
{
	return load_globs(l, v, dest, add_name);
}

bool load_anything(struct load *l, const struct ynode *v, void *dest)
{
	(void)l;
	(void)v;
	(void)dest;
	return true;
}

bool load_ignored_list(struct load *l, const struct ynode *v, void *dest)
{
	(void)dest;
	return want_list(l, v);
}

bool load_ignored_map(struct load *l, const struct ynode *v, void *dest)
{
	(void)dest;
	if (v->kind == YNODE_MAP)
		return true;
	return load_fail(l, v, "a mapping is wanted here, not %s", ynode_kind_name(v));
}
