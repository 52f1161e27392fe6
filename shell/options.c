/*
 * shell/options.c - `set -o` and `shopt`: one table each, and what turning one on brings along.
 */
#include "shell/options.h"

#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "shell/compat.h"
#include "shell/diag.h"
#include "shell/job.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

#define AT(field) offsetof(struct shell_options, field)

static const struct option_row set_rows[] = {
	{"allexport", 'a', AT(allexport), false},
	{"braceexpand", 'B', AT(braceexpand), false},
	{"emacs", 0, AT(emacs), false},
	{"errexit", 'e', AT(errexit), false},
	{"errtrace", 'E', AT(errtrace), false},
	{"functrace", 'T', AT(functrace), false},
	{"hashall", 'h', AT(hashall), false},
	{"histexpand", 'H', AT(histexpand), false},
	{"history", 0, AT(history), false},
	{"ignoreeof", 0, AT(ignoreeof), false},
	{"interactive-comments", 0, AT(interactive_comments), false},
	{"keyword", 'k', AT(keyword), false},
	{"monitor", 'm', AT(monitor), false},
	{"noclobber", 'C', AT(noclobber), false},
	{"noexec", 'n', AT(noexec), false},
	{"noglob", 'f', AT(noglob), false},
	{"nolog", 0, AT(nolog), false},
	{"notify", 'b', AT(notify), false},
	{"nounset", 'u', AT(nounset), false},
	{"onecmd", 't', AT(onecmd), false},
	{"physical", 'P', AT(physical), false},
	{"pipefail", 0, AT(pipefail), false},
	{"posix", 0, AT(posix), false},
	{"privileged", 'p', AT(privileged), false},
	{"verbose", 'v', AT(verbose), false},
	{"vi", 0, AT(vi), false},
	{"xtrace", 'x', AT(xtrace), false},
};

/* In the order in which `shopt` lists them, which is sorted but for the first two. */
static const struct option_row shopt_table[] = {
	{"autocd", 0, AT(autocd), false},
	{"assoc_expand_once", 0, AT(assoc_expand_once), false},
	{"cdable_vars", 0, AT(cdable_vars), false},
	{"cdspell", 0, AT(cdspell), false},
	{"checkhash", 0, AT(checkhash), false},
	{"checkjobs", 0, AT(checkjobs), false},
	{"checkwinsize", 0, AT(checkwinsize), false},
	{"cmdhist", 0, AT(cmdhist), false},
	{"compat31", 0, AT(compat31), false},
	{"compat32", 0, AT(compat32), false},
	{"compat40", 0, AT(compat40), false},
	{"compat41", 0, AT(compat41), false},
	{"compat42", 0, AT(compat42), false},
	{"compat43", 0, AT(compat43), false},
	{"compat44", 0, AT(compat44), false},
	{"complete_fullquote", 0, AT(complete_fullquote), false},
	{"direxpand", 0, AT(direxpand), false},
	{"dirspell", 0, AT(dirspell), false},
	{"dotglob", 0, AT(dotglob), false},
	{"execfail", 0, AT(execfail), false},
	{"expand_aliases", 0, AT(expand_aliases), false},
	{"extdebug", 0, AT(extdebug), false},
	{"extglob", 0, AT(extglob), false},
	{"extquote", 0, AT(extquote), false},
	{"failglob", 0, AT(failglob), false},
	{"force_fignore", 0, AT(force_fignore), false},
	{"globasciiranges", 0, AT(globasciiranges), false},
	{"globskipdots", 0, AT(globskipdots), false},
	{"globstar", 0, AT(globstar), false},
	{"gnu_errfmt", 0, AT(gnu_errfmt), false},
	{"histappend", 0, AT(histappend), false},
	{"histreedit", 0, AT(histreedit), false},
	{"histverify", 0, AT(histverify), false},
	{"hostcomplete", 0, AT(hostcomplete), false},
	{"huponexit", 0, AT(huponexit), false},
	{"inherit_errexit", 0, AT(inherit_errexit), false},
	{"interactive_comments", 0, AT(interactive_comments), false},
	{"lastpipe", 0, AT(lastpipe), false},
	{"lithist", 0, AT(lithist), false},
	{"localvar_inherit", 0, AT(localvar_inherit), false},
	{"localvar_unset", 0, AT(localvar_unset), false},
	{"login_shell", 0, AT(login_shell), true},
	{"mailwarn", 0, AT(mailwarn), false},
	{"no_empty_cmd_completion", 0, AT(no_empty_cmd_completion), false},
	{"nocaseglob", 0, AT(nocaseglob), false},
	{"nocasematch", 0, AT(nocasematch), false},
	{"noexpand_translation", 0, AT(noexpand_translation), false},
	{"nullglob", 0, AT(nullglob), false},
	{"patsub_replacement", 0, AT(patsub_replacement), false},
	{"progcomp", 0, AT(progcomp), false},
	{"progcomp_alias", 0, AT(progcomp_alias), false},
	{"promptvars", 0, AT(promptvars), false},
	{"restricted_shell", 0, AT(restricted_shell), true},
	{"shift_verbose", 0, AT(shift_verbose), false},
	{"sourcepath", 0, AT(sourcepath), false},
	{"varredir_close", 0, AT(varredir_close), false},
	{"xpg_echo", 0, AT(xpg_echo), false},
};

