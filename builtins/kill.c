/*
 * builtins/kill.c - kill (POSIX kill; bash manual 7.2).
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/num.h"
#include "shell/job.h"
#include "shell/shell.h"
#include "shell/signals.h"
#include "shell/trap.h"

/* ---- -l ---- */

/* A number (128 and more: an exit status) or a name. */
static int list_one(struct shell *sh, const char *word)
{
	scoped_buf struct buf out = BUF_INIT;
	int n;

	if (num_parse_int(word, 0, 128 + NSIG, &n) == 0) {
		const char *name = signal_name_of(n > 128 ? n - 128 : n);

		if (!name || n >= 128 + NSIG || (n >= NSIG && n <= 128))
			return builtin_error(sh, &builtin_kill, 1, "%s: invalid signal specification", word);
		return builtin_print_line(sh, &builtin_kill, strncmp(name, "SIG", 3) == 0 ? name + 3 : name);
	}
	n = signal_number(word);
	if (n < 0 || n >= NSIG)
		return builtin_error(sh, &builtin_kill, 1, "%s: invalid signal specification", word);
	buf_printf(&out, "%d\n", n);
	return builtin_print(sh, &builtin_kill, &out);
}

static int list(struct shell *sh, char *const *words)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	if (!*words)
		signals_list(&out);
	for (; *words; words++)
		status |= list_one(sh, *words);
	return out.len ? builtin_print(sh, &builtin_kill, &out) : status;
}

/* ---- sending ---- */

static int send(struct shell *sh, const char *word, int signal)
{
	int64_t pid;
	int r;

	if (*word == '%') {
		bool ambiguous;
		struct job *j = job_find(sh, word, &ambiguous);

		if (!j)
			return ambiguous ? builtin_error(sh, &builtin_kill, 1, "%s: ambiguous job spec", word + 1)
					 : builtin_error(sh, &builtin_kill, 1, "%s: no such job", word);
		r = job_kill(sh, j, signal);
		return r < 0 ? builtin_error(sh, &builtin_kill, 1, "%s: %s", word, strerror(-r)) : 0;
	}
	if (num_parse_i64(word, &pid) < 0 || pid > INT_MAX || pid < INT_MIN)
		return builtin_error(sh, &builtin_kill, 1, "%s: arguments must be process or job IDs", word);
	if (kill((pid_t)pid, signal) < 0)
		return builtin_error(sh, &builtin_kill, 1, "(%lld) - %s", (long long)pid, strerror(errno));
	return 0;
}

static int bad_signal(struct shell *sh, const char *name)
{
	return builtin_error(sh, &builtin_kill, 1, "%s: invalid signal specification", name);
}

static int kill_run(struct shell *sh, int argc, char **argv)
{
	int signal = SIGTERM;
	int status;
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		const char *word = argv[i];
		const char *name = word + 1;

		if (strcmp(word, "--") == 0) {
			i++;
			break;
		}
		if (strcmp(word, "-l") == 0 || strcmp(word, "-L") == 0)
			return list(sh, argv + i + 1);
		if (strcmp(word, "-?") == 0)
			return builtin_usage_line(sh, &builtin_kill);
		if (strcmp(word, "-s") == 0 || strcmp(word, "-n") == 0) {
			name = argv[++i];
			if (!name)
				return builtin_error(sh, &builtin_kill, 1, "%s: option requires an argument",
					word);
		} else if ((word[1] == 's' || word[1] == 'n') && signal_number(name) < 0) {
			name++;
		} else if (i > 1) {
			break; /* kill -9 -123: a process group */
		}
		signal = signal_number(name);
		if (signal < 0 || signal >= NSIG)
			return bad_signal(sh, name);
	}
	if (i >= argc)
		return builtin_usage_line(sh, &builtin_kill);
	/* bash: one that was reached is a success. */
	for (status = 1; i < argc; i++)
		if (send(sh, argv[i], signal) == 0)
			status = 0;
	return status;
}

const struct builtin builtin_kill = {
	.name = "kill",
	.run = kill_run,
	.synopsis = "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
	.help = "Send a signal, TERM by default, to processes or jobs.\n"
		"\n"
		"  -s  by name    -n  by number\n"
		"  -l  list the names; with arguments: numbers to names and back",
};
