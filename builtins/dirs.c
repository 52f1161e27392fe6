/*
 * builtins/dirs.c - dirs, pushd, popd: the directory stack (bash manual 6.8).
 *
 * Entry 0 is the current directory; sh->dir_stack holds the others, entry 1 first.
 */
#include "builtins/builtins.h"

#include <stdlib.h>
#include <string.h>

#include "builtins/cd.h"
#include "builtins/number.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "shell/shell.h"
#include "shell/var.h"

struct listing {
	bool full;      /* -l: without ~ */
	bool lines;     /* -p */
	bool numbered;  /* -v */
};

/* +N or -N. */
struct index_arg {
	bool given;     /* it starts with a sign */
	bool is_number;
	int entry;      /* counted from the left; -1: out of range */
};

static int stack_count(const struct shell *sh)
{
	return (int)sh->dir_stack.len + 1;
}

static const char *entry_of(const struct shell *sh, int i)
{
	if (i == 0)
		return sh->cwd ? sh->cwd : "<no current directory>";
	return sh->dir_stack.items[i - 1];
}

/* Is @s +N or -N? */
static struct index_arg read_index(const struct shell *sh, const char *s)
{
	struct index_arg a = {.given = *s == '+' || *s == '-', .entry = -1};
	int64_t n = 0;

	a.is_number = a.given && number_parse(s + 1, &n);
	if (a.is_number && n >= 0 && n < stack_count(sh))
		a.entry = *s == '+' ? (int)n : stack_count(sh) - 1 - (int)n;
	return a;
}

static void remove_entry(struct shell *sh, int i)
{
	struct strv *v = &sh->dir_stack;

	free(v->items[i - 1]);
	memmove(v->items + i - 1, v->items + i, (v->len - (size_t)i + 1) * sizeof(*v->items));
	v->len--;
}

/* Insert a copy of @dir as entry 1. */
static void push_entry(struct shell *sh, const char *dir)
{
	struct strv *v = &sh->dir_stack;
	char *copy = xstrdup(dir);

	strv_add(v, "");
	free(v->items[v->len - 1]);
	memmove(v->items + 1, v->items, (v->len - 1) * sizeof(*v->items));
	v->items[0] = copy;
}

/* ---- dirs ---- */

static void add_entry(struct shell *sh, const struct listing *l, int i, struct buf *out)
{
	const char *dir = entry_of(sh, i);
	const char *home = l->full ? NULL : var_get(sh, "HOME");

	if (home && home[0] && home[1] && path_is_below(dir, home))
		buf_printf(out, "~%s", dir + strlen(home));
	else
		buf_add_str(out, dir);
}

static int print_stack(struct shell *sh, const struct builtin *b, const struct listing *l)
{
	struct buf out = BUF_INIT;
	int status;

	working_directory(sh, "dirs");
	for (int i = 0; i < stack_count(sh); i++) {
		if (l->numbered)
			buf_printf(&out, "%2d  ", i);
		add_entry(sh, l, i, &out);
		if (l->lines || l->numbered || i + 1 == stack_count(sh))
			buf_add_char(&out, '\n');
		else
			buf_add_char(&out, ' ');
	}
	status = builtin_print(sh, b, &out);
	buf_release(&out);
	return status;
}

static int print_entry(struct shell *sh, const struct listing *l, int i)
{
	struct buf out = BUF_INIT;
	int status;

	if (i == 0)
		working_directory(sh, "dirs");
	if (l->numbered)
		buf_printf(&out, "%2d  ", i);
	add_entry(sh, l, i, &out);
	buf_add_char(&out, '\n');
	status = builtin_print(sh, &builtin_dirs, &out);
	buf_release(&out);
	return status;
}

static int out_of_range(struct shell *sh, const struct builtin *b, const char *arg)
{
	if (!sh->dir_stack.len)
		return builtin_error(sh, b, 1, "directory stack empty");
	return builtin_error(sh, b, 1, "%s: directory stack index out of range", arg);
}

static int invalid(struct shell *sh, const struct builtin *b, const char *arg, const char *what)
{
	builtin_error(sh, b, 2, "%s: invalid %s", arg, what);
	return builtin_usage_line(sh, b);
}

static int not_a_number(struct shell *sh, const struct builtin *b, const char *arg)
{
	number_invalid(sh, b, arg);
	return builtin_usage_line(sh, b);
}

/* -c, -l, -p or -v, each a word of its own; false: it is something else. */
static bool take_letter(const char *s, struct listing *l, bool *ret_clear)
{
	if (s[0] != '-' || !s[1] || s[2] || !strchr("clpv", s[1]))
		return false;
	*ret_clear |= s[1] == 'c';
	l->full |= s[1] == 'l';
	l->lines |= s[1] == 'p';
	l->numbered |= s[1] == 'v';
	return true;
}

static int dirs_run(struct shell *sh, int argc, char **argv)
{
	struct listing l = {0};
	const char *index = NULL;
	bool clear = false;
	struct index_arg a;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (take_letter(argv[i], &l, &clear))
			continue;
		a = read_index(sh, argv[i]);
		if (!a.given)
			return invalid(sh, &builtin_dirs, argv[i], "option");
		if (!a.is_number)
			return not_a_number(sh, &builtin_dirs, argv[i]);
		index = argv[i];
	}
	if (clear) {
		strv_release(&sh->dir_stack);
		return 0;
	}
	if (!index)
		return print_stack(sh, &builtin_dirs, &l);
	a = read_index(sh, index);
	return a.entry < 0 ? out_of_range(sh, &builtin_dirs, index + 1) : print_entry(sh, &l, a.entry);
}

/* ---- pushd and popd ---- */

/* The stack is as wanted, though it may not be possible to say so. */
static int changed(struct shell *sh, const struct builtin *b)
{
	print_stack(sh, b, &(struct listing){0});
	return 0;
}

