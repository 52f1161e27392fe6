/*
 * tests/probes/xattr.c FILE - set and remove an attribute of FILE by every call; prints each result.
 */
#include "probe.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifndef SYS_setxattrat
#define SYS_setxattrat 463
#define SYS_removexattrat 466
#endif

int main(int argc, char **argv)
{
	static const char name[] = "user.probe";
	struct {
		uint64_t value;
		uint32_t size;
		uint32_t flags;
	} at = {.value = (uint64_t)(uintptr_t)"x", .size = 1};
	const char *file = argv[1];
	int fd;

	if (argc != 2)
		return 2;
	fd = open(file, O_RDONLY);
	say("setxattr", setxattr(file, name, "x", 1, 0));
	say("lsetxattr", lsetxattr(file, name, "x", 1, 0));
	say("fsetxattr", fsetxattr(fd, name, "x", 1, 0));
	say("setxattrat", syscall(SYS_setxattrat, fd, "", AT_EMPTY_PATH, name, &at, sizeof(at)));
	say("removexattr", removexattr(file, name));
	say("lremovexattr", lremovexattr(file, name));
	say("fremovexattr", fremovexattr(fd, name));
	say("removexattrat", syscall(SYS_removexattrat, AT_FDCWD, file, 0, name));
	return 0;
}
