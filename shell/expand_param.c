/*
 * shell/expand_param.c - $x and ${…}: which parameter, its value or values, the operator (bash
 * manual 3.5.3).
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/strv.h"
#include "shell/arith.h"
#include "shell/array.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var.h"

/* ---- adding values to the field ---- */

static bool add_value(struct shell *sh, struct builder *b, const char *s, unsigned flags)
{
	if (flags & EXPAND_QUOTED) {
		builder_add_quoted(b, s, strlen(s));
		return true;
	}
	return builder_add_split(sh, b, s, strlen(s));
}

/* "$@": each value a field of its own, whatever is in it. */
static bool add_fields(struct shell *sh, struct builder *b, const struct param_value *v)
{
	b->list_was_empty |= v->n == 0;
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !builder_finish_field(sh, b))
			return false;
		builder_add_quoted(b, v->items[i], strlen(v->items[i]));
	}
	return true;
}

/* All in one, with @between in between. */
static bool add_joined(struct shell *sh, struct builder *b, const struct param_value *v,
	const char *between, unsigned flags)
{
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !add_value(sh, b, between, flags))
			return false;
		if (!add_value(sh, b, v->items[i], flags))
			return false;
	}
	return true;
}

/* Unquoted with a null IFS: fields, without the empty ones. */
static bool add_unsplit(struct shell *sh, struct builder *b, const struct param_value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !builder_finish_field(sh, b))
			return false;
		if (!add_value(sh, b, v->items[i], 0))
			return false;
	}
	return true;
}

static bool add_unquoted_list(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	const struct ifs *ifs = split_ifs(sh);

	if (ifs->is_null)
		return v->joined_anyway ? add_joined(sh, b, v, " ", flags) : add_unsplit(sh, b, v);
	/* In the word of another ${…} bash joins $@ with blanks before it splits. */
	return add_joined(sh, b, v, flags & EXPAND_OPERAND && !v->is_star ? " " : ifs->first, flags);
}

/* Does an assignment join the list @v, written with @, by IFS as if it were written with *? */
static bool joined_by_ifs(const struct param_value *v, unsigned flags)
{
	if (flags & EXPAND_HEREDOC)
		return false;
	if (v->before)
		return true;
	if (!(flags & EXPAND_ASSIGNMENT))
		return false;
	if (v->op == PARAM_TRANSFORM || v->op == PARAM_NAMES ||
		(v->op >= PARAM_REMOVE_PREFIX && v->op <= PARAM_REMOVE_SUFFIX_LONGEST))
		return true;
	return flags & EXPAND_QUOTED && (v->op == PARAM_SUBSTRING ||
		(v->op >= PARAM_REPLACE && v->op <= PARAM_TOGGLE_ALL));
}

/* What joins the list @v where no fields are made; bash's here-documents know little of IFS. */
static const char *joint(struct shell *sh, const struct param_value *v, unsigned flags)
{
	const struct ifs *ifs = split_ifs(sh);

	if (!v->is_star)
		return joined_by_ifs(v, flags) && *ifs->first ? ifs->first : " ";
	if (!(flags & EXPAND_HEREDOC))
		return ifs->first;
	switch (v->op) {
	case PARAM_PLAIN:
	case PARAM_DEFAULT:
	case PARAM_ASSIGN:
	case PARAM_ERROR:
	case PARAM_ALTERNATE:
		return v->is_positional ? " " : ifs->first;
	case PARAM_REPLACE:
	case PARAM_REPLACE_ALL:
	case PARAM_REPLACE_PREFIX:
	case PARAM_REPLACE_SUFFIX:
	case PARAM_UPPER_FIRST:
	case PARAM_UPPER_ALL:
	case PARAM_LOWER_FIRST:
	case PARAM_LOWER_ALL:
	case PARAM_TOGGLE_FIRST:
	case PARAM_TOGGLE_ALL:
	case PARAM_NAMES:
		return *ifs->first ? " " : "";
	case PARAM_REMOVE_PREFIX:
	case PARAM_REMOVE_PREFIX_LONGEST:
	case PARAM_REMOVE_SUFFIX:
	case PARAM_REMOVE_SUFFIX_LONGEST:
	case PARAM_SUBSTRING:
	case PARAM_TRANSFORM:
	case PARAM_KEYS:
	case PARAM_LENGTH:
	case PARAM_BAD:
		break;
	}
	return " ";
}

/*
 * The text in front of the list @v.  Where fields are made quotes do not hold it together, but
 * for "${*@A}"; without IFS it is fields at its blanks.
 */
static bool add_before(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	const struct ifs *ifs = split_ifs(sh);
	const char *s = v->before;

	if (b->mode != BUILD_FIELDS || (v->is_star && flags & EXPAND_QUOTED))
		return add_value(sh, b, s, flags);
	if (!ifs->is_null)
		return builder_add_split(sh, b, s, strlen(s));
	for (size_t n; *s; s += n + 1) {
		n = strcspn(s, " ");
		builder_add_quoted(b, s, n);
		if (!builder_finish_field(sh, b))
			return false;
	}
	return true;
}

