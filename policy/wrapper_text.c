/*
 * policy/wrapper_text.c - the text behind `sh -c`, where it is one simple command.
 *
 * Anything with an operator, an expansion, a glob or an escape is not taken apart:
 * the shell that runs it has every command judged at its execve.
 */
#include "policy/wrapper.h"

#include <ctype.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"

enum { MOST_WORDS = 256 };

/* Builtins and reserved words of bash: judged as the shell they stand in. */
static const char *const shell_words[] = {
	"!", "[[", ".", ":", "[", "alias", "bg", "bind", "break", "caller", "case", "cd",
	"compgen", "complete", "compopt", "continue", "coproc", "declare", "dirs", "disown", "do",
	"done", "echo", "elif", "else", "enable", "esac", "eval", "exit", "export", "false", "fc",
	"fg", "fi", "for", "function", "getopts", "hash", "help", "history", "if", "in", "jobs",
	"kill", "let", "local", "logout", "mapfile", "popd", "printf", "pushd", "pwd", "read",
	"readarray", "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend",
	"test", "then", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias",
	"unset", "until", "wait", "while", "{", "}",
};

bool wrapper_is_shell_word(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(shell_words); i++)
		if (strcmp(word, shell_words[i]) == 0)
			return true;
	return false;
}

static bool is_plain(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_./-+,:@%=", c));
}

/* One word at *p, without its quotes, added to @out; false when it is not plain. */
static bool word(const char **p, struct buf *out)
{
	const char *s = *p;

	while (*s && !strchr(" \t\n", *s)) {
		char quote = *s;
		size_t len;

		if (is_plain(*s)) {
			buf_add_char(out, *s++);
			continue;
		}
		if (quote != '\'' && quote != '"')
			return false;
		len = strcspn(++s, quote == '"' ? "\"$`\\" : "'");
		if (s[len] != quote)
			return false;
		buf_add(out, s, len);
		s += len + 1;
	}
	*p = s;
	return true;
}

static bool is_assignment(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n && s[n] == '=' && !isdigit((unsigned char)*s);
}

char **wrapper_simple_command(struct arena *a, const char *text)
{
	char **argv = arena_zalloc(a, (MOST_WORDS + 1) * sizeof(*argv));
	size_t n = 0;

	text += strspn(text, " \t\n");
	while (*text) {
		scoped_buf struct buf one = BUF_INIT;
		bool assignment = !n && is_assignment(text);

		if (!word(&text, &one) || n == MOST_WORDS)
			return NULL;
		if (!assignment)
			argv[n++] = arena_strdup(a, one.s);
		text += strspn(text, " \t");
		if (*text == '\n') {
			text += strspn(text, " \t\n");
			if (*text)
				return NULL; /* a second line */
		}
	}
	return n ? argv : NULL;
}
