/*
 * builtins/declare.h - what declare, export and readonly share.
 */
#ifndef BUILTINS_DECLARE_H
#define BUILTINS_DECLARE_H

#include <stdbool.h>

struct builtin;
struct shell;

/* One call of declare, typeset, local, export or readonly. */
struct declaration {
	const struct builtin *builtin; /* NULL: messages name none */
	unsigned add, remove; /* VAR_* */
	bool is_local, global, inherit;
	bool visible; /* with global: or the running function's local, if there is one */
	bool functions, names_only, print;
};

/* Declare @word, an operand. Prints; the status. */
int declare_operand(struct shell *sh, const struct declaration *d, const char *word);
/* List what fits @d: all, or what is named. */
int declare_print_all(struct shell *sh, const struct declaration *d);
int declare_print_names(struct shell *sh, const struct declaration *d, char **names);

#endif
