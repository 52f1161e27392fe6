/*
 * tracer/targets.h - whom a call that names processes would reach.
 */
#ifndef TRACER_TARGETS_H
#define TRACER_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tracee;

struct targets {
	pid_t *pids;    /* of ours, thread-group ids; in the stop's scratch */
	size_t n;
	bool outsiders; /* it would also reach others */
};

/* The process group @pgid, as it is now. 0 or a negative errno. */
int targets_of_group(struct tracee *t, pid_t pgid, struct targets *ret);
/* All of the session but @t's own process: what kill(-1) may mean here. */
void targets_of_session(struct tracee *t, struct targets *ret);

enum target_state { TARGET_NONE, TARGET_ZOMBIE, TARGET_ALIVE };
/* The process or thread @pid, ours or not. */
enum target_state target_state(pid_t pid);

#endif
