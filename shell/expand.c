/*
 * shell/expand.c - from words to fields: the order of expansions, and the short ways through it.
 */
#include "shell/expand.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/parser.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var.h"

struct expansion *expansion_of(struct shell *sh)
{
	if (!sh->expansion)
		sh->expansion = xcalloc(1, sizeof(*sh->expansion));
	return sh->expansion;
}

void expansion_release(struct shell *sh)
{
	struct expansion *x = sh->expansion;

	if (!x)
		return;
	process_substitutions_end(sh, 0);
	arith_cache_release(sh);
	while (x->idle) {
		struct builder *b = x->idle;

		x->idle = b->next;
		buf_release(&b->text);
		free(b->toggles);
		free(b);
	}
	free(x->substitutions);
	free(x->ifs_value);
	free(x);
	sh->expansion = NULL;
}

void fields_add(struct fields *f, struct arena *a, char *s)
{
	if (f->len + 1 >= f->cap) {
		size_t cap = f->cap ? 2 * f->cap : 8;
		char **items = arena_alloc(a, cap * sizeof(*items));

		if (f->len)
			memcpy(items, f->items, f->len * sizeof(*items));
		f->items = items;
		f->cap = cap;
	}
	f->items[f->len++] = s;
	f->items[f->len] = NULL;
}

/* ---- the short ways ---- */

const char *param_simple_value(struct shell *sh, const struct param *p)
{
	struct var *v;

	if (p->op != PARAM_PLAIN || p->indirect || p->subscript || p->subscript_all)
		return NULL;
	if (p->special) {
		if (*p->name == '@' || *p->name == '*')
			return NULL;
		if (*p->name > '0' && *p->name <= '9' && !p->name[1]) {
			const struct frame *f = args_frame(sh);
			size_t n = (size_t)(*p->name - '0');

			return n <= f->n_args ? f->args[n - 1] : NULL;
		}
		return special_parameter(sh, p->name, &sh->scratch);
	}
	v = var_find(sh, p->name);
	if (!v || v->flags & VAR_ELEMENT || (v->flags & VAR_DYNAMIC && expand_guarded(sh)))
		return NULL;
	return var_value(sh, v);
}

static const struct param *only_param(const struct word_part *part)
{
	return part && !part->next && part->kind == PART_PARAM ? part->param : NULL;
}

/* "$x" alone. */
static const struct param *only_quoted_param(const struct word *w)
{
	return w->parts && !w->parts->next && w->parts->kind == PART_DOUBLE
		? only_param(w->parts->parts)
		: NULL;
}

/* Would splitting and globbing leave @s alone? */
static bool is_inert(struct shell *sh, const char *s)
{
	const struct ifs *ifs = split_ifs(sh);

	if (!*s || ifs->has_wide)
		return false;
	for (; *s; s++)
		if (ifs->class[(unsigned char)*s] || strchr("*?[(", *s))
			return false;
	return true;
}

/* A value to be split that needs no splitting: a field of its own.  False: expand it in full. */
static bool add_simple(struct shell *sh, const struct word *w, struct fields *out)
{
	const struct param *p = only_quoted_param(w);
	const char *value;

	if (p) {
		value = param_simple_value(sh, p);
	} else {
		p = only_param(w->parts);
		value = p ? param_simple_value(sh, p) : NULL;
		if (value && !is_inert(sh, value))
			value = NULL;
	}
	if (value)
		fields_add(out, &sh->scratch, arena_strdup(&sh->scratch, value));
	return value != NULL;
}

/* ---- parts ---- */

/* @s NULL: it failed. */
static bool add_text(struct shell *sh, struct builder *b, const char *s, unsigned flags)
{
	return s && expand_add_value(sh, b, s, flags);
}

static bool expand_arith(struct shell *sh, struct builder *b, const struct word *w, unsigned flags)
{
	char text[24];
	int64_t n;

	if (!arith_eval_word_in(sh, (struct arith_context){0}, w, &n))
		return false;
	snprintf(text, sizeof(text), "%" PRId64, n);
	return add_text(sh, b, text, flags);
}

static bool expand_double(struct shell *sh, struct builder *b, const struct word_part *part,
	unsigned flags)
{
	bool outer_empty = b->list_was_empty, outer_null = b->had_null, started = b->started;
	const struct word_part *outer = b->quotes.parts;
	size_t before = b->text.len;
	size_t fields = b->out ? b->out->len : 0;

	if (flags & EXPAND_QUOTED) /* "${x-"…"}" */
		return expand_parts(sh, b, part->parts, flags & ~(unsigned)EXPAND_OPERAND);
	b->list_was_empty = b->had_null = false;
	b->quotes.parts = part->parts;
	b->quotes.text = before;
	b->quotes.fields = fields;
	if (!expand_parts(sh, b, part->parts, (flags & ~(unsigned)EXPAND_OPERAND) | EXPAND_QUOTED))
		return false;
	builder_end_quotes(b);
	/* "$@" without parameters makes no field; "" does. */
	if (!b->list_was_empty || b->had_null || b->text.len > before ||
		(b->out && b->out->len > fields))
		builder_add_quoted(b, "", 0);
	else
		b->started = started;
	b->list_was_empty = outer_empty;
	b->had_null = outer_null;
	b->quotes.parts = outer;
	return true;
}

