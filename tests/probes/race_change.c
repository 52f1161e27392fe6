/*
 * tests/probes/race_change.c CALL GOOD BAD TRIES - do CALL to GOOD while a second thread rewrites the name
 * to BAD and back.  GOOD is made anew for each try, or removed before each that makes it.
 *
 * CALL: unlink, rename (to GOOD.moved), truncate, open (with O_TRUNC), link (to GOOD.link, which is then
 * read: prints "secret" when that is BAD's), chmod, utime, utimes, utimensat, setxattr, removexattr; creat, mkdir, symlink, mknod.
 */
#include "probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

static const char *good, *bad;
static char name[4096], other[4096];
static atomic_bool done;

static void *flip(void *arg)
{
	(void)arg;
	while (!atomic_load(&done)) {
		strcpy(name, good);
		strcpy(name, bad);
	}
	return NULL;
}

static void make_good(void)
{
	int fd = open(good, O_WRONLY | O_CREAT, 0600);

	if (fd >= 0 && write(fd, "plain\n", 6) == 6)
		close(fd);
}

static void look_at_link(void)
{
	char word[32] = "";
	int fd = open(other, O_RDONLY);

	if (fd >= 0 && read(fd, word, sizeof(word) - 1) > 0 && strstr(word, "secret"))
		puts("secret");
	if (fd >= 0)
		close(fd);
	unlink(other);
}

static bool attempt_to_make(const char *call)
{
	int fd;

	unlink(good);
	rmdir(good);
	if (strcmp(call, "creat") == 0) {
		fd = open(name, O_WRONLY | O_CREAT, 0444);
		if (fd >= 0)
			close(fd);
	} else if (strcmp(call, "mkdir") == 0) {
		mkdir(name, 0755);
	} else if (strcmp(call, "symlink") == 0) {
		symlink("x", name);
	} else if (strcmp(call, "mknod") == 0) {
		mknod(name, S_IFREG | 0600, 0);
	} else {
		return false;
	}
	rmdir(good);
	return true;
}

/* Times and attributes. */
static bool attempt_to_mark(const char *call)
{
	static const struct timespec long_ago[2];
	static const struct timeval once[2];
	static const struct utimbuf then;

	if (strcmp(call, "utime") == 0)
		utime(name, &then);
	else if (strcmp(call, "utimes") == 0)
		utimes(name, once);
	else if (strcmp(call, "utimensat") == 0)
		utimensat(AT_FDCWD, name, long_ago, AT_SYMLINK_NOFOLLOW);
	else if (strcmp(call, "setxattr") == 0)
		setxattr(name, "user.mark", "x", 1, 0);
	else if (strcmp(call, "removexattr") == 0)
		removexattr(name, "user.keep");
	else
		return false;
	return true;
}

static bool attempt(const char *call)
{
	int fd;

	if (strcmp(call, "unlink") == 0) {
		unlink(name);
	} else if (strcmp(call, "rename") == 0) {
		rename(name, other);
		look_at_link();
	} else if (strcmp(call, "truncate") == 0) {
		truncate(name, 0);
	} else if (strcmp(call, "open") == 0) {
		fd = open(name, O_WRONLY | O_TRUNC);
		if (fd >= 0)
			close(fd);
	} else if (strcmp(call, "link") == 0) {
		link(name, other);
		look_at_link();
	} else if (strcmp(call, "chmod") == 0) {
		chmod(name, 0777);
	} else {
		return attempt_to_mark(call) || attempt_to_make(call);
	}
	return true;
}

int main(int argc, char **argv)
{
	pthread_t thread;
	bool known = true;

	if (argc != 5)
		return 2;
	good = argv[2];
	bad = argv[3];
	snprintf(other, sizeof(other), "%s.other", good);
	pthread_create(&thread, NULL, flip, NULL);
	for (long i = strtol(argv[4], NULL, 10); i > 0 && known; i--) {
		make_good();
		known = attempt(argv[1]);
	}
	atomic_store(&done, true);
	pthread_join(thread, NULL);
	return known ? 0 : 2;
}
