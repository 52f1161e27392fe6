/*
 * shell/expand_brace.c - a{b,c}d and {1..9..2} (bash manual 3.5.1).
 *
 * Bash expands braces in the text of a word, before it knows of any other
 * expansion.  Here the text of a parsed word is laid out flat, with one OPAQUE
 * byte for each part that is quoted or an expansion, or UNCLOSED where that has more { than }.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"

enum { UNCLOSED = '\0', OPAQUE = '\x01', MAX_ITEMS = 100 * 1000 * 1000 };

/* The word laid out. */
struct flat {
	struct shell *sh;
	struct arena *arena;
	char *text;
	size_t len;
	const struct word_part **parts; /* what the byte at this offset stands for; NULL: itself */
};

/* Some bytes of flat.text, or made by a sequence. */
struct piece {
	const char *s;
	size_t len;
};

struct item {
	struct piece *pieces;
	size_t n;
};

/* What a text expands to. */
struct items {
	struct item *list;
	size_t n, cap;
};

/* Behind the quoted text at @s, or the one character. */
static const char *skip_quoted(const char *s)
{
	char quote = *s++;

	if (quote == '\\' && *s)
		return s + 1;
	if (quote != '"' && quote != '\'' && quote != '`')
		return s;
	while (*s && *s != quote)
		s += s[0] == '\\' && s[1] && quote != '\'' ? 2 : 1;
	return *s ? s + 1 : s;
}

/* Has the ${…} in @text more { than }?  Bash, which does not know it, takes those to be open. */
static bool leaves_brace_open(const char *text)
{
	int level = 0;

	for (; *text; text = skip_quoted(text)) {
		if (*text == '{')
			level++;
		else if (*text == '}' && level)
			level--;
	}
	return level;
}

static void flatten(struct flat *f, const struct word *w)
{
	for (const struct word_part *p = w->parts; p; p = p->next)
		f->len += p->kind == PART_LITERAL ? p->literal.len : 1;
	f->text = arena_alloc(f->arena, f->len + 1);
	f->parts = arena_zalloc(f->arena, (f->len + 1) * sizeof(*f->parts));
	f->len = 0;
	for (const struct word_part *p = w->parts; p; p = p->next) {
		if (p->kind == PART_LITERAL) {
			memcpy(f->text + f->len, p->literal.text, p->literal.len);
			f->len += p->literal.len;
		} else {
			f->parts[f->len] = p;
			f->text[f->len++] = p->kind == PART_PARAM && leaves_brace_open(p->param->text)
				? UNCLOSED : OPAQUE;
		}
	}
	f->text[f->len] = '\0';
}

static void add_item(struct flat *f, struct items *out, struct item it)
{
	if (out->n == out->cap) {
		size_t cap = out->cap ? 2 * out->cap : 4;
		struct item *list = arena_alloc(f->arena, cap * sizeof(*list));

		if (out->n)
			memcpy(list, out->list, out->n * sizeof(*list));
		out->list = list;
		out->cap = cap;
	}
	out->list[out->n++] = it;
}

static struct item item_of(struct flat *f, const char *s, size_t len)
{
	struct piece *p = arena_alloc(f->arena, sizeof(*p));

	*p = (struct piece){s, len};
	return (struct item){p, len ? 1 : 0};
}

/* Every one of @a followed by every one of @b. */
static struct items concatenate(struct flat *f, struct items a, struct items b)
{
	struct items out = {0};

	if (a.n == 1 && !a.list[0].n)
		return b;
	if (b.n == 1 && !b.list[0].n)
		return a;
	for (size_t i = 0; i < a.n; i++) {
		for (size_t k = 0; k < b.n; k++) {
			struct item x = a.list[i], y = b.list[k];
			struct piece *p = arena_alloc(f->arena, (x.n + y.n) * sizeof(*p));

			memcpy(p, x.pieces, x.n * sizeof(*p));
			memcpy(p + x.n, y.pieces, y.n * sizeof(*p));
			add_item(f, &out, (struct item){p, x.n + y.n});
		}
	}
	return out;
}

/*
 * The first @wanted ({ } or ,) in [@s, @end) outside nested braces.  A } counts only when a
 * comma or .. stood in front of it; a { of a lone {} does not.
 */
