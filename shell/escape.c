/*
 * shell/escape.c - backslash escapes at run time: echo -e, printf, %b, ${x@E}.
 */
#include "shell/escape.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"

static int hex_value(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* At most @most digits of @base at *@s. */
static uint32_t read_digits(const char **s, int base, int most)
{
	uint32_t n = 0;

	for (; most > 0; most--, (*s)++) {
		int d = hex_value(**s);

		if (d < 0 || d >= base)
			break;
		n = n * (unsigned)base + (unsigned)d;
	}
	return n;
}

void escape_add_utf8(struct buf *out, uint32_t code)
{
	static const uint32_t limits[] = {0x80, 0x800, 0x10000, 0x200000, 0x4000000, 0x80000000};
	unsigned n = 0;

	while (n < 6 && code >= limits[n])
		n++;
	if (n == 6)
		return;
	if (n == 0) {
		buf_add_char(out, (char)code);
		return;
	}
	buf_add_char(out, (char)(0xff << (7 - n) | code >> 6 * n));
	while (n-- > 0)
		buf_add_char(out, (char)(0x80 | (code >> 6 * n & 0x3f)));
}

/* \u and \U: in the locale's encoding; where it has no such character, as \uXXXX. */
static void add_code_point(struct buf *out, uint32_t code)
{
	if (code < 0x80) {
		buf_add_char(out, (char)code);
		return;
	}
	if (MB_CUR_MAX == 1) {
		buf_printf(out, code > 0xffff ? "\\U%08x" : "\\u%04x", code);
		return;
	}
	escape_add_utf8(out, code);
}

/* \x{…}, of any length and also empty: its lowest byte. */
static void decode_braced(const char **s, struct buf *out)
{
	uint32_t code = read_digits(s, 16, INT_MAX);

	*s += **s == '}';
	buf_add_char(out, (char)code);
}

/* \x \u \U with at least one digit at *@s; false: no digit, the escape is copied. */
static bool decode_hex(const char **s, char letter, enum escape_kind kind, struct buf *out)
{
	int most = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
	uint32_t code;

	if (letter == 'x' && kind == ESCAPE_ANSI && **s == '{') {
		++*s;
		decode_braced(s, out);
		return true;
	}
	if (hex_value(**s) < 0)
		return false;
	code = read_digits(s, 16, most);
	if (letter == 'x')
		buf_add_char(out, (char)code);
	else
		add_code_point(out, code);
	return true;
}

static bool decode_octal(const char **s, enum escape_kind kind, struct buf *out)
{
	const char *p = *s;

	if (*p < '0' || *p > '7' || (kind == ESCAPE_ECHO && *p != '0'))
		return false;
	if (*p == '0' && (kind == ESCAPE_ECHO || kind == ESCAPE_B)) {
		p++;
		buf_add_char(out, (char)read_digits(&p, 8, 3));
	} else {
		buf_add_char(out, (char)read_digits(&p, 8, 3));
	}
	*s = p;
	return true;
}

/* \n and its like: the character, or 0. */
static char simple_escape(char c, enum escape_kind kind)
{
	static const char from[] = "abeEfnrtv\\";
	static const char to[] = "\a\b\033\033\f\n\r\t\v\\";
	const char *at = c ? strchr(from, c) : NULL;

	if (at)
		return to[at - from];
	return (kind == ESCAPE_ANSI || kind == ESCAPE_FORMAT) && c && strchr("\"'?", c) ? c : '\0';
}

bool escape_decode(const char **s, enum escape_kind kind, struct buf *out)
{
	const char *p = *s + 1;
	char plain = simple_escape(*p, kind);

	if (plain) {
		buf_add_char(out, plain);
		*s = p + 1;
		return true;
	}
	if (*p == 'c' && (kind == ESCAPE_ECHO || kind == ESCAPE_B)) {
		*s = p + 1;
		return false;
	}
	if (*p == 'c' && kind == ESCAPE_ANSI && p[1]) {
		buf_add_char(out, (char)(p[1] == '?' ? 0x7f : p[1] & 0x1f));
		*s = p + 2 + (p[1] == '\\' && p[2] == '\\'); /* \c\\ is one character */
		return true;
	}
	if (*p == 'x' || *p == 'u' || *p == 'U') {
		const char *digits = p + 1;

		if (decode_hex(&digits, *p, kind, out)) {
			*s = digits;
			return true;
		}
	} else if (decode_octal(&p, kind, out)) {
		*s = p;
		return true;
	}
	buf_add_char(out, '\\');
	if (*p)
		buf_add_char(out, *p++);
	*s = p;
	return true;
}

bool escape_decode_all(const char *s, enum escape_kind kind, struct buf *out)
{
	while (*s) {
		size_t n = strcspn(s, "\\");

		buf_add(out, s, n);
		s += n;
		if (*s && !escape_decode(&s, kind, out))
			return false;
	}
	return true;
}
