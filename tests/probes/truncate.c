/*
 * tests/probes/truncate.c FILE - empty or overwrite FILE by every call that can; prints each result.
 */
#include "probe.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

static void scribble(const char *style, int fd)
{
	if (fd < 0)
		say(style, -1);
	else
		say(style, write(fd, "lost", 4));
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	struct open_how how = {.flags = O_WRONLY | O_TRUNC};
	const char *file = argv[1];
	char path[64];
	int fd;

	if (argc != 2)
		return 2;
	scribble("write-only", open(file, O_WRONLY));
	scribble("read-write", open(file, O_RDWR));
	scribble("append", open(file, O_WRONLY | O_APPEND));
	scribble("ioctl-mode", open(file, O_WRONLY | O_RDWR));
	scribble("create", open(file, O_WRONLY | O_CREAT, 0600));
	scribble("openat2", (int)syscall(SYS_openat2, AT_FDCWD, file, &how, sizeof(how)));
	say("read-trunc", open(file, O_RDONLY | O_TRUNC));
#ifdef SYS_creat
	say("creat", syscall(SYS_creat, file, 0600));
#endif
	say("truncate", truncate(file, 1));
	fd = open(file, O_RDONLY);
	say("ftruncate", ftruncate(fd, 1));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	scribble("reopened", open(path, O_RDWR));
	scribble("reopened-trunc", open(path, O_RDONLY | O_TRUNC));
	say("truncate-fd-link", truncate(path, 1));
	return 0;
}
