/*
 * tracer/sys_unlink.c - unlink, unlinkat, rmdir: may this name go, and does it go to the trash?
 */
#include <fcntl.h>

#include "tracer/behalf.h"
#include "tracer/file_call.h"
#include "tracer/race.h"
#include "tracer/redirect_path.h"
#include "tracer/resolve.h"
#include "tracer/soft_delete.h"
#include "tracer/syscalls.h"

static enum sys_action check_unlink(struct tracee *t, int dirfd, unsigned path_arg, bool directory)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	struct decision d = {.verdict = VERDICT_ALLOW};
	unsigned op = directory ? PATH_RMDIR : PATH_DELETE;
	enum sys_action action;
	int error = tracee_resolve(t, dirfd, t->arg[path_arg], RESOLVE_NOFOLLOW | RESOLVE_PARENT, &r);

	if (error < 0)
		return sys_fail(t, error);
	action = file_judge(t, &r, op, 0, &d);
	if (action != SYS_ALLOW)
		return action;
	if (d.verdict == VERDICT_SOFT_DELETE)
		return soft_delete(t, &r, directory);
	if (d.verdict == VERDICT_REDIRECT)
		return redirect_path(t, &d, &r, path_arg, op);
	return race_has_rivals(t) ? behalf_unlink(t, &r, directory) : SYS_ALLOW;
}

enum sys_action sys_unlink(struct tracee *t)
{
	return check_unlink(t, AT_FDCWD, 0, false);
}

enum sys_action sys_unlinkat(struct tracee *t)
{
	return check_unlink(t, (int)t->arg[0], 1, t->arg[2] & AT_REMOVEDIR);
}

enum sys_action sys_rmdir(struct tracee *t)
{
	return check_unlink(t, AT_FDCWD, 0, true);
}
