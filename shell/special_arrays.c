/*
 * shell/special_arrays.c - FUNCNAME, BASH_SOURCE, DIRSTACK and the other arrays that are computed.
 */
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "shell/alias.h"
#include "shell/array.h"
#include "shell/diag.h"
#include "shell/lookup.h"
#include "shell/shell.h"
#include "shell/special_internal.h"
#include "shell/var_internal.h"

static void add(struct array *a, char *value)
{
	array_set(a, array_end(a), value);
}

/* Frames that show up in FUNCNAME and its friends: not the main one of -c and standard input. */
static bool shows(const struct frame *f)
{
	return f->kind != FRAME_MAIN || f->source;
}

void special_array_funcname(struct shell *sh, struct array *a)
{
	if (!frame_of_function(sh) && !sh->left_function)
		return;
	for (const struct frame *f = sh->frame; f; f = f->up)
		if (shows(f))
			add(a, xstrdup(f->function));
}

void special_array_source(struct shell *sh, struct array *a)
{
	for (const struct frame *f = sh->frame; f; f = f->up)
		if (shows(f))
			add(a, xstrdup(f->source ? f->source : ""));
}

void special_array_lineno(struct shell *sh, struct array *a)
{
	for (const struct frame *f = sh->frame; f; f = f->up)
		if (shows(f))
			add(a, xasprintf("%u", f->call_line));
}

/* The innermost call comes first, and of its arguments the last. */
static void add_backwards(struct array *a, const struct strv *v)
{
	for (size_t i = v->len; i-- > 0;)
		add(a, xstrdup(v->items[i]));
}

void special_array_argv(struct shell *sh, struct array *a)
{
	add_backwards(a, &sh->call_args);
}

void special_array_argc(struct shell *sh, struct array *a)
{
	add_backwards(a, &sh->call_counts);
}

void special_array_dirstack(struct shell *sh, struct array *a)
{
	add(a, xstrdup(sh->cwd ? sh->cwd : ""));
	for (size_t i = 0; i < sh->dir_stack.len; i++)
		add(a, xstrdup(sh->dir_stack.items[i]));
}

void special_array_groups(struct shell *sh, struct array *a)
{
	gid_t first = getegid();
	int n = getgroups(0, NULL);
	scoped_free gid_t *groups = xcalloc(n > 0 ? (size_t)n : 1, sizeof(*groups));

	(void)sh;
	n = getgroups(n, groups);
	add(a, xasprintf("%lu", (unsigned long)first));
	for (int i = 0; i < n; i++)
		if (groups[i] != first)
			add(a, xasprintf("%lu", (unsigned long)groups[i]));
}

void special_array_pipestatus(struct shell *sh, struct array *a)
{
	for (size_t i = 0; i < sh->n_pipestatus; i++)
		add(a, xasprintf("%d", sh->pipestatus[i]));
}

void special_array_aliases(struct shell *sh, struct array *a)
{
	for (size_t i = 0; i < sh->aliases.cap; i++)
		if (sh->aliases.slots[i].key)
			assoc_set(a, sh->aliases.slots[i].key, xstrdup(sh->aliases.slots[i].value));
}

static void add_command(void *arg, const char *name, const char *path, unsigned hits)
{
	(void)hits;
	assoc_set(arg, name, xstrdup(path));
}

void special_array_commands(struct shell *sh, struct array *a)
{
	lookup_each(sh, add_command, a);
}

/* ---- assigned ---- */

static void define_alias(void *arg, const char *key, int64_t index, const char *value)
{
	const char *known = alias_get(arg, key);

	(void)index;
	if (!alias_name_ok(key))
		diag(arg, "`%s': invalid alias name", key);
	else if (!known || strcmp(known, value) != 0)
		alias_set(arg, key, value);
}

static void define_command(void *arg, const char *key, int64_t index, const char *value)
{
	struct shell *sh = arg;
	const char *known = lookup_known(sh, key);

	(void)index;
	if (sh->restricted && strchr(value, '/'))
		diag(sh, "%s: restricted", value);
	else if (!known || strcmp(known, value) != 0)
		lookup_remember(arg, key, value);
}

static void define_all(struct shell *sh, const char *name,
	void (*define)(void *arg, const char *key, int64_t index, const char *value))
{
	const struct var *v = var_find_noref(sh, name);

	if (v && v->flags & VAR_DYNAMIC && v->array)
		array_each(v->array, define, sh);
}

void special_assigned_aliases(struct shell *sh, const char *value)
{
	(void)value;
	define_all(sh, "BASH_ALIASES", define_alias);
}

void special_assigned_commands(struct shell *sh, const char *value)
{
	(void)value;
	define_all(sh, "BASH_CMDS", define_command);
}

void special_assigned_dirstack(struct shell *sh, const char *value)
{
	const struct var *v = var_find(sh, "DIRSTACK");

	(void)value;
	for (size_t i = 0; v && v->array && i < sh->dir_stack.len; i++) {
		const char *dir = array_get(v->array, (int64_t)i + 1);

		if (dir && strcmp(dir, sh->dir_stack.items[i]) != 0) {
			free(sh->dir_stack.items[i]);
			sh->dir_stack.items[i] = xstrdup(dir);
		}
	}
}
