/*
 * shell/dump.h - what is printed in place of being run: -D, --dump-po-strings, --pretty-print
 * (bash manual 6.1, 3.1.2.5).
 */
#ifndef SHELL_DUMP_H
#define SHELL_DUMP_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct shell;

enum dump {
	DUMP_NOTHING,
	DUMP_STRINGS,    /* each $"…", in double quotes */
	DUMP_PO_STRINGS, /* the same as entries of a PO file (GNU gettext manual 2) */
	DUMP_COMMANDS,   /* each command as `declare -f` would print it */
};

/* The lexer met $"@text", at @line; nothing but for sh->dump. */
void dump_string(struct shell *sh, const char *text, size_t len, unsigned line);
/*
 * A command, or NULL: an empty line or the end; @blank, false at first, tells whether the line before
 * was empty.
 */
void dump_command(const struct node *n, bool *blank);

#endif
