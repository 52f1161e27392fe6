/*
 * shell/var.c - variables: lookup, reading and assigning.
 *
 * The representation is described in shell/var_internal.h.
 */
#include "shell/var.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "lib/alloc.h"
#include "shell/array.h"
#include "shell/assign.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/split.h"
#include "shell/var_internal.h"

enum { REF_DEPTH = 8 };

/* ---- lookup ---- */

struct var *var_find_noref(struct shell *sh, const char *name)
{
	struct name *entry = name_find(globals_of(sh), name, strlen(name), false);

	return entry ? entry->var : NULL;
}

struct var *var_resolve(struct shell *sh, const char *name, const char **ret_name,
	const char **ret_subscript)
{
	struct var *v = var_find_noref(sh, name);

	*ret_subscript = NULL;
	if (ret_name)
		*ret_name = name;
	for (int depth = 0; v && v->flags & VAR_NAMEREF && v->value && *v->value; depth++) {
		const char *target = v->value;
		const char *bracket = strchr(target, '[');
		size_t len = bracket ? (size_t)(bracket - target) : strlen(target);
		struct name *entry;

		if (depth > REF_DEPTH) {
			diag(sh, "warning: %s: circular name reference", name);
			if (ret_name)
				*ret_name = NULL;
			return NULL;
		}
		if (ret_name)
			*ret_name = target;
		entry = name_find(globals_of(sh), target, len, false);
		/* `local -n x=x` means the x outside. */
		if (entry == name_of(v))
			v = v->hidden;
		else
			v = entry ? entry->var : NULL;
		if (bracket) {
			*ret_subscript = bracket + 1;
			return v;
		}
	}
	return v;
}

struct var *var_visible(struct shell *sh, const char *name)
{
	const char *end = name;
	const char *subscript;
	struct var *v = var_find_noref(sh, name);
	struct name *entry;

	if (v && v->flags & VAR_NAMEREF)
		v = var_resolve(sh, name, &end, &subscript);
	if (v)
		return v;
	end = end ? end : name;
	entry = name_find(globals_of(sh), end, strcspn(end, "["), true);
	return var_new(sh, entry, sh->globals, VAR_UNSET);
}

bool var_is_set(const struct var *v)
{
	return v && !(v->flags & VAR_UNSET);
}

bool var_split_element(const char *text, size_t *ret_name_len, size_t *ret_sub_len)
{
	size_t name_len = strcspn(text, "[");
	size_t sub_len;

	if (!text[name_len] || !is_name(text, name_len))
		return false;
	sub_len = subscript_length(text + name_len + 1);
	if (strcmp(text + name_len + 1 + sub_len, "]") != 0)
		return false;
	*ret_name_len = name_len;
	*ret_sub_len = sub_len;
	return true;
}

bool is_variable_text(const char *text)
{
	size_t name_len, sub_len;

	return is_name(text, strlen(text)) ||
		(var_split_element(text, &name_len, &sub_len) && sub_len);
}

/* NAME[@] and NAME[*] as one string. */
static const char *join_elements(struct shell *sh, struct var *v, char all)
{
	const char *between = all == '*' ? split_ifs(sh)->first : " ";
	size_t n;
	char **values = var_values(sh, v, &sh->scratch, &n);
	const char *joined = n ? values[0] : NULL;

	for (size_t i = 1; i < n; i++)
		joined = arena_printf(&sh->scratch, "%s%s%s", joined, between, values[i]);
	return joined;
}

/* The value of "NAME[SUB]". */
static const char *get_element_text(struct shell *sh, const char *text)
{
	size_t name_len, sub_len;
	const char *key;
	struct var *v;

	if (!var_split_element(text, &name_len, &sub_len))
		return NULL;
	v = var_find(sh, arena_strndup(&sh->scratch, text, name_len));
	if (!v)
		return NULL;
	if (sub_len == 1 && strchr("@*", text[name_len + 1]))
		return join_elements(sh, v, text[name_len + 1]);
	key = var_key_of_text(sh, v, text + name_len + 1, sub_len);
	return key ? var_element(sh, v, key) : NULL;
}

