/*
 * builtins/fg.c - fg and bg (bash manual 7.2).
 */
#include "builtins/builtins.h"

#include "builtins/jobspec.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/job.h"
#include "shell/shell.h"

/* Common checks; the first operand's index, or -1 with *ret_status. */
static int start(struct shell *sh, const struct builtin *b, int argc, char **argv, int *ret_status)
{
	struct opts o = opts_start(argc, argv);

	if (!sh->opts.monitor) {
		*ret_status = builtin_error(sh, b, 1, "no job control");
		return -1;
	}
	if (opts_next(&o, "") != OPTS_END) {
		*ret_status = builtin_usage(sh, b, o.bad);
		return -1;
	}
	job_reap(sh);
	return o.index;
}

static int fg_run(struct shell *sh, int argc, char **argv)
{
	int status = 0;
	int first = start(sh, &builtin_fg, argc, argv, &status);
	struct job *j;

	if (first < 0)
		return status;
	j = jobspec_find(sh, &builtin_fg, first < argc ? argv[first] : NULL);
	if (!j)
		return 1;
	if (!j->from_monitor)
		return builtin_error(sh, &builtin_fg, 1, "job %d started without job control", j->number);
	if (job_state(j) == JOB_DONE)
		return builtin_error(sh, &builtin_fg, 1, "job has terminated");
	job_give_terminal(sh, j->pgid); /* whoever reads the next line may type ^C at it */
	builtin_print_line(sh, &builtin_fg, job_text(j));
	return job_continue(sh, j, true);
}

static int bg_one(struct shell *sh, const char *spec)
{
	scoped_buf struct buf out = BUF_INIT;
	struct job *j = jobspec_find(sh, &builtin_bg, spec);
	char mark;

	if (!j)
		return 1;
	if (job_state(j) == JOB_RUNNING) {
		builtin_error(sh, &builtin_bg, 0, "job %d already in background", j->number);
		return 0;
	}
	if (job_state(j) == JOB_DONE)
		return builtin_error(sh, &builtin_bg, 1, "job has terminated");
	mark = j == job_current(sh) ? '+' : j == job_previous(sh) ? '-' : ' ';
	buf_printf(&out, "[%d]%c %s &\n", j->number, mark, job_text(j));
	job_continue(sh, j, false);
	return builtin_print(sh, &builtin_bg, &out);
}

static int bg_run(struct shell *sh, int argc, char **argv)
{
	int status = 0;
	int first = start(sh, &builtin_bg, argc, argv, &status);

	if (first < 0)
		return status;
	if (first == argc)
		return bg_one(sh, NULL);
	for (int i = first; i < argc; i++)
		status |= bg_one(sh, argv[i]);
	return status;
}

const struct builtin builtin_fg = {
	.name = "fg",
	.run = fg_run,
	.synopsis = "fg [job_spec]",
	.help = "Continue a job in the foreground and wait for it; its status is the status.",
};

const struct builtin builtin_bg = {
	.name = "bg",
	.run = bg_run,
	.synopsis = "bg [job_spec ...]",
	.help = "Continue stopped jobs in the background.",
};
