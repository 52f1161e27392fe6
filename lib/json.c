/*
 * lib/json.c - JSON text, written (RFC 8259).
 */
#include "lib/json.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/utf8.h"

/* Bytes at @s that stand for themselves. */
static size_t plain_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= 0x20 && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

static void quote(struct buf *out, const char *s, size_t len)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < len;) {
		unsigned char c;
		size_t n = plain_run(s + i, len - i);

		buf_add(out, s + i, n);
		i += n;
		if (i == len)
			break;
		c = (unsigned char)s[i];
		n = utf8_sequence(s + i, len - i);
		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_add_str(out, "\\n");
		else if (c == '\t')
			buf_add_str(out, "\\t");
		else if (n == 0 || c < 0x20 || c == 0x7f)
			buf_printf(out, "\\u%04x", c);
		else
			buf_add(out, s + i, n);
		i += n ? n : 1;
	}
	buf_add_char(out, '"');
}

static void start(struct json *j, const char *key)
{
	if (j->need_comma)
		buf_add_char(j->out, ',');
	j->need_comma = true;
	if (!key)
		return;
	quote(j->out, key, strlen(key));
	buf_add_char(j->out, ':');
}

void json_open(struct json *j, const char *key, char bracket)
{
	start(j, key);
	buf_add_char(j->out, bracket);
	j->need_comma = false;
}

void json_close(struct json *j, char bracket)
{
	buf_add_char(j->out, bracket);
	j->need_comma = true;
}

void json_strn(struct json *j, const char *key, const char *value, size_t len)
{
	start(j, key);
	quote(j->out, value, len);
}

void json_str(struct json *j, const char *key, const char *value)
{
	if (value)
		json_strn(j, key, value, strlen(value));
}

void json_int(struct json *j, const char *key, int64_t value)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	start(j, key);
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		buf_add_char(j->out, '-');
	buf_add(j->out, digits + at, sizeof(digits) - at);
}

void json_bool(struct json *j, const char *key, bool value)
{
	start(j, key);
	buf_add_str(j->out, value ? "true" : "false");
}
