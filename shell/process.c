/*
 * shell/process.c - fork, exec, and what they answer: 126, 127.
 *
 * Where only an exec follows, the child shares our memory until then (as vfork
 * does, on a stack of its own): no page tables are copied.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/func.h"
#include "shell/input.h"
#include "shell/job.h"
#include "shell/lookup_internal.h"
#include "shell/precheck.h"
#include "shell/redir.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* The address sanitizer does not know of a child on another stack. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#define MAY_SHARE_MEMORY (!__has_feature(address_sanitizer))

enum { STATUS_CANNOT = 126, STATUS_NOT_FOUND = 127, SPAWN_STACK = 256 * 1024, HEAD_BYTES = 80 };

/* ---- fork ---- */

pid_t process_fork(struct shell *sh, bool background)
{
	sigset_t all, before;
	pid_t pid;

	if (job_first(sh))
		job_reap(sh); /* what the child may list */
	job_forget_told(sh);
	/* A signal for the new child must not meet the parent's traps there. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid)
		sigprocmask(SIG_SETMASK, &before, NULL);
	if (pid < 0) {
		diag(sh, "fork: %s", strerror(errno));
		return -1;
	}
	if (pid > 0)
		return pid;
	sh->child_of_main = !sh->in_subshell;
	sh->in_subshell = true;
	sh->undos_at_fork = sh->undos;
	sh->forked_in = sh->frame;
	sh->lone_child = sh->forked_builtin = false;
	sh->subshell_depth++;
	sh->trace_base = sh->trace_depth;
	sh->nested = 0;
	sh->leaves_exit_trap = false;
	signals_in_child(sh, background && !sh->opts.monitor);
	sigprocmask(SIG_SETMASK, &before, NULL);
	sh->was_monitored |= sh->opts.monitor;
	sh->opts.monitor = false;
	sh->interactive = false;
	if (sh->terminal_fd >= 0)
		close(sh->terminal_fd);
	sh->terminal_fd = -1;
	job_table_forked(sh);
	return 0;
}

void child_exit(struct shell *sh, int status)
{
	if (sh->unwind != UNWIND_EXIT && sh->unwind != UNWIND_ERROR && sh->unwind != UNWIND_TOP)
		sh->status = status;
	_exit(shell_finish(sh));
}

/* ---- exec ---- */

/* A text without a #! line is a script of ours; one with a NUL in its first line is no script. */
static bool is_binary(const char *path)
{
	char head[HEAD_BYTES];
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof(head));
	const char *end = n > 0 ? memchr(head, '\n', (size_t)n) : NULL;

	if (n < 0)
		return true;
	return memchr(head, '\0', end ? (size_t)(end - head) : (size_t)n) != NULL;
}

/* Run the text file @l->path as if it were our own script. Only in a process that is its own. */
static int run_script(struct shell *sh, const struct launch *l)
{
	struct shell fresh = {0};
	struct shell_setup setup = {
		.name = l->path,
		.prog = l->path,
		.called = sh->called,
		.script = l->path,
		.args = l->argv + 1,
		.environ = l->envp,
		.builtins = sh->builtins,
		.n_builtins = sh->n_builtins,
		.sh_mode = sh->sh_mode,
	};
	struct input in = {0};
	int fd = open(l->path, O_RDONLY | O_CLOEXEC);

	while (l->argv[setup.n_args + 1])
		setup.n_args++;
	if (fd < 0) {
		diag(sh, "%s: %s", l->path, strerror(errno));
		return STATUS_CANNOT;
	}
	shell_init(&fresh, &setup);
	fresh.supervised = sh->supervised;
	fresh.precheck = sh->precheck;
	fresh.opts.posix = sh->opts.posix;
	options_list(&fresh);
	input_from_fd(&in, l->path, fd, true);
	shell_run(&fresh, &in);
	input_release(&in);
	_exit(shell_finish(&fresh));
}

/* Say why execve() failed; the status. */
static int exec_failed(struct shell *sh, const char *path, int error)
{
	struct stat st;
	bool is_there = stat(path, &st) == 0;

	if (is_there && S_ISDIR(st.st_mode)) {
		diag(sh, "%s: %s", path, strerror(EISDIR));
		return STATUS_CANNOT;
	}
	if (error == ENOENT && is_there) {
		diag(sh, "%s: cannot execute: required file not found", path);
		return STATUS_NOT_FOUND;
	}
	if (error == ENOEXEC)
		diag(sh, "%s: cannot execute binary file: %s", path, strerror(error));
	else
		diag(sh, "%s: %s", path, strerror(error));
	return error == ENOENT ? STATUS_NOT_FOUND : STATUS_CANNOT;
}

