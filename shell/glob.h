/*
 * shell/glob.h - pathname expansion on disk: globstar, dotglob, nullglob, GLOBIGNORE (bash
 * manual 3.5.8).
 */
#ifndef SHELL_GLOB_H
#define SHELL_GLOB_H

#include <stdbool.h>

struct arena;
struct fields;
struct shell;

/*
 * Add the sorted matches of @pattern (backslash-quoted) to @out.  Returns how many; the caller
 * handles none.
 */
unsigned glob_expand(struct shell *sh, const char *pattern, struct arena *a, struct fields *out);

/* Does one of the patterns between the colons of @list match @path (GLOBIGNORE, EXECIGNORE)? */
bool glob_list_matches(const char *list, const char *path, unsigned flags);

#endif
