/*
 * shell/lexer.c - from lines to tokens: operators, comments, where words start.
 */
#include "shell/lexer.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/fd.h"
#include "shell/history.h"
#include "shell/input.h"
#include "shell/shell.h"

/*
 * PLAIN: stands for itself in the middle of a word.  NAME: may be part of a
 * name.  META: ends a word.  Everything else is looked at one by one.
 */
const unsigned char lex_class[256] = {
	[1 ... 8] = CLASS_PLAIN,
	[11 ... 31] = CLASS_PLAIN,
	[127 ... 255] = CLASS_PLAIN,
	['0' ... '9'] = CLASS_PLAIN | CLASS_NAME | CLASS_DIGIT,
	['a' ... 'z'] = CLASS_PLAIN | CLASS_NAME,
	['A' ... 'Z'] = CLASS_PLAIN | CLASS_NAME,
	['_'] = CLASS_PLAIN | CLASS_NAME,
	['!'] = CLASS_PLAIN,
	['#'] = CLASS_PLAIN,
	['%'] = CLASS_PLAIN,
	['+'] = CLASS_PLAIN,
	[','] = CLASS_PLAIN,
	['-'] = CLASS_PLAIN,
	['.'] = CLASS_PLAIN,
	['/'] = CLASS_PLAIN,
	[':'] = CLASS_PLAIN,
	['='] = CLASS_PLAIN,
	['@'] = CLASS_PLAIN,
	[']'] = CLASS_PLAIN,
	['^'] = CLASS_PLAIN,
	['}'] = CLASS_PLAIN,
	[' '] = CLASS_BLANK | CLASS_META,
	['\t'] = CLASS_BLANK | CLASS_META,
	['\n'] = CLASS_META,
	[';'] = CLASS_META,
	['&'] = CLASS_META,
	['|'] = CLASS_META,
	['<'] = CLASS_META,
	['>'] = CLASS_META,
	['('] = CLASS_META,
	[')'] = CLASS_META,
};

/* A text without a last newline gets one, as in bash; a backslash at the end of a string stays. */
static void end_last_line(struct parser *p)
{
	if (input_is_string(p->in) && p->src.len && p->src.s[p->src.len - 1] == '\\')
		buf_add_char(&p->src, '\\');
	buf_add_char(&p->src, '\n');
}

/* set -v: the line as it was read, ended even where the text is not. */
static void echo_line(const char *line, size_t len)
{
	fd_write_all(2, line, len);
	if (line[len - 1] != '\n')
		fd_write_all(2, "\n", 1);
}

/* Append the next line; NUL bytes are dropped, as bash does. */
static bool fetch_line(struct parser *p)
{
	const char *line;
	long len;

	if (!p->in || p->at_end || p->failed)
		return false;
	buf_reset(&p->written);
	len = p->in->next_line(p->in, p->src.len > 0, &line);
	if (len == -EINTR) { /* the command is given up, not the input */
		p->failed = true;
		p->failure = FAILURE_INTERRUPT;
		return false;
	}
	if (len <= 0) {
		p->at_end = true;
		return false;
	}
	if (p->in->keeps_history)
		len = history_read_line(p->sh, p->src.s, p->in_heredoc, &line, len);
	if (p->sh->opts.verbose)
		echo_line(line, (size_t)len);
	if (!memchr(line, '\0', (size_t)len)) {
		buf_add(&p->src, line, (size_t)len);
	} else {
		for (long i = 0; i < len; i++) {
			if (line[i])
				buf_add_char(&p->src, line[i]);
		}
	}
	if (line[len - 1] != '\n')
		end_last_line(p);
	return true;
}

int lex_raw(struct parser *p)
{
	while (p->pos >= p->src.len) {
		if (!fetch_line(p))
			return 0;
	}
	return p->failed ? 0 : (unsigned char)p->src.s[p->pos];
}

/* A backslash-newline at p->pos disappears; its line is still counted. */
static void cut_continuation(struct parser *p)
{
	p->line++;
	p->cut = p->pos;
	if (p->pos + 2 == p->src.len)
		buf_truncate(&p->src, p->pos);
	else
		buf_remove(&p->src, p->pos, 2);
}

