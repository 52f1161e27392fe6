/*
 * shell/pipeline.c - pipelines, background jobs and subshells.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/job.h"
#include "shell/parser.h"
#include "shell/redir.h"
#include "shell/shell.h"
#include "shell/time_report.h"
#include "shell/trap.h"

/* Standard input of what runs in the background without job control (POSIX 2.9.3.1). */
static void stdin_from_null(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		close(STDIN_FILENO);
		return;
	}
	if (fd == STDIN_FILENO)
		fcntl(fd, F_SETFD, 0);
	else
		dup2(fd, STDIN_FILENO);
	if (fd != STDIN_FILENO)
		close(fd);
}

static void put_on(int fd, int number)
{
	if (fd < 0)
		return;
	if (fd == number) {
		fcntl(fd, F_SETFD, 0);
		return;
	}
	dup2(fd, number);
	close(fd);
}

/* A pipe whose ends stay clear of 0, 1 and 2, which may be closed here. */
static int make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	for (int i = 0; i < 2; i++) {
		if (ends[i] > STDERR_FILENO)
			continue;
		ends[i] = fd_move_high(ends[i]);
		if (ends[i] < 0)
			return ends[i];
	}
	return 0;
}

/* ---- members ---- */

/* What one member of a pipeline is given. */
struct member {
	const struct node *node;
	int in;       /* -1: inherited */
	int out;
	int unwanted; /* the other end of `out`; -1: none */
	bool background;
};

/* Only of groups, subshells and simple commands bash runs an EXIT trap that they set. */
static bool runs_exit_trap(const struct member *m)
{
	bool piped = m->in >= 0 || m->out >= 0;

	return m->node->kind == NODE_SIMPLE || m->node->kind == NODE_SUBSHELL ||
		(m->node->kind == NODE_GROUP && !(m->background && piped));
}

_Noreturn static void child_member(struct shell *sh, const struct member *m)
{
	unsigned flags = EXEC_LAST | EXEC_FORKED | EXEC_MEMBER | (m->background ? EXEC_BACKGROUND : 0);

	if (m->unwanted >= 0)
		close(m->unwanted);
	if (m->background && m->in < 0 && !sh->jobs_monitored && !sh->stdin_redirected)
		stdin_from_null();
	sh->stdin_redirected += m->in >= 0;
	put_on(m->in, STDIN_FILENO);
	put_on(m->out, STDOUT_FILENO);
	if (m->node->kind == NODE_SIMPLE) {
		job_table_words(sh);
		/* bash counts only what could hold more commands; see exec_simple's enter_member() */
		sh->subshell_depth -= !m->background;
		flags |= EXEC_NO_ERREXIT; /* and ERR is for them */
		flags |= m->background ? EXEC_ONESHOT : 0;
		sh->lone_child = true;
	} else {
		if (m->background)
			shell_in_background(sh);
		job_table_clear(sh);
		sh->frame->loop_depth = 0;
		sh->subshell_depth -= m->node->kind == NODE_SUBSHELL; /* it counts itself */
	}
	sh->leaves_exit_trap = !runs_exit_trap(m);
	child_exit(sh, exec_node(sh, m->node, flags));
}

/* A member without a process. */
static void add_done(struct shell *sh, struct job *j, int status)
{
	job_add_process(sh, j, 0);
	j->processes[j->n_processes - 1].state = JOB_DONE;
	j->processes[j->n_processes - 1].wait_status = (status & 0xff) << 8;
}

static bool start_member(struct shell *sh, struct job *j, const struct member *m)
{
	unsigned line = sh->line;
	pid_t pid;

	if (m->node->kind == NODE_SIMPLE || m->node->kind == NODE_SUBSHELL)
		exec_set_line(sh, m->node->line);
	if (m->node->kind == NODE_SIMPLE && !exec_debug_trap(sh, m->node)) {
		add_done(sh, j, 0);
		sh->line = line;
		return true;
	}
	/* behind a subshell that pipes its output on, bash stays on that line */
	if (m->node->kind != NODE_SUBSHELL || m->out < 0)
		sh->line = line;
	sh->jobs_monitored = sh->opts.monitor;
	pid = process_fork_job(sh, j, !m->background);
	if (pid < 0)
		return false;
	if (pid == 0)
		child_member(sh, m);
	job_add_process(sh, j, pid);
	return true;
}

static char *text_of(const struct node *n)
{
	scoped_buf struct buf text = BUF_INIT;

	ast_print_command(&text, n);
	return buf_steal(&text);
}

