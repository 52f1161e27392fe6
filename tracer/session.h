/*
 * tracer/session.h - all that one supervisor holds: opened in order, run, closed in order.
 */
#ifndef TRACER_SESSION_H
#define TRACER_SESSION_H

#include <stdbool.h>
#include <sys/types.h>

struct buf;
struct policy;
struct relay_plan;
struct session;
struct supervisor_options;

/* Are stat-like calls trapped under this policy?  Shell and supervisor must agree. */
bool session_traces_stat(const struct policy *p);
/*
 * In the supervisor: open the audit log, start the relay, put the limits on @shell.  0, or a negative
 * errno and one line in @ret_message; then the process is to exit, which undoes it all.
 */
int session_open(const struct supervisor_options *o, struct relay_plan *plan, pid_t shell,
	struct session **ret, struct buf *ret_message);
/* Seize the shell, which lets us.  What fails after this would take it along (EXITKILL). */
int session_seize(struct session *s, struct buf *ret_message);
/* Serve until the last tracee is gone, and close. */
void session_run(struct session *s);

#endif
