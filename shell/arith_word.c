/*
 * shell/arith_word.c - arithmetic as it stands in scripts: compiled once, kept, run.
 *
 * A word whose expansions ($x, $(…)) all turn out to be plain numbers runs the
 * code compiled from it once; any other text is put in and compiled, as bash
 * would read it.
 */
#include "shell/arith.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"

enum { CACHE_SLOTS = 128 };

/* One compiled text.  Its arena keeps one block when another text takes the slot. */
struct cached {
	struct arena arena;
	const char *key;
	const struct arith_code *code; /* NULL: a word that must be read as text */
	bool is_word;                  /* key is a word with expansions, not an expression */
	unsigned busy;                 /* runs in progress */
};

struct arith_cache {
	struct cached slots[CACHE_SLOTS];
};

/* ---- the cache ---- */

static struct arith_cache *cache_of(struct shell *sh)
{
	struct expansion *x = expansion_of(sh);

	if (!x->arith)
		x->arith = xcalloc(1, sizeof(*x->arith));
	return x->arith;
}

void arith_cache_release(struct shell *sh)
{
	struct arith_cache *cache = sh->expansion ? sh->expansion->arith : NULL;

	if (!cache)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		arena_release(&cache->slots[i].arena);
	free(cache);
	sh->expansion->arith = NULL;
}

static size_t hash_text(const char *s)
{
	size_t h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return (h ^ h >> 9) % CACHE_SLOTS;
}

/* The slot of @key, emptied when it held another text; NULL: that one is running. */
static struct cached *cache_slot(struct shell *sh, const char *key, bool is_word, bool *ret_found)
{
	struct cached *c = &cache_of(sh)->slots[hash_text(key)];

	*ret_found = c->key && c->is_word == is_word && !strcmp(c->key, key);
	if (*ret_found)
		return c;
	if (c->busy)
		return NULL;
	arena_reset(&c->arena);
	c->key = arena_strdup(&c->arena, key);
	c->is_word = is_word;
	c->code = NULL;
	return c;
}

static bool run_cached(struct shell *sh, struct arith_context ctx, struct cached *c,
	const int64_t *refs, int64_t *ret)
{
	bool ok;

	c->busy++;
	ok = arith_run(sh, ctx, c->code, refs, ret);
	c->busy--;
	return ok;
}

bool arith_eval_in(struct shell *sh, struct arith_context ctx, const char *text, int64_t *ret)
{
	struct cached *c;
	bool found;

	if (arith_plain_number(text, true, ret))
		return true;
	c = cache_slot(sh, text, false, &found);
	if (c) {
		if (!found)
			c->code = arith_compile(&c->arena, text, false);
		return run_cached(sh, ctx, c, NULL, ret);
	}
	return arith_run(sh, ctx, arith_compile(&sh->scratch, text, false), NULL, ret);
}

/* ---- words ---- */

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_#@.$'\\", c));
}

/* Double quotes count for nothing in an expression. */
static void add_unquoted(struct buf *out, const struct word_part *p)
{
	const char *s = p->literal.text;

	for (size_t i = 0; i < p->literal.len; i++)
		if (s[i] != '"' || p->kind == PART_QUOTED)
			buf_add_char(out, s[i]);
}

/* The text of @w with references for its expansions; false: it has to be put together as text. */
static bool word_template(const struct word *w, struct buf *out)
{
	unsigned refs = 0;
	bool after_ref = false;

	for (const struct word_part *p = w->parts; p; p = p->next) {
		if (p->kind == PART_LITERAL || p->kind == PART_QUOTED) {
			size_t from = out->len;

			add_unquoted(out, p);
			if (memchr(out->s + from, ARITH_REF_START, out->len - from))
				return false;
			if (after_ref && out->len > from &&
				(is_word_char(out->s[from]) || out->s[from] == '['))
				return false;
			if (out->len > from)
				after_ref = false;
			continue;
		}
		if (p->kind == PART_DOUBLE || p->kind == PART_PROCESS || refs == ARITH_MAX_REFS ||
			after_ref || (out->len && is_word_char(out->s[out->len - 1])))
			return false;
		buf_add_char(out, ARITH_REF_START);
		buf_add_char(out, (char)('0' + refs++));
		after_ref = true;
	}
	return true;
}

