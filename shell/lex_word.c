/*
 * shell/lex_word.c - words: quotes, and the parts that expansion works on.
 *
 * Literal text is collected in p->lit; each word under construction owns the end
 * of it from b->lit on, so that words nest without allocating.
 */
#include "shell/lexer.h"

#include <string.h>

#include "shell/escape.h"
#include "shell/shell.h"

void build_start(struct parser *p, struct word_build *b)
{
	*b = (struct word_build){
		.lit = p->lit.len,
		.start = p->pos,
		.line = p->line,
	};
	b->tail = &b->first;
}

static struct word_part *append_part(struct parser *p, struct word_build *b, enum part_kind kind)
{
	struct word_part *part = ARENA_NEW(p->arena, struct word_part);

	part->kind = kind;
	*b->tail = part;
	b->tail = &part->next;
	return part;
}

/* Turn what has been collected into a part of @kind; nothing collected: no part, unless @even_empty. */
static void flush_literal(struct parser *p, struct word_build *b, enum part_kind kind,
	bool even_empty)
{
	size_t len = p->lit.len - b->lit;
	struct word_part *part;

	if (!len && !even_empty)
		return;
	part = append_part(p, b, kind);
	part->literal.text = arena_strndup(p->arena, p->lit.s + b->lit, len);
	part->literal.len = len;
	buf_truncate(&p->lit, b->lit);
}

struct word_part *build_part(struct parser *p, struct word_build *b, enum part_kind kind)
{
	flush_literal(p, b, PART_LITERAL, false);
	return append_part(p, b, kind);
}

/* Is everything under @part known text? */
static bool parts_are_text(const struct word_part *part)
{
	for (; part; part = part->next) {
		switch (part->kind) {
		case PART_LITERAL:
		case PART_QUOTED:
			break;
		case PART_DOUBLE:
			if (!parts_are_text(part->parts))
				return false;
			break;
		case PART_PARAM:
		case PART_COMMAND:
		case PART_ARITH:
		case PART_PROCESS:
			return false;
		}
	}
	return true;
}

static void add_text(struct buf *out, const struct word_part *part)
{
	for (; part; part = part->next) {
		if (part->kind == PART_DOUBLE)
			add_text(out, part->parts);
		else
			buf_add(out, part->literal.text, part->literal.len);
	}
}

/* The value of a WORD_LITERAL. */
static const char *text_value(struct parser *p, const struct word_part *parts)
{
	size_t start = p->lit.len;
	const char *value;

	if (parts && !parts->next && parts->kind != PART_DOUBLE)
		return parts->literal.text;
	add_text(&p->lit, parts);
	value = arena_strndup(p->arena, p->lit.s + start, p->lit.len - start);
	buf_truncate(&p->lit, start);
	return value;
}

struct word *build_finish(struct parser *p, struct word_build *b, const char *text)
{
	struct word *w = ARENA_NEW(p->arena, struct word);

	flush_literal(p, b, PART_LITERAL, false);
	w->parts = b->first;
	w->flags = b->flags;
	w->line = b->line;
	w->text = text ? text : lex_slice(p, b->start, p->pos);
	if (!(w->flags & (WORD_BRACES | WORD_GLOB | WORD_TILDE)) && parts_are_text(w->parts)) {
		w->flags |= WORD_LITERAL;
		w->value = text_value(p, w->parts);
	}
	return w;
}

/* ---- quotes ---------------------------------------------------------------------------------- */

void lex_single_quoted(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	int c;

	flush_literal(p, b, PART_LITERAL, false);
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
	flush_literal(p, b, PART_QUOTED, true);
}

