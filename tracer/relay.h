/*
 * tracer/relay.h - what tracees print, redacted, to the caller's stdout and stderr.
 *
 * A thread per stream reads the pipe that the tracees write to, redacts, and writes
 * to the caller's descriptor with plain blocking writes, so a caller that does not
 * read holds up nobody but the stream.  O_NONBLOCK is never set on what is the
 * caller's.  When fd 1 and 2 are one open file, one stream serves both (order).
 * What is /dev/null, closed or not writable is not relayed, and neither is a
 * terminal (that needs a pty).  A caller that hangs up is seen by the tracees at
 * their next write, as without a relay: EPIPE and SIGPIPE.
 */
#ifndef TRACER_RELAY_H
#define TRACER_RELAY_H

#include <stdbool.h>

struct audit;
struct redactor_set;
struct relay;

/* Made before the fork: which of fd 1 and 2 are relayed, and the pipes (CLOEXEC, >= 10). */
struct relay_plan {
	int caller[2]; /* copies of its fd 1 and 2; -1: not relayed, or served by the other */
	int read[2];   /* supervisor's ends; read[1] is -1 when both go through one pipe */
	int write[2];  /* the shell's ends, to be put on 1 and 2; -1: leave it alone */
	int notice;    /* a terminal on fd 2: heard, but not relayed; else -1 */
};

/* 0 or a negative errno; on failure nothing is left open. */
int relay_plan(struct relay_plan *ret);
/* In the shell: put the write ends on fd 1 and 2 and close every other descriptor of the plan. */
void relay_plan_in_shell(struct relay_plan *plan);
/* Nothing came of it: close all, fd 1 and 2 stay as they are. */
void relay_plan_cancel(struct relay_plan *plan);
/*
 * In the supervisor: start the threads; the plan's descriptors are owned by the relay now.  @set NULL:
 * nothing is redacted.
 */
int relay_start(struct relay_plan *plan, const struct redactor_set *set, struct audit *audit,
	struct relay **ret);
/*
 * Wait until all that was written to the pipes so far has reached the caller, held text included
 * (the shell is about to exit: DESIGN 2).  Bounded by a caller that does not read: then it waits
 * as the shell itself would have.
 */
void relay_drain(struct relay *r);
/*
 * A line of our own (a newline is added where there is none) to the caller's stderr, redacted, in order
 * with what came before.  Never waits for the caller.  To a terminal only until relay_drain(): a daemon
 * that outlives the shell must not keep the terminal open through us.
 */
void relay_notice(struct relay *r, const char *line);
/* All writers are gone: wait for end of file on all pipes, flush, end the threads. */
void relay_close(struct relay *r);

#endif
