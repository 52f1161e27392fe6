/*
 * shell/parse_compound.c - { } ( ) if for while until case select (( )) (bash manual 3.2.5).
 */
#include "shell/lexer.h"

#include <string.h>

#include "shell/shell.h"

/* ---- bodies ---------------------------------------------------------------------------------- */

/* do LIST done, or { LIST } where @braces allows it. */
static struct node *parse_do_group(struct parser *p, bool braces)
{
	enum reserved r = peek_reserved(p);
	struct node *body;

	if (r != RES_DO && !(r == RES_LBRACE && braces)) {
		parse_fail_token(p, &p->tok);
		return NULL;
	}
	lex_take(p);
	body = parse_list(p, false);
	return expect_reserved(p, r == RES_DO ? RES_DONE : RES_RBRACE) ? body : NULL;
}

/* { LIST } */
static struct node *parse_group(struct parser *p, unsigned line)
{
	struct node *n = node_new(p, NODE_GROUP, line);

	n->body = parse_list(p, false);
	return expect_reserved(p, RES_RBRACE) ? n : NULL;
}

/* ((EXPR)) or ( LIST ); the first parenthesis has been taken. */
static struct node *parse_paren(struct parser *p, unsigned line)
{
	struct node *n;

	if (p->src.s[p->pos] == '(') {
		struct word *expression;

		p->pos++;
		expression = lex_double_paren(p, false);
		if (p->failed)
			return NULL;
		if (expression) {
			n = node_new(p, NODE_ARITH, p->line);
			n->arith = expression;
			return n;
		}
		p->pos--;
	}
	n = node_new(p, NODE_SUBSHELL, line);
	n->body = parse_list(p, false);
	if (lex_peek(p, LEX_COMMAND)->kind != TOK_RPAREN) {
		parse_fail_token(p, &p->tok);
		return NULL;
	}
	n->line = p->tok.line; /* where bash says that it failed */
	lex_take(p);
	return n;
}

/* LIST then LIST { elif LIST then LIST } [else LIST] fi; the if or elif has been taken. */
static struct node *parse_if(struct parser *p, unsigned line)
{
	struct node *first = NULL;
	struct node **at = &first;
	enum reserved r = RES_ELIF;

	while (r == RES_ELIF) {
		struct node *n = node_new(p, NODE_IF, line);

		n->if_.is_elif = at != &first;
		*at = n;
		at = &n->if_.else_part;
		n->if_.condition = parse_list(p, false);
		if (!expect_reserved(p, RES_THEN))
			return NULL;
		n->if_.then_part = parse_list(p, false);
		r = peek_reserved(p);
		line = p->tok.line;
		if (r == RES_ELIF || r == RES_ELSE)
			lex_take(p);
	}
	if (r == RES_ELSE)
		*at = parse_list(p, false);
	return expect_reserved(p, RES_FI) ? first : NULL;
}

static struct node *parse_while(struct parser *p, bool until, unsigned line)
{
	struct node *n = node_new(p, NODE_WHILE, line);

	n->while_.until = until;
	n->while_.condition = parse_list(p, false);
	if (p->failed || peek_reserved(p) != RES_DO) {
		parse_fail_token(p, &p->tok);
		return NULL;
	}
	n->while_.body = parse_do_group(p, true);
	return n;
}

/* ---- for and select -------------------------------------------------------------------------- */

/* EXPR of for ((…)): NULL when it is empty. */
static struct word *parse_for_expression(struct parser *p)
{
	struct word_build b;
	struct word *w;

	while (lex_class[lex_char(p)] & CLASS_BLANK)
		p->pos++;
	build_start(p, &b);
	lex_arith(p, &b, ";)");
	w = build_finish(p, &b, NULL);
	return w->text[0] ? w : NULL;
}

/* Is it three expressions?  bash names the whole of [@start, @end) when not, and takes the line. */
static bool check_arith_for(struct parser *p, int count, unsigned line, size_t start, size_t end)
{
	if (p->failed || count == 3)
		return !p->failed;
	parse_fail(p, line, "syntax error: %s",
		count < 3 ? "arithmetic expression required" : "`;' unexpected");
	p->failed = false;
	parse_fail(p, line, "syntax error: `((%.*s))'", (int)(end - start), p->src.s + start);
	parse_skip_line(p);
	return false;
}

