/*
 * shell/job_wait.c - waiting for children: in the foreground, by `wait`, and in passing.
 *
 * All statuses come through job_collect(); whoever's child it was, its end is recorded.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/job_internal.h"
#include "shell/shell.h"
#include "shell/trap.h"

int status_of_wait(int wait_status)
{
	if (WIFEXITED(wait_status))
		return WEXITSTATUS(wait_status);
	if (WIFSIGNALED(wait_status))
		return 128 + WTERMSIG(wait_status);
	return WIFSTOPPED(wait_status) ? 128 + WSTOPSIG(wait_status) : 0;
}

/* ---- the finished ---- */

void job_remember(struct shell *sh, pid_t pid, int wait_status, bool asked)
{
	struct job_table *t = sh->jobs;

	job_drop_hidden(sh);
	if (!t->finished)
		t->finished = xcalloc(FINISHED_KEPT, sizeof(*t->finished));
	t->finished[t->n_finished++ % FINISHED_KEPT] =
		(struct finished){.pid = pid, .wait_status = wait_status, .asked = asked};
}

static size_t kept_of(const struct job_table *t)
{
	return t->hidden ? 0 : t->n_finished < FINISHED_KEPT ? t->n_finished : FINISHED_KEPT;
}

bool job_recall(struct shell *sh, pid_t pid, int *ret_status)
{
	const struct job_table *t = sh->jobs;
	size_t kept = kept_of(t);

	for (size_t i = 1; i <= kept; i++) {
		const struct finished *f = &t->finished[(t->n_finished - i) % FINISHED_KEPT];

		if (f->pid == pid) {
			*ret_status = f->wait_status;
			return true;
		}
	}
	return false;
}

int job_ask_pid(struct shell *sh, pid_t pid)
{
	struct job_table *t = sh->jobs;
	size_t kept = kept_of(t);

	for (size_t i = 1; i <= kept; i++) {
		struct finished *f = &t->finished[(t->n_finished - i) % FINISHED_KEPT];

		if (f->pid == pid && !f->asked) {
			f->asked = true;
			return status_of_wait(f->wait_status);
		}
	}
	return -1;
}

int job_status_of_pid(struct shell *sh, pid_t pid)
{
	int status;

	return job_recall(sh, pid, &status) ? status_of_wait(status) : -1;
}

/* ---- collecting ---- */

static void record(struct shell *sh, pid_t pid, int status)
{
	struct job *j = job_by_pid(sh, pid);

	if (!j) {
		if (!WIFSTOPPED(status) && !WIFCONTINUED(status))
			job_remember(sh, pid, status, false);
		return;
	}
	for (size_t i = 0; i < j->n_processes; i++) {
		struct process *p = &j->processes[i];

		if (p->pid != pid)
			continue;
		p->state = WIFSTOPPED(status) ? JOB_STOPPED
			: WIFCONTINUED(status) ? JOB_RUNNING
					       : JOB_DONE;
		if (p->state != JOB_RUNNING)
			p->wait_status = status;
		j->notified = false;
		if (p->state == JOB_STOPPED && j->number)
			job_set_current(sh, j);
		else if (p->state == JOB_RUNNING)
			job_reset_current(sh);
	}
	if (j->coproc && job_state(j) == JOB_DONE)
		coproc_ended(sh, j);
}

int job_collect(struct shell *sh, int options, pid_t *ret_pid, int *ret_status)
{
	int status;
	pid_t pid = waitpid(-1, &status, options);

	if (pid < 0)
		return errno == EINTR ? 0 : -1;
	if (pid == 0)
		return 0;
	record(sh, pid, status);
	if (ret_pid)
		*ret_pid = pid;
	if (ret_status)
		*ret_status = status;
	return 1;
}

void job_reap(struct shell *sh)
{
	while (job_collect(sh, WNOHANG | (sh->opts.monitor ? WUNTRACED | WCONTINUED : 0), NULL,
		NULL) > 0)
		;
}

/* ---- foreground ---- */

/*
 * A child died of SIGINT while we were hit by it too: so do we.  If it took it, we forget it
 * (bash's way).
 */
static void settle_interrupt(struct shell *sh, int wait_status)
{
	if (!trap_interrupted() || trap_get(sh, SIGINT))
		return;
	if (!WIFSIGNALED(wait_status) || WTERMSIG(wait_status) != SIGINT)
		trap_forget_interrupt();
}

/* Background jobs may have ended meanwhile. */
static void notice_others(struct shell *sh)
{
	if (sh->opts.checkwinsize)
		job_window_size(sh, true);
	if (!job_first(sh))
		return;
	job_reap(sh);
	job_notify(sh);
	job_forget_told(sh);
}

