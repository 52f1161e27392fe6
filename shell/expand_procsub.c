/*
 * shell/expand_procsub.c - <(…) and >(…): a pipe, its end named /dev/fd/N (bash manual 3.5.6).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/fd.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/expand_internal.h"
#include "shell/job.h"
#include "shell/job_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"

enum { FIRST_FD = 63 };

struct substitution {
	int fd; /* -1: closed, its process still to be collected */
	pid_t pid;
};

/* Move @fd to the highest free number at or below 63, as bash does; it is inherited by commands. */
static int fd_for_commands(int fd)
{
	for (int to = FIRST_FD; to >= FD_SHELL_MIN; to--) {
		if (fcntl(to, F_GETFD) >= 0 || errno != EBADF)
			continue;
		if (dup2(fd, to) < 0)
			break;
		close(fd);
		return to;
	}
	fcntl(fd, F_SETFD, 0);
	return fd;
}

/* Those that have ended and whose descriptors are closed, from @mark on: only `wait` may still ask. */
static void collect(struct shell *sh, size_t mark)
{
	struct expansion *x = sh->expansion;
	size_t kept = mark;

	for (size_t i = mark; i < x->n_substitutions; i++) {
		struct substitution *s = &x->substitutions[i];

		int status;
		pid_t r = s->fd >= 0 ? 0 : waitpid(s->pid, &status, WNOHANG);

		if (r == s->pid)
			job_remember(sh, r, status, true);
		else if (r == 0)
			x->substitutions[kept++] = *s;
	}
	x->n_substitutions = kept;
}

static void close_from(struct expansion *x, size_t mark)
{
	for (size_t i = mark; i < x->n_substitutions; i++) {
		if (x->substitutions[i].fd >= 0)
			close(x->substitutions[i].fd);
		x->substitutions[i].fd = -1;
	}
}

size_t process_substitutions_mark(struct shell *sh)
{
	return sh->expansion ? sh->expansion->n_substitutions : 0;
}

void process_substitutions_end(struct shell *sh, size_t mark)
{
	struct expansion *x = sh->expansion;

	if (!x || x->n_substitutions <= mark)
		return;
	close_from(x, mark);
	/* Those that run on stay in the list below the next mark, to be collected later. */
	collect(sh, mark);
}

void process_substitutions_wait(struct shell *sh)
{
	struct expansion *x = sh->expansion;

	for (size_t i = 0; x && i < x->n_substitutions; i++) {
		int status;

		/* one that is still written to, or that is not ours, would not end */
		if (x->substitutions[i].fd < 0)
			job_wait_child(sh, x->substitutions[i].pid, &status);
	}
}

_Noreturn static void child_run(struct shell *sh, const struct program *program, int fd, int as)
{
	sh->capture = NULL;
	job_table_substitution(sh);
	sh->trace_depth++;
	if (sh->expansion) {
		close_from(sh->expansion, 0);
		sh->expansion->n_substitutions = 0;
		sh->expansion->guarded = false;
	}
	if (dup2(fd, as) < 0)
		child_exit(sh, 1);
	close(fd);
	if (program) {
		sh->line_shift = sh->line - program->line;
		sh->line = program->end_line + sh->line_shift;
		exec_program(sh, (struct program *)(uintptr_t)program, EXEC_LAST | EXEC_FORKED | EXEC_ONESHOT);
	} else {
		sh->status = 0;
	}
	child_exit(sh, sh->status);
}

static void remember(struct expansion *x, int fd, pid_t pid)
{
	x->substitutions = xreallocarray(x->substitutions, x->n_substitutions + 1,
		sizeof(*x->substitutions));
	x->substitutions[x->n_substitutions++] = (struct substitution){fd, pid};
}

char *process_substitute(struct shell *sh, const struct program *program, char direction)
{
	bool reads = direction == '<';
	int fds[2];
	int ours, theirs;
	pid_t pid;

	if (expand_guarded(sh))
		return NULL;
	if (pipe2(fds, O_CLOEXEC) < 0) {
		diag(sh, "cannot make pipe for process substitution: %s", strerror(errno));
		expand_failed(sh);
		return NULL;
	}
	theirs = fd_move_high(fds[reads ? 1 : 0]);
	ours = fds[reads ? 0 : 1];
	pid = process_fork(sh, true);
	if (pid == 0) {
		close(ours);
		child_run(sh, program, theirs, reads ? STDOUT_FILENO : STDIN_FILENO);
	}
	close(theirs);
	if (pid < 0) {
		close(ours);
		expand_failed(sh);
		return NULL;
	}
	ours = fd_for_commands(ours);
	remember(expansion_of(sh), ours, pid);
	sh->last_background = pid;
	return arena_printf(&sh->scratch, "/dev/fd/%d", ours);
}
