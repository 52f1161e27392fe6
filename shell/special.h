/*
 * shell/special.h - parameters and variables that are computed (bash manual 3.4.2, 5.2).
 */
#ifndef SHELL_SPECIAL_H
#define SHELL_SPECIAL_H

#include <stdbool.h>

struct arena;
struct shell;
struct var;

/*
 * $? $$ $! $# $- $0 $1… as text in the arena; NULL: unset ($! before the first, $9 beyond the end).
 * Not $@ and $*: those are lists (args_frame()).
 */
const char *special_parameter(struct shell *sh, const char *name, struct arena *a);

/* Make RANDOM, SECONDS, LINENO, BASHPID, EPOCHREALTIME, FUNCNAME … known in the global scope. */
void special_init(struct shell *sh);
/* shopt hostcomplete: an @ breaks words (COMP_WORDBREAKS), or does not. */
void special_break_at_hosts(struct shell *sh, bool on);
/* The environment has a value for @v, which is computed: SECONDS counts on from it. */
void special_imported(struct shell *sh, struct var *v, const char *value);
/* The value now (scalars), or refresh the array behind it.  For VAR_DYNAMIC only. */
const char *special_value(struct shell *sh, struct var *v);
void special_refresh(struct shell *sh, struct var *v);
/*
 * What lists (`set`, `declare -p` without names) show: values that are kept up to date, of others
 * the one that was last asked for.  False: nothing now, hide it.  For VAR_DYNAMIC only.
 */
bool special_list(struct shell *sh, struct var *v);
/* Is it made anew by every command, so that unsetting it does not last? */
bool special_returns(const struct var *v);
/*
 * Side effects after an assignment or unset of @name (PATH, IFS, LANG, HISTSIZE, OPTIND,
 * POSIXLY_CORRECT, RANDOM …).
 */
void special_assigned(struct shell *sh, struct var *v);

#endif
