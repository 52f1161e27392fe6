/*
 * tracer/sys_open.c - open, openat, openat2, creat, truncate: may this file be opened?
 *
 * One decision per call, at its entry, on the path as the kernel would resolve
 * it; where somebody could change that path meanwhile, what was opened is
 * looked at again (tracer/race.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include "lib/arena.h"
#include "tracer/behalf.h"
#include "tracer/enforce.h"
#include "tracer/file_call.h"
#include "tracer/memory.h"
#include "tracer/race.h"
#include "tracer/redirect_path.h"
#include "tracer/resolve.h"
#include "tracer/soft_delete.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

struct open_call {
	int dirfd;
	unsigned path_arg;
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve; /* RESOLVE_* of openat2, the kernel's */
};

/* What openat(2) ignores and openat2(2) refuses is not among these. */
enum {
	KNOWN_FLAGS = O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_APPEND | O_NONBLOCK | O_SYNC |
		O_DSYNC | O_ASYNC | O_DIRECT | O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW | O_NOATIME |
		O_CLOEXEC | O_PATH | O_TMPFILE,
};

static bool is_tmpfile(uint64_t flags)
{
	return (flags & O_TMPFILE) == O_TMPFILE;
}

/* What the flags of @c ask for on @r, in the policy's words. */
static unsigned ops_of(struct tracee *t, const struct open_call *c, const struct resolved *r)
{
	static const unsigned by_mode[] = {
		[O_RDONLY] = PATH_OPEN,
		[O_WRONLY] = PATH_WRITE,
		[O_RDWR] = PATH_OPEN | PATH_WRITE,
		[O_ACCMODE] = PATH_OPEN | PATH_WRITE, /* for ioctl only, but checked as both */
	};
	unsigned ops = by_mode[c->flags & O_ACCMODE];

	if (c->flags & O_PATH)
		return PATH_STAT; /* the kernel ignores the access mode */
	if (is_tmpfile(c->flags))
		return PATH_CREATE | PATH_WRITE;
	if (c->flags & O_TRUNC)
		ops |= PATH_WRITE; /* truncates even when opened O_RDONLY */
	if ((c->flags & O_CREAT) && !r->exists)
		ops |= PATH_CREATE;
	if (ops == PATH_OPEN && r->exists && S_ISDIR(r->st.st_mode) && file_op_named(t, PATH_LIST))
		ops |= PATH_LIST;
	return ops;
}

static unsigned resolve_of(const struct open_call *c)
{
	unsigned flags = 0;

	if ((c->flags & O_NOFOLLOW) || ((c->flags & O_CREAT) && (c->flags & O_EXCL)))
		flags |= RESOLVE_NOFOLLOW;
	if (c->flags & O_CREAT)
		flags |= RESOLVE_CREATE;
	if (c->resolve & RESOLVE_IN_ROOT)
		flags |= RESOLVE_ROOT_AT_DIRFD;
	return flags;
}

/* A file without a name is judged as one in the directory that it is to be made in. */
static void name_tmpfile(struct tracee *t, struct resolved *r)
{
	r->path = arena_printf(&t->scratch, "%s/#tmpfile", r->len > 1 ? r->path : "");
	r->len += sizeof("/#tmpfile") - 1 - (r->len == 1);
	r->exists = false;
}

/*
 * Let an open that could be raced run so that it can do no harm before it is looked at again: without
 * O_TRUNC and O_CREAT, and with its flags in registers.
 */
static enum sys_action run_watched(struct tracee *t, const struct open_call *c,
	const struct resolved *r, unsigned ops)
{
	bool truncate = (c->flags & O_TRUNC) && !(c->flags & O_PATH);
	bool create = (c->flags & O_CREAT) && !(c->flags & O_PATH) && !is_tmpfile(c->flags);
	unsigned flags_arg = c->path_arg + 1;
	uint64_t drop = O_TRUNC;
	mode_t mode = 0;
	int error = 0;

	if (t->nr == SYS_openat2 && c->resolve)
		return sys_deny(t, ENOSYS); /* its flags are in memory, and no other call can say them */
	if (create && r->exists && (c->flags & O_EXCL))
		return sys_deny(t, EEXIST);
	if (create && (r->trailing_slash || (r->exists && S_ISDIR(r->st.st_mode))))
		return sys_deny(t, EISDIR);
	if (create && !r->exists)
		error = behalf_make_file(t, r, (mode_t)c->mode, &mode);
	if (error < 0)
		return sys_fail(t, error);
	race_watch_open(t, r, ops, truncate);
	if (create) {
		race_watch_made(t, mode);
		drop |= O_CREAT | O_EXCL;
	} else if (!truncate && t->nr != SYS_openat2) {
		return SYS_ALLOW;
	}
#ifdef SYS_creat
	if (t->nr == SYS_creat)
		regs_set_nr(&t->regs, SYS_open);
#endif
	if (t->nr == SYS_openat2)
		regs_set_nr(&t->regs, SYS_openat);
	regs_set_arg(&t->regs, flags_arg, c->flags & ~drop);
	regs_set_arg(&t->regs, flags_arg + 1, c->mode);
	return SYS_CHANGED;
}

