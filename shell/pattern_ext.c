/*
 * shell/pattern_ext.c - extended patterns: ?(a|b) *(…) +(…) @(…) !(…) (bash manual 3.5.8.1).
 *
 * Instead of backtracking, each element maps the set of offsets where it may
 * start to the set where it may end.  That is polynomial for every pattern,
 * and makes !(…) a complement.
 */
#include "shell/pattern_internal.h"

#include <string.h>

#include "shell/pattern.h"

struct run {
	struct pattern *p;
	const char *text;
	size_t len;
};

static void seq_ends(const struct run *r, const struct item *items, size_t n, const char *from,
	char *ends);

static bool is_empty_set(const struct run *r, const char *set)
{
	return !memchr(set, 1, r->len + 1);
}

static bool is_hidden_start(const struct run *r, size_t at)
{
	return at == 0 && r->p->flags & PATTERN_PERIOD && r->len && r->text[0] == '.';
}

static size_t next_char(const struct run *r, size_t at)
{
	return at + pattern_char_len(r->p->utf8, r->text + at, r->text + r->len);
}

static void step_char(const struct run *r, const struct item *it, const char *from, char *ends)
{
	for (size_t i = 0; i < r->len; i++) {
		size_t n;

		if (!from[i] || (it->kind != ITEM_CHAR && is_hidden_start(r, i)))
			continue;
		n = pattern_item_match(r->p, it, r->text + i, r->text + r->len);
		if (n)
			ends[i + n] = 1;
	}
}

static void step_star(const struct run *r, const char *from, char *ends)
{
	bool on = false;

	for (size_t i = 0;; i = next_char(r, i)) {
		if (from[i] && !is_hidden_start(r, i))
			on = true;
		if (on)
			ends[i] = 1;
		if (i >= r->len)
			break;
	}
}

/* Union of what the alternatives make of @from. */
static void alts_ends(const struct run *r, const struct item *it, const char *from, char *ends)
{
	for (const struct item_alt *alt = it->alts; alt; alt = alt->next) {
		struct arena_mark mark = arena_mark(&r->p->arena);
		char *one = arena_zalloc(&r->p->arena, r->len + 1);

		seq_ends(r, alt->items, alt->n, from, one);
		for (size_t i = 0; i <= r->len; i++)
			ends[i] |= one[i];
		arena_rewind(&r->p->arena, mark);
	}
}

/* *(…): feed what is new back in until nothing is. */
static void step_repeat(const struct run *r, const struct item *it, const char *from, char *ends)
{
	char *fresh = arena_alloc(&r->p->arena, r->len + 1);
	char *reached = arena_alloc(&r->p->arena, r->len + 1);

	memcpy(fresh, from, r->len + 1);
	while (!is_empty_set(r, fresh)) {
		memset(reached, 0, r->len + 1);
		alts_ends(r, it, fresh, reached);
		for (size_t i = 0; i <= r->len; i++) {
			fresh[i] = reached[i] && !ends[i];
			ends[i] |= reached[i];
		}
	}
}

static void step_not(const struct run *r, const struct item *it, const char *from, char *ends)
{
	char *one = arena_alloc(&r->p->arena, r->len + 1);
	char *matched = arena_alloc(&r->p->arena, r->len + 1);

	for (size_t start = 0; start <= r->len; start++) {
		if (!from[start])
			continue;
		memset(one, 0, r->len + 1);
		memset(matched, 0, r->len + 1);
		one[start] = 1;
		alts_ends(r, it, one, matched);
		for (size_t i = start;; i = next_char(r, i)) {
			if (!matched[i] && !(i > start && is_hidden_start(r, start)))
				ends[i] = 1;
			if (i >= r->len)
				break;
		}
	}
}

static void step_ext(const struct run *r, const struct item *it, const char *from, char *ends)
{
	struct arena_mark mark = arena_mark(&r->p->arena);

	switch (it->op) {
	case '@':
		alts_ends(r, it, from, ends);
		break;
	case '?':
		memcpy(ends, from, r->len + 1);
		alts_ends(r, it, from, ends);
		break;
	case '+':
		step_repeat(r, it, from, ends);
		break;
	case '*':
		memcpy(ends, from, r->len + 1);
		step_repeat(r, it, from, ends);
		break;
	default: /* '!' */
		step_not(r, it, from, ends);
		break;
	}
	arena_rewind(&r->p->arena, mark);
}

static void step(const struct run *r, const struct item *it, const char *from, char *ends)
{
	switch (it->kind) {
	case ITEM_CHAR:
	case ITEM_ANY:
	case ITEM_SET:
		step_char(r, it, from, ends);
		break;
	case ITEM_STAR:
		step_star(r, from, ends);
		break;
	case ITEM_EXT:
		step_ext(r, it, from, ends);
		break;
	}
}

static void seq_ends(const struct run *r, const struct item *items, size_t n, const char *from,
	char *ends)
{
	struct arena_mark mark = arena_mark(&r->p->arena);
	char *now = arena_memdup(&r->p->arena, from, r->len + 1);
	char *then = arena_alloc(&r->p->arena, r->len + 1);

	for (size_t i = 0; i < n && !is_empty_set(r, now); i++) {
		char *swap = now;

		memset(then, 0, r->len + 1);
		step(r, &items[i], now, then);
		now = then;
		then = swap;
	}
	memcpy(ends, now, r->len + 1);
	arena_rewind(&r->p->arena, mark);
}

void pattern_ext_ends(struct pattern *p, const char *text, size_t text_len, size_t start,
	char *ret_ends)
{
	struct run r = {.p = p, .text = text, .len = text_len};
	struct arena_mark mark = arena_mark(&p->arena);
	char *from = arena_zalloc(&p->arena, text_len + 1);

	from[start] = 1;
	seq_ends(&r, p->items, p->n, from, ret_ends);
	arena_rewind(&p->arena, mark);
}
