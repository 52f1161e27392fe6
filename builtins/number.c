/*
 * builtins/number.c - numeric operands of builtins.
 */
#include "builtins/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shell/diag.h"

bool number_parse(const char *s, int64_t *ret)
{
	long long value;
	char *end;

	errno = 0;
	value = strtoll(s, &end, 10);
	if (end == s || errno)
		return false;
	if (end[strspn(end, " \t\n")])
		return false;
	*ret = value;
	return true;
}

enum number_result number_operand(struct shell *sh, const struct builtin *b, char **argv,
	int64_t *ret)
{
	argv++;
	if (*argv && !strcmp(*argv, "--"))
		argv++;
	if (!*argv)
		return NUMBER_NONE;
	if (!number_parse(*argv, ret)) {
		builtin_error(sh, b, 1, "%s: numeric argument required", *argv);
		return NUMBER_BAD;
	}
	if (argv[1]) {
		builtin_error(sh, b, 1, "too many arguments");
		return NUMBER_MANY;
	}
	return NUMBER_OK;
}
