/*
 * lib/err.c - the first thing that went wrong while reading a text.
 */
#include "lib/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"

void err_set(struct err *e, const char *file, unsigned line, unsigned column, const char *format,
	...)
{
	va_list ap;

	if (e->set)
		return;
	e->set = true;
	e->line = line;
	e->column = column;
	snprintf(e->file, sizeof(e->file), "%s", file ? file : "");
	va_start(ap, format);
	vsnprintf(e->message, sizeof(e->message), format, ap);
	va_end(ap);
}

void err_format(const struct err *e, struct buf *out)
{
	size_t start = out->len;

	if (e->file[0]) {
		buf_add_escaped(out, e->file, strlen(e->file));
		buf_add_char(out, ':');
	}
	if (e->line)
		buf_printf(out, "%u:", e->line);
	if (e->line && e->column)
		buf_printf(out, "%u:", e->column);
	if (out->len > start)
		buf_add_char(out, ' ');
	buf_add_escaped(out, e->message, strlen(e->message));
}
