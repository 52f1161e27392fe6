/*
 * shell/pattern.c - pattern matching: * ? [...] and extglob (bash manual 3.5.8.1).
 *
 * A pattern without extglob is a list of segments between stars, each of which
 * matches a fixed number of characters: placing every segment as early (or as
 * late) as it can go finds shortest and longest matches without backtracking.
 */
#include "shell/pattern.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/utf8.h"
#include "shell/pattern_internal.h"

/* ---- characters ---- */

size_t pattern_char_len(bool utf8, const char *s, const char *end)
{
	size_t n;

	if (!utf8 || !((unsigned char)*s & 0x80))
		return 1;
	n = utf8_sequence(s, (size_t)(end - s));
	return n ? n : 1;
}

uint32_t pattern_char_code(const char *s, size_t len)
{
	unsigned char c = (unsigned char)*s;

	if (c < 0x80)
		return c;
	return len > 1 ? utf8_decode(s, len) : 0xdc00u + c; /* a lone surrogate: no character */
}

/* Start of the character that ends at @s. */
static const char *char_before(bool utf8, const char *start, const char *s)
{
	if (utf8 && (unsigned char)s[-1] & 0x80)
		for (size_t n = 2; n <= 4 && n <= (size_t)(s - start); n++)
			if (utf8_sequence(s - n, n) == n)
				return s - n;
	return s - 1;
}

/* ---- matching without extglob ---- */

static bool equal_nocase(const struct item *it, const char *t, size_t n)
{
	wint_t a = (wint_t)pattern_char_code(it->text, it->len);
	wint_t b = (wint_t)pattern_char_code(t, n);

	return a == b || towlower(a) == towlower(b) || towupper(a) == towupper(b);
}

size_t pattern_item_match(const struct pattern *p, const struct item *it, const char *t,
	const char *end)
{
	size_t n;

	if (t >= end)
		return 0;
	if (it->kind == ITEM_CHAR && !(p->flags & PATTERN_NOCASE)) {
		if (*t != *it->text || (size_t)(end - t) < it->len)
			return 0;
		return it->len == 1 || !memcmp(t, it->text, it->len) ? it->len : 0;
	}
	n = pattern_char_len(p->utf8, t, end);
	if (it->kind == ITEM_ANY)
		return n;
	if (it->kind == ITEM_CHAR)
		return equal_nocase(it, t, n) ? n : 0;
	return pattern_set_match(p, it, pattern_char_code(t, n)) ? n : 0;
}

/* Items [first, last) of a pattern: what stands between two stars. */
struct segment {
	size_t first, last;
};

static struct segment segment_at(const struct pattern *p, size_t first)
{
	struct segment s = {first, first};

	while (s.last < p->n && p->items[s.last].kind != ITEM_STAR)
		s.last++;
	return s;
}

/* The segment that ends before item @last. */
static struct segment segment_before(const struct pattern *p, size_t last)
{
	struct segment s = {last, last};

	while (s.first > 0 && p->items[s.first - 1].kind != ITEM_STAR)
		s.first--;
	return s;
}

/* Where the segment's match that starts at @t ends, or NULL. */
static const char *segment_match(const struct pattern *p, struct segment s, const char *t,
	const char *end)
{
	for (size_t i = s.first; i < s.last; i++) {
		size_t n = pattern_item_match(p, &p->items[i], t, end);

		if (!n)
			return NULL;
		t += n;
	}
	return t;
}

/* Earliest match at or behind @t: its start (and end in *@ret_end), or NULL. */
static const char *segment_earliest(const struct pattern *p, struct segment s, const char *t,
	const char *end, const char **ret_end)
{
	const struct item *head = &p->items[s.first];
	bool seek = s.first < s.last && head->kind == ITEM_CHAR && !(p->flags & PATTERN_NOCASE);

	for (;;) {
		const char *stop;

		if (seek && !(t = memchr(t, *head->text, (size_t)(end - t))))
			return NULL;
		stop = segment_match(p, s, t, end);
		if (stop) {
			*ret_end = stop;
			return t;
		}
		if (t >= end)
			return NULL;
		t += pattern_char_len(p->utf8, t, end);
	}
}

/* Start of the match that ends exactly at @end and begins at or behind @low, or NULL. */
static const char *segment_match_back(const struct pattern *p, struct segment s, const char *low,
	const char *end)
{
	const char *t = end;

	for (size_t i = s.first; i < s.last; i++) {
		if (t <= low)
			return NULL;
		t = char_before(p->utf8, low, t);
	}
	return segment_match(p, s, t, end) == end ? t : NULL;
}

