/*
 * tracer/sys_stat.c - calls that only look: stat, access, readlink, xattr getters, inotify.
 *
 * Trapped where a rule names one of their operations (PERFORMANCE 1g); each is
 * judged only when a rule names its own.
 */
#include <fcntl.h>
#include <sys/inotify.h>

#include "tracer/file_call.h"
#include "tracer/memory.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

static enum sys_action look(struct tracee *t, int dirfd, unsigned path_arg, unsigned resolve,
	unsigned op)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = resolve,
		.op = op};
	char first;

	if (!file_op_named(t, op))
		return SYS_ALLOW;
	/* What fstat(3) of today is: the program has the descriptor already. */
	if ((resolve & RESOLVE_EMPTY_PATH) && (t->arg[path_arg] == 0 ||
			(tracee_read(t, t->arg[path_arg], &first, 1) == 0 && first == '\0')))
		return SYS_ALLOW;
	return file_check(t, &c);
}

enum sys_action sys_stat(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, 0, PATH_STAT);
}

enum sys_action sys_lstat(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW, PATH_STAT);
}

enum sys_action sys_newfstatat(struct tracee *t)
{
	return look(t, (int)t->arg[0], 1, file_at_flags(t->arg[3]), PATH_STAT);
}

enum sys_action sys_statx(struct tracee *t)
{
	return look(t, (int)t->arg[0], 1, file_at_flags(t->arg[2]), PATH_STAT);
}

enum sys_action sys_statfs(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, 0, PATH_STAT);
}

enum sys_action sys_access(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, 0, PATH_ACCESS);
}

enum sys_action sys_faccessat(struct tracee *t)
{
	return look(t, (int)t->arg[0], 1, 0, PATH_ACCESS);
}

enum sys_action sys_faccessat2(struct tracee *t)
{
	return look(t, (int)t->arg[0], 1, file_at_flags(t->arg[3]), PATH_ACCESS);
}

enum sys_action sys_readlink(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW, PATH_READLINK);
}

enum sys_action sys_readlinkat(struct tracee *t)
{
	/* An empty path is a descriptor of the link itself (man 2 readlinkat). */
	return look(t, (int)t->arg[0], 1, RESOLVE_NOFOLLOW | RESOLVE_EMPTY_PATH, PATH_READLINK);
}

enum sys_action sys_getxattr(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, 0, PATH_STAT);
}

enum sys_action sys_lgetxattr(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW, PATH_STAT);
}

enum sys_action sys_listxattr(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, 0, PATH_STAT);
}

enum sys_action sys_llistxattr(struct tracee *t)
{
	return look(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW, PATH_STAT);
}

/* listxattrat has the same first arguments. */
enum sys_action sys_getxattrat(struct tracee *t)
{
	return look(t, (int)t->arg[0], 1, file_at_flags(t->arg[2]), PATH_STAT);
}

enum sys_action sys_inotify_add_watch(struct tracee *t)
{
	return look(t, AT_FDCWD, 1, t->arg[2] & IN_DONT_FOLLOW ? RESOLVE_NOFOLLOW : 0, PATH_STAT);
}
