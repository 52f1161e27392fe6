/*
 * shell/var_array.c - variables seen as arrays: elements, keys, counts.
 */
#include "shell/var.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/num.h"
#include "shell/array.h"
#include "shell/assign.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

static bool is_array(const struct var *v)
{
	return v->flags & (VAR_INDEXED | VAR_ASSOC);
}

static void refresh(struct shell *sh, struct var *v)
{
	if (v->flags & VAR_DYNAMIC)
		special_refresh(sh, v);
}

bool var_real_index(const struct var *v, int64_t *index)
{
	if (*index >= 0)
		return true;
	if (v->array)
		*index = array_index_add(*index, array_end(v->array));
	else
		*index += !is_array(v); /* what it is converted to counts as one element */
	return *index >= 0;
}

/* The same; what is wrong with it is printed. */
static bool real_index(struct shell *sh, const struct var *v, int64_t *index, bool writing)
{
	int64_t given = *index;

	if ((writing || given >= 0 || v->array || var_is_set(v)) && var_real_index(v, index))
		return true;
	if (writing)
		diag(sh, "%s[%lld]: bad array subscript", v->name, (long long)given);
	else
		diag_grave(sh, "%s: bad array subscript", v->name);
	return false;
}

/* The key that the text @sub means, expanded as the word that it is in NAME[sub]=. */
static const char *key_of_word(struct shell *sh, const char *sub)
{
	const struct assign *as;

	if (!strpbrk(sub, "$`\"'\\"))
		return sub;
	as = parse_assignment(sh, &sh->scratch, arena_printf(&sh->scratch, "x[%s]=", sub));
	return as && as->subscript ? expand_subscript(sh, as->subscript) : sub;
}

const char *var_key_of_text(struct shell *sh, const struct var *v, const char *sub, size_t len)
{
	char *text = arena_strndup(&sh->scratch, sub, len);
	long long index;

	if (v->flags & VAR_ASSOC)
		return key_of_word(sh, text);
	if (!assign_index(sh, text, &index))
		return NULL;
	return arena_printf(&sh->scratch, "%lld", index);
}

const char *var_key_to_assign(struct shell *sh, const struct var *v, const char *text,
	size_t name_len, size_t sub_len)
{
	const char *sub = text + name_len + 1;
	bool all = sub_len == 1 && (*sub == '@' || *sub == '*');
	const char *key = "";
	int64_t index;

	if (sub_len && (!all || v->flags & VAR_ASSOC))
		key = var_key_of_text(sh, v, sub, sub_len);
	if (key && *key == '-' && !(v->flags & VAR_ASSOC) && num_parse_i64(key, &index) == 0 &&
		!var_real_index(v, &index))
		key = "";
	if (!key || *key)
		return key;
	diag(sh, "%.*s: bad array subscript", (int)(name_len + sub_len + 2), text);
	return NULL;
}

/* ---- reading ---- */

const char *var_element_at(struct shell *sh, struct var *v, int64_t index)
{
	refresh(sh, v);
	if (!real_index(sh, v, &index, false))
		return NULL;
	if (!is_array(v))
		return index == 0 ? var_value(sh, v) : NULL;
	return v->array && !v->array->assoc ? array_get(v->array, index) : NULL;
}

const char *var_element(struct shell *sh, struct var *v, const char *key)
{
	int64_t index;

	if (v->flags & VAR_ASSOC) {
		refresh(sh, v);
		return v->array ? assoc_get(v->array, key) : NULL;
	}
	if (num_parse_i64(key, &index) < 0)
		return NULL;
	return var_element_at(sh, v, index);
}

size_t var_count(struct shell *sh, struct var *v)
{
	refresh(sh, v);
	if (is_array(v))
		return v->array ? v->array->count : 0;
	return var_value(sh, v) ? 1 : 0;
}

struct collected {
	struct arena *arena;
	char **items;
	size_t n;
};

static void collect_key(void *arg, const char *key, int64_t index, const char *value)
{
	struct collected *c = arg;

	(void)value;
	c->items[c->n++] = key ? arena_strdup(c->arena, key)
			       : arena_printf(c->arena, "%lld", (long long)index);
}

static void collect_value(void *arg, const char *key, int64_t index, const char *value)
{
	struct collected *c = arg;

	(void)key;
	(void)index;
	c->items[c->n++] = arena_strdup(c->arena, value);
}

static char **collect(struct shell *sh, struct var *v, struct arena *a, size_t *ret_n, bool keys)
{
	size_t n = var_count(sh, v);
	struct collected c = {.arena = a, .items = arena_alloc(a, (n + 1) * sizeof(char *))};

	if (n && is_array(v))
		array_each(v->array, keys ? collect_key : collect_value, &c);
	else if (n)
		c.items[c.n++] = arena_strdup(a, keys ? "0" : var_value(sh, v));
	c.items[c.n] = NULL;
	*ret_n = c.n;
	return c.items;
}

