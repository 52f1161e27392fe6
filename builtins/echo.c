/*
 * builtins/echo.c - echo [-neE] [arg ...].
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "shell/escape.h"
#include "shell/shell.h"

struct echo {
	bool newline;
	bool escapes;
};

/* Is @s an option word: a dash and nothing but n, e and E?  Then it takes effect. */
static bool take_options(const char *s, struct echo *e)
{
	if (s[0] != '-' || !s[1] || s[1 + strspn(s + 1, "neE")])
		return false;
	for (s++; *s; s++) {
		if (*s == 'n')
			e->newline = false;
		else
			e->escapes = *s == 'e';
	}
	return true;
}

static int echo_run(struct shell *sh, int argc, char **argv)
{
	struct echo e = {.newline = true, .escapes = sh->opts.xpg_echo};
	struct buf out = BUF_INIT;
	int i = 1;
	int status;

	if (!sh->opts.xpg_echo || !sh->opts.posix)
		while (i < argc && take_options(argv[i], &e))
			i++;
	for (int first = i; i < argc; i++) {
		if (i > first)
			buf_add_char(&out, ' ');
		if (!e.escapes) {
			buf_add_str(&out, argv[i]);
		} else if (!escape_decode_all(argv[i], ESCAPE_ECHO, &out)) {
			e.newline = false;
			break;
		}
	}
	if (e.newline)
		buf_add_char(&out, '\n');
	status = builtin_print(sh, &builtin_echo, &out);
	buf_release(&out);
	return status;
}

const struct builtin builtin_echo = {
	.name = "echo",
	.run = echo_run,
	.synopsis = "echo [-neE] [arg ...]",
	.help = "Write the arguments, separated by spaces, and a newline.\n"
		"-n leaves the newline out; -e turns on backslash escapes, -E turns them off.",
	.flags = BUILTIN_PURE | BUILTIN_NO_HELP,
};
