/*
 * tests/probes/chmod.c FILE - change mode, owner and times of FILE by every call; prints each result.
 */
#include "probe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

int main(int argc, char **argv)
{
	const struct timeval times[2] = {{1, 0}, {1, 0}};
	const struct timespec precise[2] = {{2, 0}, {2, 0}};
	const char *file = argv[1];
	uid_t uid = getuid();
	gid_t gid = getgid();
	char path[64];
	int fd, o_path;

	if (argc != 2)
		return 2;
	fd = open(file, O_RDONLY);
	o_path = open(file, O_PATH);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", o_path);
	say("chmod", chmod(file, 0777));
	say("fchmod", fchmod(fd, 0777));
	say("fchmodat", fchmodat(AT_FDCWD, file, 0777, 0));
	say("fchmodat2", syscall(SYS_fchmodat2, o_path, "", 0777, AT_EMPTY_PATH));
	say("chmod-proc", chmod(path, 0777));
	say("chown", chown(file, uid, gid));
	say("lchown", lchown(file, uid, gid));
	say("fchown", fchown(fd, uid, gid));
	say("fchownat", fchownat(o_path, "", uid, gid, AT_EMPTY_PATH));
#ifdef SYS_utime
	say("utime", syscall(SYS_utime, file, &(struct utimbuf){3, 3}));
	say("futimesat", syscall(SYS_futimesat, AT_FDCWD, file, times));
#endif
	say("utimes", utimes(file, times));
	say("utimensat", utimensat(AT_FDCWD, file, precise, AT_SYMLINK_NOFOLLOW));
	say("futimens", futimens(fd, precise));
	return 0;
}
