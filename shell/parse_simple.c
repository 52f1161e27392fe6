/*
 * shell/parse_simple.c - simple commands and redirections (POSIX 2.9.1, bash manual 3.6).
 */
#include "shell/lexer.h"

#include <string.h>

#include "lib/cleanup.h"
#include "shell/shell.h"

struct mode_row {
	const char *name;
	enum lex_mode mode; /* of the arguments */
};

/* Commands whose arguments may be assignments; LEX_COMMAND: the next word decides. */
static const struct mode_row argument_modes[] = {
	{"alias", LEX_DECL},
	{"builtin", LEX_COMMAND},
	{"command", LEX_COMMAND},
	{"declare", LEX_DECL},
	{"eval", LEX_LOOSE},
	{"export", LEX_DECL},
	{"let", LEX_LOOSE},
	{"local", LEX_DECL},
	{"readonly", LEX_DECL},
	{"typeset", LEX_DECL},
};

/* How to read what follows the command word (or prefix) @name. */
static enum lex_mode argument_mode(const char *name)
{
	if (!strchr("abcdelrt", name[0]))
		return LEX_ARG;
	for (size_t i = 0; i < ARRAY_LEN(argument_modes); i++) {
		if (!strcmp(argument_modes[i].name, name))
			return argument_modes[i].mode;
	}
	return LEX_ARG;
}

bool parse_redir(struct parser *p, struct redir ***tail)
{
	struct redir *r = lex_peek(p, LEX_ARG)->redir;
	struct token *t;
	struct word *w;

	lex_take(p);
	t = lex_peek(p, r->kind == REDIR_DUP_INPUT || r->kind == REDIR_DUP_OUTPUT ?
		LEX_TARGET : LEX_ARG);
	if (t->kind != TOK_WORD) {
		parse_fail_token(p, t);
		return false;
	}
	w = lex_token_word(p, t);
	lex_take(p);
	if (r->kind == REDIR_HEREDOC)
		heredoc_expect(p, r, w);
	else
		r->target = w;
	**tail = r;
	*tail = &r->next;
	return true;
}

struct redir *parse_redirs(struct parser *p)
{
	struct redir *first = NULL;
	struct redir **tail = &first;

	while (!p->failed && lex_peek(p, LEX_COMMAND)->kind == TOK_REDIR) {
		if (!parse_redir(p, &tail))
			return NULL;
	}
	return first;
}

/* A simple command while it is read. */
struct simple {
	struct node *node;
	struct assign **assigns;
	struct word **words;
	struct redir **redirs;
	enum lex_mode mode; /* of the next token */
	unsigned pieces;    /* taken so far */
	bool prefix;        /* behind `command` or `builtin`: the next word may still be a declaration */
};

static void add_word(struct simple *c, struct word *w)
{
	*c->words = w;
	c->words = &w->next;
	if (c->node->simple.n_words++ == 0 || c->prefix) {
		enum lex_mode mode = argument_mode(w->text);

		if (c->prefix && mode == LEX_DECL)
			mode = LEX_OPERAND;
		else if (c->prefix && mode == LEX_LOOSE)
			mode = LEX_ARG;
		c->prefix = mode == LEX_COMMAND || (c->prefix && w->text[0] == '-');
		c->mode = mode == LEX_COMMAND ? LEX_ARG : mode;
	}
}

/* NAME ( ) …: the token looked at is the ( behind the only word. */
static struct node *function_or_error(struct parser *p, const struct simple *c)
{
	const struct node *n = c->node;
	struct token *t = &p->tok;

	if (n->simple.n_words != 1 || n->simple.assigns || n->redirs) {
		parse_fail_token(p, t);
		return NULL;
	}
	lex_take(p);
	t = lex_peek(p, LEX_COMMAND);
	if (t->kind != TOK_RPAREN) {
		parse_fail_token(p, t);
		return NULL;
	}
	lex_take(p);
	return parse_function_body(p, n->simple.words->text, n->line, false);
}

/* One word, assignment or redirection of @c; false: the command ends here (or failed). */
static bool parse_piece(struct parser *p, struct simple *c)
{
	struct token *t = lex_peek(p, c->mode);

	/* bash's LINENO of a command: where its parser stands once it has seen the second token */
	if (++c->pieces == 2)
		c->node->line = t->kind == TOK_NEWLINE || t->kind == TOK_EOF ? t->line : p->line;
	switch (t->kind) {
	case TOK_WORD:
		if (p->sh->aliases.count && (!c->node->simple.n_words || t->after_alias) &&
			alias_substitute(p, t))
			return true;
		lex_take(p);
		add_word(c, lex_token_word(p, t));
		return true;
	case TOK_ASSIGN:
		lex_take(p);
		*c->assigns = t->assign;
		c->assigns = &t->assign->next;
		return true;
	case TOK_REDIR:
		return parse_redir(p, &c->redirs);
	case TOK_EOF:
	case TOK_NEWLINE:
	case TOK_SEMI:
	case TOK_DSEMI:
	case TOK_SEMI_AND:
	case TOK_DSEMI_AND:
	case TOK_AND:
	case TOK_AND_IF:
	case TOK_OR_IF:
	case TOK_PIPE:
	case TOK_PIPE_BOTH:
	case TOK_LPAREN:
	case TOK_RPAREN:
		return false;
	}
	return false;
}

/* What a command is passed is no array but text, and shown as that. */
static void note_lists(const struct assign *as)
{
	for (; as; as = as->next)
		if (as->is_array)
			elements_note_text(as->elements, strchr(as->text, '('));
}

struct node *parse_simple(struct parser *p, struct word *first, unsigned line)
{
	struct simple c = {.mode = LEX_COMMAND, .node = node_new(p, NODE_SIMPLE, line)};

	c.assigns = &c.node->simple.assigns;
	c.words = &c.node->simple.words;
	c.redirs = &c.node->redirs;
	if (first)
		add_word(&c, first);
	while (parse_piece(p, &c))
		;
	if (p->failed)
		return NULL;
	if (p->tok.kind == TOK_LPAREN)
		return function_or_error(p, &c);
	if (c.node->simple.words)
		note_lists(c.node->simple.assigns);
	return c.node;
}
