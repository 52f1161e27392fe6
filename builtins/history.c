/*
 * builtins/history.c - history: list, change, read and write the commands typed so far.
 */
#include "builtins/builtins.h"

#include <stdint.h>
#include <string.h>

#include <readline/history.h>

#include "builtins/number.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/history.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/var.h"

struct request {
	bool clear, expand, store, transfer;
	enum history_file_verb verb;
	const char *position; /* -d */
};

static void add_entry(struct shell *sh, const HIST_ENTRY *e, int number, struct buf *out)
{
	const char *format = var_get(sh, "HISTTIMEFORMAT");

	buf_printf(out, "%5d%c ", number, e->data ? '*' : ' ');
	if (format && *format) {
		time_t when = history_get_time((HIST_ENTRY *)(uintptr_t)e);

		if (when)
			prompt_add_time(sh, out, format, when);
		else
			buf_add_str(out, "??");
	}
	buf_printf(out, "%s\n", e->line);
}

static int list(struct shell *sh, int64_t count)
{
	scoped_buf struct buf out = BUF_INIT;
	int64_t first = count < 0 || count > history_length ? 0 : history_length - count;

	for (int i = (int)first; i < history_length; i++) {
		const HIST_ENTRY *e = history_get(history_base + i);

		if (e)
			add_entry(sh, e, history_base + i, &out);
	}
	return builtin_print(sh, &builtin_history, &out);
}

static int out_of_range(struct shell *sh, const char *text)
{
	return builtin_error(sh, &builtin_history, 1, "%s: history position out of range", text);
}

/* The position that @text names, negative ones from the end; false: none, which is printed. */
static bool position(struct shell *sh, const char *text, bool zero_is_first, int *ret)
{
	int64_t n;
	bool number = number_parse(text, &n);

	if (number && n < 0)
		n += history_length;
	else if (number && (n > 0 || !zero_is_first))
		n -= history_base;
	if (!number || n < 0 || n >= history_length) {
		out_of_range(sh, text);
		return false;
	}
	*ret = (int)n;
	return true;
}

/* -d N, -d FIRST-LAST */
static int delete(struct shell *sh, const char *text)
{
	const char *dash = strchr(text + (*text == '-'), '-');
	int64_t unused;
	int first, last;

	if (!dash) {
		if (!position(sh, text, false, &first))
			return 1;
		last = first;
	} else {
		char *from = arena_strndup(&sh->scratch, text, (size_t)(dash - text));

		if (!number_parse(from, &unused) || !number_parse(dash + 1, &unused))
			return out_of_range(sh, text);
		if (!position(sh, from, true, &first) || !position(sh, dash + 1, true, &last))
			return 1;
	}
	history_remove_range(first, last);
	return first > last;
}

/* -p: show what the words expand to; the command itself is no entry. */
static int show_expanded(struct shell *sh, char **words)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	history_forget_line();
	for (; *words; words++) {
		scoped_buf struct buf text = BUF_INIT;

		if (history_substitute(sh, *words, &text) < 0)
			status = builtin_error(sh, &builtin_history, 1, "%s: history expansion failed",
				*words);
		else
			buf_printf(&out, "%s\n", text.s);
	}
	return builtin_print(sh, &builtin_history, &out) ? 1 : status;
}

/* -s: one entry from all the words. */
static int store(struct shell *sh, char **words)
{
	scoped_buf struct buf text = BUF_INIT;

	history_forget_line();
	for (; *words; words++)
		buf_printf(&text, "%s%s", text.len ? " " : "", *words);
	if (text.len)
		history_add(sh, text.s);
	return 0;
}

static int transfer(struct shell *sh, enum history_file_verb verb, const char *path)
{
	int error;

	if (!path)
		path = var_get(sh, "HISTFILE");
	if (!path || !*path)
		return 0;
	if (sh->restricted && strchr(path, '/'))
		return builtin_error(sh, &builtin_history, 1, "%s: restricted", path);
	error = history_transfer(sh, verb, path);
	if (error && verb == HISTORY_APPEND) /* of the others bash says nothing */
		builtin_error(sh, &builtin_history, 1, "%s: cannot create: %s", path, strerror(error));
	return error != 0;
}

static int options(struct shell *sh, struct opts *o, struct request *q)
{
	static const char letters[] = "anrw"; /* in the order of enum history_file_verb */
	enum history_file_verb verb;
	bool too_many = false;
	int c;

	while ((c = opts_next(o, "acd:npsrw")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_history, o->bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_history, o->bad);
		q->clear |= c == 'c';
		q->expand |= c == 'p';
		q->store |= c == 's';
		if (c == 'd')
			q->position = o->arg;
		if (!strchr(letters, c))
			continue;
		verb = (enum history_file_verb)(strchr(letters, c) - letters);
		too_many |= q->transfer && q->verb != verb;
		q->transfer = true;
		q->verb = verb;
	}
	if (too_many)
		return builtin_error(sh, &builtin_history, 1, "cannot use more than one of -anrw");
	return 0;
}

static int history_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request q = {0};
	int status = options(sh, &o, &q);
	int64_t count = -1;

	if (status)
		return status;
	argv += o.index;
	if (q.clear) {
		history_forget_all();
		if (!argv[0])
			return 0;
	}
	if (q.store)
		return store(sh, argv);
	if (q.expand)
		return show_expanded(sh, argv);
	if (q.position)
		return delete(sh, q.position);
	if (q.clear && !q.transfer)
		return 0;
	if (q.transfer)
		return transfer(sh, q.verb, argv[0]);
	if (argv[0] && !number_parse(argv[0], &count))
		return builtin_error(sh, &builtin_history, 1, "%s: numeric argument required", argv[0]);
	if (argv[0] && argv[1]) {
		builtin_error(sh, &builtin_history, 1, "too many arguments");
		return shell_abort_to_top(sh);
	}
	return list(sh, argv[0] && count < 0 ? -count : count);
}

const struct builtin builtin_history = {
	.name = "history",
	.run = history_run,
	.synopsis = "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg "
		"[arg...]",
	.help = "List the commands typed so far, the last N of them.\n"
		"-c clears the list, -d removes entries, -s adds one, -p shows what words expand to;\n"
		"-a appends to the file, -w writes it, -r reads it, -n reads what is new in it.",
};
