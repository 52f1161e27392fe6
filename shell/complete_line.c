/*
 * shell/complete_line.c - completion of the line being edited: which word, which kind.
 */
#include "shell/complete.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "lib/strv.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { TRIES = 16, TRY_AGAIN = 124 };

static struct shell *owner; /* readline's functions know nothing of us */

/* The words of the simple command that the cursor stands in. */
struct line_words {
	struct strv words;
	size_t cword;  /* which one is completed */
	size_t start;  /* of the command in the line */
};

/* Where the command that reaches to @end begins. */
static size_t command_start(const char *line, size_t end)
{
	size_t start = 0;
	char quote = '\0';

	for (size_t i = 0; i < end; i++) {
		if (line[i] == '\\' && quote != '\'')
			i++;
		else if (quote)
			quote = line[i] == quote ? '\0' : quote;
		else if (line[i] == '\'' || line[i] == '"')
			quote = line[i];
		else if (strchr(";|&(`{\n", line[i]))
			start = i + 1;
	}
	return start;
}

static void split(const char *line, size_t end, struct line_words *w)
{
	size_t i = w->start = command_start(line, end);

	for (;;) {
		scoped_buf struct buf word = BUF_INIT;
		char quote = '\0';

		while (i < end && strchr(" \t", line[i]))
			i++;
		for (; i < end && (quote || !strchr(" \t", line[i])); i++) {
			if (quote ? line[i] == quote : line[i] == '\'' || line[i] == '"')
				quote = quote ? '\0' : line[i];
			buf_add_char(&word, line[i]);
		}
		if (i >= end && !word.len && w->words.len && !strchr(" \t", line[end - 1]))
			break;
		strv_add(&w->words, word.s);
		if (i >= end)
			break;
	}
	w->cword = w->words.len - 1;
}

/* readline's list: what all have in common first, then each. */
static char **as_matches(const struct strv *list)
{
	char **matches;
	size_t common;

	if (!list->len)
		return NULL;
	matches = xcalloc(list->len + 2, sizeof(char *));
	common = strlen(list->items[0]);
	for (size_t i = 0; i < list->len; i++) {
		size_t n = 0;

		while (n < common && list->items[i][n] == list->items[0][n])
			n++;
		common = n;
		matches[i + 1] = xstrdup(list->items[i]);
	}
	matches[0] = xstrndup(list->items[0], common);
	if (list->len == 1) {
		free(matches[1]);
		matches[1] = NULL;
	}
	return matches;
}

/* What bash does without a specification. */
static void default_matches(const char *text, bool is_command, struct strv *out)
{
	if (*text == '$') {
		bool brace = text[1] == '{';
		scoped_strv struct strv names = {0};

		complete_add(owner, COMPLETE_VARIABLE, text + 1 + brace, &names);
		for (size_t i = 0; i < names.len; i++) {
			struct buf word = BUF_INIT;

			buf_printf(&word, "%s%s%s", brace ? "${" : "$", names.items[i],
				brace ? "}" : "");
			strv_add_taken(out, buf_steal(&word));
		}
	} else if (*text == '~' && !strchr(text, '/')) {
		scoped_strv struct strv names = {0};

		complete_add(owner, COMPLETE_USER, text + 1, &names);
		for (size_t i = 0; i < names.len; i++) {
			struct buf word = BUF_INIT;

			buf_printf(&word, "~%s", names.items[i]);
			strv_add_taken(out, buf_steal(&word));
		}
	} else if (is_command) {
		complete_add(owner, COMPLETE_COMMAND, text, out);
		rl_filename_completion_desired = strchr(text, '/') != NULL;
	}
}

static struct completion *specification(const struct line_words *w)
{
	const char *command = w->words.items[0];
	struct completion *c;

	if (w->cword == 0)
		return completion_find(*command ? COMPLETE_NAME_INITIAL : COMPLETE_NAME_EMPTY);
	c = completion_find(command);
	if (!c && strchr(command, '/'))
		c = completion_find(path_base(command));
	return c ? c : completion_find(COMPLETE_NAME_DEFAULT);
}

/* By the specification of the command; NULL: there is none. */
static const struct completion *specified_matches(const struct line_words *w, const char *text,
	struct strv *out)
{
	struct completion *c = NULL;

	for (int i = 0; i < TRIES; i++) {
		struct complete_context at = {.command = w->words.items[0], .word = text,
			.previous = w->cword ? w->words.items[w->cword - 1] : "",
			.line = rl_line_buffer + w->start, .point = (size_t)rl_point - w->start,
			.words = w->words.items, .n_words = w->words.len, .cword = w->cword,
			.type = rl_completion_type, .key = '\t'};

		c = specification(w);
		if (!c || completion_generate(owner, c, &at, out) != TRY_AGAIN)
			break;
	}
	return c ? specification(w) : NULL;
}

static void apply_options(unsigned options, bool any)
{
	rl_filename_completion_desired = (options & COMPLETE_FILENAMES) != 0;
	rl_filename_quoting_desired = !(options & COMPLETE_NOQUOTE);
	rl_sort_completion_matches = !(options & COMPLETE_NOSORT);
	if (options & COMPLETE_NOSPACE)
		rl_completion_suppress_append = 1;
	rl_attempted_completion_over = any || !(options & (COMPLETE_DEFAULT | COMPLETE_BASHDEFAULT));
}

/* rl_attempted_completion_function */
static char **attempt(const char *text, int start, int end)
{
	scoped_strv struct strv list = {0};
	struct line_words w = {0};
	const struct completion *c = NULL;
	char **matches;

	split(rl_line_buffer, (size_t)end, &w);
	(void)start;
	rl_sort_completion_matches = 1;
	if (owner->opts.progcomp)
		c = specified_matches(&w, text, &list);
	if (c)
		apply_options(c->options, list.len > 0);
	if (!c || (!list.len && c->options & COMPLETE_BASHDEFAULT))
		default_matches(text, w.cword == 0, &list);
	matches = as_matches(&list);
	strv_release(&w.words);
	return matches;
}

/* Is the byte at @at quoted by a backslash? */
static int is_quoted(char *text, int at)
{
	int n = 0;

	while (at > n && text[at - 1 - n] == '\\')
		n++;
	return n & 1;
}

static char *quote_name(char *text, int type, char *quote)
{
	struct buf out = BUF_INIT;

	(void)type;
	if (quote && *quote) {
		buf_add_char(&out, *quote);
		buf_add_str(&out, text);
	} else if (*text == '~') {
		buf_add_char(&out, '~');
		quote_backslash(&out, text + 1);
	} else {
		quote_backslash(&out, text);
	}
	return buf_steal(&out);
}

static char *dequote_name(char *text, int quote)
{
	struct buf out = BUF_INIT;

	for (; *text; text++) {
		if (*text == '\\' && quote != '\'' && text[1])
			text++;
		buf_add_char(&out, *text);
	}
	return buf_steal(&out);
}

void complete_line_setup(struct shell *sh)
{
	static char quotes[] = "'\"";

	owner = sh;
	rl_completer_word_break_characters = xstrdup(" \t\n\"'@><=;|&(:");
	rl_completer_quote_characters = quotes;
	rl_filename_quote_characters = " \t\n\\\"'@<>=;|&()#$`?*[!:{~";
	rl_char_is_quoted_p = is_quoted;
	rl_filename_quoting_function = quote_name;
	rl_filename_dequoting_function = dequote_name;
	rl_attempted_completion_function = attempt;
	rl_special_prefixes = "$";
}
