/*
 * builtins/alias.c - alias and unalias (bash manual 4.2, 6.6).
 */
#include "builtins/builtins.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "lib/strv.h"
#include "shell/alias.h"
#include "shell/shell.h"

static void add_all(const struct shell *sh, bool reusable, struct buf *out)
{
	struct strv names = {0};

	for (size_t i = 0; i < sh->aliases.cap; i++) {
		if (sh->aliases.slots[i].key)
			strv_add_taken(&names, sh->aliases.slots[i].key);
	}
	strv_sort(&names);
	for (size_t i = 0; i < names.len; i++)
		alias_print(sh, names.items[i], reusable, out);
	strv_release_list(&names);
}

/* NAME=VALUE defines, NAME prints.  Of the former bash leaves the name in $_. */
static int one_operand(struct shell *sh, char **operand, bool reusable, struct buf *out)
{
	const char *word = *operand;
	const char *equals = strchr(word, '=');

	if (!equals || equals == word) {
		if (!alias_get(sh, word))
			return builtin_error(sh, &builtin_alias, 1, "%s: not found", word);
		alias_print(sh, word, reusable, out);
		return 0;
	}
	*operand = arena_strndup(&sh->scratch, word, (size_t)(equals - word));
	if (!alias_name_ok(*operand))
		return builtin_error(sh, &builtin_alias, 1, "`%s': invalid alias name", *operand);
	alias_set(sh, *operand, equals + 1);
	return 0;
}

static int alias_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	bool all = argc == 1;
	bool reusable = !sh->opts.posix;
	int status = 0;
	int c;

	while ((c = opts_next(&o, "p")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_alias, o.bad);
		all = reusable = true;
	}
	/* bash: -p has nothing to do, not even with the operands, where there is none. */
	if (all && !sh->aliases.count)
		return 0;
	if (all || o.index == argc)
		add_all(sh, reusable, &out);
	for (int i = o.index; i < argc; i++)
		status |= one_operand(sh, &argv[i], reusable, &out);
	if (all || o.index == argc)
		return builtin_print(sh, &builtin_alias, &out) || status;
	builtin_put(sh, &out);
	return status;
}

static int unalias_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	bool all = false;
	int status = 0;
	int c;

	while ((c = opts_next(&o, "a")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_unalias, o.bad);
		all = true;
	}
	if (all) {
		alias_unset_all(sh);
		return 0;
	}
	if (o.index == argc)
		return builtin_usage_line(sh, &builtin_unalias);
	for (int i = o.index; i < argc; i++) {
		if (!alias_unset(sh, argv[i]))
			status = builtin_error(sh, &builtin_unalias, 1, "%s: not found", argv[i]);
	}
	return status;
}

const struct builtin builtin_alias = {
	.name = "alias",
	.run = alias_run,
	.synopsis = "alias [-p] [name[=value] ... ]",
	.help = "Define aliases, or print them in a form that can be read back.",
	.flags = BUILTIN_DECLARATION,
};

const struct builtin builtin_unalias = {
	.name = "unalias",
	.run = unalias_run,
	.synopsis = "unalias [-a] name [name ...]",
	.help = "Remove each name from the list of aliases; -a removes all of them.",
};
