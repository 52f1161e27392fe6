/*
 * policy/redact.h - secrets are replaced in a stream of bytes.
 *
 * A redactor_set is compiled once (built-in patterns, custom patterns, literal
 * values of secret-looking variables) and shared by any number of streams; a
 * redactor is the state of one stream.  However the input is cut, the output is
 * the same; what could still become a match is held back and only that
 * (DESIGN 8).  Binary bytes pass unchanged where nothing matches.
 */
#ifndef POLICY_REDACT_H
#define POLICY_REDACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct config;
struct strv;
struct redactor_set;

/*
 * Compile the patterns of @c and, as literals (also base64 and URL-encoded), the values of the
 * variables in @environ whose names look secret and that have at least 8 characters.  A custom
 * pattern that is no valid regex is a warning and denies nothing else.  Never NULL.
 */
struct redactor_set *redactor_set_new(const struct config *c, char *const *environ,
	struct strv *ret_warnings);
void redactor_set_free(struct redactor_set *set);

/* Called once per replaced secret, with the pattern's display name. */
typedef void redact_hit_fn(void *arg, const char *name);

struct redactor;
struct redactor *redactor_new(const struct redactor_set *set, redact_hit_fn *hit, void *arg);
void redactor_free(struct redactor *r);

/*
 * Feed bytes and add to @out what may be passed on.  When nothing was held and nothing matches,
 * returns true and adds nothing: the caller may pass the input on as it is (no copy).
 */
bool redact_feed(struct redactor *r, const char *bytes, size_t len, struct buf *out);
/*
 * For splicing: how many of the @len bytes may be passed on as they are.  Those
 * count as fed; the rest does not: it comes again, by redact_feed() or with more
 * behind it.  0 while something is held.
 */
size_t redact_pass(struct redactor *r, const char *bytes, size_t len);
/* No more will come, or waiting is over: add what was held back. */
void redact_flush(struct redactor *r, struct buf *out);
/*
 * Nothing has come for a while, and somebody may be waiting for the text to be shown (`Name`,
 * `y/n`): add the held bytes that only an e-mail address could begin with, and up to three that
 * may be the beginning of another secret.  They are remembered: when it was one, all the rest
 * is still replaced.
 */
void redact_release(struct redactor *r, struct buf *out);
/* Bytes held back now. */
size_t redact_held(const struct redactor *r);

/* Would redact_text() leave @text as it is?  Quick, and allocates nothing. */
bool redact_text_clean(const struct redactor_set *set, const char *text, size_t len);
/* Redact one complete text (audit fields). */
void redact_text(const struct redactor_set *set, const char *text, size_t len, struct buf *out);

#endif
