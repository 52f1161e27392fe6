/*
 * shell/word_build.c - words under construction.
 *
 * Literal text is collected in p->lit; each word under construction owns the end
 * of it from b->lit on, so that words nest without allocating.
 */
#include "shell/lexer.h"

void build_start(struct parser *p, struct word_build *b)
{
	*b = (struct word_build){
		.lit = p->lit.len,
		.start = p->pos,
		.line = p->line,
	};
	b->tail = &b->first;
}

static struct word_part *append_part(struct parser *p, struct word_build *b, enum part_kind kind)
{
	struct word_part *part = ARENA_NEW(p->arena, struct word_part);

	part->kind = kind;
	*b->tail = part;
	b->tail = &part->next;
	return part;
}

void build_flush(struct parser *p, struct word_build *b, enum part_kind kind,
	bool even_empty)
{
	size_t len = p->lit.len - b->lit;
	struct word_part *part;

	if (!len && !even_empty)
		return;
	part = append_part(p, b, kind);
	part->literal.text = arena_strndup(p->arena, p->lit.s + b->lit, len);
	part->literal.len = len;
	buf_truncate(&p->lit, b->lit);
}

struct word_part *build_part(struct parser *p, struct word_build *b, enum part_kind kind)
{
	build_flush(p, b, PART_LITERAL, false);
	return append_part(p, b, kind);
}

/* Is everything under @part known text? */
static bool parts_are_text(const struct word_part *part)
{
	for (; part; part = part->next) {
		switch (part->kind) {
		case PART_LITERAL:
		case PART_QUOTED:
			break;
		case PART_DOUBLE:
			if (!parts_are_text(part->parts))
				return false;
			break;
		case PART_PARAM:
		case PART_COMMAND:
		case PART_ARITH:
		case PART_PROCESS:
			return false;
		}
	}
	return true;
}

static void add_text(struct buf *out, const struct word_part *part)
{
	for (; part; part = part->next) {
		if (part->kind == PART_DOUBLE)
			add_text(out, part->parts);
		else
			buf_add(out, part->literal.text, part->literal.len);
	}
}

/* The value of a WORD_LITERAL. */
static const char *text_value(struct parser *p, const struct word_part *parts)
{
	size_t start = p->lit.len;
	const char *value;

	if (parts && !parts->next && parts->kind != PART_DOUBLE)
		return parts->literal.text;
	add_text(&p->lit, parts);
	value = arena_strndup(p->arena, p->lit.s + start, p->lit.len - start);
	buf_truncate(&p->lit, start);
	return value;
}

/* ---- for messages ---------------------------------------------------------------------------- */

void parts_note_text(struct word_part *part, const char *text)
{
	for (; part; part = part->next)
		if (part->kind == PART_PARAM)
			part->param->around = text;
}

void elements_note_text(const struct array_element *e, const char *text)
{
	for (; e; e = e->next) {
		if (e->subscript)
			parts_note_text(e->subscript->parts, text);
		parts_note_text(e->value->parts, text);
	}
}

static bool lacks_bracket(const struct word_part *part)
{
	for (; part; part = part->next) {
		if (part->kind == PART_DOUBLE && lacks_bracket(part->parts))
			return true;
		if (part->kind == PART_PARAM && (part->param->lacks_bracket ||
			(part->param->word && lacks_bracket(part->param->word->parts))))
			return true;
	}
	return false;
}

/* Does bash see what is wrong in the operand of @a when it looks for the quote behind it? */
static bool is_seen_first(const struct param *a)
{
	const struct word_part *first = a->word->parts;

	return (a->op >= PARAM_REMOVE_PREFIX && a->op <= PARAM_REMOVE_SUFFIX_LONGEST) ||
		(a->op >= PARAM_UPPER_FIRST && a->op <= PARAM_TOGGLE_ALL) ||
		((first->kind != PART_PARAM || a->word->flags & WORD_QUOTED) &&
			a->op < PARAM_REPLACE);
}

/*
 * Where a parameter lacks a bracket, in double quotes or in the operand of another one, bash
 * does not find the } either.  In double quotes that shows the whole word, @text.
 */
static void note_word(struct word_part *part, const char *text, bool in_double)
{
	for (; part; part = part->next) {
		struct param *a = part->kind == PART_PARAM ? part->param : NULL;

		if (part->kind == PART_DOUBLE)
			note_word(part->parts, text, true);
		if (!a || !(a->word ? lacks_bracket(a->word->parts) : a->lacks_bracket && in_double))
			continue;
		if (!a->word || (in_double && is_seen_first(a)))
			a->around = text;
		a->op = PARAM_BAD;
		a->transform = '[';
	}
}

struct word *build_finish(struct parser *p, struct word_build *b, const char *text)
{
	struct word *w = ARENA_NEW(p->arena, struct word);

	build_flush(p, b, PART_LITERAL, false);
	w->parts = b->first;
	w->flags = b->flags;
	w->line = b->line;
	w->text = text ? text : lex_slice(p, b->start, p->pos);
	parts_note_text(w->parts, w->text);
	if (p->lacks_bracket)
		note_word(w->parts, w->text, false);
	if (!(w->flags & (WORD_BRACES | WORD_GLOB | WORD_TILDE)) && parts_are_text(w->parts)) {
		w->flags |= WORD_LITERAL;
		w->value = text_value(p, w->parts);
	}
	return w;
}