static bool add_list(struct shell *sh, struct builder *b, const struct param_value *v, unsigned flags)
{
	const struct ifs *ifs = split_ifs(sh);

	if (v->before && !add_before(sh, b, v, flags))
		return false;
	if (b->mode != BUILD_FIELDS)
		return add_joined(sh, b, v, joint(sh, v, flags), flags);
	if (!(flags & EXPAND_QUOTED))
		return add_unquoted_list(sh, b, v, flags);
	return v->is_star ? add_joined(sh, b, v, ifs->first, flags) : add_fields(sh, b, v);
}

static bool add_values(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	if (v->is_list)
		return add_list(sh, b, v, flags);
	return add_value(sh, b, v->items[0], flags);
}

/* ---- operators that choose between the value and a word ---- */

static bool has_value(struct shell *sh, const struct param_value *v, bool colon, unsigned flags)
{
	if (!v->is_set || !colon)
		return v->is_set;
	if (v->n > 1 && !(v->is_star && flags & EXPAND_QUOTED && !*split_ifs(sh)->first))
		return true; /* the separators count */
	for (size_t i = 0; i < v->n; i++)
		if (*v->items[i])
			return true;
	return false;
}

static bool add_operand(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	if (!p->word || !p->word->parts) {
		if (flags & EXPAND_QUOTED)
			builder_add_quoted(b, "", 0);
		return true;
	}
	if (!expand_word_into(sh, b, p->word, flags | EXPAND_OPERAND))
		return false;
	/* "${x-$@}" without parameters is a field, though "$@" is none */
	if (flags & EXPAND_QUOTED)
		b->list_was_empty = false;
	return true;
}

static char *operand_string(struct shell *sh, const struct param *p, unsigned flags)
{
	struct builder *b = builder_get(sh, BUILD_STRING, NULL);
	char *s = NULL;

	if (add_operand(sh, b, p, flags))
		s = builder_result(sh, b);
	builder_put(sh, b);
	return s;
}

/* ${x=w} */
static bool assign_default(struct shell *sh, const struct param *p, struct param_value *v,
	unsigned flags)
{
	const char *value;
	bool ok;

	if (expand_guarded(sh))
		return false;
	if (v->names_nothing)
		return param_invalid_indirection(sh, v->name);
	if (v->is_positional || param_is_special_name(v->name)) {
		diag(sh, "$%s: cannot assign in this way", v->name);
		return expand_reported(sh);
	}
	if (v->all && v->var && v->var->flags & VAR_ASSOC) {
		v->key = v->all == '@' ? "@" : "*";
	} else if (v->all) {
		diag(sh, "%s[%c]: bad array subscript", v->name, v->all);
		return expand_failed(sh);
	}
	value = operand_string(sh, p, flags);
	if (!value)
		return false;
	if (v->key) {
		v->var = v->var ? v->var : var_declare(sh, v->name, false);
		ok = var_set_element(sh, v->var, v->key, value, false);
	} else {
		ok = var_set(sh, v->name, value);
	}
	if (!ok)
		return sh->unwind == UNWIND_NONE ? expand_failed(sh) : false;
	v->var = var_find(sh, v->name);
	param_set_one(v, v->key ? var_element(sh, v->var, v->key) : var_value(sh, v->var));
	return true;
}

/* ${x?w} */
static bool missing(struct shell *sh, const struct param *p)
{
	const char *name = param_name_in_message(sh, p);
	const char *message;

	if (p->special)
		name = p->name;
	if (!p->word || !p->word->parts) {
		diag(sh, "%s: parameter %snot set", name, p->colon ? "null or " : "");
		return expand_fatal(sh);
	}
	message = operand_string(sh, p, 0);
	if (!message)
		return false;
	diag(sh, "%s: %s", name, message);
	return expand_fatal(sh);
}

static bool choose(struct shell *sh, struct builder *b, const struct param *p,
	struct param_value *v, unsigned flags)
{
	bool has = has_value(sh, v, p->colon, flags);

	if (p->op == PARAM_ALTERNATE && has)
		return add_operand(sh, b, p, flags);
	if (p->op == PARAM_ALTERNATE) {
		if (v->is_list && !v->is_star && !v->n)
			b->list_was_empty = true; /* "${a[@]+w}" is no field */
		else if (flags & EXPAND_QUOTED)
			builder_add_quoted(b, "", 0);
		return true;
	}
	if (has)
		return add_values(sh, b, v, flags);
	if (p->op == PARAM_DEFAULT)
		return add_operand(sh, b, p, flags);
	if (p->op == PARAM_ERROR)
		return missing(sh, p);
	return assign_default(sh, p, v, flags) && add_values(sh, b, v, flags);
}

/* ---- ${!x*} ${!x[@]} ${#x} ---- */

