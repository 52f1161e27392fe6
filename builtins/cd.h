/*
 * builtins/cd.h - changing the directory, as cd and the directory stack do it.
 */
#ifndef BUILTINS_CD_H
#define BUILTINS_CD_H

struct builtin;
struct shell;

/* `cd` with the words of @argv, argv[0] being no operand; messages name @b.  Its status. */
int cd_as(struct shell *sh, const struct builtin *b, int argc, char **argv);

/*
 * The current directory, sh->cwd; of the kernel where that is not known, or `set -P` wants it so.
 * NULL when it has no path: printed, in the name of @caller.
 */
const char *working_directory(struct shell *sh, const char *caller);
/* The same, asking the kernel in any case. */
const char *working_directory_again(struct shell *sh, const char *caller);

#endif
