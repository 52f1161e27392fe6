/*
 * builtins/exit.c - exit and logout.
 *
 * An interactive shell with stopped jobs (or, with checkjobs, running ones) warns
 * once; a second exit in a row leaves (shell/job_print.c).
 */
#include "builtins/builtins.h"

#include <string.h>
#include <unistd.h>

#include "builtins/number.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "shell/job.h"
#include "shell/shell.h"
#include "shell/trap.h"

static int leave(struct shell *sh, const struct builtin *b, char **argv)
{
	int64_t status = trap_leave_status(sh, true);

	switch (number_operand(sh, b, argv, &status)) {
	case NUMBER_BAD:
		status = 2;
		break;
	case NUMBER_MANY:
		return shell_abort_to_top(sh);
	case NUMBER_NONE:
	case NUMBER_OK:
		break;
	}
	if (job_keeps_shell(sh))
		return 1;
	return shell_leave(sh, (int)(status & 0xff));
}

static int exit_run(struct shell *sh, int argc, char **argv)
{
	(void)argc;
	if (sh->interactive && !sh->in_subshell) {
		const char *word = sh->login ? "logout\n" : "exit\n";

		fd_write_all(STDERR_FILENO, word, strlen(word));
	}
	return leave(sh, &builtin_exit, argv);
}

static int logout_run(struct shell *sh, int argc, char **argv)
{
	(void)argc;
	if (!sh->login)
		return builtin_error(sh, &builtin_logout, 1, "not login shell: use `exit'");
	return leave(sh, &builtin_logout, argv);
}

const struct builtin builtin_exit = {
	.name = "exit",
	.run = exit_run,
	.synopsis = "exit [n]",
	.help = "Leave the shell with status n, or that of the last command.",
	.flags = BUILTIN_SPECIAL,
};

const struct builtin builtin_logout = {
	.name = "logout",
	.run = logout_run,
	.synopsis = "logout [n]",
	.help = "Leave a login shell.",
};
