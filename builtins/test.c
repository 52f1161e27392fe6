/*
 * builtins/test.c - test and [: conditions by the number of arguments (POSIX test; bash manual 6.4).
 */
#include "builtins/builtins.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "shell/cond_ops.h"
#include "shell/shell.h"

enum { MAX_DEPTH = 1000 };

struct test {
	struct shell *sh;
	const struct builtin *b;
	char **args;
	int n;
	int pos;       /* next argument of the grammar for more than four */
	unsigned depth;
	bool failed;   /* a message was printed: status 2 */
};

/* Print "message" about @what (NULL: nothing in particular).  Returns false. */
static bool fail(struct test *t, const char *what, const char *message)
{
	if (!t->failed)
		builtin_error(t->sh, t->b, 2, "%s%s%s", what ? what : "", what ? ": " : "", message);
	t->failed = true;
	return false;
}

/* A decimal number, with white space around it. */
static bool read_integer(struct test *t, const char *s, int64_t *ret)
{
	char *end;

	errno = 0;
	*ret = strtoimax(s, &end, 10);
	if (end == s || errno == ERANGE)
		return fail(t, s, "integer expression expected");
	while (isspace((unsigned char)*end))
		end++;
	return *end ? fail(t, s, "integer expression expected") : true;
}

static bool binary(struct test *t, const char *a, const char *op, const char *b)
{
	int64_t x, y;

	if (!cond_is_integer(op))
		return cond_binary(t->sh, op, a, b);
	return read_integer(t, a, &x) && read_integer(t, b, &y) && cond_integer(op, x, y);
}

static bool unary(struct test *t, const char *op, const char *arg)
{
	return cond_unary(t->sh, op, arg);
}

static bool is_text(const char *s, char c)
{
	return s[0] == c && !s[1];
}

static bool is_letter(const char *s, char c)
{
	return s[0] == '-' && s[1] == c && !s[2];
}

/* ---- two, three and four arguments at @a ---- */

static bool one(char **a)
{
	return *a[0] != '\0';
}

static bool two(struct test *t, char **a)
{
	if (is_text(a[0], '!'))
		return !one(a + 1);
	if (cond_is_unary(a[0]))
		return unary(t, a[0], a[1]);
	return fail(t, a[0], "unary operator expected");
}

static bool three(struct test *t, char **a)
{
	if (cond_is_binary(a[1]))
		return binary(t, a[0], a[1], a[2]);
	if (is_letter(a[1], 'a'))
		return one(a) && one(a + 2);
	if (is_letter(a[1], 'o'))
		return one(a) || one(a + 2);
	if (is_text(a[0], '!'))
		return !two(t, a + 1);
	if (is_text(a[0], '(') && is_text(a[2], ')'))
		return one(a + 1);
	return fail(t, a[1], "binary operator expected");
}

/* ---- more: or, and, !, parentheses ---- */

static bool expression(struct test *t);

static bool term(struct test *t)
{
	char **a = t->args + t->pos;
	int left = t->n - t->pos;
	bool value;

	if (left == 0)
		return fail(t, NULL, "argument expected");
	if (is_text(a[0], '!')) {
		t->pos++;
		value = ++t->depth < MAX_DEPTH && term(t);
		t->depth--;
		return !value;
	}
	if (is_text(a[0], '(')) {
		t->pos++;
		value = expression(t);
		if (t->failed)
			return false;
		if (t->pos >= t->n)
			return fail(t, NULL, "`)' expected");
		if (!is_text(t->args[t->pos], ')'))
			return fail(t, NULL, arena_printf(&t->sh->scratch, "`)' expected, found %s",
						     t->args[t->pos]));
		t->pos++;
		return value;
	}
	if (left >= 3 && cond_is_binary(a[1])) {
		t->pos += 3;
		return binary(t, a[0], a[1], a[2]);
	}
	if (left >= 2 && cond_is_unary(a[0])) {
		t->pos += 2;
		return unary(t, a[0], a[1]);
	}
	t->pos++;
	return one(a);
}

/* term [-a and] */
static bool conjunction(struct test *t)
{
	bool value = term(t);

	while (!t->failed && t->pos < t->n && is_letter(t->args[t->pos], 'a')) {
		t->pos++;
		value = term(t) && value;
	}
	return value;
}

/* and [-o or] */
static bool expression(struct test *t)
{
	bool value;

	if (++t->depth >= MAX_DEPTH)
		return fail(t, NULL, "too many arguments");
	value = conjunction(t);
	while (!t->failed && t->pos < t->n && is_letter(t->args[t->pos], 'o')) {
		t->pos++;
		value = conjunction(t) || value;
	}
	t->depth--;
	return value;
}

static bool whole_expression(struct test *t)
{
	bool value = expression(t);

	if (t->failed || t->pos == t->n)
		return value;
	if (*t->args[t->pos] == '-')
		return fail(t, NULL, arena_printf(&t->sh->scratch, "syntax error: `%s' unexpected",
					     t->args[t->pos]));
	return fail(t, NULL, "too many arguments");
}

static bool four(struct test *t, char **a)
{
	if (is_text(a[0], '!'))
		return !three(t, a + 1);
	if (is_text(a[0], '(') && is_text(a[3], ')'))
		return two(t, a + 1);
	return whole_expression(t);
}

static bool evaluate(struct test *t)
{
	switch (t->n) {
	case 0:
		return false;
	case 1:
		return one(t->args);
	case 2:
		return two(t, t->args);
	case 3:
		return three(t, t->args);
	case 4:
		return four(t, t->args);
	default:
		return whole_expression(t);
	}
}

static int run(struct shell *sh, const struct builtin *b, int n, char **args)
{
	struct test t = {.sh = sh, .b = b, .args = args, .n = n};
	bool value = evaluate(&t);

	return t.failed ? 2 : !value;
}

static int test_run(struct shell *sh, int argc, char **argv)
{
	return run(sh, &builtin_test, argc - 1, argv + 1);
}

static int bracket_run(struct shell *sh, int argc, char **argv)
{
	if (!is_text(argv[argc - 1], ']') || argc == 1)
		return builtin_error(sh, &builtin_bracket, 2, "missing `]'");
	return run(sh, &builtin_bracket, argc - 2, argv + 1);
}

const struct builtin builtin_test = {
	.name = "test",
	.run = test_run,
	.synopsis = "test [expr]",
	.help = "Evaluate a condition.\n"
		"There are file tests (-e -f -d -r …), strings (-n -z = != < >),\n"
		"numbers (-eq -ne -lt -le -gt -ge), !, -a, -o and parentheses.",
	.flags = BUILTIN_PURE | BUILTIN_NO_HELP,
};

const struct builtin builtin_bracket = {
	.name = "[",
	.run = bracket_run,
	.synopsis = "[ arg... ]",
	.help = "The same as test; the last argument must be ].",
	.flags = BUILTIN_PURE | BUILTIN_NO_HELP,
};