/* Latest match that ends at or before @end and begins at or behind @low: its start, or NULL. */
static const char *segment_latest(const struct pattern *p, struct segment s, const char *low,
	const char *end)
{
	for (;;) {
		const char *t = segment_match_back(p, s, low, end);

		if (t)
			return t;
		if (end <= low)
			return NULL;
		end = char_before(p->utf8, low, end);
	}
}

/*
 * End of the shortest or longest match that starts at @t; NULL: none.  *@ret_hopeless is set
 * when no later start can match either.
 */
static const char *prefix_end(const struct pattern *p, const char *t, const char *end, bool longest,
	bool *ret_hopeless)
{
	struct segment s = segment_at(p, 0);
	const char *stop = segment_match(p, s, t, end);

	while (stop && s.last < p->n) {
		bool is_last;
		const char *low = stop;

		s = segment_at(p, s.last + 1);
		is_last = s.last == p->n;
		if (is_last && longest) {
			if (s.first == s.last)
				return end;
			stop = segment_latest(p, s, low, end);
			stop = stop ? segment_match(p, s, stop, end) : NULL;
		} else if (!segment_earliest(p, s, low, end, &stop)) {
			stop = NULL;
		}
		if (!stop)
			*ret_hopeless = true;
	}
	return stop;
}

/* Start of the shortest or longest match that ends at the end of the text; NULL: none. */
static const char *suffix_start(const struct pattern *p, const char *text, const char *end,
	bool longest)
{
	struct segment s = segment_before(p, p->n);
	const char *low = segment_match_back(p, s, text, end);
	const char *ignored;

	while (low && s.first > 0) {
		const char *stop = low;

		s = segment_before(p, s.first - 1);
		if (s.first == 0 && longest)
			low = s.first == s.last ? text
						: segment_earliest(p, s, text, stop, &ignored);
		else
			low = segment_latest(p, s, text, stop);
	}
	return low;
}

static bool match_simple(const struct pattern *p, const char *t, const char *end)
{
	struct segment s = segment_at(p, 0);
	struct segment tail;

	if (p->flags & PATTERN_PERIOD && t < end && *t == '.' &&
		(!p->n || p->items[0].kind != ITEM_CHAR))
		return false;
	t = segment_match(p, s, t, end);
	if (!t || s.last == p->n)
		return t == end;
	tail = segment_before(p, p->n);
	while (s.last + 1 != tail.first) {
		s = segment_at(p, s.last + 1);
		if (!segment_earliest(p, s, t, end, &t))
			return false;
	}
	return segment_match_back(p, tail, t, end) != NULL;
}

/* ---- the interface ---- */

static bool match_bytes(const char *pattern, size_t pattern_len, const char *text, size_t len,
	unsigned flags)
{
	struct pattern p;
	bool matched;

	pattern_compile(&p, pattern, pattern_len, flags);
	if (p.has_ext) {
		char *ends = xmalloc(len + 1);

		pattern_ext_ends(&p, text, len, 0, ends);
		matched = ends[len];
		free(ends);
	} else {
		matched = match_simple(&p, text, text + len);
	}
	pattern_release(&p);
	return matched;
}

/* PATTERN_PATHNAME: component by component. */
static bool match_path(const char *pattern, const char *text, unsigned flags)
{
	for (;;) {
		size_t pattern_len = strcspn(pattern, "/");
		size_t len = strcspn(text, "/");

		if (!match_bytes(pattern, pattern_len, text, len, flags))
			return false;
		pattern += pattern_len;
		text += len;
		if (*pattern != *text)
			return false;
		if (!*text)
			return true;
		pattern++;
		text++;
	}
}

bool pattern_match(const char *pattern, const char *text, unsigned flags)
{
	if (flags & PATTERN_PATHNAME)
		return match_path(pattern, text, flags);
	return match_bytes(pattern, strlen(pattern), text, strlen(text), flags);
}

bool pattern_is_active(const char *pattern)
{
	const char *end = pattern + strlen(pattern);
	bool open = false; /* as in bash, [] and @( are enough */

	for (const char *s = pattern; s < end; s++) {
		if (*s == '\\' && s + 1 < end)
			s++;
		else if (*s == '*' || *s == '?' || (*s == ']' && open) ||
			(s[1] == '(' && strchr("+@!/", *s)))
			return true;
		else if (*s == '[' || *s == '/')
			open = *s == '[';
	}
	return false;
}

