/*
 * shell/ast_print.h - the printer's state, shared by ast_print*.c.
 */
#ifndef SHELL_AST_PRINT_H
#define SHELL_AST_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "shell/ast.h"

/*
 * bash's layout depends on where it stands: on lines of their own inside a function,
 * on one line elsewhere, and inside $( ) with the newlines that were written.
 * Bodies of here-documents are held back until the end of the line.
 */
struct printer {
	struct buf *out;
	unsigned indent;           /* columns */
	unsigned step;             /* columns a level is worth */
	bool in_function;
	bool in_substitution;
	bool skip_indent;          /* the next command goes on on this line */
	bool was_heredoc;          /* a body has just been printed: no separator */
	unsigned connections;      /* lists and pipelines around: a body waits for their separator */
	const struct redir **held; /* here-documents whose bodies are due */
	size_t n_held, cap_held;
};

/* ---- ast_print_word.c: words as written, with the text of each $( ) made new ---- */

void print_word(struct buf *out, const struct word *w);
void print_words(struct buf *out, const struct word *w, const char *separator);
void print_assign(struct buf *out, const struct assign *as);

/* ---- ast_print.c ---- */

/* What stands between the parentheses of $( ). */
void print_substitution(struct buf *out, const struct node *root);

/* ---- ast_print_redir.c ---- */

void print_redirs(struct printer *pr, const struct redir *r);
/* Print the bodies held back, around @text, which stands on the line that they interrupt. */
void print_held(struct printer *pr, const char *text);

#endif
