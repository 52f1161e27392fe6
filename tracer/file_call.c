/*
 * tracer/file_call.c - what the handlers of file system calls share.
 */
#include "tracer/file_call.h"

#include <errno.h>
#include <fcntl.h>

#include "tracer/enforce.h"
#include "tracer/protect.h"
#include "tracer/race.h"
#include "tracer/redirect_path.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

unsigned file_at_flags(uint64_t at_flags)
{
	return (at_flags & AT_SYMLINK_NOFOLLOW ? RESOLVE_NOFOLLOW : 0) |
		(at_flags & AT_EMPTY_PATH ? RESOLVE_EMPTY_PATH : 0);
}

bool file_op_named(const struct tracee *t, unsigned op)
{
	return policy_names_path_op(t->tracer->policy, op);
}

unsigned file_op(struct tracee *t, const struct resolved *r, unsigned op, unsigned fallback)
{
	struct path_request req = {.path = r->path, .ops = op, .own_proc = r->own_proc};

	if (!fallback || decide_path(t->tracer->policy, &req).by)
		return op;
	return fallback;
}

enum sys_action file_judge(struct tracee *t, const struct resolved *r, unsigned op,
	unsigned fallback, struct decision *ret_decision)
{
	if (r->no_path) {
		/* Nothing that a rule could name, but it may be an outsider's: /proc/1/fd/1. */
		const char *reason = protect_check(t->tracer->protect, t->tracer, r, op);

		return reason ? enforce_refuse(t, reason, r->given, EACCES) : SYS_ALLOW;
	}
	return enforce_path(t, r, file_op(t, r, op, fallback), ret_decision);
}

enum sys_action file_check(struct tracee *t, const struct file_call *c)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	struct decision d = {.verdict = VERDICT_ALLOW};
	bool raced = c->behalf && race_has_rivals(t);
	unsigned flags = c->resolve |
			 (raced && !(c->resolve & RESOLVE_PARENT) ? RESOLVE_OBJECT : 0);
	enum sys_action action;
	int error;

	if (c->by_fd)
		error = tracee_resolve_path(t, c->dirfd, "", flags | RESOLVE_EMPTY_PATH, &r);
	else
		error = tracee_resolve(t, c->dirfd, t->arg[c->path_arg], flags, &r);
	if (error < 0)
		return sys_fail(t, error);
	action = file_judge(t, &r, c->op, c->fallback, &d);
	if (action == SYS_ALLOW && d.verdict == VERDICT_REDIRECT) {
		if (c->by_fd)
			return sys_deny(t, EACCES); /* what is open already is no other file */
		return redirect_path(t, &d, &r, c->path_arg, c->op);
	}
	if (action == SYS_ALLOW && raced && !r.no_path)
		return c->behalf(t, &r, c);
	return action;
}

enum sys_action file_check_fd(struct tracee *t, int fd, unsigned op, unsigned fallback)
{
	struct file_call c = {.dirfd = fd, .by_fd = true, .op = op, .fallback = fallback};

	return file_check(t, &c);
}

/* Would a human be asked? */
static bool asks(struct tracee *t, const struct resolved *r, unsigned ops)
{
	struct path_request req = {.path = r->path, .ops = ops, .own_proc = r->own_proc};
	struct decision d = decide_path(t->tracer->policy, &req);

	return verdict_effective(d.verdict, t->tracer->approvals) == VERDICT_APPROVE;
}

enum sys_action file_judge_pair(struct tracee *t, const struct file_side *from,
	const struct file_side *to, struct decision *ret_to)
{
	struct decision d = {.verdict = VERDICT_ALLOW};
	bool ask_from = asks(t, from->r, from->ops);
	enum sys_action action;

	/* What is answered by a rule comes first: an approval lets the whole call through. */
	if (ask_from && !asks(t, to->r, to->ops)) {
		action = file_judge(t, to->r, to->ops, 0, ret_to);
		if (action == SYS_ALLOW)
			action = file_judge(t, from->r, from->ops, 0, &d);
	} else {
		action = file_judge(t, from->r, from->ops, 0, &d);
		if (action == SYS_ALLOW && d.verdict != VERDICT_REDIRECT)
			action = file_judge(t, to->r, to->ops, 0, ret_to);
	}
	if (action == SYS_ALLOW && d.verdict == VERDICT_REDIRECT)
		return sys_deny(t, EACCES); /* the source of a call has no other place */
	return action;
}