static bool expand_literal(struct shell *sh, struct builder *b, const char *s, size_t len,
	unsigned flags)
{
	if (flags & EXPAND_QUOTED)
		builder_add_quoted(b, s, len);
	else if (flags & EXPAND_OPERAND || b->rejoins)
		return builder_add_split(sh, b, s, len);
	else
		builder_add_literal(b, s, len);
	return true;
}

bool expand_part(struct shell *sh, struct builder *b, const struct word_part *part, unsigned flags)
{
	const char *s;

	switch (part->kind) {
	case PART_LITERAL:
		return expand_literal(sh, b, part->literal.text, part->literal.len, flags);
	case PART_QUOTED:
		builder_add_quoted(b, part->literal.text, part->literal.len);
		return true;
	case PART_DOUBLE:
		return expand_double(sh, b, part, flags);
	case PART_PARAM:
		return expand_param(sh, b, part->param, flags);
	case PART_COMMAND:
		s = part->command.unparsed
			? command_unparsed(sh, part->command.text)
			: command_substitute(sh, part->command.program, part->command.reads_file);
		return add_text(sh, b, s, flags);
	case PART_ARITH:
		return expand_arith(sh, b, part->arith, flags);
	case PART_PROCESS:
		s = process_substitute(sh, part->command.program, part->command.direction);
		return add_text(sh, b, s, flags | EXPAND_QUOTED);
	}
	return true;
}

bool expand_parts(struct shell *sh, struct builder *b, const struct word_part *parts,
	unsigned flags)
{
	for (const struct word_part *part = parts; part; part = part->next)
		if (!expand_part(sh, b, part, flags))
			return false;
	return true;
}

/* ---- tildes ---- */

/* Where in a literal part a tilde may be: at its start, behind the first =, behind every colon. */
struct tilde_places {
	bool start;
	bool equals;
	bool colons;
};

/*
 * The tilde-prefix at @s[at] reaches the end of the part, and quoted or expanded text follows:
 * no tilde-prefix.
 */
static bool is_cut(const struct word_part *part, size_t at)
{
	const char *s = part->literal.text;

	if (!part->next)
		return false;
	for (; at < part->literal.len; at++)
		if (s[at] == '/' || s[at] == ':')
			return false;
	return true;
}

static bool expand_tilde_literal(struct shell *sh, struct builder *b, const struct word_part *part,
	unsigned flags, struct tilde_places *places)
{
	const char *s = part->literal.text;
	size_t len = part->literal.len;
	size_t from = 0;
	bool here = places->start;

	for (size_t i = 0; i < len; i++) {
		const char *dir;
		size_t n;

		if (s[i] == '~' && here && !is_cut(part, i)) {
			n = expand_tilde(sh, s + i, len - i, &dir);
			if (dir) {
				if (!expand_literal(sh, b, s + from, i - from, flags))
					return false;
				builder_add_quoted(b, dir, strlen(dir));
				from = i + n;
			}
			i += n - 1;
			here = false;
			continue;
		}
		here = (s[i] == ':' && places->colons) || (s[i] == '=' && places->equals);
		if (s[i] == '=' && places->equals) {
			places->equals = false;
			places->colons = true;
		}
	}
	places->start = here;
	return expand_literal(sh, b, s + from, len - from, flags);
}

static bool expand_with_tildes(struct shell *sh, struct builder *b, const struct word *w,
	unsigned flags, struct tilde_places places)
{
	for (const struct word_part *part = w->parts; part; part = part->next) {
		bool ok = part->kind == PART_LITERAL
			? expand_tilde_literal(sh, b, part, flags, &places)
			: expand_part(sh, b, part, flags);

		if (!ok)
			return false;
		if (part->kind != PART_LITERAL)
			places.start = false;
	}
	return true;
}

/* Does what follows the colon of `~:` or `~user:` stand in front of a slash, and not only text? */
static bool is_tilde_and_more(const struct word *w)
{
	const struct word_part *part = w->parts;
	const char *s = part->literal.text;

	return part->kind == PART_LITERAL && part->next && w->text && *s == '~' &&
		strncmp(w->text, s, part->literal.len) == 0 && /* else it comes out of braces */
		memchr(s, ':', part->literal.len) && !memchr(s, '/', part->literal.len);
}

