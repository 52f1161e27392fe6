/*
 * builtins/line_reader.c - bytes for read and mapfile, not one more than they use.
 */
#include "builtins/line_reader.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "shell/edit.h"
#include "shell/shell.h"
#include "shell/trap.h"

void line_reader_init(struct line_reader *r, struct shell *sh, int fd, bool to_end)
{
	struct stat st;

	r->sh = sh;
	r->fd = fd;
	r->seeks = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && lseek(fd, 0, SEEK_CUR) >= 0;
	r->blocks = r->seeks || to_end;
	r->deadline_ns = 0;
	r->error = 0;
	r->at = r->len = 0;
	r->from = r->block;
	r->edit = NULL;
	r->edited = NULL;
}

/* The next line from the terminal, with its delimiter. */
static int fill_edited(struct line_reader *r)
{
	char *line;

	switch (edit_line(r->sh, r->edit, &line)) {
	case EDIT_LINE:
		break;
	case EDIT_END:
		return READER_END;
	case EDIT_TIMEOUT:
		return READER_TIMEOUT;
	case EDIT_INTERRUPTED:
		return READER_INTERRUPTED;
	}
	r->at = 0;
	r->len = strlen(line) + 1;
	line[r->len - 1] = r->edit->delimiter; /* instead of the NUL */
	free(r->edited);
	r->edited = line;
	r->from = line;
	return 1;
}

/* Wait until there is something to read: 0, READER_TIMEOUT or READER_INTERRUPTED. */
static int wait_for_input(const struct line_reader *r)
{
	struct pollfd p = {.fd = r->fd, .events = POLLIN};
	int n = trap_poll(&p, 1, r->deadline_ns);

	if (n == 0)
		return READER_TIMEOUT;
	return n < 0 && errno == EINTR ? READER_INTERRUPTED : 0;
}

/* A signal came: run its trap.  The read goes on unless that, or posix mode, ends it. */
static bool goes_on(struct line_reader *r)
{
	struct shell *sh = r->sh;

	if (!trap_pending())
		return true;
	if (sh->opts.posix)
		return false;
	trap_run_pending(sh);
	return sh->unwind == UNWIND_NONE;
}

/* Is a signal to be waited for as well?  Of single bytes the first is what may be long in coming. */
static bool may_block(const struct line_reader *r)
{
	return !r->seeks && (r->blocks || !r->len) && (r->sh->interactive || traps_any(r->sh));
}

static int fill(struct line_reader *r)
{
	if (r->edit)
		return fill_edited(r);
	for (;;) {
		int waited = r->deadline_ns || may_block(r) ? wait_for_input(r) : 0;
		ssize_t n;

		if (waited == READER_TIMEOUT)
			return waited;
		n = waited ? -1 : read(r->fd, r->block, r->blocks ? sizeof(r->block) : 1);
		if (n >= 0) {
			r->at = 0;
			r->len = (size_t)n;
			return n ? 1 : READER_END;
		}
		if (!waited && errno != EINTR) {
			r->error = errno;
			return READER_ERROR;
		}
		if (!goes_on(r))
			return READER_INTERRUPTED;
	}
}

int line_reader_byte(struct line_reader *r)
{
	if (r->at == r->len) {
		int got = fill(r);

		if (got < 0)
			return got;
	}
	return (unsigned char)r->from[r->at++];
}

int line_reader_line(struct line_reader *r, char delimiter, struct buf *line)
{
	for (;;) {
		const char *start, *hit;
		size_t n;

		if (r->at == r->len) {
			int got = fill(r);

			if (got == READER_END)
				return 0;
			if (got < 0)
				return got;
		}
		start = r->from + r->at;
		hit = memchr(start, delimiter, r->len - r->at);
		n = hit ? (size_t)(hit - start) + 1 : r->len - r->at;
		buf_add(line, start, n);
		r->at += n;
		if (hit)
			return 1;
	}
}

void line_reader_finish(struct line_reader *r)
{
	if (r->seeks && r->at < r->len)
		lseek(r->fd, -(off_t)(r->len - r->at), SEEK_CUR);
	r->at = r->len = 0;
	free(r->edited);
	r->edited = NULL;
}
