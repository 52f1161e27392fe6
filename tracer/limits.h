/*
 * tracer/limits.h - resource_limits of the policy, put on the session.
 *
 * In a cgroup v2 of its own where one can be made and has the controllers; elsewhere memory is
 * limited per process (RLIMIT_AS), processes are counted by the tracer, and a CPU quota cannot be had.
 */
#ifndef TRACER_LIMITS_H
#define TRACER_LIMITS_H

struct buf;
struct limits;
struct tracer;

/*
 * Put the limits on @tr->shell, which is stopped or waiting.  0, or a negative errno with one line in
 * @ret_message where config says that limits must hold and one cannot.
 */
int limits_apply(struct tracer *tr, struct buf *ret_message);
/* The session is over: remove its cgroup. */
void limits_free(struct limits *l);

#endif
