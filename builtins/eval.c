/*
 * builtins/eval.c - eval: the arguments, joined by blanks, are read and run as commands.
 */
#include "builtins/builtins.h"

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/shell.h"

static int eval_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf text = BUF_INIT;
	struct opts o = opts_start(argc, argv);

	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, &builtin_eval, o.bad);
	if (o.index == argc)
		return 0;
	for (int i = o.index; i < argc; i++) {
		if (i > o.index)
			buf_add_char(&text, ' ');
		buf_add_str(&text, argv[i]);
	}
	return shell_run_string(sh, text.s, "eval", sh->line);
}

const struct builtin builtin_eval = {
	.name = "eval",
	.run = eval_run,
	.synopsis = "eval [arg ...]",
	.help = "Join the arguments to one line, read it as shell input and run it.",
	.flags = BUILTIN_SPECIAL | BUILTIN_SCOPE,
};
