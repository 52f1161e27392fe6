/*
 * tracer/resolve_walk.h - between tracer/resolve.c and its slow, exact half.
 *
 * resolve.c lets the kernel walk where that cannot go wrong; everything else
 * (links below /proc, other roots, no openat2) is walked component by component here.
 */
#ifndef TRACER_RESOLVE_WALK_H
#define TRACER_RESOLVE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct resolved;
struct tracee;

/* Walk ret->given from the tracee's root, cwd or @dirfd.  Errors as tracee_resolve(). */
int resolve_walk(struct tracee *t, int dirfd, unsigned flags, struct resolved *ret);

/* Room for "/proc/TID/fd/N". */
enum { PROC_LINK_SIZE = 48 };
/* The /proc link of @dirfd (AT_FDCWD: of the working directory) of thread @tid. */
void proc_link_of(pid_t tid, int dirfd, char *out);
/* What a descriptor of ours is called.  -EPERM: that cannot be known, or is @size bytes or more. */
int resolve_fd_text(int fd, char *out, size_t size, size_t *ret_len);

/*
 * ret->path, ret->st and the flags that follow from them, for the object that a /proc link or an
 * O_PATH descriptor of ours shows as @text; ret->st is filled already.  @jumped: the text was not
 * walked to, so it is only believed when the file system agrees.  -EPERM: it does not.
 */
int resolve_name_object(struct tracee *t, const char *text, size_t len, bool jumped,
	struct resolved *ret);
/* How often it is worth asking again before that is believed. */
enum { RESOLVE_LOOKS = 4 };
/* own_proc and proc_pid of ret->path. */
void resolve_proc_fields(struct tracee *t, struct resolved *ret);
/* Is the file system of @fd, whose st_dev is @dev, a procfs?  Remembers the answer. */
bool resolve_is_proc(int fd, dev_t dev);

/* `a/`, `a/.`, `.`: the object must be a directory. */
bool path_wants_directory(const char *path);

#endif