/*
 * Outside of assignments bash takes all that is in front of a slash for the tilde-prefix.  With a
 * quote in it there is none; else what is behind its colon stays as it is written, $x and all.
 */
static bool expand_tilde_and_more(struct shell *sh, struct builder *b, const struct word *w,
	unsigned flags)
{
	const struct word_part *part = w->parts->next;
	size_t len = strcspn(w->text, "/");
	const char *slash = NULL;
	const char *dir = NULL;
	size_t n;

	if (strcspn(w->text, "\\'\"") < len)
		return expand_parts(sh, b, w->parts, flags);
	n = expand_tilde(sh, w->text, len, &dir);
	if (!dir)
		return expand_parts(sh, b, w->parts, flags);
	builder_add_quoted(b, dir, strlen(dir));
	builder_add_quoted(b, w->text + n, len - n);
	for (; part && !slash; part = part->next)
		if (part->kind == PART_LITERAL)
			slash = memchr(part->literal.text, '/', part->literal.len);
	if (slash && !expand_literal(sh, b, slash, strlen(slash), flags))
		return false;
	return expand_parts(sh, b, part, flags);
}

bool expand_word_into(struct shell *sh, struct builder *b, const struct word *w, unsigned flags)
{
	struct tilde_places places = {.start = true, .colons = flags & EXPAND_COLONS};

	if (w->flags & WORD_TILDE && !(flags & (EXPAND_QUOTED | EXPAND_COLONS)) && is_tilde_and_more(w))
		return expand_tilde_and_more(sh, b, w, flags);
	if (w->flags & WORD_TILDE && !(flags & EXPAND_QUOTED))
		return expand_with_tildes(sh, b, w, flags, places);
	return expand_parts(sh, b, w->parts, flags);
}

/* ---- words to fields ---- */

/* Is @w like NAME=…?  Then bash expands tildes behind the = and colons, but for posix mode. */
static bool looks_like_assignment(const struct word *w)
{
	const struct word_part *part = w->parts;
	const char *equals;

	if (!part || part->kind != PART_LITERAL)
		return false;
	equals = memchr(part->literal.text, '=', part->literal.len);
	return equals && is_name(part->literal.text, (size_t)(equals - part->literal.text));
}

static bool word_to_fields(struct shell *sh, const struct word *w, struct fields *out)
{
	struct builder *b;
	bool ok;

	if (w->flags & WORD_LITERAL && w->value) {
		/* argv is char **, and nobody writes to its strings. */
		fields_add(out, &sh->scratch, (char *)(uintptr_t)w->value);
		return true;
	}
	if (add_simple(sh, w, out))
		return true;
	b = builder_get(sh, BUILD_FIELDS, out);
	b->word = w->parts;
	builder_quote_separators(sh, b, w);
	if (w->flags & WORD_TILDE && !sh->opts.posix && looks_like_assignment(w))
		ok = expand_with_tildes(sh, b, w, 0, (struct tilde_places){.equals = true});
	else
		ok = expand_word_into(sh, b, w, 0);
	ok = ok && builder_finish_field(sh, b);
	builder_put(sh, b);
	return ok;
}

bool expand_word(struct shell *sh, const struct word *w, struct fields *out)
{
	if (!(w->flags & WORD_BRACES) || !sh->opts.braceexpand)
		return word_to_fields(sh, w, out);
	for (w = expand_braces(sh, w); w; w = w->next)
		if (!word_to_fields(sh, w, out))
			return false;
	return true;
}

bool expand_words(struct shell *sh, const struct word *words, struct fields *out)
{
	for (const struct word *w = words; w; w = w->next)
		if (!expand_word(sh, w, out))
			return false;
	return true;
}

/* ---- words to one string ---- */

static char *word_to_string(struct shell *sh, const struct word *w, enum build_mode mode,
	unsigned flags)
{
	struct builder *b = builder_get(sh, mode, NULL);
	char *s = NULL;

	expand_rejoin(sh, b, w, flags);
	if (expand_word_into(sh, b, w, flags))
		s = builder_result(sh, b);
	builder_put(sh, b);
	return s;
}

/* The value of a word that is a literal or one plain expansion; NULL: expand it in full. */
static char *simple_string(struct shell *sh, const struct word *w)
{
	const struct param *p;
	const char *value;

	if (w->flags & WORD_LITERAL && w->value)
		return (char *)(uintptr_t)w->value;
	p = only_quoted_param(w);
	if (!p)
		p = only_param(w->parts);
	value = p ? param_simple_value(sh, p) : NULL;
	return value ? arena_strdup(&sh->scratch, value) : NULL;
}

