/*
 * policy/regex.h - regular expressions of a policy: PCRE2, compiled when first needed.
 *
 * Policies are written for RE2, which PCRE2 reads as a superset; what keeps a
 * hostile subject from running long is a match limit.  A lazily compiled regex
 * (REGEX_LAZY) must stay with one thread; the others may be shared.
 */
#ifndef POLICY_REGEX_H
#define POLICY_REGEX_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct regex;

enum regex_flag {
	REGEX_LAZY = 1 << 0,   /* compile when first searched for */
	REGEX_DOTALL = 1 << 1, /* `.` takes a newline too: no way round a rule that denies */
};

/*
 * A regex in @a; @source is borrowed; regex_free() frees what PCRE2 holds.  NULL with a reason
 * added to @ret_why when the source is no regex.  With REGEX_LAZY only sources that look doubtful
 * are compiled here.
 */
struct regex *regex_new(struct arena *a, const char *source, unsigned flags,
	struct buf *ret_why);
/* A glob in a regex's place, against the whole subject (DESIGN 5 `args_patterns`). */
struct glob;
struct regex *regex_from_glob(struct arena *a, const char *source, const struct glob *g);
void regex_free(struct regex *r);

/* Is there a match anywhere in @s?  @unsure is the answer when the limit is reached. */
bool regex_search(struct regex *r, const char *s, size_t len, bool unsure);

#endif
