/*
 * shell/job.c - the job table: making, finding, starting, continuing.
 *
 * Waiting is in job_wait.c, what users see in job_print.c.
 */
#include "shell/job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/job_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

struct job_table *job_table_new(void)
{
	return xcalloc(1, sizeof(struct job_table));
}

static void free_job(struct job *j)
{
	for (size_t i = 0; i < j->n_processes; i++)
		free(j->processes[i].text);
	free(j->processes);
	free(j->text);
	free(j->coproc);
	free(j->directory);
	free(j);
}

void job_table_free(struct job_table *t)
{
	if (!t)
		return;
	while (t->first) {
		struct job *j = t->first;

		t->first = j->next;
		free_job(j);
	}
	free(t->finished);
	free(t);
}

void job_table_forked(struct shell *sh)
{
	sh->jobs->hidden = true;
	sh->jobs->for_words = false;
}

void job_table_clear(struct shell *sh)
{
	struct job_table *t = sh->jobs;

	t->hidden = false;
	t->n_finished = 0;
	t->current = t->previous = NULL;
	while (t->first) {
		struct job *j = t->first;

		t->first = j->next;
		free_job(j);
	}
}

void job_drop_hidden(struct shell *sh)
{
	if (sh->jobs->hidden)
		job_table_clear(sh);
}

static void inherit(struct shell *sh)
{
	struct job *next;

	sh->jobs->hidden = false;
	for (struct job *j = sh->jobs->first; j; j = next) {
		next = j->next;
		j->foreign = true;
		if (!j->n_processes) /* the one that we are */
			job_remove(sh, j);
	}
}

void job_table_substitution(struct shell *sh)
{
	struct job *next;

	inherit(sh);
	sh->jobs->of_substitution = true;
	for (struct job *j = job_first(sh); j; j = next) {
		next = j->next;
		if (job_state(j) == JOB_DONE && (sh->interactive || j->asked ||
			j->processes[j->n_processes - 1].pid != sh->last_background))
			job_remove(sh, j);
	}
}

void job_table_words(struct shell *sh)
{
	inherit(sh);
	sh->jobs->for_words = true;
}

void job_table_member(struct shell *sh, char *const *argv)
{
	if (!sh->jobs->for_words)
		return;
	while (argv && strcmp(argv[0], "command") == 0 && argv[1])
		argv++;
	if (!argv || strcmp(argv[0], "jobs") != 0)
		job_table_clear(sh);
}

struct job *job_new(struct shell *sh, char *text, bool foreground)
{
	struct job *j = xcalloc(1, sizeof(*j));
	struct job **at = &sh->jobs->first;

	if (!foreground)
		job_forget_told(sh); /* its number is free again */
	job_drop_hidden(sh);
	j->text = text;
	j->foreground = foreground;
	j->from_monitor = sh->opts.monitor;
	if (sh->opts.monitor && sh->cwd)
		j->directory = xstrdup(sh->cwd);
	if (!foreground) {
		j->number = 1;
		for (; *at; at = &(*at)->next)
			j->number = (*at)->number + 1;
	}
	j->next = *at;
	*at = j;
	return j;
}

void job_add_process(struct shell *sh, struct job *j, pid_t pid)
{
	(void)sh;
	j->processes = xreallocarray(j->processes, j->n_processes + 1, sizeof(*j->processes));
	j->processes[j->n_processes++] = (struct process){.pid = pid};
	if (j->from_monitor && !j->pgid)
		j->pgid = pid;
	if (j->from_monitor)
		setpgid(pid, j->pgid); /* the child does it too: whoever comes first */
}

