/*
 * shell/ast_print_word.c - words as bash prints them.
 *
 * That is as written, but for $(…), <(…) and >(…), which bash prints from their trees.
 * So the text is copied, and each substitution found in it, in order, is replaced.
 */
#include "shell/ast_print.h"

#include <string.h>

#include "shell/parser.h"

/* A text on its way to the output. */
struct copy {
	struct buf *out;
	const char *rest; /* not copied yet */
};

static void copy_parts(struct copy *c, const struct word_part *part);

static void copy_word(struct copy *c, const struct word *w)
{
	if (w)
		copy_parts(c, w->parts);
}

/* Copy up to the substitution, then print it from its tree. */
static void copy_substitution(struct copy *c, const struct word_part *part)
{
	const char *text = part->command.text;
	size_t len = strlen(text);
	const char *at = c->rest;
	char opener = part->kind == PART_PROCESS ? part->command.direction : '$';

	/* backquotes, and what bash took for arithmetic at first, stay as they are */
	if (part->command.backquote || (opener == '$' && text[0] == '('))
		return;
	while ((at = strchr(at, '('))) {
		if (at > c->rest && at[-1] == opener && !strncmp(at + 1, text, len) &&
			at[1 + len] == ')')
			break;
		at++;
	}
	if (!at)
		return;
	buf_add(c->out, c->rest, (size_t)(at + 1 - c->rest));
	if (part->command.in_pattern)
		buf_add(c->out, text, len);
	else if (part->command.program)
		print_substitution(c->out, part->command.program->root);
	c->rest = at + 1 + len;
}

static void copy_param(struct copy *c, const struct param *a)
{
	copy_word(c, a->subscript);
	copy_word(c, a->word);
	copy_word(c, a->word2);
}

static void copy_parts(struct copy *c, const struct word_part *part)
{
	for (; part; part = part->next) {
		switch (part->kind) {
		case PART_LITERAL:
		case PART_QUOTED:
			break;
		case PART_DOUBLE:
			copy_parts(c, part->parts);
			break;
		case PART_PARAM:
			copy_param(c, part->param);
			break;
		case PART_COMMAND:
		case PART_PROCESS:
			copy_substitution(c, part);
			break;
		case PART_ARITH:
			copy_word(c, part->arith);
			break;
		}
	}
}

void print_assign(struct buf *out, const struct assign *as)
{
	struct copy c = {.out = out, .rest = as->text};

	copy_word(&c, as->subscript);
	copy_word(&c, as->value);
	for (const struct array_element *e = as->elements; e; e = e->next) {
		copy_word(&c, e->subscript);
		copy_word(&c, e->value);
	}
	buf_add_str(out, c.rest);
}

void print_word(struct buf *out, const struct word *w)
{
	struct copy c = {.out = out, .rest = w->text};

	if (w->assign) {
		print_assign(out, w->assign);
		return;
	}
	if (!(w->flags & WORD_LITERAL))
		copy_parts(&c, w->parts);
	buf_add_str(out, c.rest);
}

void print_words(struct buf *out, const struct word *w, const char *separator)
{
	for (; w; w = w->next) {
		print_word(out, w);
		if (w->next)
			buf_add_str(out, separator);
	}
}
