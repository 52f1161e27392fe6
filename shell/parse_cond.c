/*
 * shell/parse_cond.c - [[ … ]] (bash manual 3.2.5.2).
 *
 * or: and { || and }   and: term { && term }
 * term: ! term | ( or ) | -X WORD | WORD [OP WORD]
 * Newlines may stand behind every operator and every term.
 */
#include "shell/lexer.h"

#include <string.h>

#include "lib/cleanup.h"
#include "shell/shell.h"

static struct cond *parse_or(struct parser *p);

static struct cond *cond_new(struct parser *p, enum cond_kind kind)
{
	struct cond *c = ARENA_NEW(p->arena, struct cond);

	c->kind = kind;
	return c;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

/* Is the next token the word @text? */
static bool at_word(const struct parser *p, const char *text)
{
	const struct token *t = &p->tok;
	size_t len = strlen(text);

	return t->kind == TOK_WORD && t->end - t->start == len &&
	       !strncmp(p->src.s + t->start, text, len);
}

static bool at_end(const struct parser *p)
{
	return at_word(p, "]]");
}

/* Look at the next token behind newlines. */
static struct token *peek_term(struct parser *p)
{
	skip_newlines(p, LEX_ARG);
	return &p->tok;
}

/* -f and the like: one letter. */
static bool at_unary(const struct parser *p)
{
	const struct token *t = &p->tok;
	const char *s = p->src.s + t->start;

	return t->kind == TOK_WORD && t->end - t->start == 2 && s[0] == '-' &&
	       strchr("abcdefghknoprstuvwxzGLNORS", s[1]);
}

/* The binary operator at the next token; NULL: none. */
static const char *binary_operator(const struct parser *p)
{
	static const char *const operators[] = {"=", "==", "!=", "=~", "-nt", "-ot", "-ef", "-eq",
		"-ne", "-lt", "-le", "-gt", "-ge"};
	const struct token *t = &p->tok;

	if (t->kind == TOK_REDIR && t->redir->fd < 0 && !t->redir->fd_var) {
		if (t->redir->kind == REDIR_INPUT)
			return "<";
		if (t->redir->kind == REDIR_OUTPUT)
			return ">";
	}
	for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
		if (at_word(p, operators[i]))
			return operators[i];
	}
	return NULL;
}

/* How bash names the next token in these messages; NULL: it does not. */
static const char *named_token(struct parser *p)
{
	const struct token *t = &p->tok;

	if (t->kind == TOK_EOF)
		return "EOF";
	if (t->kind == TOK_WORD)
		return at_end(p) ? "]]" : NULL;
	return token_text(p, t);
}

/* `unexpected WHAT `TOKEN'TAIL`, or `BARE` when the token is an ordinary word. */
static struct cond *fail_at(struct parser *p, const char *what, const char *tail, const char *bare)
{
	const char *text = named_token(p);
	unsigned line = p->tok.kind == TOK_EOF ? parse_end_line(p) : p->tok.line;

	if (p->failed)
		return NULL;
	if (text)
		parse_fail(p, line, "unexpected %s `%s'%s", what, text, tail);
	else
		parse_fail(p, line, "%s", bare);
	return NULL;
}

/* ---- terms ----------------------------------------------------------------------------------- */

/* An operand, read in @mode; NULL: reported. @arity: "unary" or "binary". */
static struct word *parse_operand(struct parser *p, enum lex_mode mode, const char *arity)
{
	struct token *t = lex_peek(p, mode);
	const char *tail;
	struct word *w;

	if (t->kind == TOK_WORD && !at_end(p)) {
		w = lex_token_word(p, t);
		lex_take(p);
		return w;
	}
	tail = arena_printf(p->arena, " to conditional %s operator", arity);
	fail_at(p, "argument", tail, arena_printf(p->arena, "unexpected argument%s", tail));
	return NULL;
}

/* ( or ); the parenthesis has been taken. */
static struct cond *parse_parenthesised(struct parser *p)
{
	unsigned line = p->tok.line;
	struct cond *c = parse_or(p);

	if (!c) { /* bash adds this to the message that there was */
		p->failed = false;
		parse_fail(p, line, "expected `)'");
		return NULL;
	}
	if (peek_term(p)->kind != TOK_RPAREN)
		return fail_at(p, "token", ", expected `)'", "expected `)'");
	c->line = p->tok.line;
	lex_take(p);
	c->parentheses++;
	return c;
}

/* WORD [OP WORD]; the first word has been taken. */
static struct cond *parse_binary(struct parser *p, struct word *a)
{
	const char *op;
	struct cond *c;
	enum lex_mode mode = LEX_ARG;

