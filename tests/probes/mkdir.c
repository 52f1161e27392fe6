/*
 * tests/probes/mkdir.c NAME - make NAME by every call that makes an entry; what came about is removed.
 */
#include "probe.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

static void result(const char *style, const char *name, long r)
{
	say(style, r);
	if (r >= 0)
		remove(name);
}

static int by_bind(const char *name)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s", name);
	return bind(fd, (struct sockaddr *)&a, sizeof(a));
}

int main(int argc, char **argv)
{
	const char *name = argv[1];

	if (argc != 2)
		return 2;
	result("mkdir", name, mkdir(name, 0755));
	result("mkdirat", name, mkdirat(AT_FDCWD, name, 0755));
	result("fifo", name, mkfifo(name, 0644));
	result("node", name, mknodat(AT_FDCWD, name, S_IFREG | 0644, 0));
	result("character", name, mknod(name, S_IFCHR | 0666, makedev(1, 3)));
	result("block", name, mknodat(AT_FDCWD, name, S_IFBLK | 0666, makedev(7, 0)));
	result("symlink", name, symlink("target", name));
	result("symlinkat", name, symlinkat("target", AT_FDCWD, name));
	result("open", name, open(name, O_WRONLY | O_CREAT | O_EXCL, 0644));
	result("open-read", name, open(name, O_RDONLY | O_CREAT, 0644));
	result("bind", name, by_bind(name));
	if (symlink(name, "probe-dangling") == 0)
		result("dangling", name, open("probe-dangling", O_WRONLY | O_CREAT, 0644));
	unlink("probe-dangling");
	return 0;
}
