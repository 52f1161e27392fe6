/*
 * tracer/probe.c - what this kernel's ptrace does otherwise, found by trying.
 */
#include "tracer/probe.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/clock.h"
#include "tracer/tracer.h"

enum { WAIT_NS = 20000000, STEP_NS = 500000 };

/* Wait for a stop of @pid until @until_ns; its status, or -1. */
static int wait_for_stop(pid_t pid, int64_t until_ns)
{
	const struct timespec step = {.tv_nsec = STEP_NS};
	int status;

	while (waitpid(pid, &status, WNOHANG | __WALL) != pid) {
		if (clock_monotonic_ns() > until_ns)
			return -1;
		nanosleep(&step, NULL);
	}
	return status;
}

_Noreturn static void child_wait_for_signal(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		pause();
}

/* Is a signal that is sent while its receiver stands in a stop delivered when that goes on? */
static bool signals_get_stuck(void)
{
	pid_t pid = fork();
	int64_t until = clock_monotonic_ns() + WAIT_NS;
	bool stuck = false;
	int status;

	if (pid == 0)
		child_wait_for_signal();
	if (pid < 0)
		return true; /* the cautious answer */
	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0 &&
		ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) == 0 && wait_for_stop(pid, until) >= 0) {
		kill(pid, SIGUSR1);
		ptrace(PTRACE_CONT, pid, NULL, NULL);
		status = wait_for_stop(pid, clock_monotonic_ns() + WAIT_NS);
		stuck = !(status >= 0 && WIFSTOPPED(status) && WSTOPSIG(status) == SIGUSR1);
	}
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status))
		;
	return stuck;
}

static void first_call_returns(struct tracee *t)
{
	struct tracer_quirks *q = &t->tracer->quirks;

	if (regs_result(&t->regs) == -ENOSYS) {
		/* This is the entry: the call will be refused with EINVAL, never with ENOSYS. */
		q->old_stop_order = true;
		q->signals_get_stuck = signals_get_stuck();
		tracer_tick_changed(t->tracer);
		t->in_call = true;
		t->at_exit = first_call_returns;
		return;
	}
	regs_set_result(&t->regs, 0);
}

void probe_first_call(struct tracee *t)
{
	t->at_exit = first_call_returns;
}