	lex_peek(p, LEX_ARG);
	op = binary_operator(p);
	if (!op) {
		enum token_kind kind = p->tok.kind;

		if (!at_end(p) && kind != TOK_AND_IF && kind != TOK_OR_IF && kind != TOK_RPAREN)
			return fail_at(p, "token", ", conditional binary operator expected",
				"conditional binary operator expected");
		c = cond_new(p, COND_WORD);
		c->a = a;
		c->line = p->line;
		return c;
	}
	lex_take(p);
	if (!strcmp(op, "=~"))
		mode = LEX_REGEX;
	else if (op[0] == '=' || op[0] == '!')
		mode = LEX_PATTERN;
	c = cond_new(p, COND_BINARY);
	c->op = op;
	c->a = a;
	c->b = parse_operand(p, mode, "binary");
	c->line = p->line;
	return c->b ? c : NULL;
}

static struct cond *parse_unary(struct parser *p)
{
	struct cond *c = cond_new(p, COND_UNARY);

	c->op = lex_slice(p, p->tok.start, p->tok.end);
	lex_take(p);
	c->a = parse_operand(p, LEX_ARG, "unary");
	c->line = p->line;
	return c->a ? c : NULL;
}

/* A term behind its ! signs. */
static struct cond *parse_primary(struct parser *p)
{
	struct token *t = peek_term(p);

	if (at_end(p)) {
		p->failed = true; /* bash says nothing here, so that set -e does not count */
		p->failure = FAILURE_CONDITION;
		return NULL;
	}
	if (t->kind == TOK_LPAREN) {
		lex_take(p);
		return parse_parenthesised(p);
	}
	if (at_unary(p))
		return parse_unary(p);
	if (t->kind == TOK_WORD) {
		struct word *a = lex_token_word(p, t);

		lex_take(p);
		return parse_binary(p, a);
	}
	return fail_at(p, "token", " in conditional command", "");
}

/* Any number of ! and a primary: two cancel each other. */
static struct cond *parse_term(struct parser *p)
{
	bool negate = false;
	struct cond *c;
	struct cond *not;

	for (peek_term(p); at_word(p, "!"); peek_term(p)) {
		lex_take(p);
		negate = !negate;
	}
	c = parse_primary(p);
	if (!c || !negate)
		return c;
	not = cond_new(p, COND_NOT);
	not->left = c;
	not->line = c->line;
	return not;
}

static struct cond *parse_nested_term(struct parser *p)
{
	struct cond *c = lex_enter(p) ? parse_term(p) : NULL;

	lex_leave(p);
	if (c && !p->failed)
		peek_term(p);
	return p->failed ? NULL : c;
}

/* ---- expressions ----------------------------------------------------------------------------- */

/* Operands joined by @operator, grouped from the right as bash does. */
static struct cond *parse_joined(struct parser *p, enum cond_kind kind)
{
	struct cond *first = NULL;
	struct cond **at = &first;

	for (;;) {
		struct cond *c = kind == COND_OR ? parse_joined(p, COND_AND) : parse_nested_term(p);
		struct cond *join;

		if (!c)
			return NULL;
		*at = c;
		if (p->tok.kind != (kind == COND_OR ? TOK_OR_IF : TOK_AND_IF)) {
			first->line = first == c ? c->line : p->tok.line;
			return first;
		}
		lex_take(p);
		join = cond_new(p, kind);
		join->left = c;
		*at = join;
		at = &join->right;
	}
}

static struct cond *parse_or(struct parser *p)
{
	return parse_joined(p, COND_OR);
}

/* The expression, NULL: reported. */
static struct cond *parse_expression(struct parser *p, unsigned line)
{
	struct cond *c = parse_or(p);

	if (!c)
		return NULL;
	if (at_end(p)) {
		lex_take(p);
		return c;
	}
	if (p->tok.kind == TOK_EOF)
		parse_fail(p, line, "unexpected EOF while looking for `]]'");
	else if (p->tok.kind == TOK_WORD)
		parse_fail(p, p->line, "syntax error in conditional expression");
	else
		parse_fail(p, p->line, "syntax error in conditional expression: unexpected token `%s'",
			token_text(p, &p->tok));
	return NULL;
}

struct node *parse_cond(struct parser *p)
{
	struct node *n = node_new(p, NODE_COND, p->tok.line);

	n->cond = parse_expression(p, n->line);
	if (n->cond) {
		n->line = n->cond->line;
		return n;
	}
	parse_fail_condition(p);
	return NULL;
}
