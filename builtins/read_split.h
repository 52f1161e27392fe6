/*
 * builtins/read_split.h - the line that `read` got, taken apart by IFS.
 */
#ifndef BUILTINS_READ_SPLIT_H
#define BUILTINS_READ_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

struct shell;

struct read_line {
	struct buf text;
	struct buf escaped; /* a byte for each of text: 1 when a backslash stood in front of it */
	size_t at;          /* where the next field starts */
};

void read_line_add(struct read_line *line, char c, bool escaped);
/* Add the next field to @out; false: there is none. */
bool read_line_field(struct shell *sh, struct read_line *line, struct buf *out);
/* What the last variable gets: all that is left, without a separator that only ends it. */
void read_line_rest(struct shell *sh, struct read_line *line, struct buf *out);

#endif
