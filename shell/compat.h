/*
 * shell/compat.h - the compatibility level (bash manual 6.12): BASH_COMPAT and shopt compatNN.
 */
#ifndef SHELL_COMPAT_H
#define SHELL_COMPAT_H

#include <stdbool.h>

struct shell;

/* BASH_COMPAT was assigned (NULL: unset); the compatNN options follow. */
void compat_assigned(struct shell *sh, const char *value);
/* shopt -s or -u compat@level happened: the others go off, BASH_COMPAT follows. */
void compat_option_set(struct shell *sh, int level, bool on);

#endif
