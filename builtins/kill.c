/*
 * builtins/kill.c - kill (POSIX kill; bash manual 7.2).
 */
#include "builtins/builtins.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "builtins/number.h"
#include "lib/buf.h"
#include "shell/job.h"
#include "shell/shell.h"
#include "shell/signals.h"
#include "shell/trap.h"

/* ---- -l ---- */

static int bad_signal(struct shell *sh, const char *word)
{
	return builtin_error(sh, &builtin_kill, 1, "%s: invalid signal specification", word);
}

/* In posix mode the names have no SIG in front. */
static int signal_of(const struct shell *sh, const char *word)
{
	bool prefixed = !strncasecmp(word, "SIG", 3) && strncasecmp(word + 3, "RTMIN+", 6) != 0;

	return sh->opts.posix && prefixed ? -1 : signal_number(word);
}

/* A number (above 128: an exit status) or a name; the numbers without a name print nothing. */
static int list_one(struct shell *sh, const char *word, struct buf *out)
{
	int64_t n;
	const char *name;
	int number;

	if (number_parse(word, &n)) {
		if (n > 128)
			n -= 128;
		if (n < 0 || n >= NSIG)
			return bad_signal(sh, word);
		name = signal_name_of((int)n);
		if (name)
			buf_printf(out, "%s\n", n ? name + strlen("SIG") : name);
		return 0;
	}
	number = signal_of(sh, word);
	if (number < 0)
		return bad_signal(sh, word);
	buf_printf(out, "%d\n", number);
	return 0;
}

static void list_posix(struct buf *out)
{
	for (int i = 1; i < NSIG; i++)
		if (signal_name_of(i))
			buf_printf(out, "%s%c", signal_name_of(i) + strlen("SIG"),
				i == NSIG - 1 ? '\n' : ' ');
}

static int list(struct shell *sh, char *const *words)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	if (!*words && sh->opts.posix)
		list_posix(&out);
	else if (!*words)
		signals_list(&out);
	for (; *words; words++)
		status |= list_one(sh, *words, &out);
	builtin_put(sh, &out);
	return status;
}

/* ---- sending ---- */

/* What the words in front of the first operand say. */
struct request {
	const char *name; /* of the signal, as it was given */
	int signal;
	bool given, list;
};

static int send(struct shell *sh, const struct request *q, const char *word)
{
	int64_t pid;
	int r;

	if (*word == '%') {
		bool ambiguous;
		struct job *j = job_find(sh, word, &ambiguous);

		if (!j)
			return ambiguous ? builtin_error(sh, &builtin_kill, 1, "%s: ambiguous job spec", word + 1)
					 : builtin_error(sh, &builtin_kill, 1, "%s: no such job", word);
		r = job_kill(sh, j, q->signal);
		return r < 0 ? builtin_error(sh, &builtin_kill, 1, "(%ld) - %s",
			(long)j->processes[0].pid, strerror(-r)) : 0;
	}
	if (!*word)
		return builtin_error(sh, &builtin_kill, 1, "`%s': not a pid or valid job spec", word);
	if (!number_parse(word, &pid) || pid > INT_MAX || pid < INT_MIN)
		return builtin_error(sh, &builtin_kill, 1, "%s: arguments must be process or job IDs", word);
	if (kill((pid_t)pid, q->signal) < 0)
		return errno == EINVAL ? bad_signal(sh, q->name) : builtin_error(sh, &builtin_kill, 1,
			"(%lld) - %s", (long long)pid, strerror(errno));
	return 0;
}

/*
 * The option @word; @next is what stands behind it.  How many words it was, 0: none, -1: printed.
 * Only the first word like -NAME is a signal; others may be process groups.
 */
static int take_option(struct shell *sh, struct request *q, const char *word, const char *next)
{
	if (!strcmp(word, "-l") || !strcmp(word, "-L")) {
		q->list = true;
		return 1;
	}
	if (!strcmp(word, "-s") || !strcmp(word, "-n")) {
		if (!next) {
			builtin_error(sh, &builtin_kill, 1, "%s: option requires an argument", word);
			return -1;
		}
		q->name = next;
		q->signal = signal_of(sh, next);
		q->given = true;
		return 2;
	}
	if ((word[1] == 's' && isalpha((unsigned char)word[2])) ||
		(word[1] == 'n' && isdigit((unsigned char)word[2])))
		q->name = word + 2;
	else if (q->given)
		return 0;
	else
		q->name = word + 1;
	q->signal = signal_of(sh, q->name);
	q->given = true;
	return 1;
}

static int kill_run(struct shell *sh, int argc, char **argv)
{
	struct request q = {.signal = SIGTERM};
	int status = 1;
	int i = 1;

	while (i < argc && argv[i][0] == '-') {
		int taken;

		if (strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		if (strcmp(argv[i], "-?") == 0)
			return builtin_usage_line(sh, &builtin_kill);
		taken = take_option(sh, &q, argv[i], argv[i + 1]);
		if (taken < 0)
			return 1;
		if (!taken)
			break;
		i += taken;
	}
	if (argc > 1 && q.list)
		return list(sh, argv + i);
	if (q.signal < 0)
		return bad_signal(sh, q.name);
	if (i >= argc)
		return builtin_usage_line(sh, &builtin_kill);
	/* bash: one that was reached is a success. */
	for (; i < argc; i++)
		if (send(sh, &q, argv[i]) == 0)
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
