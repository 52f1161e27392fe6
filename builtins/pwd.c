/*
 * builtins/pwd.c - pwd [-LP]: print the working directory.
 *
 * -L (the default) prints the path the user came by, symlinks and all; -P asks
 * the kernel.  Operands are ignored, as bash does.
 */
#include "builtins/builtins.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "builtins/cd.h"
#include "lib/cleanup.h"
#include "lib/opts.h"
#include "shell/shell.h"
#include "shell/var.h"

/* Does @path still name the current directory? */
static bool is_current(const char *path)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(".", &b) == 0 && a.st_dev == b.st_dev &&
		a.st_ino == b.st_ino;
}

static int pwd_run(struct shell *sh, int argc, char **argv)
{
	scoped_free char *real = NULL;
	const char *dir;
	bool physical = sh->opts.physical;
	struct opts o = opts_start(argc, argv);
	bool asked = false;
	int c, status;

	while ((c = opts_next(&o, "LP")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_pwd, o.bad);
		physical = c == 'P'; /* the last one given wins */
		asked |= c == 'P';
	}
	/* sh->cwd, not $PWD: a script may assign PWD, and bash is not fooled by it. */
	dir = sh->cwd ? sh->cwd : working_directory(sh, "pwd");
	if (dir && physical)
		dir = real = realpath(dir, NULL);
	if (sh->cwd && (!dir || (sh->opts.posix && !is_current(sh->cwd))))
		dir = working_directory_again(sh, "pwd");
	if (!dir)
		return 1;
	status = builtin_print_line(sh, &builtin_pwd, dir);
	/* POSIX: -P sets PWD. */
	if (!status && sh->opts.posix && asked && !var_set(sh, "PWD", dir))
		status = 1;
	return status;
}

const struct builtin builtin_pwd = {
	.name = "pwd",
	.run = pwd_run,
	.synopsis = "pwd [-LP]",
	.help = "Print the absolute path of the current directory.\n"
		"-L the path as it was reached, -P without symbolic links.",
	.flags = BUILTIN_PURE,
};
