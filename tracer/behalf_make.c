/*
 * tracer/behalf_make.c - new files, directories, nodes and links, made in a tracee's place.
 */
#include "tracer/behalf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "tracer/file_call.h"
#include "tracer/ids.h"
#include "tracer/memory.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

/* The mask is the process's: what another thread of ours makes meanwhile is in closed directories. */
static int enter(struct tracee *t, mode_t *ret_ours)
{
	struct ids ids;
	int r = ids_load(t->tid, &ids);

	if (r == 0)
		r = ids_enter(&ids);
	if (r == 0)
		*ret_ours = umask(ids.umask);
	return r;
}

static void leave(mode_t ours)
{
	umask(ours);
	ids_leave();
}

static int place_is_free(const struct resolved *r)
{
	return !r->name || r->parent_fd < 0 || r->exists ? -EEXIST : 0;
}

enum sys_action behalf_mkdir(struct tracee *t, const struct resolved *r, const struct file_call *c)
{
	int error = place_is_free(r);
	mode_t ours = 0;

	if (error < 0)
		return sys_deny(t, error);
	if (enter(t, &ours) < 0)
		return sys_deny(t, EACCES);
	error = mkdirat(r->parent_fd, r->name, (mode_t)c->value[0]) < 0 ? -errno : 0;
	leave(ours);
	return sys_result(t, error);
}

enum sys_action behalf_mknod(struct tracee *t, const struct resolved *r, const struct file_call *c)
{
	int error = place_is_free(r);
	mode_t ours = 0;

	if (error < 0)
		return sys_deny(t, error);
	if (r->trailing_slash)
		return sys_deny(t, ENOENT);
	if (enter(t, &ours) < 0)
		return sys_deny(t, EACCES);
	error = mknodat(r->parent_fd, r->name, (mode_t)c->value[0], 0) < 0 ? -errno : 0;
	leave(ours);
	return sys_result(t, error);
}

enum sys_action behalf_symlink(struct tracee *t, const struct resolved *r,
	const struct file_call *c)
{
	int error = place_is_free(r);
	mode_t ours = 0;
	char *text;
	size_t len;

	if (error == 0)
		error = tracee_read_str(t, c->value[0], PATH_MAX - 1, &text, &len);
	if (error < 0)
		return sys_fail(t, error);
	if (r->trailing_slash)
		return sys_deny(t, ENOENT);
	if (enter(t, &ours) < 0)
		return sys_deny(t, EACCES);
	error = symlinkat(text, r->parent_fd, r->name) < 0 ? -errno : 0;
	leave(ours);
	return sys_result(t, error);
}

/* Open for writing needs more than the mode may give: 0444 is what git makes its objects with. */
static int make(const struct resolved *place, mode_t mode, mode_t *ret_mode)
{
	scoped_fd int fd = openat(place->parent_fd, place->name,
		O_RDONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode);
	struct stat st;

	if (fd < 0)
		return errno == EEXIST ? 0 : -errno;
	if (fstat(fd, &st) < 0)
		return -errno;
	if ((st.st_mode & 0600) == 0600)
		return 0;
	*ret_mode = st.st_mode;
	return fchmod(fd, (st.st_mode & 07777) | 0600) < 0 ? -errno : 0;
}

int behalf_make_file(struct tracee *t, const struct resolved *r, mode_t mode, mode_t *ret_mode)
{
	scoped_resolved struct resolved place = {.parent_fd = -1};
	mode_t ours = 0;
	int error = tracee_resolve_path(t, AT_FDCWD, r->path, RESOLVE_NOFOLLOW | RESOLVE_PARENT,
		&place);

	*ret_mode = 0;
	if (error < 0)
		return error;
	if (!place.name || place.parent_fd < 0)
		return -EISDIR;
	if (place.exists)
		return 0;
	if (enter(t, &ours) < 0)
		return -EACCES;
	error = make(&place, mode & 07777, ret_mode);
	leave(ours);
	return error;
}

void behalf_finish_file(struct tracee *t, const struct resolved *r, mode_t mode)
{
	char link[48];
	mode_t ours = 0;

	if (!S_ISREG(r->st.st_mode) || r->object_fd <= 0 || enter(t, &ours) < 0)
		return;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", r->object_fd);
	chmod(link, mode & 07777);
	leave(ours);
}
