/*
 * shell/parse_function.c - function definitions and coprocesses (bash manual 3.3, 3.2.6).
 */
#include "shell/lexer.h"
#include "shell/shell.h"

static struct node *function_node(struct parser *p, const char *name, unsigned line, bool keyword)
{
	struct node *n = node_new(p, NODE_FUNCTION, line);

	n->function.name = name;
	n->function.keyword = keyword;
	n->function.posix = p->sh->opts.posix;
	return n;
}

struct node *parse_function_body(struct parser *p, const char *name, unsigned line, bool keyword)
{
	struct node *n = function_node(p, name, line, keyword);
	enum reserved r;

	skip_newlines(p, LEX_COMMAND);
	r = peek_reserved(p);
	if (!starts_compound(p, r)) {
		parse_fail_token(p, &p->tok);
		return NULL;
	}
	if (r == RES_LBRACE)
		p->function_brace = p->tok.line;
	n->function.body = parse_compound(p, r);
	if (!n->function.body)
		return NULL;
	/* bash keeps one number for it: that of a function inside counts when there is one */
	if (r == RES_LBRACE)
		n->function.body->line = p->function_brace;
	return n;
}

/* ( LIST ) whose ( was taken for that of NAME ( ). */
static struct node *parse_subshell_body(struct parser *p, const char *name, unsigned line)
{
	struct node *n = function_node(p, name, line, true);
	struct node *body = node_new(p, NODE_SUBSHELL, p->tok.line);

	n->function.body = body;
	body->body = parse_list(p, false);
	if (lex_peek(p, LEX_COMMAND)->kind != TOK_RPAREN) {
		parse_fail_token(p, &p->tok);
		return NULL;
	}
	lex_take(p);
	body->redirs = parse_redirs(p);
	return n;
}

/* function NAME [( )] [newlines] COMPOUND */
struct node *parse_function(struct parser *p)
{
	unsigned line = p->tok.line;
	struct token *t;
	const char *name;

	lex_take(p);
	t = lex_peek(p, LEX_ARG);
	if (t->kind != TOK_WORD) {
		parse_fail_token(p, t);
		return NULL;
	}
	name = lex_token_word(p, t)->text;
	lex_take(p);
	t = lex_peek(p, LEX_COMMAND);
	if (t->kind == TOK_LPAREN && p->src.s[p->pos] != '(') {
		lex_take(p);
		if (lex_peek(p, LEX_COMMAND)->kind != TOK_RPAREN)
			return parse_subshell_body(p, name, line);
		lex_take(p);
	}
	return parse_function_body(p, name, line, true);
}

/* May a word stand in coproc where bash looks for a compound command?  `time` is one there. */
static bool is_plain(enum reserved r)
{
	return r == RES_NONE || r == RES_TIME;
}

/* coproc [NAME] COMPOUND, coproc SIMPLE */
struct node *parse_coproc(struct parser *p)
{
	struct node *n = node_new(p, NODE_COPROC, p->tok.line);
	struct word *first = NULL;
	enum reserved r;

	n->coproc.name = "COPROC";
	lex_take(p);
	r = peek_reserved(p);
	if (p->tok.kind == TOK_WORD && is_plain(r)) {
		first = lex_token_word(p, &p->tok);
		lex_take(p);
		r = lex_peek(p, LEX_ARG)->reserved;
		if (!is_plain(r) && !starts_compound(p, r)) {
			parse_fail_token(p, &p->tok);
			return NULL;
		}
	}
	if (starts_compound(p, r)) {
		if (first)
			n->coproc.name = first->text;
		n->coproc.body = parse_compound(p, r);
	} else if (first || p->tok.kind == TOK_ASSIGN || p->tok.kind == TOK_REDIR) {
		n->coproc.body = parse_simple(p, first, n->line);
	} else {
		parse_fail_token(p, &p->tok);
	}
	return n->coproc.body ? n : NULL;
}