int lex_char_slow(struct parser *p)
{
	int c = lex_raw(p);

	while (c == '\\' && lex_ahead(p) == '\n') {
		cut_continuation(p);
		c = lex_raw(p);
	}
	return c;
}

/* Messages show the line as it was written. */
static void keep_line(struct parser *p, size_t at)
{
	size_t start = at;
	const char *end;

	if (p->written.len)
		return;
	while (start && start != p->cut && p->src.s[start - 1] != '\n')
		start--;
	end = strchrnul(p->src.s + start, '\n');
	buf_add(&p->written, p->src.s + start, (size_t)(end - p->src.s) - start);
}

void lex_splice(struct parser *p, size_t start, size_t end, const char *text)
{
	size_t len = strlen(text);
	size_t rest = p->src.len - end;

	keep_line(p, start);
	buf_reserve(&p->src, len);
	memmove(p->src.s + start + len, p->src.s + end, rest + 1);
	memcpy(p->src.s + start, text, len);
	p->src.len = start + len + rest;
	for (size_t i = 0; i < p->n_aliases; i++)
		p->aliases[i].end += len - (end - start);
	p->pos = start;
}

void lex_add_slice(struct parser *p, struct buf *out, size_t start, size_t end)
{
	size_t i = p->n_edits;

	while (i && p->edits[i - 1].start >= start)
		i--;
	for (; i < p->n_edits && p->edits[i].end <= end; i++) {
		const struct text_edit *e = &p->edits[i];

		buf_add(out, p->src.s + start, e->start - start);
		buf_add_str(out, e->text);
		start = e->end;
	}
	buf_add(out, p->src.s + start, end - start);
}

const char *lex_slice(struct parser *p, size_t start, size_t end)
{
	size_t mark = p->lit.len;
	const char *text;

	if (!p->n_edits || p->edits[p->n_edits - 1].start < start)
		return arena_strndup(p->arena, p->src.s + start, end - start);
	lex_add_slice(p, &p->lit, start, end);
	text = arena_strndup(p->arena, p->lit.s + mark, p->lit.len - mark);
	buf_truncate(&p->lit, mark);
	return text;
}

void lex_edit(struct parser *p, size_t start, size_t end, const char *text)
{
	if (p->n_edits == p->cap_edits) {
		p->cap_edits = p->cap_edits ? 2 * p->cap_edits : 8;
		p->edits = xreallocarray(p->edits, p->cap_edits, sizeof(*p->edits));
	}
	p->edits[p->n_edits++] = (struct text_edit){start, end, text};
}

void lex_rewind(struct parser *p, size_t pos, unsigned line)
{
	while (p->n_edits && p->edits[p->n_edits - 1].start >= pos)
		p->n_edits--;
	p->pos = pos;
	p->line = line;
}

bool lex_was_misread(const struct parser *p, size_t at)
{
	for (size_t i = p->n_misread; i-- > 0;) {
		if (p->misread[i] == at)
			return true;
	}
	return false;
}

void lex_note_misread(struct parser *p, size_t at)
{
	if (p->n_misread == p->cap_misread) {
		p->cap_misread = p->cap_misread ? 2 * p->cap_misread : 8;
		p->misread = xreallocarray(p->misread, p->cap_misread, sizeof(size_t));
	}
	p->misread[p->n_misread++] = at;
}

bool lex_enter(struct parser *p)
{
	if (++p->depth <= PARSE_NEST_MAX)
		return true;
	parse_fail(p, p->line, "syntax error: nested more than %d levels deep", PARSE_NEST_MAX);
	return false;
}

int lex_skip_blanks(struct parser *p)
{
	int c;

	while ((c = lex_char(p)) && lex_class[c] & CLASS_BLANK)
		p->pos++;
	if (c != '#' || (p->sh->interactive && !p->sh->opts.interactive_comments))
		return c;
	while ((c = lex_raw(p)) && c != '\n') {
		const char *end = memchr(p->src.s + p->pos, '\n', p->src.len - p->pos);

		p->pos = end ? (size_t)(end - p->src.s) : p->src.len;
	}
	return c;
}

/* Take the byte @c if it comes next. */
static bool accept(struct parser *p, int c)
{
	if (lex_char(p) != c)
		return false;
	p->pos++;
	return true;
}

