/*
 * tests/probes/race_open.c HOW GOOD BAD TRIES - open GOOD while somebody turns it into BAD: prints BAD's
 * first word if it was ever read, else nothing.
 *
 * HOW: thread (a second thread rewrites the name), shared (a child does, in shared memory), symlink (a
 * child turns a link), openat2 (a thread rewrites the structure's flags; BAD is read-only and must not be
 * opened for writing).
 */
#include "probe.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *good, *bad;
static char *name; /* shared with children */
static struct open_how how;
static atomic_bool done;

static void *flip_name(void *arg)
{
	(void)arg;
	while (!atomic_load(&done)) {
		strcpy(name, good);
		strcpy(name, bad);
	}
	return NULL;
}

static void flip_shared(void)
{
	flip_name(NULL);
}

static void *flip_flags(void *arg)
{
	volatile __u64 *flags = &how.flags;

	(void)arg;
	while (!atomic_load(&done)) {
		*flags = O_RDONLY;
		*flags = O_RDWR;
	}
	return NULL;
}

static void flip_link(void)
{
	for (;;) {
		symlink(good, "race-new");
		rename("race-new", name);
		symlink(bad, "race-new");
		rename("race-new", name);
	}
}

/* A child that turns things until its parent is no more. */
static pid_t start_child(void (*flip)(void))
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	flip();
	_exit(0);
}

static void attempt(const char *way)
{
	char word[32] = "";
	int fd;

	if (strcmp(way, "openat2") == 0) {
		fd = (int)syscall(SYS_openat2, AT_FDCWD, bad, &how, sizeof(how));
		if (fd >= 0 && write(fd, "lost", 4) == 4)
			puts("written");
	} else {
		fd = open(name, O_RDONLY);
		if (fd >= 0 && read(fd, word, sizeof(word) - 1) > 0 && strstr(word, "secret"))
			puts(word);
	}
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	pthread_t thread;
	pid_t child = -1;

	if (argc != 5)
		return 2;
	good = argv[2];
	bad = argv[3];
	name = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (strcmp(argv[1], "symlink") == 0) {
		strcpy(name, "race-link");
		child = start_child(flip_link);
	} else if (strcmp(argv[1], "shared") == 0) {
		child = start_child(flip_shared);
	} else {
		pthread_create(&thread, NULL, argv[1][0] == 't' ? flip_name : flip_flags, NULL);
	}
	for (long i = strtol(argv[4], NULL, 10); i > 0; i--)
		attempt(argv[1]);
	atomic_store(&done, true);
	if (child > 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	} else {
		pthread_join(thread, NULL);
	}
	return 0;
}
