/*
 * shell/builtin.h - what a builtin is.  The table is builtins/table.c; main hands it to
 * shell_init().
 */
#ifndef SHELL_BUILTIN_H
#define SHELL_BUILTIN_H

#include <stdbool.h>

struct shell;

enum builtin_flag {
	/* POSIX special: found before functions in posix mode; errors end a sh */
	BUILTIN_SPECIAL = 1 << 0,
	BUILTIN_DECLARATION = 1 << 1, /* operands that look like assignments are not split */
	/* only prints; no state of the shell changes: needs no fork in $(…) */
	BUILTIN_PURE = 1 << 2,
	BUILTIN_LOCAL = 1 << 3, /* in a function, its variables are local */
	/* the assignments in front of it are a scope of their own: bash's eval, source, mapfile, read */
	BUILTIN_SCOPE = 1 << 4,
	BUILTIN_NO_HELP = 1 << 5, /* --help is an operand */
};

/* bash's own number of a failed assignment; seen where nothing makes a 1 of it */
enum { STATUS_BAD_ASSIGNMENT = 260 };

struct builtin {
	const char *name;
	int (*run)(struct shell *sh, int argc, char **argv); /* argv[0] is the name; exit status */
	const char *synopsis;  /* "cd [-L|[-P [-e]] [-@]] [dir]" */
	const char *help;      /* lines; the first one is a description of its own */
	unsigned flags;
};

/* The enabled builtin @name, or NULL. */
const struct builtin *builtin_find(const struct shell *sh, const char *name);

#endif
