/*
 * shell/trap_wait.c - to wait for something else and for signals, without missing one.
 *
 * A handler only sets a flag.  One that runs between the look at the flags and the system
 * call would be seen when the call ends by itself: so signals are blocked in between.
 */
#include <errno.h>
#include <sys/wait.h>

#include "shell/trap_internal.h"

enum { MS_PER_S = 1000, NS_PER_MS = 1000 * 1000 };

int trap_poll(struct pollfd *fds, nfds_t n, int timeout_ms)
{
	struct timespec timeout = {timeout_ms / MS_PER_S, (long)(timeout_ms % MS_PER_S) * NS_PER_MS};
	sigset_t all, before;
	int ready = -1;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	errno = EINTR;
	if (!trap_interrupting_signal())
		ready = ppoll(fds, n, timeout_ms < 0 ? NULL : &timeout, &before);
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
