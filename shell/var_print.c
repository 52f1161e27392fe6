/*
 * shell/var_print.c - variables as `declare -p`, `set` and completion list them.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/strv.h"
#include "shell/array.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

/* In the order in which bash prints them. */
static const struct {
	unsigned flag;
	char letter;
} letters[] = {
	{VAR_INDEXED, 'a'}, {VAR_ASSOC, 'A'}, {VAR_INTEGER, 'i'}, {VAR_NAMEREF, 'n'},
	{VAR_READONLY, 'r'}, {VAR_TRACE, 't'}, {VAR_EXPORT, 'x'}, {VAR_CAPITAL, 'c'},
	{VAR_LOWER, 'l'}, {VAR_UPPER, 'u'},
};

void var_flag_letters(const struct var *v, struct buf *out)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (v->flags & letters[i].flag)
			buf_add_char(out, letters[i].letter);
}

static void add_element(void *arg, const char *key, int64_t index, const char *value)
{
	struct buf *out = arg;

	if (!key) {
		if (out->s[out->len - 1] != '(')
			buf_add_char(out, ' ');
		buf_printf(out, "[%lld]=", (long long)index);
	} else {
		buf_add_char(out, '[');
		quote_key(out, key);
		buf_add_str(out, "]=");
	}
	quote_double(out, value);
	if (key)
		buf_add_char(out, ' ');
}

void var_array_text(const struct var *v, struct buf *out)
{
	buf_add_char(out, '(');
	if (v->array)
		array_each(v->array, add_element, out);
	buf_add_char(out, ')');
}

static bool has_value(const struct var *v)
{
	return !(v->flags & VAR_UNSET) && (v->flags & (VAR_INDEXED | VAR_ASSOC) || v->value);
}

void var_print_declaration(struct shell *sh, struct var *v, struct buf *out)
{
	bool hidden = v->flags & VAR_DYNAMIC && !special_list(sh, v);
	size_t start;

	buf_add_str(out, "declare -");
	start = out->len;
	var_flag_letters(v, out);
	if (out->len == start)
		buf_add_char(out, '-');
	buf_printf(out, " %s", v->name);
	if (!hidden && has_value(v)) {
		buf_add_char(out, '=');
		if (v->flags & (VAR_INDEXED | VAR_ASSOC))
			var_array_text(v, out);
		else
			quote_double(out, v->value);
	}
	buf_add_char(out, '\n');
}

void var_print_assignment(struct shell *sh, struct var *v, struct buf *out)
{
	if ((v->flags & VAR_DYNAMIC && !special_list(sh, v)) || !has_value(v))
		return;
	buf_printf(out, "%s=", v->name);
	if (v->flags & (VAR_INDEXED | VAR_ASSOC))
		var_array_text(v, out);
	else
		quote_listed(out, v->value, sh->opts.posix);
	buf_add_char(out, '\n');
}

/* Assignments in front of a command are in no list, unless that runs commands itself. */
static struct var *listed(struct var *v)
{
	while (v && v->scope->kind == SCOPE_TEMPORARY && !v->scope->merged)
		v = v->hidden;
	return v;
}

/* PIPESTATUS comes to be with the first command. */
static bool is_yet_to_come(const struct shell *sh, const struct var *v)
{
	return !sh->n_pipestatus && v->flags & VAR_DYNAMIC && v->flags & VAR_INDEXED &&
		special_returns(v);
}

void var_all(struct shell *sh, struct strv *out)
{
	struct globals *g = globals_of(sh);

	for (size_t i = 0; i < g->n_buckets; i++)
		for (struct name *entry = g->buckets[i]; entry; entry = entry->next)
			if (listed(entry->var) && !is_yet_to_come(sh, entry->var))
				strv_add(out, entry->text);
	strv_sort(out);
}

struct var *var_listed(struct shell *sh, const char *name)
{
	return listed(var_find_noref(sh, name));
}

/* One of @v and those it hides that is set: an unset local variable does not hide it from bash. */
static bool is_named(struct shell *sh, struct var *v, unsigned flags)
{
	for (v = listed(v); v; v = listed(v->hidden))
		if ((!flags || v->flags & flags) && !(v->flags & VAR_UNSET))
			return !(v->flags & VAR_DYNAMIC) || special_list(sh, v);
	return false;
}

void var_names(struct shell *sh, const char *prefix, unsigned flags, struct strv *out)
{
	struct globals *g = globals_of(sh);
	size_t len = strlen(prefix);

	for (size_t i = 0; i < g->n_buckets; i++)
		for (struct name *entry = g->buckets[i]; entry; entry = entry->next)
			if (strncmp(entry->text, prefix, len) == 0 && is_named(sh, entry->var, flags))
				strv_add(out, entry->text);
	strv_sort(out);
}
