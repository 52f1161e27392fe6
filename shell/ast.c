/*
 * shell/ast.c - making nodes, and the life of programs.
 */
#include "shell/ast.h"

#include <stdlib.h>

#include "shell/lexer.h"

struct node *node_new(struct parser *p, enum node_kind kind, unsigned line)
{
	struct node *n = ARENA_NEW(p->arena, struct node);

	n->kind = kind;
	n->line = line;
	return n;
}

/* A substitution lives as long as the program around it. */
static struct program *outermost(struct program *p)
{
	while (p->owner)
		p = p->owner;
	return p;
}

struct program *program_ref(struct program *p)
{
	if (p)
		outermost(p)->refs++;
	return p;
}

void program_unref(struct program *p)
{
	if (!p)
		return;
	p = outermost(p);
	if (--p->refs)
		return;
	arena_release(&p->arena);
	free(p);
}
