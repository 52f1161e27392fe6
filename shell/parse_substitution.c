/*
 * shell/parse_substitution.c - $( ), <( ) and >( ): lists inside words.
 */
#include "shell/lexer.h"

#include "lib/cleanup.h"
#include "shell/ast_print.h"
#include "shell/shell.h"

/* Here-documents that a $( ) left open start behind the newline that ends the line around it. */
static void pass_on_heredocs(struct parser *p, struct heredoc *outer, struct heredoc **outer_tail)
{
	struct heredoc *inner = p->heredocs;
	struct heredoc **inner_tail = p->heredocs_tail;
	unsigned n = 0;

	p->heredocs = outer;
	p->heredocs_tail = outer_tail;
	if (!inner)
		return;
	for (struct heredoc *h = inner; h; h = h->next)
		n++;
	parse_warn(p, p->line, "command substitution: %u unterminated here-document%s", n,
		n == 1 ? "" : "s");
	*(outer ? outer_tail : &p->heredocs) = inner;
	p->heredocs_tail = inner_tail;
}

/* bash parses the list of a $( ) line by line as it runs it: the last one ends on @end. */
static void note_ends(struct program *program, unsigned end)
{
	struct node *root = program->root;
	struct sequence_item *group;

	program->end_line = end;
	if (!root || root->kind != NODE_SEQUENCE)
		return;
	group = root->sequence;
	for (struct sequence_item *item = group; item; item = item->next) {
		if (item->next && !item->newline)
			continue;
		for (; group != item->next; group = group->next)
			group->ends = item->next ? item->newline : end;
	}
}

/*
 * bash runs a $( ) from the text that it prints of it, and counts the lines of that: so the tree
 * is that of the printed text.  Where only one line was written there is nothing to count.
 */
static void take_canonical(struct parser *p, struct program *program)
{
	scoped_buf struct buf text = BUF_INIT;
	bool expand_aliases = p->sh->opts.expand_aliases;
	struct parser sub;
	struct node *root;

	if (!program->root)
		return;
	print_substitution(&text, program->root);
	parser_sub_start(&sub, p, text.s, text.len);
	sub.line = 1;
	sub.substitutions = 1;
	sub.as_written = true;
	p->sh->opts.expand_aliases = false; /* they are by now */
	root = parse_list(&sub, true);
	if (!sub.failed && lex_peek(&sub, LEX_COMMAND)->kind == TOK_EOF && !sub.failed) {
		program->root = root;
		program->line = 1;
		note_ends(program, sub.line);
	}
	p->sh->opts.expand_aliases = expand_aliases;
	parser_sub_end(&sub);
}

struct program *parse_substitution(struct parser *p, bool parenthesis)
{
	struct program *program = ARENA_NEW(p->arena, struct program);
	struct token saved = p->tok;
	struct heredoc *heredocs = p->heredocs;
	struct heredoc **heredocs_tail = p->heredocs_tail;
	bool have = p->have_tok;
	unsigned line = p->line;
	bool unread = p->unread;
	unsigned parens = p->parens;
	struct token *t;

	program->owner = p->program;
	program->refs = 1; /* without an owner, the arena's: it is never given back */
	program->line = p->line;
	p->have_tok = false;
	p->heredocs = NULL;
	p->unread = false;
	p->parens = 0;
	p->substitutions += parenthesis;
	program->root = parse_list(p, true);
	t = lex_peek(p, LEX_COMMAND);
	if (t->kind != (parenthesis ? TOK_RPAREN : TOK_EOF))
		parse_fail_token(p, t);
	if (p->failed && parenthesis && !p->at_end)
		parse_fail_in(p, FAILURE_SUBSTITUTION);
	p->substitutions -= parenthesis;
	p->unread = unread;
	p->parens = parens;
	pass_on_heredocs(p, heredocs, heredocs_tail);
	note_ends(program, p->line);
	if (parenthesis && p->line != line && !p->failed && !p->substitutions && !p->as_written &&
		!parens)
		take_canonical(p, program);
	p->tok = saved;
	p->have_tok = have;
	return program->root && !p->failed ? program : NULL;
}
