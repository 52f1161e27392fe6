/*
 * shell/func.c - shell functions, counted: one may be redefined or unset while it runs.
 */
#include "shell/func.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/builtin.h"
#include "shell/diag.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

struct func *func_find(struct shell *sh, const char *name)
{
	return sh->functions.count ? map_get(&sh->functions, name) : NULL;
}

struct func *func_ref(struct func *f)
{
	f->refs++;
	return f;
}

void func_unref(struct func *f)
{
	if (--f->refs)
		return;
	program_unref(f->program);
	free(f->name);
	free(f->source);
	free(f);
}

/* BASH_SOURCE of what is defined now. */
static const char *source_now(const struct shell *sh)
{
	const struct frame *f = sh->frame;

	if (f && f->source && *f->source)
		return f->source;
	return sh->reads_stdin && !sh->interactive ? "main" : "environment";
}

static void define(struct shell *sh, const struct node *node, struct program *program,
	const char *source)
{
	struct func *f = xcalloc(1, sizeof(*f));
	struct func *old;

	f->name = xstrdup(node->function.name);
	f->node = node;
	f->program = program_ref(program);
	f->source = xstrdup(source);
	f->line = node->line + sh->line_shift;
	f->line_shift = sh->line_shift;
	f->refs = 1;
	old = map_get(&sh->functions, f->name);
	if (old) {
		f->exported = old->exported;
		f->traced = old->traced;
	}
	old = map_set(&sh->functions, f->name, f);
	if (old)
		func_unref(old);
	f->exported |= sh->opts.allexport;
	if (f->exported)
		globals_of(sh)->environ_dirty = true;
}

/*
 * A name with quotes or expansions in it is none.  In posix mode only an identifier is, and no
 * special builtin's name, and the shell ends otherwise (bash manual 6.11).
 */
static bool name_ok(struct shell *sh, const char *name)
{
	const struct builtin *b = sh->opts.posix ? builtin_find(sh, name) : NULL;
	bool valid = sh->opts.posix ? is_name(name, strlen(name)) : !strpbrk(name, "'\"\\$`");

	if (valid && !(b && b->flags & BUILTIN_SPECIAL))
		return true;
	diag(sh, valid ? "`%s': is a special builtin" : "`%s': not a valid identifier", name);
	sh->status = 1;
	if (sh->opts.posix)
		shell_abort_command(sh, 2);
	return false;
}

bool func_define(struct shell *sh, const struct node *node, struct program *program)
{
	const struct func *old = func_find(sh, node->function.name);

	if (!name_ok(sh, node->function.name))
		return false;
	if (old && old->readonly) {
		diag(sh, "%s: readonly function", node->function.name);
		sh->status = 1;
		return false;
	}
	define(sh, node, program, source_now(sh));
	return true;
}

bool func_unset(struct shell *sh, const char *name)
{
	struct func *f = func_find(sh, name);

	if (!f)
		return false;
	if (f->readonly) {
		diag(sh, "%s: cannot unset: readonly function", name);
		return false;
	}
	map_remove(&sh->functions, name);
	if (f->exported)
		globals_of(sh)->environ_dirty = true;
	func_unref(f);
	return true;
}

/* Only a function definition and nothing behind it: no code of the environment runs. */
void func_import(struct shell *sh, const char *name, const char *text)
{
	scoped_buf struct buf source = BUF_INIT;
	struct program *p;
	const struct node *n;
	struct func *f;

	buf_printf(&source, "%s %s", name, text);
	p = strchr(name, '/') ? NULL : parse_text(sh, source.s, source.len, name, 0);
	n = p ? p->root : NULL;
	if (n && n->kind == NODE_SEQUENCE && n->sequence && !n->sequence->next &&
		!n->sequence->background)
		n = n->sequence->node;
	if (n && n->kind == NODE_FUNCTION && strcmp(n->function.name, name) == 0) {
		define(sh, n, p, "environment");
		f = func_find(sh, name);
		f->exported = true;
	} else {
		if (n)
			fprintf(stderr, "%s: warning: %s: ignoring function definition attempt\n",
				sh->prog, name);
		fprintf(stderr, "%s: error importing function definition for `%s'\n", sh->prog, name);
	}
	program_unref(p);
}
