/*
 * policy/glob.c - the pattern language of policies, as gobwas/glob 0.2.3 reads it.
 */
#include "policy/glob.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/strv.h"
#include "lib/utf8.h"

enum {
	MOST_ALTERNATIVES = 512,
	ROW_BYTES = 8192, /* texts up to here are matched without allocating */
};

#define NOWHERE ((size_t)-1)

/* Bytes of the character at @s; a byte that is no UTF-8 counts as one. */
static size_t rune_len(const char *s, size_t len)
{
	size_t n = utf8_sequence(s, len);

	return n ? n : 1;
}

/* The code of the character at @s; odd bytes lie above all code points, each its own. */
static uint32_t rune_at(const char *s, size_t len, size_t *ret_n)
{
	size_t n = utf8_sequence(s, len);

	*ret_n = n ? n : 1;
	return n ? utf8_decode(s, n) : 0x110000u + (unsigned char)*s;
}

/* The index behind the `]` that ends the set opened at @at, or NOWHERE. */
static size_t set_end(const char *s, size_t at)
{
	at++;
	if (s[at] == '!')
		at++;
	for (; s[at] && s[at] != ']'; at++)
		if (s[at] == '\\' && s[at + 1])
			at++;
	return s[at] ? at + 1 : NOWHERE;
}

/* The index behind the character, escape or set at @at. */
static size_t skip_atom(const char *s, size_t at)
{
	size_t end;

	if (s[at] == '\\' && s[at + 1])
		return at + 2;
	if (s[at] != '[')
		return at + 1;
	end = set_end(s, at);
	return end == NOWHERE ? at + 1 : end;
}

/* The index of the `}` that closes the `{` at @open, or NOWHERE. */
static size_t brace_end(const char *s, size_t open)
{
	unsigned depth = 0;

	for (size_t at = open; s[at]; at = skip_atom(s, at)) {
		if (s[at] == '{')
			depth++;
		else if (s[at] == '}' && --depth == 0)
			return at;
	}
	return NOWHERE;
}

static const char *expand_braces(const char *s, struct strv *out);

/* Put the alternative s[from, to) in the place of its group and expand what is left. */
static const char *expand_one(const char *s, size_t open, size_t close, size_t from, size_t to,
	struct strv *out)
{
	scoped_buf struct buf one = BUF_INIT;

	buf_add(&one, s, open);
	buf_add(&one, s + from, to - from);
	buf_add_str(&one, s + close + 1);
	return expand_braces(one.s, out);
}

/* Add to @out each reading of @s without its braces; returns what is wrong, or NULL. */
static const char *expand_braces(const char *s, struct strv *out)
{
	size_t open = 0;
	size_t close;
	size_t from;
	unsigned depth = 0;

	while (s[open] && s[open] != '{')
		open = skip_atom(s, open);
	if (!s[open]) {
		if (out->len == MOST_ALTERNATIVES)
			return "too many alternatives";
		strv_add(out, s);
		return NULL;
	}
	close = brace_end(s, open);
	if (close == NOWHERE)
		return "`{` is not closed";
	from = open + 1;
	for (size_t at = from; at <= close; at = skip_atom(s, at)) {
		const char *why;

		if (s[at] == '{')
			depth++;
		else if (at < close && s[at] == '}')
			depth--;
		if (at < close && (s[at] != ',' || depth))
			continue;
		why = expand_one(s, open, close, from, at, out);
		if (why)
			return why;
		from = at + 1;
	}
	return NULL;
}

/* What is being compiled: one alternative. */
struct compiler {
	struct glob_part *parts; /* room for all there can be */
	size_t n;
	char *text;              /* literal bytes and members of sets, one behind the other */
	size_t start;            /* of the text that is not yet made a part */
	size_t end;
};

static void flush_text(struct compiler *c)
{
	if (c->start == c->end)
		return;
	c->parts[c->n++] = (struct glob_part){
		.kind = GLOB_TEXT,
		.text = c->text + c->start,
		.len = c->end - c->start,
	};
	c->start = c->end;
}

/* `[` at *at: one range, or a list of characters (gobwas lexer, fetchRange). */
static const char *compile_set(struct compiler *c, const char *s, size_t *at)
{
	struct glob_part part = {.kind = GLOB_SET};
	const char *end = s + strlen(s);
	const char *p = s + *at + 1;
	size_t n;

	flush_text(c);
	if (*p == '!') {
		part.negated = true;
		p++;
	}
	if (!*p)
		return "`[` is not closed";
	n = rune_len(p, (size_t)(end - p));
	if (p[n] == '-') {
		part.low = rune_at(p, (size_t)(end - p), &n);
		p += n + 1;
		if (!*p)
			return "`[` is not closed";
		part.high = rune_at(p, (size_t)(end - p), &n);
		if (part.high < part.low)
			return "the range in `[]` runs backwards";
		p += n;
		if (*p != ']')
			return "a range stands alone in `[]`: write {[a-z],[0-9]}";
	} else {
		for (; *p && *p != ']'; p++) {
			if (*p == '\\' && p[1])
				p++;
			c->text[c->end++] = *p;
		}
		if (!*p)
			return "`[` is not closed";
		if (c->end == c->start)
			return "`[]` is empty";
		part.text = c->text + c->start;
		part.len = c->end - c->start;
		c->start = c->end;
	}
	c->parts[c->n++] = part;
	*at = (size_t)(p + 1 - s);
	return NULL;
}

