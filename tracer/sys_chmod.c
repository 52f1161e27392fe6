/*
 * tracer/sys_chmod.c - chmod, chown, utime, xattr setters: what is written without opening.
 *
 * Each family has calls by path and by descriptor; a descriptor may have been
 * opened for reading only, so its path is judged too (ESCAPES 30).  Times and
 * attributes have no operation of their own: they count as writing.
 */
#include <errno.h>
#include <fcntl.h>

#include "tracer/behalf.h"
#include "tracer/file_call.h"
#include "tracer/memory.h"
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

/* By path; without one futimesat and utimensat are about the descriptor itself: futimens(3). */
static enum sys_action change_times(struct tracee *t, struct file_call c, unsigned times_arg,
	enum behalf_time_form form)
{
	if (c.path_arg && t->arg[c.path_arg] == 0)
		return file_check_fd(t, c.dirfd, PATH_WRITE, 0);
	c.op = PATH_WRITE;
	c.behalf = behalf_times;
	c.value[0] = t->arg[times_arg];
	c.value[1] = form;
	return file_check(t, &c);
}

/* setxattr, lsetxattr: path, name, value, size, flags. */
static enum sys_action set_attribute(struct tracee *t, unsigned resolve)
{
	struct file_call c = {.dirfd = AT_FDCWD, .resolve = resolve, .op = PATH_WRITE,
		.behalf = behalf_setxattr,
		.value = {t->arg[1], t->arg[2], t->arg[3], t->arg[4]}};

	return file_check(t, &c);
}

static enum sys_action remove_attribute(struct tracee *t, int dirfd, unsigned path_arg,
	unsigned resolve, uint64_t name)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = resolve,
		.op = PATH_WRITE, .behalf = behalf_removexattr, .value = {name}};

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
	struct file_call c = {.dirfd = AT_FDCWD};

	return change_times(t, c, 1, TIMES_UTIMBUF);
}

enum sys_action sys_utimes(struct tracee *t)
{
	struct file_call c = {.dirfd = AT_FDCWD};

	return change_times(t, c, 1, TIMES_TIMEVAL);
}

enum sys_action sys_futimesat(struct tracee *t)
{
	struct file_call c = {.dirfd = (int)t->arg[0], .path_arg = 1};

	return change_times(t, c, 2, TIMES_TIMEVAL);
}

enum sys_action sys_utimensat(struct tracee *t)
{
	struct file_call c = {.dirfd = (int)t->arg[0], .path_arg = 1,
		.resolve = file_at_flags(t->arg[3])};

	return change_times(t, c, 2, TIMES_TIMESPEC);
}

enum sys_action sys_setxattr(struct tracee *t)
{
	return set_attribute(t, 0);
}

enum sys_action sys_lsetxattr(struct tracee *t)
{
	return set_attribute(t, RESOLVE_NOFOLLOW);
}

enum sys_action sys_fsetxattr(struct tracee *t)
{
	return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
}

/* Directory, path, flags of the path, name, a struct xattr_args and its size. */
enum sys_action sys_setxattrat(struct tracee *t)
{
	struct {
		uint64_t value;
		uint32_t size;
		uint32_t flags;
	} args;
	struct file_call c = {.dirfd = (int)t->arg[0], .path_arg = 1,
		.resolve = file_at_flags(t->arg[2]), .op = PATH_WRITE, .behalf = behalf_setxattr};
	int r;

	if (t->arg[5] != sizeof(args))
		return sys_deny(t, t->arg[5] < sizeof(args) ? EINVAL : E2BIG);
	r = tracee_read(t, t->arg[4], &args, sizeof(args));
	if (r < 0)
		return sys_fail(t, r);
	c.value[0] = t->arg[3];
	c.value[1] = args.value;
	c.value[2] = args.size;
	c.value[3] = args.flags;
	return file_check(t, &c);
}

enum sys_action sys_removexattr(struct tracee *t)
{
	return remove_attribute(t, AT_FDCWD, 0, 0, t->arg[1]);
}

enum sys_action sys_lremovexattr(struct tracee *t)
{
	return remove_attribute(t, AT_FDCWD, 0, RESOLVE_NOFOLLOW, t->arg[1]);
}

enum sys_action sys_fremovexattr(struct tracee *t)
{
	return file_check_fd(t, (int)t->arg[0], PATH_WRITE, 0);
}

enum sys_action sys_removexattrat(struct tracee *t)
{
	return remove_attribute(t, (int)t->arg[0], 1, file_at_flags(t->arg[2]), t->arg[3]);
}
