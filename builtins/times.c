/*
 * builtins/times.c - times: user and system time of the shell and of its children.
 */
#include "builtins/builtins.h"

#include <sys/resource.h>

#include "lib/buf.h"
#include "lib/opts.h"

static void add_time(struct buf *out, const struct timeval *t, char end)
{
	buf_printf(out, "%ldm%ld.%03lds%c", (long)(t->tv_sec / 60), (long)(t->tv_sec % 60),
		(long)(t->tv_usec / 1000), end);
}

static int times_run(struct shell *sh, int argc, char **argv)
{
	static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);

	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, &builtin_times, o.bad);
	for (int i = 0; i < 2; i++) {
		struct rusage usage;

		getrusage(whose[i], &usage);
		add_time(&out, &usage.ru_utime, ' ');
		add_time(&out, &usage.ru_stime, '\n');
	}
	return builtin_print(sh, &builtin_times, &out);
}

const struct builtin builtin_times = {
	.name = "times",
	.run = times_run,
	.synopsis = "times",
	.help = "Print the user and system times used by the shell and by its children.",
	.flags = BUILTIN_SPECIAL,
};
