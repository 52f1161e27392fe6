/*
 * builtins/jobs.c - jobs [-lnprs] [jobspec ...] or jobs -x command [args] (bash manual 7.2).
 */
#include "builtins/builtins.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builtins/jobspec.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/exec.h"
#include "shell/job.h"
#include "shell/shell.h"

struct listing {
	bool pids, only_pids, changed, running, stopped;
};

static void add_job(struct shell *sh, struct job *j, const struct listing *l, struct buf *out)
{
	enum job_state state = job_state(j);

	if ((l->running && state != JOB_RUNNING) || (l->stopped && state != JOB_STOPPED) ||
		(l->changed && (j->notified || state == JOB_RUNNING)))
		return;
	if (l->only_pids) {
		buf_printf(out, "%ld\n", (long)(j->n_processes ? j->processes[0].pid : 0));
		return;
	}
	job_print(sh, j, l->pids, out);
	j->notified |= state != JOB_RUNNING;
	if (state == JOB_DONE && !j->foreground)
		job_told(sh, j);
}

static int list(struct shell *sh, int argc, char **argv, int first, const struct listing *l)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	job_reap(sh);
	job_forget_told(sh);
	if (first == argc)
		for (struct job *j = job_first(sh); j; j = j->next)
			add_job(sh, j, l, &out);
	for (int i = first; i < argc; i++) {
		struct job *j = jobspec_find(sh, &builtin_jobs, argv[i]);

		if (j)
			add_job(sh, j, l, &out);
		else
			status = 1;
	}
	status |= builtin_print(sh, &builtin_jobs, &out);
	sh->exit_meant = 2; /* the user knows: an exit behind it leaves */
	return status;
}

/* -x: %specs in the words become process group numbers. */
static int run_with_pids(struct shell *sh, int argc, char **argv)
{
	char **words = arena_alloc(&sh->scratch, ((size_t)argc + 1) * sizeof(*words));

	for (int i = 0; i < argc; i++) {
		bool ambiguous;
		const struct job *j = argv[i][0] == '%' ? job_find(sh, argv[i], &ambiguous) : NULL;

		words[i] = j ? arena_printf(&sh->scratch, "%ld", (long)(j->pgid ? j->pgid : getpgrp()))
			     : argv[i];
	}
	words[argc] = NULL;
	return exec_argv(sh, argc, words, RUN_FUNCTION | RUN_BUILTIN | RUN_FILE);
}

static int jobs_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct listing l = {0};
	int c;

	while ((c = opts_next(&o, "lnprsx")) != OPTS_END) {
		switch (c) {
		case 'l':
			l.pids = true;
			break;
		case 'n':
			l.changed = true;
			break;
		case 'p':
			l.only_pids = true;
			break;
		case 'r':
			l.running = true;
			break;
		case 's':
			l.stopped = true;
			break;
		case 'x':
			if (o.index == argc)
				return 0;
			return run_with_pids(sh, argc - o.index, argv + o.index);
		default:
			return builtin_usage(sh, &builtin_jobs, o.bad);
		}
	}
	return list(sh, argc, argv, o.index, &l);
}

const struct builtin builtin_jobs = {
	.name = "jobs",
	.run = jobs_run,
	.synopsis = "jobs [-lnprs] [jobspec ...] or jobs -x command [args]",
	.help = "List the jobs and their state.\n"
		"\n"
		"  -l  with process ids       -p  process ids only\n"
		"  -n  changed since told     -r  running only       -s  stopped only\n"
		"  -x  run a command, each jobspec in it replaced by the job's process id",
};
