/*
 * shell/diag.c - every message of the interpreter, in bash's form, in one write.
 */
#include "shell/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/opts.h"
#include "shell/builtin.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"
#include "shell/topic.h"

/* In a sourced file, or a function that came from one, bash blames that file. */
static const char *blamed(const struct shell *sh)
{
	const struct frame *f = sh->frame;

	if (sh->interactive_shell || !f || f->kind == FRAME_MAIN || !f->source || !*f->source)
		return sh->prog;
	return f->source;
}

static void add_prefix(const struct shell *sh, unsigned line, struct buf *out)
{
	if (sh->interactive_shell)
		buf_printf(out, "%s: ", sh->prog);
	else
		buf_printf(out, "%s: line %u: ", blamed(sh), line);
}

/* As bash's parser_error(): a text that is not the blamed file itself is named behind it. */
static void add_prefix_from(const struct shell *sh, const char *from, unsigned line, struct buf *out)
{
	if (!from || (sh->interactive_shell ? !*from : strcmp(from, blamed(sh)) == 0))
		add_prefix(sh, line, out);
	else
		buf_printf(out, "%s: %s: line %u: ", blamed(sh), from, line);
}

static void print(struct buf *out)
{
	buf_add_char(out, '\n');
	fd_write_all(STDERR_FILENO, out->s, out->len);
}

void diag_at(struct shell *sh, unsigned line, const char *format, ...)
{
	scoped_buf struct buf out = BUF_INIT;
	va_list ap;

	add_prefix(sh, line, &out);
	va_start(ap, format);
	buf_vprintf(&out, format, ap);
	va_end(ap);
	print(&out);
}

void diag_from(struct shell *sh, const char *from, unsigned line, const char *format, ...)
{
	scoped_buf struct buf out = BUF_INIT;
	va_list ap;

	add_prefix_from(sh, from, line, &out);
	va_start(ap, format);
	buf_vprintf(&out, format, ap);
	va_end(ap);
	print(&out);
}

/* False: nothing is said here, by what will be done again in a process of its own. */
__attribute__((format(printf, 2, 0)))
static bool report(struct shell *sh, const char *format, va_list ap)
{
	scoped_buf struct buf out = BUF_INIT;

	if (expand_guarded(sh))
		return false;
	add_prefix(sh, sh->line, &out);
	buf_vprintf(&out, format, ap);
	print(&out);
	return true;
}

void diag(struct shell *sh, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report(sh, format, ap);
	va_end(ap);
}

void diag_grave(struct shell *sh, const char *format, ...)
{
	va_list ap;
	bool told;

	va_start(ap, format);
	told = report(sh, format, ap);
	va_end(ap);
	if (told && sh->opts.errexit && sh->unwind == UNWIND_NONE) {
		sh->status = sh->status ? sh->status : 1;
		shell_leave_here(sh);
	}
}

int builtin_error(struct shell *sh, const struct builtin *b, int status, const char *format, ...)
{
	scoped_buf struct buf out = BUF_INIT;
	va_list ap;

	add_prefix(sh, sh->line, &out);
	if (b)
		buf_printf(&out, "%s: ", b->name);
	va_start(ap, format);
	buf_vprintf(&out, format, ap);
	va_end(ap);
	print(&out);
	sh->misused |= status == 2;
	return status;
}

int builtin_usage_line(struct shell *sh, const struct builtin *b)
{
	scoped_buf struct buf out = BUF_INIT;

	sh->misused = true;
	buf_printf(&out, "%s: usage: %s", b->name, b->synopsis);
	print(&out);
	return 2;
}

int builtin_usage_help(struct shell *sh, const struct builtin *b)
{
	scoped_buf struct buf out = BUF_INIT;
	struct topic t = topic_of_builtin(b);

	sh->misused = true;
	topic_add(&out, &t);
	builtin_put(sh, &out);
	return 2;
}

int builtin_usage_sign(struct shell *sh, const struct builtin *b, char sign, char bad)
{
	if (bad == OPTS_HELP)
		return builtin_usage_help(sh, b);
	builtin_error(sh, b, 2, "%c%c: invalid option", sign, bad);
	return builtin_usage_line(sh, b);
}

int builtin_usage(struct shell *sh, const struct builtin *b, char bad)
{
	return builtin_usage_sign(sh, b, '-', bad);
}

int builtin_missing(struct shell *sh, const struct builtin *b, char option)
{
	builtin_error(sh, b, 2, "-%c: option requires an argument", option);
	return builtin_usage_line(sh, b);
}

int builtin_print(struct shell *sh, const struct builtin *b, const struct buf *text)
{
	int r = builtin_put(sh, text);

	return r < 0 ? builtin_error(sh, b, 1, "write error: %s", strerror(-r)) : 0;
}

int builtin_put(struct shell *sh, const struct buf *text)
{
	if (!sh->capture)
		return fd_write_all(STDOUT_FILENO, text->s, text->len);
	buf_add(sh->capture, text->s, text->len);
	return 0;
}

int builtin_print_line(struct shell *sh, const struct builtin *b, const char *line)
{
	scoped_buf struct buf out = BUF_INIT;

	buf_add_str(&out, line);
	buf_add_char(&out, '\n');
	return builtin_print(sh, b, &out);
}
