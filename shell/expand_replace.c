/*
 * shell/expand_replace.c - ${x/w/w2} and its variants, with & in the replacement (bash manual 3.5.3).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/cleanup.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "shell/pattern.h"
#include "shell/pattern_internal.h"
#include "shell/shell.h"

/* One substitution, prepared for all values of a list. */
struct replace {
	enum param_op op;
	struct pattern pattern;
	const char *text;        /* of the pattern */
	const char *with;
	bool ampersand;          /* @with may hold & and backslashes */
	unsigned flags;
	long chars;              /* that a match must have; -1: as many as it has */
	bool whole;              /* nothing matches in a value that does not match as a whole */
	struct buf out;
};

/*
 * How many characters bash counts in a bracket expression, and the end of it.  It looks at classes
 * wherever they stand, and an expression that nothing closes is worth its own length (less one for
 * each pair of [: and the like), so that some patterns match nothing here that match in `case`.
 */
static const char *count_bracket(const char *s, bool utf8, long *chars)
{
	const char *end = s + strlen(s);
	long n = 1;
	char mark = 0;
	bool first = true;

	for (; *s && (first || *s != ']'); first = false, n++) {
		if (*s == '\\' && s[1]) {
			n++;
			s++;
			s += pattern_char_len(utf8, s, end);
		} else if ((*s == '[' && s[1] && strchr(":.=", s[1])) ||
			   (mark && *s == mark && s[1] == ']')) {
			mark = *s == '[' ? s[1] : 0;
			s += 2;
			if (mark && mark != ':' && *s == ']') { /* the symbol may be a ] */
				s++;
				n++;
			}
		} else {
			s += pattern_char_len(utf8, s, end);
		}
	}
	*chars += *s ? 1 : n;
	return *s ? s + 1 : s;
}

/* The length that bash expects of a match, when that is not what the pattern matches anyway; -1. */
static long expected_chars(const struct pattern *p, const char *text)
{
	const char *end = text + strlen(text);
	bool fixed = !p->has_ext;
	long chars = 0;

	if (!strchr(text, '['))
		return -1;
	for (size_t i = 0; i < p->n; i++)
		fixed &= p->items[i].kind != ITEM_STAR;
	for (const char *s = text; *s;) {
		if (*s == '*' || pattern_ext_open(p->flags, s, end))
			return -1;
		if (*s == '[') {
			s = count_bracket(s + 1, p->utf8, &chars);
			continue;
		}
		if (*s == '\\' && s[1])
			s++;
		s += pattern_char_len(p->utf8, s, end);
		chars++;
	}
	return fixed && (size_t)chars == p->n ? -1 : chars;
}

/*
 * bash first asks whether the pattern matches anywhere, with a * added at both ends but for one
 * that begins and ends with a *: also where the last is a quoted one.
 */
static bool must_match_whole(const char *text, unsigned flags)
{
	const char *last = text + strlen(text) - 1;
	bool quoted = false;

	if (*text != '*' || (text[1] == '(' && flags & PATTERN_EXTGLOB) || *last != '*')
		return false;
	while (last[-1] == '\\') {
		quoted = !quoted;
		last--;
	}
	return quoted;
}

/* Bytes of the first @chars characters of @s; -1: there are fewer. */
static long bytes_of_chars(const char *s, size_t len, long chars)
{
	const char *end = s + len;
	const char *at = s;

	for (; chars > 0; chars--) {
		if (at >= end)
			return -1;
		at += pattern_char_len(MB_CUR_MAX > 1, at, end);
	}
	return at - s;
}

/* Length of the match of r->chars characters at @s; -1: none. */
static long match_of_chars(const struct replace *r, const char *s, size_t len)
{
	long n = bytes_of_chars(s, len, r->chars);
	scoped_free char *start = n < 0 ? NULL : xstrndup(s, (size_t)n);

	return start && pattern_match(r->text, start, r->flags) ? n : -1;
}

static long suffix_of_chars(const struct replace *r, const char *s, size_t len)
{
	long skip = bytes_of_chars(s, len, (long)expand_char_count(s) - r->chars);

	return skip < 0 ? -1 : match_of_chars(r, s + skip, len - (size_t)skip);
}

static bool find(struct replace *r, const char *s, size_t len, size_t at, size_t *start, size_t *end)
{
	if (r->chars < 0)
		return pattern_find(&r->pattern, s, len, at, start, end);
	while (at < len) {
		long n = match_of_chars(r, s + at, len - at);

		*start = at;
		if (n >= 0) {
			*end = at + (size_t)n;
			return true;
		}
		at += pattern_char_len(r->pattern.utf8, s + at, s + len);
	}
	return false;
}

