/*
 * shell/complete_files.c - completion of names of files: their quotes, and $NAME/… in front.
 */
#include "shell/complete_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/strv.h"
#include "shell/expand.h"
#include "shell/shell.h"
#include "shell/var.h"

static struct shell *owner; /* readline's functions know nothing of us */
static const char quoted_characters[] = " \t\n\\\"'@<>=;|&()#$`?*[!:{~";
static const char quoted_but_dollar[] = " \t\n\\\"'@<>=;|&()#`?*[!:{~";

bool complete_is_directory(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ---- quotes ---- */

void complete_dequote(const char *word, char quote, struct buf *out)
{
	for (const char *s = word; *s; s++) {
		if (*s == '\\') {
			if (quote == '\'' || (quote == '"' && !strchr("$`\"\\", s[1])))
				buf_add_char(out, '\\');
			if (*++s)
				buf_add_char(out, *s);
			else
				break;
		} else if (quote ? *s == quote : *s == '\'' || *s == '"') {
			quote = quote ? '\0' : *s;
		} else {
			buf_add_char(out, *s);
		}
	}
}

/* Is the byte at @at quoted by a backslash? */
static int is_quoted(char *text, int at)
{
	int n = 0;

	while (at > n && text[at - 1 - n] == '\\')
		n++;
	return n & 1;
}

/* @*quote: the quote that was typed.  When there are several matches it stays open. */
static char *quote_name(char *text, int type, char *quote)
{
	struct buf out = BUF_INIT;
	char typed = *quote;

	if (typed == '"' && owner->opts.histexpand && strchr(text, '!'))
		typed = *quote = '\0';
	else if (!typed && strchr(text, '\n'))
		typed = '\'';
	if (typed == '"') {
		quote_double_only(&out, text);
	} else if (typed) {
		quote_verbatim(&out, text);
	} else if (*text == '~') {
		buf_add_char(&out, '~');
		quote_backslash_only(&out, text + 1);
	} else {
		quote_backslash_only(&out, text);
	}
	if (typed && type == MULT_MATCH)
		out.s[--out.len] = '\0';
	return buf_steal(&out);
}

static char *dequote_name(char *text, int quote)
{
	struct buf out = BUF_INIT;

	complete_dequote(text, (char)quote, &out);
	return buf_steal(&out);
}

/* ---- directories ---- */

/* @*name, $HOME/… perhaps, expanded; 0 and as it was: there is nothing to expand. */
static int expand_name(char **name)
{
	struct arena_mark mark;
	const char *expanded;
	int changed;

	if (!strchr(*name, '$') || strpbrk(*name, "`("))
		return 0;
	mark = arena_mark(&owner->scratch);
	expanded = expand_text(owner, *name);
	changed = expanded && strcmp(expanded, *name) != 0;
	if (changed) {
		free(*name);
		*name = xstrdup(expanded);
		rl_filename_quote_characters = quoted_but_dollar; /* the one typed is to stay one */
	}
	arena_rewind(&owner->scratch, mark);
	return changed;
}

/* Is it there by just this name, a $ in it and all? */
static bool is_there(const char *name)
{
	scoped_free char *path = xstrdup(name);
	size_t len = strlen(path);
	struct stat st;

	if (len && path[len - 1] == '/')
		path[len - 1] = '\0';
	return lstat(path, &st) == 0;
}

/* A directory as typed: expanded, or else without its quotes. */
static int resolve_directory(char **name)
{
	char *plain = dequote_name(*name, rl_completion_quote_character);
	int changed;

	if (!is_there(plain) && expand_name(name)) {
		free(plain);
		return 1;
	}
	changed = strcmp(plain, *name) != 0;
	free(*name);
	*name = plain;
	return changed;
}

static int resolve_file(char **name)
{
	return is_there(*name) ? 0 : expand_name(name);
}

/* direxpand: what is typed is replaced by it. */
void complete_files_begin(void)
{
	rl_filename_quote_characters = quoted_characters;
	rl_directory_completion_hook = owner->opts.direxpand ? resolve_directory : NULL;
	rl_directory_rewrite_hook = owner->opts.direxpand ? NULL : resolve_directory;
	rl_filename_stat_hook = resolve_file;
}

/* ---- compgen and complete ---- */

static bool leads_to_directory(const char *name)
{
	char *path = tilde_expand(name);
	bool is_directory;

	resolve_file(&path);
	is_directory = complete_is_directory(path);
	free(path);
	return is_directory;
}

bool complete_files(const char *text, bool directories, struct strv *out)
{
	scoped_buf struct buf plain = BUF_INIT;
	int desired = rl_filename_completion_desired;
	char **found;

	if (!owner)
		return false;
	if (directories && rl_dispatching && !rl_completion_found_quote) {
		complete_dequote(text, (char)rl_completion_quote_character, &plain);
		text = plain.s ? plain.s : "";
	}
	found = rl_completion_matches(text, rl_filename_completion_function);
	if (directories && !found)
		rl_filename_completion_desired = desired; /* what else is found is no names of files */
	for (size_t i = found && found[0] && found[1]; found && found[i]; i++) /* [0] is the common part */
		if (!directories || leads_to_directory(found[i]))
			strv_add(out, found[i]);
	for (size_t i = 0; found && found[i]; i++)
		free(found[i]);
	free(found);
	return true;
}

const char *complete_files_word(struct shell *sh, const char *word, const char *line_word)
{
	scoped_buf struct buf plain = BUF_INIT;
	bool as_it_is = line_word ? strcmp(word, line_word) == 0 : rl_completion_found_quote != 0;

	if (!owner || as_it_is || !strpbrk(word, "'\"\\"))
		return word;
	complete_dequote(word, (char)rl_completion_quote_character, &plain);
	return arena_strndup(&sh->scratch, plain.s, plain.len);
}

void complete_files_setup(struct shell *sh)
{
	static char quotes[] = "'\"";

	owner = sh;
	rl_completer_quote_characters = quotes;
	rl_filename_quote_characters = quoted_characters;
	rl_char_is_quoted_p = is_quoted;
	rl_filename_quoting_function = quote_name;
	rl_filename_dequoting_function = dequote_name;
}
