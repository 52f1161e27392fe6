/*
 * shell/func.h - shell functions.
 */
#ifndef SHELL_FUNC_H
#define SHELL_FUNC_H

#include <stdbool.h>

struct node;
struct program;
struct shell;

struct func {
	char *name;
	const struct node *node; /* the NODE_FUNCTION */
	struct program *program; /* counted: keeps node alive */
	char *source;            /* file it was defined in: BASH_SOURCE */
	unsigned line;
	unsigned line_shift;     /* of the tree: sh->line_shift when it was defined */
	unsigned refs;           /* table entry plus running calls */
	bool exported, readonly, traced;
};

struct func *func_find(struct shell *sh, const char *name);
/* Define or redefine; false: readonly (printed). */
bool func_define(struct shell *sh, const struct node *node, struct program *program);
bool func_unset(struct shell *sh, const char *name);
struct func *func_ref(struct func *f);
void func_unref(struct func *f);
/* BASH_FUNC_name%%=() { …; } from the environment. */
void func_import(struct shell *sh, const char *name, const char *text);

#endif
