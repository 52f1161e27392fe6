/*
 * shell/alias.h - aliases (bash manual 6.6): values in sh->aliases, substituted by the lexer.
 */
#ifndef SHELL_ALIAS_H
#define SHELL_ALIAS_H

#include <stdbool.h>

struct buf;
struct shell;

const char *alias_get(const struct shell *sh, const char *name);
void alias_set(struct shell *sh, const char *name, const char *value);
bool alias_unset(struct shell *sh, const char *name);
void alias_unset_all(struct shell *sh);
/* The line for @name, with a newline; @reusable: as a command, not only NAME='value'. */
void alias_print(const struct shell *sh, const char *name, bool reusable, struct buf *out);
/* Is it a valid alias name? */
bool alias_name_ok(const char *name);

#endif
