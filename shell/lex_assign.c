/*
 * shell/lex_assign.c - NAME=value and NAME=( … ) (bash manual 3.4, 6.7).
 */
#include "shell/lexer.h"

#include <string.h>

/* The bytes of CLASS_META. */
#define WORD_ENDS " \t\n;&|<>()"

/* = or += at p->pos. */
static bool accept_equals(struct parser *p, bool *ret_append)
{
	int c = lex_char(p);

	*ret_append = c == '+' && lex_ahead(p) == '=';
	if (c != '=' && !*ret_append)
		return false;
	p->pos += *ret_append ? 2 : 1;
	return true;
}

/* Word up to a blank or operator; may be empty. */
static struct word *value_word(struct parser *p, enum lex_mode mode)
{
	struct word_build b;

	build_start(p, &b);
	lex_word(p, &b, mode);
	return build_finish(p, &b, NULL);
}

/* ---- NAME=( … ) ------------------------------------------------------------------------------ */

/* The subscript at p->pos, up to a ] or other byte of @stops; with no other it has to be closed. */
static struct word *subscript_word(struct parser *p, const char *stops)
{
	unsigned line = p->line;
	char all;
	struct word *w = lex_subscript(p, stops, &all);

	if (!w && !stops[1] && !lex_char(p))
		parse_fail_unclosed(p, line, ']');
	return w;
}

/* [subscript]=value; false: an ordinary word, nothing was read. */
static bool element_subscript(struct parser *p, struct array_element *e)
{
	size_t start = p->pos;
	unsigned line = p->line;

	if (lex_was_misread(p, start))
		return false;
	e->subscript = subscript_word(p, "]");
	if (e->subscript && accept_equals(p, &e->append)) {
		e->value = value_word(p, LEX_ARG);
		e->text = arena_printf(p->arena, "\\[%s\\]%s=%s", e->subscript->text,
			e->append ? "+" : "", e->value->text);
		return true;
	}
	e->subscript = NULL;
	if (p->failed)
		return false;
	lex_note_misread(p, start);
	lex_rewind(p, start, line);
	return false;
}

/* One element, NULL at the ) or on an error. Its text goes to @text. */
static struct array_element *lex_element(struct parser *p, struct buf *text)
{
	struct array_element *e = ARENA_NEW(p->arena, struct array_element);
	struct token *t;
	size_t start;

	for (;;) {
		int c = lex_skip_blanks(p);

		start = p->pos;
		if (c == '[' && element_subscript(p, e))
			break;
		t = lex_peek(p, LEX_ELEMENT);
		lex_take(p);
		if (t->kind == TOK_NEWLINE)
			continue;
		if (t->kind == TOK_WORD) {
			e->value = lex_token_word(p, t);
			break;
		}
		if (t->kind != TOK_RPAREN && t->kind != TOK_EOF)
			parse_fail_token(p, t);
		return NULL;
	}
	buf_add_char(text, text->len ? ' ' : '(');
	lex_add_slice(p, text, start, p->pos);
	return e;
}

/* The elements of @as; p->pos stands on the (.  Returns their text as bash prints it. */
static const char *lex_elements(struct parser *p, struct assign *as, unsigned line)
{
	scoped_buf struct buf text = BUF_INIT;
	struct array_element **tail = &as->elements;
	struct token saved = p->tok;
	bool have = p->have_tok;

	p->pos++;
	p->have_tok = false;
	while (!p->failed && (*tail = lex_element(p, &text)))
		tail = &(*tail)->next;
	if (p->failed)
		parse_fail_element(p);
	else if (p->src.s[p->pos - 1] != ')')
		parse_fail_unclosed(p, line, ')');
	if (p->failed)
		parse_fail_in(p, FAILURE_ELEMENTS);
	p->tok = saved;
	p->have_tok = have;
	if (!text.len)
		buf_add_char(&text, '(');
	buf_add_char(&text, ')');
	return arena_strndup(p->arena, text.s, text.len);
}

/* ---- NAME= ----------------------------------------------------------------------------------- */

/* NAME=( … ) at the parenthesis; false: more of the word follows it, all of it is text then. */
static bool assign_list(struct parser *p, struct assign *as, size_t start)
{
	const char *head = lex_slice(p, start, p->pos);
	unsigned line = p->line;
	size_t open = p->pos;
	int c;

	as->is_array = true;
	as->text = arena_printf(p->arena, "%s%s", head, lex_elements(p, as, line));
	c = p->failed ? 0 : lex_char(p);
	if (!c || lex_class[c] & CLASS_META)
		return true;
	lex_rewind(p, open, line);
	as->is_array = false;
	as->elements = NULL;
	return false;
}

struct assign *lex_assign(struct parser *p, enum lex_mode mode)
{
	bool in_word = mode == LEX_DECL || mode == LEX_OPERAND;
	size_t start = p->pos;
	unsigned line = p->line;
	struct assign *as;
	size_t name_end;
	int c = lex_char(p);

	if ((lex_class[c] & (CLASS_NAME | CLASS_DIGIT)) != CLASS_NAME)
		return NULL;
	while ((c = lex_char(p)) && lex_class[c] & CLASS_NAME)
		p->pos++;
	name_end = p->pos;
	if ((c != '=' && c != '+' && c != '[') || lex_was_misread(p, name_end)) {
		p->pos = start;
		return NULL;
	}
	as = ARENA_NEW(p->arena, struct assign);
	if (c == '[')
		as->subscript = subscript_word(p, in_word ? "]" WORD_ENDS : "]");
	if ((c == '[' && !as->subscript) || !accept_equals(p, &as->append)) {
		if (c == '[')
			lex_note_misread(p, name_end);
		lex_rewind(p, start, line);
		return NULL;
	}
	as->name = lex_slice(p, start, name_end);
	if ((mode != LEX_COMMAND && mode != LEX_DECL) || lex_char(p) != '(')
		as->value = value_word(p, LEX_ARG);
	else if (!assign_list(p, as, start))
		as->value = value_word(p, LEX_VALUE);
	if (!as->is_array)
		as->text = lex_slice(p, start, p->pos);
	return as;
}

struct word *lex_assign_word(struct parser *p, struct assign *as)
{
	struct word *w = ARENA_NEW(p->arena, struct word);
	struct word_part *head = ARENA_NEW(p->arena, struct word_part);

	w->assign = as;
	w->text = as->text;
	w->line = p->line;
	w->parts = head;
	head->kind = PART_LITERAL;
	head->literal.text = as->text;
	head->literal.len = strlen(as->text);
	if (as->value) {
		head->literal.len -= strlen(as->value->text);
		head->literal.text = arena_strndup(p->arena, as->text, head->literal.len);
		head->next = as->value->parts;
		parts_note_text(head, as->text);
		w->flags = as->value->flags & ~(unsigned)WORD_LITERAL;
	}
	return w;
}
