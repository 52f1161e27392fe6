/*
 * tracer/sys_link.c - link, symlink: a second name for a file, or a name that points.
 *
 * A hard link is the file itself under a name that other rules speak about, so
 * it takes the right to read and write the source (ESCAPES 22).
 */
#include <fcntl.h>

#include "tracer/behalf.h"
#include "tracer/file_call.h"
#include "tracer/race.h"
#include "tracer/redirect_path.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

enum { NEW_NAME = RESOLVE_NOFOLLOW | RESOLVE_PARENT };

static enum sys_action check_link(struct tracee *t, int from_dirfd, unsigned from_arg, int to_dirfd,
	uint64_t at_flags)
{
	scoped_resolved struct resolved from = {.parent_fd = -1};
	scoped_resolved struct resolved to = {.parent_fd = -1};
	struct decision d = {.verdict = VERDICT_ALLOW};
	unsigned to_arg = from_arg == 0 ? 1 : 3;
	unsigned flags = at_flags & AT_SYMLINK_FOLLOW ? 0 : RESOLVE_NOFOLLOW;
	bool raced = race_has_rivals(t);
	struct file_side a = {.r = &from}, b = {.r = &to};
	enum sys_action action;
	int error;

	if (at_flags & AT_EMPTY_PATH)
		flags |= RESOLVE_EMPTY_PATH;
	if (raced)
		flags |= RESOLVE_OBJECT;
	error = tracee_resolve(t, from_dirfd, t->arg[from_arg], flags, &from);
	if (error == 0)
		error = tracee_resolve(t, to_dirfd, t->arg[to_arg], NEW_NAME, &to);
	if (error < 0)
		return sys_fail(t, error);
	a.ops = PATH_OPEN | PATH_WRITE | file_op(t, &from, PATH_LINK, PATH_WRITE);
	b.ops = file_op(t, &to, PATH_LINK, PATH_CREATE);
	action = file_judge_pair(t, &a, &b, &d);
	if (action == SYS_ALLOW && d.verdict == VERDICT_REDIRECT)
		return redirect_path(t, &d, &to, to_arg, PATH_CREATE);
	if (action == SYS_ALLOW && raced)
		return behalf_link(t, &from, &to);
	return action;
}

enum sys_action sys_link(struct tracee *t)
{
	return check_link(t, AT_FDCWD, 0, AT_FDCWD, 0);
}

enum sys_action sys_linkat(struct tracee *t)
{
	return check_link(t, (int)t->arg[0], 1, (int)t->arg[2], t->arg[4]);
}

static enum sys_action check_symlink(struct tracee *t, int dirfd, unsigned path_arg)
{
	struct file_call c = {.dirfd = dirfd, .path_arg = path_arg, .resolve = NEW_NAME,
		.op = PATH_SYMLINK, .behalf = behalf_symlink, .value = {t->arg[0]}};

	return file_check(t, &c);
}

enum sys_action sys_symlink(struct tracee *t)
{
	return check_symlink(t, AT_FDCWD, 1);
}

enum sys_action sys_symlinkat(struct tracee *t)
{
	return check_symlink(t, (int)t->arg[1], 2);
}
