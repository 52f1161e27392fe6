/*
 * tests/probes/kill.c PID - signal PID, which is outside the session, in every way that there is, and its
 * own child in the same ways; prints what each call gave.
 *
 * The signal is SIGCHLD, so that an outsider comes to no harm where it gets through.
 */
#include "probe.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNAL = SIGCHLD };

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#define SYS_pidfd_send_signal 424
#endif

static void queue(const char *style, long nr, pid_t pid, int thread)
{
	siginfo_t info = {.si_signo = SIGNAL, .si_code = SI_QUEUE};

	say(style, thread ? syscall(nr, pid, pid, SIGNAL, &info) : syscall(nr, pid, SIGNAL, &info));
}

static void own_by_kernel(pid_t pid)
{
	int fds[2];
	struct f_owner_ex ex = {.type = F_OWNER_PID, .pid = pid};

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
		return;
	say("F_SETOWN", fcntl(fds[0], F_SETOWN, pid));
	say("F_SETOWN_EX", fcntl(fds[0], F_SETOWN_EX, &ex));
	say("FIOSETOWN", ioctl(fds[0], FIOSETOWN, &pid));
	close(fds[0]);
	close(fds[1]);
}

static void try_all(const char *who, pid_t pid)
{
	int pidfd;

	printf("-- %s\n", who);
	say("kill", kill(pid, SIGNAL));
	say("kill0", kill(pid, 0));
	say("tkill", syscall(SYS_tkill, pid, SIGNAL));
	say("tgkill", syscall(SYS_tgkill, pid, pid, SIGNAL));
	queue("sigqueue", SYS_rt_sigqueueinfo, pid, 0);
	queue("tgsigqueue", SYS_rt_tgsigqueueinfo, pid, 1);
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (pidfd >= 0)
		say("pidfd", syscall(SYS_pidfd_send_signal, pidfd, SIGNAL, NULL, 0));
	own_by_kernel(pid);
}

int main(int argc, char **argv)
{
	pid_t child;

	if (argc != 2)
		return 2;
	try_all("outside", (pid_t)strtol(argv[1], NULL, 10));
	child = fork();
	if (child == 0)
		for (;;)
			pause();
	try_all("child", child);
	kill(child, SIGKILL);
	say("zombie", kill(child, SIGNAL)); /* it is not waited for yet */
	waitpid(child, NULL, 0);
	printf("gone %s\n", kill(child, SIGNAL) < 0 ? strerrorname_np(errno) : "ok");
	return 0;
}
