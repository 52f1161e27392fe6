/*
 * shell/expand_value.c - which parameter a ${…} means, and the values it has before its operator.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "shell/arith.h"
#include "shell/array.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/split.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* ---- which parameter ---- */

const char *param_name_in_message(struct shell *sh, const struct param *p)
{
	const char *bang = p->indirect ? "!" : "";

	if (p->subscript && p->subscript->text)
		return arena_printf(&sh->scratch, "%s%s[%s]", bang, p->name, p->subscript->text);
	if (p->indirect)
		return arena_printf(&sh->scratch, "!%s", p->name);
	if (p->special && p->text && p->text[0] == '$' && p->text[1] != '{')
		return arena_printf(&sh->scratch, "$%s", p->name);
	return p->name;
}

bool expand_bad_substitution(struct shell *sh, const struct param *p)
{
	bool is_plain = p->transform != '`' && p->transform != '[';

	if (p->transform == '`')
		diag(sh, "bad substitution: no closing \"`\" in %s", p->around);
	else if (p->transform == '[')
		diag(sh, "bad substitution: no closing `}' in %s", p->around);
	else
		diag(sh, "%s: bad substitution", ast_escaped(&sh->scratch, p->around));
	return sh->opts.posix && is_plain ? expand_failed(sh) : expand_reported(sh);
}

static bool is_all(const char *subscript)
{
	return (*subscript == '@' || *subscript == '*') && !subscript[1];
}

/* ---- values ---- */

void param_set_one(struct param_value *v, const char *value)
{
	v->one[0] = (char *)(uintptr_t)(value ? value : "");
	v->items = v->one;
	v->n = 1;
	v->is_set = value != NULL;
}

static void set_positional(struct shell *sh, struct param_value *v, char all)
{
	const struct frame *f = args_frame(sh);

	v->items = f->args;
	v->n = f->n_args;
	v->is_list = v->is_positional = true;
	v->is_star = all == '*';
	v->is_set = f->n_args > 0;
}

static void set_elements(struct shell *sh, struct param_value *v, char all)
{
	v->all = all;
	v->is_list = true;
	v->is_star = all == '*';
	v->items = v->var ? var_values(sh, v->var, &sh->scratch, &v->n) : NULL;
	v->is_set = v->n > 0;
}

bool param_is_special_name(const char *name)
{
	return !isalpha((unsigned char)*name) && *name != '_';
}

/* The value of v->name, with v->key when it has one. */
static void set_named(struct shell *sh, struct param_value *v)
{
	if (param_is_special_name(v->name)) {
		if (*v->name == '@' || *v->name == '*')
			set_positional(sh, v, *v->name);
		else
			param_set_one(v, special_parameter(sh, v->name, &sh->scratch));
		return;
	}
	v->var = var_find(sh, v->name);
	if (v->var && v->var->flags & VAR_NAMEREF) /* it refers to nothing yet */
		v->var = NULL;
	if (!v->var || (v->var->flags & VAR_DYNAMIC && expand_guarded(sh)))
		param_set_one(v, NULL);
	else if (v->key)
		param_set_one(v, var_element(sh, v->var, v->key));
	else
		param_set_one(v, var_value(sh, v->var));
}

/* The array @name; a nameref to an element stands for none. */
static struct var *find_array(struct shell *sh, const char *name)
{
	struct var *v = var_find(sh, name);

	return v && v->flags & VAR_ELEMENT ? NULL : v;
}

/*
 * v->var is the element that a nameref refers to: NAME[@] is all of them, but not in ${ }.
 * As in bash it has no length, and -u does not mind when it is unset.
 */
static void set_element_of_reference(struct shell *sh, const struct param *p, struct param_value *v)
{
	const char *open = strchr(v->var->name, '[');

	if (p->op == PARAM_LENGTH || (p->op == PARAM_PLAIN && !v->is_set))
		param_set_one(v, "");
	if (p->op != PARAM_PLAIN || p->text[1] == '{' || !strchr("@*", open[1]) || open[2] != ']')
		return;
	v->var = find_array(sh, arena_strndup(&sh->scratch, v->var->name, (size_t)(open - v->var->name)));
	set_elements(sh, v, open[1]);
}

/* ${#a[-9]}: bash names what stands behind the [. */
static void set_length_from_end(struct shell *sh, struct param_value *v, const struct word *w,
	int64_t index)
{
	const struct array *a = v->var && v->var->flags & VAR_INDEXED ? v->var->array : NULL;

	if (a && array_index_add(index, array_end(a)) >= 0) {
		param_set_one(v, var_element_at(sh, v->var, index));
		return;
	}
	diag(sh, "%s]: bad array subscript", w->text);
	expand_reported(sh);
}

