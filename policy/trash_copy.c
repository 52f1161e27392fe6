/*
 * policy/trash_copy.c - moving an entry where rename(2) cannot: copy, hash, remove.
 *
 * Names are single components below directories that are open already; the last
 * component is never followed.
 */
#include "policy/trash_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"

enum { CHUNK = 128 << 10, XATTR_MOST = 64 << 10 };

/* Open a regular file without being led elsewhere, and without waiting on what is none. */
static int open_regular(int dirfd, const char *name, struct stat *ret_st)
{
	int fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int r;

	if (fd < 0)
		return errno == ELOOP ? -EINVAL : -errno;
	r = fstat(fd, ret_st) < 0 ? -errno : S_ISREG(ret_st->st_mode) ? 0 : -EINVAL;
	if (r < 0) {
		close(fd);
		return r;
	}
	return fd;
}

int trash_hash(int dirfd, const char *name, char hash[TRASH_HASH_SIZE])
{
	struct stat st;
	scoped_fd int fd = open_regular(dirfd, name, &st);
	scoped_free uint8_t *chunk = NULL;
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;

	if (fd < 0)
		return fd;
	chunk = xmalloc(CHUNK);
	sha256_init(&sha);
	for (;;) {
		ssize_t n = read(fd, chunk, CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		sha256_update(&sha, (size_t)n, chunk);
	}
	sha256_digest(&sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(hash + 2 * i, 3, "%02x", digest[i]);
	return 0;
}

/* Extended attributes that may be set are; others (security.*, another file system) are left. */
static int copy_xattrs(int from, int to)
{
	scoped_free char *names = NULL;
	scoped_free char *value = NULL;
	ssize_t len = flistxattr(from, NULL, 0);

	if (len <= 0)
		return 0;
	names = xmalloc((size_t)len);
	value = xmalloc(XATTR_MOST);
	len = flistxattr(from, names, (size_t)len);
	for (const char *name = names; name < names + (len > 0 ? len : 0); name += strlen(name) + 1) {
		ssize_t n = fgetxattr(from, name, value, XATTR_MOST);

		if (n < 0)
			continue;
		if (fsetxattr(to, name, value, (size_t)n, 0) < 0 && errno != EPERM &&
			errno != EOPNOTSUPP && errno != EACCES && errno != EINVAL)
			return -errno;
	}
	return 0;
}

static int copy_bytes(int from, int to)
{
	scoped_free char *chunk = NULL;

	/* In the kernel where it can; it says EXDEV, EINVAL or ENOSYS before the first byte if not. */
	for (;;) {
		ssize_t n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);

		if (n == 0)
			break;
		if (n < 0)
			break;
	}
	/* Some file systems tell the end too early: read on to be sure. */
	chunk = xmalloc(CHUNK);
	for (;;) {
		ssize_t n = read(from, chunk, CHUNK);
		int r;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : 0;
		r = fd_write_all(to, chunk, (size_t)n);
		if (r < 0)
			return r;
	}
}

/* Owner first: changing it takes set-user-ID bits away. */
static int set_attributes(int fd, const struct stat *st)
{
	struct timespec times[2] = {st->st_atim, st->st_mtim};

	if (fchown(fd, st->st_uid, st->st_gid) < 0 && errno != EPERM)
		return -errno;
	if (fchmod(fd, st->st_mode & 07777) < 0 || futimens(fd, times) < 0)
		return -errno;
	return 0;
}

static int copy_regular(int from_dir, const char *from, int to_dir, const char *to)
{
	struct stat st;
	scoped_fd int in = open_regular(from_dir, from, &st);
	scoped_fd int out = -1;
	int r;

	if (in < 0)
		return in;
	out = openat(to_dir, to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out < 0)
		return -errno;
	r = copy_bytes(in, out);
	if (r == 0)
		r = copy_xattrs(in, out);
	if (r == 0)
		r = set_attributes(out, &st);
	if (r == 0 && fsync(out) < 0)
		r = -errno;
	return r;
}

static int copy_directory(int from_dir, const char *from, int to_dir, const char *to,
	const struct stat *st)
{
	scoped_fd int in = openat(from_dir, from,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	scoped_fd int out = -1;
	int r;

	if (in < 0 || mkdirat(to_dir, to, 0700) < 0)
		return -errno;
	out = openat(to_dir, to, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (out < 0)
		return -errno;
	r = copy_xattrs(in, out);
	return r == 0 ? set_attributes(out, st) : r;
}

static int copy_link(int from_dir, const char *from, int to_dir, const char *to)
{
	scoped_buf struct buf target = BUF_INIT;
	int r = fs_readlink(from_dir, from, &target);

	if (r < 0)
		return r;
	return symlinkat(target.s, to_dir, to) < 0 ? -errno : 0;
}

/* Owner and times of what has no descriptor: links, devices, sockets, pipes. */
static int set_attributes_at(int dirfd, const char *name, const struct stat *st)
{
	struct timespec times[2] = {st->st_atim, st->st_mtim};

	if (fchownat(dirfd, name, st->st_uid, st->st_gid, AT_SYMLINK_NOFOLLOW) < 0 && errno != EPERM)
		return -errno;
	if (!S_ISLNK(st->st_mode) && fchmodat(dirfd, name, st->st_mode & 07777, 0) < 0)
		return -errno;
	return utimensat(dirfd, name, times, AT_SYMLINK_NOFOLLOW) < 0 ? -errno : 0;
}

int trash_copy(int from_dir, const char *from, int to_dir, const char *to)
{
	struct stat st;
	int r;

	if (fstatat(from_dir, from, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -errno;
	if (faccessat(to_dir, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	if (S_ISREG(st.st_mode)) {
		r = copy_regular(from_dir, from, to_dir, to);
	} else if (S_ISDIR(st.st_mode)) {
		r = copy_directory(from_dir, from, to_dir, to, &st);
	} else {
		r = S_ISLNK(st.st_mode) ? copy_link(from_dir, from, to_dir, to)
			: mknodat(to_dir, to, st.st_mode, st.st_rdev) < 0 ? -errno
									    : 0;
		if (r == 0)
			r = set_attributes_at(to_dir, to, &st);
	}
	if (r < 0 && r != -EEXIST)
		trash_remove(to_dir, to);
	return r;
}

static int remove_inside(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *d;
	int r = dir ? 0 : -errno;

	if (!dir && fd >= 0)
		close(fd);
	while (r == 0 && (d = readdir(dir)))
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			r = trash_remove(fd, d->d_name);
	if (dir)
		closedir(dir);
	return r;
}

int trash_remove(int dirfd, const char *name)
{
	int r;

	if (unlinkat(dirfd, name, 0) == 0)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -errno;
	if (unlinkat(dirfd, name, AT_REMOVEDIR) == 0)
		return 0;
	if (errno != ENOTEMPTY && errno != EEXIST)
		return -errno;
	r = remove_inside(dirfd, name);
	if (r < 0)
		return r;
	return unlinkat(dirfd, name, AT_REMOVEDIR) < 0 ? -errno : 0;
}
