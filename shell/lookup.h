/*
 * shell/lookup.h - from a command name to a file: PATH search and the hash table (POSIX 2.9.1.4).
 */
#ifndef SHELL_LOOKUP_H
#define SHELL_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct shell;
struct strv;

/*
 * The file that @name runs: itself with a slash, else by PATH (remembered when hashall).  In
 * the arena; NULL and *ret_status 127 (not found) or 126 (found, not executable).
 */
char *lookup_command(struct shell *sh, const char *name, struct arena *a, int *ret_status);
/* The same along @path instead of PATH, nothing remembered.  @all: every match (type -a). */
char *lookup_in(struct shell *sh, const char *path, const char *name, struct arena *a);
void lookup_all(struct shell *sh, const char *name, struct strv *ret);
/* PATH changed, or `hash -r`. */
void lookup_forget_all(struct shell *sh);
/* False: it is not in the table, which exists (bash makes it for the first command). */
bool lookup_forget(struct shell *sh, const char *name);
void lookup_remember(struct shell *sh, const char *name, const char *path);
/* `hash` listing in bash's order: calls @each(name, path, hits). */
void lookup_each(struct shell *sh, void (*each)(void *arg, const char *name, const char *path,
	unsigned hits),
	void *arg);
const char *lookup_remembered(struct shell *sh, const char *name);
/* The same as it stands in the table, without counting it. */
const char *lookup_known(const struct shell *sh, const char *name);
/* `command -p`: along the default path, which counts more than what is remembered. */
char *lookup_in_default(struct shell *sh, const char *name, struct arena *a);
/* The path of `command -p`. */
const char *lookup_default_path(void);

#endif
