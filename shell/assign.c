/*
 * shell/assign.c - parsed assignments: NAME=value, NAME[sub]+=value, NAME=(…).
 *
 * Values are expanded before the variable is touched: a=("${a[@]}" x).
 */
#include <string.h>

#include "lib/alloc.h"
#include "shell/array.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* What NAME=(…) holds, expanded. */
struct element {
	const char *key;   /* associative; NULL: none */
	const struct array_element *from;
	const struct word *subscript; /* indexed: evaluated when it is stored; NULL: the next one */
	bool append;
	const char *value;
	struct element *next;
};

struct elements {
	struct element *first;
	struct element **tail;
};

static struct element *add_element(struct shell *sh, struct elements *list, const char *value)
{
	struct element *e = ARENA_NEW(&sh->scratch, struct element);

	e->value = value;
	*list->tail = e;
	list->tail = &e->next;
	return e;
}

/* One [sub]=value, or a word that becomes any number of values. */
static bool expand_element(struct shell *sh, const struct array_element *from, bool assoc,
	struct elements *list)
{
	struct fields f = {0};
	struct element *e;
	const char *value;

	if (!from->subscript) {
		if (!expand_word(sh, from->value, &f))
			return false;
		for (size_t i = 0; i < f.len; i++)
			add_element(sh, list, f.items[i]);
		return true;
	}
	value = from->value ? expand_assignment(sh, from->value) : "";
	if (!value)
		return false;
	e = add_element(sh, list, value);
	e->from = from;
	e->append = from->append;
	if (assoc) {
		e->key = expand_subscript(sh, from->subscript);
		return e->key != NULL;
	}
	e->subscript = from->subscript;
	return true;
}

static bool expand_elements(struct shell *sh, const struct assign *as, bool assoc,
	struct elements *list)
{
	list->tail = &list->first;
	for (const struct array_element *e = as->elements; e; e = e->next) {
		/* a=(k v): in an associative array the values are neither split nor globbed. */
		if (assoc && !e->subscript) {
			char *value = expand_assignment(sh, e->value);

			if (!value)
				return false;
			add_element(sh, list, value)->from = e;
		} else if (!expand_element(sh, e, assoc, list)) {
			return false;
		}
	}
	return true;
}

/* An array cannot be exported: a command is passed "(word word…)". */
const char *assign_list_as_text(struct shell *sh, const struct assign *as)
{
	const char *text = "(";

	for (const struct array_element *e = as->elements; e; e = e->next) {
		const char *key = e->subscript ? expand_string(sh, e->subscript) : NULL;
		const char *value = e->value ? expand_assignment(sh, e->value) : "";

		if (!value || (e->subscript && !key))
			return NULL;
		if (key)
			value = arena_printf(&sh->scratch, "[%s]%s=%s", key, e->append ? "+" : "", value);
		text = arena_printf(&sh->scratch, "%s%s%s", text, value, e->next ? " " : "");
	}
	return arena_printf(&sh->scratch, "%s)", text);
}

static bool store_indexed(struct shell *sh, struct var *v, const struct elements *list, bool append)
{
	int64_t next = 0;

	if (!append && v->array)
		array_clear(v->array);
	else if (v->array)
		next = array_end(v->array);
	for (const struct element *e = list->first; e; e = e->next) {
		const char *key;

		if (e->subscript && !e->subscript->parts) {
			diag(sh, "[]=%s: bad array subscript", e->value);
			continue;
		}
		/* It sees the elements before it: a=([0]=5 [a[0]]=x). */
		if (e->subscript && !expand_index(sh, e->subscript, &next))
			return false;
		key = arena_printf(&sh->scratch, "%lld", (long long)next);
		if (!var_set_element(sh, v, key, e->value, e->append))
			return false;
		if (next < 0 && v->array)
			next += array_end(v->array);
		next++;
	}
	return true;
}

