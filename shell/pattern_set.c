/*
 * shell/pattern_set.c - bracket expressions of patterns (POSIX 2.13.1, XBD 9.3.5).
 */
#include "shell/pattern_internal.h"

#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "lib/cleanup.h"
#include "lib/utf8.h"
#include "shell/pattern.h"

/* [[.name.]]: the names that POSIX gives to characters of the portable set (XBD 6.1). */
static const struct {
	const char *name;
	char c;
} symbol_names[] = {
	{"NUL", '\0'}, {"alert", '\a'}, {"backspace", '\b'}, {"tab", '\t'}, {"newline", '\n'},
	{"vertical-tab", '\v'}, {"form-feed", '\f'}, {"carriage-return", '\r'}, {"space", ' '},
	{"exclamation-mark", '!'}, {"quotation-mark", '"'}, {"number-sign", '#'},
	{"dollar-sign", '$'}, {"percent-sign", '%'}, {"ampersand", '&'}, {"apostrophe", '\''},
	{"left-parenthesis", '('}, {"right-parenthesis", ')'}, {"asterisk", '*'},
	{"plus-sign", '+'}, {"comma", ','}, {"hyphen", '-'}, {"hyphen-minus", '-'}, {"minus", '-'},
	{"period", '.'}, {"full-stop", '.'}, {"dot", '.'}, {"slash", '/'}, {"solidus", '/'},
	{"zero", '0'}, {"one", '1'}, {"two", '2'}, {"three", '3'}, {"four", '4'}, {"five", '5'},
	{"six", '6'}, {"seven", '7'}, {"eight", '8'}, {"nine", '9'}, {"colon", ':'},
	{"semicolon", ';'}, {"less-than-sign", '<'}, {"equals-sign", '='},
	{"greater-than-sign", '>'}, {"question-mark", '?'}, {"commercial-at", '@'},
	{"left-square-bracket", '['}, {"backslash", '\\'}, {"reverse-solidus", '\\'},
	{"right-square-bracket", ']'}, {"circumflex", '^'}, {"circumflex-accent", '^'},
	{"underscore", '_'}, {"grave-accent", '`'}, {"left-brace", '{'},
	{"left-curly-bracket", '{'}, {"vertical-line", '|'}, {"right-brace", '}'},
	{"right-curly-bracket", '}'}, {"tilde", '~'}, {"DEL", '\x7f'},
};

/* The end of `:…:]`, `=…=]` or `.….]` that opens at @s (its first punctuation), or NULL. */
static const char *bracketed_end(const char *s, const char *end)
{
	char mark = *s;

	for (s++; s + 1 < end; s++)
		if (s[0] == mark && s[1] == ']')
			return s;
	return NULL;
}

static bool opens(const char *s, const char *end, char mark)
{
	return s + 1 < end && s[0] == '[' && s[1] == mark;
}

/* Behind the character or [.symbol.] at @s; NULL: the pattern ends inside it. */
static const char *endpoint_end(const char *s, const char *end)
{
	if (opens(s, end, '.')) {
		const char *close = bracketed_end(s + 1, end);

		return close ? close + 2 : NULL;
	}
	if (*s == '\\' && ++s == end)
		return NULL;
	return s + pattern_char_len(MB_CUR_MAX > 1, s, end);
}

/*
 * Behind the member at @s, a range with both its ends; NULL: the pattern ends inside it.  A [: that
 * nothing closes is no member, and the : is the next one.
 */
static const char *member_end(const char *s, const char *end)
{
	const char *close;

	if (opens(s, end, ':')) {
		close = bracketed_end(s + 1, end);
		return close ? close + 2 : s + 1;
	}
	if (opens(s, end, '=') && (close = bracketed_end(s + 1, end)))
		return close + 2;
	s = endpoint_end(s, end);
	if (s && s < end && *s == '-' && s + 1 < end && s[1] != ']')
		return endpoint_end(s + 1, end);
	return s && s < end && *s == '-' && s + 1 == end ? NULL : s;
}

/* The ] of the set at @s; NULL: none, and *ret_cut says whether the last member lacks something. */
static const char *scan_set(const char *s, const char *end, bool *ret_cut)
{
	bool first = true;

	*ret_cut = false;
	if (s < end && (*s == '!' || *s == '^'))
		s++;
	for (; s < end && (first || *s != ']'); first = false) {
		const char *next = member_end(s, end);

		if (!next) {
			*ret_cut = !opens(s, end, '.');
			return NULL;
		}
		s = next;
	}
	return s < end ? s : NULL;
}

