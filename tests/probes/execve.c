/*
 * tests/probes/execve.c FILE - run FILE by every spelling of exec that there is; prints what each gave.
 *
 * FILE prints one line and exits with 0, where it may run.
 */
#include "probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *file;
static char *const args[] = {(char *)(uintptr_t)"harmless", NULL};

static void by_path(void)
{
	execve(file, args, environ);
}

static void without_arguments(void)
{
	syscall(SYS_execve, file, NULL, environ);
}

static void by_fd(void)
{
	syscall(SYS_execveat, open(file, O_PATH), "", args, environ, AT_EMPTY_PATH);
}

static void by_dirfd(void)
{
	syscall(SYS_execveat, open("/", O_PATH | O_DIRECTORY), file + 1, args, environ, 0);
}

static void by_proc_fd(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", open(file, O_RDONLY));
	execve(path, args, environ);
}

static void by_dots(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "//proc/../.%s", file);
	execve(path, args, environ);
}

static void *thread_exec(void *arg)
{
	(void)arg;
	execve(file, args, environ);
	say("thread", -1);
	_exit(1);
}

static void by_thread(void)
{
	pthread_t t;

	pthread_create(&t, NULL, thread_exec, NULL);
	pthread_join(t, NULL);
}

static void attempt(const char *style, void (*run)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		run();
		say(style, -1);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		say(style, 0);
	else if (WIFSIGNALED(status))
		printf("%s signal %d\n", style, WTERMSIG(status));
}

int main(int argc, char **argv)
{
	pid_t pid;

	if (argc != 2)
		return 2;
	file = argv[1];
	attempt("execve", by_path);
	attempt("no-argv", without_arguments);
	attempt("fd", by_fd);
	attempt("dirfd", by_dirfd);
	attempt("proc-fd", by_proc_fd);
	attempt("dots", by_dots);
	attempt("thread", by_thread);
	errno = posix_spawn(&pid, file, NULL, NULL, args, environ);
	if (errno == 0)
		waitpid(pid, NULL, 0);
	say("spawn", errno ? -1 : 0);
	return 0;
}
