/*
 * tracer/relay_bulk.c - pages of a busy stream moved on without copying them.
 *
 * `cat` of a large clean file costs one read (to look) instead of a read and a
 * write.  See PERFORMANCE 2 for the figures that led here.
 */
#include "tracer/relay_bulk.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"

enum { PIPE_BYTES = 1024 * 1024 };

void relay_bulk_init(struct relay_bulk *b)
{
	*b = (struct relay_bulk){.stage = {-1, -1}, .look = {-1, -1}};
}

void relay_bulk_free(struct relay_bulk *b)
{
	for (int i = 0; i < 2; i++) {
		cleanup_close_fd(&b->stage[i]);
		cleanup_close_fd(&b->look[i]);
	}
	relay_bulk_init(b);
}

/* Beyond the user's soft limit of pipe pages this fails, and the pipe stays as it is. */
static void grow(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode) && fcntl(fd, F_GETPIPE_SZ) < PIPE_BYTES)
		fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
}

/* tee(2) is not everywhere. */
static bool can_tee(struct relay_bulk *b)
{
	char byte = 0;

	return write(b->stage[1], &byte, 1) == 1 &&
	       tee(b->stage[0], b->look[1], 1, SPLICE_F_NONBLOCK) == 1 &&
	       read(b->look[0], &byte, 1) == 1 && read(b->stage[0], &byte, 1) == 1;
}

static bool open_pipes(struct relay_bulk *b)
{
	if (b->stage[0] >= 0)
		return true;
	if (pipe2(b->stage, O_CLOEXEC | O_NONBLOCK) < 0)
		return false;
	if (pipe2(b->look, O_CLOEXEC | O_NONBLOCK) < 0)
		return false;
	grow(b->stage[0]);
	grow(b->look[0]);
	return can_tee(b);
}

void relay_bulk_start(struct relay_bulk *b, int in, int out)
{
	int flags = fcntl(out, F_GETFL);

	/* Larger pipes help the copying way too. */
	grow(in);
	grow(out);
	/* splice(2) refuses files opened for appending. */
	if (b->refused || flags < 0 || flags & O_APPEND || !open_pipes(b)) {
		b->refused = true;
		return;
	}
	b->active = true;
}

void relay_bulk_leave(struct relay_bulk *b)
{
	b->active = false;
}

ssize_t relay_bulk_stage(struct relay_bulk *b, int in, uint64_t most)
{
	size_t len = most < PIPE_BYTES ? (size_t)most : PIPE_BYTES;
	ssize_t n = splice(in, NULL, b->stage[1], NULL, len, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);

	if (n > 0)
		b->staged += (size_t)n;
	return n;
}

static bool read_exactly(int fd, char *to, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = read(fd, to + done, len - done);

		if (n <= 0 && !(n < 0 && errno == EINTR))
			return false;
		done += n > 0 ? (size_t)n : 0;
	}
	return true;
}

size_t relay_bulk_peek(struct relay_bulk *b, char *chunk, size_t size, bool all)
{
	size_t want = b->staged < size ? b->staged : size;
	ssize_t n = want ? tee(b->stage[0], b->look[1], want, SPLICE_F_NONBLOCK) : 0;
	const char *newline;

	if (n <= 0 || !read_exactly(b->look[0], chunk, (size_t)n))
		return 0;
	newline = memrchr(chunk, '\n', (size_t)n);
	if (newline)
		return (size_t)(newline - chunk) + 1;
	return all || (size_t)n == size ? (size_t)n : 0;
}

int relay_bulk_forward(struct relay_bulk *b, int out, size_t *len)
{
	while (*len > 0) {
		ssize_t n =
			splice(b->stage[0], NULL, out, NULL, *len, SPLICE_F_MOVE | SPLICE_F_MORE);
		struct pollfd wait = {.fd = out, .events = POLLOUT};

		if (n > 0) {
			b->staged -= (size_t)n;
			*len -= (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			poll(&wait, 1, -1);
		} else if (n == 0 || errno != EINTR) {
			b->refused = true;
			return n == 0 ? -EINVAL : -errno;
		}
	}
	return 0;
}

bool relay_bulk_take(struct relay_bulk *b, char *chunk, size_t len)
{
	b->staged -= len;
	return read_exactly(b->stage[0], chunk, len);
}