static int digit_value(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* Up to @most digits of @base at p->pos. */
static unsigned long read_digits(struct parser *p, int base, int most, int *ret_count)
{
	unsigned long value = 0;
	int n = 0;

	while (n < most && digit_value(lex_raw(p)) < base) {
		value = value * (unsigned)base + (unsigned)digit_value(lex_raw(p));
		p->pos++;
		n++;
	}
	*ret_count = n;
	return value;
}

/* \xHH, \x{…}, \uHHHH, \UHHHHHHHH; the letter has been read. */
static void ansi_hex(struct parser *p, int letter)
{
	bool braces = letter == 'x' && lex_raw(p) == '{';
	int most = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
	unsigned long value;
	int n;

	if (braces)
		p->pos++;
	value = read_digits(p, 16, braces ? 16 : most, &n);
	if (braces && lex_raw(p) == '}')
		p->pos++;
	if (!n && !braces) {
		buf_add_char(&p->lit, '\\');
		buf_add_char(&p->lit, (char)letter);
	} else if (letter == 'x' || value < 0x80) {
		buf_add_char(&p->lit, (char)value);
	} else {
		escape_add_utf8(&p->lit, (uint32_t)value);
	}
}

/* \cX: X with all but its five lowest bits cleared, as bash does; \c\\ is one character. */
static void ansi_control(struct parser *p)
{
	int c = lex_raw(p);

	if (!c) {
		buf_add(&p->lit, "\\c", 2);
		return;
	}
	lex_skip(p);
	if (c == '\\' && lex_raw(p) == '\\')
		p->pos++;
	buf_add_char(&p->lit, (char)(c == '?' ? 0x7f : c & 0x1f));
}

/* The escape behind the backslash just read (bash manual 3.1.2.4). */
static void ansi_escape(struct parser *p)
{
	static const char from[] = "abeEfnrtv\\'\"?";
	static const char to[] = "\a\b\033\033\f\n\r\t\v\\'\"?";
	int c = lex_raw(p);
	const char *at = c ? strchr(from, c) : NULL;
	int n;

	if (c >= '0' && c <= '7') {
		buf_add_char(&p->lit, (char)read_digits(p, 8, 3, &n));
		return;
	}
	if (c)
		lex_skip(p);
	if (at) {
		buf_add_char(&p->lit, to[at - from]);
	} else if (c == 'x' || c == 'u' || c == 'U') {
		ansi_hex(p, c);
	} else if (c == 'c') {
		ansi_control(p);
	} else {
		buf_add_char(&p->lit, '\\');
		if (c)
			buf_add_char(&p->lit, (char)c);
	}
}

/* $'a\0b' is $'a': a string ends at its NUL. */
static void cut_at_nul(struct parser *p, const struct word_build *b)
{
	const char *s = p->lit.s + b->lit;
	const char *nul = memchr(s, '\0', p->lit.len - b->lit);

	if (nul)
		buf_truncate(&p->lit, (size_t)(nul - p->lit.s));
}

/* bash keeps the text as '…' with the escapes done: that is what it prints later. */
static void rewrite_ansi(struct parser *p, size_t start, const char *value)
{
	scoped_buf struct buf text = BUF_INIT;

	buf_add_char(&text, '\'');
	for (const char *s = value; *s; s++) {
		if (*s == '\'')
			buf_add_str(&text, "'\\'");
		buf_add_char(&text, *s);
	}
	buf_add_char(&text, '\'');
	lex_edit(p, start, p->pos, arena_strndup(p->arena, text.s, text.len));
}

void lex_ansi_quoted(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	size_t start = p->pos - 1; /* the $ */
	int c;

	flush_literal(p, b, PART_LITERAL, false);
	b->flags |= WORD_QUOTED;
	p->pos++;
	while ((c = lex_raw(p)) && c != '\'') {
		lex_skip(p);
		if (c == '\\')
			ansi_escape(p);
		else
			buf_add_char(&p->lit, (char)c);
	}
	if (!c)
		parse_fail_unclosed(p, line, '\'');
	else
		p->pos++;
	cut_at_nul(p, b);
	if (!p->failed)
		rewrite_ansi(p, start, p->lit.s + b->lit);
	flush_literal(p, b, PART_QUOTED, true);
}

void lex_double_quoted(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	struct word_part *part = build_part(p, b, PART_DOUBLE);
	struct word_build inner;

	b->flags |= WORD_QUOTED;
	p->pos++;
	build_start(p, &inner);
	lex_double(p, &inner, '"');
	flush_literal(p, &inner, PART_LITERAL, false);
	part->parts = inner.first;
	if (!lex_char(p))
		parse_fail_unclosed(p, line, '"');
	else
		p->pos++;
}

/* A backslash in double quotes: only these are quoted by it; @stop is } in "${x-…}". */
static void double_backslash(struct parser *p, char stop)
{
	int c;

	p->pos++;
	c = lex_raw(p);
	if (c != '$' && c != '`' && c != '\\' && (c != '"' || !stop) && (c != '}' || stop != '}'))
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

	if (!len)
		len = 1;
	buf_add(&p->lit, s, len);
	p->line += s[len - 1] == '\n';
	p->pos += len;
}

void lex_double(struct parser *p, struct word_build *b, char stop)
{
	unsigned line = p->line;
	bool single = false; /* inside '…' of "${x-'}'}": no } ends it */
	int c;

	while ((c = lex_char(p)) && (c != stop || single)) {
		if (c == '$') {
			lex_dollar(p, b, true);
		} else if (c == '`') {
			lex_backquote(p, b, true);
		} else if (c == '\\') {
			double_backslash(p, stop);
		} else if (c == '"' && stop == '}' && !single) {
			lex_double_quoted(p, b);
		} else {
			if (c == '\'' && stop == '}' && !p->sh->opts.posix) {
				single = !single;
				line = p->line;
			}
			double_run(p);
		}
	}
	if (single && !p->failed)
		parse_fail_unclosed(p, line, '\'');
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
	flush_literal(p, b, PART_LITERAL, false);
	b->flags |= WORD_QUOTED;
	buf_add_char(&p->lit, (char)c);
	lex_skip(p);
	flush_literal(p, b, PART_QUOTED, false);
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

/* An operator byte: does the word go on?  @depth counts the parentheses of patterns. */
static bool lex_meta(struct parser *p, struct word_build *b, enum lex_mode mode, unsigned *depth)
{
	int c = lex_char(p);

	if ((c == '<' || c == '>') && lex_ahead(p) == '(' && !*depth) {
		lex_process(p, b);
		return true;
	}
	if (c == '(' && (*depth || mode == LEX_REGEX || is_extglob_open(p, b, mode) ||
			    (mode == LEX_LOOSE && last_literal(p, b) == '=') ||
			    (mode == LEX_VALUE && !b->first && p->lit.len == b->lit))) {
		if (mode != LEX_REGEX)
			b->flags |= WORD_GLOB;
		++*depth;
	} else if (c == ')' && *depth) {
		--*depth;
	} else if (!*depth && (mode != LEX_REGEX || c != '|')) {
		return false;
	}
	buf_add_char(&p->lit, (char)c);
	lex_skip(p);
	return true;
}

/* Where an assignment may stand, NAME[…] takes blanks and operators even if no = follows. */
static bool is_subscript(const struct parser *p, const struct word_build *b, enum lex_mode mode)
{
	return mode == LEX_COMMAND && !b->first &&
	       is_name(p->lit.s + b->lit, p->lit.len - b->lit);
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
	unsigned depth = 0;
	int c;

	while ((c = lex_char(p))) {
		if (lex_class[c] & CLASS_META) {
			if (!depth)
				line = p->line;
			if (!lex_meta(p, b, mode, &depth))
				return;
		} else if (lex_class[c] & CLASS_PLAIN) {
			plain_run(p, b);
		} else if (c == '[' && is_subscript(p, b, mode)) {
			lex_bracketed(p, b);
		} else if (!lex_special(p, b, c)) {
			add_literal(p, b, c);
			p->pos++;
		}
	}
	if (depth && !p->failed)
		parse_fail_unclosed(p, line, ')');
}

void lex_operand(struct parser *p, struct word_build *b, const char *stops, char open)
{
	unsigned depth = 0;
	int c;

	while ((c = lex_char(p)) && (depth || !strchr(stops, c))) {
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

void lex_arith(struct parser *p, struct word_build *b, const char *stops)
{
	unsigned depth = 0;     /* of ( ) and [ ], where the other kind does not end it */
	bool parens = !strchr(stops, ']');
	bool brackets = !strchr(stops, ')');
	unsigned questions = 0; /* a ? takes the next : as its own */
	int c;

	while ((c = lex_char(p)) && (depth || !strchr(stops, c) || (c == ':' && questions))) {
		if (c == '$') {
			lex_dollar(p, b, true);
		} else if (c == '`') {
			lex_backquote(p, b, true);
		} else if (c == '\\') {
			double_backslash(p, '"');
		} else if (c == '"' || c == '\'') {
			arith_quote(p, b, c);
		} else {
			depth += (parens && c == '(') || (brackets && c == '[');
			depth -= depth && ((parens && c == ')') || (brackets && c == ']'));
			questions += c == '?';
			questions -= questions && c == ':';
			buf_add_char(&p->lit, (char)c);
			lex_skip(p);
		}
	}
}