/* A redirection operator at p->pos, the digits or {name} in front already read. */
static void lex_redir(struct parser *p, struct token *t, int fd, const char *fd_var)
{
	struct redir *r = ARENA_NEW(p->arena, struct redir);
	int c = lex_char(p);

	p->pos++;
	r->fd = fd;
	r->fd_var = fd_var;
	r->line = t->line;
	if (c == '<') {
		r->kind = REDIR_INPUT;
		if (accept(p, '&')) {
			r->kind = REDIR_DUP_INPUT;
		} else if (accept(p, '>')) {
			r->kind = REDIR_READ_WRITE;
		} else if (accept(p, '<')) {
			r->kind = REDIR_HEREDOC;
			if (accept(p, '<'))
				r->kind = REDIR_HERE_STRING;
			else
				r->strip_tabs = accept(p, '-');
		}
	} else {
		r->kind = REDIR_OUTPUT;
		if (accept(p, '>'))
			r->kind = REDIR_APPEND;
		else if (accept(p, '|'))
			r->kind = REDIR_CLOBBER;
		else if (accept(p, '&'))
			r->kind = REDIR_DUP_OUTPUT;
	}
	t->kind = TOK_REDIR;
	t->redir = r;
}

/* &> and &>>: the & has been read. */
static void lex_redir_both(struct parser *p, struct token *t)
{
	struct redir *r = ARENA_NEW(p->arena, struct redir);

	p->pos++;
	r->kind = accept(p, '>') ? REDIR_BOTH_APPEND : REDIR_BOTH;
	r->fd = -1;
	r->line = t->line;
	t->kind = TOK_REDIR;
	t->redir = r;
}

/* An operator that starts with @c. */
static void lex_operator(struct parser *p, struct token *t, int c)
{
	p->pos++;
	switch (c) {
	case '\n':
		t->kind = TOK_NEWLINE;
		p->line += !p->n_aliases; /* newlines of alias values do not count */
		if (p->heredocs)
			heredoc_read_all(p);
		break;
	case ';':
		t->kind = TOK_SEMI;
		if (accept(p, ';'))
			t->kind = accept(p, '&') ? TOK_DSEMI_AND : TOK_DSEMI;
		else if (accept(p, '&'))
			t->kind = TOK_SEMI_AND;
		break;
	case '&':
		t->kind = TOK_AND;
		if (accept(p, '&'))
			t->kind = TOK_AND_IF;
		else if (lex_char(p) == '>')
			lex_redir_both(p, t);
		break;
	case '|':
		t->kind = TOK_PIPE;
		if (accept(p, '|'))
			t->kind = TOK_OR_IF;
		else if (accept(p, '&'))
			t->kind = TOK_PIPE_BOTH;
		break;
	case '(':
		t->kind = TOK_LPAREN;
		break;
	default:
		t->kind = TOK_RPAREN;
		break;
	}
}

/* Digits right in front of < or >: the descriptor, if it is one. */
static bool lex_fd_number(struct parser *p, struct token *t)
{
	size_t at = p->pos;
	int64_t n = 0;

	while (lex_class[(unsigned char)p->src.s[at]] & CLASS_DIGIT && n <= INT32_MAX)
		n = n * 10 + (p->src.s[at++] - '0');
	if ((p->src.s[at] != '<' && p->src.s[at] != '>') || p->src.s[at + 1] == '(' ||
		n > INT32_MAX)
		return false;
	p->pos = at;
	lex_redir(p, t, (int)n, NULL);
	return true;
}

/* {name} or {name[subscript]} right in front of < or >. */
static bool lex_fd_variable(struct parser *p, struct token *t)
{
	size_t start = p->pos + 1;
	size_t at = start;
	const char *name;

	while (lex_class[(unsigned char)p->src.s[at]] & CLASS_NAME)
		at++;
	if (!is_name(p->src.s + start, at - start))
		return false;
	if (p->src.s[at] == '[') {
		at += strcspn(p->src.s + at, " \t\n|&;()<>]");
		if (p->src.s[at] != ']' || p->src.s[at - 1] == '[')
			return false;
		at++;
	}
	if (p->src.s[at] != '}' ||
		(p->src.s[at + 1] != '<' && p->src.s[at + 1] != '>') || p->src.s[at + 2] == '(')
		return false;
	name = lex_slice(p, start, at);
	p->pos = at + 1;
	lex_redir(p, t, -1, name);
	return true;
}

