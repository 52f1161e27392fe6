/*
 * shell/edit_commands.c - keys that expand the line, or run it in an editor (bash manual 8.4.8).
 */
#include "shell/edit_commands.h"

#include <stdio.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "shell/alias.h"
#include "shell/ast.h"
#include "shell/edit_words.h"
#include "shell/expand.h"
#include "shell/history.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/token.h"
#include "shell/var.h"

static struct shell *owner; /* readline's functions know nothing of us */

/* In one step to be undone. */
static void replace_line(const char *text)
{
	if (strcmp(text, rl_line_buffer) == 0)
		return;
	rl_begin_undo_group();
	rl_delete_text(0, rl_end);
	rl_point = 0;
	rl_insert_text(text);
	rl_end_undo_group();
}

/* ---- history ---- */

/* False: it cannot be done, and was said below the line. */
static bool expand_history(void)
{
	scoped_buf struct buf out = BUF_INIT;
	int result = history_substitute(owner, rl_line_buffer, &out);

	if (result > 0)
		replace_line(out.s);
	if (result >= 0)
		return true;
	rl_crlf();
	fprintf(rl_outstream, "%s: %s\n", owner->prog, out.s);
	rl_on_new_line();
	rl_forced_update_display();
	return false;
}

static int history_expand_line(int count, int key)
{
	(void)count;
	(void)key;
	return !expand_history();
}

static int magic_space(int count, int key)
{
	int from_end = rl_end - rl_point;

	(void)key;
	if (expand_history())
		rl_point = rl_end - from_end;
	return rl_insert(count, ' ');
}

/* ---- aliases ---- */

/* Is the word [@s, @s + len) one behind which there is a command again? */
static bool comes_before_command(const char *s, size_t len)
{
	static const enum reserved words[] = {RES_IF, RES_THEN, RES_ELSE, RES_ELIF, RES_DO, RES_WHILE,
		RES_UNTIL, RES_LBRACE, RES_NOT, RES_TIME};
	enum reserved found = reserved_find(s, len);

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (found == words[i])
			return true;
	return false;
}

/* @line with its aliases replaced, as far as that can be told from a line that is not finished. */
static void add_aliases(const char *line, struct buf *out)
{
	bool is_name = true;
	int at = 0;

	while (line[at]) {
		int start = edit_word_start(line, at);
		int end = edit_word_end(line, start);
		scoped_free char *word = xstrndup(line + start, (size_t)(end - start));
		const char *value;

		for (int i = at; i < start; i++) {
			if (strchr("|&;(\n", line[i]))
				is_name = true;
			else if (line[i] == '<' || line[i] == '>')
				is_name = false;
		}
		value = is_name ? alias_get(owner, word) : NULL;
		buf_add(out, line + at, (size_t)(start - at));
		buf_add_str(out, value ? value : word);
		if (value)
			is_name = *value && strchr(" \t", value[strlen(value) - 1]);
		else
			is_name = is_name && comes_before_command(word, strlen(word));
		at = end;
	}
}

static int alias_expand_line(int count, int key)
{
	scoped_buf struct buf out = BUF_INIT;

	(void)count;
	(void)key;
	add_aliases(rl_line_buffer, &out);
	replace_line(out.s);
	return 0;
}

static int history_and_alias_expand_line(int count, int key)
{
	return history_expand_line(count, key) || alias_expand_line(count, key);
}

/* ---- all expansions ---- */

/* Each word of the line becomes what a command would get; false: printed. */
static bool expand_line_words(void)
{
	scoped_buf struct buf out = BUF_INIT;
	struct arena_mark mark = arena_mark(&owner->scratch);
	struct fields found = {0};
	struct word *words;
	int status = owner->status;
	bool ok = parse_words(owner, &owner->scratch, rl_line_buffer, " \t\n", &words) &&
		  expand_words(owner, words, &found);

	for (size_t i = 0; ok && i < found.len; i++)
		buf_printf(&out, "%s%s", i ? " " : "", found.items[i]);
	if (ok)
		replace_line(out.s);
	arena_rewind(&owner->scratch, mark);
	owner->status = status;
	if (owner->unwind == UNWIND_ERROR || owner->unwind == UNWIND_TOP)
		owner->unwind = UNWIND_NONE;
	return ok;
}