static bool store_assoc(struct shell *sh, struct var *v, const struct elements *list, bool append)
{
	const struct element *e = list->first;

	if (!append && v->array)
		array_clear(v->array);
	/* a=(k v k v), when the first word is no [k]=v. */
	if (e && !e->key) {
		for (; e; e = e->next ? e->next->next : NULL)
			if (!*e->value)
				diag(sh, "%s: bad array subscript", e->from->value->text);
			else if (!var_set_element(sh, v, e->value, e->next ? e->next->value : "",
				false))
				return false;
		return true;
	}
	for (; e; e = e->next) {
		if (!e->key) {
			diag(sh, "%s: %s: must use subscript when assigning associative array",
				v->name,
				e->value);
			continue;
		}
		if (!*e->key) {
			diag(sh, "[%s]%s=%s: bad array subscript", e->from->subscript->text,
				e->append ? "+" : "", e->from->value ? e->from->value->text : "");
			continue;
		}
		if (!var_set_element(sh, v, e->key, e->value, e->append))
			return false;
	}
	return true;
}

static bool assign_array(struct shell *sh, const struct assign *as, struct var *v)
{
	struct elements list = {0};
	bool assoc = v && v->flags & VAR_ASSOC;
	const char *builtin_name = sh->builtin_name;
	bool ignore, stored;

	if (!expand_elements(sh, as, assoc, &list))
		return false;
	xtrace_assignment(sh, as->name, as->append, strchr(as->text, '('));
	/* An expansion may have unset it. */
	if (!v)
		v = var_visible(sh, as->name);
	if (!var_may_assign(sh, v, &ignore))
		return false;
	if (ignore)
		return true;
	if (!(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		var_to_array(v, false);
	if (!v->array)
		v->array = array_new(assoc);
	sh->builtin_name = NULL; /* not declare's doing: bash assigns them before it runs */
	stored = (assoc ? store_assoc : store_indexed)(sh, v, &list, as->append);
	sh->builtin_name = builtin_name;
	if (!stored)
		return false;
	var_changed(sh, v); /* a=() sets it, too */
	return true;
}

/* NAME[sub]=value. */
static bool assign_element(struct shell *sh, const struct assign *as, struct var *v)
{
	const char *key;
	const char *value;
	int64_t index = 0;

	if (!as->subscript->parts) {
		diag(sh, "%s[]: bad array subscript", as->name);
		return false;
	}
	if (v && v->flags & VAR_ASSOC) {
		key = expand_subscript(sh, as->subscript);
		if (key && !*key)
			diag(sh, "%s[%s]: bad array subscript", as->name, as->subscript->text);
		if (!key || !*key)
			return false;
	} else {
		if (as->subscript->value && (strcmp(as->subscript->value, "@") == 0 ||
			strcmp(as->subscript->value, "*") == 0)) {
			diag(sh, "%s[%s]: bad array subscript", as->name, as->subscript->value);
			return false;
		}
		if (!expand_index(sh, as->subscript, &index))
			return false;
		key = arena_printf(&sh->scratch, "%lld", (long long)index);
	}
	value = expand_assignment(sh, as->value);
	if (!value)
		return false;
	xtrace_assignment(sh, arena_printf(&sh->scratch, "%s[%s]", as->name, as->subscript->text),
		as->append, value);
	if (!v)
		v = var_visible(sh, as->name);
	return var_set_element(sh, v, key, value, as->append);
}

/* NAME[sub]=… and NAME=(…): not where NAME refers to an element already. */
static bool assign_part(struct shell *sh, const struct assign *as, struct var *v)
{
	const char *subscript = NULL;
	const char *end = as->name;

	if (as->is_array && as->subscript) {
		diag(sh, "%s[%s]: cannot assign list to array member", as->name, as->subscript->text);
		return false;
	}
	if (!v)
		v = var_resolve(sh, as->name, &end, &subscript);
	if (!end)
		return false;
	if (subscript) {
		diag(sh, "`%s': not a valid identifier", end);
		return false;
	}
	return as->is_array ? assign_array(sh, as, v) : assign_element(sh, as, v);
}

bool assign_apply(struct shell *sh, const struct assign *as, struct var *v)
{
	const char *value;

	if (as->is_array || as->subscript)
		return assign_part(sh, as, v);
	value = as->value->value ? as->value->value : expand_assignment(sh, as->value);
	if (!value)
		return false;
	if (sh->opts.xtrace)
		xtrace_assignment(sh, as->name, as->append, value);
	if (v)
		return var_assign(sh, v, value, as->append);
	return as->append ? var_append(sh, as->name, value) : var_set(sh, as->name, value);
}
