/*
 * builtins/break.c - break and continue (POSIX 2.15): leave, or go on with, enclosing loops.
 */
#include "builtins/builtins.h"

#include "builtins/number.h"
#include "shell/shell.h"

enum { STATUS_BAD_NUMBER = 128 };

static int unwind_loops(struct shell *sh, const struct builtin *b, char **argv, enum unwind how)
{
	int64_t levels = 1;

	if (!sh->frame->loop_depth) {
		if (!sh->opts.posix)
			builtin_error(sh, b, 0,
				"only meaningful in a `for', `while', or `until' loop");
		return 0;
	}
	switch (number_operand(sh, b, argv, &levels)) {
	case NUMBER_BAD:
		if (sh->interactive)
			return shell_abort_command(sh, STATUS_BAD_NUMBER);
		sh->unwind = UNWIND_EXIT; /* as bash, with bit 7 of the status set */
		sh->status |= STATUS_BAD_NUMBER;
		return sh->status;
	case NUMBER_MANY:
		return shell_abort_to_top(sh);
	case NUMBER_NONE:
	case NUMBER_OK:
		break;
	}
	if (levels <= 0) {
		builtin_error(sh, b, 1, "%s: loop count out of range", argv[1]);
		/* bash leaves all loops here */
		sh->unwind = UNWIND_BREAK;
		sh->unwind_levels = sh->frame->loop_depth;
		return 1;
	}
	sh->unwind = how;
	sh->unwind_levels = levels < sh->frame->loop_depth ? (int)levels : sh->frame->loop_depth;
	return 0;
}

static int break_run(struct shell *sh, int argc, char **argv)
{
	(void)argc;
	return unwind_loops(sh, &builtin_break, argv, UNWIND_BREAK);
}

static int continue_run(struct shell *sh, int argc, char **argv)
{
	(void)argc;
	return unwind_loops(sh, &builtin_continue, argv, UNWIND_CONTINUE);
}

const struct builtin builtin_break = {
	.name = "break",
	.run = break_run,
	.synopsis = "break [n]",
	.help = "Leave a for, while, until or select loop; with n, that many enclosing ones.",
	.flags = BUILTIN_SPECIAL,
};

const struct builtin builtin_continue = {
	.name = "continue",
	.run = continue_run,
	.synopsis = "continue [n]",
	.help = "Go on with the next round of the enclosing loop; with n, of the nth one outwards.",
	.flags = BUILTIN_SPECIAL,
};
