/*
 * builtins/trap.c - trap [-lp] [[arg] signal_spec ...] (POSIX 2.14).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/shell.h"
#include "shell/signals.h"
#include "shell/trap.h"

static int bad_signal(struct shell *sh, const char *name)
{
	return builtin_error(sh, &builtin_trap, 1, "%s: invalid signal specification", name);
}

/* @all: those at their default too. */
static int print(struct shell *sh, int argc, char **argv, int first, bool all)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	for (int i = 0; first == argc && i < TRAP_COUNT; i++)
		trap_print(sh, i, all, &out);
	for (int i = first; i < argc; i++) {
		int n = signal_number(argv[i]);

		if (n < 0)
			status = bad_signal(sh, argv[i]);
		else
			trap_print(sh, n, all, &out);
	}
	return builtin_print(sh, &builtin_trap, &out) | status;
}

static int list(struct shell *sh)
{
	scoped_buf struct buf out = BUF_INIT;

	signals_list(&out);
	return builtin_print(sh, &builtin_trap, &out);
}

/* `trap 2 3`: an unsigned number as first word means that all words are signals to reset. */
static bool is_number(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0' && signal_number(s) >= 0;
}

static int set(struct shell *sh, int argc, char **argv, int first)
{
	const char *action = argv[first];
	int status = 0;
	int i = first + 1;

	if (i == argc || is_number(action)) {
		/* One word alone: reset that signal, or there is something missing. */
		if (i == argc && (signal_number(action) < 0 || (sh->opts.posix && !is_number(action))))
			return builtin_usage_line(sh, &builtin_trap);
		action = NULL;
		i = first;
	} else if (strcmp(action, "-") == 0) {
		action = NULL;
	}
	for (; i < argc; i++) {
		int n = signal_number(argv[i]);

		if (n < 0)
			status = bad_signal(sh, argv[i]);
		else
			trap_set(sh, n, action);
	}
	return status;
}

static int trap_run_builtin(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	bool show = false, names = false;
	int c;

	while ((c = opts_next(&o, "lp")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_trap, o.bad);
		names |= c == 'l';
		show |= c == 'p';
	}
	if (names)
		return list(sh);
	if (show || o.index == argc)
		return print(sh, argc, argv, o.index, show && sh->opts.posix);
	return set(sh, argc, argv, o.index);
}

const struct builtin builtin_trap = {
	.name = "trap",
	.run = trap_run_builtin,
	.synopsis = "trap [-lp] [[arg] signal_spec ...]",
	.help = "Run a command when a signal arrives; `-' or nothing restores the default, '' ignores.\n"
		"EXIT (0) runs when the shell ends, DEBUG before every command, ERR after one that\n"
		"fails, RETURN when a function or sourced file ends.\n"
		"\n"
		"  -l  list the signals\n"
		"  -p  print the traps so that the shell reads them back",
	.flags = BUILTIN_SPECIAL,
};
