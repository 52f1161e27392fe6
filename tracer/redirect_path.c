/*
 * tracer/redirect_path.c - let a call use another path than the one it was given.
 */
#include "tracer/redirect_path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/fs.h"
#include "tracer/enforce.h"
#include "tracer/ids.h"
#include "tracer/memory.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

enum { RED_ZONE = 128 }; /* below the stack pointer, the program's own (x86-64 psABI 3.2.2) */

static int make_parent(struct tracee *t, const char *path)
{
	scoped_buf struct buf dir = BUF_INIT;
	const char *slash = strrchr(path, '/');
	struct ids ids;
	int r;

	if (!slash || slash == path)
		return 0;
	buf_add(&dir, path, (size_t)(slash - path));
	r = ids_load(t->tid, &ids);
	if (r == 0)
		r = ids_enter(&ids);
	if (r < 0)
		return r;
	r = fs_mkdirs(dir.s, 0777);
	ids_leave();
	return r;
}

/* The redirect directory may be in the tracee's reach: a link planted there is no way out. */
static enum sys_action judge_target(struct tracee *t, const char *path, unsigned ops)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	int error = tracee_resolve_path(t, AT_FDCWD, path, 0, &r);

	if (error < 0)
		return sys_fail(t, error);
	if (strcmp(r.path, path) == 0)
		return SYS_ALLOW;
	return enforce_path(t, &r, ops, NULL);
}

static int put_path(struct tracee *t, const char *path, size_t len, uint64_t *ret_addr)
{
	uint64_t sp = regs_sp(&t->regs);
	uint64_t addr;

	if (sp < RED_ZONE + len + 64)
		return -EFAULT;
	addr = (sp - RED_ZONE - len - 1) & ~UINT64_C(15);
	*ret_addr = addr;
	return tracee_write(t, addr, path, len + 1);
}

enum sys_action redirect_path(struct tracee *t, const struct decision *d, const struct resolved *r,
	unsigned path_arg, unsigned ops)
{
	scoped_buf struct buf target = BUF_INIT_MAX(PATH_MAX - 1);
	enum sys_action action;
	uint64_t addr;

	decision_redirect_path(d, r->path, &target);
	if (target.overflow || target.s[0] != '/' || strlen(target.s) != target.len)
		return sys_deny(t, EACCES);
	if (make_parent(t, target.s) < 0)
		return sys_deny(t, EACCES);
	action = judge_target(t, target.s, ops);
	if (action != SYS_ALLOW)
		return action;
	if (put_path(t, target.s, target.len, &addr) < 0)
		return sys_deny(t, EACCES);
	regs_set_arg(&t->regs, path_arg, addr);
	return SYS_CHANGED;
}
