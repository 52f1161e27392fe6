/*
 * builtins/wait.c - wait [-fn] [-p var] [id ...] (POSIX wait; bash manual 7.2).
 */
#include "builtins/builtins.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "lib/opts.h"
#include "shell/expand.h"
#include "shell/job.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

enum { STATUS_NO_CHILD = 127 };

struct request {
	bool any, until_done;
	const char *variable;
};

static int no_job(struct shell *sh, const char *word, bool ambiguous)
{
	if (ambiguous)
		return builtin_error(sh, &builtin_wait, STATUS_NO_CHILD, "%s: ambiguous job spec", word);
	return builtin_error(sh, &builtin_wait, STATUS_NO_CHILD, "%s: no such job", word);
}

static int wait_pid(struct shell *sh, const char *word, pid_t pid, pid_t *ret_pid)
{
	int known = job_status_of_pid(sh, pid);
	int status = known >= 0 ? known : job_wait_pid(sh, pid);

	if (status == STATUS_NO_CHILD && job_status_of_pid(sh, pid) < 0 && !job_by_pid(sh, pid))
		return builtin_error(sh, &builtin_wait, STATUS_NO_CHILD,
			"pid %s is not a child of this shell", word);
	*ret_pid = pid;
	return status;
}

static int wait_one(struct shell *sh, const char *word, const struct request *r, pid_t *ret_pid)
{
	bool ambiguous;
	struct job *j;
	int pid;

	if (*word == '%') {
		j = job_find(sh, word, &ambiguous);
		if (!j)
			return no_job(sh, word, ambiguous);
		*ret_pid = j->n_processes ? j->processes[j->n_processes - 1].pid : 0;
		return job_wait_job(sh, j, r->until_done);
	}
	if (num_parse_int(word, 0, INT_MAX, &pid) < 0)
		return builtin_error(sh, &builtin_wait, 1, "`%s': not a pid or valid job spec", word);
	return wait_pid(sh, word, pid, ret_pid);
}

/* -n with ids: of the jobs they name. */
static int wait_any(struct shell *sh, int argc, char **argv, int first, pid_t *ret_pid)
{
	scoped_free struct job **jobs = xcalloc((size_t)argc + 1, sizeof(*jobs));
	size_t n = 0;
	bool ambiguous = false;

	job_reap(sh);
	for (int i = first; i < argc; i++) {
		int pid;
		struct job *j = argv[i][0] == '%' ? job_find(sh, argv[i], &ambiguous)
			: num_parse_int(argv[i], 1, INT_MAX, &pid) == 0 ? job_by_pid(sh, pid)
									: NULL;

		if (j) {
			jobs[n++] = j;
			continue;
		}
		if (num_parse_int(argv[i], 1, INT_MAX, &pid) == 0) {
			int status = job_ask_pid(sh, pid);

			if (status >= 0) {
				*ret_pid = pid;
				return status;
			}
		}
		no_job(sh, argv[i], argv[i][0] == '%' && ambiguous);
	}
	if (first < argc && !n)
		return STATUS_NO_CHILD;
	return job_wait_any(sh, jobs, n, ret_pid);
}

/* All jobs and process substitutions, also the last one when it is what $! means. */
static int wait_all(struct shell *sh)
{
	pid_t last = sh->last_background;
	int status = job_wait_all(sh);

	if (!status)
		process_substitutions_wait(sh);
	if (status || !last || job_by_pid(sh, last))
		return status;
	status = job_wait_pid(sh, last);
	return trap_interrupting_signal() ? status : 0;
}

static int wait_for(struct shell *sh, int argc, char **argv, int first, const struct request *r)
{
	pid_t pid = 0;
	int status = 0;

	if (r->any)
		status = wait_any(sh, argc, argv, first, &pid);
	else if (first == argc)
		status = wait_all(sh);
	for (int i = first; i < argc && !r->any; i++)
		status = wait_one(sh, argv[i], r, &pid);
	if (r->variable && pid)
		var_set_int(sh, r->variable, pid);
	return status;
}

static int wait_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request r = {0};
	int c;

	while ((c = opts_next(&o, "fnp:")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_wait, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_wait, o.bad);
		r.any |= c == 'n';
		r.until_done |= c == 'f';
		if (c == 'p')
			r.variable = o.arg;
	}
	if (r.variable) {
		if (!is_variable_text(r.variable))
			return builtin_error(sh, &builtin_wait, 1, "`%s': not a valid identifier",
				r.variable);
		if (!var_unset(sh, r.variable))
			return 1;
	}
	return wait_for(sh, argc, argv, o.index, &r);
}

const struct builtin builtin_wait = {
	.name = "wait",
	.run = wait_run,
	.synopsis = "wait [-fn] [-p var] [id ...]",
	.help = "Wait for jobs and processes of this shell; without ids, for all of them.\n"
		"The status is that of the last id.\n"
		"\n"
		"  -n  wait for whichever ends next\n"
		"  -p  put its process id into a variable\n"
		"  -f  wait until it has ended, not only changed state",
};
