/*
 * lib/json.c - JSON text, written (RFC 8259).
 */
#include "lib/json.h"

#include <inttypes.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/utf8.h"

static void quote(struct buf *out, const char *s, size_t len)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t n = utf8_sequence(s + i, len - i);

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
	start(j, key);
	buf_printf(j->out, "%" PRId64, value);
}

void json_bool(struct json *j, const char *key, bool value)
{
	start(j, key);
	buf_add_str(j->out, value ? "true" : "false");
}