const struct option_row *set_option_rows(size_t *ret_count)
{
	*ret_count = ARRAY_LEN(set_rows);
	return set_rows;
}

const struct option_row *shopt_rows(size_t *ret_count)
{
	*ret_count = ARRAY_LEN(shopt_table);
	return shopt_table;
}

bool options_edit_lines(const struct shell_options *o)
{
	return o->emacs || o->vi;
}

void options_init(struct shell_options *o, bool interactive)
{
	*o = (struct shell_options){
		.braceexpand = true,
		.hashall = true,
		.interactive_comments = true,
		.histexpand = interactive,
		.history = interactive,
		.checkwinsize = true,
		.cmdhist = true,
		.complete_fullquote = true,
		.expand_aliases = interactive,
		.extquote = true,
		.force_fignore = true,
		.globasciiranges = true,
		.globskipdots = true,
		.hostcomplete = true,
		.patsub_replacement = true,
		.progcomp = true,
		.promptvars = true,
		.sourcepath = true,
	};
}

static bool *field(struct shell *sh, const struct option_row *row)
{
	return (bool *)((char *)&sh->opts + row->offset);
}

bool option_get(const struct shell *sh, const struct option_row *row)
{
	bool on = *(const bool *)((const char *)&sh->opts + row->offset);

	return on || (row->offset == AT(monitor) && sh->was_monitored);
}

void option_add(const struct shell *sh, const struct option_row *row, enum option_form form,
	struct buf *out)
{
	bool on = option_get(sh, row);

	if (form == OPTION_AS_SET)
		buf_printf(out, "set %co %s\n", on ? '-' : '+', row->name);
	else if (form == OPTION_AS_SHOPT)
		buf_printf(out, "shopt %s %s\n", on ? "-s" : "-u", row->name);
	else
		buf_printf(out, "%-15s\t%s\n", row->name, on ? "on" : "off");
}

/* Turning privileged off gives up the set-id rights, as bash's `set +p` does. */
static void drop_privileges(struct shell *sh)
{
	if (setgid(getgid()) < 0 || setuid(getuid()) < 0)
		diag(sh, "cannot set uid to %ld", (long)getuid());
}

