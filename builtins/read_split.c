/*
 * builtins/read_split.c - the line that `read` got, taken apart by IFS.
 */
#include "builtins/read_split.h"

#include <string.h>

#include "shell/split.h"

void read_line_add(struct read_line *line, char c, bool escaped)
{
	buf_add_char(&line->text, c);
	buf_add_char(&line->escaped, escaped);
}

/* Class of the character at @i; what was escaped separates nothing. */
static unsigned char class_at(const struct ifs *ifs, const struct read_line *line, size_t i, size_t *n)
{
	*n = 1;
	if (i >= line->text.len || line->escaped.s[i])
		return IFS_NONE;
	return split_class(ifs, line->text.s + i, line->text.len - i, n);
}

static size_t skip_spaces(const struct ifs *ifs, const struct read_line *line, size_t i)
{
	size_t n;

	while (class_at(ifs, line, i, &n) == IFS_SPACE)
		i += n;
	return i;
}

/* End of the field at @i. */
static size_t field_end(const struct ifs *ifs, const struct read_line *line, size_t i)
{
	size_t n;

	while (i < line->text.len && class_at(ifs, line, i, &n) == IFS_NONE)
		i += n;
	return i;
}

/* Behind the separator at @i: white space, and at most one other with white space around it. */
static size_t skip_separator(const struct ifs *ifs, const struct read_line *line, size_t i)
{
	size_t n;

	i = skip_spaces(ifs, line, i);
	if (class_at(ifs, line, i, &n) == IFS_OTHER)
		i = skip_spaces(ifs, line, i + n);
	return i;
}

bool read_line_field(struct shell *sh, struct read_line *line, struct buf *out)
{
	const struct ifs *ifs = split_ifs(sh);
	size_t start = line->at ? line->at : skip_spaces(ifs, line, 0);
	size_t end = field_end(ifs, line, start);

	if (start >= line->text.len) {
		line->at = line->text.len;
		return false;
	}
	buf_add(out, line->text.s + start, end - start);
	line->at = skip_separator(ifs, line, end);
	return true;
}

void read_line_rest(struct shell *sh, struct read_line *line, struct buf *out)
{
	const struct ifs *ifs = split_ifs(sh);
	size_t start = line->at ? line->at : skip_spaces(ifs, line, 0);
	size_t end = field_end(ifs, line, start);
	size_t n;

	/* `IFS=: read a b` of "x:y:": the last colon only ends y; of "x:y:z:" it stays. */
	if (skip_separator(ifs, line, end) < line->text.len)
		for (end = line->text.len; end > start; end--)
			if (class_at(ifs, line, end - 1, &n) != IFS_SPACE)
				break;
	if (end > start)
		buf_add(out, line->text.s + start, end - start);
	line->at = line->text.len;
}
