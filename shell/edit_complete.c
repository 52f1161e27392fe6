/*
 * shell/edit_complete.c - keys that complete the word as one certain kind (bash manual 8.4.6, 8.4.8).
 */
#include "shell/edit_commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/strv.h"
#include "shell/complete.h"
#include "shell/edit_words.h"
#include "shell/expand.h"
#include "shell/glob.h"
#include "shell/shell.h"
#include "shell/var.h"

typedef void collect_func(const char *text, struct strv *out);

static struct shell *owner; /* readline's functions know nothing of us */
static collect_func *collect;

/* rl_completion_entry_function: what `collect` finds, one after the other. */
static char *next_found(const char *text, int state)
{
	static struct strv found;
	static size_t next;

	if (!state) {
		strv_release(&found);
		found = (struct strv){0};
		next = 0;
		collect(text, &found);
	}
	return next < found.len ? xstrdup(found.items[next++]) : NULL;
}

/* @how as rl_complete_internal() has it: TAB, ? to list, * to insert all. */
static int complete_as(collect_func *kind, int how)
{
	rl_compentry_func_t *entry = rl_completion_entry_function;
	rl_completion_func_t *attempt = rl_attempted_completion_function;
	int result;

	collect = kind;
	rl_completion_entry_function = kind ? next_found : NULL; /* NULL: names of files */
	rl_attempted_completion_function = NULL;
	result = rl_complete_internal(how);
	rl_completion_entry_function = entry;
	rl_attempted_completion_function = attempt;
	return result;
}

/* ---- names ---- */

/* Names of @action for @text without the @prefix that it may begin with, and that they get again. */
static void add_names(enum complete_action action, const char *text, const char *prefix,
	const char *end, struct strv *out)
{
	scoped_strv struct strv names = {0};
	size_t len = strlen(prefix);
	bool has = strncmp(text, prefix, len) == 0;

	complete_add(owner, action, text + (has ? len : 0), &names);
	for (size_t i = 0; i < names.len; i++) {
		struct buf name = BUF_INIT;

		buf_printf(&name, "%s%s%s", has ? prefix : "", names.items[i], has ? end : "");
		strv_add_taken(out, buf_steal(&name));
	}
}

static void collect_commands(const char *text, struct strv *out)
{
	complete_add(owner, COMPLETE_COMMAND, text, out);
	rl_filename_completion_desired = strchr(text, '/') != NULL;
}

static void collect_hosts(const char *text, struct strv *out)
{
	add_names(COMPLETE_HOSTNAME, text, "@", "", out);
}

static void collect_users(const char *text, struct strv *out)
{
	add_names(COMPLETE_USER, text, "~", "", out);
	rl_filename_completion_desired = *text == '~'; /* a directory */
}

static void collect_variables(const char *text, struct strv *out)
{
	bool braced = strncmp(text, "${", 2) == 0;

	add_names(COMPLETE_VARIABLE, text, braced ? "${" : "$", braced ? "}" : "", out);
}

