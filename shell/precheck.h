/*
 * shell/precheck.h - what the policy says, before anything is forked: advice and good wording.
 *
 * The supervisor enforces; this explains in one line and saves the fork.  All
 * of it is a no-op without sh->policy.
 */
#ifndef SHELL_PRECHECK_H
#define SHELL_PRECHECK_H

#include <stdbool.h>

#include "policy/decide.h"

struct redir;
struct shell;

/* Check against @p (NULL: nothing is checked); what `approve` means is @approvals. */
struct policy;
void precheck_init(struct shell *sh, const struct policy *p, enum approval_mode approvals);
void precheck_release(struct shell *sh);

struct precheck {
	int status;        /* 0: go on; 126: refused, the line was printed */
	const char *path;  /* what to execute (changed by a command redirect) */
	char **argv;
	char *const *env_add; /* NAME=VALUE to add for a redirected command; may be NULL */
	struct decision decision;
};

/* A program about to be run: @path resolved, @argv complete.  Results live in sh->scratch. */
struct precheck precheck_command(struct shell *sh, const char *path, char **argv);
/* A builtin about to be run (rules may name `cd`, `source`, `kill`… explicitly); 0 or 126. */
int precheck_builtin(struct shell *sh, int argc, char **argv);
/*
 * A file about to be opened by a redirection or `source`: the message for EACCES, or nothing.
 * @write: for writing.  False: refused, the line was printed.
 */
bool precheck_open(struct shell *sh, const char *path, bool write);
/* May a program see this variable that the shell was started with? */
bool precheck_sees(struct shell *sh, const char *name);
struct arena;
/* Add env_inject to a NULL-terminated envp, over what is there. */
char **precheck_environ(struct shell *sh, char **envp, struct arena *a);
/*
 * Apply what the rule that let @c through says of the environment: its env_allow and env_deny,
 * and the limits.  NULL: refused, the line was printed.
 */
char **precheck_command_environ(struct shell *sh, const struct precheck *c, char **envp);
/* The command @argv[0] was not found: 126 after the refusal when a rule names it, else 0. */
int precheck_missing(struct shell *sh, char **argv);

#endif
