/*
 * tracer/sys_chmod.c - chmod, chown, utime, xattr setters: what is written without opening.
 *
 * Each family has calls by path and by descriptor; a descriptor may have been
 * opened for reading only, so its path is judged too (ESCAPES 30).  Times and
 * attributes have no operation of their own: they count as writing.
 */
#include <fcntl.h>

#include "tracer/behalf.h"
#include "tracer/file_call.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

static enum sys_action change_mode(struct tracee *t, int dirfd, unsigned path_arg, uint64_t at_flags)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .op = PATH_CHMOD,
		.resolve = file_at_flags(at_flags), .behalf = behalf_chmod,
		.value = {t->arg[path_arg + 1]}};

	return file_check(t, &c);
}

static enum sys_action change_owner(struct tracee *t, int dirfd, unsigned path_arg, uint64_t at_flags)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .op = PATH_CHOWN,
		.resolve = file_at_flags(at_flags), .behalf = behalf_chown,
		.value = {t->arg[path_arg + 1], t->arg[path_arg + 2]}};

	return file_check(t, &c);
}

/* Times and attributes. */
static enum sys_action change(struct tracee *t, int dirfd, unsigned path_arg, unsigned resolve)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = resolve,
		.op = PATH_WRITE};

	return file_check(t, &c);
}

enum sys_action sys_chmod(struct tracee *t)
{
	return change_mode(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_fchmod(struct tracee *t)
{
	struct file_call c = {.dirfd = (int)t->arg[0], .by_fd = true, .op = PATH_CHMOD,
		.fallback = PATH_WRITE, .behalf = behalf_chmod, .value = {t->arg[1]}};

	return file_check(t, &c);
}

enum sys_action sys_fchmodat(struct tracee *t)
{
	return change_mode(t, (int)t->arg[0], 1, 0);
}

enum sys_action sys_fchmodat2(struct tracee *t)
{
	return change_mode(t, (int)t->arg[0], 1, t->arg[3]);
}

enum sys_action sys_chown(struct tracee *t)
{
	return change_owner(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_lchown(struct tracee *t)
{
	return change_owner(t, AT_FDCWD, 0, AT_SYMLINK_NOFOLLOW);
}

enum sys_action sys_fchown(struct tracee *t)
{
	struct file_call c = {.dirfd = (int)t->arg[0], .by_fd = true, .op = PATH_CHOWN,
		.fallback = PATH_WRITE, .behalf = behalf_chown, .value = {t->arg[1], t->arg[2]}};

	return file_check(t, &c);
}

enum sys_action sys_fchownat(struct tracee *t)
{
	return change_owner(t, (int)t->arg[0], 1, t->arg[4]);
}

enum sys_action sys_utime(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_utimes(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, 0);
}

/* Without a path these two are about the descriptor itself: futimens(3). */
enum sys_action sys_futimesat(struct tracee *t)
{
	if (t->arg[1] == 0)
		return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
	return change(t, (int)t->arg[0], 1, 0);
}

enum sys_action sys_utimensat(struct tracee *t)
{
	struct file_call c = {.dirfd = (int)t->arg[0], .path_arg = 1, .op = PATH_WRITE,
		.behalf = behalf_times, .value = {t->arg[2]}};

	if (t->arg[1] == 0)
		return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
	/* Of a link itself the times are its own affair, and say nothing of what it leads to. */
	c.resolve = file_at_flags(t->arg[3]);
	if (c.resolve & RESOLVE_NOFOLLOW)
		c.behalf = NULL;
	return file_check(t, &c);
}

enum sys_action sys_setxattr(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_lsetxattr(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW);
}

enum sys_action sys_fsetxattr(struct tracee *t)
{
	return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
}

enum sys_action sys_setxattrat(struct tracee *t)
{
	return change(t, (int)t->arg[0], 1, file_at_flags(t->arg[2]));
}

enum sys_action sys_removexattr(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_lremovexattr(struct tracee *t)
{
	return change(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW);
}

enum sys_action sys_fremovexattr(struct tracee *t)
{
	return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
}

enum sys_action sys_removexattrat(struct tracee *t)
{
	return change(t, (int)t->arg[0], 1, file_at_flags(t->arg[2]));
}
