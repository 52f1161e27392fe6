/*
 * builtins/builtin.c - builtin: run a builtin past functions of its name.
 */
#include "builtins/builtins.h"

#include "lib/opts.h"
#include "shell/exec.h"
#include "shell/shell.h"

static int builtin_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);

	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, &builtin_builtin, o.bad);
	if (o.index == argc)
		return 0;
	if (!builtin_find(sh, argv[o.index]))
		return builtin_error(sh, &builtin_builtin, 1, "%s: not a shell builtin",
			argv[o.index]);
	return exec_argv(sh, argc - o.index, argv + o.index, RUN_BUILTIN);
}

const struct builtin builtin_builtin = {
	.name = "builtin",
	.run = builtin_run,
	.synopsis = "builtin [shell-builtin [arg ...]]",
	.help = "Run a shell builtin with arguments, even when a function has its name.",
};
