/*
 * shell/expand_param_ops.c - ${x#w} ${x%w} ${x^w} ${x,w} ${x~w}: removal and change of case
 * (bash manual 3.5.3).
 */
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "lib/arena.h"
#include "lib/utf8.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "shell/pattern.h"
#include "shell/pattern_internal.h"
#include "shell/shell.h"

unsigned expand_pattern_flags(const struct shell *sh, bool nocase)
{
	return (sh->opts.extglob ? PATTERN_EXTGLOB : 0) |
		(nocase && sh->opts.nocasematch ? PATTERN_NOCASE : 0) |
		(sh->opts.globasciiranges ? 0 : PATTERN_COLLATE);
}

/* ---- removal ---- */

static char *remove_matched(struct shell *sh, enum param_op op, const char *pattern, char *s,
	unsigned flags)
{
	bool longest = op == PARAM_REMOVE_PREFIX_LONGEST || op == PARAM_REMOVE_SUFFIX_LONGEST;
	long n;

	if (op == PARAM_REMOVE_PREFIX || op == PARAM_REMOVE_PREFIX_LONGEST) {
		n = pattern_prefix(pattern, s, longest, flags);
		return n > 0 ? s + n : s;
	}
	n = pattern_suffix(pattern, s, longest, flags);
	return n > 0 ? arena_strndup(&sh->scratch, s, strlen(s) - (size_t)n) : s;
}

/* A list of its own, so that the variable's is not written to. */
static void own_items(struct shell *sh, struct param_value *v)
{
	if (v->items != v->one && v->n)
		v->items = arena_memdup(&sh->scratch, v->items, v->n * sizeof(*v->items));
}

bool param_remove(struct shell *sh, const struct param *p, struct param_value *v)
{
	unsigned flags = expand_pattern_flags(sh, false);
	const char *pattern;

	if (!v->is_set || !p->word || !p->word->parts)
		return true;
	/* The pattern's own expansions may change what the items point to. */
	own_items(sh, v);
	if (!(p->word->flags & WORD_LITERAL))
		for (size_t i = 0; i < v->n; i++)
			v->items[i] = arena_strdup(&sh->scratch, v->items[i]);
	pattern = expand_pattern(sh, p->word);
	if (!pattern)
		return false;
	for (size_t i = 0; i < v->n; i++)
		v->items[i] = remove_matched(sh, p->op, pattern, v->items[i], flags);
	return true;
}

/* ---- case ---- */

enum case_change { CASE_UPPER, CASE_LOWER, CASE_TOGGLE };

static uint32_t change_code(uint32_t c, enum case_change change)
{
	switch (change) {
	case CASE_UPPER:
		return (uint32_t)towupper((wint_t)c);
	case CASE_LOWER:
		return (uint32_t)towlower((wint_t)c);
	case CASE_TOGGLE:
		return (uint32_t)(iswupper((wint_t)c) ? towlower((wint_t)c) : towupper((wint_t)c));
	}
	return c;
}

/* Add the character at @s, @n bytes, in its new case. */
static void add_changed(struct buf *out, const char *s, size_t n, enum case_change change)
{
	char bytes[4];
	uint32_t c = pattern_char_code(s, n);

	if (n == 1 && (unsigned char)*s >= 0x80) {
		/* bash takes a stray byte for a character of its number, if it is to be toggled */
		buf_add_char(out,
			change == CASE_TOGGLE ? (char)change_code((unsigned char)*s, change) : *s);
		return;
	}
	n = utf8_encode(change_code(c, change), bytes);
	buf_add(out, bytes, n);
}

/* Does the character at @s match the operand (NULL or empty: every one does)? */
static bool is_selected(const char *pattern, const char *s, size_t n, unsigned flags)
{
	char one[8];

	if (!pattern || !*pattern)
		return true;
	memcpy(one, s, n);
	one[n] = '\0';
	return pattern_match(pattern, one, flags);
}

static char *change_value(struct shell *sh, const char *s, const char *pattern,
	enum case_change change, bool first_only)
{
	struct buf out = BUF_INIT;
	const char *end = s + strlen(s);
	unsigned flags = expand_pattern_flags(sh, false) | PATTERN_EXTGLOB; /* always */
	bool utf8 = MB_CUR_MAX > 1;
	char *copy;
	size_t n;

	for (; s < end; s += n) {
		n = pattern_char_len(utf8, s, end);
		if (is_selected(pattern, s, n, flags))
			add_changed(&out, s, n, change);
		else
			buf_add(&out, s, n);
		if (first_only) {
			buf_add(&out, s + n, (size_t)(end - s) - n);
			break;
		}
	}
	copy = arena_strndup(&sh->scratch, out.s, out.len);
	buf_release(&out);
	return copy;
}

char *expand_change_case(struct shell *sh, const char *s, enum param_op op, const char *pattern)
{
	bool first = op == PARAM_UPPER_FIRST || op == PARAM_LOWER_FIRST || op == PARAM_TOGGLE_FIRST;
	enum case_change change = CASE_TOGGLE;

	if (op == PARAM_UPPER_FIRST || op == PARAM_UPPER_ALL)
		change = CASE_UPPER;
	else if (op == PARAM_LOWER_FIRST || op == PARAM_LOWER_ALL)
		change = CASE_LOWER;
	return change_value(sh, s, pattern, change, first);
}

bool param_change_case(struct shell *sh, const struct param *p, struct param_value *v)
{
	const char *pattern = NULL;

	if (!v->is_set)
		return true;
	own_items(sh, v);
	if (p->word && p->word->parts && !(pattern = expand_pattern(sh, p->word)))
		return false;
	if (pattern && !*pattern && p->word->flags & WORD_QUOTED) /* '' matches no character */
		return true;
	for (size_t i = 0; i < v->n; i++)
		v->items[i] = expand_change_case(sh, v->items[i], p->op, pattern);
	return true;
}
