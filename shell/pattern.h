/*
 * shell/pattern.h - pattern matching: * ? [...] and extglob (bash manual 3.5.8.1).
 *
 * In a pattern a backslash quotes the next character.  Works on bytes, and on
 * characters where the locale is UTF-8.
 */
#ifndef SHELL_PATTERN_H
#define SHELL_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

enum pattern_flag {
	PATTERN_EXTGLOB = 1 << 0,
	PATTERN_NOCASE = 1 << 1,
	PATTERN_PATHNAME = 1 << 2, /* * ? [ do not match / */
	PATTERN_PERIOD = 1 << 3,   /* a leading . must be matched literally */
	PATTERN_COLLATE = 1 << 4,  /* ranges in [ ] by the locale's order: `shopt -u globasciiranges` */
};

/* Characters that need a backslash to stand for themselves in a pattern. */
#define PATTERN_SPECIALS "*?[]\\()|+@!^-"

bool pattern_match(const char *pattern, const char *text, unsigned flags);
/* Has it an active (unquoted) pattern character at all? */
bool pattern_is_active(const char *pattern);
/* Length of the shortest or longest prefix (suffix) of @text that matches; -1: none. */
long pattern_prefix(const char *pattern, const char *text, bool longest, unsigned flags);
long pattern_suffix(const char *pattern, const char *text, bool longest, unsigned flags);
/* Leftmost longest match at or after @from; false: none. */
bool pattern_search(const char *pattern, const char *text, size_t from, unsigned flags,
	size_t *ret_start, size_t *ret_end);
/* Escape all pattern characters of @s with backslashes, into @out. */
struct buf;
void pattern_quote(struct buf *out, const char *s);
/* Take out the backslashes in front of characters that need none. */
void pattern_simplify(char *pattern);
/* Remove the backslashes: the text a pattern without active characters stands for. */
void pattern_unquote(struct buf *out, const char *pattern);

#endif