/*
 * A nameref to NAME[SUB] is read as a scalar: a view that holds the element's value until the
 * next such question.  Writing goes by name and does not come here.
 */
static struct var *view_element(struct shell *sh, const char *text)
{
	struct globals *g = globals_of(sh);
	const char *value = get_element_text(sh, text);

	g->element_view.name = name_find(g, text, strlen(text), true)->text;
	g->element_view.scope = sh->globals;
	g->element_view.flags = VAR_ELEMENT | (value ? 0 : VAR_UNSET);
	if (value)
		var_store(&g->element_view, value, strlen(value));
	return &g->element_view;
}

struct var *var_find(struct shell *sh, const char *name)
{
	struct var *v = var_find_noref(sh, name);
	const char *subscript;
	const char *end;

	if (!v || !(v->flags & VAR_NAMEREF))
		return v;
	v = var_resolve(sh, name, &end, &subscript);
	return v && subscript ? view_element(sh, end) : v;
}

const char *var_get(struct shell *sh, const char *name)
{
	struct var *v = var_find_noref(sh, name);

	if (v && v->flags & VAR_NAMEREF) {
		const char *subscript;
		const char *end;

		v = var_resolve(sh, name, &end, &subscript);
		if (subscript)
			return v ? get_element_text(sh, end) : NULL;
	}
	if (v)
		return var_value(sh, v);
	return strchr(name, '[') ? get_element_text(sh, name) : NULL;
}

