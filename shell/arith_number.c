/*
 * shell/arith_number.c - integer constants of arithmetic: decimal, 0octal, 0xhex, base#digits.
 */
#include "shell/arith.h"

#include <ctype.h>

static int digit_value(char c, int base)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + (base <= 36 ? 10 : 36);
	if (c == '@')
		return 62;
	return c == '_' ? 63 : -1;
}

static const char *digits_of_base(const char **s, int base, bool may_be_empty, int64_t *ret)
{
	const char *start = *s;
	uint64_t n = 0;

	for (; isalnum((unsigned char)**s) || **s == '@' || **s == '_'; (*s)++) {
		int d = digit_value(**s, base);

		if (d >= base)
			return "value too great for base";
		n = n * (unsigned)base + (unsigned)d;
	}
	if (**s == '#')
		return "invalid number";
	if (*s == start && !may_be_empty)
		return "invalid integer constant";
	*ret = (int64_t)n;
	return NULL;
}

const char *arith_constant(const char **s, int64_t *ret)
{
	const char *digits = *s;
	uint64_t n = 0;
	int base = 0;

	if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) {
		*s += 2;
		return digits_of_base(s, 16, true, ret);
	}
	if (digits[0] == '0' && digits[1] != '#')
		return digits_of_base(s, 8, true, ret);
	while (isdigit((unsigned char)**s)) {
		if (base < 100)
			base = base * 10 + (**s - '0');
		n = n * 10 + (unsigned)(*(*s)++ - '0');
	}
	if (**s == '#') {
		(*s)++;
		if (base == 0)
			return "invalid number";
		if (base < 2 || base > 64)
			return "invalid arithmetic base";
		return digits_of_base(s, base, false, ret);
	}
	if (isalnum((unsigned char)**s) || **s == '@' || **s == '_')
		return "value too great for base";
	*ret = (int64_t)n;
	return NULL;
}

bool arith_plain_number(const char *s, bool sign, int64_t *ret)
{
	bool negative = sign && *s == '-';
	const char *digits = negative ? s + 1 : s;
	uint64_t n = 0;

	if (*digits == '0') {
		*ret = 0;
		return !digits[1];
	}
	for (s = digits; *s >= '0' && *s <= '9'; s++)
		n = n * 10 + (unsigned)(*s - '0');
	if (*s || s == digits || s - digits > 18)
		return false;
	*ret = negative ? -(int64_t)n : (int64_t)n;
	return true;
}
