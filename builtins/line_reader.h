/*
 * builtins/line_reader.h - bytes for read and mapfile, not one more than they use.
 *
 * What lies behind the line belongs to the next command.  A seekable
 * descriptor is read in blocks and set back at the end; from a pipe or a
 * terminal single bytes are read.
 */
#ifndef BUILTINS_LINE_READER_H
#define BUILTINS_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct edit_request;
struct shell;

enum { LINE_READER_BLOCK = 4096 };

/* What line_reader_byte() says besides a byte. */
enum { READER_END = -1, READER_TIMEOUT = -2, READER_ERROR = -3, READER_INTERRUPTED = -4 };

struct line_reader {
	struct shell *sh;
	int fd;
	bool blocks;          /* reads blocks: seekable, or nothing will be left */
	bool seeks;           /* has to be set back */
	int64_t deadline_ns;  /* CLOCK_MONOTONIC; 0: none */
	int error;            /* errno of READER_ERROR */
	const struct edit_request *edit; /* lines are edited (read -e); borrowed; NULL: not */
	char *edited;         /* the last one, malloc'd */
	const char *from;     /* what was read: block or edited */
	size_t at, len;       /* in it */
	char block[LINE_READER_BLOCK];
};

/* @to_end: everything up to the end will be read, so that a pipe may be read in blocks as well. */
void line_reader_init(struct line_reader *r, struct shell *sh, int fd, bool to_end);
/* The next byte, or READER_*. */
int line_reader_byte(struct line_reader *r);
/*
 * Add bytes up to and with @delimiter to @line.  1, 0 at the end of the input (@line may have
 * bytes all the same), or READER_*.
 */
int line_reader_line(struct line_reader *r, char delimiter, struct buf *line);
/* Give back what was read too much; for every reader. */
void line_reader_finish(struct line_reader *r);

#endif
