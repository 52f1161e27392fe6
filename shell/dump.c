/*
 * shell/dump.c - what is printed in place of being run: -D, --dump-po-strings, --pretty-print.
 */
#include "shell/dump.h"

#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"
#include "shell/ast.h"
#include "shell/parser.h"
#include "shell/shell.h"

/* A string of a PO file, over as many lines as it has. */
static void add_po_text(struct buf *out, const char *text, size_t len)
{
	if (memchr(text, '\n', len))
		buf_add_str(out, "\"\"\n");
	buf_add_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n') {
			buf_add_str(out, "\\n\"\n\"");
			continue;
		}
		if (text[i] == '"' || text[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, text[i]);
	}
	buf_add_char(out, '"');
}

void dump_string(struct shell *sh, const char *text, size_t len, unsigned line)
{
	scoped_buf struct buf out = BUF_INIT;

	if (sh->dump == DUMP_STRINGS) {
		buf_printf(&out, "\"%.*s\"\n", (int)len, text);
	} else if (sh->dump == DUMP_PO_STRINGS) {
		buf_printf(&out, "#: %s:%u\nmsgid ", sh->name, line);
		add_po_text(&out, text, len);
		buf_add_str(&out, "\nmsgstr \"\"\n");
	}
	fd_write_all(STDOUT_FILENO, out.s, out.len);
}

void dump_command(const struct node *n, bool *blank)
{
	scoped_buf struct buf out = BUF_INIT;

	if (n && n->kind == NODE_FUNCTION)
		ast_print_function(&out, n->function.name, n);
	else if (n)
		ast_print_command(&out, n);
	if (n || !*blank)
		buf_add_char(&out, '\n');
	*blank = !n;
	fd_write_all(STDOUT_FILENO, out.s, out.len);
}
