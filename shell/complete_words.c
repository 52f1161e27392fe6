/*
 * shell/complete_words.c - the line being edited, cut into words for a completion (bash manual 8.6).
 */
#include "shell/complete_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "shell/parser.h"

static const char separators[] = ";|&{(`\n";

static bool is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Behind the quoted text, or the $( ) or ${ }, that opens at @s; the end of the text closes all. */
static size_t skip_nested(const char *s, size_t at)
{
	char close = s[at] == '(' ? ')' : s[at] == '{' ? '}' : s[at];
	bool nests = close != s[at];

	for (at++; s[at] && s[at] != close;) {
		if (s[at] == '\\' && close != '\'' && s[at + 1])
			at += 2;
		else if (nests && is_in(s[at], "'\"`({"))
			at = skip_nested(s, at);
		else
			at++;
	}
	return s[at] ? at + 1 : at;
}

/* The first of @delimiters at or behind @at that is not quoted; quotes are none. */
static size_t skip_to(const char *s, size_t at, const char *delimiters)
{
	while (s[at]) {
		if (s[at] == '\\' && s[at + 1])
			at += 2;
		else if (is_in(s[at], "'\""))
			at = skip_nested(s, at);
		else if (s[at] == '$' && is_in(s[at + 1], "({"))
			at = skip_nested(s, at + 1);
		else if (is_in(s[at], delimiters))
			return at;
		else if (s[at] == '`')
			at = skip_nested(s, at);
		else
			at++;
	}
	return at;
}

static size_t skip_blanks(const char *s, size_t at)
{
	while (is_in(s[at], " \t\n"))
		at++;
	return at;
}

/* Where the command with @point begins: behind the last separator in front of it. */
static size_t command_start(const char *line, size_t point)
{
	size_t start = 0;
	size_t from = 0;
	size_t at;

	while ((at = skip_to(line, from, separators)) < point && line[at]) {
		from = at + 1;
		if (!(line[at] == '|' && at && line[at - 1] == '>'))
			start = from;
	}
	if (at < point && start < point) { /* the cursor stands inside of what nests: $( */
		for (at = point; at > start && !is_in(line[at - 1], "(`"); at--)
			;
		start = at > start ? at : start;
	}
	return start;
}

static bool is_assignment(const char *word)
{
	const char *equals = strchr(word, '=');
	size_t len = equals ? (size_t)(equals - word) : 0;

	len -= len && word[len - 1] == '+';
	return len && is_name(word, word[len - 1] == ']' ? strcspn(word, "[") : len);
}

static void find_command(struct line_words *w, const char *line, size_t point)
{
	size_t at = command_start(line, point);

	w->end = skip_to(line, point, ";|&{(`\n)");
	for (;;) {
		w->start = skip_blanks(line, at);
		w->name_end = skip_to(line, w->start, "()<>;&| \t\n");
		free(w->name);
		w->name = xstrndup(line + w->start, w->name_end - w->start);
		if (!is_assignment(w->name) || w->name_end >= point)
			break;
		at = w->name_end;
	}
	if (w->end < w->start)
		w->end = w->start;
}

/* The next word of @s at *at, which is moved behind it. */
static char *next_word(const char *s, size_t *at, const char *breaks)
{
	size_t start = *at;
	size_t end = skip_to(s, start, breaks);

	if (end == start) /* what is no blank stands for itself, all of it */
		while (is_in(s[end], breaks) && !is_in(s[end], " \t\n'\""))
			end++;
	*at = end > start ? end : start + 1;
	return xstrndup(s + start, *at - start);
}

static void split(struct line_words *w, const char *s, size_t point, const char *breaks)
{
	bool found = false;
	size_t at = skip_blanks(s, 0);

	while (s[at]) {
		size_t start = at;
		char *word;

		if (!found && point < start) { /* between two words */
			found = true;
			w->cword = w->words.len;
			strv_add(&w->words, "");
		}
		word = next_word(s, &at, breaks);
		if (!found && point >= start && point <= at) {
			found = true;
			w->cword = w->words.len;
		}
		strv_add_taken(&w->words, word);
		at = skip_blanks(s, at);
	}
	if (!found) {
		w->cword = w->words.len;
		strv_add(&w->words, "");
	}
}

void line_words_init(struct line_words *w, const char *line, size_t point, const char *breaks)
{
	char *command;

	*w = (struct line_words){0};
	find_command(w, line, point);
	command = xstrndup(line + w->start, w->end - w->start);
	split(w, command, point > w->start ? point - w->start : 0, breaks);
	free(command);
}

void line_words_release(struct line_words *w)
{
	strv_release(&w->words);
	free(w->name);
}