int process_exec(struct shell *sh, const struct launch *l)
{
	int error;

	signals_for_exec();
	execve(l->path, l->argv, l->envp);
	error = errno;
	signals_after_exec_failed(sh);
	if (error == ENOEXEC && !is_binary(l->path))
		return run_script(sh, l);
	return exec_failed(sh, l->path, error);
}

/* The redirections of the simple command that this process was forked for; it ends if they fail. */
static void child_redirect(struct shell *sh, const struct redir *redirs)
{
	sh->lone_child = true;
	if (redirs && !redir_apply(sh, redirs, NULL))
		_exit(sh->unwind == UNWIND_EXIT ? sh->status : 1);
}

/* ---- the fast start ---- */

struct spawn {
	struct shell *sh;
	const struct launch *launch;
	const sigset_t *mask;
	bool is_script; /* has to be forked for good */
};

/* In memory that is the parent's, which waits: what is changed here is changed there. */
static int child_spawned(void *arg)
{
	struct spawn *s = arg;
	const struct launch *l = s->launch;
	int error;

	signals_before_exec();
	sigprocmask(SIG_SETMASK, s->mask, NULL);
	child_redirect(s->sh, l->redirs);
	execve(l->path, l->argv, l->envp);
	error = errno;
	if (error == ENOEXEC && !is_binary(l->path)) {
		s->is_script = true;
		_exit(0);
	}
	_exit(exec_failed(s->sh, l->path, error));
}

/* AddressSanitizer knows one stack for a thread: its builds fork. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SPAWN_BY_FORK 1
#endif
#endif
#ifndef SPAWN_BY_FORK
#define SPAWN_BY_FORK 0
#endif

static pid_t spawn(struct shell *sh, struct spawn *s)
{
	sigset_t all, before, mask;
	pid_t pid;

	if (!sh->spawn_stack) {
		sh->spawn_stack = mmap(NULL, SPAWN_STACK, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
		if (sh->spawn_stack == MAP_FAILED) {
			sh->spawn_stack = NULL;
			return -1;
		}
	}
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	mask = before;
	signals_mask_for_exec(&mask);
	s->mask = &mask; /* cppcheck-suppress autoVariables ; the child is done when clone() returns */
	pid = clone(child_spawned, (char *)sh->spawn_stack + SPAWN_STACK,
		CLONE_VM | CLONE_VFORK | SIGCHLD, s);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

/* Can expanding it change nothing but memory that is ours to forget? */
static bool is_plain_part(const struct word_part *p)
{
	for (; p; p = p->next) {
		switch (p->kind) {
		case PART_LITERAL:
		case PART_QUOTED:
			break;
		case PART_DOUBLE:
			if (!is_plain_part(p->parts))
				return false;
			break;
		case PART_PARAM:
			if (p->param->op != PARAM_PLAIN || p->param->subscript || p->param->indirect)
				return false;
			break;
		case PART_COMMAND:
		case PART_ARITH:
		case PART_PROCESS:
			return false;
		}
	}
	return true;
}

static bool are_plain(const struct redir *r)
{
	for (; r; r = r->next)
		if (r->fd_var || !is_plain_part(r->target->parts))
			return false;
	return true;
}

pid_t process_fork_job(struct shell *sh, struct job *j, bool foreground)
{
	bool monitor = sh->opts.monitor;
	int terminal = sh->terminal_fd;
	pid_t pid;

	if (!j || !monitor)
		return process_fork(sh, !foreground);
	sh->terminal_fd = -1; /* the child still needs it */
	pid = process_fork(sh, !foreground);
	sh->terminal_fd = terminal;
	if (pid == 0) {
		job_child_setup(sh, j, foreground);
		if (terminal >= 0)
			close(terminal);
		sh->terminal_fd = -1;
	}
	return pid;
}

static int run_forked(struct shell *sh, const struct launch *l)
{
	struct job *j = sh->opts.monitor ? job_new(sh, NULL, true) : NULL;
	pid_t pid = process_fork_job(sh, j, true);

	if (pid < 0)
		return STATUS_CANNOT;
	if (pid == 0) {
		child_redirect(sh, l->redirs);
		_exit(process_exec(sh, l));
	}
	if (!j)
		return job_wait_simple(sh, pid, l->node);
	j->node = l->node;
	job_add_process(sh, j, pid);
	return job_wait_foreground(sh, j);
}