static const char *find_brace(const char *s, const char *end, char wanted)
{
	const char *start = s;
	unsigned level = 0;
	bool separated = wanted != '}';

	for (; s < end; s++) {
		if (*s == wanted && level == 0 && separated) {
			if (*s == '{' && s == start && (s + 1 == end || s[1] == '}'))
				continue;
			return s;
		}
		if (*s == '{' || *s == UNCLOSED)
			level++;
		else if (*s == '}' && level)
			level--;
		else if (wanted == '}' && level == 0 &&
			(*s == ',' || (end - s > 2 && s[0] == '.' && s[1] == '.' && s[2] != '}')))
			separated = true;
	}
	return NULL;
}

/* ---- sequences ---- */

struct sequence {
	int64_t from, to, step;
	bool letters;
	int width; /* zero padding; 0: none */
};

static bool is_padded(const char *s)
{
	return (s[0] == '0' && s[1]) || (s[0] == '-' && s[1] == '0' && s[2]);
}

/* from..to or from..to..step.  False: it is not one. */
static bool read_sequence(struct flat *f, const char *s, size_t len, struct sequence *q)
{
	char *from = arena_strndup(f->arena, s, len);
	char *to = strstr(from, "..");
	char *step;

	if (!to)
		return false;
	*to = '\0';
	to += 2;
	step = strstr(to, "..");
	*q = (struct sequence){.step = 1};
	if (step) {
		*step = '\0';
		if (num_parse_i64(step + 2, &q->step) < 0)
			return false;
	}
	if (num_parse_i64(from, &q->from) == 0 && num_parse_i64(to, &q->to) == 0) {
		if (is_padded(from) || is_padded(to)) {
			size_t a = strlen(from), b = strlen(to);

			q->width = (int)(a > b ? a : b);
		}
		return true;
	}
	q->letters = true;
	q->from = from[0];
	q->to = to[0];
	return isalpha((unsigned char)from[0]) && !from[1] && isalpha((unsigned char)to[0]) && !to[1];
}

/* Among {a..Z} is a backslash, which quotes the nothing behind it. */
static const char lone_backslash[] = "\\";

static struct item sequence_item(struct flat *f, const struct sequence *q, int64_t n)
{
	char text[64];
	int len;

	if (q->letters && n == '\\')
		return item_of(f, lone_backslash, 1);
	if (q->letters) {
		len = 1;
		text[0] = (char)n;
	} else {
		len = snprintf(text, sizeof(text), "%0*" PRId64, q->width < 60 ? q->width : 60, n);
	}
	return item_of(f, arena_strndup(f->arena, text, (size_t)len), (size_t)len);
}

static bool expand_sequence(struct flat *f, const char *s, size_t len, struct items *out)
{
	struct sequence q;
	uint64_t step, span, count;

	if (!read_sequence(f, s, len, &q))
		return false;
	step = q.step < 0 ? 0 - (uint64_t)q.step : (uint64_t)q.step;
	step = step ? step : 1;
	span = q.from <= q.to ? (uint64_t)q.to - (uint64_t)q.from : (uint64_t)q.from - (uint64_t)q.to;
	count = span / step + 1;
	if (span / step >= MAX_ITEMS) {
		diag(f->sh, "brace expansion: failed to allocate memory for `%" PRIu64 "' elements",
			count);
		return false;
	}
	for (uint64_t i = 0; i < count; i++) {
		uint64_t offset = i * step;
		uint64_t n = q.from <= q.to ? (uint64_t)q.from + offset : (uint64_t)q.from - offset;

		add_item(f, out, sequence_item(f, &q, (int64_t)n));
	}
	return true;
}

/* ---- the recursion ---- */

static struct items expand_text_braces(struct flat *f, const char *s, const char *end);

/* a,b,c: each may have braces of its own. */
static struct items expand_list(struct flat *f, const char *s, const char *end)
{
	struct items out = {0};

	for (;;) {
		const char *comma = find_brace(s, end, ',');
		struct items one = expand_text_braces(f, s, comma ? comma : end);

		for (size_t i = 0; i < one.n; i++)
			add_item(f, &out, one.list[i]);
		if (!comma)
			return out;
		s = comma + 1;
	}
}

