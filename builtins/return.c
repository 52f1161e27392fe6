/*
 * builtins/return.c - return: leave a function or a sourced file with a status.
 */
#include "builtins/builtins.h"

#include "builtins/number.h"
#include "shell/shell.h"
#include "shell/trap.h"

/*
 * The RETURN trap of a function: while the redirections that are left still hold.  False: it
 * left itself.
 */
static bool run_trap(struct shell *sh)
{
	struct frame *f = sh->frame;

	if (!sh->trap_return || f->kind != FRAME_FUNCTION || f == sh->forked_in || f->return_told)
		return true;
	f->return_told = true;
	trap_run(sh, TRAP_RETURN);
	return sh->unwind == UNWIND_NONE;
}

static int return_run(struct shell *sh, int argc, char **argv)
{
	int64_t status = trap_leave_status(sh, false);

	(void)argc;
	switch (number_operand(sh, &builtin_return, argv, &status)) {
	case NUMBER_BAD:
		status = 2;
		break;
	case NUMBER_MANY:
		return shell_abort_to_top(sh);
	case NUMBER_NONE:
	case NUMBER_OK:
		break;
	}
	for (const struct frame *f = sh->frame; f; f = f->up) {
		if (f->kind == FRAME_MAIN)
			continue;
		if (!run_trap(sh))
			return sh->status;
		sh->unwind = UNWIND_RETURN;
		sh->status_at_return = sh->status;
		sh->status = (int)(status & 0xff);
		return sh->status;
	}
	return builtin_error(sh, &builtin_return, 2,
		"can only `return' from a function or sourced script");
}

const struct builtin builtin_return = {
	.name = "return",
	.run = return_run,
	.synopsis = "return [n]",
	.help = "Leave a function or sourced file with status n, or that of the last command.",
	.flags = BUILTIN_SPECIAL,
};
