/*
 * shell/expand_build.c - the field being made: splitting, quoting, globbing, quote removal.
 *
 * Fields are cut while text arrives, so that no part of a word is looked at
 * twice (POSIX 2.6.5).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/utf8.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/glob.h"
#include "shell/options.h"
#include "shell/pattern.h"
#include "shell/shell.h"

enum { MAX_KEPT_BYTES = 1 << 16 };

/* Characters that need a backslash to stand for themselves in an ERE. */
static const char regex_specials[] = ".[]\\()*+?{}|^$";

struct builder *builder_get(struct shell *sh, enum build_mode mode, struct fields *out)
{
	struct expansion *x = expansion_of(sh);
	struct builder *b = x->idle;

	if (b) {
		x->idle = b->next;
	} else {
		b = xcalloc(1, sizeof(*b));
		b->text = (struct buf)BUF_INIT;
	}
	buf_reset(&b->text);
	b->mode = mode;
	b->started = b->has_glob = b->quoted = b->no_glob = b->list_was_empty = false;
	b->had_null = b->rejoins = b->pending = b->takes_apart = false;
	b->word = b->quotes.parts = NULL;
	b->last_ifs = IFS_NONE;
	b->kept = b->bare = NULL;
	b->n_toggles = b->blank_end = 0;
	b->out = out;
	return b;
}

void builder_put(struct shell *sh, struct builder *b)
{
	if (b->text.cap > MAX_KEPT_BYTES)
		buf_release(&b->text);
	b->next = sh->expansion->idle;
	sh->expansion->idle = b;
}

static void set_quoted(struct builder *b, bool quoted)
{
	if (b->quoted == quoted)
		return;
	b->quoted = quoted;
	if (b->n_toggles == b->cap_toggles) {
		b->cap_toggles = b->cap_toggles ? 2 * b->cap_toggles : 8;
		b->toggles = xreallocarray(b->toggles, b->cap_toggles, sizeof(*b->toggles));
	}
	b->toggles[b->n_toggles++] = b->text.len;
}

static void add_escaped(struct buf *out, const char *s, size_t len, const char *specials)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] && strchr(specials, s[i]))
			buf_add_char(out, '\\');
		buf_add_char(out, s[i]);
	}
}

static void add_all_escaped(struct buf *out, const char *s, size_t len)
{
	while (len) {
		size_t n = MB_CUR_MAX > 1 ? utf8_sequence(s, len) : 1;

		n = n ? n : 1;
		buf_add_char(out, '\\');
		buf_add(out, s, n);
		s += n;
		len -= n;
	}
}

/*
 * Does @text, an ERE so far, end inside a bracket expression?  A backslash is an ordinary
 * character there.
 */
static bool in_regex_bracket(const char *text)
{
	while ((text = strpbrk(text, "\\["))) {
		if (*text == '\\') {
			text += text[1] ? 2 : 1;
			continue;
		}
		text += text[1] == '^' ? 2 : 1;
		if (*text == ']')
			text++;
		text = strchr(text, ']');
		if (!text)
			return true;
	}
	return false;
}

void builder_start(struct builder *b)
{
	if (b->pending)
		buf_add_char(&b->text, ' ');
	b->pending = false;
	b->started = true;
}

static bool is_of(const struct ifs *ifs, char c)
{
	return ifs && ifs->class[(unsigned char)c] != IFS_NONE;
}

/* Quoted text of fields, but for what lost its quotes. */
static void add_field_text(struct builder *b, const char *s, size_t len)
{
	for (size_t i = 0; b->bare && i < len; i++) {
		set_quoted(b, !is_of(b->bare, s[i]));
		b->has_glob |= !b->quoted;
		buf_add_char(&b->text, s[i]);
	}
	if (b->bare)
		return;
	set_quoted(b, true);
	buf_add(&b->text, s, len);
}

void builder_add_quoted(struct builder *b, const char *s, size_t len)
{
	builder_start(b);
	switch (b->mode) {
	case BUILD_FIELDS:
		add_field_text(b, s, len);
		break;
	case BUILD_STRING:
		buf_add(&b->text, s, len);
		break;
	case BUILD_PATTERN:
		add_escaped(&b->text, s, len, PATTERN_SPECIALS);
		break;
	case BUILD_TRACED_PATTERN:
		add_all_escaped(&b->text, s, len);
		break;
	case BUILD_REPLACEMENT:
		add_escaped(&b->text, s, len, "&\\");
		break;
	case BUILD_REGEX:
		if (in_regex_bracket(b->text.s))
			buf_add(&b->text, s, len);
		else
			add_escaped(&b->text, s, len, regex_specials);
		break;
	}
}

/* Is there anything in @s that could make a pattern of it? */
static bool looks_like_glob(const char *s, size_t len)
{
	static const bool special[256] = {
		['*'] = true, ['?'] = true, ['['] = true, ['('] = true, ['\\'] = true};

	for (size_t i = 0; i < len; i++)
		if (special[(unsigned char)s[i]])
			return true;
	return false;
}

static void add_active(struct builder *b, const char *s, size_t len)
{
	builder_start(b);
	if (b->mode == BUILD_FIELDS) {
		set_quoted(b, false);
		b->has_glob = b->has_glob || looks_like_glob(s, len);
	}
	buf_add(&b->text, s, len);
}

static bool has_bare_separator(const struct word *w, const struct ifs *ifs)
{
	for (const struct word_part *part = w->parts; part; part = part->next)
		for (size_t i = 0; part->kind == PART_LITERAL && i < part->literal.len; i++)
			if (is_of(ifs, part->literal.text[i]))
				return true;
	return false;
}

