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

/* ---- operators that choose between the value and a word ---- */

static bool has_value(struct shell *sh, const struct param_value *v, bool colon, unsigned flags)
{
	if (!v->is_set || !colon)
		return v->is_set;
	if (v->all && flags & EXPAND_ASSIGNMENT && !(flags & EXPAND_QUOTED) &&
		v->var && v->var->flags & (VAR_INDEXED | VAR_ASSOC))
		return true; /* as bash has it */
	if (v->n > 1 && !(v->is_star && flags & EXPAND_QUOTED && !*split_ifs(sh)->first))
		return true; /* the separators count */
	for (size_t i = 0; i < v->n; i++)
		if (*v->items[i])
			return true;
	return false;
}

static bool add_operand(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	bool list_was_empty = b->list_was_empty;
	bool rejoined, ok;

	if (!p->word || !p->word->parts) {
		if (flags & EXPAND_QUOTED)
			builder_add_quoted(b, "", 0);
		return true;
	}
	flags = (flags & ~(unsigned)EXPAND_AS_FIELD) | EXPAND_OPERAND;
	if (!(flags & EXPAND_QUOTED) && p->op != PARAM_ASSIGN && split_ifs(sh)->is_null)
		flags |= EXPAND_AS_FIELD;
	b->list_was_empty = false;
	rejoined = expand_rejoin(sh, b, p->word, flags);
	ok = expand_word_into(sh, b, p->word, flags);
	if (rejoined)
		builder_stop_rejoining(b);
	/* "${x-$@}" without parameters is a field, though "$@" is none */
	if (flags & EXPAND_QUOTED && b->list_was_empty)
		b->had_null = true;
	b->list_was_empty |= list_was_empty;
	return ok;
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

enum { STATUS_MISUSE = 2 };

/* ${x=w} that cannot be: a misuse, but in a posix shell an error as any other. */
static bool not_assigned(struct shell *sh)
{
	if (sh->unwind == UNWIND_NONE)
		shell_abort_command(sh, sh->opts.posix && !sh->interactive_shell ? 1 : STATUS_MISUSE);
	return false;
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
		diag_grave(sh, "%s[%c]: bad array subscript", v->name, v->all);
		return not_assigned(sh);
	}
	value = operand_string(sh, p, flags);
	if (!value || !param_find_again(sh, p, v))
		return false;
	if (v->key) {
		v->var = v->var ? v->var : var_declare(sh, v->name, false);
		ok = var_set_element(sh, v->var, v->key, value, false);
	} else {
		ok = var_set(sh, v->name, value);
	}
	if (!ok)
		return not_assigned(sh);
	v->var = var_find(sh, v->name);
	param_set_one(v, v->key ? var_element(sh, v->var, v->key) : var_value(sh, v->var));
	return true;
}

/* The fields of the word of ${x?w}, with blanks in between. */
static const char *operand_message(struct shell *sh, const struct param *p)
{
	struct builder *b;
	struct fields f = {0};
	const char *text = "";
	bool ok;

	b = builder_get(sh, BUILD_FIELDS, &f);
	b->no_glob = true;
	ok = expand_word_into(sh, b, p->word, 0) && builder_finish_field(sh, b);
	builder_put(sh, b);
	for (size_t i = 0; i < f.len; i++)
		text = arena_printf(&sh->scratch, "%s%s%s", text, i ? " " : "", f.items[i]);
	return ok ? text : NULL;
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
	message = operand_message(sh, p);
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
		return expand_add_values(sh, b, v, flags);
	if (p->op == PARAM_DEFAULT)
		return add_operand(sh, b, p, flags);
	if (p->op == PARAM_ERROR)
		return missing(sh, p);
	return assign_default(sh, p, v, flags) && expand_add_values(sh, b, v, flags);
}

/* ---- ${!x*} ${!x[@]} ${#x} ---- */

static bool expand_names(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	struct param_value v = {.is_list = true, .is_star = p->transform == '*', .op = p->op};
	struct strv names = {0};
	struct fields copies = {0};

	var_names(sh, p->name, 0, &names);
	for (size_t i = 0; i < names.len; i++)
		fields_add(&copies, &sh->scratch, arena_strdup(&sh->scratch, names.items[i]));
	strv_release(&names);
	v.items = copies.items;
	v.n = copies.len;
	return expand_add_values(sh, b, &v, flags);
}

static bool expand_keys(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	struct param_value v = {.is_list = true, .is_star = p->subscript_all == '*',
		.op = p->op};
	struct var *var = var_find(sh, p->name);

	if (var && (var_is_set(var) || var->flags & (VAR_INDEXED | VAR_ASSOC)))
		v.items = var_keys(sh, var, &sh->scratch, &v.n);
	return expand_add_values(sh, b, &v, flags);
}

static bool expand_length(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	char text[24];

	snprintf(text, sizeof(text), "%zu", v->is_list ? v->n : expand_char_count(v->items[0]));
	return expand_add_value(sh, b, text, flags);
}

/* ---- the operators ---- */

/* set -u: is this use of an unset parameter an error? */
static bool is_unbound(struct shell *sh, const struct param *p, const struct param_value *v)
{
	if (!sh->opts.nounset)
		return false;
	if (p->op == PARAM_LENGTH && p->subscript && v->var &&
		!(v->var->flags & (VAR_INDEXED | VAR_ASSOC)))
		return true; /* bash wants an array here */
	if (v->is_set)
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
	if (p->op == PARAM_LENGTH && p->subscript) { /* does not end the shell, but for set -e */
		diag_grave(sh, "%s: unbound variable", p->name);
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
	if (!apply(sh, p, &v))
		return false;
	b->had_null |= p->op != PARAM_PLAIN && !v.is_list && v.is_set && !*v.items[0] &&
		!(p->op == PARAM_TRANSFORM && strchr("aP", p->transform));
	return expand_add_values(sh, b, &v, flags);
}

bool expand_param(struct shell *sh, struct builder *b, const struct param *p, unsigned flags)
{
	const char *value = param_simple_value(sh, p);

	if (value)
		return expand_add_value(sh, b, value, flags);
	if (p->op == PARAM_BAD)
		return expand_bad_substitution(sh, p);
	if (p->op == PARAM_NAMES)
		return expand_names(sh, b, p, flags);
	if (p->op == PARAM_KEYS)
		return expand_keys(sh, b, p, flags);
	return expand_full(sh, b, p, flags);
}
