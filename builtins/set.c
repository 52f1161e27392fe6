/*
 * builtins/set.c - set: options, positional parameters, and the list of variables (bash manual 4.3.1).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "lib/strv.h"
#include "shell/func.h"
#include "shell/options.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

/* ---- printing ---- */

static void add_functions(struct shell *sh, struct buf *out)
{
	struct strv names = {0};

	for (size_t i = 0; i < sh->functions.cap; i++) {
		if (sh->functions.slots[i].key)
			strv_add_taken(&names, sh->functions.slots[i].key);
	}
	strv_sort(&names);
	for (size_t i = 0; i < names.len; i++) {
		const struct func *f = func_find(sh, names.items[i]);

		ast_print_function(out, f->name, f->node);
		buf_add_char(out, '\n');
	}
	strv_release_list(&names);
}

/* All variables, and outside posix mode all functions, so that they can be read back. */
static int print_all(struct shell *sh)
{
	scoped_buf struct buf out = BUF_INIT;
	scoped_strv struct strv names = {0};

	var_all(sh, &names);
	for (size_t i = 0; i < names.len; i++)
		var_print_assignment(sh, var_listed(sh, names.items[i]), &out);
	if (!sh->opts.posix)
		add_functions(sh, &out);
	return builtin_print(sh, &builtin_set, &out);
}

/* `set -o` for reading, `set +o` for reading back. */
static int print_options(struct shell *sh, bool as_commands)
{
	scoped_buf struct buf out = BUF_INIT;
	size_t n;
	const struct option_row *rows = set_option_rows(&n);

	for (size_t i = 0; i < n; i++)
		option_add(sh, &rows[i], as_commands ? OPTION_AS_SET : OPTION_STATE, &out);
	return builtin_print(sh, &builtin_set, &out);
}

/* ---- setting ---- */

/* -o with the next word, if that is a name. False: bad, printed. */
static bool named_option(struct shell *sh, char **argv, int *at, bool on, int *status)
{
	const char *name = argv[*at + 1];

	if (!name || name[0] == '-' || name[0] == '+') {
		*status = print_options(sh, !on);
		return true;
	}
	++*at;
	if (option_set_by_name(sh, name, on))
		return true;
	*status = builtin_error(sh, &builtin_set, 2, "%s: invalid option name", name);
	return false;
}

/* Is every letter of the word known?  Nothing is changed before that is sure. */
static bool letters_known(struct shell *sh, char **argv, char *ret_sign, char *ret_bad)
{
	size_t n;
	const struct option_row *rows = set_option_rows(&n);

	(void)sh;
	for (; *argv && (argv[0][0] == '-' || argv[0][0] == '+') && argv[0][1]; argv++) {
		if (!strcmp(*argv, "--"))
			return true;
		if (!strcmp(*argv, "--help")) {
			*ret_bad = OPTS_HELP;
			return false;
		}
		for (const char *s = *argv + 1; *s; s++) {
			bool known = *s == 'o' || (*s == 'r' && argv[0][0] == '-');

			for (size_t i = 0; i < n; i++)
				known |= rows[i].letter == *s;
			if (!known) {
				*ret_sign = argv[0][0];
				*ret_bad = *s;
				return false;
			}
		}
		if (strchr(*argv, 'o') && argv[1])
			argv++;
	}
	return true;
}

/* One word of option letters; @at is its index, moved over a name that -o takes. */
static int option_word(struct shell *sh, char **argv, int *at)
{
	const char *word = argv[*at];
	bool on = word[0] == '-';
	int status = 0;

	for (const char *s = word + 1; *s; s++) {
		if (*s != 'o')
			option_set_by_letter(sh, *s, on);
		else if (!named_option(sh, argv, at, on, &status))
			return status;
	}
	return status;
}

/* Operands become the positional parameters; none at all keep them unless `--` was there. */
static int operands(struct shell *sh, char **argv, int argc, int at, bool even_none)
{
	if (at < argc || even_none)
		args_set(sh, argv + at, (size_t)(argc - at));
	return 0;
}

static int set_run(struct shell *sh, int argc, char **argv)
{
	char sign = '-', bad;
	int status = 0;
	int i = 1;

	if (argc == 1)
		return print_all(sh);
	if (!letters_known(sh, argv + 1, &sign, &bad)) {
		builtin_usage_sign(sh, &builtin_set, sign, bad);
		return bad == 'r' ? 1 : 2; /* known, but there is no way back */
	}
	for (; i < argc; i++) {
		const char *word = argv[i];

		if (!strcmp(word, "--"))
			return operands(sh, argv, argc, i + 1, true);
		if (!strcmp(word, "-")) {
			option_set_by_letter(sh, 'x', false);
			option_set_by_letter(sh, 'v', false);
			return operands(sh, argv, argc, i + 1, false);
		}
		if (!strcmp(word, "+"))
			continue;
		if (word[0] != '-' && word[0] != '+')
			break;
		status = option_word(sh, argv, &i);
		if (status)
			return status;
	}
	operands(sh, argv, argc, i, false);
	return status;
}

const struct builtin builtin_set = {
	.name = "set",
	.run = set_run,
	.synopsis = "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
	.help = "Set or clear shell options and positional parameters; without arguments, print all "
		"variables and functions.",
	.flags = BUILTIN_SPECIAL,
};
