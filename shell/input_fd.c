/*
 * shell/input_fd.c - script text from a descriptor.
 *
 * A script file is ours: it is read in blocks.  Stdin is shared with the commands:
 * when it can be sought, it is read in blocks and set back before a command runs;
 * from a pipe or terminal it is read byte by byte (POSIX 2.3, sh INPUT FILES).
 */
#include "shell/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"

enum { BLOCK = 16384 };

struct fd_input {
	int fd;
	bool own;
	bool seekable;
	off_t offset;      /* of the end of the block in the file */
	off_t expected;    /* where the descriptor is if nobody but us moved it */
	struct buf block;  /* read ahead; from `used` on not handed out */
	size_t used;
	struct buf line;   /* a line that spans blocks */
};

/* Somebody else moved a shared descriptor (or put another file there): what was read ahead is void. */
static void check_offset(struct fd_input *f)
{
	off_t now;

	if (f->own || !f->seekable)
		return;
	now = lseek(f->fd, 0, SEEK_CUR);
	if (now == f->expected) {
		if (now != f->offset)
			lseek(f->fd, f->offset, SEEK_SET);
		f->expected = f->offset;
		return;
	}
	buf_reset(&f->block);
	f->used = 0;
	f->seekable = now >= 0;
	f->offset = f->expected = now;
}

/* More bytes behind those not used yet; 0 at the end, or a negative errno. */
static long read_block(struct fd_input *f)
{
	size_t want = f->own || f->seekable ? BLOCK : 1;
	ssize_t got;

	if (f->used == f->block.len) {
		buf_reset(&f->block);
		f->used = 0;
	}
	buf_reserve(&f->block, want);
	do
		got = read(f->fd, f->block.s + f->block.len, want);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -errno;
	f->block.len += (size_t)got;
	f->block.s[f->block.len] = '\0';
	f->offset += got;
	f->expected = f->offset;
	return got;
}

static long fd_next_line(struct input *in, bool more, const char **ret)
{
	struct fd_input *f = in->state;

	(void)more;
	buf_reset(&f->line);
	check_offset(f);
	for (;;) {
		const char *rest = f->block.s + f->used;
		size_t len = f->block.len - f->used;
		const char *newline = len ? memchr(rest, '\n', len) : NULL;
		long got;

		if (newline)
			len = (size_t)(newline + 1 - rest);
		f->used += len;
		if (newline && !f->line.len) {
			*ret = rest;
			return (long)len;
		}
		buf_add(&f->line, rest, len);
		got = newline ? 0 : read_block(f);
		if (got < 0 && !f->line.len)
			return got;
		if (got <= 0) {
			*ret = f->line.s;
			return (long)f->line.len;
		}
	}
}

void input_sync(struct input *in)
{
	struct fd_input *f;

	if (!in || in->next_line != fd_next_line)
		return;
	f = in->state;
	if (f->own || !f->seekable || f->block.len == f->used)
		return;
	f->expected = f->offset - (off_t)(f->block.len - f->used);
	lseek(f->fd, f->expected, SEEK_SET);
}

static void fd_release(struct input *in)
{
	struct fd_input *f = in->state;

	input_sync(in);
	if (f->own)
		close(f->fd);
	buf_release(&f->block);
	buf_release(&f->line);
	free(f);
}

int input_from_fd(struct input *in, const char *name, int fd, bool own)
{
	struct fd_input *f;
	off_t offset;

	if (own && (fd = fd_move_high(fd)) < 0)
		return fd;
	offset = lseek(fd, 0, SEEK_CUR);
	f = xcalloc(1, sizeof(*f));
	f->fd = fd;
	f->own = own;
	f->seekable = offset >= 0;
	f->offset = f->expected = offset;
	f->block = (struct buf)BUF_INIT;
	f->line = (struct buf)BUF_INIT;
	*in = (struct input){
		.name = name,
		.first_line = 1,
		.next_line = fd_next_line,
		.release = fd_release,
		.state = f,
	};
	return 0;
}