/* cd as bash does it to a directory of the stack. */
static int go_to(struct shell *sh, const struct builtin *b, const char *dir)
{
	char *argv[] = {arena_strdup(&sh->scratch, b->name), arena_strdup(&sh->scratch, "--"),
		arena_strdup(&sh->scratch, dir), NULL};

	return cd_as(sh, b, 3, argv);
}

/* The top two change places, even if we cannot go there. */
static int swap(struct shell *sh)
{
	char *to = sh->dir_stack.items[0];
	int status;

	if (!working_directory(sh, "pushd"))
		return 1;
	sh->dir_stack.items[0] = xstrdup(entry_of(sh, 0));
	status = go_to(sh, &builtin_pushd, to);
	free(to);
	return status ? status : changed(sh, &builtin_pushd);
}

/* pushd +N: the stack is turned until entry N is on top, even if we cannot go there. */
static int rotate(struct shell *sh, int entry, bool stay)
{
	int count = stack_count(sh);
	struct strv turned = {0};
	int status = 0;

	working_directory(sh, "pushd");
	for (int i = 0; i < count; i++)
		strv_add(&turned, entry_of(sh, (entry + i) % count));
	strv_release(&sh->dir_stack);
	for (int i = 1; i < count; i++)
		strv_add(&sh->dir_stack, turned.items[i]);
	if (!stay) {
		status = go_to(sh, &builtin_pushd, turned.items[0]);
		if (!status)
			status = changed(sh, &builtin_pushd);
	}
	strv_release(&turned);
	return status;
}

/* @argv: what cd is told, from the name of a builtin on. */
static int push_directory(struct shell *sh, int argc, char **argv, bool stay)
{
	const char *cwd = working_directory(sh, "pushd");
	scoped_free char *from = cwd ? xstrdup(stay ? argv[1] : cwd) : NULL;

	if (!cwd || (!stay && cd_as(sh, &builtin_pushd, argc, argv)))
		return 1;
	push_entry(sh, from);
	return changed(sh, &builtin_pushd);
}

/* The words up to a directory: -n, --, +N, -N.  *ret_first: its index, 0 when none was found. */
static int pushd_options(struct shell *sh, char **argv, int *ret_first, struct index_arg *ret_index,
	bool *ret_stay)
{
	for (int i = 1; argv[i]; i++) {
		if (!strcmp(argv[i], "-n")) {
			*ret_stay = true;
			continue;
		}
		if (!strcmp(argv[i], "--")) {
			*ret_first = argv[i + 1] ? i + 1 : 0;
			return 0;
		}
		if ((*argv[i] != '-' && *argv[i] != '+') || !strcmp(argv[i], "-")) {
			*ret_first = i;
			return 0;
		}
		*ret_index = read_index(sh, argv[i]);
		if (!ret_index->is_number)
			return not_a_number(sh, &builtin_pushd, argv[i]);
		if (ret_index->entry < 0)
			return out_of_range(sh, &builtin_pushd, argv[i]);
	}
	return 0;
}

static int pushd_run(struct shell *sh, int argc, char **argv)
{
	bool dashes = argc > 1 && !strcmp(argv[1], "--");
	struct index_arg a = {0};
	bool stay = false;
	int first = 0;
	int status;

	if (argc == 1 + dashes) {
		if (!sh->dir_stack.len)
			return builtin_error(sh, &builtin_pushd, 1, "no other directory");
		return swap(sh);
	}
	if (dashes)
		return push_directory(sh, argc, argv, false);
	status = pushd_options(sh, argv, &first, &a, &stay);
	if (status)
		return status;
	if (a.given)
		return rotate(sh, a.entry, stay);
	return first ? push_directory(sh, argc - first + 1, argv + first - 1, stay) : 0;
}

static int popd_run(struct shell *sh, int argc, char **argv)
{
	struct index_arg a = {0};
	const char *given = NULL;
	bool stay = false;
	int status;

	for (int i = 1; i < argc && *argv[i] && strcmp(argv[i], "--") != 0; i++) {
		if (!strcmp(argv[i], "-n")) {
			stay = true;
			continue;
		}
		a = read_index(sh, argv[i]);
		given = argv[i];
		if (!a.given)
			return invalid(sh, &builtin_popd, argv[i], "argument");
		if (!a.is_number)
			return not_a_number(sh, &builtin_popd, argv[i]);
	}
	if (!sh->dir_stack.len || (given && a.entry < 0))
		return out_of_range(sh, &builtin_popd, given);
	if (a.entry == 0 && !stay) {
		status = go_to(sh, &builtin_popd, sh->dir_stack.items[0]);
		if (status)
			return status;
	}
	remove_entry(sh, a.entry == 0 ? 1 : a.entry);
	return changed(sh, &builtin_popd);
}

const struct builtin builtin_dirs = {
	.name = "dirs",
	.run = dirs_run,
	.synopsis = "dirs [-clpv] [+N] [-N]",
	.help = "Print the directory stack: -p one a line, -v with numbers, -l without ~; -c clears it.\n"
		"+N and -N print one entry, counted from the left or from the right.",
};

const struct builtin builtin_pushd = {
	.name = "pushd",
	.run = pushd_run,
	.synopsis = "pushd [-n] [+N | -N | dir]",
	.help = "Go to a directory and put it on the stack; without one, swap the top two.\n"
		"+N and -N turn the stack until that entry is on top; -n stays where we are.",
};

const struct builtin builtin_popd = {
	.name = "popd",
	.run = popd_run,
	.synopsis = "popd [-n] [+N | -N]",
	.help = "Take the top off the stack and go to what is then on top.\n"
		"+N and -N remove that entry; -n stays where we are.",
};
