/*
 * shell/exec_trace.c - what `set -x` shows, to BASH_XTRACEFD or standard error.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/special_internal.h"
#include "shell/var.h"
#include "shell/var_internal.h"

static void start(struct shell *sh, struct buf *out)
{
	int status = sh->status;

	/* PS4 may run commands, which shall not be traced. */
	sh->opts.xtrace = false;
	prompt_xtrace(sh, out);
	sh->opts.xtrace = true;
	sh->status = status;
}

static void finish(struct shell *sh, struct buf *out)
{
	buf_add_char(out, '\n');
	fd_write_all(sh->xtrace_fd >= 0 ? sh->xtrace_fd : STDERR_FILENO, out->s, out->len);
}

void xtrace_fd_assigned(struct shell *sh, const char *value)
{
	int fd;

	if (!value || !*value) {
		if (sh->xtrace_fd >= 0)
			close(sh->xtrace_fd);
		sh->xtrace_fd = -1;
	} else if (num_parse_int(value, 0, INT_MAX, &fd) < 0 || fcntl(fd, F_GETFD) < 0) {
		diag(sh, "BASH_XTRACEFD: %s: invalid value for trace file descriptor", value);
	} else {
		sh->xtrace_fd = fd;
	}
}

void xtrace_words(struct shell *sh, char *const *argv)
{
	scoped_buf struct buf out = BUF_INIT;

	if (!sh->opts.xtrace)
		return;
	start(sh, &out);
	for (size_t i = 0; argv[i]; i++) {
		if (i)
			buf_add_char(&out, ' ');
		if (*argv[i])
			quote_trace(&out, argv[i]);
		else
			buf_add_str(&out, "''");
	}
	finish(sh, &out);
}

void xtrace_assignment(struct shell *sh, const char *name, bool append, const char *value)
{
	scoped_buf struct buf out = BUF_INIT;

	if (!sh->opts.xtrace)
		return;
	start(sh, &out);
	buf_printf(&out, "%s%s", name, append ? "+=" : "=");
	quote_trace(&out, value);
	finish(sh, &out);
}

void xtrace_line(struct shell *sh, const char *format, ...)
{
	scoped_buf struct buf out = BUF_INIT;
	va_list ap;

	if (!sh->opts.xtrace)
		return;
	start(sh, &out);
	va_start(ap, format);
	buf_vprintf(&out, format, ap);
	va_end(ap);
	finish(sh, &out);
}

void xtrace_head(struct shell *sh, const char *keyword, const struct node *n)
{
	scoped_buf struct buf list = BUF_INIT;

	if (!sh->opts.xtrace)
		return;
	if (!n->for_.has_in)
		buf_add_str(&list, " \"$@\"");
	for (const struct word *w = n->for_.has_in ? n->for_.words : NULL; w; w = w->next)
		buf_printf(&list, " %s", w->text);
	xtrace_line(sh, "%s %s in%s", keyword, n->for_.name, list.s);
}
