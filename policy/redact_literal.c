/*
 * policy/redact_literal.c - values of secret-looking variables, in their spellings.
 */
#include "policy/redact_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/strv.h"

enum { LITERAL_LEAST = 8 };

/* What a name says about its value.  Ends are tried before parts. */
static const char *const secret_parts[] = {"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN",
	"APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL"};
static const char *const secret_ends[] = {"_KEY", "_PASS", "_PWD", "_PAT", "_AUTH", "_PSK"};
static const char *const harmless_ends[] = {"_FILE", "_PATH", "_DIR", "_URL", "_URI", "_NAME",
	"_ID", "_TYPE", "_COUNT", "_LIMIT", "TOKENS", "_SOCK", "_HELPER", "_EXPIRES", "_TTL"};

static bool ends_with(const char *name, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && strncasecmp(name + len - n, end, n) == 0;
}

static bool contains(const char *name, size_t len, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= len; i++)
		if (strncasecmp(name + i, part, n) == 0)
			return true;
	return false;
}

bool literal_is_secret(const char *name, size_t name_len, const char *value)
{
	if (strlen(value) < LITERAL_LEAST)
		return false;
	for (size_t i = 0; i < sizeof(harmless_ends) / sizeof(harmless_ends[0]); i++)
		if (ends_with(name, name_len, harmless_ends[i]))
			return false;
	/* GOOGLE_APPLICATION_CREDENTIALS and its like name a file. */
	if (contains(name, name_len, "CREDENTIAL") && value[0] == '/')
		return false;
	for (size_t i = 0; i < sizeof(secret_ends) / sizeof(secret_ends[0]); i++)
		if (ends_with(name, name_len, secret_ends[i]))
			return true;
	for (size_t i = 0; i < sizeof(secret_parts) / sizeof(secret_parts[0]); i++)
		if (contains(name, name_len, secret_parts[i]))
			return true;
	return false;
}

static void add_once(struct strv *out, const char *s, size_t len)
{
	char *copy = xstrndup(s, len);

	if (len < LITERAL_LEAST || strv_has(out, copy))
		free(copy);
	else
		strv_add_taken(out, copy);
}

/*
 * The base64 digits that do not depend on what stands around @value when it
 * starts at a byte that is @skip modulo 3: `user:value` is encoded as a whole.
 */
static void add_base64(struct strv *out, const char *value, size_t skip, const char *digits)
{
	size_t len = strlen(value);
	struct buf text = BUF_INIT;
	unsigned bits = 0;
	int have = 0;

	/* Whole digits only: bits shared with a neighbour are left out at both ends. */
	static const int drop_bits[] = {0, 4, 2};

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)value[i];

		bits = bits << 8 | c;
		have += 8;
		if (i == 0 && skip) {
			have -= drop_bits[skip];
			bits &= (1u << have) - 1;
		}
		while (have >= 6) {
			have -= 6;
			buf_add_char(&text, digits[bits >> have & 63]);
		}
		bits &= (1u << have) - 1;
	}
	add_once(out, text.s, text.len);
	buf_release(&text);
}

static void add_url(struct strv *out, const char *value, const char *hex)
{
	struct buf text = BUF_INIT;

	for (const char *p = value; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (isalnum(c) || strchr("-._~", c))
			buf_add_char(&text, *p);
		else
			buf_printf(&text, "%%%c%c", hex[c >> 4], hex[c & 15]);
	}
	add_once(out, text.s, text.len);
	buf_release(&text);
}

void literal_forms(struct strv *out, const char *value)
{
	static const char standard[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char url_safe[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	add_once(out, value, strlen(value));
	for (size_t skip = 0; skip < 3; skip++) {
		add_base64(out, value, skip, standard);
		add_base64(out, value, skip, url_safe);
	}
	add_url(out, value, "0123456789ABCDEF");
	add_url(out, value, "0123456789abcdef");
}
