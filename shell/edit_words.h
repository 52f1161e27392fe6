/*
 * shell/edit_words.h - the shell's words in the line being edited, and the editor's commands that
 * move over them (bash manual 8.4.1, 8.4.3, 8.4.4).
 */
#ifndef SHELL_EDIT_WORDS_H
#define SHELL_EDIT_WORDS_H

#include <stdbool.h>

/* Does @c, unquoted, stand between words: a blank or a metacharacter? */
bool edit_is_delimiter(char c);
/*
 * Where the word at, or behind, @at begins in @line; and where what begins at @at ends.  As in bash
 * only quotes keep a word together: the parentheses of $( ) are metacharacters as any.
 */
int edit_word_start(const char *line, int at);
int edit_word_end(const char *line, int at);

/* Add shell-forward-word and its like to readline's commands. */
void edit_words_setup(void);
/* Bind them to bash's keys, which nobody may have taken. */
void edit_words_bind(void);

#endif
