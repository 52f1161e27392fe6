/*
 * shell/history.c - the commands typed so far: expansion of `!`, the list, the file.
 *
 * The list is the library's and one per process, so what belongs to it stands here as well.
 */
#include "shell/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "shell/diag.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { HISTORY_FILE_MODE = 0600 };

static struct {
	int session_lines;   /* entries of this session that are not in the file */
	int file_lines;      /* read from the file so far */
	bool line_added;     /* the line being run is the last entry */
	bool command_added;  /* the first line of the command was */
	bool extglob;        /* the option, as the library's questions do not carry the shell */
	bool prepared;       /* the library knows our ways */
	struct buf line;     /* what history_read_line() gave out */
	struct buf unfinished; /* what history_unfinished() gives out */
	bool is_unfinished;
} state = {.line = BUF_INIT, .unfinished = BUF_INIT};

/* ---- limits and what is kept out ---- */

/* HISTSIZE may have changed since. */
static void apply_size(struct shell *sh)
{
	const char *text = var_get(sh, "HISTSIZE");
	int64_t size;

	if (text && num_parse_i64(text, &size) == 0 && size >= 0)
		stifle_history(size > INT32_MAX ? INT32_MAX : (int)size);
	else if (history_is_stifled())
		unstifle_history();
}

static const char *last_entry(void)
{
	const HIST_ENTRY *e = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;

	return e ? e->line : NULL;
}

/* Is @word one of the colon-separated words of HISTCONTROL? */
static bool control_has(struct shell *sh, const char *word)
{
	const char *at = var_get(sh, "HISTCONTROL");
	size_t len = strlen(word);

	while (at && *at) {
		size_t n = strcspn(at, ":");

		if (n == len && !memcmp(at, word, n))
			return true;
		at += n + (at[n] == ':');
	}
	return false;
}

/* A pattern of HISTIGNORE, & being the entry before. */
static void ignore_pattern(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\\' && i + 1 < len && s[i + 1] == '&')
			buf_add_char(out, s[++i]);
		else if (s[i] == '&' && last_entry())
			pattern_quote(out, last_entry());
		else
			buf_add_char(out, s[i]);
	}
}

static bool is_ignored(struct shell *sh, const char *text)
{
	const char *at = var_get(sh, "HISTIGNORE");

	while (at && *at) {
		scoped_buf struct buf pattern = BUF_INIT;
		size_t n = strcspn(at, ":");

		ignore_pattern(&pattern, at, n);
		if (n && pattern_match(pattern.s, text, sh->opts.extglob ? PATTERN_EXTGLOB : 0))
			return true;
		at += n + (at[n] == ':');
	}
	return false;
}

static bool is_kept_out(struct shell *sh, const char *text)
{
	bool both = control_has(sh, "ignoreboth");
	const char *last = last_entry();

	if (*text == ' ' && (both || control_has(sh, "ignorespace")))
		return true;
	if (last && !strcmp(last, text) && (both || control_has(sh, "ignoredups")))
		return true;
	return is_ignored(sh, text);
}

static void free_entry(HIST_ENTRY *e)
{
	if (e)
		free_history_entry(e);
}

static void erase_duplicates(const char *text)
{
	for (int i = history_length - 1; i >= 0; i--) {
		const HIST_ENTRY *e = history_get(history_base + i);

		if (e && !strcmp(e->line, text))
			free_entry(remove_history(i));
	}
}

bool history_add(struct shell *sh, const char *text)
{
	apply_size(sh);
	if (is_kept_out(sh, text))
		return false;
	if (control_has(sh, "erasedups"))
		erase_duplicates(text);
	add_history(text);
	state.session_lines++;
	using_history();
	return true;
}

bool history_line_was_added(void)
{
	return state.line_added;
}

void history_forget_line(void)
{
	if (!state.line_added || history_length == 0)
		return;
	free_entry(remove_history(history_length - 1));
	state.line_added = false;
	state.session_lines--;
}

unsigned history_next_number(void)
{
	return (unsigned)(history_base + history_length);
}

void history_forget_all(void)
{
	clear_history();
	state.session_lines = 0;
	state.line_added = false;
}

void history_remove_range(int first, int last)
{
	for (int i = last; i >= first; i--) {
		free_entry(remove_history(i));
		state.session_lines -= state.session_lines > 0;
	}
	using_history();
}

/* ---- expansion ---- */

/* Where ! stands for itself although it is not quoted: [!a], ${!x}, $!, and !( with extglob. */
static int is_literal_bang(char *text, int at)
{
	if (at > 0 && text[at - 1] == '[' && strchr(text + at + 1, ']'))
		return 1;
	if (at > 1 && text[at - 1] == '{' && text[at - 2] == '$' && strchr(text + at + 1, '}'))
		return 1;
	if (at > 0 && text[at - 1] == '$')
		return 1;
	return state.extglob && text[at + 1] == '(';
}

