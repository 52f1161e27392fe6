/*
 * builtins/let.c - let arg [arg ...]: evaluate arithmetic; succeeds when the last value is not 0.
 */
#include "builtins/builtins.h"

#include "shell/arith.h"
#include "shell/shell.h"

static int let_run(struct shell *sh, int argc, char **argv)
{
	struct arith_context ctx = {.who = "let", .keep_going = true};
	int64_t value = 0;
	int i = 1;

	if (i < argc && argv[i][0] == '-' && argv[i][1] == '-' && !argv[i][2])
		i++;
	if (i == argc)
		return builtin_error(sh, &builtin_let, 1, "expression expected");
	for (; i < argc; i++)
		if (!arith_eval_in(sh, ctx, argv[i], &value))
			return 1;
	return value == 0;
}

const struct builtin builtin_let = {
	.name = "let",
	.run = let_run,
	.synopsis = "let arg [arg ...]",
	.help = "Evaluate each argument as an arithmetic expression.\n"
		"The status is 1 when the last one is 0.",
};
