/*
 * shell/complete_words.h - the line being edited, cut into words for a completion (bash manual 8.6).
 */
#ifndef SHELL_COMPLETE_WORDS_H
#define SHELL_COMPLETE_WORDS_H

#include <stddef.h>

#include "lib/strv.h"

/* The words of the simple command that the cursor stands in. */
struct line_words {
	struct strv words;   /* COMP_WORDS: what separates words without being blank is a word, too */
	size_t cword;        /* the one with the cursor */
	size_t start, end;   /* of the command in the line, assignments in front of it not counted */
	size_t name_end;     /* of its name */
	char *name;          /* malloc'd; empty: none yet */
};

/* @breaks: COMP_WORDBREAKS. */
void line_words_init(struct line_words *w, const char *line, size_t point, const char *breaks);
void line_words_release(struct line_words *w);

#endif