/* for ((EXPR; EXPR; EXPR)) [;] do LIST done; p->pos stands behind the parentheses. */
static struct node *parse_arith_for(struct parser *p, unsigned line)
{
	struct node *n = node_new(p, NODE_ARITH_FOR, line);
	struct word *parts[3] = {NULL};
	size_t start = p->pos;
	size_t end;
	int count = 0;

	do {
		struct word *w;

		p->pos += count > 0;
		w = parse_for_expression(p);
		if (count < 3)
			parts[count] = w;
		count++;
	} while (lex_char(p) == ';');
	if (!lex_char(p)) {
		parse_fail_unclosed(p, line, ')');
		return NULL;
	}
	end = p->pos++;
	if (lex_char(p) != ')') {
		parse_fail_silently(p);
		return NULL;
	}
	p->pos++;
	if (lex_peek(p, LEX_COMMAND)->kind == TOK_SEMI)
		lex_take(p);
	skip_newlines(p, LEX_COMMAND);
	n->arith_for.body = parse_do_group(p, true);
	n->arith_for.init = parts[0];
	n->arith_for.test = parts[1];
	n->arith_for.step = parts[2];
	return check_arith_for(p, count, line, start, end) ? n : NULL;
}

/* WORD … up to ; or a newline, which is taken. */
static bool parse_word_list(struct parser *p, struct word **tail)
{
	struct token *t;

	while ((t = lex_peek(p, LEX_ARG))->kind == TOK_WORD) {
		*tail = lex_token_word(p, t);
		tail = &(*tail)->next;
		lex_take(p);
	}
	if (t->kind != TOK_SEMI && t->kind != TOK_NEWLINE) {
		parse_fail_token(p, t);
		return false;
	}
	lex_take(p);
	return true;
}

/* NAME [; | newlines in WORDS ;] do LIST done, of for and select. */
static struct node *parse_for(struct parser *p, enum node_kind kind, unsigned line)
{
	struct token *t = lex_peek(p, LEX_ARG);
	bool braces; /* is { a body here?  Not right behind the name */
	struct node *n;

	if (kind == NODE_FOR && t->kind == TOK_LPAREN && p->src.s[p->pos] == '(') {
		lex_take(p);
		p->pos++;
		return parse_arith_for(p, line);
	}
	if (t->kind != TOK_WORD) {
		parse_fail_token(p, t);
		return NULL;
	}
	n = node_new(p, kind, line);
	n->for_.name = lex_token_word(p, t)->text;
	lex_take(p);
	t = lex_peek(p, LEX_COMMAND);
	braces = t->kind == TOK_SEMI || t->kind == TOK_NEWLINE;
	if (t->kind == TOK_SEMI) {
		lex_take(p);
	} else {
		skip_newlines(p, LEX_COMMAND);
		if (peek_reserved(p) == RES_IN) {
			braces = true;
			lex_take(p);
			n->for_.has_in = true;
			if (!parse_word_list(p, &n->for_.words))
				return NULL;
		}
	}
	skip_newlines(p, LEX_COMMAND);
	n->for_.body = parse_do_group(p, braces);
	return n;
}

/* ---- case ------------------------------------------------------------------------------------ */

/* [(] PATTERN { | PATTERN } ) */
static bool parse_patterns(struct parser *p, struct word **tail)
{
	if (lex_peek(p, LEX_ARG)->kind == TOK_LPAREN)
		lex_take(p);
	for (;;) {
		struct token *t = lex_peek(p, LEX_ARG);

		if (t->kind != TOK_WORD)
			break;
		*tail = lex_token_word(p, t);
		tail = &(*tail)->next;
		lex_take(p);
		t = lex_peek(p, LEX_ARG);
		if (t->kind != TOK_PIPE && t->kind != TOK_RPAREN)
			break;
		lex_take(p);
		if (t->kind == TOK_RPAREN)
			return true;
	}
	parse_fail_token(p, &p->tok);
	return false;
}