static bool is_expansion(const struct word_part *p)
{
	return p->kind != PART_LITERAL && p->kind != PART_QUOTED;
}

/* Expand the parts of @w; values are NULL behind the last. */
static bool expand_refs(struct shell *sh, const struct word *w, const char **values)
{
	size_t n = 0;

	for (const struct word_part *p = w->parts; p; p = p->next)
		if (is_expansion(p) && !(values[n++] = expand_part_string(sh, p)))
			return false;
	return true;
}

/* How deep in brackets is the end of @text? */
static unsigned bracket_depth(const struct buf *text)
{
	unsigned depth = 0;

	for (size_t i = 0; i < text->len; i++) {
		if (text->s[i] == '\\' && i + 1 < text->len)
			i++;
		else if (text->s[i] == '[')
			depth++;
		else if (text->s[i] == ']' && depth)
			depth--;
	}
	return depth;
}

/* A value inside a subscript: it cannot end it, and is not expanded again. */
static void add_to_subscript(struct buf *text, const char *value)
{
	for (; *value; value++) {
		if (strchr("[]$`\"'\\", *value))
			buf_add_char(text, '\\');
		buf_add_char(text, *value);
	}
}

static bool eval_joined(struct shell *sh, struct arith_context ctx, const struct word *w,
	const char *const *values, int64_t *ret)
{
	struct buf text = BUF_INIT;
	char *copy;

	for (const struct word_part *p = w->parts; p; p = p->next) {
		if (is_expansion(p) && strpbrk(*values, "[]$`\"'\\") && bracket_depth(&text))
			add_to_subscript(&text, *values++);
		else if (is_expansion(p))
			buf_add_str(&text, *values++);
		else
			add_unquoted(&text, p);
	}
	copy = arena_strndup(&sh->scratch, text.s, text.len);
	buf_release(&text);
	return arith_eval_in(sh, ctx, copy, ret);
}

/* The compiled template of @w; NULL: there is none. */
static struct cached *word_slot(struct shell *sh, const struct word *w)
{
	struct buf text = BUF_INIT;
	struct cached *c;
	bool found;

	if (!w->text)
		return NULL;
	c = cache_slot(sh, w->text, true, &found);
	if (!c || found)
		return c;
	if (word_template(w, &text))
		c->code = arith_compile(&c->arena, text.s, true);
	buf_release(&text);
	return c;
}

/* False: some value is no plain number. */
static bool plain_refs(const char *const *values, size_t n, int64_t *refs)
{
	for (size_t i = 0; i < n; i++)
		if (!arith_plain_number(values[i], false, &refs[i]))
			return false;
	return true;
}

bool arith_eval_word_in(struct shell *sh, struct arith_context ctx, const struct word *w, int64_t *ret)
{
	int64_t refs[ARITH_MAX_REFS];
	const char **values;
	struct cached *c;
	size_t n = 0;

	if (w->flags & WORD_LITERAL && !strchr(w->value, '"'))
		return arith_eval_in(sh, ctx, w->value, ret);
	for (const struct word_part *p = w->parts; p; p = p->next)
		n += is_expansion(p);
	values = arena_zalloc(&sh->scratch, (n + 1) * sizeof(*values));
	if (!expand_refs(sh, w, values))
		return false;
	c = word_slot(sh, w);
	if (!c || !c->code || c->code->error || !plain_refs(values, n, refs))
		return eval_joined(sh, ctx, w, values, ret);
	return run_cached(sh, ctx, c, refs, ret);
}

bool arith_eval(struct shell *sh, const char *expression, int64_t *ret)
{
	return arith_eval_in(sh, (struct arith_context){0}, expression, ret);
}

/* Is @w the expression of the (( )) or for (( )) that runs?  Its errors only make it fail. */
static bool is_arith_command(const struct node *n, const struct word *w)
{
	if (!n)
		return false;
	if (n->kind == NODE_ARITH)
		return n->arith == w;
	return n->kind == NODE_ARITH_FOR &&
		(n->arith_for.init == w || n->arith_for.test == w || n->arith_for.step == w);
}

bool arith_eval_word(struct shell *sh, const struct word *w, int64_t *ret)
{
	struct arith_context ctx = {0};

	if (is_arith_command(sh->command, w))
		ctx = (struct arith_context){.who = "((", .keep_going = true};
	return arith_eval_word_in(sh, ctx, w, ret);
}