/* The first { that opens an expansion, and its }; NULL: none. */
static const char *find_pair(const char *s, const char *end, const char **ret_close)
{
	const char *open = s;

	while ((open = find_brace(open, end, '{'))) {
		*ret_close = find_brace(open + 1, end, '}');
		if (*ret_close)
			return open;
		open++;
	}
	return NULL;
}

static struct items expand_text_braces(struct flat *f, const char *s, const char *end)
{
	struct items out = {0}, middle = {0};
	const char *close = NULL;
	const char *open = find_pair(s, end, &close);
	size_t len;

	if (!open) {
		add_item(f, &out, item_of(f, s, (size_t)(end - s)));
		return out;
	}
	len = (size_t)(close - open - 1);
	if (memchr(open + 1, ',', len))
		middle = expand_list(f, open + 1, close);
	else if (!expand_sequence(f, open + 1, len, &middle))
		add_item(f, &middle, item_of(f, open, len + 2));
	add_item(f, &out, item_of(f, s, (size_t)(open - s)));
	out = concatenate(f, out, middle);
	if (close + 1 < end)
		out = concatenate(f, out, expand_text_braces(f, close + 1, end));
	return out;
}

/* ---- back to words ---- */

/* Parts of the word being put together. */
struct assembly {
	struct flat *f;
	struct word *w;
	struct word_part **tail;
	struct word_part *last;
};

static struct word_part *add_part(struct assembly *as, const struct word_part *like)
{
	struct word_part *part = arena_zalloc(as->f->arena, sizeof(*part));

	*part = *like;
	part->next = NULL;
	*as->tail = part;
	as->tail = &part->next;
	as->last = part;
	return part;
}

/* $x in front of {a,b} becomes $xa and $xb: how much of the text belongs to the name. */
static size_t extend_name(struct assembly *as, const char *s, size_t len)
{
	const struct param *p = as->last && as->last->kind == PART_PARAM ? as->last->param : NULL;
	struct param *longer;
	size_t n = 0;

	if (!p || p->special || p->op != PARAM_PLAIN || p->text[1] == '{')
		return 0;
	while (n < len && (isalnum((unsigned char)s[n]) || s[n] == '_'))
		n++;
	if (!n)
		return 0;
	longer = arena_memdup(as->f->arena, p, sizeof(*p));
	longer->name = arena_printf(as->f->arena, "%s%.*s", p->name, (int)n, s);
	longer->text = arena_printf(as->f->arena, "$%s", longer->name);
	as->last->param = longer;
	return n;
}

static void add_characters(struct assembly *as, const char *s, size_t len)
{
	size_t n = extend_name(as, s, len);
	struct word_part *last = as->last;

	s += n;
	len -= n;
	if (!len)
		return;
	if (last && last->kind == PART_LITERAL) {
		char *joined = arena_alloc(as->f->arena, last->literal.len + len + 1);

		memcpy(joined, last->literal.text, last->literal.len);
		memcpy(joined + last->literal.len, s, len);
		joined[last->literal.len + len] = '\0';
		last->literal.text = joined;
		last->literal.len += len;
		return;
	}
	last = add_part(as, &(struct word_part){.kind = PART_LITERAL});
	last->literal.text = arena_strndup(as->f->arena, s, len);
	last->literal.len = len;
}

static void add_piece(struct assembly *as, struct piece p)
{
	const struct flat *f = as->f;
	bool from_word = p.s >= f->text && p.s < f->text + f->len;

	if (p.s == lone_backslash) {
		add_part(as, &(struct word_part){.kind = PART_QUOTED, .literal = {.text = ""}});
		return;
	}
	while (p.len) {
		size_t n = 0;

		if (from_word && f->parts[p.s - f->text]) {
			add_part(as, f->parts[p.s - f->text]);
			n = 1;
		} else {
			while (n < p.len && !(from_word && f->parts[p.s + n - f->text]))
				n++;
			add_characters(as, p.s, n);
		}
		p.s += n;
		p.len -= n;
	}
}

