/*
 * builtins/mapfile.c - mapfile, readarray: lines into an indexed array.
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "builtins/line_reader.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "lib/opts.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { DEFAULT_QUANTUM = 5000, MOST = 1 << 30 };

struct request {
	const struct builtin *b;
	char delimiter;
	bool strip;            /* -t */
	bool has_origin;
	int count;             /* -n; 0: all */
	int origin;
	int skip;              /* -s */
	int fd;
	const char *callback;
	int quantum;
	const char *name;
};

struct number_row {
	char letter;
	int least;
	const char *what; /* "invalid …" */
	size_t offset;
};

/* Options that take a number. */
static const struct number_row number_rows[] = {
	{'n', 0, "line count", offsetof(struct request, count)},
	{'O', 0, "array origin", offsetof(struct request, origin)},
	{'s', 0, "line count", offsetof(struct request, skip)},
	{'c', 1, "callback quantum", offsetof(struct request, quantum)},
	{'u', 0, "file descriptor specification", offsetof(struct request, fd)},
};

static int take_number(struct shell *sh, struct request *q, char letter, const char *arg)
{
	for (size_t i = 0; i < sizeof(number_rows) / sizeof(number_rows[0]); i++) {
		const struct number_row *row = &number_rows[i];

		if (row->letter == letter &&
			num_parse_int(arg, row->least, MOST, (int *)(void *)((char *)q + row->offset)) < 0)
			return builtin_error(sh, q->b, 1, "%s: invalid %s", arg, row->what);
	}
	if (letter == 'u' && fcntl(q->fd, F_GETFD) < 0)
		return builtin_error(sh, q->b, 1, "%d: invalid file descriptor: %s", q->fd,
			strerror(errno));
	q->has_origin |= letter == 'O';
	return 0;
}

static int take_options(struct shell *sh, struct request *q, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	int c, status;

	while ((c = opts_next(&o, "d:n:O:s:tu:C:c:")) != OPTS_END) {
		status = 0;
		if (c == OPTS_BAD)
			return builtin_usage(sh, q->b, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, q->b, o.bad);
		if (c == 't')
			q->strip = true;
		else if (c == 'd')
			q->delimiter = *o.arg;
		else if (c == 'C')
			q->callback = o.arg;
		else
			status = take_number(sh, q, (char)c, o.arg);
		if (status)
			return status;
	}
	if (o.index < argc)
		q->name = argv[o.index];
	return 0;
}

/* `CALLBACK index line`, before the line is assigned. */
static void call_back(struct shell *sh, const struct request *q, int64_t index, const char *line)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "%s %lld ", q->callback, (long long)index);
	quote_verbatim(&text, line);
	shell_run_string(sh, text.s, "mapfile", sh->line);
	buf_release(&text);
}

/* The next line into @line, its NULs dropped; false: none. */
static bool next_line(struct line_reader *r, const struct request *q, struct buf *line)
{
	int got;

	buf_reset(line);
	got = line_reader_line(r, q->delimiter, line);
	if (got <= 0 && !line->len)
		return false;
	if (line->len && q->strip && line->s[line->len - 1] == q->delimiter)
		buf_truncate(line, line->len - 1);
	return true;
}

/* Assign to an array that keeps its other elements, one by one. */
static int fill_elements(struct shell *sh, const struct request *q, struct line_reader *r)
{
	struct var *v = var_find(sh, q->name);
	struct buf line = BUF_INIT;
	int64_t index = q->origin;
	int status = 0;

	for (int n = 1; (!q->count || n <= q->count) && next_line(r, q, &line); n++, index++) {
		if (q->callback && n % q->quantum == 0) {
			call_back(sh, q, index, line.s);
			v = var_find(sh, q->name); /* it may have unset it */
		}
		if (sh->unwind != UNWIND_NONE || !v || !var_set_element_at(sh, v, index, line.s)) {
			status = 1;
			break;
		}
	}
	buf_release(&line);
	return status;
}

