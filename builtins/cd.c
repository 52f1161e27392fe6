/*
 * builtins/cd.c - cd [-L|[-P [-e]] [-@]] [dir] (POSIX cd).
 */
#include "builtins/cd.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/builtins.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fs.h"
#include "lib/opts.h"
#include "lib/path.h"
#include "shell/shell.h"
#include "shell/var.h"

struct options {
	bool physical;
	bool strict;      /* -e: with -P, fail when the directory cannot be told */
	bool attributes;  /* -@ */
};

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* POSIX cd step 8: what stands in front of each .. must be a directory.  False: it is not. */
static bool dot_dots_are_real(const char *path)
{
	struct buf front = BUF_INIT;
	bool ok = true;

	for (const char *s = strstr(path, "/.."); s && ok; s = strstr(s + 1, "/..")) {
		if (s[3] && s[3] != '/')
			continue;
		buf_reset(&front);
		buf_add(&front, path, (size_t)(s - path));
		ok = !front.len || is_directory(front.s);
	}
	buf_release(&front);
	return ok;
}

/* Add the path that @dir stands for when symbolic links count as directories (-L). */
static bool logical_path(struct shell *sh, const char *dir, struct buf *out)
{
	struct buf whole = BUF_INIT;
	bool ok = true;

	if (*dir != '/') {
		if (sh->cwd)
			buf_add_str(&whole, sh->cwd);
		else if (fs_getcwd(&whole) < 0)
			ok = false;
		buf_add_char(&whole, '/');
	}
	buf_add_str(&whole, dir);
	ok = ok && dot_dots_are_real(whole.s);
	if (ok)
		path_clean(out, whole.s);
	buf_release(&whole);
	return ok;
}

/* OLDPWD and PWD; a readonly one makes cd fail, with the directory changed all the same. */
static int set_variables(struct shell *sh, const char *old)
{
	int status = 0;

	if (old && !var_set(sh, "OLDPWD", old))
		status = 1;
	if (sh->cwd && !var_set(sh, "PWD", sh->cwd))
		status = 1;
	return status;
}

/* We are in another directory: take over @cwd (NULL: ask the kernel). */
static int arrived(struct shell *sh, const char *cwd, bool *ret_known)
{
	struct buf asked = BUF_INIT;
	char *old = sh->cwd;
	const char *pwd = var_get(sh, "PWD");
	int status;

	*ret_known = true;
	if (!cwd) {
		*ret_known = fs_getcwd(&asked) == 0;
		cwd = *ret_known ? asked.s : NULL;
	}
	sh->cwd = cwd ? xstrdup(cwd) : NULL;
	status = set_variables(sh, pwd ? pwd : old);
	free(old);
	buf_release(&asked);
	return status;
}

/* chdir and take over; negative errno when it failed. *ret_status: of what followed. */
static int try_directory(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	struct buf logical = BUF_INIT;
	bool known = true;
	int r = -ENOENT;

	if (!o->physical && logical_path(sh, dir, &logical))
		r = chdir(logical.s) < 0 ? -errno : 0;
	else if (o->physical)
		r = chdir(dir) < 0 ? -errno : 0;
	/* Where the logical path leads nowhere (it was removed, or is too long) the given one may. */
	if (r < 0 && !o->physical && chdir(dir) == 0) {
		r = 0;
		buf_reset(&logical);
	}
	if (r == 0)
		*ret_status = arrived(sh, o->physical || !logical.len ? NULL : logical.s, &known);
	if (r == 0 && !known && o->physical && o->strict)
		*ret_status = 1;
	buf_release(&logical);
	return r;
}

int change_directory(struct shell *sh, const struct builtin *b, const char *dir, bool physical)
{
	const struct options o = {.physical = physical};
	int status = 0;
	int r = try_directory(sh, dir, &o, &status);

	return r < 0 ? builtin_error(sh, b, 1, "%s: %s", dir, strerror(-r)) : status;
}

/* ---- CDPATH ---- */

/* Is @dir looked for along CDPATH? */
static bool uses_cdpath(const char *dir)
{
	size_t n = strspn(dir, ".");

	if (*dir == '/' || !*dir)
		return false;
	return !((n == 1 || n == 2) && (!dir[n] || dir[n] == '/'));
}

