/*
 * builtins/pwd.c - pwd [-LP]: print the working directory.
 *
 * -L (the default) prints the path the user came by, symlinks and all; -P asks
 * the kernel.  Operands are ignored, as bash does.
 */
#include "builtins/builtins.h"

#include <string.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/fs.h"
#include "lib/opts.h"
#include "shell/shell.h"

/* Does @path still name the current directory? */
static bool is_current(const char *path)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(".", &b) == 0 && a.st_dev == b.st_dev &&
		a.st_ino == b.st_ino;
}

static int pwd_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf cwd = BUF_INIT;
	bool physical = sh->opts.physical;
	struct opts o = opts_start(argc, argv);
	int c, r;

	while ((c = opts_next(&o, "LP")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_pwd, o.bad);
		physical = c == 'P'; /* the last one given wins */
	}
	/* sh->cwd, not $PWD: a script may assign PWD, and bash is not fooled by it. */
	if (!physical && sh->cwd && (!sh->opts.posix || is_current(sh->cwd)))
		return builtin_print_line(sh, &builtin_pwd, sh->cwd);
	r = fs_getcwd(&cwd);
	if (r < 0)
		return builtin_error(sh, &builtin_pwd, 1,
			"error retrieving current directory: getcwd: cannot access parent "
			"directories: %s", strerror(-r));
	return builtin_print_line(sh, &builtin_pwd, cwd.s);
}

const struct builtin builtin_pwd = {
	.name = "pwd",
	.run = pwd_run,
	.synopsis = "pwd [-LP]",
	.help = "Print the absolute path of the current directory.\n"
		"-L the path as it was reached, -P without symbolic links.",
	.flags = BUILTIN_PURE,
};
