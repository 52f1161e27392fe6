/*
 * tracer/supervisor.h - start the supervisor, from the process that becomes the shell.
 *
 * Called once, before a byte of the user's script is read, with no threads and
 * nothing secret left open.  On return the caller is a tracee with the filter
 * installed, its fds 1 and 2 lead to the relay, and no descriptor of ours is
 * inherited by what it execs.
 */
#ifndef TRACER_SUPERVISOR_H
#define TRACER_SUPERVISOR_H

#include <stdbool.h>

struct buf;
struct config;
struct policy;

struct supervisor_options {
	const struct policy *policy;
	const struct config *config;
	const char *policy_path;   /* file to protect; NULL: built in */
	const char *config_path;
	const char *session_id;
	const char *state_dir;
	const char *binary_path;   /* of agentsh itself */
	char *const *environ;      /* the caller's, for redaction literals */
	const char *command;       /* what the session runs, for the audit (the -c text or script) */
	char *const *argv;         /* main()'s, NULL: none; the supervisor's copy gets another text */
	void (*meanwhile)(void);   /* run in the shell while the supervisor starts; NULL: nothing */
};

/*
 * 0: supervised.  Otherwise a negative errno and @ret_message, which says why in one line; fds are
 * as before.  With config on_attach_failure: fail_open nothing else has changed either; without it
 * the filter may be there, and what it traps fails.
 */
int supervisor_start(const struct supervisor_options *o, struct buf *ret_message);

/*
 * Is this process already under an agentsh supervisor?  Asks by a trapped call (tracer/control.h),
 * so the environment cannot lie.
 */
bool supervisor_is_outer(void);

#endif
