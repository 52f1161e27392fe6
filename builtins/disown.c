/*
 * builtins/disown.c - disown [-h] [-ar] [jobspec ... | pid ...].
 */
#include "builtins/builtins.h"

#include <limits.h>

#include "builtins/jobspec.h"
#include "lib/num.h"
#include "lib/opts.h"
#include "shell/job.h"
#include "shell/shell.h"

static void disown(struct shell *sh, struct job *j, bool only_hangup)
{
	if (only_hangup) {
		j->no_hup = true;
		return;
	}
	if (job_state(j) == JOB_STOPPED)
		diag(sh, "warning: deleting stopped job %d with process group %ld", j->number,
			(long)j->pgid);
	j->disowned = true;
	job_remove(sh, j);
}

static int disown_one(struct shell *sh, const char *word, bool only_hangup)
{
	struct job *j;
	int pid;

	if (word && num_parse_int(word, 1, INT_MAX, &pid) == 0) {
		j = job_by_pid(sh, pid);
		if (!j)
			builtin_error(sh, &builtin_disown, 1, "%s: no such job", word);
	} else {
		j = jobspec_find(sh, &builtin_disown, word);
	}
	if (!j)
		return 1;
	disown(sh, j, only_hangup);
	return 0;
}

static int disown_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	bool hangup = false, all = false, running = false;
	int status = 0;
	int c;

	while ((c = opts_next(&o, "ahr")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_disown, o.bad);
		all |= c == 'a';
		hangup |= c == 'h';
		running |= c == 'r';
	}
	job_reap(sh);
	if (o.index == argc && (all || running)) {
		struct job *next;

		for (struct job *j = job_first(sh); j; j = next) {
			next = j->next;
			if (!running || job_state(j) == JOB_RUNNING)
				disown(sh, j, hangup);
		}
		return 0;
	}
	if (o.index == argc)
		return disown_one(sh, NULL, hangup);
	for (int i = o.index; i < argc; i++)
		status |= disown_one(sh, argv[i], hangup);
	return status;
}

const struct builtin builtin_disown = {
	.name = "disown",
	.run = disown_run,
	.synopsis = "disown [-h] [-ar] [jobspec ... | pid ...]",
	.help = "Take jobs out of the list.\n"
		"\n"
		"  -h  keep them, but send them no SIGHUP when the shell is hung up\n"
		"  -a  all jobs\n"
		"  -r  running jobs only",
};