static void set_characters(struct shell *sh)
{
	static char delimiters[] = ";&()|<>";
	const char *chars = var_get(sh, "histchars");

	history_expansion_char = chars && chars[0] ? chars[0] : '!';
	history_subst_char = chars && chars[0] && chars[1] ? chars[1] : '^';
	history_comment_char = chars && chars[0] && chars[1] && chars[2] ? chars[2] : '#';
	history_write_timestamps = var_get(sh, "HISTTIMEFORMAT") != NULL;
	state.extglob = sh->opts.extglob;
	if (state.prepared)
		return;
	state.prepared = true;
	history_quotes_inhibit_expansion = 1;
	history_search_delimiter_chars = delimiters;
	history_inhibit_expansion_function = is_literal_bang;
	using_history();
}

int history_substitute(struct shell *sh, const char *text, struct buf *out)
{
	scoped_buf struct buf copy = BUF_INIT;
	char *expanded = NULL;
	int result;

	set_characters(sh);
	buf_add_str(&copy, text);
	result = history_expand(copy.s, &expanded);
	buf_add_str(out, expanded ? expanded : "");
	free(expanded);
	return result;
}

/* ---- lines of one command ---- */

/* Where the text of a command stands: in quotes, or behind a `)` that closes a case pattern. */
struct scan {
	char quote;
	bool case_paren;
	bool in_substitution; /* in $( ) */
};

static struct scan scan_command(const char *s)
{
	struct scan r = {0};
	uint64_t substitutions = 0; /* one bit for each parenthesis that is open */
	int depth = 0;
	char before = 0;

	for (; *s; before = *s++) {
		if (*s == '\\' && r.quote != '\'' && s[1]) {
			s++;
		} else if (r.quote) {
			r.quote = *s == r.quote ? '\0' : r.quote;
		} else if (strchr("'\"`", *s)) {
			r.quote = *s;
			r.case_paren = false;
		} else if (*s == '(') {
			depth++;
			substitutions = substitutions << 1 | (before == '$');
		} else if (*s == ')') {
			r.case_paren = depth == 0;
			depth -= depth > 0;
			substitutions >>= 1;
		} else if (!strchr(" \t\n", *s)) {
			r.case_paren = false;
		}
	}
	r.in_substitution = substitutions != 0;
	return r;
}

static bool ends_line(const char *text)
{
	size_t len = text ? strlen(text) : 0;

	return len && text[len - 1] == '\n';
}

/* What stands between the lines @so_far and the next one when they become one entry (cmdhist). */
static const char *joint(const struct shell *sh, const char *so_far, bool in_heredoc, const char *line)
{
	static const char *const openers[] = {"do", "then", "else", "elif", "if", "while", "until",
		"in", "!", "time", "coproc", "{"};
	struct scan scan = scan_command(so_far);
	size_t end = strlen(so_far);
	size_t start;

	while (end > 0 && strchr(" \t\n", so_far[end - 1]))
		end--;
	if (in_heredoc) /* each of its lines has its newline */
		return ends_line(last_entry()) ? "" : "\n";
	if (scan.quote || scan.in_substitution || sh->opts.lithist || strstr(line, "<<"))
		return "\n";
	if (ends_line(last_entry()))
		return " ";
	if (end == 0 || scan.case_paren || strchr(";&|(", so_far[end - 1]))
		return " ";
	if (end > 1 && so_far[end - 1] == ')' && so_far[end - 2] == '(')
		return " ";
	for (start = end; start > 0 && !strchr(" \t\n;&|()", so_far[start - 1]);)
		start--;
	for (size_t i = 0; i < ARRAY_LEN(openers); i++) {
		if (strlen(openers[i]) == end - start && !memcmp(so_far + start, openers[i], end - start))
			return " ";
	}
	return "; ";
}

/* One more line of the command that is the last entry. */
static void extend_last(const char *between, const char *line, const char *end)
{
	scoped_buf struct buf text = BUF_INIT;
	const char *last = last_entry();
	size_t len = last ? strlen(last) : 0;

	if (!last)
		return;
	if (len && last[len - 1] == '\\' && *between != '\n') { /* a continued line is one line */
		len--;
		between = "";
	}
	buf_add(&text, last, len);
	buf_add_str(&text, between);
	buf_add_str(&text, line);
	buf_add_str(&text, end);
	free_entry(replace_history_entry(history_length - 1, text.s, NULL));
}

static void remember(struct shell *sh, const char *so_far, bool in_heredoc, const char *line)
{
	bool blank = !line[strspn(line, " \t")];

	if (!*so_far) {
		state.line_added = false;
		state.command_added = !blank && history_add(sh, line);
		state.line_added = state.command_added;
		return;
	}
	if (!state.command_added && *so_far != '\n')
		return;
	if (sh->opts.cmdhist && state.command_added) {
		const char *between = joint(sh, so_far, in_heredoc, line);

		if (!blank || in_heredoc || *between == '\n')
			extend_last(between, line, in_heredoc ? "\n" : "");
	} else if (!blank) {
		state.line_added = history_add(sh, line);
	}
}

