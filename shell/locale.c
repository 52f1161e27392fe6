/*
 * shell/locale.c - LANG and the LC_ variables.
 */
#include "shell/locale.h"

#include <errno.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "shell/diag.h"
#include "shell/shell.h"
#include "shell/split.h"
#include "shell/var.h"
#include "shell/var_internal.h"

static const struct category {
	const char *name;
	int number;
} categories[] = {
	{"LC_CTYPE", LC_CTYPE},
	{"LC_COLLATE", LC_COLLATE},
	{"LC_NUMERIC", LC_NUMERIC},
	{"LC_MESSAGES", LC_MESSAGES},
	{"LC_TIME", LC_TIME},
};

static bool is_given(const char *value)
{
	return value && *value;
}

/* LC_ALL=… in front of a command: the command itself says what it thinks of it. */
static bool is_temporary(struct shell *sh, const char *name)
{
	const struct var *v = var_find(sh, name);

	return v && v->scope == globals_of(sh)->temporary;
}

/* Ask for the locale that a variable names; a refusal is a warning. */
static void use(struct shell *sh, int category, const char *name, const char *value)
{
	errno = 0;
	if (setlocale(category, value))
		return;
	diag(sh, "warning: setlocale: %s: cannot change locale (%s)%s%s", name, value,
		errno ? ": " : "", errno ? strerror(errno) : "");
}

void locale_init(struct shell *sh)
{
	const char *all = var_get(sh, "LC_ALL");
	scoped_buf struct buf message = BUF_INIT;

	if (!is_given(all) || setlocale(LC_ALL, all))
		return;
	buf_printf(&message, "%s: warning: setlocale: LC_ALL: cannot change locale (%s)\n",
		sh->prog, all);
	fd_write_all(STDERR_FILENO, message.s, message.len);
}

/* Every category anew: its own variable, else LANG, which must be there to count. */
static void follow_all(struct shell *sh)
{
	const char *lang = var_get(sh, "LANG");

	if (!setlocale(LC_ALL, is_given(lang) ? lang : "C"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(categories); i++) {
		const char *own = var_get(sh, categories[i].name);

		if (is_given(own))
			setlocale(categories[i].number, own);
	}
}

void locale_assigned(struct shell *sh, const char *value)
{
	const char *all = var_get(sh, "LC_ALL");
	bool own = false;

	if (is_given(all)) {
		if (value == all && !is_temporary(sh, "LC_ALL"))
			use(sh, LC_ALL, "LC_ALL", all);
		else
			setlocale(LC_ALL, all);
		split_ifs_changed(sh);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(categories) && is_given(value) && !own; i++) {
		own = var_get(sh, categories[i].name) == value;
		if (own)
			use(sh, categories[i].number, categories[i].name, value);
	}
	if (!own)
		follow_all(sh);
	split_ifs_changed(sh);
}
