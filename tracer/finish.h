/*
 * tracer/finish.h - how a session ends: in order, or because its time is up.
 */
#ifndef TRACER_FINISH_H
#define TRACER_FINISH_H

#include <stdbool.h>

#include "tracer/stop.h"

/*
 * The shell stands at PTRACE_EVENT_EXIT: let it go once what it and its finished children wrote has
 * reached the caller (DESIGN 2).  Other tracees are served meanwhile.
 */
void finish_exit(struct tracer *tr, struct tracee *shell);
/* Is the session's time up?  Then all others are killed, and the shell is made to exit with 124. */
void finish_tick(struct tracer *tr);
/* The session's time is up and its shell stopped with @kind: send it to its exit. False: not now. */
bool finish_shell(struct tracee *shell, enum stop_kind kind);

#endif