/* Add the replacement: & stands for the match, \& for itself. */
static void add_replacement(struct replace *r, const char *match, size_t len)
{
	if (!r->ampersand) {
		buf_add_str(&r->out, r->with);
		return;
	}
	for (const char *s = r->with; *s; s++) {
		if (*s == '\\' && (s[1] == '&' || s[1] == '\\'))
			buf_add_char(&r->out, *++s);
		else if (*s == '&')
			buf_add(&r->out, match, len);
		else
			buf_add_char(&r->out, *s);
	}
}

/* At the start or at the end; false: no match. */
static bool replace_anchored(struct replace *r, const char *s, size_t len)
{
	bool prefix = r->op == PARAM_REPLACE_PREFIX;
	long n;

	if (r->chars >= 0)
		n = prefix ? match_of_chars(r, s, len) : suffix_of_chars(r, s, len);
	else
		n = prefix ? pattern_prefix(r->text, s, true, r->flags)
			   : pattern_suffix(r->text, s, true, r->flags);
	if (n < 0)
		return false;
	if (!prefix)
		buf_add(&r->out, s, len - (size_t)n);
	add_replacement(r, prefix ? s : s + len - n, (size_t)n);
	if (prefix)
		buf_add(&r->out, s + n, len - (size_t)n);
	return true;
}

static bool replace_found(struct replace *r, const char *s, size_t len)
{
	size_t at = 0, start, end;
	bool any = false;

	while (find(r, s, len, at, &start, &end)) {
		any = true;
		buf_add(&r->out, s + at, start - at);
		add_replacement(r, s + start, end - start);
		if (end == start && end < len) {
			size_t n = pattern_char_len(r->pattern.utf8, s + end, s + len);

			buf_add(&r->out, s + end, n);
			end += n;
		}
		at = end;
		if (r->op != PARAM_REPLACE_ALL || at >= len)
			break;
	}
	buf_add(&r->out, s + at, len - at);
	return any;
}

static char *replace_value(struct shell *sh, struct replace *r, char *s)
{
	size_t len = strlen(s);
	bool done;

	if (r->whole && !pattern_match(r->text, s, r->flags))
		return s;
	buf_reset(&r->out);
	if (r->op == PARAM_REPLACE_PREFIX || r->op == PARAM_REPLACE_SUFFIX)
		done = replace_anchored(r, s, len);
	else
		done = *r->text && replace_found(r, s, len);
	return done ? arena_strndup(&sh->scratch, r->out.s, r->out.len) : s;
}

/* The replacement, & and \ backslashed where they were quoted. */
static char *expand_replacement(struct shell *sh, const struct word *w)
{
	struct builder *b;
	char *s = NULL;

	if (!w || !w->parts)
		return arena_strdup(&sh->scratch, "");
	b = builder_get(sh, sh->opts.patsub_replacement ? BUILD_REPLACEMENT : BUILD_STRING, NULL);
	if (expand_word_into(sh, b, w, 0))
		s = builder_result(sh, b);
	builder_put(sh, b);
	return s;
}

bool param_replace(struct shell *sh, const struct param *p, struct param_value *v)
{
	struct replace r = {.op = p->op, .flags = expand_pattern_flags(sh, true)};
	char **items = arena_alloc(&sh->scratch, (v->n + 1) * sizeof(*items));

	if (!v->is_set)
		return true;
	for (size_t i = 0; i < v->n; i++)
		items[i] = arena_strdup(&sh->scratch, v->items[i]);
	v->items = items;
	r.text = p->word && p->word->parts ? expand_pattern(sh, p->word) : "";
	if (!r.text)
		return false;
	r.with = expand_replacement(sh, p->word2);
	if (!r.with)
		return false;
	r.ampersand = sh->opts.patsub_replacement && strpbrk(r.with, "&\\");
	r.out = (struct buf)BUF_INIT;
	pattern_compile(&r.pattern, r.text, strlen(r.text), r.flags);
	r.chars = expected_chars(&r.pattern, r.text);
	r.whole = must_match_whole(r.text, r.flags);
	for (size_t i = 0; i < v->n; i++)
		items[i] = replace_value(sh, &r, items[i]);
	pattern_release(&r.pattern);
	buf_release(&r.out);
	return true;
}
