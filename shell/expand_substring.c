/*
 * shell/expand_substring.c - ${x:offset:length} of strings, positional parameters and arrays
 * (bash manual 3.5.3).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/num.h"
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/pattern_internal.h"
#include "shell/shell.h"
#include "shell/var.h"

/* Offset and length as written. */
struct slice {
	int64_t offset;
	int64_t length;
	bool has_length;
	const struct param *p;
};

static bool evaluate(struct shell *sh, const struct param *p, const struct word *w, int64_t *ret)
{
	struct arith_context ctx = {.who = p->name, .only_line = sh->opts.posix};

	*ret = 0;
	if (!w || !w->parts)
		return true;
	if (p->subscript || p->indirect) /* as written, behind the ${ */
		ctx.who = arena_strndup(&sh->scratch, p->text + 2, p->indirect + strlen(p->name) +
			(p->subscript ? strlen(p->subscript->text) + 2 : 0));
	return arith_eval_word_in(sh, ctx, w, ret);
}

static bool negative_length(struct shell *sh, const struct slice *s)
{
	diag(sh, "%s: substring expression < 0", s->p->word2->text ? s->p->word2->text : "");
	shell_abandon(sh, 1);
	return false;
}

/* ---- strings ---- */

/* Byte offset of character @n, at most @len. */
static size_t offset_of_char(const char *s, size_t len, int64_t n)
{
	bool utf8 = MB_CUR_MAX > 1;
	size_t at = 0;

	if (!utf8)
		return (uint64_t)n < len ? (size_t)n : len;
	for (; n > 0 && at < len; n--)
		at += pattern_char_len(utf8, s + at, s + len);
	return at;
}

size_t expand_char_count(const char *s)
{
	size_t n;

	if (MB_CUR_MAX == 1)
		return strlen(s);
	n = mbstowcs(NULL, s, 0);
	if (n != (size_t)-1)
		return n;
	n = 0;
	mblen(NULL, 0);
	for (size_t len = strlen(s); len; n++) {
		int step = mblen(s, len);

		s += step > 0 ? step : 1;
		len -= step > 0 ? (size_t)step : 1;
	}
	return n;
}

static bool slice_string(struct shell *sh, const struct slice *s, struct param_value *v)
{
	const char *text = v->items[0];
	size_t len = strlen(text);
	int64_t count = (int64_t)expand_char_count(text);
	int64_t start = s->offset < 0 ? s->offset + count : s->offset;
	int64_t end = count;
	size_t from, to;

	v->items = v->one;
	v->one[0] = arena_strdup(&sh->scratch, "");
	if (start < 0 || start > count)
		return true;
	if (s->has_length && s->length < 0) {
		end = count + s->length;
		if (end < start)
			return negative_length(sh, s);
	} else if (s->has_length && s->length < count - start) {
		end = start + s->length;
	}
	from = offset_of_char(text, len, start);
	to = from + offset_of_char(text + from, len - from, end - start);
	v->one[0] = arena_strndup(&sh->scratch, text + from, to - from);
	return true;
}

/* ---- lists ---- */

static size_t bounded(const struct slice *s, size_t n)
{
	return s->has_length && (uint64_t)s->length < n ? (size_t)s->length : n;
}

/* $@: number 0 is $0, numbers from 1 the parameters. */
static bool slice_positional(struct shell *sh, const struct slice *s, struct param_value *v)
{
	char **all = arena_alloc(&sh->scratch, (v->n + 1) * sizeof(*all));
	size_t total = v->n + 1;
	int64_t start = s->offset < 0 ? s->offset + (int64_t)total : s->offset;

	all[0] = arena_strdup(&sh->scratch, sh->name);
	if (v->n)
		memcpy(all + 1, v->items, v->n * sizeof(*all));
	v->items = all;
	v->n = 0;
	if (start < 0 || start >= (int64_t)total)
		return true;
	v->items += start;
	v->n = bounded(s, total - (size_t)start);
	return true;
}

/* ${a[@]}: the offset is an index, or of an associative array a place, from 1. */
static bool slice_array(const struct slice *s, struct param_value *v)
{
	bool assoc = v->var && v->var->flags & VAR_ASSOC;
	int64_t start = s->offset;
	size_t first;

	if (!v->var || !v->n)
		return true;
	if (start < 0)
		start += assoc ? (int64_t)v->n + 1 : var_end(v->var);
	if (start < 0) {
		v->n = 0;
		return true;
	}
	if (assoc)
		first = start ? (size_t)start - 1 : 0;
	else
		first = var_position(v->var, start);
	first = first < v->n ? first : v->n;
	v->items += first;
	if (assoc && s->has_length && !s->length && first < v->n)
		v->n = 1; /* bash cuts its list behind the one that it came to */
	else
		v->n = bounded(s, v->n - first);
	return true;
}

/* NAME[@] of a variable that is no array is its text. */
static bool is_text(const struct param_value *v)
{
	return !v->is_list || (v->var && !(v->var->flags & (VAR_INDEXED | VAR_ASSOC)));
}

/* Does the offset lie before the first or behind the last of them? */
static bool is_outside(const struct slice *s, const struct param_value *v)
{
	int64_t total = (int64_t)v->n + v->is_positional;
	bool of_array = !is_text(v) && v->var && v->n;

	if (is_text(v))
		total = (int64_t)expand_char_count(v->items[0]);
	else if (of_array)
		total = v->var->flags & VAR_ASSOC ? (int64_t)v->n + 1 : var_end(v->var);
	return s->offset < 0 ? s->offset + total < 0 : s->offset > total - of_array;
}

/* Can evaluating @w change nothing? */
static bool is_constant(const struct word *w)
{
	return !w || !w->text[strspn(w->text, " -0123456789")];
}

bool param_substring(struct shell *sh, const struct param *p, struct param_value *v)
{
	struct slice s = {.p = p, .has_length = p->word2 != NULL};
	bool constant = is_constant(p->word) && is_constant(p->word2);

	if (!p->word2 && p->word && !*p->word->text) /* ${x:} */
		return expand_bad_substitution(sh, p);
	if (!v->is_set && !v->is_positional)
		return true;
	if (p->transform == '(') {
		diag(sh, "bad substitution: no closing `)' in %s", p->word->text);
		return expand_reported(sh);
	}
	/* ${x:x=1}: cut from the value that it had before */
	if (is_text(v) && !constant)
		param_set_one(v, arena_strdup(&sh->scratch, v->items[0]));
	if (!evaluate(sh, p, p->word, &s.offset))
		return false;
	if (is_outside(&s, v)) { /* the length is not even looked at */
		v->n = 0;
		if (!v->is_list) {
			v->one[0] = arena_strdup(&sh->scratch, "");
			v->items = v->one;
			v->n = 1;
		}
		return true;
	}
	if (s.has_length && !evaluate(sh, p, p->word2, &s.length))
		return false;
	if (is_text(v))
		return slice_string(sh, &s, v);
	if (v->var && !constant) /* but lists from what they are now */
		v->items = var_values(sh, v->var, &sh->scratch, &v->n);
	if (s.has_length && s.length < 0)
		return negative_length(sh, &s);
	return v->is_positional ? slice_positional(sh, &s, v) : slice_array(&s, v);
}
