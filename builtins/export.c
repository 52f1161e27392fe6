/*
 * builtins/export.c - export and readonly (POSIX 2.14; bash manual 4.1).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "builtins/declare.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "lib/strv.h"
#include "shell/assign.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

static int mark_function(struct shell *sh, const struct declaration *d, const char *name)
{
	if (!func_find(sh, name))
		return builtin_error(sh, d->builtin, 1, "%s: not a function", name);
	return declare_operand(sh, d, name);
}

/* NAME=value with -a or -A is declare's, which makes the array. */
static int declare_array(struct shell *sh, const struct declaration *d, const char *word)
{
	struct declaration array = *d;

	array.global = true;
	return declare_operand(sh, &array, word);
}

/* Unlike declare, these work on the variable that is visible, and make a global one. */
static int mark_variable(struct shell *sh, const struct declaration *d, char **operand)
{
	const char *word = *operand;
	struct assign_text parts;
	bool assigns = assign_text_split(word, &parts);
	size_t len = assigns ? parts.name_len : strlen(word);
	const char *name = arena_strndup(&sh->scratch, word, len);
	int status = 0;
	const char *meant = name;
	const char *subscript;
	struct var *v;

	if (!is_name(name, len) || (assigns && parts.subscript)) {
		len = assigns ? parts.value - 1 - parts.append : len;
		*operand = arena_strndup(&sh->scratch, word, len); /* so it is in bash's $_ */
		sh->special_failed |= assigns;
		return builtin_error(sh, d->builtin, assigns ? STATUS_BAD_ASSIGNMENT : 1,
			"`%s': not a valid identifier", *operand);
	}
	if (assigns && d->add & (VAR_INDEXED | VAR_ASSOC)) {
		status = declare_array(sh, d, word);
	} else if (assigns) {
		if (sh->opts.xtrace)
			xtrace_assignment(sh, name, parts.append, word + parts.value);
		status = !(parts.append ? var_append : var_set)(sh, name, word + parts.value);
	}
	if (sh->unwind != UNWIND_NONE)
		return sh->status;
	if (status) {
		status = STATUS_BAD_ASSIGNMENT;
		sh->special_failed = true;
	}
	/* Nothing to take from, nothing is made. */
	if (!assigns && !(d->add & (VAR_EXPORT | VAR_READONLY)) && !var_find(sh, name))
		return status;
	v = var_resolve(sh, name, &meant, &subscript);
	if (subscript) { /* an element cannot be, which is no failure */
		builtin_error(sh, d->builtin, 0, "`%s': not a valid identifier", meant);
		return status;
	}
	v = v ? v : var_visible(sh, name);
	if (d->add & (VAR_EXPORT | VAR_READONLY) &&
		!var_outlive(sh, v, d->add & (VAR_EXPORT | VAR_READONLY), false))
		return 1;
	v->flags |= d->add & (VAR_EXPORT | VAR_READONLY);
	v->flags &= ~(d->remove & VAR_EXPORT);
	if ((d->add | d->remove) & VAR_EXPORT)
		globals_of(sh)->environ_dirty = true;
	return status;
}

static int mark_all(struct shell *sh, int argc, char **argv, int first, struct declaration *d)
{
	int status = 0;

	for (int i = first; i < argc && sh->unwind == UNWIND_NONE; i++)
		status |= d->functions ? mark_function(sh, d, argv[i])
				       : mark_variable(sh, d, &argv[i]);
	if (sh->unwind != UNWIND_NONE)
		return sh->status;
	return status & STATUS_BAD_ASSIGNMENT ? STATUS_BAD_ASSIGNMENT : status;
}

static int list(struct shell *sh, struct declaration *d)
{
	d->print = true;
	return declare_print_all(sh, d);
}

static int export_run(struct shell *sh, int argc, char **argv)
{
	struct declaration d = {.builtin = &builtin_export, .add = VAR_EXPORT};
	struct opts o = opts_start(argc, argv);
	bool negate = false;
	int c;

	while ((c = opts_next(&o, "aAfnp")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_export, o.bad);
		d.functions |= c == 'f';
		d.add |= c == 'a' ? VAR_INDEXED : c == 'A' ? VAR_ASSOC : 0;
		negate |= c == 'n';
	}
	if (o.index == argc)
		return list(sh, &d);
	if (negate) {
		d.add &= ~(unsigned)VAR_EXPORT;
		d.remove = VAR_EXPORT;
	}
	return mark_all(sh, argc, argv, o.index, &d);
}

static int readonly_run(struct shell *sh, int argc, char **argv)
{
	struct declaration d = {.builtin = &builtin_readonly, .add = VAR_READONLY};
	struct opts o = opts_start(argc, argv);
	bool negate = false;
	int c;

	while ((c = opts_next(&o, "aAfnp")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_readonly, o.bad);
		d.functions |= c == 'f';
		negate |= c == 'n';
		d.add |= c == 'a' ? VAR_INDEXED : c == 'A' ? VAR_ASSOC : 0;
	}
	if (o.index == argc)
		return list(sh, &d);
	if (negate) /* it takes nothing away either */
		d.add &= ~(unsigned)VAR_READONLY;
	return mark_all(sh, argc, argv, o.index, &d);
}

const struct builtin builtin_export = {
	.name = "export",
	.run = export_run,
	.synopsis = "export [-fn] [name[=value] ...] or export -p",
	.help = "Put variables into the environment of the commands that are run.\n"
		"\n"
		"  -f  functions\n"
		"  -n  take them out again\n"
		"  -p  list what is exported, so that the shell reads it back",
	.flags = BUILTIN_SPECIAL | BUILTIN_DECLARATION,
};

const struct builtin builtin_readonly = {
	.name = "readonly",
	.run = readonly_run,
	.synopsis = "readonly [-aAf] [name[=value] ...] or readonly -p",
	.help = "Make variables unchangeable.\n"
		"\n"
		"  -a  indexed arrays    -A  associative arrays    -f  functions\n"
		"  -p  list what is read-only",
	.flags = BUILTIN_SPECIAL | BUILTIN_DECLARATION,
};