static int shell_expand_line(int count, int key)
{
	if (history_and_alias_expand_line(count, key))
		return 1;
	if (expand_line_words())
		return 0;
	rl_on_new_line();
	rl_forced_update_display();
	return 1;
}

/* ---- an editor ---- */

/* The line goes to the history, and from there to `fc`, which runs what the editor leaves. */
static int edit_and_execute(const char *editor)
{
	scoped_buf struct buf command = BUF_INIT;

	rl_crlf();
	history_add(owner, rl_line_buffer);
	using_history();
	buf_printf(&command, "fc -e \"${VISUAL:-${EDITOR:-%s}}\"", editor);
	rl_deprep_terminal();
	shell_run_string(owner, command.s, "fc", 1);
	rl_prep_terminal(1);
	rl_replace_line("", 1);
	rl_point = 0;
	rl_on_new_line();
	rl_forced_update_display();
	return 0;
}

static int emacs_edit_and_execute(int count, int key)
{
	(void)count;
	(void)key;
	return edit_and_execute("emacs");
}

static int vi_edit_and_execute(int count, int key)
{
	(void)count;
	edit_and_execute("vi");
	return rl_vi_insertion_mode(1, key);
}

static int display_version(int count, int key)
{
	(void)count;
	(void)key;
	rl_crlf();
	fprintf(rl_outstream, "GNU bash, version %s (%s)\n", var_get(owner, "BASH_VERSION"),
		var_get(owner, "MACHTYPE"));
	rl_on_new_line();
	rl_forced_update_display();
	return 0;
}

/* ---- names and keys ---- */

static const struct {
	const char *name;
	rl_command_func_t *function;
} commands[] = {
	{"alias-expand-line", alias_expand_line},
	{"display-shell-version", display_version},
	{"edit-and-execute-command", emacs_edit_and_execute},
	{"history-and-alias-expand-line", history_and_alias_expand_line},
	{"history-expand-line", history_expand_line},
	{"insert-last-argument", rl_yank_last_arg},
	{"magic-space", magic_space},
	{"shell-expand-line", shell_expand_line},
	{"vi-edit-and-execute-command", vi_edit_and_execute},
};

static void forget_key(int key, Keymap map, rl_command_func_t *function)
{
	if (map[key].type == ISFUNC && map[key].function == function)
		rl_unbind_key_in_map(key, map);
}

static void bind_keys(void)
{
	rl_bind_key_if_unbound_in_map(CTRL('E'), shell_expand_line, emacs_meta_keymap);
	rl_bind_key_if_unbound_in_map('^', history_expand_line, emacs_meta_keymap);
	rl_bind_key_if_unbound_in_map(CTRL('V'), display_version, emacs_ctlx_keymap);
	rl_bind_key_if_unbound_in_map(CTRL('E'), emacs_edit_and_execute, emacs_ctlx_keymap);
	rl_bind_key_if_unbound_in_map('v', vi_edit_and_execute, vi_movement_keymap);
	/* Escape and return in a row are no wish for another mode: there is set -o. */
	forget_key('\n', emacs_meta_keymap, rl_vi_editing_mode);
	forget_key('\r', emacs_meta_keymap, rl_vi_editing_mode);
	forget_key(CTRL('E'), vi_movement_keymap, rl_emacs_editing_mode);
}

void edit_commands_setup(struct shell *sh)
{
	if (owner)
		return;
	owner = sh;
	rl_readline_name = "Bash"; /* the name that ~/.inputrc files test */
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		rl_add_defun(commands[i].name, commands[i].function, -1);
	edit_words_setup();
	edit_complete_setup(sh);
	if (sh->opts.vi)
		rl_variable_bind("editing-mode", "vi");
	rl_initialize();
	bind_keys();
	edit_words_bind();
	edit_complete_bind();
}