void job_give_terminal(struct shell *sh, pid_t pgid)
{
	sigset_t block, before;

	if (sh->terminal_fd < 0)
		return;
	sigemptyset(&block);
	sigaddset(&block, SIGTTOU);
	sigprocmask(SIG_BLOCK, &block, &before);
	tcsetpgrp(sh->terminal_fd, pgid);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

void job_child_setup(struct shell *sh, struct job *j, bool foreground)
{
	pid_t pgid = j->pgid ? j->pgid : getpid();

	if (!j->from_monitor)
		return;
	setpgid(0, pgid);
	if (foreground)
		job_give_terminal(sh, pgid);
}

/* ---- %+ and %- ---- */

/* The last job in the list that is in @state and in front of @end (NULL: of all). */
static struct job *last_in_state(struct shell *sh, enum job_state state, const struct job *end)
{
	struct job *last = NULL;

	for (struct job *j = job_first(sh); j && j != end; j = j->next)
		if (job_state(j) == state)
			last = j;
	return last;
}

static bool is_stopped(const struct job *j)
{
	return j && job_state(j) == JOB_STOPPED;
}

void job_set_current(struct shell *sh, struct job *j)
{
	struct job_table *t = sh->jobs;
	struct job *second = NULL;

	if (t->current != j) {
		t->previous = t->current;
		t->current = j;
	}
	if (t->previous != j && is_stopped(t->previous))
		return;
	if (is_stopped(j))
		second = last_in_state(sh, JOB_STOPPED, j);
	if (!second)
		second = last_in_state(sh, JOB_RUNNING, job_state(j) == JOB_RUNNING ? j : NULL);
	t->previous = second ? second : j;
}

void job_reset_current(struct shell *sh)
{
	struct job_table *t = sh->jobs;
	struct job *best = is_stopped(t->current) ? t->current : is_stopped(t->previous) ?
		t->previous : last_in_state(sh, JOB_STOPPED, NULL);

	if (!best)
		best = last_in_state(sh, JOB_RUNNING, NULL);
	if (best)
		job_set_current(sh, best);
	else
		t->current = t->previous = NULL;
}

void job_told(struct shell *sh, struct job *j)
{
	j->asked = true;
	sh->jobs->any_told = true;
}

void job_forget_told(struct shell *sh)
{
	struct job *next;

	if (!sh->jobs->any_told)
		return;
	sh->jobs->any_told = false;
	for (struct job *j = job_first(sh); j; j = next) {
		next = j->next;
		if (j->asked && job_state(j) == JOB_DONE)
			job_remove(sh, j);
	}
}

void job_started_background(struct shell *sh, struct job *j)
{
	sh->last_background = j->processes[j->n_processes - 1].pid;
	job_reset_current(sh);
	if (sh->interactive) {
		scoped_buf struct buf out = BUF_INIT;

		buf_printf(&out, "[%d] %ld\n", j->number, (long)sh->last_background);
		fd_write_all(STDERR_FILENO, out.s, out.len);
	}
}

/* ---- finding ---- */

struct job *job_first(struct shell *sh)
{
	struct job *j = sh->jobs->hidden ? NULL : sh->jobs->first;

	while (j && !j->number)
		j = j->next;
	return j;
}

struct job *job_by_pid(struct shell *sh, pid_t pid)
{
	if (sh->jobs->hidden)
		return NULL;
	for (struct job *j = sh->jobs->first; j; j = j->next)
		for (size_t i = 0; i < j->n_processes; i++)
			if (j->processes[i].pid == pid)
				return j;
	return NULL;
}

struct job *job_current(struct shell *sh)
{
	return sh->jobs->hidden ? NULL : sh->jobs->current;
}

struct job *job_previous(struct shell *sh)
{
	return sh->jobs->previous && !sh->jobs->hidden ? sh->jobs->previous : job_current(sh);
}

struct job *job_find(struct shell *sh, const char *spec, bool *ret_ambiguous)
{
	struct job *found = NULL;
	int number;
	bool anywhere;

	*ret_ambiguous = false;
	spec += *spec == '%';
	if (!*spec || strcmp(spec, "%") == 0 || strcmp(spec, "+") == 0)
		return job_current(sh);
	if (strcmp(spec, "-") == 0)
		return job_previous(sh);
	if (num_parse_int(spec, 1, 1 << 30, &number) == 0) {
		for (struct job *j = job_first(sh); j; j = j->next)
			if (j->number == number)
				return j;
		return NULL;
	}
	anywhere = *spec == '?';
	spec += anywhere;
	for (struct job *j = job_first(sh); j; j = j->next) {
		const char *text = job_text(j);

		if (anywhere ? !strstr(text, spec) : strncmp(text, spec, strlen(spec)) != 0)
			continue;
		if (found) {
			*ret_ambiguous = true;
			return NULL;
		}
		found = j;
	}
	return found;
}

enum job_state job_state(const struct job *j)
{
	bool stopped = false;

	for (size_t i = 0; i < j->n_processes; i++) {
		if (j->processes[i].state == JOB_RUNNING)
			return JOB_RUNNING;
		stopped |= j->processes[i].state == JOB_STOPPED;
	}
	return stopped ? JOB_STOPPED : JOB_DONE;
}

int job_status(const struct job *j)
{
	return j->n_processes ? status_of_wait(j->processes[j->n_processes - 1].wait_status) : 0;
}

void job_remove(struct shell *sh, struct job *j)
{
	struct job_table *t = sh->jobs;
	struct job **at = &t->first;

	while (*at && *at != j)
		at = &(*at)->next;
	if (*at)
		*at = j->next;
	for (size_t i = 0; i < j->n_processes && j->number; i++)
		if (j->processes[i].state == JOB_DONE)
			job_remember(sh, j->processes[i].pid, j->processes[i].wait_status, j->asked);
	if (t->current == j || t->previous == j) {
		t->current = t->current == j ? NULL : t->current;
		t->previous = t->previous == j ? NULL : t->previous;
		job_reset_current(sh);
	}
	free_job(j);
}

/* ---- job control ---- */

int job_kill(struct shell *sh, struct job *j, int signal)
{
	int r = 0;

	(void)sh;
	if (j->pgid && j->from_monitor) {
		r = killpg(j->pgid, signal);
		if (r == 0 && job_state(j) == JOB_STOPPED && (signal == SIGTERM || signal == SIGHUP))
			killpg(j->pgid, SIGCONT);
		return r < 0 ? -errno : 0;
	}
	for (size_t i = 0; i < j->n_processes; i++)
		if (j->processes[i].state != JOB_DONE && kill(j->processes[i].pid, signal) < 0)
			r = -errno;
	return r;
}

int job_continue(struct shell *sh, struct job *j, bool foreground)
{
	for (size_t i = 0; i < j->n_processes; i++)
		if (j->processes[i].state == JOB_STOPPED)
			j->processes[i].state = JOB_RUNNING;
	j->foreground = foreground;
	j->notified = false;
	if (foreground) {
		job_set_current(sh, j);
		job_give_terminal(sh, j->pgid);
	} else {
		job_reset_current(sh);
	}
	if (j->from_monitor)
		killpg(j->pgid, SIGCONT);
	else
		job_kill(sh, j, SIGCONT);
	return foreground ? job_wait_foreground(sh, j) : 0;
}

void job_window_size(struct shell *sh, bool always)
{
	int fd = sh->terminal_fd >= 0 ? sh->terminal_fd : STDERR_FILENO;
	struct winsize w;

	if (ioctl(fd, TIOCGWINSZ, &w) < 0 || !w.ws_row || !w.ws_col)
		return;
	if (!always && w.ws_row == sh->window_rows && w.ws_col == sh->window_columns)
		return;
	sh->window_rows = w.ws_row;
	sh->window_columns = w.ws_col;
	var_set_int(sh, "LINES", w.ws_row);
	var_set_int(sh, "COLUMNS", w.ws_col);
}

/* A group of our own that has the terminal; wait until we are in the foreground. */
static bool take_terminal(struct shell *sh)
{
	struct sigaction before;
	pid_t group;

	if (!sh->interactive)
		return true; /* `set -m` in a script: groups, but the terminal stays where it is */
	/* -i with stderr elsewhere: is there a terminal all the same? */
	if (!isatty(STDERR_FILENO))
		sh->terminal_fd = fd_move_high(open("/dev/tty", O_RDWR | O_NONBLOCK | O_CLOEXEC));
	if (sh->terminal_fd < 0)
		sh->terminal_fd = fd_dup_high(STDERR_FILENO);
	if (sh->terminal_fd < 0 || tcgetpgrp(sh->terminal_fd) < 0) {
		if (sh->terminal_fd >= 0)
			close(sh->terminal_fd);
		sh->terminal_fd = -1;
		return false;
	}
	sh->terminal_pgid = tcgetpgrp(sh->terminal_fd);
	sigaction(SIGTTIN, &(struct sigaction){.sa_handler = SIG_DFL}, &before);
	while ((group = tcgetpgrp(sh->terminal_fd)) != getpgrp() && group > 0)
		killpg(getpgrp(), SIGTTIN);
	sigaction(SIGTTIN, &before, NULL);
	if (getpid() != getpgrp() && getsid(0) != getpid())
		setpgid(0, 0);
	job_give_terminal(sh, getpgrp());
	return true;
}

bool job_control_set(struct shell *sh, bool on)
{
	sh->was_monitored = false;
	if (on == sh->opts.monitor)
		return true;
	if (on && !take_terminal(sh)) {
		/* what bash tells: the group it could not go back from, or else the terminal's */
		diag(sh, "cannot set terminal process group (%ld): %s",
			getpid() == getpgrp() ? -1L : (long)getpgrp(), strerror(ENOTTY));
		diag(sh, "no job control in this shell");
		signals_ignore_stops(sh);
		return true;
	}
	sh->opts.monitor = on;
	if (on && sh->interactive) {
		signals_ignore_stops(sh);
		job_window_size(sh, false);
	}
	if (!on && sh->terminal_fd >= 0) {
		job_give_terminal(sh, sh->terminal_pgid);
		close(sh->terminal_fd);
		sh->terminal_fd = -1;
	}
	return true;
}

void job_hangup_all(struct shell *sh)
{
	for (struct job *j = job_first(sh); j; j = j->next) {
		if (j->no_hup || j->disowned || job_state(j) == JOB_DONE)
			continue;
		job_kill(sh, j, SIGHUP);
		if (job_state(j) == JOB_STOPPED)
			job_kill(sh, j, SIGCONT);
	}
}
