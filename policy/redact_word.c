/*
 * policy/redact_word.c - where words begin in text that carries escapes.
 */
#include "policy/redact_internal.h"

#include <ctype.h>
#include <string.h>

enum { CONTROL_MOST = 24 };

bool ends_control(const struct window *w, size_t at)
{
	size_t k = at;

	if (!byte_is(w->s[at], CLASS_ALPHA))
		return false;
	while (k > 0 && at - k < CONTROL_MOST &&
		(byte_is(w->s[k - 1], CLASS_DIGIT) || memchr(";:?", w->s[k - 1], 3)))
		k--;
	return k >= 2 && w->s[k - 1] == '[' && w->s[k - 2] == '\033';
}

bool word_before(const struct window *w, size_t at, unsigned mask)
{
	char c;

	if (at == 0 || !(redact_class[(unsigned char)w->s[at - 1]] & mask))
		return false;
	c = w->s[at - 1];
	if (at >= 2 && w->s[at - 2] == '\\' && strchr("nrt", c))
		return false;
	if (at >= 3 && w->s[at - 3] == '%' && isxdigit((unsigned char)w->s[at - 2]) &&
		isxdigit((unsigned char)c))
		return false;
	return !ends_control(w, at - 1);
}
