/*
 * builtins/dirs.c - dirs, pushd, popd: the directory stack (bash manual 6.8).
 *
 * Entry 0 is the current directory; sh->dir_stack holds the others, entry 1 first.
 */
#include "builtins/builtins.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "builtins/cd.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "lib/path.h"
#include "shell/shell.h"
#include "shell/var.h"

struct listing {
	bool full;      /* -l: without ~ */
	bool lines;     /* -p */
	bool numbered;  /* -v */
};

/* +N or -N of a stack with @count entries. */
struct index_arg {
	bool given;
	bool is_number; /* +N and -N that are no numbers are something else */
	int entry;      /* counted from the left; -1: out of range */
};

static int stack_count(const struct shell *sh)
{
	return (int)sh->dir_stack.len + 1;
}

static const char *entry_of(const struct shell *sh, int i)
{
	if (i == 0)
		return sh->cwd ? sh->cwd : "";
	return sh->dir_stack.items[i - 1];
}

/* Is @s +N or -N? */
static struct index_arg read_index(const struct shell *sh, const char *s)
{
	struct index_arg a = {.given = *s == '+' || *s == '-', .entry = -1};
	int n = 0;

	a.is_number = a.given && isdigit((unsigned char)s[1]) &&
		num_parse_int(s + 1, 0, 1 << 30, &n) == 0;
	if (a.is_number && n < stack_count(sh))
		a.entry = *s == '+' ? n : stack_count(sh) - 1 - n;
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

	add_entry(sh, l, i, &out);
	buf_add_char(&out, '\n');
	status = builtin_print(sh, &builtin_dirs, &out);
	buf_release(&out);
	return status;
}

static int out_of_range(struct shell *sh, const struct builtin *b, const char *arg)
{
	if (!sh->dir_stack.len && b != &builtin_dirs)
		return builtin_error(sh, b, 1, "directory stack empty");
	return builtin_error(sh, b, 1, "%s: directory stack index out of range", arg);
}

static int invalid(struct shell *sh, const struct builtin *b, const char *arg)
{
	builtin_error(sh, b, 2, "%s: invalid %s", arg,
		arg[0] == '-' && !isdigit((unsigned char)arg[1]) ? "number" : "argument");
	return builtin_usage_line(sh, b);
}

/* A cluster of -clpv; false: it is something else. */
static bool take_letters(const char *s, struct listing *l, bool *ret_clear)
{
	if (s[0] != '-' || !s[1] || s[1 + strspn(s + 1, "clpv")])
		return false;
	for (s++; *s; s++) {
		*ret_clear |= *s == 'c';
		l->full |= *s == 'l';
		l->lines |= *s == 'p';
		l->numbered |= *s == 'v';
	}
	return true;
}

static int dirs_run(struct shell *sh, int argc, char **argv)
{
	struct listing l = {0};
	const char *index = NULL;
	bool clear = false;
	struct index_arg a;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--"))
			break;
		if (take_letters(argv[i], &l, &clear))
			continue;
		if (!read_index(sh, argv[i]).is_number)
			return invalid(sh, &builtin_dirs, argv[i]);
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

static int changed(struct shell *sh, const struct builtin *b)
{
	return print_stack(sh, b, &(struct listing){0});
}

/* pushd +N: the stack is turned until entry N is on top. */
static int rotate(struct shell *sh, int entry, bool stay)
{
	int count = stack_count(sh);
	struct strv turned = {0};
	int status = 0;

	for (int i = 0; i < count; i++)
		strv_add(&turned, entry_of(sh, (entry + i) % count));
	if (!stay)
		status = change_directory(sh, &builtin_pushd, turned.items[0], false);
	if (status == 0) {
		strv_release(&sh->dir_stack);
		for (int i = 1; i < count; i++)
			strv_add(&sh->dir_stack, turned.items[i]);
	}
	strv_release(&turned);
	return status ? status : changed(sh, &builtin_pushd);
}

static int push_directory(struct shell *sh, const char *dir, bool stay)
{
	char *from;
	int status = 0;

	if (stay) {
		push_entry(sh, dir);
		return changed(sh, &builtin_pushd);
	}
	from = xstrdup(entry_of(sh, 0));
	if (!strcmp(dir, "-") && var_get(sh, "OLDPWD"))
		dir = arena_strdup(&sh->scratch, var_get(sh, "OLDPWD"));
	status = change_directory(sh, &builtin_pushd, dir, sh->opts.physical);
	if (status == 0)
		push_entry(sh, from);
	free(from);
	return status ? status : changed(sh, &builtin_pushd);
}

static int pushd_run(struct shell *sh, int argc, char **argv)
{
	bool stay = false;
	struct index_arg a;
	int i = 1;

	for (; i < argc; i++) {
		if (!strcmp(argv[i], "--")) {
			i++;
			break;
		}
		if (strcmp(argv[i], "-n") != 0)
			break;
		stay = true;
	}
	if (i >= argc) {
		if (!sh->dir_stack.len && !stay)
			return builtin_error(sh, &builtin_pushd, 1, "no other directory");
		return sh->dir_stack.len ? rotate(sh, 1, stay) : 0;
	}
	a = read_index(sh, argv[i]);
	if (a.is_number)
		return a.entry < 0 ? out_of_range(sh, &builtin_pushd, argv[i])
				   : rotate(sh, a.entry, stay);
	if (a.given && argv[i][0] == '-' && argv[i][1])
		return invalid(sh, &builtin_pushd, argv[i]);
	if (i + 1 < argc)
		return builtin_error(sh, &builtin_pushd, 1, "too many arguments");
	return push_directory(sh, argv[i], stay);
}

static int popd_run(struct shell *sh, int argc, char **argv)
{
	struct index_arg a = {0};
	const char *given = NULL;
	bool stay = false;
	int status;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (!strcmp(argv[i], "-n")) {
			stay = true;
			continue;
		}
		a = read_index(sh, argv[i]);
		given = argv[i];
		if (!a.is_number)
			return invalid(sh, &builtin_popd, argv[i]);
	}
	if (!sh->dir_stack.len)
		return builtin_error(sh, &builtin_popd, 1, "directory stack empty");
	if (given && a.entry < 0)
		return out_of_range(sh, &builtin_popd, given);
	if (a.entry == 0 && !stay) {
		status = change_directory(sh, &builtin_popd, sh->dir_stack.items[0], false);
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