/* NAME[@w] */
static void set_subscripted(struct shell *sh, const struct param *p, struct param_value *v)
{
	const struct word *w = p->subscript;
	bool again = v->key;
	int64_t index;

	v->var = find_array(sh, v->name);
	if (p->op == PARAM_LENGTH && !var_is_set(v->var)) { /* bash does not look at the subscript */
		param_set_one(v, sh->opts.nounset ? NULL : "");
		return;
	}
	if (v->var && v->var->flags & VAR_ASSOC) {
		v->key = expand_subscript(sh, w);
		param_set_one(v, v->key ? var_element(sh, v->var, v->key) : NULL);
		return;
	}
	if (!expand_index(sh, w, &index)) {
		param_set_one(v, NULL);
		return;
	}
	v->key = arena_printf(&sh->scratch, "%" PRId64, index);
	if (index < 0 && p->op == PARAM_LENGTH) {
		set_length_from_end(sh, v, w, index);
		return;
	}
	if (index < 0 && !(v->var && v->var->flags & VAR_INDEXED)) {
		if (!again || p->op == PARAM_TRANSFORM)
			diag_grave(sh, "%s: bad array subscript", v->var ? v->var->name : v->name);
		param_set_one(v, NULL);
		return;
	}
	if (again && p->op != PARAM_TRANSFORM && v->var && !var_real_index(v->var, &(int64_t){index})) {
		param_set_one(v, NULL); /* the assignment will say so */
		return;
	}
	param_set_one(v, v->var ? var_element_at(sh, v->var, index) : NULL);
}

/* Where x is no array, ${x[@]@K} is ${x@K}. */
static bool sees_scalar(const struct param *p, const struct var *v)
{
	if (!v || v->flags & (VAR_INDEXED | VAR_ASSOC | VAR_UNSET))
		return false;
	return p->op == PARAM_TRANSFORM && (p->transform == 'K' || p->transform == 'k');
}

static bool set_direct(struct shell *sh, const struct param *p, struct param_value *v)
{
	v->name = p->name;
	if (p->special && p->subscript)
		return expand_bad_substitution(sh, p);
	if (p->subscript_all) {
		v->var = find_array(sh, p->name);
		if (sees_scalar(p, v->var))
			param_set_one(v, var_value(sh, v->var));
		else
			set_elements(sh, v, p->subscript_all);
	} else if (p->subscript) {
		set_subscripted(sh, p, v);
	} else {
		set_named(sh, v);
		if (v->var && v->var->flags & VAR_ELEMENT)
			set_element_of_reference(sh, p, v);
	}
	return sh->unwind == UNWIND_NONE;
}

/* ---- indirection ---- */

/* Is @s something that ${!x} may stand for: a name, a number, a special parameter? */
static bool is_parameter_name(const char *s, size_t len)
{
	if (len == 1 && strchr("@*#?-$!", *s))
		return true;
	for (size_t i = 0; i < len && isdigit((unsigned char)*s); i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return len && (isdigit((unsigned char)*s) || is_name(s, len));
}

/* The parameter that @text names. */
static bool set_by_text(struct shell *sh, const char *text, struct param_value *v)
{
	const char *open = strchr(text, '[');
	size_t len = strlen(text);
	size_t name_len = open ? (size_t)(open - text) : len;
	const char *subscript;

	if (!is_parameter_name(text, name_len) || (open && text[len - 1] != ']')) {
		diag(sh, "%s: invalid variable name", text);
		return expand_reported(sh);
	}
	v->name = arena_strndup(&sh->scratch, text, name_len);
	if (!open) {
		set_named(sh, v);
		return true;
	}
	subscript = arena_strndup(&sh->scratch, open + 1, len - name_len - 2);
	v->var = var_find(sh, v->name);
	if (is_all(subscript)) {
		set_elements(sh, v, *subscript);
		return true;
	}
	v->key = expand_element_key(sh, v->var, subscript);
	if (!v->key)
		return false;
	param_set_one(v, v->var ? var_element(sh, v->var, v->key) : NULL);
	return true;
}

/* Several values name something together: nothing that there is. */
static const char *named_by(struct shell *sh, const struct param_value *by)
{
	const char *between = split_ifs(sh)->first;
	struct buf all = BUF_INIT;
	const char *text;

	if (by->n == 1)
		return by->items[0];
	if (!by->is_star && (by->is_positional || !*between))
		between = " ";
	for (size_t i = 0; i < by->n; i++) {
		if (i > 0)
			buf_add_str(&all, between);
		buf_add_str(&all, by->items[i]);
	}
	text = arena_strdup(&sh->scratch, all.s);
	buf_release(&all);
	return text;
}

bool param_invalid_indirection(struct shell *sh, const char *name)
{
	diag_grave(sh, "%s: invalid indirect expansion", name);
	return expand_reported(sh);
}

static bool set_indirect(struct shell *sh, const struct param *p, struct param_value *v)
{
	struct param_value by = {0};
	const struct var *ref = p->special || p->subscript ? NULL : var_find_noref(sh, p->name);

	if (ref && ref->flags & VAR_NAMEREF && ref->value) {
		v->name = p->name;
		param_set_one(v, ref->value); /* ${!ref} is the name it refers to */
		return true;
	}
	if (!set_direct(sh, p, &by))
		return false;
	if (by.is_set)
		return set_by_text(sh, by.n ? named_by(sh, &by) : "", v);
	if (p->special || by.var) { /* it is there, but names nothing */
		v->name = param_name_in_message(sh, p);
		v->names_nothing = true;
		param_set_one(v, NULL);
		return true;
	}
	return param_invalid_indirection(sh, param_name_in_message(sh, p) + 1);
}

bool param_find_value(struct shell *sh, const struct param *p, struct param_value *v)
{
	return p->indirect ? set_indirect(sh, p, v) : set_direct(sh, p, v);
}

bool param_find_again(struct shell *sh, const struct param *p, struct param_value *v)
{
	return !v->key || !p->subscript || p->indirect || set_direct(sh, p, v);
}
