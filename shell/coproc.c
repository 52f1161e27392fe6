/*
 * shell/coproc.c - coproc [NAME] command (bash manual 3.2.6).
 *
 * NAME[0] reads what it writes, NAME[1] writes what it reads; the descriptors
 * are high ones, counted down from 63, as scripts may have seen in bash.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/job.h"
#include "shell/job_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { HIGHEST = 63, LOWEST = 20 };

/* To the highest free number up to 63, close-on-exec. */
static int move_high(int fd)
{
	for (int to = HIGHEST; to > LOWEST; to--) {
		if (fcntl(to, F_GETFD) >= 0)
			continue;
		if (dup3(fd, to, O_CLOEXEC) < 0)
			return fd;
		close(fd);
		return to;
	}
	return fd;
}

static int make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	ends[0] = move_high(ends[0]);
	ends[1] = move_high(ends[1]);
	return 0;
}

_Noreturn static void child_coproc(struct shell *sh, const struct node *n, int in, int out)
{
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	close(in);
	close(out);
	sh->frame->loop_depth = 0;
	shell_in_background(sh);
	child_exit(sh, exec_node(sh, n->coproc.body, EXEC_LAST | EXEC_FORKED | EXEC_BACKGROUND));
}

static void set_variables(struct shell *sh, struct job *j, const char *name, int from, int to)
{
	char *pair[] = {
		arena_printf(&sh->scratch, "%d", from),
		arena_printf(&sh->scratch, "%d", to),
	};

	var_set_array(sh, name, pair, 2);
	var_set_int(sh, arena_printf(&sh->scratch, "%s_PID", name), j->processes[0].pid);
	j->coproc = xstrdup(name);
	j->coproc_fds[0] = from;
	j->coproc_fds[1] = to;
}

/* Only what is still ours: the script may have closed or moved them. */
void coproc_ended(struct shell *sh, struct job *j)
{
	struct var *v = var_find(sh, j->coproc);
	char *pid = xasprintf("%s_PID", j->coproc);

	for (int i = 0; i < 2; i++) {
		const char *value = v ? var_element_at(sh, v, i) : NULL;
		int fd;

		if (value && num_parse_int(value, 0, INT_MAX, &fd) == 0 && fd == j->coproc_fds[i])
			close(fd);
	}
	var_unset(sh, j->coproc);
	var_unset(sh, pid);
	free(pid);
	free(j->coproc);
	j->coproc = NULL;
}

/* bash knows of one at a time, and says so if it forgets one that runs. */
static void warn_of_other(struct shell *sh)
{
	const struct job *last = NULL;

	job_reap(sh);
	for (const struct job *j = job_first(sh); j; j = j->next)
		if (j->coproc)
			last = j;
	if (last && (fcntl(last->coproc_fds[0], F_GETFD) >= 0 || fcntl(last->coproc_fds[1], F_GETFD) >= 0))
		diag(sh, "warning: execute_coproc: coproc [%d:%s] still exists",
			(int)last->processes[0].pid, last->coproc);
}

int exec_coproc(struct shell *sh, const struct node *n, unsigned flags)
{
	scoped_buf struct buf text = BUF_INIT;
	struct arena_mark mark = arena_mark(&sh->scratch);
	const char *name = n->coproc.name;
	int output[2], input[2];
	struct job *j;
	pid_t pid;

	(void)flags;
	warn_of_other(sh);
	if (!is_name(name, strlen(name))) {
		diag(sh, "`%s': not a valid identifier", name);
		return 1;
	}
	if (make_pipe(output) < 0 || make_pipe(input) < 0) {
		diag(sh, "cannot make pipe for coprocess: %s", strerror(errno));
		return 1;
	}
	ast_print_command(&text, n);
	j = job_new(sh, buf_steal(&text), false);
	pid = process_fork_job(sh, j, false);
	if (pid == 0) {
		close(output[0]);
		close(input[1]);
		child_coproc(sh, n, input[0], output[1]);
	}
	close(output[1]);
	close(input[0]);
	if (pid < 0) {
		close(output[0]);
		close(input[1]);
		job_remove(sh, j);
		return 1;
	}
	job_add_process(sh, j, pid);
	job_started_background(sh, j);
	set_variables(sh, j, name, output[0], input[1]);
	arena_rewind(&sh->scratch, mark);
	return 0;
}
