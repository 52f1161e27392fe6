/*
 * builtins/help.c - help: what the builtins do, from their own table.
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/pattern.h"
#include "shell/shell.h"

enum form { FORM_LONG, FORM_DESCRIPTION, FORM_SYNOPSIS, FORM_MANUAL };

static void add_topic(struct buf *out, const struct builtin *b, enum form form)
{
	switch (form) {
	case FORM_LONG:
		buf_printf(out, "%s: %s\n    %s\n", b->name, b->synopsis, b->help);
		break;
	case FORM_DESCRIPTION:
		buf_printf(out, "%s - %s\n", b->name, b->help);
		break;
	case FORM_SYNOPSIS:
		buf_printf(out, "%s: %s\n", b->name, b->synopsis);
		break;
	case FORM_MANUAL:
		buf_printf(out, "NAME\n    %s\n\nSYNOPSIS\n    %s\n\nDESCRIPTION\n    %s\n\n",
			b->name, b->synopsis, b->help);
		break;
	}
}

/* Topics that match @pattern exactly, or, when none does, that start with it. */
static bool add_matching(struct shell *sh, const char *pattern, enum form form, struct buf *out)
{
	size_t before = out->len;
	size_t len = strlen(pattern);

	for (size_t i = 0; i < sh->n_builtins; i++) {
		if (pattern_match(pattern, sh->builtins[i]->name, 0))
			add_topic(out, sh->builtins[i], form);
	}
	for (size_t i = 0; out->len == before && i < sh->n_builtins; i++) {
		if (!strncmp(pattern, sh->builtins[i]->name, len))
			add_topic(out, sh->builtins[i], form);
	}
	return out->len > before;
}

static void add_overview(struct shell *sh, struct buf *out)
{
	buf_add_str(out, "These commands are built into the shell. Type `help NAME' for one of "
		"them.\n\n");
	for (size_t i = 0; i < sh->n_builtins; i++) {
		bool off = map_get(&sh->disabled_builtins, sh->builtins[i]->name);

		buf_printf(out, "%c%s\n", off ? '*' : ' ', sh->builtins[i]->synopsis);
	}
}

static int help_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	enum form form = FORM_LONG;
	int status = 0;
	int c;

	while ((c = opts_next(&o, "dms")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_help, o.bad);
		form = c == 'd' ? FORM_DESCRIPTION : c == 'm' ? FORM_MANUAL : FORM_SYNOPSIS;
	}
	if (o.index == argc)
		add_overview(sh, &out);
	for (int i = o.index; i < argc; i++) {
		if (!add_matching(sh, argv[i], form, &out))
			status = builtin_error(sh, &builtin_help, 1,
				"no help topics match `%s'.  Try `help help' or `man -k %s' or `info %s'.",
				argv[i], argv[i], argv[i]);
	}
	if (builtin_print(sh, &builtin_help, &out))
		return 1;
	return status;
}

const struct builtin builtin_help = {
	.name = "help",
	.run = help_run,
	.synopsis = "help [-dms] [pattern ...]",
	.help = "Describe builtins: -d in a line, -s only the synopsis, -m like a manual page.",
};
