/*
 * builtins/export.c - export and readonly (POSIX 2.14; bash manual 4.1).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "builtins/declare.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "lib/strv.h"
#include "shell/ast.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* POSIX mode lists commands of its own, not `declare`. */
static int list_posix(struct shell *sh, const struct declaration *d)
{
	scoped_strv struct strv names = {0};
	scoped_buf struct buf out = BUF_INIT;

	var_names(sh, "", d->add, &names);
	for (size_t i = 0; i < names.len; i++) {
		struct var *v = var_find_noref(sh, names.items[i]);
		const char *value = var_value(sh, v);

		buf_printf(&out, "%s %s", d->builtin->name, v->name);
		if (value) {
			buf_add_char(&out, '=');
			quote_double(&out, value);
		}
		buf_add_char(&out, '\n');
	}
	return builtin_print(sh, d->builtin, &out);
}

static int mark_function(struct shell *sh, const struct declaration *d, int index, char *name)
{
	if (sh->assigns && sh->assigns[index]) /* NAME=(…) */
		name = arena_strdup(&sh->scratch, sh->assigns[index]->name);
	if (!func_find(sh, name))
		return builtin_error(sh, d->builtin, 1, "%s: not a function", name);
	return declare_operand(sh, d, index, name);
}

/* Unlike declare, these work on the variable that is visible, and make a global one. */
static int mark_variable(struct shell *sh, const struct declaration *d, int index, char *word)
{
	const struct assign *parsed = sh->assigns ? sh->assigns[index] : NULL;
	size_t len = parsed ? strlen(parsed->name) : strcspn(word, "=");
	const char *value = !parsed && word[len] == '=' ? word + len + 1 : NULL;
	bool append = value && len > 0 && word[len - 1] == '+';
	const char *name;
	struct var *v;

	len -= append;
	name = parsed ? parsed->name : arena_strndup(&sh->scratch, word, len);
	if (!is_name(name, len) || (parsed && parsed->subscript))
		return builtin_error(sh, d->builtin, 1, "`%.*s': not a valid identifier",
			parsed ? (int)(strcspn(word, "=") - parsed->append) : (int)strlen(word), word);
	v = var_visible(sh, name);
	if ((value || parsed) && v->flags & VAR_READONLY) {
		diag(sh, "%s: readonly variable", name);
		return parsed ? shell_abort_command(sh, 1) : 1;
	}
	if (d->add & (VAR_INDEXED | VAR_ASSOC) && !(v->flags & VAR_READONLY) &&
		!var_change_flags(sh, v, d->add & (VAR_INDEXED | VAR_ASSOC), 0))
		return 1;
	if (parsed && !assign_apply(sh, parsed, v))
		return 1;
	if (value) {
		if (sh->opts.xtrace)
			xtrace_assignment(sh, name, append, value);
		if (!var_assign(sh, v, value, append))
			return 1;
	}
	v->flags |= d->add & (VAR_EXPORT | VAR_READONLY);
	v->flags &= ~(d->remove & VAR_EXPORT);
	if ((d->add | d->remove) & VAR_EXPORT)
		globals_of(sh)->environ_dirty = true;
	return 0;
}

static int mark_all(struct shell *sh, int argc, char **argv, int first, struct declaration *d)
{
	int status = 0;

	for (int i = first; i < argc && sh->unwind == UNWIND_NONE; i++)
		status |= d->functions ? mark_function(sh, d, i, argv[i])
				       : mark_variable(sh, d, i, argv[i]);
	return sh->unwind == UNWIND_NONE ? status : sh->status;
}

static int list(struct shell *sh, struct declaration *d)
{
	if (sh->opts.posix && !d->functions)
		return list_posix(sh, d);
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
	int c;

	while ((c = opts_next(&o, "aAfp")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_readonly, o.bad);
		d.functions |= c == 'f';
		d.add |= c == 'a' ? VAR_INDEXED : c == 'A' ? VAR_ASSOC : 0;
	}
	if (o.index == argc)
		return list(sh, &d);
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