/* A word without any special character: the parser decides what it is before anything is made of it. */
static bool lex_plain_word(struct parser *p, struct token *t, enum lex_mode mode)
{
	const unsigned char *s = (const unsigned char *)p->src.s;
	size_t at = p->pos;
	bool equals = false;

	while (lex_class[s[at]] & CLASS_PLAIN)
		equals |= s[at++] == '=';
	if (!(lex_class[s[at]] & CLASS_META))
		return false;
	if (equals && mode != LEX_ARG)
		return false;
	/* extglob openers, <( and names of functions are for the long way */
	if (s[at] == '(' || ((s[at] == '<' || s[at] == '>') && s[at + 1] == '('))
		return false;
	t->plain = true;
	p->pos = at;
	return true;
}

/* Anything that is no operator. */
static void lex_word_token(struct parser *p, struct token *t, enum lex_mode mode, int c)
{
	struct word_build b;

	t->kind = TOK_WORD;
	if (c == '-' && mode == LEX_TARGET) { /* >&-x closes; x is a word of its own */
		t->plain = true;
		p->pos++;
		return;
	}
	if (lex_class[c] & CLASS_DIGIT && mode != LEX_TARGET && lex_fd_number(p, t))
		return;
	if (c == '{' && mode != LEX_TARGET && lex_fd_variable(p, t))
		return;
	if (lex_class[c] & CLASS_PLAIN && mode != LEX_REGEX && lex_plain_word(p, t, mode))
		return;
	if ((mode == LEX_COMMAND || mode == LEX_DECL || mode == LEX_OPERAND) &&
		lex_class[c] & CLASS_NAME) {
		struct assign *as = lex_assign(p, mode);

		if (as && mode == LEX_COMMAND) {
			t->kind = TOK_ASSIGN;
			t->assign = as;
			return;
		}
		if (as) {
			t->word = lex_assign_word(p, as);
			return;
		}
	}
	build_start(p, &b);
	lex_word(p, &b, mode);
	t->word = build_finish(p, &b, NULL);
}

static void lex_token(struct parser *p, enum lex_mode mode)
{
	struct token *t = &p->tok;
	int c = lex_skip_blanks(p);

	*t = (struct token){.line = p->line, .start = p->pos};
	if (p->n_aliases)
		t->after_alias = alias_passed(p, p->pos) || p->alias_first;
	p->alias_first = false;
	if (!c) {
		t->kind = TOK_EOF;
		if (p->heredocs)
			heredoc_read_all(p);
	} else if (!(lex_class[c] & CLASS_META) || (mode == LEX_REGEX && (c == '(' || c == '|'))) {
		lex_word_token(p, t, mode, c);
	} else if (c != '<' && c != '>') {
		lex_operator(p, t, c);
	} else if (lex_ahead(p) == '(') {
		lex_word_token(p, t, LEX_ARG, c);
	} else {
		lex_redir(p, t, -1, NULL);
	}
	t->end = p->pos;
	if (t->kind == TOK_WORD)
		t->reserved = reserved_find(p->src.s + t->start, t->end - t->start);
	if (p->failed)
		t->kind = TOK_EOF;
}

struct token *lex_peek(struct parser *p, enum lex_mode mode)
{
	if (!p->have_tok) {
		lex_token(p, mode);
		p->have_tok = true;
	}
	return &p->tok;
}

/* A word of plain characters only: one allocation for the word, its part and its text. */
static struct word *plain_word(struct parser *p, const struct token *t)
{
	struct plain {
		struct word word;
		struct word_part part;
		char text[];
	} *w;
	size_t len = t->end - t->start;

	w = arena_alloc(p->arena, sizeof(*w) + len + 1);
	memcpy(w->text, p->src.s + t->start, len);
	w->text[len] = '\0';
	w->part = (struct word_part){.kind = PART_LITERAL};
	w->part.literal.text = w->text;
	w->part.literal.len = len;
	w->word = (struct word){
		.parts = &w->part,
		.text = w->text,
		.value = w->text,
		.flags = WORD_LITERAL,
		.line = t->line,
	};
	return &w->word;
}

struct word *lex_token_word(struct parser *p, struct token *t)
{
	if (!t->word)
		t->word = plain_word(p, t);
	return t->word;
}