int process_run(struct shell *sh, const struct launch *l)
{
	struct spawn s = {.sh = sh, .launch = l};
	bool lone = sh->lone_child;
	enum unwind unwind = sh->unwind;
	int before = sh->status;
	int status;
	pid_t pid;

	if (!MAY_SHARE_MEMORY || sh->opts.monitor || !are_plain(l->redirs)) {
		status = run_forked(sh, l);
	} else {
		pid = spawn(sh, &s);
		sh->lone_child = lone;
		sh->unwind = unwind; /* not what the child came to */
		sh->status = before;
		if (pid < 0 && errno != ENOSYS && errno != ENOMEM && errno != EINVAL) {
			diag(sh, "fork: %s", strerror(errno));
			return STATUS_CANNOT;
		}
		status = pid < 0 ? 0 : job_wait_simple(sh, pid, l->node);
		if (pid < 0 || s.is_script)
			status = run_forked(sh, l);
	}
	return status;
}

/* ---- not found ---- */

static int run_handler(struct shell *sh, struct func *f, int argc, char **argv,
	const struct redir *redirs)
{
	char **args = arena_alloc(&sh->scratch, ((size_t)argc + 2) * sizeof(*args));
	pid_t pid;

	args[0] = f->name;
	memcpy(args + 1, argv, ((size_t)argc + 1) * sizeof(*args));
	pid = process_fork(sh, false);
	if (pid < 0)
		return STATUS_CANNOT;
	if (pid == 0) {
		child_redirect(sh, redirs);
		child_exit(sh, exec_call(sh, f, argc + 1, args, false));
	}
	return job_wait_simple(sh, pid, sh->command);
}

int process_not_found(struct shell *sh, int argc, char **argv, const struct redir *redirs)
{
	struct func *handler = func_find(sh, "command_not_found_handle");
	int status = precheck_missing(sh, argv);
	pid_t pid;

	if (status)
		return status;
	if (handler)
		return run_handler(sh, handler, argc, argv, redirs);
	pid = redirs ? process_fork(sh, false) : 0;
	if (pid < 0)
		return STATUS_CANNOT;
	if (pid > 0)
		return job_wait_simple(sh, pid, sh->command);
	if (redirs)
		child_redirect(sh, redirs);
	diag(sh, "%s: command not found", quote_unprintable(argv[0], &sh->scratch));
	if (redirs)
		_exit(STATUS_NOT_FOUND);
	return STATUS_NOT_FOUND;
}

/* ---- the exec builtin ---- */

/* What exec runs and its messages name: bash makes the path absolute. */
static char *full_path(struct shell *sh, char *path)
{
	if (*path == '/' || !sh->cwd)
		return path;
	while (path[0] == '.' && path[1] == '/')
		path += 1 + strspn(path + 1, "/");
	return arena_printf(&sh->scratch, "%s/%s", strcmp(sh->cwd, "/") ? sh->cwd : "", path);
}

/* What exec adds to the message when @path itself is at fault. */
static void blame_file(struct shell *sh, const char *path)
{
	struct stat st;
	int error = 0;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		error = EISDIR;
	else if (access(path, X_OK) < 0)
		error = errno;
	if (error)
		diag(sh, "exec: %s: cannot execute: %s", path, strerror(error));
}

int exec_replace(struct shell *sh, char **argv, const char *argv0, bool clean_env)
{
	static char *no_environ[] = {NULL};
	char *path = lookup_for_exec(sh, argv[0], &sh->scratch);
	struct precheck check;
	struct launch l;
	char **changed;
	size_t n = 0;
	int status;

	if (!path || !strchr(path, '/')) {
		if (precheck_missing(sh, argv))
			return STATUS_CANNOT;
		diag(sh, "exec: %s: not found", argv[0]);
		return STATUS_NOT_FOUND;
	}
	path = full_path(sh, path);
	check = precheck_command(sh, path, argv);
	if (check.status)
		return check.status;
	l = (struct launch){.path = check.path ? check.path : path,
		.argv = check.argv ? check.argv : argv, .node = sh->command};
	l.envp = clean_env ? no_environ : var_environ(sh, &sh->scratch);
	l.envp = precheck_command_environ(sh, &check, l.envp);
	if (!l.envp)
		return STATUS_CANNOT;
	if (argv0) {
		while (l.argv[n])
			n++;
		changed = arena_memdup(&sh->scratch, l.argv, (n + 1) * sizeof(*changed));
		changed[0] = arena_strdup(&sh->scratch, argv0);
		l.argv = changed;
	}
	status = process_exec(sh, &l);
	if (status == STATUS_CANNOT)
		blame_file(sh, l.path);
	return status;
}
