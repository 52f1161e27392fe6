/*
 * shell/job_internal.h - the job table; for shell/job*.c.
 */
#ifndef SHELL_JOB_INTERNAL_H
#define SHELL_JOB_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "shell/job.h"

enum { FINISHED_KEPT = 4096 };

/* What is left of children whose job is gone: `wait PID` may still ask. */
struct finished {
	pid_t pid;
	int wait_status;
	bool asked; /* `wait -n` does not give it again */
};

struct job_table {
	struct job *first;        /* by number; foreground jobs (number 0) in front */
	struct job *current;      /* %+ */
	struct job *previous;     /* %- */
	struct finished *finished; /* a ring of FINISHED_KEPT; NULL until the first */
	size_t n_finished;        /* ever written */
	bool any_told;            /* there are some for job_forget_told() */
	bool of_substitution;     /* of a child that substitutes: there nothing is told of jobs */
	bool hidden;              /* a subshell has no jobs: these are still the parent's */
	bool for_words;           /* … shown until the words of a simple command are expanded */
};

struct shell;

/*
 * One waitpid for any child and the bookkeeping.  1: something changed; 0: nothing (WNOHANG) or
 * interrupted; -1: no children left.
 */
int job_collect(struct shell *sh, int options, pid_t *ret_pid, int *ret_status);
void job_remember(struct shell *sh, pid_t pid, int wait_status, bool asked);
bool job_recall(struct shell *sh, pid_t pid, int *ret_status);
/* It is over: close its descriptors and unset NAME (shell/coproc.c). */
void coproc_ended(struct shell *sh, struct job *j);
/* @j becomes %+. */
void job_set_current(struct shell *sh, struct job *j);
/* %+ becomes what bash would take: a stopped job, else the newest one that runs. */
void job_reset_current(struct shell *sh);
void job_drop_hidden(struct shell *sh);
/*
 * The line on stderr about a job that is over: killed by a signal in the foreground or in a
 * script; under -c with job control any in the background.
 */
void job_report_end(struct shell *sh, struct job *j);
/* "Running", "Done", "Exit 3", "Killed (core dumped)" of the whole job or one member. */
struct buf;
/* waitpid's, of the last member; 0 when there is none yet. */
int job_wait_status(const struct job *j);
void job_state_text(enum job_state state, int wait_status, struct buf *out);

#endif