const char *var_value(struct shell *sh, struct var *v)
{
	if (v->flags & VAR_DYNAMIC && !(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		return special_value(sh, v);
	if (v->flags & VAR_UNSET)
		return NULL;
	if (v->flags & (VAR_INDEXED | VAR_ASSOC))
		return v->flags & VAR_ASSOC ? var_element(sh, v, "0") : var_element_at(sh, v, 0);
	return v->value;
}

/* ---- assigning ---- */

bool var_may_assign(struct shell *sh, struct var *v, bool *ret_ignore)
{
	*ret_ignore = false;
	if (v->flags & VAR_READONLY) {
		diag_grave(sh, "%s: readonly variable", v->name);
		return false;
	}
	*ret_ignore = v->flags & VAR_NO_ASSIGN;
	return true;
}

/* Change the case of characters, not bytes: -u, -l, and -c for the first. */
static const char *convert_case(struct shell *sh, unsigned flags, const char *value)
{
	size_t left = strlen(value);
	char *out = arena_alloc(&sh->scratch, left * MB_CUR_MAX + 1);
	char *to = out;
	mbstate_t in_state = {0};
	mbstate_t out_state = {0};
	bool first = true;

	while (left) {
		wchar_t c;
		size_t n = mbrtowc(&c, value, left, &in_state);

		if (n == 0 || n > left) {
			*to++ = *value;
			n = 1;
			in_state = (mbstate_t){0};
		} else {
			bool upper = flags & VAR_UPPER || (flags & VAR_CAPITAL && first);
			wchar_t changed = (wchar_t)(upper ? towupper((wint_t)c) : towlower((wint_t)c));

			to += wcrtomb(to, changed, &out_state);
		}
		first = false;
		value += n;
		left -= n;
	}
	*to = '\0';
	return out;
}

const char *var_convert(struct shell *sh, struct var *v, const char *value)
{
	if (v->flags & VAR_INTEGER) {
		int64_t number;

		if (!arith_eval_value(sh, value, &number))
			return NULL;
		value = arena_printf(&sh->scratch, "%lld", (long long)number);
	}
	if (v->flags & (VAR_LOWER | VAR_UPPER | VAR_CAPITAL))
		value = convert_case(sh, v->flags, value);
	return value;
}

void var_store(struct var *v, const char *value, size_t len)
{
	if (len >= v->value_cap) {
		size_t cap = len < 16 ? 16 : len + len / 2 + 1;
		char *fresh = xmalloc(cap);

		memcpy(fresh, value, len);
		free(v->value);
		v->value = fresh;
		v->value_cap = cap;
	} else if (value != v->value) {
		memmove(v->value, value, len); /* it may be a part of itself */
	}
	v->value[len] = '\0';
	v->value_len = len;
}

void var_changed(struct shell *sh, struct var *v)
{
	v->flags &= ~(unsigned)(VAR_UNSET | VAR_IMPORTED);
	if (sh->opts.allexport && !(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		v->flags |= VAR_EXPORT;
	if (v->flags & VAR_EXPORT)
		globals_of(sh)->environ_dirty = true;
	if (name_of(v)->watched)
		special_assigned(sh, v);
}

void var_to_array(struct var *v, bool assoc)
{
	if (!v->array)
		v->array = array_new(assoc);
	if (v->value && !assoc)
		array_set(v->array, 0, xstrdup(v->value));
	else if (v->value)
		assoc_set(v->array, "0", xstrdup(v->value));
	free(v->value);
	v->value = NULL;
	v->value_len = v->value_cap = 0;
	v->flags |= assoc ? VAR_ASSOC : VAR_INDEXED;
}

/* A nameref that has no target yet: the value assigned becomes the target. */
static bool set_reference(struct shell *sh, struct var *v, const char *value)
{
	if (!is_variable_text(value)) {
		diag(sh, strchr(value, '[') ? "`%s': not a valid identifier"
					    : "`%s': invalid variable name for name reference", value);
		return false;
	}
	var_store(v, value, strlen(value));
	var_changed(sh, v);
	return true;
}

static bool append_value(struct shell *sh, struct var *v, const char *value)
{
	size_t len = strlen(value);

	if (v->flags & VAR_INTEGER) {
		int64_t before = 0;
		int64_t more;

		if (v->value && *v->value && !arith_eval_value(sh, v->value, &before))
			return false;
		if (!arith_eval_value(sh, value, &more))
			return false;
		value = arena_printf(&sh->scratch, "%lld", (long long)((uint64_t)before + (uint64_t)more));
		var_store(v, value, strlen(value));
		return true;
	}
	if (v->flags & (VAR_LOWER | VAR_UPPER | VAR_CAPITAL)) {
		value = arena_printf(&sh->scratch, "%s%s", v->value ? v->value : "", value);
		value = var_convert(sh, v, value);
		var_store(v, value, strlen(value));
		return true;
	}
	if (v->value_len + len >= v->value_cap) {
		size_t cap = (v->value_len + len) * 2 + 16;
		bool inside = v->value && value >= v->value && value <= v->value + v->value_len;
		size_t offset = inside ? (size_t)(value - v->value) : 0;

		v->value = xrealloc(v->value, cap);
		v->value_cap = cap;
		if (inside)
			value = v->value + offset;
	}
	memmove(v->value + v->value_len, value, len);
	v->value_len += len;
	v->value[v->value_len] = '\0';
	return true;
}

bool var_assign(struct shell *sh, struct var *v, const char *value, bool append)
{
	bool ignore;

	if (v->flags & (VAR_INDEXED | VAR_ASSOC))
		return var_set_element(sh, v, "0", value, append);
	if (!var_may_assign(sh, v, &ignore))
		return false;
	if (ignore)
		return true;
	if (v->flags & VAR_NAMEREF)
		return set_reference(sh, v, value);
	if (append && !(v->flags & VAR_UNSET && !v->value)) {
		if (!append_value(sh, v, value))
			return false;
	} else {
		if (v->flags & (VAR_INTEGER | VAR_LOWER | VAR_UPPER | VAR_CAPITAL)) {
			value = var_convert(sh, v, value);
			if (!value)
				return false;
		}
		var_store(v, value, strlen(value));
	}
	var_changed(sh, v);
	return true;
}

/* "NAME[SUB]" = value. */
static bool assign_element_text(struct shell *sh, const char *text, const char *value, bool append)
{
	size_t name_len, sub_len;
	const char *key;
	struct var *behind;
	struct var *v;

	if (!var_split_element(text, &name_len, &sub_len))
		return false;
	v = var_visible(sh, arena_strndup(&sh->scratch, text, name_len));
	for (behind = v; behind && var_is_temporary(behind);)
		behind = behind->hidden;
	if (behind)
		v = behind;
	key = var_key_to_assign(sh, v, text, name_len, sub_len);
	return key && var_set_element(sh, v, key, value, append);
}

/* A=1 read A: both that of the command and the one behind it, which stays, are assigned. */
static bool assign_both(struct shell *sh, struct var *v, const char *value, bool append)
{
	return var_assign(sh, v, value, append) &&
		var_assign(sh, var_behind_temporary(sh, v), value, append);
}

static bool assign_name(struct shell *sh, const char *name, const char *value, bool append)
{
	struct name *entry = name_find(globals_of(sh), name, strlen(name), false);
	struct var *v = entry ? entry->var : NULL;

	if (v && v->flags & VAR_NAMEREF) {
		const char *subscript;
		const char *end;

		v = var_resolve(sh, name, &end, &subscript);
		if (!end)
			return false;
		if (subscript)
			return assign_element_text(sh, end, value, append);
		if (!v)
			v = var_visible(sh, end);
	} else if (!v && strchr(name, '[')) {
		return assign_element_text(sh, name, value, append);
	} else if (!v) {
		if (!entry)
			entry = name_find(globals_of(sh), name, strlen(name), true);
		v = var_new(sh, entry, sh->globals, VAR_UNSET);
	}
	return (var_is_temporary(v) ? assign_both : var_assign)(sh, v, value, append);
}

bool var_set(struct shell *sh, const char *name, const char *value)
{
	return assign_name(sh, name, value, false);
}

bool var_set_int(struct shell *sh, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)value);
	return assign_name(sh, name, text, false);
}

bool var_append(struct shell *sh, const char *name, const char *value)
{
	return assign_name(sh, name, value, true);
}

bool var_change_flags(struct shell *sh, struct var *v, unsigned add, unsigned remove)
{
	const unsigned arrays = VAR_INDEXED | VAR_ASSOC;
	const unsigned cases = VAR_LOWER | VAR_UPPER | VAR_CAPITAL;

	if (v->flags & VAR_READONLY && (remove & VAR_READONLY || add & VAR_NAMEREF)) {
		diag(sh, "%s: readonly variable", v->name);
		return false;
	}
	if (add & cases)
		v->flags &= ~cases; /* they exclude each other */
	if (add & arrays && !(v->flags & arrays))
		var_to_array(v, add & VAR_ASSOC);
	v->flags |= add & ~arrays;
	v->flags &= ~(remove & ~arrays);
	if ((add | remove) & VAR_EXPORT)
		globals_of(sh)->environ_dirty = true;
	return true;
}

/* ---- unsetting ---- */

static bool unset_var(struct shell *sh, struct var *v)
{
	if (v->flags & (VAR_READONLY | VAR_NO_UNSET)) {
		diag(sh, "%s: cannot unset%s", v->name, v->flags & VAR_READONLY ? ": readonly variable" : "");
		return false;
	}
	if (v->flags & VAR_DYNAMIC && special_returns(v))
		return true;
	/* The running function's own local stays local, without a value (bash manual 3.3). */
	if ((v->flags & VAR_LOCAL && v->scope == scope_of_function(sh)) ||
		(v->flags & VAR_LOCAL && sh->opts.localvar_unset)) {
		if (v->flags & VAR_EXPORT)
			globals_of(sh)->environ_dirty = true;
		var_clear(v);
		v->flags = VAR_LOCAL | VAR_UNSET;
		if (name_of(v)->watched)
			special_assigned(sh, v);
		return true;
	}
	var_remove(sh, v);
	return true;
}

bool var_unset_noref(struct shell *sh, const char *name)
{
	struct var *v = var_find_noref(sh, name);

	return !v || unset_var(sh, v);
}

bool var_unset(struct shell *sh, const char *name)
{
	const char *subscript;
	const char *end;
	struct var *v = var_resolve(sh, name, &end, &subscript);

	if (v && subscript) {
		size_t name_len, sub_len;
		const char *key = var_split_element(end, &name_len, &sub_len)
			? var_key_of_text(sh, v, subscript, sub_len)
			: NULL;

		return key && var_unset_element(sh, v, key);
	}
	return !v || unset_var(sh, v);
}
