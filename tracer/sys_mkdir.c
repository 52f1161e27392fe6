/*
 * tracer/sys_mkdir.c - mkdir, mknod: a new entry that is no regular file's open.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "tracer/behalf.h"
#include "tracer/enforce.h"
#include "tracer/file_call.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

enum { NEW_NAME = RESOLVE_NOFOLLOW | RESOLVE_PARENT };

static enum sys_action check_mkdir(struct tracee *t, int dirfd, unsigned path_arg)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = NEW_NAME,
		.op = PATH_MKDIR, .behalf = behalf_mkdir, .value = {t->arg[path_arg + 1]}};

	return file_check(t, &c);
}

enum sys_action sys_mkdir(struct tracee *t)
{
	return check_mkdir(t, AT_FDCWD, 0);
}

enum sys_action sys_mkdirat(struct tracee *t)
{
	return check_mkdir(t, (int)t->arg[0], 1);
}

static enum sys_action check_mknod(struct tracee *t, int dirfd, unsigned path_arg)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = NEW_NAME,
		.op = PATH_MKNOD, .fallback = PATH_CREATE, .behalf = behalf_mknod,
		.value = {t->arg[path_arg + 1]}};
	mode_t mode = (mode_t)t->arg[path_arg + 1];

	if (S_ISCHR(mode) || S_ISBLK(mode)) {
		scoped_resolved struct resolved r = {.parent_fd = -1};
		int error = tracee_resolve(t, dirfd, t->arg[path_arg], NEW_NAME, &r);

		/* A node of our own is the disk or the memory under any name (ESCAPES 27). */
		return error < 0 ? sys_fail(t, error)
				 : enforce_refuse(t, "device-node", r.path, EPERM);
	}
	return file_check(t, &c);
}

enum sys_action sys_mknod(struct tracee *t)
{
	return check_mknod(t, AT_FDCWD, 0);
}

enum sys_action sys_mknodat(struct tracee *t)
{
	return check_mknod(t, (int)t->arg[0], 1);
}
