/*
 * shell/expand_transform.c - ${x@Q} and the other transformations (bash manual 3.5.3).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/escape.h"
#include "shell/expand_internal.h"
#include "shell/parser.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

static char *take_buf(struct shell *sh, struct buf *b)
{
	char *s = arena_strndup(&sh->scratch, b->s, b->len);

	buf_release(b);
	return s;
}

static void add_attributes(const struct var *v, struct buf *out)
{
	static const struct {
		unsigned flag;
		char letter;
	} rows[] = {
		{VAR_INDEXED, 'a'}, {VAR_ASSOC, 'A'}, {VAR_INTEGER, 'i'}, {VAR_NAMEREF, 'n'},
		{VAR_READONLY, 'r'}, {VAR_TRACE, 't'}, {VAR_EXPORT, 'x'}, {VAR_CAPITAL, 'c'},
		{VAR_LOWER, 'l'}, {VAR_UPPER, 'u'},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (v->flags & rows[i].flag)
			buf_add_char(out, rows[i].letter);
}

char *expand_transform(struct shell *sh, char op, const char *name, const char *value)
{
	struct buf out = BUF_INIT;
	const struct var *v;

	switch (op) {
	case 'Q':
		quote_single(&out, value);
		break;
	case 'E':
		escape_decode_all(value, ESCAPE_ANSI, &out);
		break;
	case 'P':
		prompt_expand_running(sh, value, &out);
		for (size_t i = 0; sh->interactive && i < out.len;)
			if (out.s[i] == '\001' || out.s[i] == '\002')
				buf_remove(&out, i, 1);
			else
				i++;
		break;
	case 'U':
		return expand_change_case(sh, value, PARAM_UPPER_ALL, NULL);
	case 'u':
		return expand_change_case(sh, value, PARAM_UPPER_FIRST, NULL);
	case 'L':
		return expand_change_case(sh, value, PARAM_LOWER_ALL, NULL);
	case 'a':
		v = name ? var_find(sh, name) : NULL;
		if (v)
			add_attributes(v, &out);
		break;
	default:
		return NULL;
	}
	return take_buf(sh, &out);
}

/* ---- ${x@A} ---- */

static void add_declare(const struct var *v, struct buf *out)
{
	struct buf letters = BUF_INIT;

	if (v)
		add_attributes(v, &letters);
	if (letters.len)
		buf_printf(out, "declare -%s ", letters.s);
	buf_release(&letters);
}

static char *assignment_of_scalar(struct shell *sh, const struct param_value *v)
{
	struct buf out = BUF_INIT;

	/* What a nameref to an element stands for has no declaration. */
	if (!v->var || v->var->flags & VAR_ELEMENT)
		return arena_strdup(&sh->scratch, "");
	add_declare(v->var, &out);
	if (!v->is_set && !out.len)
		return take_buf(sh, &out);
	buf_add_str(&out, v->var->name);
	if (v->is_set) {
		buf_add_char(&out, '=');
		quote_single(&out, v->items[0]);
	}
	return take_buf(sh, &out);
}

static char *assignment_of_list(struct shell *sh, const struct param_value *v)
{
	struct buf out = BUF_INIT;

	if (v->var && v->var->flags & (VAR_INDEXED | VAR_ASSOC)) {
		var_print_declaration(sh, v->var, &out);
		buf_truncate(&out, out.len - (out.len && out.s[out.len - 1] == '\n'));
		return take_buf(sh, &out);
	}
	if (!v->is_positional) {
		struct param_value one = *v;

		return assignment_of_scalar(sh, &one);
	}
	return take_buf(sh, &out);
}

/* ---- ${a[@]@K} ${a[@]@k} ---- */

/* Keys and values: quoted in one word for K, each a word for k. */
static void set_pairs(struct shell *sh, struct param_value *v, bool one_word)
{
	struct fields f = {0};
	struct buf out = BUF_INIT;
	size_t n = 0;
	char **keys = v->var ? var_keys(sh, v->var, &sh->scratch, &n) : NULL;

	for (size_t i = 0; i < v->n && i < n; i++) {
		if (!one_word) {
			fields_add(&f, &sh->scratch, keys[i]);
			fields_add(&f, &sh->scratch, v->items[i]);
			continue;
		}
		if (i > 0)
			buf_add_char(&out, ' ');
		if (v->var->flags & VAR_ASSOC)
			quote_key(&out, keys[i]);
		else
			buf_add_str(&out, keys[i]);
		buf_add_char(&out, ' ');
		quote_double(&out, v->items[i]);
	}
	if (one_word && v->var->flags & VAR_ASSOC)
		buf_add_char(&out, ' ');
	if (one_word)
		fields_add(&f, &sh->scratch, arena_strndup(&sh->scratch, out.s, out.len));
	buf_release(&out);
	v->items = f.items;
	v->n = f.len;
}