static char *word_to_value(struct shell *sh, const struct word *w, unsigned flags)
{
	char *s = simple_string(sh, w);

	return s ? s : word_to_string(sh, w, BUILD_STRING, EXPAND_COLONS | flags);
}

char *expand_assignment(struct shell *sh, const struct word *w)
{
	return word_to_value(sh, w, EXPAND_ASSIGNMENT);
}

char *expand_declared(struct shell *sh, const struct word *w)
{
	return word_to_value(sh, w, EXPAND_ASSIGNMENT | EXPAND_AS_FIELD);
}

char *expand_element_value(struct shell *sh, const struct word *w)
{
	return word_to_value(sh, w, EXPAND_AS_FIELD);
}

char *expand_string(struct shell *sh, const struct word *w)
{
	char *s = simple_string(sh, w);

	return s ? s : word_to_string(sh, w, BUILD_STRING, 0);
}

char *expand_pattern(struct shell *sh, const struct word *w)
{
	/* A literal word whose value needs no backslash anywhere is its own pattern. */
	if (w->flags & WORD_LITERAL && w->value && !strpbrk(w->value, PATTERN_SPECIALS))
		return (char *)(uintptr_t)w->value;
	return word_to_string(sh, w, BUILD_PATTERN, 0);
}

char *expand_traced_pattern(struct shell *sh, const struct word *w, const char **ret_traced)
{
	char *traced = word_to_string(sh, w, BUILD_TRACED_PATTERN, 0);
	char *pattern = traced ? arena_strdup(&sh->scratch, traced) : NULL;

	*ret_traced = traced;
	if (pattern)
		pattern_simplify(pattern);
	return pattern;
}

char *expand_regex(struct shell *sh, const struct word *w)
{
	return word_to_string(sh, w, BUILD_REGEX, 0);
}

char *expand_double_quoted(struct shell *sh, const struct word *w)
{
	if (w->flags & WORD_LITERAL && w->value)
		return (char *)(uintptr_t)w->value;
	return word_to_string(sh, w, BUILD_STRING, EXPAND_QUOTED);
}

char *expand_heredoc(struct shell *sh, const struct word *w)
{
	return w->flags & WORD_LITERAL && w->value ? (char *)(uintptr_t)w->value
		: word_to_string(sh, w, BUILD_STRING, EXPAND_QUOTED | EXPAND_HEREDOC);
}

char *expand_part_string(struct shell *sh, const struct word_part *part)
{
	struct builder *b;
	const char *value;
	char *s = NULL;

	if (part->kind == PART_PARAM && (value = param_simple_value(sh, part->param)))
		return arena_strdup(&sh->scratch, value);
	b = builder_get(sh, BUILD_STRING, NULL);
	if (expand_part(sh, b, part, EXPAND_QUOTED))
		s = builder_result(sh, b);
	builder_put(sh, b);
	return s;
}

char *expand_redirect_target(struct shell *sh, const struct word *w, const char *shown)
{
	struct fields f = {0};

	if (sh->opts.posix && !sh->interactive_shell) {
		char *s = expand_string(sh, w);

		if (!s || *s || w->flags & WORD_QUOTED)
			return s;
	} else if (!expand_word(sh, w, &f)) {
		return NULL;
	}
	if (f.len == 1)
		return f.items[0];
	diag(sh, "%s: ambiguous redirect", shown ? shown : ast_escaped(&sh->scratch, w->text));
	return NULL;
}

char *expand_text(struct shell *sh, const char *text)
{
	const struct word *w;

	if (!strpbrk(text, "$`\\"))
		return arena_strdup(&sh->scratch, text);
	w = parse_double_quoted(sh, &sh->scratch, text);
	return w ? expand_double_quoted(sh, w) : NULL;
}

char *expand_subscript(struct shell *sh, const struct word *w)
{
	struct word plain = *w;

	plain.flags &= ~(unsigned)WORD_TILDE;
	return expand_string(sh, &plain);
}

char *expand_element_key(struct shell *sh, struct var *v, const char *subscript)
{
	char *text = arena_strdup(&sh->scratch, subscript);
	int64_t index;

	if (strpbrk(text, "$`\\")) {
		text = expand_text(sh, text);
		if (!text)
			return NULL;
	}
	if (v && v->flags & VAR_ASSOC) {
		size_t len = strlen(text);

		/* Quotes around the whole key are not part of it. */
		if (len >= 2 && (*text == '"' || *text == '\'') && text[len - 1] == *text)
			return arena_strndup(&sh->scratch, text + 1, len - 2);
		return text;
	}
	if (!arith_eval_index(sh, text, &index))
		return NULL;
	return arena_printf(&sh->scratch, "%" PRId64, index);
}