/* `shopt -s lastpipe`: the last member runs here, with the pipe as its standard input. */
static void run_last_here(struct shell *sh, struct job *j, const struct node *n, int in,
	unsigned flags)
{
	int saved = fd_dup_high(STDIN_FILENO);
	int status;

	put_on(in, STDIN_FILENO);
	status = exec_node(sh, n, flags & ~(unsigned)(EXEC_LAST | EXEC_FORKED));
	if (saved >= 0) {
		dup2(saved, STDIN_FILENO);
		close(saved);
	} else {
		close(STDIN_FILENO);
	}
	add_done(sh, j, status);
}

/* A child for what may not fit into the pipe. */
_Noreturn static void child_write(struct shell *sh, const struct member *m, const struct buf *text,
	int status)
{
	int r;

	close(m->unwanted);
	r = fd_write_all(m->out, text->s, text->len);
	if (r < 0) {
		diag(sh, "%s: write error: %s", m->node->simple.words->value, strerror(-r));
		status = 1;
	}
	child_exit(sh, status);
}

/*
 * The first member, where it is a builtin that only prints: it runs here, and its text is put into
 * the pipe.  False: it has to be started like the others.
 */
static bool run_first_here(struct shell *sh, struct job *j, const struct member *m)
{
	scoped_buf struct buf text = BUF_INIT;
	unsigned line = sh->line;
	pid_t pid;
	bool captured;
	int status;

	if (m->background || sh->opts.monitor || sh->trap_debug || traps_any(sh))
		return false;
	exec_set_line(sh, m->node->line);
	captured = command_captured(sh, m->node, &text, &status);
	sh->line = line;
	if (!captured)
		return false;
	if (text.len <= PIPE_BUF) {
		fd_write_all(m->out, text.s, text.len);
		add_done(sh, j, status);
		return true;
	}
	pid = process_fork(sh, false);
	if (pid == 0)
		child_write(sh, m, &text, status);
	if (pid > 0)
		job_add_process(sh, j, pid);
	return pid > 0;
}

/* Start all members; false after printing why one could not be. */
static bool start_all(struct shell *sh, struct job *j, const struct node *first,
	bool background, unsigned flags)
{
	int in = -1;

	for (const struct node *n = first; n; n = n->next) {
		int ends[2] = {-1, -1};
		struct member m = {.node = n, .in = in, .background = background};
		int r = n->next ? make_pipe(ends) : 0;
		bool ok;

		if (r < 0) {
			diag(sh, "pipe error: %s", strerror(-r));
			if (in >= 0)
				close(in);
			return false;
		}
		if (!n->next && n->kind != NODE_SUBSHELL && sh->opts.lastpipe && !sh->opts.monitor &&
			!background) {
			run_last_here(sh, j, n, in, flags);
			return true;
		}
		m.out = ends[1];
		m.unwanted = ends[0];
		ok = (n == first && n->next && run_first_here(sh, j, &m)) || start_member(sh, j, &m);
		if (in >= 0)
			close(in);
		if (ends[1] >= 0)
			close(ends[1]);
		in = ends[0];
		if (!ok) {
			if (in >= 0)
				close(in);
			return false;
		}
	}
	return true;
}

/* With a ( ) as last member ERR is told of a failure twice: by it, and by the pipeline. */
static void check_last(struct shell *sh, const struct node *pipeline, int status)
{
	const struct node *last = pipeline->pipeline.commands;

	while (last->next)
		last = last->next;
	if (last->kind != NODE_SUBSHELL || !sh->trap_err)
		return;
	sh->status = status;
	exec_check_status(sh, 0);
}

static int run_members(struct shell *sh, const struct node *n, unsigned flags)
{
	struct job *j = job_new(sh, NULL, true);
	int status;

	j->node = n;
	if (!start_all(sh, j, n->pipeline.commands, false, flags) && !j->n_processes) {
		job_remove(sh, j);
		sh->status = 1;
		return 1;
	}
	status = job_wait_foreground(sh, j);
	if (!(flags & EXEC_NO_ERREXIT))
		check_last(sh, n, status);
	return status;
}