/* histverify, histreedit: @text is not run, the next line begins with it. */
static void edit_again(const char *text)
{
	buf_reset(&state.unfinished);
	buf_add_str(&state.unfinished, text);
	state.is_unfinished = true;
}

const char *history_unfinished(void)
{
	const char *text = state.is_unfinished ? state.unfinished.s : NULL;

	state.is_unfinished = false;
	return text;
}

/* Expand @text; false: nothing of it is to be run. */
static bool substitute_line(struct shell *sh, const char *so_far, bool in_heredoc, struct buf *text)
{
	struct buf out = BUF_INIT;
	struct scan scan = scan_command(so_far);
	bool verify;
	int result;
	/* !! is the command before this one, of which a line may be an entry already. */
	bool hide = *so_far && state.command_added && sh->opts.cmdhist && history_length > 0;

	history_quoting_state = scan.quote == '`' ? 0 : scan.quote;
	history_length -= hide;
	result = in_heredoc ? 0 : history_substitute(sh, text->s, &out);
	history_length += hide;
	verify = result == 1 && sh->interactive && sh->opts.histverify;
	if (result < 0)
		diag(sh, "%s", out.s);
	else if (result > 0 && !verify)
		fprintf(stderr, "%s\n", out.s);
	if (result == 2 && out.len)
		remember(sh, so_far, in_heredoc, out.s);
	if (result < 0 && sh->interactive && sh->opts.histreedit)
		edit_again(text->s);
	if (verify)
		edit_again(out.s);
	if (result == 1) {
		buf_reset(text);
		buf_add(text, out.s, out.len);
	}
	buf_release(&out);
	return result == 0 || (result == 1 && !verify);
}

long history_read_line(struct shell *sh, const char *so_far, bool in_heredoc, const char **line,
	long len)
{
	size_t n = (size_t)len;
	bool run = true;

	if (!sh->opts.history && !sh->opts.histexpand)
		return len;
	buf_reset(&state.line);
	n -= n > 0 && (*line)[n - 1] == '\n';
	if (memchr(*line, '\0', n))
		return len;
	buf_add(&state.line, *line, n);
	if (sh->opts.histexpand && sh->opts.history)
		run = substitute_line(sh, so_far, in_heredoc, &state.line);
	if (!run)
		buf_reset(&state.line);
	else if (sh->opts.history)
		remember(sh, so_far, in_heredoc, state.line.s);
	buf_add_char(&state.line, '\n');
	*line = state.line.s;
	return (long)state.line.len;
}

/* ---- the file ---- */

static const char *file_name(struct shell *sh)
{
	const char *path = var_get(sh, "HISTFILE");

	return path && *path ? path : NULL;
}

static int touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, HISTORY_FILE_MODE);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void truncate_file(struct shell *sh, const char *path)
{
	const char *text = var_get(sh, "HISTFILESIZE");
	int64_t size;

	if (text && num_parse_i64(text, &size) == 0 && size >= 0)
		history_truncate_file(path, size > INT32_MAX ? INT32_MAX : (int)size);
}

int history_transfer(struct shell *sh, enum history_file_verb verb, const char *path)
{
	int before = history_length;
	int error = 0;

	set_characters(sh);
	apply_size(sh);
	switch (verb) {
	case HISTORY_APPEND:
		error = state.session_lines > 0 ? touch(path) : 0;
		if (!error && state.session_lines > 0)
			error = append_history(state.session_lines, path);
		if (!error) {
			state.file_lines += state.session_lines;
			state.session_lines = 0;
			truncate_file(sh, path);
		}
		return error;
	case HISTORY_READ_NEW:
		error = read_history_range(path, state.file_lines, -1);
		break;
	case HISTORY_READ:
		error = read_history(path);
		break;
	case HISTORY_WRITE:
		error = touch(path);
		if (!error)
			error = write_history(path);
		return error;
	}
	using_history();
	if (!error)
		state.file_lines = (verb == HISTORY_READ_NEW ? state.file_lines : 0) + history_length - before;
	return error;
}

void history_set_limits(struct shell *sh)
{
	if (!var_get(sh, "HISTSIZE"))
		var_set(sh, "HISTSIZE", "500");
	if (!var_get(sh, "HISTFILESIZE"))
		var_set(sh, "HISTFILESIZE", var_get(sh, "HISTSIZE"));
}

void history_load(struct shell *sh)
{
	const char *path = file_name(sh);

	set_characters(sh);
	apply_size(sh);
	if (!path || !sh->opts.history || access(path, R_OK) < 0)
		return;
	truncate_file(sh, path);
	history_transfer(sh, HISTORY_READ, path);
}

void history_save(struct shell *sh)
{
	const char *path = file_name(sh);

	if (!path || !sh->opts.history || state.session_lines <= 0)
		return;
	set_characters(sh);
	if (state.session_lines <= history_length || sh->opts.histappend) {
		history_transfer(sh, HISTORY_APPEND, path);
	} else {
		history_transfer(sh, HISTORY_WRITE, path);
		truncate_file(sh, path);
	}
	state.session_lines = 0;
}
