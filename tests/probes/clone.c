/*
 * tests/probes/clone.c FILE - children by every kind of clone, each of which tries to read FILE, which the
 * policy denies; and those kinds that must not be.
 */
#include "probe.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *file;
static char stack[65536] __attribute__((aligned(16)));

static int child_reads(void *style)
{
	say(style, open(file, O_RDONLY));
	_exit(0);
}

static void with_flags(const char *style, int flags)
{
	pid_t pid = clone(child_reads, stack + sizeof(stack), flags, (void *)(uintptr_t)style);

	if (pid < 0)
		say(style, -1);
	else
		waitpid(pid, NULL, __WALL);
}

int main(int argc, char **argv)
{
	struct clone_args args = {.exit_signal = SIGCHLD};
	pid_t pid;

	if (argc != 2)
		return 2;
	file = argv[1];
	with_flags("fork", SIGCHLD);
	with_flags("vfork", CLONE_VFORK | CLONE_VM | SIGCHLD);
	with_flags("shared-vm", CLONE_VM | SIGCHLD);
	with_flags("shared-all", CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD);
	with_flags("no-signal", 0);
	with_flags("parent", CLONE_PARENT | CLONE_VFORK | SIGCHLD);
	with_flags("untraced", CLONE_UNTRACED | SIGCHLD);
	with_flags("newuser", CLONE_NEWUSER | SIGCHLD);
	pid = (pid_t)syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		child_reads((void *)(uintptr_t)"clone3");
	if (pid < 0)
		say("clone3", -1);
	say("unshare", unshare(CLONE_NEWUSER));
	return 0;
}
