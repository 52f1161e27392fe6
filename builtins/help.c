/*
 * builtins/help.c - help: what builtins and syntax are for (shell/topic.h).
 */
#include "builtins/builtins.h"

#include <limits.h>
#include <string.h>

#include "builtins/agentsh.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "lib/opts.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/topic.h"
#include "shell/var.h"

enum form { FORM_LONG, FORM_DESCRIPTION, FORM_SYNOPSIS, FORM_MANUAL };
enum { LONGEST_COLUMN = 128, MAX_COLUMNS = 10000, USUAL_COLUMNS = 80, LEAST_COLUMN = 40 };

static void add_manual(struct buf *out, const struct topic *t)
{
	buf_printf(out, "NAME\n    %s - %.*s\n\nSYNOPSIS\n    %s\n\nDESCRIPTION\n", t->name,
		topic_description_len(t), t->help, t->synopsis);
	topic_add_help(out, t);
	buf_add_str(out, "\nSEE ALSO\n    agentsh(1)\n\nIMPLEMENTATION\n    agentsh " AGENTSH_VERSION
		" (speaks bash 5.2)\n    License GPLv3+: GNU GPL version 3 or later "
		"<http://gnu.org/licenses/gpl.html>\n\n");
}

static void add_topic(struct buf *out, const struct topic *t, enum form form)
{
	switch (form) {
	case FORM_LONG:
		topic_add(out, t);
		break;
	case FORM_DESCRIPTION:
		buf_printf(out, "%s - %.*s\n", t->name, topic_description_len(t), t->help);
		break;
	case FORM_SYNOPSIS:
		buf_printf(out, "%s: %s\n", t->name, t->synopsis);
		break;
	case FORM_MANUAL:
		add_manual(out, t);
		break;
	}
}

/* Topics that match @pattern exactly, or, when none does, that start with it. */
static bool add_matching(struct shell *sh, const char *pattern, enum form form, struct buf *out)
{
	size_t before = out->len;
	size_t len = strlen(pattern);
	struct topic t;

	for (struct topic_walk w = {0}; topic_next(sh, &w, &t);)
		if (strcmp(pattern, t.name) == 0 || pattern_match(pattern, t.name, PATTERN_EXTGLOB))
			add_topic(out, &t, form);
	if (out->len > before)
		return true;
	for (struct topic_walk w = {0}; topic_next(sh, &w, &t);)
		if (strncmp(pattern, t.name, len) == 0)
			add_topic(out, &t, form);
	return out->len > before;
}

/* The synopsis of a topic, a * in front when it is disabled, in @width columns; > where it is cut. */
static size_t add_cell(struct shell *sh, struct buf *out, const struct topic *t, size_t width)
{
	bool off = t->builtin && map_get(&sh->disabled_builtins, t->name);
	size_t len = strlen(t->synopsis);
	size_t fits = width - 3;

	if (len <= fits)
		buf_printf(out, "%c%s", off ? '*' : ' ', t->synopsis);
	else
		buf_printf(out, "%c%.*s>", off ? '*' : ' ', (int)fits, t->synopsis);
	return len <= fits ? len + 1 : fits + 2;
}

static size_t column_width(struct shell *sh)
{
	const char *value = var_get(sh, "COLUMNS");
	int columns;

	if (!value || num_parse_int(value, 1, MAX_COLUMNS, &columns) < 0)
		columns = USUAL_COLUMNS;
	columns /= 2;
	return columns > LONGEST_COLUMN ? LONGEST_COLUMN : columns <= 3 ? LEAST_COLUMN : (size_t)columns;
}

static void add_overview(struct shell *sh, struct buf *out)
{
	struct topic_walk left = {0}, right = {0};
	size_t n = 0, width = column_width(sh);
	struct topic t;

	buf_add_str(out, "agentsh " AGENTSH_VERSION " (speaks bash 5.2)\n"
		"Commands and syntax of the shell itself.  `help NAME' has more on one of them,\n"
		"`man agentsh' on the shell; a star (*) stands before what is disabled.\n\n");
	while (topic_next(sh, &right, &t))
		n++;
	right = (struct topic_walk){0};
	for (size_t i = 0; i < (n + 1) / 2; i++)
		topic_next(sh, &right, &t);
	for (size_t i = 0; i < (n + 1) / 2; i++) {
		size_t used;

		topic_next(sh, &left, &t);
		used = add_cell(sh, out, &t, width);
		if (topic_next(sh, &right, &t)) {
			buf_printf(out, "%*s", (int)(width - used), "");
			add_cell(sh, out, &t, width - 1);
		}
		buf_add_char(out, '\n');
	}
}

/* bash says what it looks for where the first pattern is more than a name. */
static void add_heading(struct buf *out, int n, char **patterns)
{
	if (!pattern_is_active(patterns[0]))
		return;
	buf_printf(out, "Shell commands matching keyword%s `", n > 1 ? "s" : "");
	for (int i = 0; i < n; i++)
		buf_printf(out, "%s%s", i ? ", " : "", patterns[i]);
	buf_add_str(out, "'\n\n");
}

static int help_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	bool letters[UCHAR_MAX + 1] = {false};
	enum form form;
	bool found = false;
	int c;

	while ((c = opts_next(&o, "dms")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_help, o.bad);
		letters[c] = true;
	}
	form = letters['d'] ? FORM_DESCRIPTION : letters['m'] ? FORM_MANUAL :
		letters['s'] ? FORM_SYNOPSIS : FORM_LONG;
	if (o.index == argc)
		add_overview(sh, &out);
	else
		add_heading(&out, argc - o.index, argv + o.index);
	for (int i = o.index; i < argc; i++)
		found |= add_matching(sh, argv[i], form, &out);
	if (builtin_print(sh, &builtin_help, &out))
		return 1;
	if (o.index == argc || found)
		return 0;
	return builtin_error(sh, &builtin_help, 1,
		"no help topics match `%s'.  Try `help help' or `man -k %s' or `info %s'.",
		argv[argc - 1], argv[argc - 1], argv[argc - 1]);
}

const struct builtin builtin_help = {
	.name = "help",
	.run = help_run,
	.synopsis = "help [-dms] [pattern ...]",
	.help = "Describe builtins and syntax.\n"
		"-d in a line each, -s only the synopsis, -m like a manual page.  A name that there is\n"
		"not may be a pattern, or how names start.",
};
