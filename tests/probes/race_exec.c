/*
 * tests/probes/race_exec.c ALLOWED DENIED N - N execs of a path that a second thread keeps switching between
 * two programs; prints how often each ran.
 *
 * Both must exit at once: ALLOWED with 0, DENIED with 42.  Both paths are of one length.
 */
#include "probe.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char *path; /* shared by all processes */

static void *flip(void *arg)
{
	char *const *argv = arg;
	size_t len = strlen(argv[1]) + 1;

	for (;;) {
		memcpy(path, argv[1], len);
		memcpy(path, argv[2], len);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	int allowed = 0;
	int denied = 0;
	pthread_t t;

	if (argc != 4 || strlen(argv[1]) != strlen(argv[2]))
		return 2;
	path = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	strcpy(path, argv[1]);
	pthread_create(&t, NULL, flip, argv);
	for (int i = 0; i < (int)strtol(argv[3], NULL, 10); i++) {
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			execl(path, "x", NULL);
			_exit(1);
		}
		waitpid(pid, &status, 0);
		allowed += WIFEXITED(status) && WEXITSTATUS(status) == 0;
		denied += WIFEXITED(status) && WEXITSTATUS(status) == 42;
	}
	printf("denied ran %d, allowed ran %s\n", denied, allowed ? "some" : "never");
	return 0;
}
