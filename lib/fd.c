/*
 * lib/fd.c - file descriptors: born close-on-exec, written whole.
 */
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"

int fd_dup_high(int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, FD_HIGH);

	if (copy < 0 && errno == EINVAL) /* `ulimit -n` is below */
		copy = fcntl(fd, F_DUPFD_CLOEXEC, FD_SHELL_MIN);
	return copy < 0 ? -errno : copy;
}

int fd_move_high(int fd)
{
	int copy;

	if (fd >= FD_HIGH)
		return fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ? -errno : fd;
	copy = fd_dup_high(fd);
	close(fd);
	return copy;
}

int fd_write_all(int fd, const void *bytes, size_t len)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd wait = {.fd = fd, .events = POLLOUT};

			poll(&wait, 1, -1);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int fd_read_all(int fd, struct buf *out)
{
	char chunk[16384];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return 0;
		buf_add(out, chunk, (size_t)n);
		if (out->overflow)
			return -EFBIG;
	}
}

int fd_read_file(const char *path, struct buf *out)
{
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	return fd_read_all(fd, out);
}
