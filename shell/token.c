/*
 * shell/token.c - reserved words, names and operators as text.
 */
#include "shell/token.h"

#include <string.h>

#include "lib/cleanup.h"
#include "shell/parser.h"

struct reserved_row {
	const char *text;
	enum reserved id;
};

/* Sorted by first byte; reserved_find() skips to it by the switch on length. */
static const struct reserved_row reserved_words[] = {
	{"!", RES_NOT},
	{"[[", RES_COND_OPEN},
	{"]]", RES_COND_CLOSE},
	{"case", RES_CASE},
	{"coproc", RES_COPROC},
	{"do", RES_DO},
	{"done", RES_DONE},
	{"elif", RES_ELIF},
	{"else", RES_ELSE},
	{"esac", RES_ESAC},
	{"fi", RES_FI},
	{"for", RES_FOR},
	{"function", RES_FUNCTION},
	{"if", RES_IF},
	{"in", RES_IN},
	{"select", RES_SELECT},
	{"then", RES_THEN},
	{"time", RES_TIME},
	{"until", RES_UNTIL},
	{"while", RES_WHILE},
	{"{", RES_LBRACE},
	{"}", RES_RBRACE},
};

enum { RESERVED_LONGEST = 8 };

enum reserved reserved_find(const char *s, size_t len)
{
	if (len == 0 || len > RESERVED_LONGEST)
		return RES_NONE;
	for (size_t i = 0; i < ARRAY_LEN(reserved_words); i++) {
		const char *text = reserved_words[i].text;

		if (text[0] > s[0])
			break;
		if (text[0] == s[0] && !strncmp(text, s, len) && !text[len])
			return reserved_words[i].id;
	}
	return RES_NONE;
}

bool is_reserved_word(const char *s)
{
	return reserved_find(s, strlen(s)) != RES_NONE;
}

static bool is_name_byte(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (!first && c >= '0' && c <= '9');
}

bool is_name(const char *s, size_t len)
{
	if (!len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!is_name_byte(s[i], i == 0))
			return false;
	}
	return true;
}

const char *token_kind_text(enum token_kind kind)
{
	static const char *const text[] = {
		[TOK_NEWLINE] = "newline",
		[TOK_SEMI] = ";",
		[TOK_DSEMI] = ";;",
		[TOK_SEMI_AND] = ";&",
		[TOK_DSEMI_AND] = ";;&",
		[TOK_AND] = "&",
		[TOK_AND_IF] = "&&",
		[TOK_OR_IF] = "||",
		[TOK_PIPE] = "|",
		[TOK_PIPE_BOTH] = "|&",
		[TOK_LPAREN] = "(",
		[TOK_RPAREN] = ")",
	};

	return (size_t)kind < ARRAY_LEN(text) ? text[kind] : NULL;
}