static bool expand_names(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	struct param_value v = {.is_list = true, .is_star = p->transform == '*', .op = p->op};
	struct strv names = {0};
	struct fields copies = {0};
	bool ok;

	var_names(sh, p->name, 0, &names);
	for (size_t i = 0; i < names.len; i++) {
		const struct var *var = var_find_noref(sh, names.items[i]);

		if (var && !(var->flags & VAR_UNSET))
			fields_add(&copies, &sh->scratch, arena_strdup(&sh->scratch, names.items[i]));
	}
	strv_release(&names);
	v.items = copies.items;
	v.n = copies.len;
	ok = add_list(sh, b, &v, flags);
	return ok;
}

static bool expand_keys(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	struct param_value v = {.is_list = true, .is_star = p->subscript_all == '*',
		.joined_anyway = p->subscript_all == '*', .op = p->op};
	struct var *var = var_find(sh, p->name);

	if (var && (var_is_set(var) || var->flags & (VAR_INDEXED | VAR_ASSOC)))
		v.items = var_keys(sh, var, &sh->scratch, &v.n);
	return add_list(sh, b, &v, flags);
}

static bool expand_length(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	char text[24];

	snprintf(text, sizeof(text), "%zu", v->is_list ? v->n : expand_char_count(v->items[0]));
	return add_value(sh, b, text, flags);
}

/* ---- the operators ---- */

/* set -u: is this use of an unset parameter an error? */
static bool is_unbound(struct shell *sh, const struct param *p, const struct param_value *v)
{
	if (!sh->opts.nounset || v->is_set)
		return false;
	if (p->op == PARAM_DEFAULT || p->op == PARAM_ASSIGN || p->op == PARAM_ERROR ||
		p->op == PARAM_ALTERNATE)
		return false;
	if (p->op == PARAM_LENGTH && *v->name == '!')
		return false;
	if (p->op == PARAM_LENGTH && p->subscript && v->var && v->var->flags & (VAR_INDEXED | VAR_ASSOC) &&
		!(v->var->flags & VAR_UNSET))
		return false;
	if (v->is_list || (p->subscript_all && p->op != PARAM_LENGTH))
		return p->op == PARAM_LENGTH && !v->is_positional &&
			(!v->var || v->var->flags & VAR_UNSET);
	return true;
}

/* Change the values of @v as the operator says; then they are added. */
static bool apply(struct shell *sh, const struct param *p, struct param_value *v)
{
	switch (p->op) {
	case PARAM_REMOVE_PREFIX:
	case PARAM_REMOVE_PREFIX_LONGEST:
	case PARAM_REMOVE_SUFFIX:
	case PARAM_REMOVE_SUFFIX_LONGEST:
		return param_remove(sh, p, v);
	case PARAM_SUBSTRING:
		return param_substring(sh, p, v);
	case PARAM_REPLACE:
	case PARAM_REPLACE_ALL:
	case PARAM_REPLACE_PREFIX:
	case PARAM_REPLACE_SUFFIX:
		return param_replace(sh, p, v);
	case PARAM_UPPER_FIRST:
	case PARAM_UPPER_ALL:
	case PARAM_LOWER_FIRST:
	case PARAM_LOWER_ALL:
	case PARAM_TOGGLE_FIRST:
	case PARAM_TOGGLE_ALL:
		return param_change_case(sh, p, v);
	case PARAM_TRANSFORM:
		return param_transform(sh, p, v);
	case PARAM_PLAIN:
	case PARAM_LENGTH:
	case PARAM_DEFAULT:
	case PARAM_ASSIGN:
	case PARAM_ERROR:
	case PARAM_ALTERNATE:
	case PARAM_NAMES:
	case PARAM_KEYS:
	case PARAM_BAD:
		break;
	}
	return true;
}

static bool unbound(struct shell *sh, const struct param *p, const struct param_value *v)
{
	if (p->op == PARAM_LENGTH && p->subscript) { /* only fails; it does not end the shell */
		diag(sh, "%s: unbound variable", p->name);
		return expand_failed(sh);
	}
	return expand_unbound(sh, p->op == PARAM_LENGTH ? v->name : param_name_in_message(sh, p));
}

static bool expand_full(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	struct param_value v = {0};

	if (!param_find_value(sh, p, &v))
		return false;
	v.op = p->op;
	if (is_unbound(sh, p, &v))
		return unbound(sh, p, &v);
	if (p->op == PARAM_LENGTH)
		return expand_length(sh, b, &v, flags);
	if (p->op == PARAM_DEFAULT || p->op == PARAM_ASSIGN || p->op == PARAM_ERROR ||
		p->op == PARAM_ALTERNATE)
		return choose(sh, b, p, &v, flags);
	return apply(sh, p, &v) && add_values(sh, b, &v, flags);
}

bool expand_param(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	const char *value = param_simple_value(sh, p);

	if (value)
		return add_value(sh, b, value, flags);
	if (p->op == PARAM_BAD)
		return expand_bad_substitution(sh, p);
	if (p->op == PARAM_NAMES)
		return expand_names(sh, b, p, flags);
	if (p->op == PARAM_KEYS)
		return expand_keys(sh, b, p, flags);
	return expand_full(sh, b, p, flags);
}
