/*
 * builtins/declare.c - declare, typeset and local (bash manual 4.2).
 *
 * One operand is in declare_operand.c, listing in declare_print.c.
 */
#include "builtins/declare.h"

#include <string.h>

#include "builtins/builtins.h"
#include "lib/cleanup.h"
#include "lib/opts.h"
#include "shell/assign.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

static unsigned flag_of(int letter)
{
	static const unsigned flags[128] = {
		['a'] = VAR_INDEXED, ['A'] = VAR_ASSOC, ['i'] = VAR_INTEGER, ['n'] = VAR_NAMEREF,
		['r'] = VAR_READONLY, ['t'] = VAR_TRACE, ['x'] = VAR_EXPORT, ['c'] = VAR_CAPITAL,
		['l'] = VAR_LOWER, ['u'] = VAR_UPPER,
	};

	return flags[letter & 127];
}

static int read_options(struct shell *sh, struct opts *o, struct declaration *d)
{
	int c;

	o->plus_too = true;
	while ((c = opts_next(o, "aAcfFgGiIlnprtux")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage_sign(sh, d->builtin, o->plus ? '+' : '-', o->bad);
		if (c == 'p')
			d->print = true;
		else if (c == 'f' || c == 'F')
			d->functions = true;
		else if ((c == 'g' || c == 'G') && !o->plus)
			d->global = true;
		else if (c == 'I')
			d->inherit = true;
		if (c == 'F')
			d->names_only = true;
		if (c == 'G' && !o->plus)
			d->visible = true;
		if (o->plus)
			d->remove |= flag_of(c);
		else
			d->add |= flag_of(c);
	}
	return 0;
}

/* -f with an attribute that only variables have. */
static char misfit(const struct declaration *d)
{
	static const struct {
		unsigned flag;
		char letter;
	} rows[] = {{VAR_NAMEREF, 'n'}, {VAR_INTEGER, 'i'}, {VAR_ASSOC, 'A'}, {VAR_INDEXED, 'a'}};

	for (size_t i = 0; d->functions && i < ARRAY_LEN(rows); i++)
		if (d->add & rows[i].flag)
			return rows[i].letter;
	return 0;
}

/* The functions before such an operand would be declared; that is not worth a loop. */
static bool functions_with_value(const struct declaration *d, char *const *operands)
{
	struct assign_text parts;

	for (; d->functions && !d->print && *operands; operands++)
		if (assign_text_split(*operands, &parts))
			return true;
	return false;
}

static int declare_main(struct shell *sh, int argc, char **argv, const struct builtin *b)
{
	/* bash names what it last began: a function until its first command is done */
	const struct builtin caller = {.name = sh->frame->function};
	struct declaration d = {
		.builtin = !sh->declares_list ? b : sh->frame->begins ? &caller : NULL,
		.is_local = b == &builtin_local,
	};
	struct opts o = opts_start(argc, argv);
	int status;

	if (d.is_local && !frame_of_function(sh))
		return builtin_error(sh, b, 1, "can only be used in a function");
	status = read_options(sh, &o, &d);
	if (status)
		return status;
	if (o.index == argc) {
		status = declare_print_all(sh, &d);
		/* Only as another name of `set` it minds when it cannot be written. */
		return d.add || d.print || d.is_local || d.functions ? 0 : status;
	}
	if (!d.print && misfit(&d))
		return builtin_error(sh, d.builtin, 1, "-%c: invalid option", misfit(&d));
	if (functions_with_value(&d, argv + o.index))
		return builtin_error(sh, d.builtin, 1, "cannot use `-f' to make functions");
	if (d.print || (d.functions && !(d.add | d.remove)) || (d.functions && d.names_only))
		return declare_print_names(sh, &d, argv + o.index);
	for (int i = o.index; i < argc; i++) {
		status |= declare_operand(sh, &d, argv[i]);
		if (sh->unwind != UNWIND_NONE)
			return sh->status;
	}
	/* It has bits that the others have not. */
	return status & STATUS_BAD_ASSIGNMENT ? STATUS_BAD_ASSIGNMENT : status;
}

static int declare_run(struct shell *sh, int argc, char **argv)
{
	return declare_main(sh, argc, argv, &builtin_declare);
}

static int typeset_run(struct shell *sh, int argc, char **argv)
{
	return declare_main(sh, argc, argv, &builtin_typeset);
}

static int local_run(struct shell *sh, int argc, char **argv)
{
	return declare_main(sh, argc, argv, &builtin_local);
}

#define DECLARE_HELP                                                                               \
	"Declare variables and give them attributes; without names, list all.\n"                 \
	"\n"                                                                                       \
	"  -f  functions only      -F  their names only (with the line and file, extdebug)\n"      \
	"  -g  in the global scope, even in a function\n"                                          \
	"  -I  a local inherits the value and attributes of the variable it hides\n"               \
	"  -p  print attributes and value\n"                                                       \
	"  -a  indexed array       -A  associative array\n"                                        \
	"  -i  integer             -n  reference to another variable\n"                            \
	"  -l  lower case          -u  upper case\n"                                               \
	"  -r  read-only           -t  trace\n"                                                    \
	"  -x  export\n"                                                                           \
	"`+' in place of `-' takes the attribute away. In a function, names are local."

const struct builtin builtin_declare = {
	.name = "declare",
	.run = declare_run,
	.synopsis = "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
	.help = DECLARE_HELP,
	.flags = BUILTIN_DECLARATION | BUILTIN_LOCAL,
};

const struct builtin builtin_typeset = {
	.name = "typeset",
	.run = typeset_run,
	.synopsis = "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
	.help = DECLARE_HELP,
	.flags = BUILTIN_DECLARATION | BUILTIN_LOCAL,
};

const struct builtin builtin_local = {
	.name = "local",
	.run = local_run,
	.synopsis = "local [option] name[=value] ...",
	.help = "Make variables that are visible in this function and what it calls only.\n"
		"The options are those of `declare'; `local -' saves the shell options.",
	.flags = BUILTIN_DECLARATION | BUILTIN_LOCAL,
};