static void add_wildcard(struct compiler *c, enum glob_kind kind)
{
	struct glob_part *last;

	flush_text(c);
	last = c->n ? &c->parts[c->n - 1] : NULL;
	if (last && last->kind == GLOB_ALL && (kind == GLOB_ALL || kind == GLOB_RUN))
		return; /* `***` */
	if (last && last->kind == GLOB_RUN && kind == GLOB_ALL) {
		last->kind = GLOB_ALL;
		return;
	}
	c->parts[c->n++] = (struct glob_part){.kind = kind};
}

static const char *compile_parts(struct compiler *c, const char *s, char sep)
{
	size_t at = 0;

	while (s[at]) {
		const char *why = NULL;

		if (s[at] == '*' && s[at + 1] == '*') {
			add_wildcard(c, GLOB_ALL);
			at += 2;
		} else if (s[at] == '*') {
			add_wildcard(c, sep ? GLOB_RUN : GLOB_ALL);
			at++;
		} else if (s[at] == '?') {
			add_wildcard(c, GLOB_ONE);
			at++;
		} else if (s[at] == '[') {
			why = compile_set(c, s, &at);
		} else {
			at += s[at] == '\\' && s[at + 1];
			c->text[c->end++] = s[at++];
		}
		if (why)
			return why;
	}
	flush_text(c);
	return NULL;
}

void glob_alt_classify(struct glob_alt *alt)
{
	const struct glob_part *p = alt->parts;

	alt->hard = false;
	for (size_t i = 0; i < alt->n; i++)
		if (p[i].kind == GLOB_SET && p[i].negated)
			alt->hard = true;
	alt->overlap = alt->n == 3 && alt->sep && p[0].kind == GLOB_TEXT && p[1].kind == GLOB_ALL &&
		p[2].kind == GLOB_TEXT && p[0].text[p[0].len - 1] == alt->sep &&
		p[2].text[0] == alt->sep;
}

static const char *compile_alt(struct arena *a, const char *s, char sep, struct glob_alt *ret_alt)
{
	struct compiler c = {.text = arena_alloc(a, strlen(s) + 1)};
	size_t wild = 0;
	const char *why;

	for (const char *p = s; *p; p++)
		wild += *p == '*' || *p == '?' || *p == '[';
	c.parts = arena_alloc(a, (2 * wild + 1) * sizeof(*c.parts));
	why = compile_parts(&c, s, sep);
	if (why)
		return why;
	*ret_alt = (struct glob_alt){.parts = c.parts, .n = c.n, .sep = sep};
	glob_alt_classify(ret_alt);
	return NULL;
}

struct glob *glob_compile(struct arena *a, const char *pattern, char sep, const char **ret_why)
{
	scoped_strv struct strv texts = {0};
	struct glob_alt *alts;
	struct glob *g;
	const char *why = expand_braces(pattern, &texts);

	if (why) {
		*ret_why = why;
		return NULL;
	}
	alts = arena_alloc(a, texts.len * sizeof(*alts));
	for (size_t i = 0; i < texts.len; i++) {
		why = compile_alt(a, texts.items[i], sep, &alts[i]);
		if (why) {
			*ret_why = why;
			return NULL;
		}
	}
	g = ARENA_NEW(a, struct glob);
	g->source = arena_strdup(a, pattern);
	g->alts = alts;
	g->n = texts.len;
	return g;
}

static bool set_takes(const struct glob_part *p, const char *s, size_t len, size_t *ret_n)
{
	uint32_t rune = rune_at(s, len, ret_n);
	bool in = false;

	if (!p->text) {
		in = p->low <= rune && rune <= p->high;
	} else {
		for (size_t i = 0, n; i < p->len && !in; i += n)
			in = rune_at(p->text + i, p->len - i, &n) == rune;
	}
	return in != p->negated;
}

