/*
 * shell/trap_wait.c - to wait for something else and for signals, without missing one.
 *
 * A handler only sets a flag.  One that runs between the look at the flags and the system
 * call would be seen when the call ends by itself: so signals are blocked in between.
 */
#include <errno.h>
#include <sys/wait.h>

#include "lib/clock.h"
#include "shell/trap_internal.h"

enum { NS_PER_S = 1000 * 1000 * 1000 };

int trap_poll(struct pollfd *fds, nfds_t n, int64_t deadline_ns)
{
	int64_t left = deadline_ns ? deadline_ns - clock_monotonic_ns() : 0;
	struct timespec timeout = {left / NS_PER_S, left % NS_PER_S};
	sigset_t all, before;
	int ready = -1;

	if (left < 0 || (deadline_ns && !left))
		return 0;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	errno = EINTR;
	if (!trap_interrupting_signal())
		ready = ppoll(fds, n, deadline_ns ? &timeout : NULL, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

pid_t trap_waitpid(pid_t pid, int *ret_status, int options)
{
	sigset_t before, ours, awaited;
	pid_t r = -1;
	int error;

	trap_handled(&ours);
	awaited = ours;
	sigaddset(&awaited, SIGCHLD);
	sigprocmask(SIG_BLOCK, &awaited, &before);
	errno = EINTR;
	while (!trap_interrupting_signal() && (r = waitpid(pid, ret_status, options | WNOHANG)) == 0) {
		int signal = sigwaitinfo(&awaited, NULL);

		if (signal > 0 && sigismember(&ours, signal))
			trap_note(signal);
		r = -1;
		errno = EINTR;
	}
	error = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = error;
	return r;
}