static long ext_prefix(struct pattern *p, const char *text, size_t len, bool longest)
{
	scoped_free char *ends = xmalloc(len + 1);
	const char *hit;

	pattern_ext_ends(p, text, len, 0, ends);
	hit = longest ? memrchr(ends, 1, len + 1) : memchr(ends, 1, len + 1);
	return hit ? hit - ends : -1;
}

long pattern_prefix(const char *pattern, const char *text, bool longest, unsigned flags)
{
	size_t len = strlen(text);
	struct pattern p;
	bool hopeless;
	long r;

	pattern_compile(&p, pattern, strlen(pattern), flags);
	if (p.has_ext) {
		r = ext_prefix(&p, text, len, longest);
	} else {
		const char *stop = prefix_end(&p, text, text + len, longest, &hopeless);

		r = stop ? stop - text : -1;
	}
	pattern_release(&p);
	return r;
}

static long ext_suffix(struct pattern *p, const char *text, size_t len, bool longest)
{
	scoped_free char *ends = xmalloc(len + 1);
	size_t at = longest ? 0 : len;

	for (;;) {
		pattern_ext_ends(p, text, len, at, ends);
		if (ends[len])
			return (long)(len - at);
		if (longest ? at >= len : at == 0)
			return -1;
		if (longest)
			at += pattern_char_len(p->utf8, text + at, text + len);
		else
			at = (size_t)(char_before(p->utf8, text, text + at) - text);
	}
}

long pattern_suffix(const char *pattern, const char *text, bool longest, unsigned flags)
{
	size_t len = strlen(text);
	struct pattern p;
	long r;

	pattern_compile(&p, pattern, strlen(pattern), flags);
	if (p.has_ext) {
		r = ext_suffix(&p, text, len, longest);
	} else {
		const char *start = suffix_start(&p, text, text + len, longest);

		r = start ? text + len - start : -1;
	}
	pattern_release(&p);
	return r;
}

static bool search_ext(struct pattern *p, const char *text, size_t len, size_t at, size_t *ret_end)
{
	scoped_free char *ends = xmalloc(len + 1);
	const char *hit;

	pattern_ext_ends(p, text, len, at, ends);
	hit = memrchr(ends, 1, len + 1);
	if (hit)
		*ret_end = (size_t)(hit - ends);
	return hit != NULL;
}

/* The longest match at exactly @at. */
static bool search_at(struct pattern *p, const char *text, size_t len, size_t at, size_t *ret_end,
	bool *ret_hopeless)
{
	const char *stop;

	if (p->has_ext)
		return search_ext(p, text, len, at, ret_end);
	stop = prefix_end(p, text + at, text + len, true, ret_hopeless);
	if (stop)
		*ret_end = (size_t)(stop - text);
	return stop != NULL;
}

bool pattern_find(struct pattern *p, const char *text, size_t len, size_t from, size_t *ret_start,
	size_t *ret_end)
{
	const struct item *head = p->items;
	bool seek = p->n && head->kind == ITEM_CHAR && !(p->flags & PATTERN_NOCASE);
	/* As bash: only a pattern that starts with * matches the empty end of the text. */
	bool at_end_too = p->n && (head->kind == ITEM_STAR || head->op == '*');
	bool found = false, hopeless = false;

	for (size_t at = from; !found && !hopeless && (at < len || (at == len && at_end_too));) {
		if (seek) {
			const char *hit = memchr(text + at, *head->text, len - at);

			if (!hit)
				break;
			at = (size_t)(hit - text);
		}
		*ret_start = at;
		found = search_at(p, text, len, at, ret_end, &hopeless);
		at += at < len ? pattern_char_len(p->utf8, text + at, text + len) : 1;
	}
	return found;
}

bool pattern_search(const char *pattern, const char *text, size_t from, unsigned flags,
	size_t *ret_start, size_t *ret_end)
{
	struct pattern p;
	bool found;

	pattern_compile(&p, pattern, strlen(pattern), flags);
	found = pattern_find(&p, text, strlen(text), from, ret_start, ret_end);
	pattern_release(&p);
	return found;
}

void pattern_quote(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (strchr(PATTERN_SPECIALS, *s))
			buf_add_char(out, '\\');
		buf_add_char(out, *s);
	}
}

void pattern_simplify(char *pattern)
{
	char *to = pattern;

	for (const char *from = pattern; *from; from++) {
		if (*from == '\\' && from[1] && !strchr(PATTERN_SPECIALS, from[1]))
			continue;
		*to++ = *from;
		if (*from == '\\' && from[1])
			*to++ = *++from;
	}
	*to = '\0';
}

void pattern_unquote(struct buf *out, const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern == '\\' && pattern[1])
			pattern++;
		buf_add_char(out, *pattern);
	}
}
