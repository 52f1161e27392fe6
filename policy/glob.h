/*
 * policy/glob.h - the pattern language of policies (FORMATS a.4).
 *
 * `*` a run without separators, `**` a run of anything, `?` one character but
 * the separator, `[abc]` `[a-z]` `[!abc]` (a range stands alone; a negated set
 * also takes the separator), `{a,b}` alternatives, `\x` literally x.  The whole
 * text must match.  A pattern is compiled into one sequence of parts for each of its
 * alternatives; matching neither allocates (below 8 KiB) nor takes more than
 * parts times bytes.
 */
#ifndef POLICY_GLOB_H
#define POLICY_GLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum glob_kind {
	GLOB_TEXT, /* exactly these bytes */
	GLOB_ONE,  /* ? */
	GLOB_RUN,  /* * */
	GLOB_ALL,  /* ** */
	GLOB_SET,  /* [...] */
};

struct glob_part {
	enum glob_kind kind;
	bool negated;        /* GLOB_SET */
	const char *text;    /* GLOB_TEXT; GLOB_SET: the members, NULL for a range */
	size_t len;
	uint32_t low, high;  /* GLOB_SET without text */
};

/* One alternative.  Neighbouring parts are never both GLOB_TEXT. */
struct glob_alt {
	const struct glob_part *parts;
	size_t n;
	char sep;     /* '\0': none, and `*` means `**` */
	bool hard;    /* has a negated set that may take a separator: needs the exact matcher */
	bool overlap; /* literal X/, `**`, literal /Y: takes X/Y too (a.4) */
};

struct glob {
	const char *source;
	const struct glob_alt *alts;
	size_t n;
};

/* Compile into @a.  NULL when it is no pattern, with the reason in *ret_why (a static text). */
struct glob *glob_compile(struct arena *a, const char *pattern, char sep, const char **ret_why);
bool glob_match(const struct glob *g, const char *s, size_t len);
bool glob_alt_match(const struct glob_alt *alt, const char *s, size_t len);
/* The same answer by dynamic programming: used where `hard` is set, and to test the other. */
bool glob_alt_match_exact(const struct glob_alt *alt, const char *s, size_t len);

/* True when @alt is one literal text (or empty), which *ret_text and *ret_len then are. */
bool glob_alt_literal(const struct glob_alt *alt, const char **ret_text, size_t *ret_len);
/* Fill in hard and overlap from the parts (for alternatives made by hand). */
void glob_alt_classify(struct glob_alt *alt);

#endif
