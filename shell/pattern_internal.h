/*
 * shell/pattern_internal.h - a compiled pattern, shared by the files shell/pattern*.c.
 */
#ifndef SHELL_PATTERN_INTERNAL_H
#define SHELL_PATTERN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

enum item_kind {
	ITEM_CHAR, /* one character, literally */
	ITEM_ANY,  /* ? */
	ITEM_SET,  /* […] */
	ITEM_STAR, /* * */
	ITEM_EXT,  /* ?(…) *(…) +(…) @(…) !(…) */
};

/* One element of a pattern.  All but ITEM_STAR and ITEM_EXT match exactly one character. */
struct item {
	enum item_kind kind;
	char op;            /* ITEM_EXT: the character in front of the parenthesis */
	const char *text;   /* ITEM_CHAR: its bytes; ITEM_SET: what stands between the brackets */
	size_t len;
	struct item_alt *alts; /* ITEM_EXT */
};

/* One of the a|b|c in an ITEM_EXT. */
struct item_alt {
	struct item *items;
	size_t n;
	struct item_alt *next;
};

enum { PATTERN_FIXED_ITEMS = 32 };

struct pattern {
	struct item *items;
	size_t n;
	size_t cap;
	unsigned flags;       /* PATTERN_* */
	bool utf8;            /* characters are UTF-8 sequences, else bytes */
	bool has_ext;
	struct arena arena;   /* items beyond the fixed ones, and alternatives */
	struct item fixed[PATTERN_FIXED_ITEMS];
};

/* @text is borrowed.  @p needs no initialisation. */
void pattern_compile(struct pattern *p, const char *text, size_t len, unsigned flags);
void pattern_release(struct pattern *p);
/* pattern_search() with a pattern that is compiled once. */
bool pattern_find(struct pattern *p, const char *text, size_t len, size_t from, size_t *ret_start,
	size_t *ret_end);

/* Does ?( *( +( @( or !( with its closing parenthesis stand at @s? */
bool pattern_ext_open(unsigned flags, const char *s, const char *end);

/* Length in bytes of the character at @s (an invalid byte is one character). */
size_t pattern_char_len(bool utf8, const char *s, const char *end);
/* Its code; invalid bytes get codes of their own that no character has. */
uint32_t pattern_char_code(const char *s, size_t len);

/*
 * Where does the set that starts behind the [ at @s end?  Returns the position of its ], or NULL when
 * there is none (the [ is then an ordinary character).
 */
const char *pattern_set_end(const char *s, const char *end);
/* There is none, as the pattern ends in the middle of a member: in a-, or behind a backslash. */
bool pattern_set_is_cut(const char *s, const char *end);
/* Does the set @it match the character @code? */
bool pattern_set_match(const struct pattern *p, const struct item *it, uint32_t code);
/* Bytes of the character at @t when @it (not STAR, not EXT) matches it, else 0. */
size_t pattern_item_match(const struct pattern *p, const struct item *it, const char *t,
	const char *end);

/*
 * Patterns with ITEM_EXT: mark in @ret_ends (text_len + 1 bytes, cleared here) every offset at which a
 * match that starts at @start may end.  Polynomial in pattern and text.
 */
void pattern_ext_ends(struct pattern *p, const char *text, size_t text_len, size_t start,
	char *ret_ends);

#endif
