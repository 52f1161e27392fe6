/*
 * tests/probes/link.c FILE NAME - give FILE the second name NAME by every call; a name that came about
 * is removed again.
 */
#include "probe.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void result(const char *style, const char *name, int r)
{
	say(style, r);
	if (r == 0)
		unlink(name);
}

int main(int argc, char **argv)
{
	const char *file = argv[1];
	const char *name = argv[2];
	char path[64];
	int fd;

	if (argc != 3)
		return 2;
#ifdef SYS_link
	result("link", name, (int)syscall(SYS_link, file, name));
#endif
	result("linkat", name, linkat(AT_FDCWD, file, AT_FDCWD, name, 0));
	if (symlink(file, "probe-link") == 0)
		result("follow", name,
			linkat(AT_FDCWD, "probe-link", AT_FDCWD, name, AT_SYMLINK_FOLLOW));
	unlink("probe-link");
	fd = open(file, O_PATH);
	result("empty-path", name, linkat(fd, "", AT_FDCWD, name, AT_EMPTY_PATH));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	result("proc-fd", name, linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW));
	return 0;
}
