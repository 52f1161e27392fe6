/*
 * tracer/file_call.h - what the handlers of file system calls share: resolve, judge, act.
 */
#ifndef TRACER_FILE_CALL_H
#define TRACER_FILE_CALL_H

#include "policy/decide.h"
#include "tracer/tracee.h"

struct file_call;
struct resolved;

/* Make the call @c on @r, which was judged, in the tracee's place: tracer/behalf.h. */
typedef enum sys_action file_behalf(struct tracee *t, const struct resolved *r,
	const struct file_call *c);

/* A call that is about one path, or one descriptor. */
struct file_call {
	int dirfd;           /* AT_FDCWD or the tracee's; with by_fd the descriptor itself */
	bool by_fd;
	unsigned path_arg;   /* which argument points to the path */
	unsigned resolve;    /* RESOLVE_* */
	unsigned op;         /* PATH_* that it is judged as */
	unsigned fallback;   /* PATH_* to judge instead where no rule speaks about op; 0: none */
	file_behalf *behalf; /* how it is made where it could be raced; NULL: let it run */
	uint64_t value[4];   /* for behalf: what else the call was given */
};

/* Resolve, judge, redirect where the rule says so, make it here where it could be raced. */
enum sys_action file_check(struct tracee *t, const struct file_call *c);
/* For a call that only needs the judgement of what the tracee's descriptor @fd is. */
enum sys_action file_check_fd(struct tracee *t, int fd, unsigned op, unsigned fallback);
/*
 * Judge one resolved path; pipes, sockets and the like have none and are allowed.  As enforce_path().
 */
enum sys_action file_judge(struct tracee *t, const struct resolved *r, unsigned op,
	unsigned fallback, struct decision *ret_decision);
/* One of the two paths of a call, and the PATH_* it is judged as. */
struct file_side {
	const struct resolved *r;
	unsigned ops;
};
/*
 * Judge both paths of a rename or link.  A redirected source denies; of the target *ret_to says so.
 */
enum sys_action file_judge_pair(struct tracee *t, const struct file_side *from,
	const struct file_side *to, struct decision *ret_to);
/*
 * The part of @op that a rule speaks about by itself, else @fallback: what a policy that never
 * mentions renaming, say, is taken to mean by it (DESIGN 5).
 */
unsigned file_op(struct tracee *t, const struct resolved *r, unsigned op, unsigned fallback);
/* Is @op judged at all?  stat, list, access, readlink only where some rule names them (DESIGN 5). */
bool file_op_named(const struct tracee *t, unsigned op);

/* RESOLVE_* for a call's AT_SYMLINK_NOFOLLOW and AT_EMPTY_PATH. */
unsigned file_at_flags(uint64_t at_flags);

#endif
