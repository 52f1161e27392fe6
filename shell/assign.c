/*
 * shell/assign.c - parsed assignments: NAME=value, NAME[sub]+=value, NAME=(…).
 *
 * Values are expanded before the variable is touched: a=("${a[@]}" x).
 */
#include <string.h>

#include "lib/alloc.h"
#include "shell/array.h"
#include "shell/assign.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

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

/* The array that NAME=( … ) assigns; NULL: none, as told. */
static struct var *array_to_assign(struct shell *sh, const struct assign *as, struct var *v)
{
	bool is_new = !v;
	bool ignore;

	if (v && v->flags & VAR_NAMEREF) { /* to nothing, so far */
		diag(sh, "warning: %s: removing nameref attribute", as->name);
		v->flags &= ~(unsigned)VAR_NAMEREF;
	}
	if (!v)
		v = var_visible(sh, as->name);
	if (!var_may_assign(sh, v, &ignore) || ignore)
		return NULL;
	if (!(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		var_to_array(v, false);
	if (is_new && v->flags & VAR_UNSET) { /* its elements may already ask for it */
		if (!v->array)
			v->array = array_new(v->flags & VAR_ASSOC);
		var_changed(sh, v);
	}
	return v;
}

static bool assign_array(struct shell *sh, const struct assign *as, struct var *v)
{
	struct elements list = {0};

	v = array_to_assign(sh, as, v);
	if (!v)
		return false;
	if (!(v->flags & VAR_ASSOC ? elements_by_keys(sh, as, false, &list)
				   : elements_by_words(sh, as, &list)))
		return false;
	return elements_store(sh, v, &list, as->append);
}

/* The key of NAME[sub]; NULL: failed, as told. */
static const char *key_to_assign(struct shell *sh, const struct assign *as, const struct var *v)
{
	const struct word *sub = as->subscript;
	bool all = strcmp(sub->text, "@") == 0 || strcmp(sub->text, "*") == 0;
	int64_t index = 0;

	if (v && v->flags & VAR_ASSOC && sub->parts) {
		const char *key = expand_subscript(sh, sub);

		if (!key || *key)
			return key;
	} else if (sub->parts && !all) {
		if (!expand_index(sh, sub, &index))
			return NULL;
		if (v ? var_real_index(v, &index) : index >= 0)
			return arena_printf(&sh->scratch, "%lld", (long long)index);
	}
	diag_grave(sh, "%s[%s]: bad array subscript", as->name, sub->text);
	return NULL;
}

/* NAME[sub]=value. */
static bool assign_element(struct shell *sh, const struct assign *as, struct var *v)
{
	const char *value = expand_assignment(sh, as->value);
	const char *key;

	if (!value)
		return false;
	xtrace_assignment(sh, arena_printf(&sh->scratch, "%s[%s]", as->name, as->subscript->text),
		as->append, value);
	key = key_to_assign(sh, as, v);
	if (!key)
		return false;
	if (!v)
		v = var_visible(sh, as->name);
	return var_set_element(sh, v, key, value, as->append);
}

/* NAME[sub]=… and NAME=(…): not where NAME refers to an element already. */
static bool assign_part(struct shell *sh, const struct assign *as, struct var *v)
{
	const char *subscript = NULL;
	const char *end = as->name;
	bool by_builtin = v;

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
	if (as->is_array && !by_builtin)
		xtrace_line(sh, "%s", as->text);
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
