/*
 * shell/job_print.c - what users see of jobs.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/path.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/job_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

enum { STATE_WIDTH = 23, DONE_KEPT = 1000 };

const char *job_text(struct job *j)
{
	if (!j->text) {
		scoped_buf struct buf text = BUF_INIT;

		if (j->node)
			ast_print_command(&text, j->node);
		j->text = buf_steal(&text);
	}
	return j->text;
}

void job_state_text(enum job_state state, int wait_status, struct buf *out)
{
	if (state == JOB_RUNNING) {
		buf_add_str(out, "Running");
		return;
	}
	if (state == JOB_STOPPED) {
		buf_add_str(out, "Stopped");
		return;
	}
	if (WIFSIGNALED(wait_status))
		buf_printf(out, "%s%s", signal_description(WTERMSIG(wait_status)),
			WCOREDUMP(wait_status) ? " (core dumped)" : "");
	else if (wait_status)
		buf_printf(out, "Exit %d", WEXITSTATUS(wait_status));
	else
		buf_add_str(out, "Done");
}

static void pad(struct buf *out, size_t start, size_t width)
{
	while (out->len - start < width)
		buf_add_char(out, ' ');
}

int job_wait_status(const struct job *j)
{
	return j->n_processes ? j->processes[j->n_processes - 1].wait_status : 0;
}

/* The status that a stopped job shows is that of the member that stopped. */
static int shown_status(const struct job *j, enum job_state state)
{
	for (size_t i = j->n_processes; state == JOB_STOPPED && i-- > 0;)
		if (j->processes[i].state == JOB_STOPPED)
			return j->processes[i].wait_status;
	return job_wait_status(j);
}

static const char *member_text(struct job *j, size_t i)
{
	const struct node *n = j->node;

	/* A pipeline in the foreground: its tree is still there. */
	if (!j->processes[i].text && n && n->kind == NODE_PIPELINE && n->pipeline.n > 1) {
		scoped_buf struct buf text = BUF_INIT;

		n = n->pipeline.commands;
		for (size_t k = 0; k < i && n->next; k++)
			n = n->next;
		ast_print_command(&text, n);
		j->processes[i].text = buf_steal(&text);
	}
	return j->processes[i].text ? j->processes[i].text : job_text(j);
}

/* One line per member: `jobs -l` and the death of a pipeline in a script. */
static void print_members(struct job *j, const char *first_prefix, const char *other_prefix,
	struct buf *out)
{
	for (size_t i = 0; i < j->n_processes; i++) {
		const struct process *p = &j->processes[i];
		size_t start;

		buf_add_str(out, i ? other_prefix : first_prefix);
		buf_printf(out, "%5ld ", (long)p->pid);
		start = out->len;
		if (!i || p->state != j->processes[i - 1].state ||
			p->wait_status != j->processes[i - 1].wait_status) {
			job_state_text(p->state, p->wait_status, out);
			pad(out, start, STATE_WIDTH + 1);
		} else {
			pad(out, start, STATE_WIDTH - 1);
		}
		if (i)
			buf_add_str(out, "| ");
		buf_add_str(out, member_text(j, i));
		if (i + 1 < j->n_processes)
			buf_add_char(out, '\n');
	}
}

/* Was it started in another directory than the shell is in now? */
static bool is_elsewhere(const struct shell *sh, const struct job *j)
{
	return j->directory && sh->cwd && strcmp(j->directory, sh->cwd) != 0;
}

static void add_directory(struct shell *sh, const char *dir, struct buf *out)
{
	const char *home = var_get(sh, "HOME");

	if (home && home[0] && home[1] && path_is_below(dir, home))
		buf_printf(out, "~%s", dir + strlen(home));
	else
		buf_add_str(out, dir);
}

void job_print(struct shell *sh, const struct job *job, bool pids, struct buf *out)
{
	struct job *j = (struct job *)(uintptr_t)job; /* its text may have to be made */
	enum job_state state = job_state(j);
	char mark = j == sh->jobs->current ? '+' : j == sh->jobs->previous ? '-' : ' ';
	scoped_buf struct buf prefix = BUF_INIT;
	size_t start;

	buf_printf(&prefix, "[%d]%c ", j->number, mark);
	if (pids) {
		print_members(j, prefix.s, "     ", out);
	} else {
		buf_printf(out, "%s ", prefix.s);
		start = out->len;
		job_state_text(state, shown_status(j, state), out);
		pad(out, start, STATE_WIDTH + 1);
		buf_add_str(out, job_text(j));
	}
	if (state == JOB_RUNNING && !j->foreground)
		buf_add_str(out, " &");
	if (is_elsewhere(sh, j)) {
		buf_add_str(out, "  (wd: ");
		add_directory(sh, j->directory, out);
		buf_add_char(out, ')');
	}
	/* bash's `set -b` prints where a line is being edited */
	buf_add_str(out, sh->opts.notify && sh->interactive ? "\r\n" : "\n");
}