static int fill_all(struct shell *sh, const struct request *q, struct line_reader *r)
{
	struct buf text = BUF_INIT; /* all lines, each with its NUL */
	struct buf line = BUF_INIT;
	size_t n = 0;
	char **lines;
	char *at;
	bool ok;

	while ((!q->count || n < (size_t)q->count) && next_line(r, q, &line)) {
		buf_add(&text, line.s, strlen(line.s) + 1); /* what follows a NUL is dropped */
		n++;
	}
	buf_release(&line);
	lines = xreallocarray(NULL, n + 1, sizeof(*lines));
	at = text.s;
	for (size_t i = 0; i < n; i++) {
		lines[i] = at;
		at += strlen(at) + 1;
	}
	ok = var_set_array(sh, q->name, lines, n);
	free(lines);
	buf_release(&text);
	return ok ? 0 : 1;
}

/* Make @name an indexed array that may be assigned to; 0 or a status. */
static int prepare_array(struct shell *sh, const struct request *q)
{
	struct var *v;

	if (!is_name(q->name, strlen(q->name)))
		return builtin_error(sh, q->b, 1, "`%s': not a valid identifier", q->name);
	v = var_find(sh, q->name);
	if (v && v->flags & VAR_READONLY) {
		diag_grave(sh, "%s: readonly variable", q->name);
		return 1;
	}
	if (v && v->flags & VAR_ASSOC)
		return builtin_error(sh, q->b, 1, "%s: not an indexed array", q->name);
	if (q->has_origin || q->callback) {
		if (!q->has_origin && !var_set_array(sh, q->name, NULL, 0))
			return 1;
		v = v ? v : var_declare(sh, q->name, false);
		if (!var_change_flags(sh, v, VAR_INDEXED, 0) ||
			(v->flags & VAR_UNSET && !var_set_array(sh, q->name, NULL, 0)))
			return 1;
	}
	return 0;
}

static int run(struct shell *sh, const struct builtin *b, int argc, char **argv)
{
	struct request q = {
		.b = b, .delimiter = '\n', .quantum = DEFAULT_QUANTUM, .name = "MAPFILE"};
	struct buf skipped = BUF_INIT;
	struct line_reader r;
	int status = take_options(sh, &q, argc, argv);

	if (status)
		return status;
	if (!*q.name)
		return builtin_error(sh, b, 1, "empty array variable name");
	status = prepare_array(sh, &q);
	if (status)
		return status;
	line_reader_init(&r, sh, q.fd, !q.count && !q.callback);
	for (int i = 0; i < q.skip && next_line(&r, &q, &skipped); i++)
		;
	buf_release(&skipped);
	if (q.has_origin || q.callback)
		status = fill_elements(sh, &q, &r);
	else
		status = fill_all(sh, &q, &r);
	line_reader_finish(&r);
	return status;
}

static int mapfile_run(struct shell *sh, int argc, char **argv)
{
	return run(sh, &builtin_mapfile, argc, argv);
}

static int readarray_run(struct shell *sh, int argc, char **argv)
{
	return run(sh, &builtin_readarray, argc, argv);
}

const struct builtin builtin_mapfile = {
	.name = "mapfile",
	.run = mapfile_run,
	.synopsis = "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] "
		"[-C callback] [-c quantum] [array]",
	.help = "Read lines into an indexed array, MAPFILE by default.\n"
		"-t without the newlines, -n at most so many, -O from that index on, -s skip the\n"
		"first, -d another end of line, -u another descriptor, -C run a command every -c lines.",
	.flags = BUILTIN_SCOPE,
};

const struct builtin builtin_readarray = {
	.name = "readarray",
	.run = readarray_run,
	.synopsis = "readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] "
		"[-C callback] [-c quantum] [array]",
	.help = "The same as mapfile.",
	.flags = BUILTIN_SCOPE,
};
