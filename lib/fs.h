/*
 * lib/fs.h - what the file system says.  All return 0 or a negative errno.
 */
#ifndef LIB_FS_H
#define LIB_FS_H

#include <sys/types.h>

struct buf;

/* Add the physical working directory, of whatever length. */
int fs_getcwd(struct buf *out);
/* Add what the link at @path (relative to @dirfd) says, whatever its length. */
int fs_readlink(int dirfd, const char *path, struct buf *out);
/* Make @path and every missing directory above it. */
int fs_mkdirs(const char *path, mode_t mode);

#endif