static int wait_simple(struct shell *sh, pid_t pid, const struct node *node)
{
	int status = 0;
	pid_t r;

	do {
		r = waitpid(pid, &status, 0);
	} while (r < 0 && errno == EINTR);
	if (r < 0 && !job_recall(sh, pid, &status))
		return 127;
	if (WIFEXITED(status) && !trap_pending())
		return WEXITSTATUS(status);
	if (WIFSIGNALED(status)) {
		struct process process = {.pid = pid, .state = JOB_DONE, .wait_status = status};
		struct job j = {.processes = &process, .n_processes = 1, .node = node,
			.foreground = true};

		job_report_end(sh, &j);
		free(j.text);
	}
	settle_interrupt(sh, status);
	return status_of_wait(status);
}

int job_wait_simple(struct shell *sh, pid_t pid, const struct node *node)
{
	int status = wait_simple(sh, pid, node);

	notice_others(sh);
	return status;
}

/*
 * Under job control ^C hits only the job's group.  When the job dies of it, an interactive
 * shell acts as if it had been hit as well: loops and lists end (when it is trapped, only loops).
 */
static void share_interrupt(struct shell *sh, const struct job *j, int wait_status)
{
	if (!j->from_monitor || !sh->interactive || sh->in_subshell)
		return;
	if (!WIFSIGNALED(wait_status) || WTERMSIG(wait_status) != SIGINT)
		return;
	if (trap_get(sh, SIGINT) && !sh->frame->loop_depth)
		return; /* nor does the action run */
	if (sh->unwind == UNWIND_NONE) {
		sh->status = sh->pipestatus[0] = 128 + SIGINT;
		sh->n_pipestatus = 1;
		sh->unwind = UNWIND_ERROR;
	}
}

static void fill_pipestatus(struct shell *sh, const struct job *j)
{
	free(sh->pipestatus);
	sh->pipestatus = xcalloc(j->n_processes, sizeof(int));
	sh->n_pipestatus = j->n_processes;
	for (size_t i = 0; i < j->n_processes; i++)
		sh->pipestatus[i] = status_of_wait(j->processes[i].wait_status);
}

static int pipeline_status(const struct shell *sh, const struct job *j)
{
	int status = job_status(j);

	if (!sh->opts.pipefail)
		return status;
	for (size_t i = j->n_processes; i-- > 0;)
		if (j->processes[i].wait_status)
			return status_of_wait(j->processes[i].wait_status);
	return status;
}

/* It was stopped: it becomes a listed job. */
static void stopped(struct shell *sh, struct job *j)
{
	struct job_table *t = sh->jobs;
	struct job **at = &t->first;

	j->foreground = false;
	if (!j->number) {
		job_text(j);
		while (*at != j)
			at = &(*at)->next;
		*at = j->next;
		for (at = &t->first, j->number = 1; *at; at = &(*at)->next)
			j->number = (*at)->number + 1;
		j->next = NULL;
		*at = j;
	}
	job_set_current(sh, j);
	job_notify(sh);
}

int job_wait_foreground(struct shell *sh, struct job *j)
{
	int options = sh->opts.monitor ? WUNTRACED : 0;
	int status;

	while (job_state(j) == JOB_RUNNING)
		if (job_collect(sh, options, NULL, NULL) < 0)
			break;
	if (j->from_monitor)
		job_give_terminal(sh, getpgrp());
	fill_pipestatus(sh, j);
	status = pipeline_status(sh, j);
	if (job_state(j) == JOB_STOPPED) {
		stopped(sh, j);
		return status;
	}
	if (j->n_processes) {
		job_report_end(sh, j);
		settle_interrupt(sh, j->processes[j->n_processes - 1].wait_status);
		share_interrupt(sh, j, j->processes[j->n_processes - 1].wait_status);
	}
	job_remove(sh, j);
	notice_others(sh);
	return status;
}

/* ---- `wait` ---- */

/* Wait for anything; false: no children, or *ret_signal (trapped) came. */
static bool wait_step(struct shell *sh, int *ret_signal)
{
	int status;
	pid_t pid = trap_waitpid(-1, &status, sh->opts.monitor ? WUNTRACED | WCONTINUED : 0);

	*ret_signal = pid < 0 ? trap_interrupting_signal() : 0;
	if (pid > 0)
		record(sh, pid, status);
	return pid > 0;
}

/* Nothing is left to wait for: of jobs that are no children of ours nobody will ever tell us. */
static void give_up_foreign(struct shell *sh)
{
	for (struct job *j = job_first(sh); j; j = j->next) {
		j->given_up = j->given_up || (j->foreign && job_state(j) != JOB_DONE);
		for (size_t i = 0; j->given_up && i < j->n_processes; i++)
			j->processes[i].state = JOB_DONE;
	}
}

/* The user has seen the status: the job need not be kept, but in a script for the rest of the list. */
static void done_with(struct shell *sh, struct job *j)
{
	bool kept = !sh->interactive && (!sh->from_c || sh->jobs->of_substitution) &&
		!sh->opts.posix && !WIFSIGNALED(job_wait_status(j));

	if (job_state(j) != JOB_DONE)
		return;
	if (j->asked) { /* twice in a list */
		job_remove(sh, j);
		return;
	}
	job_forget_told(sh);
	job_report_end(sh, j);
	job_told(sh, j);
	if (!kept)
		job_remove(sh, j);
	job_notify(sh);
}

