/*
 * shell/lex_word.c - words: quotes, and the parts that expansion works on.
 *
 * Literal text is collected in p->lit: see word_build.c.
 */
#include "shell/lexer.h"

#include <string.h>

#include "shell/escape.h"
#include "shell/shell.h"
#include "shell/var.h"

/* ---- quotes ---------------------------------------------------------------------------------- */

void lex_single_quoted(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	int c;

	build_flush(p, b, PART_LITERAL, false);
	b->flags |= WORD_QUOTED;
	p->pos++;
	while ((c = lex_raw(p)) && c != '\'') {
		const char *s = p->src.s + p->pos;
		size_t len = strcspn(s, "'\n");

		len += s[len] == '\n';
		buf_add(&p->lit, s, len);
		p->line += s[len - 1] == '\n';
		p->pos += len;
	}
	if (!c)
		parse_fail_unclosed(p, line, '\'');
	else
		p->pos++;
	build_flush(p, b, PART_QUOTED, true);
}

/* What the $'…' stands for whose quote is at p->pos: up to a NUL in it. */
static const char *ansi_text(struct parser *p)
{
	scoped_buf struct buf raw = BUF_INIT;
	scoped_buf struct buf text = BUF_INIT;
	unsigned line = p->line;
	int c;

	p->pos++;
	while ((c = lex_raw(p)) && c != '\'') {
		buf_add_char(&raw, (char)c);
		lex_skip(p);
		if (c == '\\' && (c = lex_raw(p))) {
			buf_add_char(&raw, (char)c);
			lex_skip(p);
		}
	}
	if (!c)
		parse_fail_unclosed(p, line, '\'');
	else
		p->pos++;
	escape_decode_all(raw.s, ESCAPE_ANSI, &text);
	return arena_strdup(p->arena, text.s);
}

/* bash keeps the text as '…' with the escapes done: that is what it prints later. */
static const char *single_quoted(struct parser *p, const char *value)
{
	scoped_buf struct buf text = BUF_INIT;

	quote_verbatim(&text, value);
	return arena_strndup(p->arena, text.s, text.len);
}

void lex_ansi_quoted(struct parser *p, struct word_build *b)
{
	size_t start = p->pos - 1; /* the $ */
	const char *text = ansi_text(p);
	struct word_part *part = build_part(p, b, PART_QUOTED);

	b->flags |= WORD_QUOTED;
	part->literal.text = text;
	part->literal.len = strlen(text);
	if (!p->failed)
		lex_edit(p, start, p->pos, single_quoted(p, text));
}

size_t lex_dollar_quote(struct parser *p, bool keep_quotes)
{
	size_t start = p->pos;
	int next = lex_ahead(p);
	const char *text = "";

	if (p->unread || (next != '\'' && next != '"') || !p->sh->opts.extquote)
		return 0;
	p->pos++;
	if (next == '\'')
		text = ansi_text(p);
	if (keep_quotes)
		text = single_quoted(p, text);
	if (!p->failed)
		lex_splice(p, start, p->pos, text);
	return start + strlen(text);
}

void lex_double_quoted(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	struct word_part *part = build_part(p, b, PART_DOUBLE);
	unsigned parens = p->parens;
	struct word_build inner;

	b->flags |= WORD_QUOTED;
	p->parens = 0;
	p->pos++;
	build_start(p, &inner);
	lex_double(p, &inner, '"');
	p->parens = parens;
	build_flush(p, &inner, PART_LITERAL, false);
	part->parts = inner.first;
	if (inner.first && (inner.first->next || inner.first->kind != PART_LITERAL))
		parts_note_text(inner.first, lex_slice(p, inner.start, p->pos));
	if (!lex_char(p))
		parse_fail_unclosed(p, line, '"');
	else
		p->pos++;
}

void lex_locale_quoted(struct parser *p, struct word_build *b, size_t start)
{
	unsigned line = p->line;

	lex_edit(p, start, p->pos, "");
	lex_double_quoted(p, b);
	if (p->sh->dump && !p->failed)
		dump_string(p->sh, lex_slice(p, start + 2, p->pos - 1), p->pos - start - 3, line);
}

/* A backslash in double quotes: only these are quoted by it; @stop is } in "${x-…}". */
static void double_backslash(struct parser *p, char stop)
{
	bool quotes = stop || p->in_prompt; /* a " would end something */
	int c;

	p->pos++;
	c = lex_raw(p);
	if (c != '$' && c != '`' && c != '\\' && (c != '"' || !quotes) && (c != '}' || stop != '}'))
		buf_add_char(&p->lit, '\\');
	if (c && c != '\n') {
		buf_add_char(&p->lit, (char)c);
		p->pos++;
	}
}

