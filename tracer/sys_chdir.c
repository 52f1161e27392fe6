/*
 * tracer/sys_chdir.c - chdir, fchdir: into a directory that may be opened.
 */
#include <fcntl.h>

#include "tracer/file_call.h"
#include "tracer/syscalls.h"

enum sys_action sys_chdir(struct tracee *t)
{
	struct file_call c = {.dirfd = AT_FDCWD, .path_arg = 0, .resolve = 0,
		.op = PATH_OPEN};

	return file_check(t, &c);
}

enum sys_action sys_fchdir(struct tracee *t)
{
	/* The descriptor may be O_PATH, for which nobody was asked. */
	return file_check_fd(t, (int)t->arg[0], PATH_OPEN, 0);
}