void builder_quote_separators(struct shell *sh, struct builder *b, const struct word *w)
{
	const struct ifs *ifs = split_ifs(sh);
	const struct word_part *part = w->parts;

	if (!ifs->class['*'] && !ifs->class['?'] && !ifs->class['['] && !ifs->class[']'])
		return;
	while (part && (part->kind == PART_LITERAL || part->kind == PART_QUOTED ||
			part->kind == PART_DOUBLE))
		part = part->next;
	b->kept = part ? ifs : NULL;
	b->bare = !part && has_bare_separator(w, ifs) ? ifs : NULL;
}

void builder_add_literal(struct builder *b, const char *s, size_t len)
{
	while (len) {
		bool quote = is_of(b->kept, *s);
		size_t n = b->kept ? 1 : len;

		while (n < len && is_of(b->kept, s[n]) == quote)
			n++;
		if (quote)
			builder_add_quoted(b, s, n);
		else
			add_active(b, s, n);
		s += n;
		len -= n;
	}
}

void builder_stop_rejoining(struct builder *b)
{
	b->started |= b->pending;
	b->rejoins = b->pending = false;
}

/* The field ends here, or the piece that is to be joined with the next. */
static bool cut(struct shell *sh, struct builder *b)
{
	if (!b->rejoins)
		return builder_finish_field(sh, b);
	b->started = false;
	b->pending = true;
	b->last_ifs = IFS_NONE;
	return true;
}

/* Fields were made between the quotes, and the last ended with a separator of a list. */
void builder_end_quotes(struct builder *b)
{
	if (!b->out || b->out->len == b->quotes.fields || b->text.len || b->last_ifs == IFS_NONE)
		return;
	builder_add_quoted(b, "", 0);
	buf_add_str(&b->text, b->out->items[--b->out->len]);
	b->last_ifs = IFS_NONE;
}

/* Is there nothing yet between the opening quote and here? */
static bool is_first_in_quotes(const struct builder *b)
{
	return b->quotes.parts && b->out && b->text.len == b->quotes.text &&
		b->out->len == b->quotes.fields;
}

/* One separator between fields; cut what came before it. */
static bool separate(struct shell *sh, struct builder *b, unsigned char class)
{
	if (class == IFS_SPACE && is_first_in_quotes(b))
		return true;
	if (b->started) {
		if (!cut(sh, b))
			return false;
		b->last_ifs = class;
	} else if (class == IFS_OTHER) {
		/* `a : b` is one separator, `a::b` two with nothing in between. */
		if (b->last_ifs != IFS_SPACE) {
			builder_start(b);
			if (!cut(sh, b))
				return false;
		}
		b->last_ifs = IFS_OTHER;
	} else if (b->last_ifs == IFS_NONE && (b->rejoins || expand_has_list(b->word))) {
		/* There blanks at the start are a separator, too. */
		b->last_ifs = IFS_SPACE;
	}
	return true;
}

bool builder_add_split(struct shell *sh, struct builder *b, const char *s, size_t len)
{
	const struct ifs *ifs;
	size_t from = 0, n;

	if ((b->mode != BUILD_FIELDS && !b->rejoins) || !len) {
		builder_add_literal(b, s, len);
		return true;
	}
	ifs = split_ifs(sh);
	for (size_t i = 0; i < len; i += n) {
		unsigned char class = split_class(ifs, s + i, len - i, &n);

		if (class == IFS_NONE)
			continue;
		builder_add_literal(b, s + from, i - from);
		if (!separate(sh, b, class))
			return false;
		from = i + n;
	}
	builder_add_literal(b, s + from, len - from);
	return true;
}

/* The field as a pattern: what was quoted gets backslashes. */
static char *field_pattern(struct shell *sh, const struct builder *b)
{
	struct buf out = BUF_INIT;
	bool quoted = false;
	size_t at = 0;
	char *copy;

	for (size_t i = 0; i <= b->n_toggles; i++) {
		size_t end = i < b->n_toggles ? b->toggles[i] : b->text.len;

		if (quoted)
			add_escaped(&out, b->text.s + at, end - at, PATTERN_SPECIALS);
		else
			buf_add(&out, b->text.s + at, end - at);
		quoted = !quoted;
		at = end;
	}
	copy = arena_strndup(&sh->scratch, out.s, out.len);
	buf_release(&out);
	return copy;
}

/* Add the files that the field matches.  *ret_done is false when it stays as it is. */
static bool glob_field(struct shell *sh, struct builder *b, bool *ret_done)
{
	const char *pattern = field_pattern(sh, b);

	*ret_done = false;
	if (!pattern_is_active(pattern))
		return true;
	if (glob_expand(sh, pattern, &sh->scratch, b->out) > 0) {
		*ret_done = true;
		return true;
	}
	if (sh->opts.failglob) {
		diag(sh, "no match: %s", b->text.s);
		return expand_reported(sh);
	}
	*ret_done = sh->opts.nullglob;
	return true;
}

bool builder_finish_field(struct shell *sh, struct builder *b)
{
	bool done = false;

	if (!b->started)
		return true;
	if (b->has_glob && !b->no_glob && !sh->opts.noglob && !glob_field(sh, b, &done))
		return false;
	if (!done)
		fields_add(b->out, &sh->scratch,
			arena_strndup(&sh->scratch, b->text.s, b->text.len));
	buf_reset(&b->text);
	b->started = b->has_glob = b->quoted = false;
	b->last_ifs = IFS_NONE;
	b->n_toggles = 0;
	return true;
}

char *builder_result(struct shell *sh, struct builder *b)
{
	return arena_strndup(&sh->scratch, b->text.s, b->text.len);
}
