/*
 * builtins/number.c - numeric operands of builtins.
 */
#include "builtins/number.h"

#include <ctype.h>
#include <string.h>

#include "lib/num.h"
#include "shell/diag.h"

bool number_parse(const char *s, int64_t *ret)
{
	return num_parse_lax(s, ret) == 0;
}

int number_invalid(struct shell *sh, const struct builtin *b, const char *s)
{
	const char *kind = "";

	if (*s == '0' && isdigit((unsigned char)s[1]))
		kind = "octal ";
	else if (*s == '0' && s[1] == 'x')
		kind = "hex ";
	return builtin_error(sh, b, 1, "%s: invalid %snumber", s, kind);
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
