/*
 * shell/locale.h - LANG and the LC_ variables (bash manual 5.2).
 */
#ifndef SHELL_LOCALE_H
#define SHELL_LOCALE_H

struct shell;

/* At the start of the shell: say so when LC_ALL from the environment names no locale. */
void locale_init(struct shell *sh);
/*
 * One of the variables got @value, its own storage (NULL: it was unset): follow it.  A locale that
 * is not there is warned of and changes nothing.
 */
void locale_assigned(struct shell *sh, const char *value);

#endif
