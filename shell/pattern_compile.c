/*
 * shell/pattern_compile.c - from a pattern's text to its items.
 */
#include <stdlib.h>
#include <string.h>

#include "shell/pattern.h"
#include "shell/pattern_internal.h"

enum { MAX_EXT_DEPTH = 200 };

static struct item *add_item(struct pattern *p, struct item_alt *seq, size_t *cap)
{
	if (seq->n == *cap) {
		struct item *more = arena_alloc(&p->arena, 2 * *cap * sizeof(*more));

		memcpy(more, seq->items, seq->n * sizeof(*more));
		seq->items = more;
		*cap *= 2;
	}
	seq->items[seq->n] = (struct item){0};
	return &seq->items[seq->n++];
}

/* The ) that closes the list which starts at @s, or NULL. */
static const char *ext_end(const char *s, const char *end)
{
	unsigned depth = 1;

	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end)
			s++;
		else if (*s == '[' && pattern_set_end(s + 1, end))
			s = pattern_set_end(s + 1, end);
		else if (*s == '(')
			depth++;
		else if (*s == ')' && --depth == 0)
			return s;
	}
	return NULL;
}

bool pattern_ext_open(unsigned flags, const char *s, const char *end)
{
	return flags & PATTERN_EXTGLOB && s + 1 < end && s[1] == '(' && strchr("?*+@!", *s) && *s &&
		ext_end(s + 2, end);
}

static void compile(struct pattern *p, const char *s, const char *end, struct item_alt *seq,
	unsigned depth);

/* The end of the alternative at @s: a | of this level, or @close. */
static const char *alt_end(const char *s, const char *close)
{
	unsigned depth = 0;

	for (; s < close; s++) {
		if (*s == '\\' && s + 1 < close)
			s++;
		else if (*s == '[' && pattern_set_end(s + 1, close))
			s = pattern_set_end(s + 1, close);
		else if (*s == '(')
			depth++;
		else if (*s == ')')
			depth--;
		else if (*s == '|' && depth == 0)
			break;
	}
	return s;
}

static const char *compile_ext(struct pattern *p, const char *s, const char *end, struct item *it,
	unsigned depth)
{
	const char *close = ext_end(s + 2, end);
	struct item_alt **tail = &it->alts;

	it->kind = ITEM_EXT;
	it->op = *s;
	p->has_ext = true;
	for (const char *at = s + 2;; at++) {
		const char *stop = alt_end(at, close);
		struct item_alt *alt = ARENA_NEW(&p->arena, struct item_alt);

		compile(p, at, stop, alt, depth + 1);
		*tail = alt;
		tail = &alt->next;
		at = stop;
		if (at >= close)
			return close + 1;
	}
}

static const char *compile_char(struct pattern *p, const char *s, const char *end, struct item *it)
{
	if (*s == '\\' && s + 1 < end)
		s++;
	it->kind = ITEM_CHAR;
	it->text = s;
	it->len = pattern_char_len(p->utf8, s, end);
	return s + it->len;
}

static const char *compile_one(struct pattern *p, const char *s, const char *end, struct item *it)
{
	const char *close;

	if (*s == '?') {
		it->kind = ITEM_ANY;
		return s + 1;
	}
	if (*s == '[' && (close = pattern_set_end(s + 1, end))) {
		it->kind = ITEM_SET;
		it->text = s + 1;
		it->len = (size_t)(close - s - 1);
		return close + 1;
	}
	if (*s == '[' && pattern_set_is_cut(s + 1, end)) {
		it->kind = ITEM_SET;
		it->text = ""; /* nothing matches it, as in bash */
		return end;
	}
	return compile_char(p, s, end, it);
}

static void compile(struct pattern *p, const char *s, const char *end, struct item_alt *seq,
	unsigned depth)
{
	size_t cap = PATTERN_FIXED_ITEMS;

	if (!seq->items) {
		cap = 4;
		seq->items = arena_alloc(&p->arena, cap * sizeof(*seq->items));
	}
	while (s < end) {
		if (depth < MAX_EXT_DEPTH && pattern_ext_open(p->flags, s, end)) {
			struct item it = {0};

			s = compile_ext(p, s, end, &it, depth);
			*add_item(p, seq, &cap) = it;
		} else if (*s == '*') {
			if (!seq->n || seq->items[seq->n - 1].kind != ITEM_STAR)
				add_item(p, seq, &cap)->kind = ITEM_STAR;
			s++;
		} else {
			s = compile_one(p, s, end, add_item(p, seq, &cap));
		}
	}
}

void pattern_compile(struct pattern *p, const char *text, size_t len, unsigned flags)
{
	struct item_alt seq = {.items = p->fixed};

	p->flags = flags;
	p->utf8 = MB_CUR_MAX > 1;
	p->has_ext = false;
	p->arena = (struct arena){0};
	compile(p, text, text + len, &seq, 0);
	p->items = seq.items;
	p->n = seq.n;
}

void pattern_release(struct pattern *p)
{
	if (p->arena.head)
		arena_release(&p->arena);
}
