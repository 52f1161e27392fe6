/*
 * tracer/behalf.c - calls that the supervisor makes in a tracee's place.
 */
#include "tracer/behalf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracer/behalf_internal.h"
#include "tracer/file_call.h"
#include "tracer/ids.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

enum sys_action behalf_enter(struct tracee *t)
{
	struct ids ids;
	int r = ids_load(t->tid, &ids);

	if (r == 0)
		r = ids_enter(&ids);
	return r == 0 ? SYS_ALLOW : sys_deny(t, EACCES);
}

enum sys_action behalf_leave(struct tracee *t, int r)
{
	int error = errno;

	ids_leave();
	return sys_result(t, r < 0 ? -error : 0);
}

void behalf_object_link(const struct resolved *r, char out[48])
{
	snprintf(out, 48, "/proc/self/fd/%d", r->object_fd);
}

enum sys_action behalf_unlink(struct tracee *t, const struct resolved *r, bool directory)
{
	if (!r->name || r->parent_fd < 0)
		return sys_deny(t, directory ? EBUSY : EISDIR); /* "/" */
	if (!r->exists)
		return sys_deny(t, ENOENT);
	if (r->trailing_slash && !directory)
		return sys_deny(t, S_ISDIR(r->st.st_mode) ? EISDIR : ENOTDIR);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, unlinkat(r->parent_fd, r->name, directory ? AT_REMOVEDIR : 0));
}

enum sys_action behalf_rename(struct tracee *t, const struct resolved *from,
	const struct resolved *to, unsigned flags)
{
	if (!from->name || !to->name || from->parent_fd < 0 || to->parent_fd < 0)
		return sys_deny(t, EBUSY);
	if (!from->exists)
		return sys_deny(t, ENOENT);
	if ((from->trailing_slash || to->trailing_slash) && !S_ISDIR(from->st.st_mode))
		return sys_deny(t, ENOTDIR);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t,
		renameat2(from->parent_fd, from->name, to->parent_fd, to->name, flags));
}

enum sys_action behalf_link(struct tracee *t, const struct resolved *from,
	const struct resolved *to)
{
	char link[48];

	if (!from->exists)
		return sys_deny(t, ENOENT);
	if (!to->name || to->parent_fd < 0 || to->exists)
		return sys_deny(t, EEXIST);
	if (from->object_fd <= 0)
		return sys_deny(t, EACCES);
	if (to->trailing_slash)
		return sys_deny(t, ENOENT);
	behalf_object_link(from, link);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, linkat(AT_FDCWD, link, to->parent_fd, to->name, AT_SYMLINK_FOLLOW));
}

enum sys_action behalf_chmod(struct tracee *t, const struct resolved *r, const struct file_call *c)
{
	char link[48];

	if (!r->exists)
		return sys_deny(t, ENOENT);
	if (S_ISLNK(r->st.st_mode))
		return sys_deny(t, EOPNOTSUPP);
	if (r->object_fd <= 0)
		return sys_deny(t, EACCES);
	behalf_object_link(r, link);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, chmod(link, (mode_t)c->value[0] & 07777));
}

enum sys_action behalf_chown(struct tracee *t, const struct resolved *r, const struct file_call *c)
{
	if (!r->exists)
		return sys_deny(t, ENOENT);
	if (r->object_fd <= 0)
		return sys_deny(t, EACCES);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, fchownat(r->object_fd, "", (uid_t)c->value[0], (gid_t)c->value[1],
		AT_EMPTY_PATH));
}

enum sys_action behalf_truncate(struct tracee *t, const struct resolved *r,
	const struct file_call *c)
{
	struct rlimit limit;
	char link[48];

	if (!r->exists)
		return sys_deny(t, ENOENT);
	if (r->object_fd <= 0)
		return sys_deny(t, EACCES);
	if ((int64_t)c->value[0] < 0)
		return sys_deny(t, EINVAL);
	/* The limit is the tracee's, and not ours. */
	if (prlimit(t->tgid, RLIMIT_FSIZE, NULL, &limit) == 0 && c->value[0] > limit.rlim_cur)
		return sys_deny(t, EFBIG);
	behalf_object_link(r, link);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, truncate(link, (off_t)c->value[0]));
}
