/*
 * builtins/exec.c - exec: replace the shell; without a command its redirections become permanent.
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/opts.h"
#include "shell/exec.h"
#include "shell/shell.h"
#include "shell/shell_vars.h"

static int exec_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	const char *argv0 = NULL;
	bool clean = false;
	bool login = false;
	int status;
	int c;

	while ((c = opts_next(&o, "cla:")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_exec, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_exec, o.bad);
		clean |= c == 'c';
		login |= c == 'l';
		if (c == 'a')
			argv0 = o.arg;
	}
	argv += o.index;
	if (!argv[0])
		return 0;
	if (sh->restricted)
		return builtin_error(sh, &builtin_exec, 1, "restricted");
	if (login)
		argv0 = arena_printf(&sh->scratch, "-%s", argv0 ? argv0 : argv[0]);
	if (!sh->in_subshell)
		shell_level_add(sh, -1);
	status = exec_replace(sh, argv, argv0, clean);
	if (!sh->in_subshell)
		shell_level_add(sh, 1);
	if (sh->in_subshell || (!sh->interactive && !sh->opts.execfail))
		return shell_leave(sh, status);
	return status;
}

const struct builtin builtin_exec = {
	.name = "exec",
	.run = exec_run,
	.synopsis = "exec [-cl] [-a name] [command [argument ...]] [redirection ...]",
	.help = "Replace the shell by a command: -a names it, -l makes it a login, -c clears its "
		"environment.",
	.flags = BUILTIN_SPECIAL,
};
