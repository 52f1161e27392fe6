/*
 * builtins/suspend.c - suspend: stop the shell itself until it is continued.
 */
#include "builtins/builtins.h"

#include <signal.h>
#include <unistd.h>

#include "lib/opts.h"
#include "shell/job.h"
#include "shell/shell.h"

static int suspend_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	bool force = false;
	bool controls;
	int c;

	while ((c = opts_next(&o, "f")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_suspend, o.bad);
		force = true;
	}
	if (o.index < argc) {
		builtin_error(sh, &builtin_suspend, 1, "too many arguments");
		return shell_abort_to_top(sh);
	}
	if (!force && !sh->opts.monitor)
		return builtin_error(sh, &builtin_suspend, 1, "cannot suspend: no job control");
	if (!force && sh->login)
		return builtin_error(sh, &builtin_suspend, 1, "cannot suspend a login shell");
	controls = sh->opts.monitor && !sh->in_subshell;
	if (controls)
		job_control_set(sh, false); /* the terminal goes back to who had it before us */
	kill(getpid(), SIGSTOP);
	if (controls)
		job_control_set(sh, true);
	return 0;
}

const struct builtin builtin_suspend = {
	.name = "suspend",
	.run = suspend_run,
	.synopsis = "suspend [-f]",
	.help = "Stop the shell until SIGCONT comes; -f even a login shell.",
};
