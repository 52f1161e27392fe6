/*
 * builtins/shopt.c - shopt: optional behaviour of the shell (bash manual 4.3.2).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/options.h"
#include "shell/shell.h"

struct request {
	bool set, unset, print, quiet, set_options;
};

static const struct option_row *rows_of(const struct request *q, size_t *ret_n)
{
	return q->set_options ? set_option_rows(ret_n) : shopt_rows(ret_n);
}

static const struct option_row *find_row(const struct request *q, const char *name)
{
	size_t n;
	const struct option_row *rows = rows_of(q, &n);

	for (size_t i = 0; i < n; i++) {
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	}
	return NULL;
}

static void add_row(struct shell *sh, const struct request *q, const struct option_row *row,
	struct buf *out)
{
	enum option_form form = q->set_options ? OPTION_AS_SET : OPTION_AS_SHOPT;

	if (!q->quiet)
		option_add(sh, row, q->print ? form : OPTION_STATE, out);
}

static int bad_name(struct shell *sh, const struct request *q, const char *name)
{
	return builtin_error(sh, &builtin_shopt, 1, "%s: invalid %soption name", name,
		q->set_options ? "" : "shell ");
}

/* All options, or with -s or -u those that are on or off. */
static int list_all(struct shell *sh, const struct request *q)
{
	scoped_buf struct buf out = BUF_INIT;
	size_t n;
	const struct option_row *rows = rows_of(q, &n);

	for (size_t i = 0; i < n; i++) {
		bool on = option_get(sh, &rows[i]);

		if ((q->set && !on) || (q->unset && on))
			continue;
		add_row(sh, q, &rows[i], &out);
	}
	return builtin_print(sh, &builtin_shopt, &out);
}

/* The named ones; the status says whether all of them are on. */
static int list_named(struct shell *sh, const struct request *q, char **names)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	for (; *names; names++) {
		const struct option_row *row = find_row(q, *names);

		if (!row) {
			status = bad_name(sh, q, *names);
			continue;
		}
		if (!option_get(sh, row))
			status = 1;
		add_row(sh, q, row, &out);
	}
	return builtin_print(sh, &builtin_shopt, &out) ? 1 : status;
}

static int change(struct shell *sh, const struct request *q, char **names)
{
	int status = 0;

	for (; *names; names++) {
		if (!find_row(q, *names))
			status = bad_name(sh, q, *names);
		else if (q->set_options)
			option_set_by_name(sh, *names, q->set);
		else
			shopt_set(sh, *names, q->set); /* read-only ones stay, without a word */
	}
	return status;
}

static int shopt_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request q = {0};
	int c;

	while ((c = opts_next(&o, "psuoq")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_shopt, o.bad);
		q.print |= c == 'p';
		q.set |= c == 's';
		q.unset |= c == 'u';
		q.set_options |= c == 'o';
		q.quiet |= c == 'q';
	}
	if (q.set && q.unset)
		return builtin_error(sh, &builtin_shopt, 1,
			"cannot set and unset shell options simultaneously");
	if (o.index == argc)
		return list_all(sh, &q);
	if (q.set || q.unset)
		return change(sh, &q, argv + o.index);
	return list_named(sh, &q, argv + o.index);
}

const struct builtin builtin_shopt = {
	.name = "shopt",
	.run = shopt_run,
	.synopsis = "shopt [-pqsu] [-o] [optname ...]",
	.help = "Set (-s), unset (-u), query (-q) or print (-p) options; -o: those of `set -o`.",
};