static void set_flags(struct word *w, unsigned original)
{
	const struct word_part *only = w->parts && !w->parts->next ? w->parts : NULL;

	w->flags = original & ~(unsigned)(WORD_BRACES | WORD_LITERAL);
	if (w->parts && w->parts->kind == PART_LITERAL)
		w->flags |= WORD_TILDE;
	if (only && only->kind == PART_LITERAL && !strpbrk(only->literal.text, "*?[(~")) {
		w->flags = WORD_LITERAL;
		w->value = only->literal.text;
	}
}

/* The source of @part, near enough for a message. */
static void add_source(struct buf *out, const struct word_part *part)
{
	switch (part->kind) {
	case PART_LITERAL:
		buf_add(out, part->literal.text, part->literal.len);
		break;
	case PART_QUOTED:
		buf_printf(out, part->literal.escaped ? "\\%s" : "'%s'", part->literal.text);
		break;
	case PART_DOUBLE:
		buf_add_char(out, '"');
		for (const struct word_part *in = part->parts; in; in = in->next)
			add_source(out, in);
		buf_add_char(out, '"');
		break;
	case PART_PARAM:
		buf_add_str(out, part->param->text);
		break;
	case PART_COMMAND:
	case PART_PROCESS:
		buf_printf(out, "$(%s)", part->command.text);
		break;
	case PART_ARITH:
		buf_printf(out, "$((%s))", part->arith->text);
		break;
	}
}

/* Parameters that may be bad stand in the word as it has become. */
static void note_source(struct flat *f, const struct word *w)
{
	scoped_buf struct buf source = BUF_INIT;
	const char *text = NULL;

	for (struct word_part *part = w->parts; part; part = part->next) {
		if (part->kind != PART_PARAM || part->param->op == PARAM_PLAIN ||
			part->param->transform == '`')
			continue;
		for (const struct word_part *p = w->parts; p && !text; p = p->next)
			add_source(&source, p);
		text = text ? text : arena_strdup(f->arena, source.s);
		part->param = arena_memdup(f->arena, part->param, sizeof(*part->param));
		part->param->around = text;
	}
}

static bool is_made_backquote(const struct flat *f, const struct piece *p)
{
	return p->len == 1 && *p->s == '`' && (p->s < f->text || p->s >= f->text + f->len);
}

/*
 * To bash a ` made by {Z..b} begins a substitution, unless it is the last character: with what
 * follows it is an error when the word is expanded.
 */
static bool add_backquote(struct assembly *as, const struct item *it, size_t at)
{
	scoped_buf struct buf source = BUF_INIT;
	const struct flat *f = as->f;
	struct param *bad;

	if (!is_made_backquote(f, &it->pieces[at]) || at + 1 == it->n)
		return false;
	buf_add_char(&source, '`');
	for (size_t i = at + 1; i < it->n; i++) {
		const struct piece *p = &it->pieces[i];

		for (const char *s = p->s; s < p->s + p->len; s++) {
			if (s >= f->text && s < f->text + f->len && f->parts[s - f->text])
				add_source(&source, f->parts[s - f->text]);
			else
				buf_add_char(&source, *s);
		}
	}
	bad = arena_zalloc(f->arena, sizeof(*bad));
	bad->op = PARAM_BAD;
	bad->transform = '`';
	bad->text = bad->around = arena_strdup(f->arena, source.s);
	add_part(as, &(struct word_part){.kind = PART_PARAM, .param = bad});
	return true;
}

static struct word *word_of_item(struct flat *f, const struct word *original, const struct item *it)
{
	struct word *w = arena_zalloc(f->arena, sizeof(*w));
	struct assembly as = {.f = f, .w = w, .tail = &w->parts};

	w->text = original->text;
	w->line = original->line;
	for (size_t i = 0; i < it->n && !add_backquote(&as, it, i); i++)
		add_piece(&as, it->pieces[i]);
	set_flags(w, original->flags);
	note_source(f, w);
	return w;
}

const struct word *expand_braces(struct shell *sh, const struct word *w)
{
	struct flat f = {.sh = sh, .arena = &sh->scratch};
	struct items items;
	struct word *first = NULL;
	struct word **tail = &first;

	flatten(&f, w);
	items = expand_text_braces(&f, f.text, f.text + f.len);
	for (size_t i = 0; i < items.n; i++) {
		*tail = word_of_item(&f, w, &items.list[i]);
		tail = &(*tail)->next;
	}
	return first;
}