/* Bytes that stand for themselves in double quotes. */
static void double_run(struct parser *p)
{
	const char *s = p->src.s + p->pos;
	size_t len = strcspn(s, "\"$`\\}'\n");

	if (!len || p->pair.close)
		len = 1;
	buf_add(&p->lit, s, len);
	p->line += s[len - 1] == '\n';
	p->pos += len;
}

void lex_double(struct parser *p, struct word_build *b, char stop)
{
	struct arith_pair pair = p->pair;
	int c;

	p->pair = (struct arith_pair){0};
	while ((c = lex_char(p)) && c != stop) {
		if (c == '$')
			lex_dollar(p, b, true);
		else if (c == '`')
			lex_backquote(p, b, true);
		else if (c == '\\')
			double_backslash(p, stop);
		else
			double_run(p);
	}
	p->pair = pair;
}

/* ---- the word of "${x-…}" -------------------------------------------------------------------- */

/*
 * How bash reads it: it looks for the } and puts the text of each $'…' in, looks for the } again,
 * then takes the " away, then reads what is left.
 */
struct value {
	unsigned line;
	char open;     /* the quote, ' or ", in which no } ends it at first */
	char reopened; /* the same for the second time */
	size_t put_in; /* where the last text that was put in ends */
	bool stripped; /* behind an odd number of ": there all backslashes go */
};

static void value_quote(struct parser *p, struct value *v, char quote)
{
	if (p->pos >= v->put_in && (!v->open || v->open == quote)) {
		v->open ^= quote;
		v->line = p->line;
	}
	if (!v->reopened || v->reopened == quote)
		v->reopened ^= quote;
}

static void value_double_quote(struct parser *p, struct value *v)
{
	v->stripped = !v->stripped;
	value_quote(p, v, '"');
}

/* Does @c end it, at first or the second time? */
static bool value_ends(struct parser *p, const struct value *v, int c)
{
	if (c == '}' && (!v->reopened || (!v->open && p->pos >= v->put_in)))
		return true;
	return !v->open && lex_ends_arith(p, c);
}

/* "$x"y is $xy: take the " away that parts the name at p->pos. */
static void value_join_name(struct parser *p, struct value *v)
{
	const size_t dollar = p->pos;
	size_t at = dollar + 1;

	for (;; value_double_quote(p, v)) {
		unsigned char next;

		while (lex_class[(unsigned char)p->src.s[at]] & CLASS_NAME)
			at++;
		if (p->src.s[at] != '"')
			break;
		next = (unsigned char)p->src.s[at + strspn(p->src.s + at, "\"")];
		if (!(lex_class[next] & CLASS_NAME) &&
			!(at == dollar + 1 && next && strchr("{([@*#?-$!", next)))
			break;
		lex_splice(p, at, at + 1, "");
		lex_edit(p, at, at, "\"");
	}
	p->pos = dollar;
}

static void value_backslash(struct parser *p, const struct value *v)
{
	if (!v->stripped) {
		double_backslash(p, '}');
		return;
	}
	p->pos++;
	if (lex_raw(p)) {
		buf_add_char(&p->lit, (char)lex_raw(p));
		lex_skip(p);
	}
}

bool lex_double_value(struct parser *p, struct word_build *b)
{
	struct value v = {0};
	size_t end;
	int c;

	while ((c = lex_char(p)) && !value_ends(p, &v, c)) {
		if (c == '$' && !v.open && p->pos >= v.put_in && (end = lex_dollar_quote(p, false))) {
			v.put_in = end;
		} else if (c == '$') {
			value_join_name(p, &v);
			lex_dollar(p, b, true);
		} else if (c == '`') {
			lex_backquote(p, b, true);
		} else if (c == '"') {
			b->flags |= WORD_QUOTED;
			value_double_quote(p, &v);
			p->pos++;
		} else if (c == '\\' && !(v.open == '\'' && lex_ahead(p) == '\'')) {
			value_backslash(p, &v);
		} else {
			if (c == '\'' && !p->sh->opts.posix)
				value_quote(p, &v, '\'');
			double_run(p);
		}
	}
	if (!c && v.open && !p->failed)
		parse_fail_unclosed(p, v.line, v.open);
	return c != '}' || !v.reopened;
}

/* ---- unquoted text --------------------------------------------------------------------------- */

static void lex_backslash(struct parser *p, struct word_build *b)
{
	int c;

	p->pos++;
	c = lex_raw(p);
	if (!c) { /* the last byte of the text: it stands for itself */
		buf_add_char(&p->lit, '\\');
		return;
	}
	build_flush(p, b, PART_LITERAL, false);
	b->flags |= WORD_QUOTED;
	buf_add_char(&p->lit, (char)c);
	lex_skip(p);
	build_flush(p, b, PART_QUOTED, false);
}

