/*
 * builtins/cd.h - changing the directory, as cd and the directory stack do it.
 */
#ifndef BUILTINS_CD_H
#define BUILTINS_CD_H

#include <stdbool.h>

struct builtin;
struct shell;

/*
 * Go to @dir: PWD, OLDPWD and sh->cwd follow.  @physical: without symbolic links; @b is named
 * in messages. Returns 0 or 1 (printed).
 */
int change_directory(struct shell *sh, const struct builtin *b, const char *dir, bool physical);

#endif
