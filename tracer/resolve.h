/*
 * tracer/resolve.h - the path that the kernel will use, as the kernel finds it.
 *
 * One component walk in the tracer: links first, then `..`, from the tracee's
 * root, cwd or dirfd; magic links are jumps to their object (ESCAPES 1.4).  A
 * tracee's path is never cleaned as text.
 */
#ifndef TRACER_RESOLVE_H
#define TRACER_RESOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

struct tracee;

/* Flags for tracee_resolve(). */
enum resolve_flag {
	RESOLVE_NOFOLLOW = 1 << 0,   /* the last component is not followed if it is a link */
	RESOLVE_EMPTY_PATH = 1 << 1, /* AT_EMPTY_PATH: "" names dirfd itself */
	RESOLVE_PARENT = 1 << 2,     /* also open the directory the last component is in: ret->parent_fd */
	RESOLVE_CREATE = 1 << 3,     /* the last component may be missing (exists reports it anyway) */
	RESOLVE_OBJECT = 1 << 5,     /* also keep the object itself: ret->object_fd; not with PARENT */
	RESOLVE_ROOT_AT_DIRFD = 1 << 4, /* openat2's RESOLVE_IN_ROOT: dirfd is "/" */
};

struct resolved {
	const char *path;     /* absolute as seen from the tracer, canonical; in the stop's scratch */
	size_t len;
	const char *given;    /* what the tracee passed; in the scratch */
	bool exists;          /* st is valid */
	bool trailing_slash;  /* given ended in a slash (or /.): the object must be a directory */
	bool own_proc;        /* an entry of the tracee's own /proc/<tgid> or task */
	pid_t proc_pid;       /* > 0: an entry of this process's /proc directory */
	bool no_path;         /* pipe, socket, memfd, anon inode: not a file in any tree */
	struct stat st;       /* of the object (of the link itself with RESOLVE_NOFOLLOW) */
	int parent_fd;        /* O_PATH directory, owned by the result; -1 unless asked for and there */
	int object_fd;        /* O_PATH, owned by the result; 0 unless asked for and there */
	const char *name;     /* last component as the kernel will use it, below parent_fd */
};

#define scoped_resolved __attribute__((cleanup(resolved_release)))
void resolved_release(struct resolved *r);

/*
 * Read the path argument at @addr and resolve it against @dirfd (AT_FDCWD or the tracee's fd).
 * Returns 0, or a negative errno:
 *   -EFAULT -ENOENT -ENOTDIR -ELOOP -ENAMETOOLONG -EBADF -EACCES  as the kernel will report it;
 *   -EPERM  it could not be found out: deny.
 * A missing last component is success with exists false; a missing parent is -ENOENT.
 */
int tracee_resolve(struct tracee *t, int dirfd, uint64_t addr, unsigned flags,
	struct resolved *ret);
/* The same for a path that was read already (sun_path, an interpreter's name). */
int tracee_resolve_path(struct tracee *t, int dirfd, const char *path, unsigned flags,
	struct resolved *ret);
/* What the tracee's descriptor @fd is. */
int tracee_resolve_fd(struct tracee *t, int fd, struct resolved *ret);

#endif