/* Does the part take something at the start of @s?  *ret_n: how much.  Not for RUN and ALL. */
static inline bool part_takes(const struct glob_alt *alt, const struct glob_part *p, const char *s,
	size_t len, size_t *ret_n)
{
	if (p->kind == GLOB_TEXT) {
		*ret_n = p->len;
		return p->len <= len && memcmp(p->text, s, p->len) == 0;
	}
	if (!len)
		return false;
	if (p->kind == GLOB_SET)
		return set_takes(p, s, len, ret_n);
	*ret_n = rune_len(s, len);
	return !alt->sep || *s != alt->sep;
}

/* Literal X/ and /Y around one `**`: the two slashes may be the same one. */
static bool match_overlap(const struct glob_alt *alt, const char *s, size_t len)
{
	const struct glob_part *head = &alt->parts[0];
	const struct glob_part *tail = &alt->parts[2];

	return len == head->len + tail->len - 1 && memcmp(s, head->text, head->len) == 0 &&
		memcmp(s + head->len, tail->text + 1, tail->len - 1) == 0;
}

bool glob_alt_match_exact(const struct glob_alt *alt, const char *s, size_t len)
{
	char rows[2][ROW_BYTES + 1];
	scoped_free char *large = len > ROW_BYTES ? xmalloc(2 * (len + 1)) : NULL;
	char *now = large ? large : rows[0]; /* now[i]: the parts so far can take s[0, i) */
	char *next = large ? large + len + 1 : rows[1];

	if (alt->overlap && match_overlap(alt, s, len))
		return true;
	memset(now, 0, len + 1);
	now[0] = 1;
	for (const struct glob_part *p = alt->parts; p < alt->parts + alt->n; p++) {
		bool run = p->kind == GLOB_RUN || p->kind == GLOB_ALL;
		bool carry = false;
		char *other = now;
		size_t n;

		memset(next, 0, len + 1);
		for (size_t i = 0; i <= len; i++) {
			if (run) {
				if (p->kind == GLOB_RUN && i && s[i - 1] == alt->sep)
					carry = false;
				carry |= now[i];
				next[i] = carry;
			} else if (now[i] && part_takes(alt, p, s + i, len - i, &n)) {
				next[i + n] = 1;
			}
		}
		now = next;
		next = other;
	}
	return now[len];
}

/* Can the last part, when it is a text, end @s?  Throws out most candidates at once. */
static inline bool tail_fits(const struct glob_alt *alt, const char *s, size_t len)
{
	const struct glob_part *last = &alt->parts[alt->n - 1];

	return last->kind != GLOB_TEXT ||
		(last->len <= len && memcmp(s + len - last->len, last->text, last->len) == 0);
}

/*
 * Only the last `*` and the last `**` need to be taken up again: what stands
 * between two of them is best matched as far left as possible.  (Not so with a
 * negated set, which may or may not take a separator: those are `hard`.)
 */
static bool match_greedy(const struct glob_alt *alt, const char *s, size_t len)
{
	size_t part = 0, at = 0;
	size_t run_part = NOWHERE, run_at = 0;
	size_t all_part = NOWHERE, all_at = 0;

	for (;;) {
		const struct glob_part *p = &alt->parts[part];
		size_t n;

		if (part == alt->n) {
			if (at == len)
				return true;
		} else if (p->kind == GLOB_ALL) {
			all_part = ++part;
			all_at = at;
			run_part = NOWHERE;
			if (part == alt->n)
				return true;
			continue;
		} else if (p->kind == GLOB_RUN) {
			run_part = ++part;
			run_at = at;
			continue;
		} else if (part_takes(alt, p, s + at, len - at, &n)) {
			at += n;
			part++;
			continue;
		}
		if (run_part != NOWHERE && run_at < len && s[run_at] != alt->sep) {
			run_at += rune_len(s + run_at, len - run_at);
			at = run_at;
			part = run_part;
		} else if (all_part != NOWHERE && all_at < len) {
			all_at += rune_len(s + all_at, len - all_at);
			at = all_at;
			part = all_part;
			run_part = NOWHERE;
		} else {
			return false;
		}
	}
}

bool glob_alt_match(const struct glob_alt *alt, const char *s, size_t len)
{
	if (!alt->n)
		return len == 0;
	if (!tail_fits(alt, s, len))
		return false;
	if (alt->hard)
		return glob_alt_match_exact(alt, s, len);
	return match_greedy(alt, s, len) || (alt->overlap && match_overlap(alt, s, len));
}

bool glob_match(const struct glob *g, const char *s, size_t len)
{
	for (size_t i = 0; i < g->n; i++)
		if (glob_alt_match(&g->alts[i], s, len))
			return true;
	return false;
}

bool glob_alt_literal(const struct glob_alt *alt, const char **ret_text, size_t *ret_len)
{
	if (alt->n > 1 || (alt->n && alt->parts[0].kind != GLOB_TEXT))
		return false;
	*ret_text = alt->n ? alt->parts[0].text : "";
	*ret_len = alt->n ? alt->parts[0].len : 0;
	return true;
}