/* All becomes @s; "${x[@]@A}" is no field where that is empty. */
static void set_single(struct param_value *v, char *s)
{
	v->is_list = v->is_list && !v->is_star && !*s;
	v->one[0] = s;
	v->items = v->one;
	v->n = v->is_list ? 0 : 1;
}

/* "${x[@]@A}" is a command, of which quotes hold only the values together. */
static void set_list_command(struct shell *sh, struct param_value *v, char *text)
{
	bool is_array = v->var && v->var->flags & (VAR_INDEXED | VAR_ASSOC);
	struct fields f = {0};
	char *values;

	if (v->is_positional && v->n) {
		v->before = "set -- ";
		for (size_t i = 0; i < v->n; i++)
			fields_add(&f, &sh->scratch,
				expand_transform(sh, 'Q', NULL, v->items[i]));
	} else if (!*text || !is_array) {
		set_single(v, text);
		return;
	} else {
		values = text + strcspn(text, "=");
		values += *values == '=';
		fields_add(&f, &sh->scratch, arena_strdup(&sh->scratch, values));
		*values = '\0';
		v->before = text;
	}
	v->items = f.items;
	v->n = f.len;
}

/* "${x[@]@a}" asks for the attributes once, unless x is an array that has been set. */
static bool has_one_attribute_list(const struct param_value *v)
{
	const unsigned array = VAR_INDEXED | VAR_ASSOC;

	return v->all && !(v->var && v->var->flags & array && !(v->var->flags & VAR_UNSET));
}

static void set_attributes(struct shell *sh, struct param_value *v)
{
	struct buf out = BUF_INIT;

	if (v->var && !(v->var->flags & VAR_NAMEREF)) /* that refers to nothing yet */
		add_attributes(v->var, &out);
	v->is_list = v->all == '@';
	set_single(v, take_buf(sh, &out));
}

/* Operators on the whole parameter.  False: @op is not one. */
static bool transform_whole(struct shell *sh, char op, struct param_value *v)
{
	bool is_array = v->is_list && !v->is_positional;

	if (op == 'A') {
		if (!v->is_list && !v->var)
			set_single(v, arena_strdup(&sh->scratch, "")); /* $1, $?: nothing assigns to them */
		else if (!v->is_list)
			set_single(v, assignment_of_scalar(sh, v));
		else
			set_list_command(sh, v, assignment_of_list(sh, v));
		return true;
	}
	if (op == 'a' && has_one_attribute_list(v)) {
		set_attributes(sh, v);
		return true;
	}
	if ((op == 'K' || op == 'k') && is_array && v->is_set) {
		set_pairs(sh, v, op == 'K');
		return true;
	}
	return false;
}

static bool no_operator(struct shell *sh, const struct param *p)
{
	diag(sh, "%s: bad substitution", ast_escaped(&sh->scratch, p->around));
	return expand_fatal(sh);
}

bool param_transform(struct shell *sh, const struct param *p, struct param_value *v)
{
	char op = p->transform;
	char **items;

	if ((op == 'A' || op == 'a') && !v->is_set && !param_find_again(sh, p, v))
		return false;
	if (transform_whole(sh, op, v))
		return true;
	if (op == 'K' || op == 'k')
		op = 'Q';
	if (op == TRANSFORM_BAD_UNSET)
		return no_operator(sh, p);
	if (!v->is_set && !(op == 'a' && v->var))
		return true;
	items = arena_alloc(&sh->scratch, (v->n + 1) * sizeof(*items));
	for (size_t i = 0; i < v->n; i++) {
		items[i] = expand_transform(sh, op, v->is_positional ? NULL : v->name,
			v->items[i]);
		if (!items[i])
			return no_operator(sh, p);
	}
	v->items = items;
	return true;
}