/* Two commands of readline for a @kind: to complete as it, to list what there is of it. */
#define KIND(name, kind)                                                     \
	static int complete_##name(int count, int key)                       \
	{                                                                    \
		(void)count;                                                 \
		(void)key;                                                   \
		return complete_as(kind, rl_completion_mode(complete_##name)); \
	}                                                                    \
	static int list_##name(int count, int key)                           \
	{                                                                    \
		(void)count;                                                 \
		(void)key;                                                   \
		return complete_as(kind, '?');                               \
	}

KIND(command, collect_commands)
KIND(filename, NULL)
KIND(hostname, collect_hosts)
KIND(username, collect_users)
KIND(variable, collect_variables)

/* All names of files at once: what they have in common, and {the,rest}. */
static void collect_braces(const char *text, struct strv *out)
{
	char **matches = rl_completion_matches(text, rl_filename_completion_function);
	struct strv names = {0};
	struct buf word = BUF_INIT;
	size_t common;

	rl_filename_completion_desired = 0;
	if (!matches)
		return;
	common = strlen(matches[0]);
	for (size_t i = 1; matches[i]; i++)
		strv_add_taken(&names, matches[i]);
	if (names.len)
		strv_sort(&names);
	buf_add_str(&word, text);
	quote_backslash_only(&word, matches[0] + strlen(text));
	for (size_t i = 0; i < names.len; i++) {
		buf_add_char(&word, i ? ',' : '{');
		quote_backslash_only(&word, names.items[i] + common);
	}
	if (names.len)
		buf_add_char(&word, '}');
	strv_add_taken(out, buf_steal(&word));
	strv_release(&names);
	free(matches[0]);
	free(matches);
}

static int complete_into_braces(int count, int key)
{
	(void)count;
	(void)key;
	return complete_as(collect_braces, '\t');
}

/* ---- patterns ---- */

static void collect_glob(const char *text, struct strv *out)
{
	struct arena_mark mark = arena_mark(&owner->scratch);
	struct fields found = {0};

	glob_expand(owner, arena_printf(&owner->scratch, "%s%s", text, rl_explicit_arg ? "*" : ""),
		&owner->scratch, &found);
	for (size_t i = 0; i < found.len; i++)
		strv_add(out, found.items[i]);
	arena_rewind(&owner->scratch, mark);
	rl_filename_completion_desired = 1;
}

static int glob_complete_word(int count, int key)
{
	(void)count;
	(void)key;
	rl_explicit_arg = 1;
	return complete_as(collect_glob, rl_completion_mode(glob_complete_word));
}

static int glob_expand_word(int count, int key)
{
	(void)count;
	(void)key;
	return complete_as(collect_glob, '*');
}

static int glob_list_expansions(int count, int key)
{
	(void)count;
	(void)key;
	return complete_as(collect_glob, '?');
}

/* ---- words of the history ---- */

static void add_words(const char *line, const char *text, struct strv *out)
{
	size_t len = strlen(text);

	for (int end, at = edit_word_start(line, 0); line[at]; at = edit_word_start(line, end)) {
		end = edit_word_end(line, at);
		if ((size_t)(end - at) > len && strncmp(line + at, text, len) == 0)
			strv_add_taken(out, xstrndup(line + at, (size_t)(end - at)));
	}
}

/* The latest first. */
static void collect_history(const char *text, struct strv *out)
{
	for (int i = history_length; *text && i > 0; i--) {
		const HIST_ENTRY *entry = history_get(history_base + i - 1);

		if (entry)
			add_words(entry->line, text, out);
	}
}

static void collect_abbreviated(const char *text, struct strv *out)
{
	collect_history(text, out);
	rl_completion_suppress_append = 1;
}

static int dynamic_complete_history(int count, int key)
{
	(void)count;
	(void)key;
	return complete_as(collect_history, rl_completion_mode(dynamic_complete_history));
}

/* One after the other, as menu-complete does. */
static int dabbrev_expand(int count, int key)
{
	rl_compentry_func_t *entry = rl_menu_completion_entry_function;
	rl_completion_func_t *attempt = rl_attempted_completion_function;
	int sort = rl_sort_completion_matches;

	if (rl_last_func == dabbrev_expand)
		rl_last_func = rl_menu_complete; /* it asks whether it goes on */
	collect = collect_abbreviated;
	rl_menu_completion_entry_function = next_found;
	rl_attempted_completion_function = NULL;
	rl_sort_completion_matches = 0;
	rl_menu_complete(count, key);
	rl_last_func = dabbrev_expand;
	rl_menu_completion_entry_function = entry;
	rl_attempted_completion_function = attempt;
	rl_sort_completion_matches = sort;
	return 0;
}

/* ---- names and keys ---- */

static const struct {
	const char *name;
	rl_command_func_t *function;
	int meta, ctlx; /* bound to M-key, to C-x key; 0: not */
} commands[] = {
	{"complete-command", complete_command, '!', 0},
	{"complete-filename", complete_filename, '/', 0},
	{"complete-hostname", complete_hostname, '@', 0},
	{"complete-into-braces", complete_into_braces, '{', 0},
	{"complete-username", complete_username, '~', 0},
	{"complete-variable", complete_variable, '$', 0},
	{"dabbrev-expand", dabbrev_expand, 0, 0},
	{"dynamic-complete-history", dynamic_complete_history, '\t', 0},
	{"glob-complete-word", glob_complete_word, 'g', 0},
	{"glob-expand-word", glob_expand_word, 0, '*'},
	{"glob-list-expansions", glob_list_expansions, 0, 'g'},
	{"possible-command-completions", list_command, 0, '!'},
	{"possible-filename-completions", list_filename, 0, '/'},
	{"possible-hostname-completions", list_hostname, 0, '@'},
	{"possible-username-completions", list_username, 0, '~'},
	{"possible-variable-completions", list_variable, 0, '$'},
};

void edit_complete_setup(struct shell *sh)
{
	owner = sh;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		rl_add_defun(commands[i].name, commands[i].function, -1);
}

/* Two of bash's keys have a meaning in readline, which gives way. */
static bool gives_way(int key)
{
	rl_command_func_t *now = emacs_meta_keymap[key].function;

	return emacs_meta_keymap[key].type == ISFUNC &&
	       ((key == '~' && now == rl_tilde_expand) || (key == '\t' && now == rl_tab_insert));
}

void edit_complete_bind(void)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (commands[i].meta && gives_way(commands[i].meta))
			rl_bind_key_in_map(commands[i].meta, commands[i].function, emacs_meta_keymap);
		else if (commands[i].meta)
			rl_bind_key_if_unbound_in_map(commands[i].meta, commands[i].function,
				emacs_meta_keymap);
		if (commands[i].ctlx)
			rl_bind_key_if_unbound_in_map(commands[i].ctlx, commands[i].function,
				emacs_ctlx_keymap);
	}
}
