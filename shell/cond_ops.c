/*
 * shell/cond_ops.c - the operators that test, [ and [[ share (bash manual 6.4).
 */
#include "shell/cond_ops.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/num.h"
#include "shell/expand.h"
#include "shell/options.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var.h"

enum binary_op {
	OP_NONE,
	OP_EQUAL,
	OP_NOT_EQUAL,
	OP_BEFORE,
	OP_AFTER,
	OP_NEWER,
	OP_OLDER,
	OP_SAME_FILE,
	OP_EQ,
	OP_NE,
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE,
};

static enum binary_op binary_op(const char *op)
{
	static const struct {
		const char *name;
		enum binary_op op;
	} rows[] = {
		{"=", OP_EQUAL}, {"==", OP_EQUAL}, {"!=", OP_NOT_EQUAL}, {"<", OP_BEFORE},
		{">", OP_AFTER}, {"-nt", OP_NEWER}, {"-ot", OP_OLDER}, {"-ef", OP_SAME_FILE},
		{"-eq", OP_EQ}, {"-ne", OP_NE}, {"-lt", OP_LT}, {"-le", OP_LE}, {"-gt", OP_GT},
		{"-ge", OP_GE},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!strcmp(op, rows[i].name))
			return rows[i].op;
	return OP_NONE;
}

bool cond_is_unary(const char *op)
{
	return op[0] == '-' && op[1] && !op[2] && strchr("abcdefghknoprstuvwxzGLNORS", op[1]);
}

bool cond_is_binary(const char *op)
{
	return binary_op(op) != OP_NONE;
}

bool cond_is_integer(const char *op)
{
	return binary_op(op) >= OP_EQ;
}

static bool option_is_on(struct shell *sh, const char *name)
{
	size_t n;
	const struct option_row *rows = set_option_rows(&n);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].name, name))
			return option_get(sh, &rows[i]);
	return false;
}

/* -v: NAME, NAME[subscript], NAME[@], or a positional or special parameter. */
static bool variable_is_set(struct shell *sh, const char *arg)
{
	const char *open = strchr(arg, '[');
	size_t len = strlen(arg);
	struct var *v;
	const char *key;
	char *name;

	if (!open) {
		if (*arg && !arg[strspn(arg, "0123456789")])
			return special_parameter(sh, arg, &sh->scratch) != NULL;
		v = var_find(sh, arg);
		return v && !(v->flags & VAR_ELEMENT) && var_value(sh, v);
	}
	if (arg[len - 1] != ']' || !is_name(arg, (size_t)(open - arg)))
		return false;
	name = arena_strndup(&sh->scratch, arg, (size_t)(open - arg));
	v = var_find(sh, name);
	key = arena_strndup(&sh->scratch, open + 1, len - 2 - (size_t)(open - arg));
	if ((!strcmp(key, "@") || !strcmp(key, "*")) && !(v && v->flags & VAR_ASSOC))
		return v && var_count(sh, v) > 0;
	key = expand_element_key(sh, v, key);
	return key && v && var_element(sh, v, key) != NULL;
}

static bool is_nameref(struct shell *sh, const char *name)
{
	const struct var *v = var_find_noref(sh, name);

	return v && v->flags & VAR_NAMEREF && !(v->flags & VAR_UNSET);
}

/* Operators that do not ask the file system. */
static bool unary_of_shell(struct shell *sh, char op, const char *arg)
{
	int fd;

	switch (op) {
	case 'n':
		return *arg != '\0';
	case 'z':
		return *arg == '\0';
	case 'o':
		return option_is_on(sh, arg);
	case 'v':
		return variable_is_set(sh, arg);
	case 'R':
		return is_nameref(sh, arg);
	default: /* 't' */
		return !num_parse_int(arg, 0, 1 << 20, &fd) && isatty(fd);
	}
}

static bool modified_since_read(const struct stat *st)
{
	return st->st_mtim.tv_sec > st->st_atim.tv_sec ||
		(st->st_mtim.tv_sec == st->st_atim.tv_sec &&
			st->st_mtim.tv_nsec >= st->st_atim.tv_nsec);
}

static bool stat_says(char op, const struct stat *st)
{
	switch (op) {
	case 'b':
		return S_ISBLK(st->st_mode);
	case 'c':
		return S_ISCHR(st->st_mode);
	case 'd':
		return S_ISDIR(st->st_mode);
	case 'f':
		return S_ISREG(st->st_mode);
	case 'p':
		return S_ISFIFO(st->st_mode);
	case 'S':
		return S_ISSOCK(st->st_mode);
	case 'h':
	case 'L':
		return S_ISLNK(st->st_mode);
	case 's':
		return st->st_size > 0;
	case 'g':
		return st->st_mode & S_ISGID;
	case 'u':
		return st->st_mode & S_ISUID;
	case 'k':
		return st->st_mode & S_ISVTX;
	case 'G':
		return st->st_gid == getegid();
	case 'O':
		return st->st_uid == geteuid();
	case 'N':
		return modified_since_read(st);
	default: /* 'a', 'e' */
		return true;
	}
}

static bool may_access(const char *path, char op)
{
	int mode = op == 'r' ? R_OK : op == 'w' ? W_OK : X_OK;

	return faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0;
}

bool cond_unary(struct shell *sh, const char *op, const char *arg)
{
	struct stat st;

	if (strchr("nzovRt", op[1]))
		return unary_of_shell(sh, op[1], arg);
	if (strchr("rwx", op[1]))
		return may_access(arg, op[1]);
	if (strchr("hL", op[1]) ? lstat(arg, &st) < 0 : stat(arg, &st) < 0)
		return false;
	return stat_says(op[1], &st);
}

/* Is @a newer than @b?  A file that is there is newer than one that is not. */
static bool is_newer(const char *a, const char *b)
{
	struct stat x, y;

	if (stat(a, &x) < 0)
		return false;
	if (stat(b, &y) < 0)
		return true;
	if (x.st_mtim.tv_sec != y.st_mtim.tv_sec)
		return x.st_mtim.tv_sec > y.st_mtim.tv_sec;
	return x.st_mtim.tv_nsec > y.st_mtim.tv_nsec;
}

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
		x.st_ino == y.st_ino;
}

bool cond_binary(struct shell *sh, const char *op, const char *a, const char *b)
{
	(void)sh;
	switch (binary_op(op)) {
	case OP_EQUAL:
		return !strcmp(a, b);
	case OP_NOT_EQUAL:
		return strcmp(a, b) != 0;
	case OP_BEFORE:
		return strcoll(a, b) < 0;
	case OP_AFTER:
		return strcoll(a, b) > 0;
	case OP_NEWER:
		return is_newer(a, b);
	case OP_OLDER:
		return is_newer(b, a);
	case OP_SAME_FILE:
		return same_file(a, b);
	case OP_NONE:
	case OP_EQ:
	case OP_NE:
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE:
		break;
	}
	return false;
}

bool cond_integer(const char *op, int64_t a, int64_t b)
{
	switch (binary_op(op)) {
	case OP_EQ:
		return a == b;
	case OP_NE:
		return a != b;
	case OP_LT:
		return a < b;
	case OP_LE:
		return a <= b;
	case OP_GT:
		return a > b;
	case OP_GE:
		return a >= b;
	case OP_NONE:
	case OP_EQUAL:
	case OP_NOT_EQUAL:
	case OP_BEFORE:
	case OP_AFTER:
	case OP_NEWER:
	case OP_OLDER:
	case OP_SAME_FILE:
		break;
	}
	return false;
}
