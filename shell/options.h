/*
 * shell/options.h - `set -o` and `shopt`: one table each (bash manual 4.3).
 */
#ifndef SHELL_OPTIONS_H
#define SHELL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct shell;

/* Names as in the manual; read everywhere, changed through the functions below. */
struct shell_options {
	/* set -o */
	bool allexport, braceexpand, emacs, errexit, errtrace, functrace, hashall, histexpand,
		history, ignoreeof, interactive_comments, keyword, monitor, noclobber, noexec,
		noglob, nolog, notify, nounset, onecmd, physical, pipefail, posix, privileged,
		verbose, vi, xtrace;
	/* shopt */
	bool assoc_expand_once, autocd, cdable_vars, cdspell, checkhash, checkjobs, checkwinsize,
		cmdhist, compat31, compat32, compat40, compat41, compat42, compat43, compat44,
		complete_fullquote, direxpand, dirspell, dotglob, execfail, expand_aliases,
		extdebug, extglob, extquote, failglob, force_fignore, globasciiranges,
		globskipdots, globstar, gnu_errfmt, histappend, histreedit, histverify,
		hostcomplete, huponexit, inherit_errexit, lastpipe, lithist,
		localvar_inherit, localvar_unset, login_shell, mailwarn, no_empty_cmd_completion,
		nocaseglob, nocasematch, noexpand_translation, nullglob, patsub_replacement,
		progcomp, progcomp_alias, promptvars, restricted_shell, shift_verbose, sourcepath,
		syslog_history, varredir_close, xpg_echo;
};

struct option_row {
	const char *name;
	char letter;    /* `set -x`; 0: none */
	size_t offset;  /* of its bool in struct shell_options */
	bool read_only; /* shopt: cannot be changed */
};

/* Sorted by name. */
const struct option_row *set_option_rows(size_t *ret_count);
const struct option_row *shopt_rows(size_t *ret_count);

/* The defaults of a new shell, @interactive or not. */
void options_init(struct shell_options *o, bool interactive);
/* Turn one on or off with its side effects (posix, emacs/vi, monitor, privileged). False: unknown. */
/*
 * A shell that was started as a restricted one (bash manual 6.10): after its start-up files some
 * variables may not be changed either, which `set -r` allows.
 */
void shell_restrict(struct shell *sh);
bool option_set_by_letter(struct shell *sh, char letter, bool on);
bool option_set_by_name(struct shell *sh, const char *name, bool on);
bool shopt_set(struct shell *sh, const char *name, bool on); /* false: unknown or read-only */
bool option_get(const struct shell *sh, const struct option_row *row);
/* Is the line editor on (for a shell that has a terminal)? */
bool options_edit_lines(const struct shell_options *o);
/* Value of $-; of $SHELLOPTS; of $BASHOPTS. */
void options_letters(const struct shell *sh, struct buf *out);
void options_names(const struct shell *sh, bool shopts, struct buf *out);
/* BASHOPTS has them as they are now. */
void options_list(struct shell *sh);

/* `NAME on`, `shopt -s NAME`, `set -o NAME`. */
enum option_form { OPTION_STATE, OPTION_AS_SHOPT, OPTION_AS_SET };
struct buf;
void option_add(const struct shell *sh, const struct option_row *row, enum option_form form,
	struct buf *out);

#endif
