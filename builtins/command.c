/*
 * builtins/command.c - command: run a command past functions, or say what it is.
 */
#include "builtins/builtins.h"

#include "builtins/describe.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/exec.h"
#include "shell/lookup.h"
#include "shell/shell.h"

/* -v and -V. One name that is known is enough for success, as in bash. */
static int tell(struct shell *sh, const struct describe *d, char **names)
{
	scoped_buf struct buf out = BUF_INIT;
	bool any = !*names;

	for (; *names; names++) {
		if (describe_command(sh, d, *names, &out))
			any = true;
		else if (d->form == DESCRIBE_LONG)
			builtin_error(sh, &builtin_command, 1, "%s: not found", *names);
	}
	builtin_put(sh, &out);
	return any ? 0 : 1;
}

static int command_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct describe d = {.form = DESCRIBE_LONG};
	bool describe = false;
	unsigned kinds = RUN_BUILTIN | RUN_FILE;
	int status;
	int c;

	while ((c = opts_next(&o, "pvV")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_command, o.bad);
		if (c == 'p' && sh->restricted)
			return builtin_error(sh, &builtin_command, 1, "-p: restricted");
		if (c == 'p') {
			kinds |= RUN_DEFAULT_PATH;
			d.path = lookup_default_path();
		} else {
			describe = true;
			d.form = c == 'v' ? DESCRIBE_REUSE : DESCRIBE_LONG;
			d.absolute = c == 'V';
		}
	}
	if (describe)
		return tell(sh, &d, argv + o.index);
	if (o.index == argc)
		return 0;
	sh->behind_command++;
	status = exec_argv(sh, argc - o.index, argv + o.index, kinds);
	sh->behind_command--;
	return status;
}

const struct builtin builtin_command = {
	.name = "command",
	.run = command_run,
	.synopsis = "command [-pVv] command [arg ...]",
	.help = "Run a command without looking at functions; -v and -V say what would run, -p uses the "
		"default PATH.",
};