int job_wait_job(struct shell *sh, struct job *j, bool until_done)
{
	int signal = 0;
	int status;

	job_reap(sh);
	if (job_state(j) == JOB_STOPPED)
		diag(sh, "warning: wait_for_job: job %d is stopped", j->number);
	while (job_state(j) == JOB_RUNNING || (until_done && job_state(j) == JOB_STOPPED)) {
		if (wait_step(sh, &signal))
			continue;
		if (signal || !j->foreign)
			return signal ? 128 + signal : 127;
		give_up_foreign(sh);
	}
	status = j->given_up ? STATUS_FOREIGN : pipeline_status(sh, j);
	done_with(sh, j);
	return status;
}

int job_wait_pid(struct shell *sh, pid_t pid)
{
	struct job *j = job_by_pid(sh, pid);
	int signal = 0;
	int status;

	if (j && job_state(j) == JOB_STOPPED)
		job_reap(sh); /* it may have gone on */
	if (j) {
		for (size_t i = 0; i < j->n_processes; i++) {
			struct process *p = &j->processes[i];

			if (p->pid != pid)
				continue;
			while (p->state == JOB_RUNNING) {
				if (wait_step(sh, &signal))
					continue;
				if (signal || !j->foreign)
					return signal ? 128 + signal : 127;
				give_up_foreign(sh);
			}
			status = j->given_up ? STATUS_FOREIGN : status_of_wait(p->wait_status);
			done_with(sh, j);
			return status;
		}
	}
	return job_wait_child(sh, pid, &status) ? status_of_wait(status)
		: (signal = trap_interrupting_signal()) ? 128 + signal : 127;
}

bool job_wait_child(struct shell *sh, pid_t pid, int *ret_status)
{
	while (!job_recall(sh, pid, ret_status)) {
		if (trap_waitpid(pid, ret_status, 0) < 0)
			return false;
		job_remember(sh, pid, *ret_status, true);
	}
	return true;
}

static bool any_running(struct shell *sh)
{
	for (struct job *j = job_first(sh); j; j = j->next)
		if (job_state(j) == JOB_RUNNING && !j->foreign)
			return true;
	return false;
}

/* After `wait` a script's last job can still be asked about when it was not waited for. */
static bool outlasts_wait(struct shell *sh, const struct job *j)
{
	return !sh->interactive && !j->asked && j->done_before && !WIFSIGNALED(job_wait_status(j)) &&
		j->processes[j->n_processes - 1].pid == sh->last_background;
}

int job_wait_all(struct shell *sh)
{
	bool foreign = false;
	int signal = 0;
	struct job *next;

	job_reap(sh);
	for (struct job *j = job_first(sh); j; j = j->next)
		foreign |= j->foreign && job_state(j) == JOB_RUNNING;
	for (struct job *j = job_first(sh); j; j = j->next)
		j->done_before = foreign || job_state(j) == JOB_DONE;
	for (struct job *j = job_first(sh); j; j = j->next)
		if (job_state(j) == JOB_STOPPED)
			diag(sh, "wait: warning: job %d[%ld] stopped", j->number,
				(long)j->processes[j->n_processes - 1].pid);
	while (any_running(sh))
		if (!wait_step(sh, &signal))
			break;
	if (signal)
		return 128 + signal;
	/* Process substitutions and others that are no jobs. */
	job_reap(sh);
	give_up_foreign(sh);
	if (sh->interactive)
		job_notify(sh);
	for (struct job *j = job_first(sh); j && !sh->interactive; j = next) {
		next = j->next;
		if (job_state(j) != JOB_DONE || outlasts_wait(sh, j))
			continue;
		job_report_end(sh, j);
		job_remove(sh, j);
	}
	sh->jobs->n_finished = 0; /* nothing can be asked about any more */
	return 0;
}

int job_wait_any(struct shell *sh, struct job *const *jobs, size_t n, pid_t *ret_pid)
{
	int signal = 0;

	for (;;) {
		bool left = false, foreign = false;

		for (struct job *j = job_first(sh); j; j = j->next) {
			bool wanted = n == 0;

			for (size_t i = 0; i < n; i++)
				wanted |= jobs[i] == j;
			if (!wanted || j->asked)
				continue;
			if (job_state(j) == JOB_DONE) {
				int status = pipeline_status(sh, j);

				if (ret_pid)
					*ret_pid = j->processes[j->n_processes - 1].pid;
				job_report_end(sh, j);
				j->asked = true;
				job_remove(sh, j);
				return status;
			}
			left = true;
			foreign |= j->foreign;
		}
		if (!left)
			return 127;
		if (wait_step(sh, &signal))
			continue;
		if (signal || !foreign)
			return signal ? 128 + signal : 127;
		give_up_foreign(sh);
	}
}