/* The last byte in front of p->pos that is unquoted and literal; 0: none. */
static int last_literal(const struct parser *p, const struct word_build *b)
{
	return p->lit.len > b->lit ? p->lit.s[p->lit.len - 1] : 0;
}

static bool is_first(const struct parser *p, const struct word_build *b)
{
	return !b->first && p->lit.len == b->lit;
}

/* Note what a literal byte may mean to expansion, and add it. */
static void add_literal(struct parser *p, struct word_build *b, int c)
{
	int last = last_literal(p, b);

	if (c == '*' || c == '?' || (c == '(' && last && strchr("@+!", last))) {
		b->flags |= WORD_GLOB;
	} else if (c == '[') {
		b->bracket = true;
	} else if (c == ']' && b->bracket) {
		b->flags |= WORD_GLOB;
	} else if (c == '{' && !b->brace) {
		b->brace = 1;
	} else if ((c == ',' || (c == '.' && last == '.')) && b->brace == 1) {
		b->brace = 2;
	} else if (c == '}' && b->brace == 2) {
		b->flags |= WORD_BRACES;
	} else if (c == '~' && (is_first(p, b) || last == ':' || last == '=')) {
		b->flags |= WORD_TILDE;
	}
	buf_add_char(&p->lit, (char)c);
}

/* Plain bytes at once where none of them can matter. */
static void plain_run(struct parser *p, struct word_build *b)
{
	const unsigned char *s = (const unsigned char *)p->src.s + p->pos;
	size_t len = 0;

	if (b->brace || b->bracket) {
		add_literal(p, b, s[0]);
		p->pos++;
		return;
	}
	while (lex_class[s[len]] & CLASS_PLAIN)
		len++;
	buf_add(&p->lit, s, len);
	p->pos += len;
}

static bool is_extglob_open(const struct parser *p, const struct word_build *b, enum lex_mode mode)
{
	int last = last_literal(p, b);

	return last && strchr("@*+?!", last) && (mode == LEX_PATTERN || p->sh->opts.extglob);
}

/* What $ ` ' " \ start; false: @c is none of these. */
static bool lex_special(struct parser *p, struct word_build *b, int c)
{
	switch (c) {
	case '\\':
		lex_backslash(p, b);
		return true;
	case '\'':
		lex_single_quoted(p, b);
		return true;
	case '"':
		lex_double_quoted(p, b);
		return true;
	case '$':
		lex_dollar(p, b, false);
		return true;
	case '`':
		lex_backquote(p, b, false);
		return true;
	default:
		return false;
	}
}

/* Is what was read of this word NAME= or NAME[…]=, maybe with a +, and no part of that quoted? */
static bool begins_list(struct parser *p)
{
	const char *s = lex_slice(p, p->tok.start, p->pos);
	size_t n = name_prefix(s);
	unsigned depth = 0;

	if (n && s[n] == '[') {
		do {
			depth += s[n] == '[';
			depth -= s[n++] == ']';
		} while (depth && s[n]);
	}
	n += s[n] == '+';
	return name_prefix(s) && !depth && strcmp(s + n, "=") == 0;
}

/* An operator byte: does the word go on? */
static bool lex_meta(struct parser *p, struct word_build *b, enum lex_mode mode)
{
	int c = lex_char(p);

	if ((c == '<' || c == '>') && lex_ahead(p) == '(' && !p->parens) {
		lex_process(p, b);
		return true;
	}
	if (c == '(' && (p->parens || mode == LEX_REGEX || is_extglob_open(p, b, mode) ||
			    (mode == LEX_LOOSE && begins_list(p)) ||
			    (mode == LEX_VALUE && !b->first && p->lit.len == b->lit))) {
		if (mode != LEX_REGEX)
			b->flags |= WORD_GLOB;
		p->parens++;
	} else if (c == ')' && p->parens) {
		p->parens--;
	} else if (!p->parens && (mode != LEX_REGEX || c != '|')) {
		return false;
	}
	buf_add_char(&p->lit, (char)c);
	lex_skip(p);
	return true;
}

/*
 * Where an assignment may stand, NAME[…] takes blanks and operators even if no = follows; so
 * does […] that begins an element.
 */
static bool is_subscript(const struct parser *p, const struct word_build *b, enum lex_mode mode)
{
	size_t len = p->lit.len - b->lit;

	if (b->first)
		return false;
	return mode == LEX_ELEMENT ? len == 0 : mode == LEX_COMMAND && is_name(p->lit.s + b->lit, len);
}

