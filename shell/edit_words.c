/*
 * shell/edit_words.c - the words of the line being edited, as the shell takes them, quotes and all.
 */
#include "shell/edit_words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"

bool edit_is_delimiter(char c)
{
	return c && strchr(" \t\n|&;()<>", c);
}

int edit_word_start(const char *line, int at)
{
	while (edit_is_delimiter(line[at]))
		at++;
	return at;
}

int edit_word_end(const char *line, int at)
{
	char quote = '\0';

	for (; line[at] && (quote || !edit_is_delimiter(line[at])); at++) {
		char c = line[at];

		if (c == '\\' && quote != '\'' && line[at + 1])
			at++;
		else if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
	}
	return at;
}

/* Where the last word that begins before @point does; 0: none. */
static int start_before(const char *line, int point)
{
	int last = 0;

	for (int at = edit_word_start(line, 0); at < point && line[at];) {
		last = at;
		at = edit_word_start(line, edit_word_end(line, at));
	}
	return last;
}

static void forward(int count)
{
	while (count-- > 0 && rl_point < rl_end)
		rl_point = edit_word_end(rl_line_buffer, edit_word_start(rl_line_buffer, rl_point));
}

static void backward(int count)
{
	while (count-- > 0 && rl_point > 0)
		rl_point = start_before(rl_line_buffer, rl_point);
}

static int forward_word(int count, int key)
{
	(void)key;
	forward(count);
	backward(-count);
	return 0;
}

static int backward_word(int count, int key)
{
	return forward_word(-count, key);
}

static int kill_word(int count, int key)
{
	int from = rl_point;

	forward_word(count, key);
	if (rl_point != from)
		rl_kill_text(from, rl_point);
	if (count > 0)
		rl_point = from;
	return 0;
}

static int backward_kill_word(int count, int key)
{
	return kill_word(-count, key);
}

static void replace(int start, int end, const char *text)
{
	rl_delete_text(start, end);
	rl_point = start;
	rl_insert_text(text);
}

static int transpose_words(int count, int key)
{
	int point = rl_point;
	scoped_free char *first = NULL;
	scoped_free char *second = NULL;
	int start[2], end[2];

	forward_word(count, key);
	end[1] = rl_point;
	backward(1);
	start[1] = rl_point;
	backward_word(count, key);
	start[0] = rl_point;
	forward(1);
	end[0] = rl_point;
	if (start[1] < end[0]) {
		rl_point = point;
		rl_ding();
		return 1;
	}
	first = rl_copy_text(start[0], end[0]);
	second = rl_copy_text(start[1], end[1]);
	rl_begin_undo_group();
	replace(start[1], end[1], first);
	replace(start[0], end[0], second);
	rl_end_undo_group();
	rl_point = end[1];
	return 0;
}

static const struct {
	const char *name;
	rl_command_func_t *function;
	int key; /* with Meta; 0: none */
} commands[] = {
	{"shell-backward-kill-word", backward_kill_word, 0},
	{"shell-backward-word", backward_word, CTRL('B')},
	{"shell-forward-word", forward_word, CTRL('F')},
	{"shell-kill-word", kill_word, CTRL('D')},
	{"shell-transpose-words", transpose_words, CTRL('T')},
};

void edit_words_setup(void)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		rl_add_defun(commands[i].name, commands[i].function, -1);
}

void edit_words_bind(void)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].key)
			rl_bind_key_if_unbound_in_map(commands[i].key, commands[i].function, emacs_meta_keymap);
}