static bool set_row(struct shell *sh, const struct option_row *row, bool on)
{
	struct shell_options *o = &sh->opts;
	bool before = option_get(sh, row);

	if (row->offset == AT(monitor))
		return job_control_set(sh, on);
	if (row->offset == AT(privileged) && before && !on)
		drop_privileges(sh);
	if (row->offset == AT(noexec) && on && sh->interactive)
		return true; /* POSIX: an interactive shell may ignore it; it could never be undone */
	*field(sh, row) = on;
	if (row->offset == AT(hostcomplete))
		special_break_at_hosts(sh, on);
	if (row->offset == AT(posix) && on && !var_get(sh, "POSIXLY_CORRECT"))
		var_set(sh, "POSIXLY_CORRECT", "y");
	if (row->offset == AT(posix) && !on && var_get(sh, "POSIXLY_CORRECT"))
		var_unset(sh, "POSIXLY_CORRECT");
	if (row->offset == AT(ignoreeof)) {
		if (on)
			var_set(sh, "IGNOREEOF", "10");
		else
			var_unset(sh, "IGNOREEOF");
	}
	if (row->offset == AT(posix)) {
		/* POSIX 2.3.1: aliases work in scripts too. */
		o->expand_aliases = on || sh->interactive;
		o->inherit_errexit = on || o->inherit_errexit;
		o->shift_verbose = on;
	}
	if (on && row->offset == AT(emacs))
		o->vi = false;
	if (on && row->offset == AT(vi))
		o->emacs = false;
	if (row->offset == AT(extdebug))
		o->functrace = o->errtrace = on;
	if (on && row->offset == AT(extdebug))
		args_log_begin(sh);
	if (row->offset >= AT(compat31) && row->offset <= AT(compat44))
		compat_option_set(sh, (row->name[6] - '0') * 10 + row->name[7] - '0', on);
	return true;
}

void shell_restrict(struct shell *sh)
{
	static const char *const names[] = {"PATH", "SHELL", "ENV", "BASH_ENV", "HISTFILE"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		var_visible(sh, names[i])->flags |= VAR_READONLY;
	sh->restricted = true;
}

bool option_set_by_letter(struct shell *sh, char letter, bool on)
{
	if (letter == 'r') {
		sh->restricted = true;
		return true;
	}
	for (size_t i = 0; letter && i < ARRAY_LEN(set_rows); i++)
		if (set_rows[i].letter == letter)
			return set_row(sh, &set_rows[i], on);
	return false;
}

bool option_set_by_name(struct shell *sh, const char *name, bool on)
{
	for (size_t i = 0; i < ARRAY_LEN(set_rows); i++)
		if (strcmp(set_rows[i].name, name) == 0)
			return set_row(sh, &set_rows[i], on);
	return false;
}

bool shopt_set(struct shell *sh, const char *name, bool on)
{
	for (size_t i = 0; i < ARRAY_LEN(shopt_table); i++) {
		if (strcmp(shopt_table[i].name, name) != 0)
			continue;
		if (shopt_table[i].read_only || !set_row(sh, &shopt_table[i], on))
			return false;
		options_list(sh);
		return true;
	}
	return false;
}

void options_list(struct shell *sh)
{
	sh->listed = sh->opts;
}

void options_letters(const struct shell *sh, struct buf *out)
{
	/* bash's order, not the alphabet's. */
	static const char order[] = "abefhkmnprtuvxBCEHPT";
	const struct option_row *row;

	for (const char *p = order; *p; p++) {
		if (*p == 'r') {
			if (sh->restricted)
				buf_add_char(out, 'r');
			continue;
		}
		for (row = set_rows; row->letter != *p; row++)
			;
		if (option_get(sh, row))
			buf_add_char(out, *p);
		if (*p == 'h' && sh->shows_interactive)
			buf_add_char(out, 'i');
	}
	if (sh->from_c)
		buf_add_char(out, 'c');
	if (sh->reads_stdin)
		buf_add_char(out, 's');
}

void options_names(const struct shell *sh, bool shopts, struct buf *out)
{
	const struct option_row *rows = shopts ? shopt_table : set_rows;
	size_t n = shopts ? ARRAY_LEN(shopt_table) : ARRAY_LEN(set_rows);
	size_t start = out->len;

	for (size_t i = 0; i < n; i++) {
		bool on = shopts ? *(const bool *)((const char *)&sh->listed + rows[i].offset)
				 : option_get(sh, &rows[i]);

		if (!on)
			continue;
		if (out->len > start)
			buf_add_char(out, ':');
		buf_add_str(out, rows[i].name);
	}
}
