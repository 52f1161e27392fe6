/*
 * builtins/caller.c - caller [n]: where the running function or sourced file was called from.
 */
#include "builtins/builtins.h"

#include "builtins/number.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/shell.h"

static const char *function_of(const struct frame *f)
{
	return f && f->function ? f->function : "main";
}

static int caller_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	const struct frame *f = sh->frame;
	const struct frame *up;
	int64_t n = 0;

	/* FUNCNAME has no "main" where there is no script */
	if (f->kind == FRAME_MAIN && !f->source)
		return 1;
	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, &builtin_caller, o.bad);
	if (o.index < argc && !number_parse(argv[o.index], &n)) {
		number_invalid(sh, &builtin_caller, argv[o.index]);
		return builtin_usage_line(sh, &builtin_caller);
	}
	if (n < 0)
		return 1;
	while (n-- > 0 && f->kind != FRAME_MAIN)
		f = f->up;
	if (f->kind == FRAME_MAIN && o.index < argc)
		return 1;
	up = f->up;
	if (o.index < argc && up->kind == FRAME_MAIN && !up->source)
		return 1;
	buf_printf(&out, "%u ", f->call_line);
	if (o.index < argc)
		buf_printf(&out, "%s ", function_of(up));
	buf_add_str(&out, up && up->source ? up->source : "NULL");
	buf_add_char(&out, '\n');
	return builtin_print(sh, &builtin_caller, &out);
}

const struct builtin builtin_caller = {
	.name = "caller",
	.run = caller_run,
	.synopsis = "caller [expr]",
	.help = "Print line and file of the current call; with a number, also the function of the "
		"nth call outwards.",
};
