/*
 * builtins/cd.c - cd [-L|[-P [-e]] [-@]] [dir] (POSIX cd).
 */
#include "builtins/cd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/builtins.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/opts.h"
#include "lib/path.h"
#include "shell/expand.h"
#include "shell/shell.h"
#include "shell/var.h"

struct options {
	const struct builtin *builtin; /* that messages name: cd, pushd or popd */
	bool physical;
	bool strict;      /* -e: with -P, fail when the directory cannot be told */
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

const char *working_directory(struct shell *sh, const char *caller)
{
	scoped_buf struct buf asked = BUF_INIT;
	int r;

	if (sh->opts.physical) {
		free(sh->cwd);
		sh->cwd = NULL;
	}
	if (sh->cwd)
		return sh->cwd;
	r = fs_getcwd(&asked);
	if (r == 0) {
		sh->cwd = xstrdup(asked.s);
	} else {
		scoped_buf struct buf out = BUF_INIT;

		buf_printf(&out, "%s: error retrieving current directory: getcwd: cannot access "
			"parent directories: %s\n", caller, strerror(-r));
		fd_write_all(STDERR_FILENO, out.s, out.len);
	}
	return sh->cwd;
}

const char *working_directory_again(struct shell *sh, const char *caller)
{
	free(sh->cwd);
	sh->cwd = NULL;
	return working_directory(sh, caller);
}

/*
 * The path that the absolute @path stands for: symbolic links count as directories, or (-P) are
 * resolved.  NULL: there is no such directory.
 */
static const char *canonical(struct shell *sh, const char *path, bool physical)
{
	scoped_buf struct buf clean = BUF_INIT;

	if (physical) {
		scoped_free char *real = realpath(path, NULL);

		return real ? arena_strdup(&sh->scratch, real) : NULL;
	}
	if (!dot_dots_are_real(path))
		return NULL;
	/* POSIX: two slashes in front, and no more, may mean something. */
	if (path[0] == '/' && path[1] == '/' && path[2] != '/')
		buf_add_char(&clean, '/');
	path_clean(&clean, path);
	return is_directory(clean.s) ? arena_strndup(&sh->scratch, clean.s, clean.len) : NULL;
}

/* OLDPWD and PWD; a readonly one makes cd fail, with the directory changed all the same. */
static int set_variables(struct shell *sh, const struct options *o)
{
	const char *dir = working_directory(sh, "cd");
	const char *real = dir && o->physical ? canonical(sh, dir, true) : dir;
	const char *old = var_get(sh, "PWD");
	int status = 0;

	if (!var_set(sh, "OLDPWD", old ? old : ""))
		status = 1;
	if (!var_set(sh, "PWD", real ? real : dir ? dir : ""))
		status = 1;
	return !real && o->strict ? 1 : status;
}

/*
 * chdir and take over; negative errno when it failed. *ret_status: of what followed.  Where the
 * directory has no path any more, it is known by the one that led to it.
 */
static int try_directory(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	const char *whole = dir;
	const char *clean, *to;
	bool again;
	int r;

	if (!sh->cwd)
		working_directory(sh, "chdir");
	if (*dir != '/' && sh->cwd)
		whole = arena_printf(&sh->scratch, "%s%s%s", sh->cwd,
			sh->cwd[strlen(sh->cwd) - 1] == '/' ? "" : "/", dir);
	clean = canonical(sh, whole, o->physical);
	to = clean ? clean : whole;
	if (!clean && sh->opts.posix && !o->physical)
		return errno == ENOENT || errno == ENAMETOOLONG ? -errno : -ENOTDIR;
	r = chdir(o->physical ? dir : to) < 0 ? -errno : 0;
	again = !clean;
	/* Where the clean path leads nowhere (it was removed, or is too long) the given one may. */
	if (r < 0 && !o->physical && !sh->opts.posix && chdir(dir) == 0) {
		r = 0;
		again = true;
	}
	if (r < 0)
		return r;
	if (!again || !working_directory_again(sh, "cd")) {
		free(sh->cwd);
		sh->cwd = xstrdup(to);
	}
	*ret_status = set_variables(sh, o);
	return 0;
}

/* ---- CDPATH ---- */

/* Is @dir looked for along CDPATH? */
static bool uses_cdpath(const char *dir)
{
	size_t n = strspn(dir, ".");

	if (*dir == '/')
		return false;
	return !((n == 1 || n == 2) && (!dir[n] || dir[n] == '/'));
}

/* What bash says after going somewhere else than to the operand, as it is written. */
static void tell(struct shell *sh, const struct options *o, const char *dir)
{
	if (dir)
		builtin_print_line(sh, o->builtin, dir);
}

/* Try @dir below each entry of CDPATH. 0 when one was it. */
static int try_cdpath(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	const char *path = var_get(sh, "CDPATH");
	int r = -ENOENT;

	while (path && r < 0) {
		scoped_buf struct buf one = BUF_INIT;
		size_t n = strcspn(path, ":");
		const char *front = expand_leading_tilde(sh, arena_strndup(&sh->scratch, path, n));

		buf_add_str(&one, front);
		if (one.len && one.s[one.len - 1] != '/')
			buf_add_char(&one, '/');
		buf_add_str(&one, dir);
		r = try_directory(sh, one.s, o, ret_status);
		if (r == 0 && n)
			tell(sh, o, o->physical ? one.s : sh->cwd);
		path = path[n] ? path + n + 1 : NULL;
	}
	return r;
}

/* ---- the builtin ---- */

static int take_options(struct shell *sh, struct options *o, int argc, char **argv, int *ret_first)
{
	struct opts opts = opts_start(argc, argv);
	int c;

	while ((c = opts_next(&opts, "LPe")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, o->builtin, opts.bad);
		if (c == 'L' || c == 'P')
			o->physical = c == 'P';
		o->strict |= c == 'e';
	}
	*ret_first = opts.index;
	return 0;
}

/* Where to: the operand, $HOME, or $OLDPWD for `-`; NULL: printed. */
static const char *target(struct shell *sh, const struct options *o, const char *operand)
{
	const char *name = !operand ? "HOME" : !strcmp(operand, "-") ? "OLDPWD" : NULL;
	const char *value;

	if (!name)
		return operand;
	value = var_get(sh, name);
	if (!value) {
		builtin_error(sh, o->builtin, 1, "%s not set", name);
		return NULL;
	}
	/* Setting OLDPWD changes the text we are about to use. */
	return arena_strdup(&sh->scratch, value);
}

/* cdable_vars: a name whose value is the directory. */
static int try_variable(struct shell *sh, const char *dir, const struct options *o, int *ret_status)
{
	const char *value = sh->opts.cdable_vars ? var_get(sh, dir) : NULL;
	int r = -ENOENT;

	if (value) {
		value = arena_strdup(&sh->scratch, value);
		r = try_directory(sh, value, o, ret_status);
	}
	if (r == 0)
		tell(sh, o, value);
	return r;
}

static int go(struct shell *sh, const char *operand, const struct options *o)
{
	const char *dir = target(sh, o, operand);
	bool back = operand && !strcmp(operand, "-");
	bool named = operand && !back;
	int status = 0;
	int r = -ENOENT;

	if (!dir)
		return 1;
	if (named && uses_cdpath(dir))
		r = try_cdpath(sh, dir, o, &status);
	if (r < 0) {
		r = try_directory(sh, dir, o, &status);
		if (r == 0 && back)
			tell(sh, o, dir);
	}
	if (r < 0 && named && try_variable(sh, dir, o, &status) == 0)
		r = 0;
	if (r < 0)
		return builtin_error(sh, o->builtin, 1, "%s: %s", quote_unprintable(dir, &sh->scratch),
			strerror(-r));
	return status;
}

int cd_as(struct shell *sh, const struct builtin *b, int argc, char **argv)
{
	struct options o = {.builtin = b, .physical = sh->opts.physical};
	int first = argc;
	int status;

	if (sh->restricted)
		return builtin_error(sh, b, 1, "restricted");
	status = take_options(sh, &o, argc, argv, &first);
	if (status)
		return status;
	o.strict = o.strict && o.physical;
	if (argc - first > 1)
		return builtin_error(sh, b, 1, "too many arguments");
	return go(sh, argv[first], &o);
}

static int cd_run(struct shell *sh, int argc, char **argv)
{
	return cd_as(sh, &builtin_cd, argc, argv);
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