const char *pattern_set_end(const char *s, const char *end)
{
	bool cut;

	return scan_set(s, end, &cut);
}

bool pattern_set_is_cut(const char *s, const char *end)
{
	bool cut;

	return !scan_set(s, end, &cut) && cut;
}

static bool in_class(const char *name, size_t len, uint32_t code)
{
	char text[16];
	wctype_t type;

	if (len >= sizeof(text))
		return false;
	memcpy(text, name, len);
	text[len] = '\0';
	if (!strcmp(text, "ascii"))
		return code < 0x80;
	if (!strcmp(text, "word"))
		return code == '_' || iswalnum((wint_t)code);
	type = wctype(text);
	return type && iswctype((wint_t)code, type);
}

/* The character that the collating symbol @name stands for; false: none. */
static bool symbol_code(const char *name, size_t len, uint32_t *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(symbol_names); i++) {
		if (strlen(symbol_names[i].name) == len &&
			!memcmp(symbol_names[i].name, name, len)) {
			*ret = (unsigned char)symbol_names[i].c;
			return true;
		}
	}
	if (!len || (len > 1 && utf8_sequence(name, len) != len))
		return false;
	*ret = pattern_char_code(name, len);
	return true;
}

static int compare_codes(uint32_t a, uint32_t b, unsigned flags)
{
	wchar_t x[2] = {(wchar_t)a}, y[2] = {(wchar_t)b};

	if (flags & PATTERN_COLLATE)
		return wcscoll(x, y);
	return a < b ? -1 : a > b;
}

static uint32_t fold(const struct pattern *p, uint32_t code)
{
	return p->flags & PATTERN_NOCASE ? (uint32_t)towlower((wint_t)code) : code;
}

/* One character or [.symbol.] of a set at *@at; false: a symbol that names nothing. */
static bool read_endpoint(const struct pattern *p, const char **at, const char *end, uint32_t *ret)
{
	const char *s = *at;
	size_t n;

	if (opens(s, end, '.') && bracketed_end(s + 1, end)) {
		const char *close = bracketed_end(s + 1, end);

		*at = close + 2;
		return symbol_code(s + 2, (size_t)(close - s - 2), ret);
	}
	if (*s == '\\' && s + 1 < end)
		s++;
	n = pattern_char_len(p->utf8, s, end);
	*ret = fold(p, pattern_char_code(s, n));
	*at = s + n;
	return true;
}

/* Does the member at *@at (moved behind it) contain @code? */
static bool member_match(const struct pattern *p, const char **at, const char *end, uint32_t code)
{
	const char *s = *at;
	uint32_t low, high;
	bool valid;

	if (opens(s, end, ':') || opens(s, end, '=')) {
		const char *close = bracketed_end(s + 1, end);
		size_t len = close ? (size_t)(close - s - 2) : 0;

		if (!close) { /* [ alone; but in front of a : nothing */
			(*at)++;
			return s[1] == '=' && code == '[';
		}
		*at = close + 2;
		if (s[1] == ':')
			return in_class(s + 2, len, code);
		return symbol_code(s + 2, len, &low) && low == code;
	}
	valid = read_endpoint(p, at, end, &low);
	if (*at + 1 >= end || **at != '-')
		return valid && low == code;
	(*at)++;
	valid = read_endpoint(p, at, end, &high) && valid;
	return valid && compare_codes(low, code, p->flags) <= 0 &&
		compare_codes(code, high, p->flags) <= 0;
}

static bool any_member_matches(const struct pattern *p, const char *s, const char *end,
	uint32_t code)
{
	while (s < end)
		if (member_match(p, &s, end, code))
			return true;
	return false;
}

bool pattern_set_match(const struct pattern *p, const struct item *it, uint32_t code)
{
	const char *s = it->text;
	const char *end = s + it->len;
	bool negate = *s == '!' || *s == '^';
	bool found;

	if (negate)
		s++;
	/* As bash: both sides in lower case, so that b is not in [[:upper:]]. */
	found = any_member_matches(p, s, end, fold(p, code));
	return found != negate;
}
