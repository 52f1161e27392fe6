/*
 * builtins/source.c - source and . : run a file in this shell.
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/precheck.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

static bool is_regular(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISDIR(st.st_mode) && access(path, R_OK) == 0;
}

/* @name along PATH: it need not be executable.  False: not there. */
static bool find_in_path(struct shell *sh, const char *name, struct buf *out)
{
	const char *path = var_get(sh, "PATH");

	while (path) {
		const char *end = strchrnul(path, ':');

		buf_reset(out);
		buf_add(out, path, (size_t)(end - path));
		buf_add_str(out, end > path ? "/" : "./");
		buf_add_str(out, name);
		if (is_regular(out->s))
			return true;
		path = *end ? end + 1 : NULL;
	}
	return false;
}

/* POSIX 2.8.1: a special builtin's error ends a posix shell. */
static int fail(struct shell *sh)
{
	sh->special_failed |= !sh->behind_command;
	return 1;
}

/* A file that is looked for is left in any case. */
static void tell_return(struct shell *sh)
{
	args_log_named(sh);
	if (sh->trap_return)
		trap_run(sh, TRAP_RETURN);
}

static int run_file(struct shell *sh, const struct builtin *b, const char *path, char **args,
	int n_args)
{
	struct stat st;

	if (stat(path, &st) < 0 || access(path, R_OK) < 0) {
		diag(sh, "%s: %s", path, strerror(errno));
		tell_return(sh);
		return fail(sh);
	}
	if (S_ISDIR(st.st_mode)) {
		builtin_error(sh, b, 1, "%s: is a directory", path);
		tell_return(sh);
		return 1;
	}
	if (!precheck_open(sh, path, false))
		return 126;
	return shell_source(sh, path, n_args ? args : NULL, (size_t)n_args);
}

static int source_as(struct shell *sh, const struct builtin *b, int argc, char **argv)
{
	scoped_buf struct buf found = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	const char *path;

	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, b, o.bad);
	if (o.index == argc) {
		builtin_error(sh, b, 2, "filename argument required");
		return builtin_usage_line(sh, b);
	}
	path = argv[o.index];
	if (sh->restricted && strchr(path, '/'))
		return builtin_error(sh, b, 1, "%s: restricted", path);
	if (!strchr(path, '/') && sh->opts.sourcepath) {
		if (find_in_path(sh, path, &found)) {
			path = found.s;
		} else if (sh->opts.posix) {
			builtin_error(sh, b, 1, "%s: file not found", path);
			return fail(sh);
		}
	}
	return run_file(sh, b, path, argv + o.index + 1, argc - o.index - 1);
}

static int source_run(struct shell *sh, int argc, char **argv)
{
	return source_as(sh, &builtin_source, argc, argv);
}

static int dot_run(struct shell *sh, int argc, char **argv)
{
	return source_as(sh, &builtin_dot, argc, argv);
}

const struct builtin builtin_dot = {
	.name = ".",
	.run = dot_run,
	.synopsis = ". filename [arguments]",
	.help = "Read and run commands from a file in this shell.",
	.flags = BUILTIN_SPECIAL | BUILTIN_SCOPE,
};

const struct builtin builtin_source = {
	.name = "source",
	.run = source_run,
	.synopsis = "source filename [arguments]",
	.help = "Read and run commands from a file in this shell.",
	.flags = BUILTIN_SPECIAL | BUILTIN_SCOPE,
};
