/*
 * shell/quote.c - values written so that the shell reads them back.
 */
#include "shell/var.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "lib/buf.h"
#include "lib/utf8.h"
#include "shell/var_internal.h"

/* Characters that a bare word in `set` output must not have (bash's sh_contains_shell_metas). */
static bool has_metas(const char *s)
{
	if (*s == '~' || *s == '#')
		return true;
	for (const char *p = s; *p; p++) {
		if (strchr(" \t\n'\"\\|&;()<>!{}*[]?^$`", *p))
			return true;
		if (*p == '~' && p > s && (p[-1] == '=' || p[-1] == ':'))
			return true;
	}
	return false;
}

/* Length of the printable character at @s; 0: must be written as an escape. */
static size_t printable(const char *s)
{
	unsigned char c = (unsigned char)*s;
	size_t n;

	if (c < 0x80)
		return c >= 0x20 && c != 0x7f;
	if (MB_CUR_MAX == 1)
		return 0;
	n = utf8_sequence(s, strnlen(s, 4));
	return n && iswprint((wint_t)utf8_decode(s, n)) ? n : 0;
}

/* Does @s hold what only $'…' can show? */
static bool needs_escapes(const char *s)
{
	while (*s) {
		size_t n = printable(s);

		if (!n)
			return true;
		s += n;
	}
	return false;
}

static void quote_escapes(struct buf *out, const char *s)
{
	static const char names[] = {['\a'] = 'a', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
		['\v'] = 'v', ['\f'] = 'f', ['\r'] = 'r', [033] = 'E'};

	buf_add_str(out, "$'");
	while (*s) {
		unsigned char c = (unsigned char)*s;
		size_t n = printable(s);

		if (c < sizeof(names) && names[c])
			buf_printf(out, "\\%c", names[c]);
		else if (c == '\\' || c == '\'')
			buf_printf(out, "\\%c", c);
		else if (!n)
			buf_printf(out, "\\%03o", c);
		else
			buf_add(out, s, n);
		s += n ? n : 1;
	}
	buf_add_char(out, '\'');
}

void quote_verbatim(struct buf *out, const char *s)
{
	if (strcmp(s, "'") == 0) {
		buf_add_str(out, "\\'");
		return;
	}
	buf_add_char(out, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			buf_add_str(out, "'\\''");
		else
			buf_add_char(out, *s);
	}
	buf_add_char(out, '\'');
}

void quote_backslash_only(struct buf *out, const char *s)
{
	for (const char *p = s; *p; p++) {
		bool tilde = *p == '~' && (p == s || p[-1] == '=' || p[-1] == ':');

		if (strchr(" \t'\"\\|&;()<>!{}*[]?^$`,", *p) || tilde || (*p == '#' && p == s))
			buf_add_char(out, '\\');
		buf_add_char(out, *p);
	}
}

void quote_backslash(struct buf *out, const char *s)
{
	if (!*s) {
		buf_add_str(out, "''");
		return;
	}
	if (needs_escapes(s)) {
		quote_escapes(out, s);
		return;
	}
	quote_backslash_only(out, s);
}

void quote_single(struct buf *out, const char *s)
{
	if (needs_escapes(s))
		quote_escapes(out, s);
	else
		quote_verbatim(out, s);
}

void quote_double_only(struct buf *out, const char *s)
{
	buf_add_char(out, '"');
	for (; *s; s++) {
		if (strchr("\"\\$`", *s))
			buf_add_char(out, '\\');
		buf_add_char(out, *s);
	}
	buf_add_char(out, '"');
}

void quote_double(struct buf *out, const char *s)
{
	if (needs_escapes(s))
		quote_escapes(out, s);
	else
		quote_double_only(out, s);
}

void quote_listed(struct buf *out, const char *s, bool posix)
{
	if (!posix && needs_escapes(s))
		quote_escapes(out, s);
	else if (has_metas(s))
		quote_verbatim(out, s);
	else
		buf_add_str(out, s);
}

void quote_assignment(struct buf *out, const char *s)
{
	quote_listed(out, s, false);
}

void quote_key(struct buf *out, const char *key)
{
	/* bash: sh_contains_shell_metas, or what a subscript cannot hold bare. */
	if (needs_escapes(key))
		quote_escapes(out, key);
	else if (!*key || has_metas(key) || strcmp(key, "@") == 0 || strcmp(key, "*") == 0)
		quote_double(out, key);
	else
		buf_add_str(out, key);
}

void quote_trace(struct buf *out, const char *s)
{
	if (has_metas(s))
		quote_verbatim(out, s);
	else if (needs_escapes(s))
		quote_escapes(out, s);
	else
		buf_add_str(out, s);
}

const char *quote_unprintable(const char *s, struct arena *a)
{
	scoped_buf struct buf out = BUF_INIT;

	if (!needs_escapes(s))
		return s;
	quote_escapes(&out, s);
	return arena_strndup(a, out.s, out.len);
}