static enum sys_action check_open(struct tracee *t, const struct open_call *c)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	struct decision d = {.verdict = VERDICT_ALLOW};
	enum sys_action action;
	unsigned ops;
	int error = tracee_resolve(t, c->dirfd, t->arg[c->path_arg], resolve_of(c), &r);

	if (error < 0)
		return sys_fail(t, error);
	if (is_tmpfile(c->flags) && !(c->flags & O_PATH))
		name_tmpfile(t, &r);
	ops = ops_of(t, c, &r);
	if (ops == PATH_STAT && !file_op_named(t, PATH_STAT))
		return SYS_ALLOW; /* what is done with the descriptor is judged then */
	action = file_judge(t, &r, ops, 0, &d);
	if (action == SYS_ALLOW && d.verdict == VERDICT_REDIRECT) {
		if (c->resolve & (RESOLVE_IN_ROOT | RESOLVE_BENEATH))
			return sys_deny(t, EACCES); /* the new path is absolute */
		return redirect_path(t, &d, &r, c->path_arg, ops);
	}
	if (action == SYS_ALLOW && d.verdict == VERDICT_SOFT_DELETE && (c->flags & O_TRUNC))
		action = soft_delete_keep(t, &r);
	if (action == SYS_PARK)
		race_watch_open(t, &r, ops, false); /* it may find another world when it goes on */
	if (action == SYS_ALLOW && race_has_rivals(t))
		return run_watched(t, c, &r, ops);
	return action;
}

enum sys_action sys_open(struct tracee *t)
{
	struct open_call c = {.dirfd = AT_FDCWD, .path_arg = 0, .flags = t->arg[1],
		.mode = t->arg[2]};

	return check_open(t, &c);
}

enum sys_action sys_openat(struct tracee *t)
{
	struct open_call c = {.dirfd = (int)t->arg[0], .path_arg = 1, .flags = t->arg[2],
		.mode = t->arg[3]};

	return check_open(t, &c);
}

enum sys_action sys_creat(struct tracee *t)
{
	struct open_call c = {.dirfd = AT_FDCWD, .path_arg = 0, .flags = O_CREAT | O_WRONLY | O_TRUNC,
		.mode = t->arg[1]};

	return check_open(t, &c);
}

enum sys_action sys_openat2(struct tracee *t)
{
	struct open_how how = {.flags = 0};
	struct open_call c = {.dirfd = (int)t->arg[0], .path_arg = 1};
	uint64_t size = t->arg[3];
	int r;

	/* Smaller is EINVAL; larger is fine where the rest is zero, which the kernel checks. */
	if (size < sizeof(how))
		return sys_deny(t, EINVAL);
	r = tracee_read(t, t->arg[2], &how, sizeof(how));
	if (r < 0)
		return sys_fail(t, r);
	if (how.flags & ~(uint64_t)KNOWN_FLAGS)
		return sys_deny(t, EINVAL);
	c.flags = how.flags;
	c.mode = how.mode;
	c.resolve = how.resolve;
	return check_open(t, &c);
}

enum sys_action sys_truncate(struct tracee *t)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	struct file_call c = {.value = {t->arg[1]}};
	struct decision d = {.verdict = VERDICT_ALLOW};
	bool raced = race_has_rivals(t);
	enum sys_action action;
	int error = tracee_resolve(t, AT_FDCWD, t->arg[0], raced ? RESOLVE_OBJECT : 0, &r);

	if (error < 0)
		return sys_fail(t, error);
	action = file_judge(t, &r, PATH_TRUNCATE, PATH_WRITE, &d);
	if (action == SYS_ALLOW && d.verdict == VERDICT_REDIRECT)
		return redirect_path(t, &d, &r, 0, PATH_WRITE);
	if (action == SYS_ALLOW && d.verdict == VERDICT_SOFT_DELETE)
		action = soft_delete_keep(t, &r);
	if (action == SYS_ALLOW && raced && !r.no_path)
		return behalf_truncate(t, &r, &c);
	return action;
}
