/*
 * shell/exec_internal.h - shared by the files of the executor.
 */
#ifndef SHELL_EXEC_INTERNAL_H
#define SHELL_EXEC_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "shell/exec.h"

struct arena;
struct builtin;
struct cond;
struct func;
struct node;
struct redir;
struct shell;
struct word;

/* One kind of node each (shell/exec_simple.c, exec_compound.c, exec_cond.c, pipeline.c, coproc.c). */
int exec_simple(struct shell *sh, const struct node *n, unsigned flags);
int exec_for(struct shell *sh, const struct node *n, unsigned flags);
int exec_arith_for(struct shell *sh, const struct node *n, unsigned flags);
int exec_while(struct shell *sh, const struct node *n, unsigned flags);
int exec_if(struct shell *sh, const struct node *n, unsigned flags);
int exec_case(struct shell *sh, const struct node *n, unsigned flags);
int exec_select(struct shell *sh, const struct node *n, unsigned flags);
int exec_arith(struct shell *sh, const struct node *n, unsigned flags);
int exec_cond(struct shell *sh, const struct node *n, unsigned flags);
int exec_subshell(struct shell *sh, const struct node *n, unsigned flags);
int exec_pipeline(struct shell *sh, const struct node *n, unsigned flags);
int exec_coproc(struct shell *sh, const struct node *n, unsigned flags);
int exec_background(struct shell *sh, const struct node *n);
/* Without its redirections. */
int exec_node_bare(struct shell *sh, const struct node *n, unsigned flags);

/* The command that begins now is on line @line of its tree. */
void exec_set_line(struct shell *sh, unsigned line);
/* A command that `set -e` and ERR look at has ended with sh->status. */
void exec_check_status(struct shell *sh, unsigned flags);
/* The status of a compound command whose redirections failed: a ! does not invert it. */
int redir_failed_status(unsigned flags);
/* The DEBUG trap before a command; false: skip it (extdebug). */
bool exec_debug_trap(struct shell *sh, const struct node *n);
/* Signals and traps between commands; false: the shell unwinds. */
bool exec_poll(struct shell *sh);
void set_pipestatus(struct shell *sh, int status);

/* The declaration builtin that @n, a simple command, is written as; NULL: none. */
const struct builtin *exec_declares(struct shell *sh, const struct node *n);
/*
 * Add to @argv what such a builtin gets for its operand @w, NAME=…: expanded, not split; of
 * NAME=( … ), which is assigned, the name.  False: failed.
 */
struct fields;
bool exec_declare_operand(struct shell *sh, const struct node *n, const struct word *w,
	struct fields *argv);

/* Keep @p, in which sh->command lies, for BASH_COMMAND in the EXIT trap. */
struct program;
void exec_keep_program(struct shell *sh, struct program *p);
/* Call @f; the temporary scope, when @adopt, becomes its locals (shell/exec_function.c). */
int exec_call(struct shell *sh, struct func *f, int argc, char **argv, bool adopt);
/* Is there stack left for one more level? Prints when not. */
bool exec_stack_ok(struct shell *sh);

/* ---- processes: shell/process.c ---- */

struct job;
/* process_fork() for a member of @j (NULL: none): in its group, with the terminal when @foreground. */
pid_t process_fork_job(struct shell *sh, struct job *j, bool foreground);
/* A program to start; all of it prepared before the fork. */
struct launch {
	const char *path;
	char **argv;
	char **envp;
	const struct redir *redirs;
	const struct node *node; /* for the message about its death */
};
/* Start it, wait, return its status: fast where only an exec follows. */
int process_run(struct shell *sh, const struct launch *l);
/* Become it. Returns only in execfail cases, with 126 or 127 after the message. */
int process_exec(struct shell *sh, const struct launch *l);
/* "x: command not found" or command_not_found_handle; 127. */
int process_not_found(struct shell *sh, int argc, char **argv, const struct redir *redirs);

/* ---- trace: shell/exec_trace.c ---- */
void xtrace_words(struct shell *sh, char *const *argv);
void xtrace_line(struct shell *sh, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `for NAME in WORDS` and `select`: @n is the loop. */
void xtrace_head(struct shell *sh, const char *keyword, const struct node *n);

#endif
