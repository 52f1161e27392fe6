/*
 * shell/parse_error.c - what is wrong with a text, in bash's words and with bash's line.
 *
 * PROG: line N: for a script, PROG: -c: line N: for text from elsewhere; nearly
 * always followed by the source line itself.
 */
#include "shell/lexer.h"

#include <stdarg.h>
#include <string.h>

#include "shell/diag.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/var.h"

/* Was the text typed at a prompt, or is it an argument of what was? */
static bool is_typed(const struct parser *p)
{
	return p->sh->interactive && !p->sh->unattended;
}

__attribute__((format(printf, 3, 0))) static void vreport(struct parser *p, unsigned line,
	const char *format, va_list ap)
{
	scoped_buf struct buf message = BUF_INIT;

	buf_vprintf(&message, format, ap);
	diag_from(p->sh, p->in && !is_typed(p) ? p->in->name : NULL, line, "%s", message.s);
}

void parse_fail(struct parser *p, unsigned line, const char *format, ...)
{
	va_list ap;

	if (!p->quiet && !p->failed) {
		va_start(ap, format);
		vreport(p, line, format, ap);
		va_end(ap);
	}
	p->failed = true;
}

void parse_warn(struct parser *p, unsigned line, const char *format, ...)
{
	scoped_buf struct buf message = BUF_INIT;
	va_list ap;

	if (p->quiet || p->failed)
		return;
	buf_add_str(&message, "warning: ");
	va_start(ap, format);
	buf_vprintf(&message, format, ap);
	va_end(ap);
	diag_at(p->sh, line, "%s", message.s);
}

/* Under `set -e` the first message of any error is bash's last. */
static bool ends_shell(const struct parser *p)
{
	const struct shell *sh = p->sh;

	return sh->opts.errexit && !sh->errexit_ignored && !sh->interactive;
}

/* The line that the token at [@start …) ends on, or the one before a newline token. */
static void show_line(struct parser *p, size_t at)
{
	size_t start = at;
	size_t end = at;
	bool quiet = p->quiet;

	if (quiet || is_typed(p) || ends_shell(p))
		return;
	while (start && start != p->cut && p->src.s[start - 1] != '\n')
		start--;
	while (end < p->src.len && p->src.s[end] != '\n')
		end++;
	p->failed = false;
	if (p->written.len)
		parse_fail(p, p->line, "`%s'", p->written.s);
	else
		parse_fail(p, p->line, "`%.*s'", (int)(end - start), p->src.s + start);
}

void parse_show_line(struct parser *p)
{
	show_line(p, p->pos);
}

const char *token_text(struct parser *p, const struct token *t)
{
	const char *text = token_kind_text(t->kind);
	scoped_buf struct buf quoted = BUF_INIT;

	if (text)
		return text;
	text = lex_slice(p, t->start, t->end);
	for (const char *s = text; *s; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f) {
			quote_backslash(&quoted, text);
			return arena_strdup(p->arena, quoted.s);
		}
	}
	return text;
}

unsigned parse_end_line(const struct parser *p)
{
	return p->line + (p->src.len && p->src.s[p->src.len - 1] != '\n');
}

void parse_fail_token(struct parser *p, const struct token *t)
{
	struct token bad = *t;
	unsigned line = p->line;

	if (p->failed)
		return;
	if (t->kind == TOK_EOF && p->substitutions) {
		parse_fail_at_end(p, parse_end_line(p), ')');
		return;
	}
	if (t->kind == TOK_EOF) {
		parse_fail(p, parse_end_line(p), "syntax error: unexpected end of file");
		if (p->in)
			p->in->ended = true;
		return;
	}
	if (t->kind == TOK_NEWLINE) /* it was counted when it was read */
		p->line = line = t->line;
	parse_fail(p, line, "syntax error near unexpected token `%s'", token_text(p, &bad));
	show_line(p, bad.kind == TOK_NEWLINE ? bad.start : bad.end);
}

void parse_fail_element(struct parser *p)
{
	bool at_end = p->pos == p->src.len && p->failure != FAILURE_INTERRUPT;

	if (!at_end || p->substitutions || ends_shell(p))
		return;
	p->failed = false;
	parse_fail(p, parse_end_line(p), "syntax error: unexpected end of file");
}

void parse_fail_in(struct parser *p, enum parse_failure kind)
{
	bool says_more = p->failure == FAILURE_SYNTAX || p->failure == FAILURE_UNCLOSED;

	if (p->failure == FAILURE_CONDITION && kind == FAILURE_SUBSTITUTION)
		p->failure = FAILURE_INNER_CONDITION;
	else if (says_more && !ends_shell(p))
		p->failure = kind;
}

bool parse_skip_line(struct parser *p)
{
	p->failed = false;
	p->failure = FAILURE_SYNTAX;
	while (lex_peek(p, LEX_ARG)->kind != TOK_NEWLINE && p->tok.kind != TOK_EOF)
		lex_take(p);
	if (p->failed)
		return false;
	p->failed = true;
	return true;
}

void parse_fail_silently(struct parser *p)
{
	if (lex_char(p))
		lex_skip(p);
	if (parse_skip_line(p) && (p->tok.kind != TOK_EOF || p->sh->status))
		p->failure = FAILURE_CONDITION;
}

void parse_fail_condition(struct parser *p)
{
	bool silent = p->failure == FAILURE_CONDITION;

	if (p->tok.kind != TOK_EOF && (silent || !ends_shell(p))) {
		lex_take(p);
		if (!parse_skip_line(p))
			return;
	}
	/* bash does not set $? here: only a text that ends makes a 0 an error */
	if (silent)
		p->failure = FAILURE_CONDITION;
	else if (p->sh->status || p->tok.kind != TOK_EOF)
		parse_fail_in(p, FAILURE_CONDITION);
}

void parse_fail_unclosed(struct parser *p, unsigned line, char c)
{
	if (!p->failed && p->failure == FAILURE_SYNTAX)
		p->failure = FAILURE_UNCLOSED;
	parse_fail_at_end(p, line, c);
}

void parse_fail_at_end(struct parser *p, unsigned line, char c)
{
	parse_fail(p, line, "unexpected EOF while looking for matching `%c'", c);
}