static void lex_bracketed(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;

	add_literal(p, b, '[');
	p->pos++;
	lex_operand(p, b, "]", '[');
	if (!lex_char(p))
		parse_fail_unclosed(p, line, ']');
}

void lex_word(struct parser *p, struct word_build *b, enum lex_mode mode)
{
	unsigned line = p->line;
	unsigned outer = p->parens;
	int c;

	p->parens = 0;
	while ((c = lex_char(p))) {
		if (lex_class[c] & CLASS_META) {
			if (!p->parens)
				line = p->line;
			if (!lex_meta(p, b, mode))
				break;
		} else if (lex_class[c] & CLASS_PLAIN) {
			plain_run(p, b);
		} else if (c == '[' && is_subscript(p, b, mode)) {
			lex_bracketed(p, b);
		} else if (!lex_special(p, b, c)) {
			add_literal(p, b, c);
			p->pos++;
		}
	}
	if (p->parens && !p->failed)
		parse_fail_unclosed(p, line, ')');
	p->parens = outer;
}

void lex_operand(struct parser *p, struct word_build *b, const char *stops, char open)
{
	unsigned depth = 0;
	int c;

	while ((c = lex_char(p)) && (!strchr(stops, c) || (depth && c == stops[0])) &&
		!lex_ends_arith(p, c)) {
		if (lex_special(p, b, c))
			continue;
		if ((c == '<' || c == '>') && lex_ahead(p) == '(' && !open) {
			lex_process(p, b);
			continue;
		}
		depth += open && c == open;
		depth -= depth && c == stops[0];
		add_literal(p, b, c);
		lex_skip(p);
	}
}

/* In arithmetic "…" goes without its quotes, '…' stays and hides parentheses. */
static void arith_quote(struct parser *p, struct word_build *b, int c)
{
	unsigned line = p->line;
	int d;

	if (c == '"') {
		p->pos++;
		lex_double(p, b, '"');
	} else {
		do {
			d = lex_raw(p);
			if (d) {
				buf_add_char(&p->lit, (char)d);
				lex_skip(p);
			}
		} while ((d = lex_raw(p)) && d != '\'');
		if (d)
			buf_add_char(&p->lit, '\'');
	}
	if (!lex_raw(p))
		parse_fail_unclosed(p, line, (char)c);
	else
		p->pos++;
}

/* What starts at p->pos, with @c; @in_double: of a "${…}". */
static void arith_piece(struct parser *p, struct word_build *b, int c, bool in_double)
{
	if (c == '$' && lex_ahead(p) == '\'' && lex_dollar_quote(p, !in_double)) {
		/* its text is there now */
	} else if (c == '$' && lex_ahead(p) == '"') {
		p->pos++;
		lex_edit(p, p->pos - 1, p->pos, "");
	} else if (c == '$') {
		lex_dollar(p, b, true);
	} else if (c == '`') {
		lex_backquote(p, b, true);
	} else if (c == '\\' && lex_ahead(p) == '"') {
		build_flush(p, b, PART_LITERAL, false);
		double_backslash(p, '"');
		build_flush(p, b, PART_QUOTED, false); /* not taken for one that goes */
	} else if (c == '\\') {
		double_backslash(p, '"');
	} else if (c == '"' || c == '\'') {
		arith_quote(p, b, c);
	} else {
		buf_add_char(&p->lit, (char)c);
		lex_skip(p);
	}
}

void lex_arith(struct parser *p, struct word_build *b, const char *stops)
{
	struct arith_pair outer = p->pair;
	int c;

	p->pair = (struct arith_pair){.open = '(', .close = ')'};
	if (*stops == ']')
		p->pair = (struct arith_pair){.open = '[', .close = ']'};
	while ((c = lex_char(p)) && (p->pair.depth || !strchr(stops, c)) && !lex_ends_arith(p, c))
		arith_piece(p, b, c, false);
	p->pair = outer;
}

bool lex_offset(struct parser *p, struct word_build *b, const char *stops, bool in_double)
{
	size_t open = 0;        /* where the outermost ( stands */
	unsigned depth = 0;
	unsigned questions = 0; /* a ? takes the next : as its own */
	int c;

	while ((c = lex_char(p)) && c != '}' && !lex_ends_arith(p, c)) {
		if (c == ':' && !depth && !questions && strchr(stops, c))
			break;
		if (!depth) {
			questions += c == '?';
			questions -= questions && c == ':';
		}
		if (c == '(' && !depth++)
			open = p->pos;
		depth -= depth && c == ')';
		arith_piece(p, b, c, in_double);
	}
	return !depth || p->pos == open + 1;
}
