/*
 * shell/complete.c - completion specifications, and what one generates.
 *
 * The order is bash's: actions, -G, -W, -F, -C; then the filter, then prefix and suffix.
 */
#include "shell/complete.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/map.h"
#include "lib/strv.h"
#include "shell/array.h"
#include "shell/complete_files.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/expand.h"
#include "shell/expand_internal.h"
#include "shell/func.h"
#include "shell/glob.h"
#include "shell/parser.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/split.h"
#include "shell/var.h"

enum { TRY_AGAIN = 124 };

static struct map specifications;
static unsigned long last_number; /* 0: bash has not made its table yet */
static struct completion *running;
static const char *line_word; /* the word that is completed at the terminal; NULL: none is */

void completion_free(struct completion *c)
{
	if (!c)
		return;
	free(c->glob);
	free(c->words);
	free(c->prefix);
	free(c->suffix);
	free(c->function);
	free(c->command);
	free(c->filter);
	free(c);
}

struct completion *completion_find(const char *name)
{
	return map_get(&specifications, name);
}

void completion_set(const char *name, struct completion *c)
{
	struct completion *old = map_set(&specifications, name, c);

	c->number = old ? old->number : ++last_number;
	completion_free(old);
}

bool completion_remove(const char *name)
{
	struct completion *c = map_remove(&specifications, name);
	bool known = c || !last_number;

	completion_free(c);
	return known;
}

static void free_specification(void *c)
{
	completion_free(c);
}

void completion_remove_all(void)
{
	map_release(&specifications, free_specification);
	specifications = (struct map){0};
}

/* For qsort(): by bucket of bash's table, in it the latest first. */
static int listed_before(const void *a, const void *b)
{
	enum { BUCKETS = 512 };
	const char *left = *(char *const *)a;
	const char *right = *(char *const *)b;
	uint32_t x = array_hash(left) % BUCKETS;
	uint32_t y = array_hash(right) % BUCKETS;

	if (x != y)
		return x < y ? -1 : 1;
	return completion_find(left)->number > completion_find(right)->number ? -1 : 1;
}

void completion_names(struct strv *out)
{
	for (size_t i = 0; i < specifications.cap; i++)
		if (specifications.slots[i].key)
			strv_add(out, specifications.slots[i].key);
	if (out->len)
		qsort(out->items, out->len, sizeof(*out->items), listed_before);
}

struct completion *completion_running(void)
{
	return running;
}

/* ---- -W ---- */

/* The list is words like those of a command, but for pathname expansion. */
static void add_words(struct shell *sh, const char *list, const char *prefix, struct strv *out)
{
	scoped_buf struct buf start = BUF_INIT;
	struct fields found = {0};
	bool noglob = sh->opts.noglob;
	struct word *words;
	bool ok;

	if (!parse_words(sh, &sh->scratch, list, split_ifs(sh)->value, &words)) {
		expand_failed(sh);
		return;
	}
	sh->opts.noglob = true;
	ok = expand_words(sh, words, &found);
	sh->opts.noglob = noglob;
	complete_dequote(prefix, '\0', &start);
	for (size_t i = 0; ok && i < found.len; i++)
		if (!strncmp(found.items[i], start.s, start.len))
			strv_add(out, found.items[i]);
}

/* ---- -F and -C ---- */

static void set_environment(struct shell *sh, const struct complete_context *at)
{
	var_set(sh, "COMP_LINE", at->line ? at->line : "");
	var_set_int(sh, "COMP_POINT", (int64_t)at->point);
	var_set_int(sh, "COMP_TYPE", at->type);
	var_set_int(sh, "COMP_KEY", at->key);
}

