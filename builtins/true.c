/*
 * builtins/true.c - true, false and : do nothing, each with its status.
 */
#include "builtins/builtins.h"

static int true_run(struct shell *sh, int argc, char **argv)
{
	(void)sh;
	(void)argc;
	(void)argv;
	return 0;
}

static int false_run(struct shell *sh, int argc, char **argv)
{
	(void)sh;
	(void)argc;
	(void)argv;
	return 1;
}

const struct builtin builtin_colon = {
	.name = ":",
	.run = true_run,
	.synopsis = ":",
	.help = "Do nothing, successfully. Arguments are expanded and ignored.",
	.flags = BUILTIN_SPECIAL | BUILTIN_PURE | BUILTIN_NO_HELP,
};

const struct builtin builtin_true = {
	.name = "true",
	.run = true_run,
	.synopsis = "true",
	.help = "Return a successful result.",
	.flags = BUILTIN_PURE | BUILTIN_NO_HELP,
};

const struct builtin builtin_false = {
	.name = "false",
	.run = false_run,
	.synopsis = "false",
	.help = "Return an unsuccessful result.",
	.flags = BUILTIN_PURE | BUILTIN_NO_HELP,
};
