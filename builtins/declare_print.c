/*
 * builtins/declare_print.c - what declare, export and readonly list.
 */
#include <string.h>

#include "builtins/builtins.h"
#include "builtins/declare.h"
#include "lib/buf.h"
#include "lib/strv.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var.h"
#include "shell/var_internal.h"

static void add_function_line(const struct func *f, struct buf *out)
{
	buf_printf(out, "declare -f%s%s%s %s\n", f->readonly ? "r" : "", f->traced ? "t" : "",
		f->exported ? "x" : "", f->name);
}

static void add_body(const struct func *f, struct buf *out)
{
	ast_print_function(out, f->name, f->node);
	buf_add_char(out, '\n');
}

static void add_function(const struct declaration *d, const struct func *f, struct buf *out)
{
	if (!d->names_only)
		add_body(f, out);
	/* The attributes, so that the text restores them; not in a list of variables and functions. */
	if (d->functions && (d->names_only || f->readonly || f->traced || f->exported))
		add_function_line(f, out);
}

static bool function_fits(const struct declaration *d, const struct func *f)
{
	return (!(d->add & VAR_EXPORT) || f->exported) && (!(d->add & VAR_READONLY) || f->readonly) &&
		(!(d->add & VAR_TRACE) || f->traced);
}

static void add_functions(struct shell *sh, const struct declaration *d, struct buf *out)
{
	bool commands = sh->opts.posix && d->builtin && d->builtin->flags & BUILTIN_SPECIAL;
	struct strv names = {0};

	for (size_t i = 0; i < sh->functions.cap; i++)
		if (sh->functions.slots[i].key)
			strv_add_taken(&names, sh->functions.slots[i].key);
	strv_sort(&names);
	for (size_t i = 0; i < names.len; i++) {
		const struct func *f = func_find(sh, names.items[i]);

		if (f && function_fits(d, f) && commands)
			buf_printf(out, "%s -f %s\n", d->builtin->name, f->name);
		else if (f && function_fits(d, f))
			add_function(d, f, out);
	}
	strv_release_list(&names);
}

/* `local` alone: the variables of the running function. */
static bool is_own_local(struct shell *sh, const struct var *v)
{
	return v->flags & VAR_LOCAL && v->scope == scope_of_function(sh);
}

/* With attributes, all that have one of those given; -a and -A choose among these. */
static bool fits(const struct declaration *d, const struct var *v)
{
	unsigned wanted = d->add;
	unsigned kind = wanted & VAR_INDEXED ? VAR_INDEXED : wanted & VAR_ASSOC;

	if (kind && !(v->flags & kind))
		return false;
	if (wanted != kind)
		wanted &= ~kind;
	return !wanted || v->flags & wanted;
}

/* export and readonly list commands of their own in posix mode. */
static void add_command(struct shell *sh, const struct declaration *d, struct var *v,
	struct buf *out)
{
	scoped_buf struct buf line = BUF_INIT;
	const char *rest;

	var_print_declaration(sh, v, &line);
	rest = strchr(line.s + strlen("declare "), ' ');
	buf_add_str(out, d->builtin->name);
	if (v->flags & (VAR_INDEXED | VAR_ASSOC))
		buf_add_str(out, v->flags & VAR_INDEXED ? " -a" : " -A");
	buf_add_str(out, rest);
}

static void add_variables(struct shell *sh, const struct declaration *d, struct buf *out)
{
	scoped_strv struct strv names = {0};
	bool plain = !d->add && !d->print && !d->is_local;
	bool commands = sh->opts.posix && d->builtin->flags & BUILTIN_SPECIAL;
	const struct scope *scope = scope_of_function(sh);

	if (scope && scope->saved_options && (d->is_local || (!plain && !d->add)))
		buf_add_str(out, "local -\n");
	var_all(sh, &names);
	for (size_t i = 0; i < names.len; i++) {
		struct var *v = var_listed(sh, names.items[i]);

		if (d->is_local ? !is_own_local(sh, v) : !fits(d, v))
			continue;
		if (plain)
			var_print_assignment(sh, v, out);
		else if (commands)
			add_command(sh, d, v, out);
		else
			var_print_declaration(sh, v, out);
	}
}

int declare_print_all(struct shell *sh, const struct declaration *d)
{
	scoped_buf struct buf out = BUF_INIT;
	struct declaration bodies = {.builtin = d->builtin};

	if (d->functions) {
		add_functions(sh, d, &out);
	} else {
		add_variables(sh, d, &out);
		/* Plain `declare` lists functions too, as `set` does. */
		if (!d->add && !d->print && !d->is_local && !sh->opts.posix)
			add_functions(sh, &bodies, &out);
	}
	return builtin_print(sh, d->builtin, &out);
}

static void add_named_function(struct shell *sh, const struct declaration *d, const struct func *f,
	struct buf *out)
{
	if (!d->names_only && d->print)
		add_function(d, f, out);
	else if (!d->names_only)
		add_body(f, out);
	else if (d->print)
		add_function_line(f, out);
	else if (sh->opts.extdebug)
		buf_printf(out, "%s %u %s\n", f->name, f->line, f->source);
	else
		buf_printf(out, "%s\n", f->name);
}

/* False: there is no such thing. */
static bool add_named(struct shell *sh, const struct declaration *d, const char *name, struct buf *out)
{
	const struct func *f = d->functions ? func_find(sh, name) : NULL;
	struct var *v = d->functions ? NULL : var_find_noref(sh, name);

	if (f)
		add_named_function(sh, d, f, out);
	if (!v || (d->is_local && !is_own_local(sh, v)))
		return f != NULL;
	if (v->flags & VAR_DYNAMIC)
		special_refresh(sh, v);
	var_print_declaration(sh, v, out);
	return true;
}

int declare_print_names(struct shell *sh, const struct declaration *d, char **names)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;
	int error = 0;

	for (; *names; names++) {
		int written;

		buf_reset(&out);
		if (d->functions && sh->opts.posix && !is_name(*names, strlen(*names)))
			status = builtin_error(sh, d->builtin, STATUS_BAD_ASSIGNMENT,
				"`%s': not a valid identifier", *names);
		else if (!add_named(sh, d, *names, &out))
			status = d->print ? builtin_error(sh, d->builtin, 1, "%s: not found", *names) : 1;
		else if (!d->print)
			status |= builtin_print(sh, d->builtin, &out);
		else if ((written = builtin_put(sh, &out)) < 0) /* -p tells of it once, behind all */
			error = -written;
	}
	if (error)
		status = builtin_error(sh, d->builtin, 1, "write error: %s", strerror(error));
	return status;
}