/* PATTERNS ) [LIST] [;; | ;& | ;;&]; false: the last one, or failed. */
static bool parse_case_item(struct parser *p, struct case_item *item)
{
	if (!parse_patterns(p, &item->patterns))
		return false;
	item->body = parse_list(p, true);
	switch (lex_peek(p, LEX_COMMAND)->kind) {
	case TOK_DSEMI:
		item->end = CASE_BREAK;
		break;
	case TOK_SEMI_AND:
		item->end = CASE_FALL;
		break;
	case TOK_DSEMI_AND:
		item->end = CASE_TEST_NEXT;
		break;
	case TOK_EOF:
	case TOK_NEWLINE:
	case TOK_WORD:
	case TOK_ASSIGN:
	case TOK_REDIR:
	case TOK_SEMI:
	case TOK_AND:
	case TOK_AND_IF:
	case TOK_OR_IF:
	case TOK_PIPE:
	case TOK_PIPE_BOTH:
	case TOK_LPAREN:
	case TOK_RPAREN:
		return false;
	}
	lex_take(p);
	skip_newlines(p, LEX_ARG);
	return true;
}

static bool at_esac(struct parser *p)
{
	struct token *t = lex_peek(p, LEX_ARG);

	return t->kind == TOK_WORD && t->reserved == RES_ESAC;
}

/* WORD [newlines] in [newlines] ITEMS esac; the case has been taken. */
static struct node *parse_case(struct parser *p, unsigned line)
{
	struct node *n = node_new(p, NODE_CASE, line);
	struct case_item **tail = &n->case_.items;
	struct token *t = lex_peek(p, LEX_ARG);

	if (t->kind != TOK_WORD) {
		parse_fail_token(p, t);
		return NULL;
	}
	n->case_.word = lex_token_word(p, t);
	lex_take(p);
	skip_newlines(p, LEX_ARG);
	if (!expect_reserved(p, RES_IN))
		return NULL;
	skip_newlines(p, LEX_ARG);
	while (!p->failed && !at_esac(p)) {
		*tail = ARENA_NEW(p->arena, struct case_item);
		if (!parse_case_item(p, *tail))
			break;
		tail = &(*tail)->next;
	}
	return expect_reserved(p, RES_ESAC) ? n : NULL;
}

/* ---- which one ------------------------------------------------------------------------------- */

bool starts_compound(struct parser *p, enum reserved r)
{
	return p->tok.kind == TOK_LPAREN || r == RES_IF || r == RES_FOR || r == RES_WHILE ||
	       r == RES_UNTIL || r == RES_CASE || r == RES_SELECT || r == RES_LBRACE ||
	       r == RES_COND_OPEN;
}

static struct node *parse_construct(struct parser *p, enum reserved r, unsigned line)
{
	switch (r) {
	case RES_IF:
		return parse_if(p, line);
	case RES_FOR:
		return parse_for(p, NODE_FOR, line);
	case RES_SELECT:
		return parse_for(p, NODE_SELECT, line);
	case RES_WHILE:
		return parse_while(p, false, line);
	case RES_UNTIL:
		return parse_while(p, true, line);
	case RES_CASE:
		return parse_case(p, line);
	case RES_LBRACE:
		return parse_group(p, line);
	case RES_COND_OPEN:
		return parse_cond(p);
	case RES_NONE:
	case RES_NOT:
	case RES_COND_CLOSE:
	case RES_COPROC:
	case RES_DO:
	case RES_DONE:
	case RES_ELIF:
	case RES_ELSE:
	case RES_ESAC:
	case RES_FI:
	case RES_FUNCTION:
	case RES_IN:
	case RES_THEN:
	case RES_TIME:
	case RES_RBRACE:
		break;
	}
	return parse_paren(p, line);
}

struct node *parse_compound(struct parser *p, enum reserved r)
{
	unsigned line = p->tok.line;
	struct node *n;

	lex_take(p);
	n = parse_construct(p, r, line);
	if (!n || p->failed)
		return NULL;
	n->redirs = parse_redirs(p);
	return p->failed ? NULL : n;
}
