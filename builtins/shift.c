/*
 * builtins/shift.c - shift: drop positional parameters from the front.
 */
#include "builtins/builtins.h"

#include "builtins/number.h"
#include "shell/shell.h"
#include "shell/var.h"

static int shift_run(struct shell *sh, int argc, char **argv)
{
	int64_t n = 1;

	switch (number_operand(sh, &builtin_shift, argv, &n)) {
	case NUMBER_BAD:
		return 1;
	case NUMBER_MANY:
		return shell_abort_to_top(sh);
	case NUMBER_NONE:
	case NUMBER_OK:
		break;
	}
	if (n < 0)
		return builtin_error(sh, &builtin_shift, 1, "%s: shift count out of range",
			argv[argc - 1]);
	if (args_shift(sh, (size_t)n))
		return 0;
	if (sh->opts.shift_verbose)
		builtin_error(sh, &builtin_shift, 1, "%s%sshift count out of range",
			argc > 1 ? argv[argc - 1] : "", argc > 1 ? ": " : "");
	return 1;
}

const struct builtin builtin_shift = {
	.name = "shift",
	.run = shift_run,
	.synopsis = "shift [n]",
	.help = "Rename $n+1 and following to $1 and so on; n is 1 unless given.",
	.flags = BUILTIN_SPECIAL,
};
