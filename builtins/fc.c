/*
 * builtins/fc.c - fc: list commands typed so far, edit them, run them again (POSIX fc).
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>

#include "builtins/number.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/opts.h"
#include "shell/history.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { LISTED = 16 };

struct request {
	bool list, no_numbers, reverse, again;
	const char *editor;
};

/* The last entry that is not this fc itself; -1: none. */
static int last_position(void)
{
	return history_length - 1 - history_line_was_added();
}

static const char *line_at(int position)
{
	const HIST_ENTRY *e = history_get(history_base + position);

	return e ? e->line : "";
}

/* A number, one from the end (negative), or how the command begins; -1: none. */
static int find(const char *spec, bool listing)
{
	int last = last_position();
	int64_t n;

	if (number_parse(spec, &n)) {
		if (n < 0)
			n += last + 1;
		else if (n == 0)
			n = listing ? last + history_line_was_added() : last;
		else
			n -= history_base;
		return n < 0 ? 0 : n > last + 1 ? last : (int)n;
	}
	for (int i = last; i >= 0; i--)
		if (!strncmp(line_at(i), spec, strlen(spec)))
			return i;
	return -1;
}

static int no_command(struct shell *sh)
{
	return builtin_error(sh, &builtin_fc, 1, "no command found");
}

/* FIRST and LAST; false: printed. */
static bool range(struct shell *sh, struct request *q, char **words, int *first, int *last)
{
	if (!words[0]) {
		*last = last_position();
		*first = !q->list ? *last : *last < LISTED ? 0 : *last - LISTED + 1;
	} else {
		*first = find(words[0], q->list);
		*last = words[1] ? find(words[1], q->list) : q->list ? last_position() : *first;
	}
	if (*first < 0 || *last < 0) {
		if (words[0])
			no_command(sh);
		return false;
	}
	if (*first > *last) {
		int swap = *first;

		*first = *last;
		*last = swap;
		q->reverse = true;
	}
	return true;
}

static void add_lines(const struct request *q, int first, int last, struct buf *out)
{
	for (int i = 0; i <= last - first; i++) {
		int at = q->reverse ? last - i : first + i;

		if (q->list && !q->no_numbers)
			buf_printf(out, "%d", history_base + at);
		buf_printf(out, "%s%s\n", q->list ? "\t " : "", line_at(at));
	}
}

/* ---- run again ---- */

/* -s [old=new …] [command] */
static int again(struct shell *sh, char **words)
{
	scoped_buf struct buf text = BUF_INIT;
	char **edits = words;
	int at;

	while (*words && strchr(*words, '='))
		words++;
	at = *words ? find(*words, false) : last_position();
	if (at < 0)
		return no_command(sh);
	buf_add_str(&text, line_at(at));
	for (; edits < words; edits++) {
		scoped_free char *before = buf_steal(&text);
		size_t len = strcspn(*edits, "=");
		char *old = arena_strndup(&sh->scratch, *edits, len);
		char *hit;
		char *from = before;

		while (len && (hit = strstr(from, old))) {
			buf_add(&text, from, (size_t)(hit - from));
			buf_add_str(&text, *edits + len + 1);
			from = hit + len;
		}
		buf_add_str(&text, from);
	}
	fprintf(stderr, "%s\n", text.s);
	history_forget_line();
	if (sh->opts.history)
		history_add(sh, text.s);
	return shell_run_string(sh, text.s, "fc", 1);
}

/* ---- edit and run ---- */

static const char *editor_of(struct shell *sh, const struct request *q)
{
	static const char *const names[] = {"FCEDIT", "EDITOR"};

	if (q->editor)
		return q->editor;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = var_get(sh, names[i]);

		if (value && *value)
			return value;
	}
	return sh->opts.posix ? "ed" : "vi";
}

/* The edited commands are entries of their own, as if typed. */
static void add_each_line(struct shell *sh, const char *text)
{
	while (sh->opts.history && *text) {
		size_t len = strcspn(text, "\n");

		if (len)
			history_add(sh, arena_strndup(&sh->scratch, text, len));
		text += len + (text[len] == '\n');
	}
}

/* Run the editor on @path, then what it left there. */
static int edit_and_run(struct shell *sh, const struct request *q, const char *path)
{
	scoped_buf struct buf command = BUF_INIT;
	scoped_buf struct buf text = BUF_INIT;
	bool verbose = sh->opts.verbose;
	int status;

	buf_printf(&command, "%s %s", editor_of(sh, q), path);
	status = shell_run_string(sh, command.s, "fc", 1);
	if (status)
		return status;
	status = fd_read_file(path, &text);
	if (status < 0)
		return builtin_error(sh, &builtin_fc, 1, "%s: %s", path, strerror(-status));
	history_forget_line();
	add_each_line(sh, text.s);
	sh->opts.verbose = true; /* each line is shown as it is read */
	status = shell_run_string(sh, text.s, "fc", 1);
	sh->opts.verbose = verbose;
	return status;
}

static int edit(struct shell *sh, const struct request *q, const struct buf *text)
{
	const char *dir = var_get(sh, "TMPDIR");
	char *path = arena_printf(&sh->scratch, "%s/bash-fc.XXXXXX", dir && *dir ? dir : "/tmp");
	int fd = mkostemp(path, O_CLOEXEC);
	int status;

	if (fd < 0)
		return builtin_error(sh, &builtin_fc, 1, "%s: cannot open temp file: %s", path,
			strerror(errno));
	status = fd_write_all(fd, text->s, text->len);
	close(fd);
	if (status < 0)
		status = builtin_error(sh, &builtin_fc, 1, "%s: %s", path, strerror(-status));
	else
		status = edit_and_run(sh, q, path);
	unlink(path);
	return status;
}

static int options(struct shell *sh, struct opts *o, struct request *q)
{
	int c;

	for (;;) {
		const char *word = o->argv[o->index];
		int64_t n;

		/* -5 is a position */
		if (word && !(o->at && *o->at) && *word == '-' && number_parse(word, &n))
			return 0;
		c = opts_next(o, "e:lnrs");
		if (c == OPTS_END)
			return 0;
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_fc, o->bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_fc, o->bad);
		q->list |= c == 'l';
		q->no_numbers |= c == 'n';
		q->reverse |= c == 'r';
		q->again |= c == 's';
		if (c == 'e')
			q->editor = o->arg;
	}
}

static int fc_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf text = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	struct request q = {0};
	int status = options(sh, &o, &q);
	int first, last;

	if (status)
		return status;
	argv += o.index;
	if (q.again || (q.editor && !strcmp(q.editor, "-")))
		return again(sh, argv);
	if (!history_length)
		return 0;
	if (!range(sh, &q, argv, &first, &last))
		return argv[0] ? 1 : 0;
	add_lines(&q, first, last, &text);
	return q.list ? builtin_print(sh, &builtin_fc, &text) : edit(sh, &q, &text);
}

const struct builtin builtin_fc = {
	.name = "fc",
	.run = fc_run,
	.synopsis = "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]",
	.help = "List the commands from FIRST to LAST with -l, else edit and run them.\n"
		"-s runs one again, -n lists without numbers, -r from the last to the first.",
};
