/*
 * shell/token.c - reserved words, names and operators as text.
 */
#include "shell/token.h"

#include <string.h>

#include "lib/cleanup.h"
#include "shell/parser.h"

struct reserved_row {
	char text[9];
	unsigned char id;
};

/* By length. */
static const struct reserved_row reserved_words[] = {
	{"!", RES_NOT},
	{"{", RES_LBRACE},
	{"}", RES_RBRACE},
	{"[[", RES_COND_OPEN},
	{"]]", RES_COND_CLOSE},
	{"do", RES_DO},
	{"fi", RES_FI},
	{"if", RES_IF},
	{"in", RES_IN},
	{"for", RES_FOR},
	{"case", RES_CASE},
	{"done", RES_DONE},
	{"elif", RES_ELIF},
	{"else", RES_ELSE},
	{"esac", RES_ESAC},
	{"then", RES_THEN},
	{"time", RES_TIME},
	{"until", RES_UNTIL},
	{"while", RES_WHILE},
	{"coproc", RES_COPROC},
	{"select", RES_SELECT},
	{"function", RES_FUNCTION},
};

enum { RESERVED_LONGEST = 8 };

/* Where the words of each length start in the table; the last entry is its end. */
static const unsigned char reserved_start[RESERVED_LONGEST + 2] = {0, 0, 3, 9, 10, 17, 19, 21, 21, 22};

enum reserved reserved_find(const char *s, size_t len)
{
	if (len == 0 || len > RESERVED_LONGEST)
		return RES_NONE;
	for (unsigned i = reserved_start[len]; i < reserved_start[len + 1]; i++) {
		const struct reserved_row *row = &reserved_words[i];

		if (row->text[0] == s[0] && !memcmp(row->text, s, len))
			return (enum reserved)row->id;
	}
	return RES_NONE;
}

const char *reserved_name(size_t i)
{
	for (size_t row = 0; row < ARRAY_LEN(reserved_words); row++)
		if (reserved_words[row].id == RES_NONE + 1 + i)
			return reserved_words[row].text;
	return NULL;
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

size_t name_prefix(const char *s)
{
	size_t n = 0;

	while (is_name_byte(s[n], n == 0))
		n++;
	return n;
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
