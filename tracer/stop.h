/*
 * tracer/stop.h - why a tracee stands still, and how it is answered.
 *
 * Two halves: what a wait status means, and the interface between the handlers
 * and whatever made the stop.  A handler only sees struct tracee (number,
 * arguments, memory) and returns an enum sys_action; a struct stop_source
 * fills the one and carries out the other.  ptrace is the first source, and
 * the one that is always there: it also reports children, execs and exits.
 */
#ifndef TRACER_STOP_H
#define TRACER_STOP_H

#include <stdbool.h>
#include <sys/types.h>

#include "tracer/tracee.h"

enum stop_kind {
	STOP_GONE,    /* exited or killed: the thread is no more */
	STOP_CALL,    /* the filter sent a call here: judge it */
	STOP_SYSCALL, /* entry or exit of a call, as asked for by PTRACE_SYSCALL */
	STOP_CHILD,   /* fork, vfork or clone made one: PTRACE_GETEVENTMSG is its tid */
	STOP_EXEC,    /* a new image, before its first instruction */
	STOP_EXIT,    /* about to exit, still whole */
	STOP_GROUP,   /* stopped by job control (man 2 ptrace, "Group-stop") */
	STOP_TRAP,    /* an auto-attached child's first stop, PTRACE_INTERRUPT, SIGCONT */
	STOP_SIGNAL,  /* a signal is about to be delivered */
};

struct stop {
	pid_t tid;
	enum stop_kind kind;
	int signal; /* of STOP_SIGNAL and STOP_GROUP; else 0 */
	int event;  /* PTRACE_EVENT_*, or 0 */
	int status; /* as waitpid() gave it */
};

struct stop stop_classify(pid_t tid, int status);

struct stop_source {
	const char *name;
	bool sees_exit;  /* at_exit, on_any_exit, SYS_CHANGED and t->regs work */
	bool gives_fd;   /* SYS_FD works */
	/* Fill the "this stop" part of @t. 0; -ESRCH: it is gone; otherwise: deny. */
	int (*load)(struct tracee *t);
	/*
	 * Carry out what a handler decided, all but SYS_PARK and SYS_KILL.  0; -ESRCH: it is gone;
	 * otherwise the answer could not be applied and the thread group must die (ESCAPES 1.5).
	 */
	int (*answer)(struct tracee *t, enum sys_action action);
};

extern const struct stop_source stop_ptrace;

/*
 * ptrace only: let @t go on, delivering @signal (0: none), with a stop at the next call's entry
 * and exit when somebody waits for it.  0 or -ESRCH.
 */
int stop_resume(struct tracee *t, int signal);
/* A STOP_SYSCALL: is it the exit of the call?  Keeps count of entries and exits. */
bool stop_is_exit(struct tracee *t);

#endif