static void unset_environment(struct shell *sh)
{
	static const char *const names[] = {"COMP_LINE", "COMP_POINT", "COMP_TYPE", "COMP_KEY",
		"COMP_WORDS", "COMP_CWORD"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		var_unset(sh, names[i]);
}

static int call_function(struct shell *sh, const struct completion *c,
	const struct complete_context *at, struct strv *out)
{
	struct func *f = func_find(sh, c->function);
	char *argv[] = {xstrdup(c->function), xstrdup(at->command), xstrdup(at->word),
		xstrdup(at->previous), NULL};
	struct completion *before = running;
	struct var *reply;
	int status = 0;
	size_t n = 0;
	char **values;

	if (f) {
		set_environment(sh, at);
		var_set_array(sh, "COMP_WORDS", at->words, at->n_words);
		var_set_int(sh, "COMP_CWORD", at->line ? (int64_t)at->cword : -1);
		running = at->line ? (struct completion *)(uintptr_t)c : before;
		status = exec_function(sh, f, 4, argv);
		running = before;
		unset_environment(sh);
		reply = var_find(sh, "COMPREPLY");
		values = reply && var_is_set(reply) ? var_values(sh, reply, &sh->scratch, &n) : NULL;
		for (size_t i = 0; i < n; i++)
			strv_add(out, values[i]);
		var_unset(sh, "COMPREPLY");
	} else {
		diag(sh, "warning: %s: function `%s' not found", at->command, c->function);
	}
	for (size_t i = 0; i < ARRAY_LEN(argv); i++)
		free(argv[i]);
	return status == TRY_AGAIN ? status : 0;
}

/* Lines (a backslash keeps a newline in one) of the output of COMMAND 'name' 'word' 'previous'. */
static void run_command(struct shell *sh, const struct completion *c,
	const struct complete_context *at, struct strv *out)
{
	scoped_buf struct buf text = BUF_INIT;
	const char *output;

	set_environment(sh, at);
	buf_printf(&text, "$(%s ", c->command);
	quote_verbatim(&text, at->command);
	buf_add_char(&text, ' ');
	quote_verbatim(&text, at->word);
	buf_add_char(&text, ' ');
	quote_verbatim(&text, at->previous);
	buf_add_char(&text, ')');
	output = expand_text(sh, text.s);
	unset_environment(sh);
	while (output && *output) {
		size_t n = 0;

		while (output[n] && output[n] != '\n')
			n += output[n] == '\\' && output[n + 1] == '\n' ? 2 : 1;
		strv_add_taken(out, xstrndup(output, n));
		output += n + strspn(output + n, "\n");
	}
}

/* ---- after generating ---- */

/* -X: remove what matches the pattern, or with ! what does not; & is the word. */
static void apply_filter(const char *filter, const char *word, struct strv *list)
{
	scoped_buf struct buf pattern = BUF_INIT;
	bool negated = *filter == '!';
	size_t kept = 0;

	for (const char *s = filter + negated; *s; s++) {
		if (*s == '\\' && s[1] == '&')
			buf_add_char(&pattern, *++s);
		else if (*s == '&')
			pattern_quote(&pattern, word);
		else
			buf_add_char(&pattern, *s);
	}
	for (size_t i = 0; i < list->len; i++) {
		if (pattern_match(pattern.s, list->items[i], PATTERN_EXTGLOB) == negated)
			list->items[kept++] = list->items[i];
		else
			free(list->items[i]);
	}
	list->len = kept;
	if (list->items)
		list->items[kept] = NULL;
}

static void add_affixes(const struct completion *c, struct strv *list)
{
	for (size_t i = 0; i < list->len && (c->prefix || c->suffix); i++) {
		struct buf text = BUF_INIT;

		buf_printf(&text, "%s%s%s", c->prefix ? c->prefix : "", list->items[i],
			c->suffix ? c->suffix : "");
		free(list->items[i]);
		list->items[i] = buf_steal(&text);
	}
}

static void add_glob(struct shell *sh, const char *pattern, struct strv *out)
{
	struct fields found = {0};

	glob_expand(sh, pattern, &sh->scratch, &found);
	for (size_t i = 0; i < found.len; i++)
		strv_add(out, found.items[i]);
}

static void add_actions(struct shell *sh, const struct completion *c,
	const struct complete_context *at, struct strv *out)
{
	const char *file = at->line ? at->word : complete_files_word(sh, at->word, line_word);

	for (int i = 0; i < COMPLETE_ACTIONS; i++)
		if (c->actions >> i & 1)
			complete_add(sh, (enum complete_action)i, i == COMPLETE_FILE ? file : at->word, out);
}

int completion_generate(struct shell *sh, const struct completion *c,
	const struct complete_context *at, struct strv *out)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	const char *line_word_before = line_word;
	int status = 0;

	if (at->line)
		line_word = at->word;
	add_actions(sh, c, at, out);
	if (c->glob)
		add_glob(sh, c->glob, out);
	if (c->words)
		add_words(sh, c->words, at->word, out);
	if (c->function)
		status = call_function(sh, c, at, out);
	if (c->command)
		run_command(sh, c, at, out);
	if (c->filter)
		apply_filter(c->filter, at->word, out);
	add_affixes(c, out);
	if ((c->options & COMPLETE_DIRNAMES && !out->len) || c->options & COMPLETE_PLUSDIRS)
		complete_add(sh, COMPLETE_DIRECTORY, at->word, out);
	line_word = line_word_before;
	arena_rewind(&sh->scratch, mark);
	return status;
}
