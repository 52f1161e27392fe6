/*
 * lib/fd.h - file descriptors: born close-on-exec, written whole.
 *
 * All return a descriptor, a count or 0, or a negative errno.
 */
#ifndef LIB_FD_H
#define LIB_FD_H

#include <stddef.h>

struct buf;

/*
 * 0-9 belong to scripts, and {name}> gives out numbers from 10: our own descriptors start at
 * FD_HIGH, where the limit on open files allows it.
 */
enum { FD_SHELL_MIN = 10, FD_HIGH = 40 };

/* Move @fd to a number >= FD_HIGH, close-on-exec; closes @fd. */
int fd_move_high(int fd);
/* Copy @fd to a number >= FD_HIGH, close-on-exec. */
int fd_dup_high(int fd);
/* Write all of it; waits when the descriptor is non-blocking. */
int fd_write_all(int fd, const void *bytes, size_t len);
/* Append everything up to end of file to @out (bounded by out->max: -EFBIG). */
int fd_read_all(int fd, struct buf *out);
/* The same for a file by name. */
int fd_read_file(const char *path, struct buf *out);

#endif
