/*
 * policy/load_vars.c - ${NAME} and ${NAME:-fallback} in a policy's texts (FORMATS a.5).
 *
 * A value stands for itself: in a pattern its special characters are escaped, so that
 * a workspace named `a[1]` is that workspace.  A fallback is policy text, and may
 * itself contain variables.
 */
#include "policy/load.h"

#include <ctype.h>
#include <string.h>

#include "lib/buf.h"

enum { MOST_NESTING = 16 };

struct expansion {
	struct load *load;
	const struct ynode *at;
	enum vars_quote quote;
	struct buf *out;
};

static const char *environ_value(char *const *env, const char *name, size_t len)
{
	for (; env && *env; env++)
		if (strncmp(*env, name, len) == 0 && (*env)[len] == '=')
			return (*env)[len + 1] ? *env + len + 1 : NULL;
	return NULL;
}

static const char *value_of(const struct policy_vars *vars, const char *name, size_t len)
{
	const struct {
		const char *name;
		const char *value;
	} own[] = {
		{"PROJECT_ROOT", vars->project_root},
		{"GIT_ROOT", vars->git_root},
		{"HOME", vars->home},
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i].value && strlen(own[i].name) == len && memcmp(own[i].name, name, len) == 0)
			return own[i].value;
	return environ_value(vars->environ, name, len);
}

/* @next: what follows in the text; `/` there swallows the value's own last one. */
static void add_value(const struct expansion *x, const char *value, char next)
{
	size_t len = strlen(value);

	while (next == '/' && len && value[len - 1] == '/')
		len--;
	for (size_t i = 0; i < len; i++) {
		bool special = (x->quote == VARS_GLOB && strchr("*?[]{},\\!", value[i])) ||
			(x->quote == VARS_REGEX && ispunct((unsigned char)value[i]));

		if (special)
			buf_add_char(x->out, '\\');
		buf_add_char(x->out, value[i]);
	}
}

/* The index of the `}` that closes the variable whose text starts at @at, or 0. */
static size_t closing(const char *s, size_t at, size_t end)
{
	unsigned depth = 1;

	for (; at < end; at++) {
		if (s[at] == '$' && at + 1 < end && s[at + 1] == '{') {
			depth++;
			at++;
		} else if (s[at] == '}' && --depth == 0) {
			return at;
		}
	}
	return 0;
}

static bool expand(const struct expansion *x, const char *s, size_t end, unsigned depth);

/* At `${` in s[at, end): *ret_next is behind it.  What is no variable is copied as it is. */
static bool expand_one(const struct expansion *x, const char *s, size_t at, size_t end,
	unsigned depth, size_t *ret_next)
{
	size_t name = at + 2;
	size_t behind = name;
	size_t close = closing(s, name, end);
	const char *value;

	while (behind < end && (isalnum((unsigned char)s[behind]) || s[behind] == '_'))
		behind++;
	*ret_next = at + 1;
	if (!close || behind == name || isdigit((unsigned char)s[name]) ||
		(s[behind] != '}' && strncmp(s + behind, ":-", 2) != 0)) {
		buf_add_char(x->out, '$');
		return true;
	}
	*ret_next = close + 1;
	value = value_of(x->load->o->vars, s + name, behind - name);
	if (value) {
		add_value(x, value, close + 1 < end ? s[close + 1] : '\0');
		return true;
	}
	if (s[behind] == '}')
		return load_fail(x->load, x->at, "variable `%.*s` is not defined",
			(int)(behind - name), s + name);
	if (depth == MOST_NESTING)
		return load_fail(x->load, x->at, "variables nested too deeply");
	return expand(x, s + behind + 2, close - behind - 2, depth + 1);
}

static bool expand(const struct expansion *x, const char *s, size_t end, unsigned depth)
{
	for (size_t at = 0; at < end;) {
		if (s[at] != '$' || at + 1 == end || s[at + 1] != '{') {
			buf_add_char(x->out, s[at++]);
			continue;
		}
		if (!expand_one(x, s, at, end, depth, &at))
			return false;
	}
	return true;
}

const char *load_expand(struct load *l, const struct ynode *n, enum vars_quote quote)
{
	scoped_buf struct buf out = BUF_INIT;
	struct expansion x = {.load = l, .at = n, .quote = quote, .out = &out};

	if (!l->o->vars || !strstr(n->text, "${"))
		return arena_strdup(l->a, n->text);
	if (!expand(&x, n->text, strlen(n->text), 0))
		return NULL;
	return arena_strdup(l->a, out.s);
}