char **var_keys(struct shell *sh, struct var *v, struct arena *a, size_t *ret_n)
{
	return collect(sh, v, a, ret_n, true);
}

char **var_values(struct shell *sh, struct var *v, struct arena *a, size_t *ret_n)
{
	return collect(sh, v, a, ret_n, false);
}

size_t var_position(const struct var *v, int64_t index)
{
	if (is_array(v))
		return v->array ? array_position(v->array, index) : 0;
	return index > 0;
}

int64_t var_end(const struct var *v)
{
	if (is_array(v))
		return v->array ? array_end(v->array) : 0;
	return 1;
}

/* ---- writing ---- */

char *var_new_value(struct shell *sh, struct var *v, const char *before, const char *value,
	bool append)
{
	if (append && before && v->flags & VAR_INTEGER) {
		int64_t a = 0;
		int64_t b = 0;

		if (!arith_eval_value(sh, before, &a) || !arith_eval_value(sh, value, &b))
			return NULL;
		return xasprintf("%lld", (long long)((uint64_t)a + (uint64_t)b));
	}
	if (append && before)
		value = arena_printf(&sh->scratch, "%s%s", before, value);
	value = var_convert(sh, v, value);
	return value ? xstrdup(value) : NULL;
}

/*
 * Readonly and ignoring variables; scalars become arrays. False: do not go on, *ret_ok is the
 * result.
 */
static bool begin_write(struct shell *sh, struct var *v, bool *ret_ok)
{
	bool ignore;

	*ret_ok = var_may_assign(sh, v, &ignore);
	if (!*ret_ok || ignore)
		return false;
	refresh(sh, v);
	if (!is_array(v))
		var_to_array(v, false);
	else if (!v->array)
		v->array = array_new(v->flags & VAR_ASSOC);
	return true;
}

static bool set_at(struct shell *sh, struct var *v, int64_t index, const char *value, bool append)
{
	char *fresh;
	bool ok;

	if (!begin_write(sh, v, &ok))
		return ok;
	if (!real_index(sh, v, &index, true))
		return false;
	fresh = var_new_value(sh, v, append ? array_get(v->array, index) : NULL, value, append);
	if (!fresh)
		return false;
	array_set(v->array, index, fresh);
	var_changed(sh, v);
	return true;
}

bool var_set_element_at(struct shell *sh, struct var *v, int64_t index, const char *value)
{
	return set_at(sh, v, index, value, false);
}

static bool set_key(struct shell *sh, struct var *v, const char *key, const char *value,
	bool append)
{
	char *fresh;
	bool ok;

	if (!begin_write(sh, v, &ok))
		return ok;
	if (!*key) {
		diag(sh, "%s[%s]: bad array subscript", v->name, key);
		return false;
	}
	fresh = var_new_value(sh, v, append ? assoc_get(v->array, key) : NULL, value, append);
	if (!fresh)
		return false;
	assoc_set(v->array, key, fresh);
	var_changed(sh, v);
	return true;
}

bool var_set_element(struct shell *sh, struct var *v, const char *key, const char *value,
	bool append)
{
	int64_t index;

	if (v->flags & VAR_ASSOC)
		return set_key(sh, v, key, value, append);
	if (num_parse_i64(key, &index) < 0 && !arith_eval_index(sh, key, &index))
		return false;
	return set_at(sh, v, index, value, append);
}

bool var_set_array(struct shell *sh, const char *name, char *const *values, size_t n)
{
	struct var *v = var_visible(sh, name);
	bool ok;

	if (v->flags & VAR_ASSOC) {
		diag(sh, "%s: cannot convert associative to indexed array", name);
		return false;
	}
	if (!begin_write(sh, v, &ok))
		return ok;
	array_clear(v->array);
	for (size_t i = 0; i < n; i++) {
		char *fresh = var_new_value(sh, v, NULL, values[i], false);

		if (!fresh)
			return false;
		array_set(v->array, (int64_t)i, fresh);
	}
	var_changed(sh, v);
	return true;
}

bool var_unset_element(struct shell *sh, struct var *v, const char *key)
{
	int64_t index;

	if (v->flags & VAR_READONLY) {
		diag(sh, "%s: cannot unset: readonly variable", v->name);
		return false;
	}
	refresh(sh, v);
	if (v->flags & VAR_ASSOC) {
		if (v->array)
			assoc_unset(v->array, key);
		return true;
	}
	if (num_parse_i64(key, &index) < 0)
		return false;
	if (!is_array(v))
		return index == 0 ? var_unset(sh, v->name) : true;
	if (index < 0 && (!v->array || array_index_add(index, array_end(v->array)) < 0)) {
		diag(sh, "unset: [%lld]: bad array subscript", (long long)index);
		return false;
	}
	if (index < 0)
		index = array_index_add(index, array_end(v->array));
	if (v->array)
		array_unset(v->array, index);
	if (v->flags & VAR_DYNAMIC && name_of(v)->watched)
		special_assigned(sh, v); /* DIRSTACK */
	return true;
}