/* Try @dir below each entry of CDPATH. 0 when one was it. */
static int try_cdpath(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	const char *path = var_get(sh, "CDPATH");
	struct buf one = BUF_INIT;
	int r = -ENOENT;

	while (path && r < 0) {
		size_t n = strcspn(path, ":");

		buf_reset(&one);
		if (n) {
			buf_add(&one, path, n);
			if (path[n - 1] != '/')
				buf_add_char(&one, '/');
		}
		buf_add_str(&one, dir);
		r = try_directory(sh, one.s, o, ret_status);
		if (r == 0 && n && sh->cwd)
			builtin_print_line(sh, &builtin_cd, sh->cwd);
		path = path[n] ? path + n + 1 : NULL;
	}
	buf_release(&one);
	return r;
}

/* ---- the builtin ---- */

static int take_options(struct shell *sh, struct options *o, int argc, char **argv, int *ret_first)
{
	struct opts opts = opts_start(argc, argv);
	int c;

	while ((c = opts_next(&opts, "LPe@")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_cd, opts.bad);
		if (c == 'L' || c == 'P')
			o->physical = c == 'P';
		o->strict |= c == 'e';
		o->attributes |= c == '@';
	}
	*ret_first = opts.index;
	return 0;
}

/* Where to: the operand, $HOME, or $OLDPWD for `-`; NULL: printed. */
static const char *target(struct shell *sh, const char *operand, bool *ret_print)
{
	const char *name = !operand ? "HOME" : !strcmp(operand, "-") ? "OLDPWD" : NULL;
	const char *value;

	*ret_print = name && *name == 'O';
	if (!name)
		return operand;
	value = var_get(sh, name);
	if (!value) {
		builtin_error(sh, &builtin_cd, 1, "%s not set", name);
		return NULL;
	}
	/* Setting OLDPWD changes the text we are about to use. */
	return arena_strdup(&sh->scratch, value);
}

/* cdable_vars: a name whose value is the directory. */
static int try_variable(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	const char *value = sh->opts.cdable_vars ? var_get(sh, dir) : NULL;
	int r = value ? try_directory(sh, arena_strdup(&sh->scratch, value), o, ret_status) : -ENOENT;

	if (r == 0 && sh->cwd)
		builtin_print_line(sh, &builtin_cd, sh->cwd);
	return r;
}

static int go(struct shell *sh, const char *dir, const struct options *o, bool print)
{
	int status = 0;
	int r = -ENOENT;

	if (!*dir)
		return 0;
	if (uses_cdpath(dir))
		r = try_cdpath(sh, dir, o, &status);
	if (r < 0)
		r = try_directory(sh, dir, o, &status);
	if (r < 0 && try_variable(sh, dir, o, &status) == 0)
		r = 0;
	if (r < 0)
		return builtin_error(sh, &builtin_cd, 1, "%s: %s", dir, strerror(-r));
	if (print && sh->cwd)
		builtin_print_line(sh, &builtin_cd, sh->cwd);
	return status;
}

static int cd_run(struct shell *sh, int argc, char **argv)
{
	struct options o = {.physical = sh->opts.physical};
	const char *dir;
	bool print;
	int first = argc, status;

	if (sh->restricted)
		return builtin_error(sh, &builtin_cd, 1, "restricted");
	status = take_options(sh, &o, argc, argv, &first);
	if (status)
		return status;
	if (argc - first > 1)
		return builtin_error(sh, &builtin_cd, 1, "too many arguments");
	dir = target(sh, argv[first], &print);
	return dir ? go(sh, dir, &o, print) : 1;
}

const struct builtin builtin_cd = {
	.name = "cd",
	.run = cd_run,
	.synopsis = "cd [-L|[-P [-e]] [-@]] [dir]",
	.help = "Change the current directory, to $HOME by default and to $OLDPWD for -.\n"
		"A relative name is looked for along CDPATH.  -L follows symbolic links as if they\n"
		"were directories (the default), -P resolves them; -e makes -P fail when the new\n"
		"directory cannot be told.",
};