/* As `jobs` shows it, and where we are by now if that is another directory. */
static void tell(struct shell *sh, struct job *j)
{
	scoped_buf struct buf out = BUF_INIT;

	if (job_state(j) == JOB_STOPPED)
		buf_add_char(&out, '\n');
	job_print(sh, j, false, &out);
	if (is_elsewhere(sh, j)) {
		buf_add_str(&out, "(wd now: ");
		add_directory(sh, sh->cwd, &out);
		buf_add_str(&out, ")\n");
	}
	fd_write_all(STDERR_FILENO, out.s, out.len);
}

/* "Terminated", where the command was waited for. */
static void tell_signal(const struct shell *sh, int status, int signal)
{
	scoped_buf struct buf out = BUF_INIT;

	if (signal == SIGINT && sh->interactive)
		fd_write_all(STDERR_FILENO, "\n", 1); /* behind the ^C that the terminal echoed */
	if (!signal || signal == SIGINT || signal == SIGPIPE)
		return;
	buf_printf(&out, "%s%s\n", signal_description(signal),
		WCOREDUMP(status) ? " (core dumped)" : "");
	fd_write_all(STDERR_FILENO, out.s, out.len);
}

void job_report_end(struct shell *sh, struct job *j)
{
	int status = job_wait_status(j);
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	bool quiet = !signal || signal == SIGINT || signal == SIGPIPE || signal == SIGTERM;

	if (!sh->interactive && !quiet && !trap_get(sh, signal)) {
		scoped_buf struct buf out = BUF_INIT;

		print_members(j, "", "     ", &out);
		diag(sh, "%s", out.s);
	} else if (j->foreground) {
		tell_signal(sh, status, signal);
	} else if (sh->opts.monitor && (signal || sh->from_c || sh->interactive)) {
		tell(sh, j); /* a script that reads on from a file hears of deaths only */
	}
}

/* What is done can still be listed by `jobs`, but not under -c. */
static void notify_script(struct shell *sh, struct job *j, enum job_state state)
{
	bool death = WIFSIGNALED(job_wait_status(j));

	if (state == JOB_STOPPED && sh->from_c) {
		j->notified = true;
		tell(sh, j);
	}
	if (state != JOB_DONE)
		return;
	if (death || sh->from_c)
		job_report_end(sh, j);
	if (death || sh->from_c || j->number > DONE_KEPT)
		job_remove(sh, j);
}

void job_notify(struct shell *sh)
{
	struct job *next;

	if (sh->jobs->of_substitution)
		return;
	for (struct job *j = job_first(sh); j; j = next) {
		enum job_state state = job_state(j);

		next = j->next;
		if (state == JOB_RUNNING || j->foreground || j->notified || j->foreign)
			continue;
		if (!sh->interactive) {
			notify_script(sh, j, state);
			continue;
		}
		j->notified = true;
		if (sh->opts.monitor)
			tell(sh, j);
		if (state == JOB_DONE)
			job_remove(sh, j);
	}
}

bool job_keeps_shell(struct shell *sh)
{
	scoped_buf struct buf out = BUF_INIT;
	bool meant = sh->exit_meant > 0;
	bool stopped = false, running = false;

	sh->exit_meant = 2; /* by this command and the next */
	if (!sh->interactive || sh->in_subshell || meant)
		return false;
	for (struct job *j = job_first(sh); j; j = j->next) {
		stopped |= job_state(j) == JOB_STOPPED;
		running |= job_state(j) == JOB_RUNNING;
	}
	if (!stopped && !(running && sh->opts.checkjobs))
		return false;
	buf_printf(&out, "There are %s jobs.\n", stopped ? "stopped" : "running");
	fd_write_all(STDERR_FILENO, out.s, out.len);
	buf_reset(&out);
	for (struct job *j = job_first(sh); sh->opts.checkjobs && j; j = j->next)
		job_print(sh, j, false, &out);
	fd_write_all(STDOUT_FILENO, out.s, out.len);
	return true;
}
