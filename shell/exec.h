/*
 * shell/exec.h - running trees.
 */
#ifndef SHELL_EXEC_H
#define SHELL_EXEC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct node;
struct program;
struct shell;

enum exec_flag {
	EXEC_LAST = 1 << 0,       /* nothing follows in this process: an exec may replace it */
	EXEC_NO_ERREXIT = 1 << 1, /* its failure does not trigger `set -e` */
	EXEC_BACKGROUND = 1 << 2, /* in a background job: stdin is /dev/null without job control */
	EXEC_FORKED = 1 << 3,     /* this process was forked for it */
	EXEC_NEGATED = 1 << 5,    /* a ! is in front: its failure triggers neither set -e nor ERR */
	EXEC_NO_ERR = 1 << 4,     /* its failure does not trigger an ERR trap that it sets itself */
	EXEC_MEMBER = 1 << 6,     /* this process is for it: a member or a job; DEBUG has run */
	EXEC_ONESHOT = 1 << 7,    /* bash would not fork here either: SHLVL goes down */
	EXEC_SIMPLE = 1 << 8,     /* exec_check_status(): of a simple command */
};

/* Run a tree (NULL: status 0) in this process; sets and returns sh->status. */
int exec_node(struct shell *sh, const struct node *n, unsigned flags);
int exec_program(struct shell *sh, struct program *p, unsigned flags);

/* Call a function by name with argv (argv[0] the name). */
struct func;
int exec_function(struct shell *sh, struct func *f, int argc, char **argv);
/* Run @argv as `command`, `builtin`, `exec` and others do it: which kinds of things may it be? */
enum run_kind { RUN_FUNCTION = 1 << 0, RUN_BUILTIN = 1 << 1, RUN_FILE = 1 << 2,
	RUN_DEFAULT_PATH = 1 << 3 };
int exec_argv(struct shell *sh, int argc, char **argv, unsigned kinds);
/* Run @b unless the policy's advice is against it; argv[0] is its name. */
struct builtin;
int exec_builtin(struct shell *sh, const struct builtin *b, int argc, char **argv);
/* Replace this process (`exec cmd`): returns only on failure, with the status 126 or 127. */
int exec_replace(struct shell *sh, char **argv, const char *argv0, bool clean_env);

/*
 * Fork for a subshell: in the child sets in_subshell, resets traps, drops jobs, and returns 0;
 * in the parent returns the pid, or -1 after printing why.
 */
pid_t process_fork(struct shell *sh, bool background);
/* Leave a forked child: EXIT trap if it set one, flush, _exit. */
_Noreturn void child_exit(struct shell *sh, int status);
/* waitpid's status as a shell status: code or 128+n. */
int status_of_wait(int wait_status);

#endif
