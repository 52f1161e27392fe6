/*
 * tracer/stop.c - wait statuses, and ptrace as a source of stops.
 */
#include "tracer/stop.h"

#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "tracer/tracer.h"

enum { SYSCALL_STOP = SIGTRAP | 0x80 }; /* PTRACE_O_TRACESYSGOOD */

static enum stop_kind kind_of_event(int event, int signal)
{
	switch (event) {
	case PTRACE_EVENT_SECCOMP:
		return STOP_CALL;
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
	case PTRACE_EVENT_CLONE:
		return STOP_CHILD;
	case PTRACE_EVENT_EXEC:
		return STOP_EXEC;
	case PTRACE_EVENT_EXIT:
		return STOP_EXIT;
	case PTRACE_EVENT_STOP:
		if (signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU)
			return STOP_GROUP;
		return STOP_TRAP;
	default:
		return STOP_TRAP;
	}
}

struct stop stop_classify(pid_t tid, int status)
{
	struct stop s = {.tid = tid, .kind = STOP_GONE, .status = status};
	int signal;

	if (!WIFSTOPPED(status))
		return s;
	signal = WSTOPSIG(status);
	s.event = status >> 16;
	if (s.event)
		s.kind = kind_of_event(s.event, signal);
	else
		s.kind = signal == SYSCALL_STOP ? STOP_SYSCALL : STOP_SIGNAL;
	if (s.kind == STOP_SIGNAL || s.kind == STOP_GROUP)
		s.signal = signal;
	return s;
}

static int ptrace_result(long r)
{
	return r < 0 ? -errno : 0;
}

int stop_resume(struct tracee *t, int signal)
{
	bool watch = t->at_exit || t->restore || t->watch_calls;

	if (!watch)
		t->in_call = false;
	t->state = TRACEE_RUNNING;
	t->resumed = true;
	arena_reset(&t->scratch);
	return ptrace_result(ptrace(watch ? PTRACE_SYSCALL : PTRACE_CONT, t->tid, NULL,
		(void *)(uintptr_t)signal));
}

bool stop_is_exit(struct tracee *t)
{
	t->in_call = !t->in_call;
	return !t->in_call;
}

static int load(struct tracee *t)
{
	int r = regs_load(t->tid, &t->regs);

	if (r < 0)
		return r;
	/*
	 * Linux reports the entry before the filter runs, so after this stop comes the exit; gVisor (as
	 * Linux before 4.8) reports it after (GVISOR 2, "stop order").
	 */
	t->in_call = !t->tracer->quirks.old_stop_order;
	if (!regs_is_native(&t->regs))
		return -ENOSYS;
	t->nr = regs_nr(&t->regs);
	for (unsigned i = 0; i < 6; i++)
		t->arg[i] = regs_arg(&t->regs, i);
	return 0;
}

/* The call does not run and returns @result. */
static int skip(struct tracee *t, int64_t result)
{
	int r;

	t->at_exit = NULL;
	regs_set_nr(&t->regs, -1);
	regs_set_result(&t->regs, result);
	r = regs_store(t->tid, &t->regs);
	return r < 0 ? r : stop_resume(t, 0);
}

static int run_changed(struct tracee *t)
{
	int r = regs_load(t->tid, &t->saved);

	if (r == 0)
		r = regs_store(t->tid, &t->regs);
	if (r < 0)
		return r;
	t->restore = true;
	return stop_resume(t, 0);
}

static int answer(struct tracee *t, enum sys_action action)
{
	switch (action) {
	case SYS_ALLOW:
		return stop_resume(t, 0);
	case SYS_DENY:
		return skip(t, -t->answer.error);
	case SYS_RESULT:
		return skip(t, t->answer.result);
	case SYS_CHANGED:
		return run_changed(t);
	case SYS_FD:
	case SYS_PARK:
	case SYS_KILL:
		break;
	}
	return -EOPNOTSUPP;
}

const struct stop_source stop_ptrace = {
	.name = "ptrace",
	.sees_exit = true,
	.load = load,
	.answer = answer,
};
