/*
 * lib/fs.c - what the file system says.
 */
#include "lib/fs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"

int fs_getcwd(struct buf *out)
{
	scoped_free char *cwd = getcwd(NULL, 0);

	if (!cwd)
		return -errno;
	if (cwd[0] != '/')
		return -ENOENT; /* "(unreachable)…": man 2 getcwd */
	buf_add_str(out, cwd);
	return 0;
}

int fs_readlink(int dirfd, const char *path, struct buf *out)
{
	size_t room = 256;

	for (;;) {
		ssize_t n;

		if (!buf_reserve(out, room))
			return -ENAMETOOLONG;
		n = readlinkat(dirfd, path, out->s + out->len, room);
		if (n < 0)
			return -errno;
		if ((size_t)n < room) {
			out->len += (size_t)n;
			out->s[out->len] = '\0';
			return 0;
		}
		room *= 2;
	}
}

int fs_mkdirs(const char *path, mode_t mode)
{
	scoped_free char *copy = xstrdup(path);

	if (!*path)
		return -ENOENT;
	for (char *p = copy + 1;; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, mode) < 0 && errno != EEXIST)
			return -errno;
		if (c == '\0')
			return 0;
		*p = c;
	}
}