static int run_inner(struct shell *sh, const struct node *n, unsigned flags)
{
	bool ignored = n->pipeline.negate && sh->opts.errexit; /* ERR is told what is inside of a ! */
	int status;

	if (n->pipeline.n > 1) {
		sh->err_line = sh->line;
		sh->errexit_ignored += ignored; /* the members inherit it */
		sh->status = run_members(sh, n, flags);
		sh->errexit_ignored -= ignored;
		if (!n->pipeline.negate)
			exec_check_status(sh, flags);
		exec_poll(sh);
		return sh->status;
	}
	if (!n->pipeline.commands)
		return 0;
	if (n->pipeline.timed || n->pipeline.negate)
		flags &= ~(unsigned)EXEC_LAST & ~(unsigned)EXEC_FORKED;
	if (n->pipeline.negate)
		flags |= EXEC_NEGATED;
	sh->errexit_ignored += ignored;
	status = exec_node(sh, n->pipeline.commands, flags);
	sh->errexit_ignored -= ignored;
	return status;
}

int exec_pipeline(struct shell *sh, const struct node *n, unsigned flags)
{
	struct time_mark mark;
	int status;

	if (n->pipeline.timed)
		time_start(&mark);
	status = run_inner(sh, n, flags);
	if (n->pipeline.timed && !n->pipeline.n && sh->opts.posix && !n->pipeline.time_posix)
		time_report_all(sh, &mark);
	else if (n->pipeline.timed)
		time_report(sh, &mark, n->pipeline.time_posix);
	if (n->pipeline.negate && (sh->unwind == UNWIND_NONE)) {
		status = status == 0;
		sh->status = status;
		if (n->pipeline.n == 1 && (n->pipeline.commands->kind == NODE_ARITH ||
			n->pipeline.commands->kind == NODE_COND))
			set_pipestatus(sh, status); /* of those the ! counts */
	}
	return status;
}

/* ---- cmd & ---- */

static bool is_pipeline(const struct node *n)
{
	return n->kind == NODE_PIPELINE && n->pipeline.n > 1 && !n->pipeline.timed && !n->pipeline.negate;
}

int exec_background(struct shell *sh, const struct node *n)
{
	struct member m = {.node = n, .in = -1, .out = -1, .unwanted = -1, .background = true};
	struct job *j;
	bool ok;

	/* `%1 &` sets a job going; nothing is started for it. */
	if (n->kind == NODE_SIMPLE && n->simple.words && n->simple.words->text[0] == '%')
		return exec_node(sh, n, EXEC_BACKGROUND);
	j = job_new(sh, text_of(n), false);
	if (is_pipeline(n)) {
		size_t i = 0;

		ok = start_all(sh, j, n->pipeline.commands, true, 0);
		for (const struct node *c = n->pipeline.commands; c && i < j->n_processes; c = c->next)
			j->processes[i++].text = text_of(c);
	} else {
		ok = start_member(sh, j, &m);
	}
	if (!ok && !j->n_processes) {
		job_remove(sh, j);
		sh->status = 1;
		return 1;
	}
	job_started_background(sh, j);
	sh->status = 0;
	return 0;
}

/* ---- ( list ) ---- */

/* One that is all there is in another, ( (a; b) ), is no process of its own. */
_Noreturn static void child_subshell(struct shell *sh, const struct node *n, unsigned flags)
{
	sh->frame->loop_depth = 0;
	job_table_clear(sh);
	for (;; n = n->body, flags = 0) {
		sh->subshell_depth++;
		if (n->redirs && !redir_apply(sh, n->redirs, NULL))
			child_exit(sh, redir_failed_status(flags));
		if (n->body->kind != NODE_SUBSHELL)
			break;
	}
	child_exit(sh, exec_node(sh, n->body, EXEC_LAST | EXEC_ONESHOT));
}

int exec_subshell(struct shell *sh, const struct node *n, unsigned flags)
{
	struct job *j = NULL;
	unsigned line = sh->line;
	pid_t pid;

	exec_set_line(sh, n->line);
	if (flags & EXEC_FORKED)
		child_subshell(sh, n, flags); /* a member of a pipeline is one already */
	if (sh->opts.monitor)
		j = job_new(sh, NULL, true);
	pid = process_fork_job(sh, j, true);
	if (pid < 0) {
		sh->status = 1;
		return 1;
	}
	if (pid == 0) {
		sh->subshell_depth--;
		child_subshell(sh, n, flags);
	}
	if (j) {
		j->node = n;
		job_add_process(sh, j, pid);
		sh->status = job_wait_foreground(sh, j);
	} else {
		sh->status = job_wait_simple(sh, pid, n);
	}
	set_pipestatus(sh, sh->status);
	if (sh->trap_err && !sh->in_trap)
		sh->command = n;
	exec_check_status(sh, flags);
	sh->line = line;
	exec_poll(sh);
	return sh->status;
}
