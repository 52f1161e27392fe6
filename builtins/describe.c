/*
 * builtins/describe.c - alias, keyword, function, builtin or file, in the order of the search.
 */
#include "builtins/describe.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/strv.h"
#include "shell/alias.h"
#include "shell/builtin.h"
#include "shell/func.h"
#include "shell/lookup.h"
#include "shell/lookup_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

/* Describe something that is no file. */
static void add_kind(const struct describe *d, const char *name, const char *kind,
	const char *sentence, struct buf *out)
{
	switch (d->form) {
	case DESCRIBE_LONG:
		buf_printf(out, "%s is a %s\n", name, sentence);
		break;
	case DESCRIBE_KIND:
		buf_printf(out, "%s\n", kind);
		break;
	case DESCRIBE_REUSE:
		buf_printf(out, "%s\n", name);
		break;
	case DESCRIBE_PATH:
		break;
	}
}

static bool add_alias(struct shell *sh, const struct describe *d, const char *name, struct buf *out)
{
	const char *value = sh->opts.expand_aliases ? alias_get(sh, name) : NULL;

	if (!value)
		return false;
	switch (d->form) {
	case DESCRIBE_LONG:
		buf_printf(out, "%s is aliased to `%s'\n", name, value);
		break;
	case DESCRIBE_KIND:
		buf_add_str(out, "alias\n");
		break;
	case DESCRIBE_REUSE:
		alias_print(sh, name, true, out);
		break;
	case DESCRIBE_PATH:
		break;
	}
	return true;
}

static bool add_function(struct shell *sh, const struct describe *d, const char *name,
	struct buf *out)
{
	const struct func *f = d->no_functions ? NULL : func_find(sh, name);

	if (!f)
		return false;
	add_kind(d, name, "function", "function", out);
	if (d->form == DESCRIBE_LONG) {
		ast_print_function(out, name, f->node);
		buf_add_char(out, '\n');
	}
	return true;
}

static bool add_builtin(struct shell *sh, const struct describe *d, const char *name,
	struct buf *out)
{
	const struct builtin *b = builtin_find(sh, name);

	if (!b)
		return false;
	add_kind(d, name, "builtin",
		sh->opts.posix && b->flags & BUILTIN_SPECIAL ? "special shell builtin"
							      : "shell builtin", out);
	return true;
}

static void add_file(const struct describe *d, const char *name, const char *path, bool hashed,
	struct buf *out)
{
	switch (d->form) {
	case DESCRIBE_LONG:
		buf_printf(out, hashed ? "%s is hashed (%s)\n" : "%s is %s\n", name, path);
		break;
	case DESCRIBE_KIND:
		buf_add_str(out, "file\n");
		break;
	case DESCRIBE_PATH:
	case DESCRIBE_REUSE:
		buf_printf(out, "%s\n", path);
		break;
	}
}

static bool is_executable(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISDIR(st.st_mode) && access(path, X_OK) == 0;
}

/*
 * How a file found for @name is told.  Without a PATH the name itself is "found", so it must be
 * executable; so must all in posix mode.  Both are told from the root on.  NULL: not to be told.
 */
static const char *told_path(struct shell *sh, const struct describe *d, const char *name,
	const char *path)
{
	bool doubted = sh->opts.posix || strcmp(path, name) == 0;

	if (doubted && !is_executable(path))
		return NULL;
	if (*path == '/' || !(doubted || d->absolute))
		return path;
	if (d->absolute && strncmp(path, "./", 2) == 0)
		path += 2;
	return arena_printf(&sh->scratch, "%s/%s", sh->cwd ? sh->cwd : ".", path);
}

static bool add_found(struct shell *sh, const struct describe *d, const char *name,
	const char *path, struct buf *out)
{
	const char *told = path ? told_path(sh, d, name, path) : NULL;

	if (told)
		add_file(d, name, told, false, out);
	return told;
}

static bool add_every_file(struct shell *sh, const struct describe *d, const char *name,
	struct buf *out)
{
	scoped_strv struct strv paths = {0};
	bool found = false;

	lookup_all(sh, name, &paths);
	for (size_t i = 0; i < paths.len; i++)
		found |= add_found(sh, d, name, paths.items[i], out);
	return found;
}

static bool add_files(struct shell *sh, const struct describe *d, const char *name, struct buf *out)
{
	const char *path;

	if (strchr(name, '/')) {
		if (!is_executable(name))
			return false;
		add_file(d, name, name, false, out);
		return true;
	}
	if (d->all)
		return add_every_file(sh, d, name, out);
	path = d->force_path ? NULL : lookup_remembered(sh, name);
	if (path) {
		add_file(d, name, path, true, out);
		return true;
	}
	path = lookup_in(sh, d->path ? d->path : var_get(sh, "PATH"), name, &sh->scratch);
	if (!path && !d->path) /* bash also names a file that it could not execute */
		path = lookup_for_exec(sh, name, &sh->scratch);
	return add_found(sh, d, name, path, out);
}

bool describe_command(struct shell *sh, const struct describe *d, const char *name, struct buf *out)
{
	bool found = false;

	if (!d->force_path) {
		found = add_alias(sh, d, name, out);
		if ((!found || d->all) && is_reserved_word(name)) {
			add_kind(d, name, "keyword", "shell keyword", out);
			found = true;
		}
		if (!found || d->all)
			found |= add_function(sh, d, name, out);
		if (!found || d->all)
			found |= add_builtin(sh, d, name, out);
	}
	if (!found || d->all)
		found |= add_files(sh, d, name, out);
	return found;
}
