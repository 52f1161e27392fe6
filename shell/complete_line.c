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
#include "shell/complete_files.h"
#include "shell/complete_words.h"
#include "shell/expand.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { TRIES = 16, TRY_AGAIN = 124 };

static struct shell *owner; /* readline's functions know nothing of us */
static char *breaks_now;    /* COMP_WORDBREAKS when the word was found; malloc'd */

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
		if (out->len == 1 && complete_is_directory(var_get(owner, names.items[0])))
			rl_completion_append_character = '/';
	} else if (*text == '~' && !strchr(text, '/')) {
		scoped_strv struct strv names = {0};

		complete_add(owner, COMPLETE_USER, text + 1, &names);
		for (size_t i = 0; i < names.len; i++) {
			struct buf word = BUF_INIT;

			buf_printf(&word, "~%s", names.items[i]);
			strv_add_taken(out, buf_steal(&word));
		}
		if (out->len == 1)
			rl_completion_append_character = '/';
	} else if (is_command) {
		complete_add(owner, COMPLETE_COMMAND, text, out);
		rl_filename_completion_desired = strchr(text, '/') != NULL;
	}
}

static struct completion *specification(const struct line_words *w, bool is_name)
{
	struct completion *c;

	if (is_name)
		return completion_find(*w->name ? COMPLETE_NAME_INITIAL : COMPLETE_NAME_EMPTY);
	c = completion_find(w->name);
	if (!c && strchr(w->name, '/'))
		c = completion_find(path_base(w->name));
	return c ? c : completion_find(COMPLETE_NAME_DEFAULT);
}

/*
 * By the specification of the command; false: there is none.  Its options go to *ret_options: what
 * compopt makes of them while its function runs is for this time only.
 */
static bool specified_matches(const struct line_words *w, const char *text, bool is_name,
	struct strv *out, unsigned *ret_options)
{
	const char *name = *w->name ? w->name : COMPLETE_NAME_EMPTY;
	scoped_free char *line = xstrndup(rl_line_buffer + w->start, w->end - w->start);

	for (int i = 0; i < TRIES; i++) {
		struct completion *c = specification(w, is_name);
		struct complete_context at = {.command = name, .word = text,
			.previous = w->cword ? w->words.items[w->cword - 1] : "",
			.line = line, .point = (size_t)rl_point - w->start,
			.words = w->words.items, .n_words = w->words.len, .cword = w->cword,
			.type = rl_completion_type, .key = rl_completion_invoking_key};
		struct completion copy;

		if (!c)
			return false;
		copy = *c;
		if (completion_generate(owner, &copy, &at, out) == TRY_AGAIN)
			continue;
		*ret_options = copy.options;
		return true;
	}
	return false;
}

static void apply_options(unsigned options, bool any)
{
	/* else it stays as complete_files() has it, also for the compgen -f of a function */
	if (options & COMPLETE_FILENAMES)
		rl_filename_completion_desired = 1;
	rl_filename_quoting_desired = !(options & COMPLETE_NOQUOTE);
	rl_sort_completion_matches = !(options & COMPLETE_NOSORT);
	if (options & COMPLETE_NOSPACE)
		rl_completion_suppress_append = 1;
	rl_attempted_completion_over = any || !(options & (COMPLETE_DEFAULT | COMPLETE_BASHDEFAULT));
}

/* ---- names to be left out ---- */

/* Does @name end as one of the colon-separated suffixes says, and is more than that? */
static bool has_suffix(const char *name, const char *suffixes)
{
	size_t len = strlen(name);

	while (*suffixes) {
		size_t n = strcspn(suffixes, ":");

		if (n && n < len && !memcmp(name + len - n, suffixes, n))
			return true;
		suffixes += n + (suffixes[n] == ':');
	}
	return false;
}

/* FIGNORE: take such names out of readline's list; when that leaves none, force_fignore decides. */
static int ignore_names(char **names)
{
	const char *suffixes = var_get(owner, "FIGNORE");
	size_t n = 0, kept = 1;

	if (!suffixes || !*suffixes)
		return 0;
	while (names[n])
		n++;
	if (n == 1) {
		if (owner->opts.force_fignore && has_suffix(names[0], suffixes)) {
			free(names[0]);
			names[0] = NULL;
		}
		return 0;
	}
	for (size_t i = 1; i < n; i++)
		kept += !has_suffix(names[i], suffixes);
	if (kept == 1 && !owner->opts.force_fignore)
		return 0;
	kept = 1;
	for (size_t i = 1; i < n; i++) {
		if (has_suffix(names[i], suffixes))
			free(names[i]);
		else
			names[kept++] = names[i];
	}
	names[kept] = NULL;
	if (kept > 2)
		return 0;
	free(names[0]);
	names[0] = names[1];
	names[1] = NULL;
	return 0;
}

/* ---- the hooks ---- */

/* rl_completion_word_break_hook: COMP_WORDBREAKS may have changed. */
static char *word_breaks(void)
{
	const char *breaks = var_get(owner, "COMP_WORDBREAKS");

	free(breaks_now);
	breaks_now = xstrdup(breaks ? breaks : "");
	complete_files_begin();
	return breaks_now;
}

/* Does what ends at @at, blanks aside, stand behind >&, <& or >|, or a $ that opens a {? */
static bool behind_redirection(const char *line, int at)
{
	while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t'))
		at--;
	if (at < 2)
		return false;
	switch (line[at - 1]) {
	case '&':
		return line[at - 2] == '<' || line[at - 2] == '>';
	case '|':
		return line[at - 2] == '>';
	case '{':
		return line[at - 2] == '$';
	default:
		return false;
	}
}

/* rl_attempted_completion_function */
static char **attempt(const char *text, int start, int end)
{
	scoped_strv struct strv list = {0};
	struct line_words w;
	unsigned options = 0;
	bool is_name, specified = false;
	char **matches;

	(void)end;
	line_words_init(&w, rl_line_buffer, (size_t)rl_point, breaks_now);
	is_name = ((size_t)start <= w.start || (size_t)rl_point <= w.name_end) &&
		!behind_redirection(rl_line_buffer, start);
	rl_sort_completion_matches = 1;
	if (owner->opts.progcomp)
		specified = specified_matches(&w, text, is_name, &list, &options);
	if (specified)
		apply_options(options, list.len > 0);
	else if (is_name && !*text && !*w.name && owner->opts.no_empty_cmd_completion)
		rl_attempted_completion_over = 1;
	if (!rl_attempted_completion_over && !list.len && (!specified || options & COMPLETE_BASHDEFAULT))
		default_matches(text, is_name, &list);
	matches = as_matches(&list);
	line_words_release(&w);
	return matches;
}

void complete_line_setup(struct shell *sh)
{
	owner = sh;
	complete_files_setup(sh);
	rl_attempted_completion_function = attempt;
	rl_completion_word_break_hook = word_breaks;
	rl_ignore_some_completions_function = ignore_names;
	rl_special_prefixes = "$";
}
