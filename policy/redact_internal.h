/*
 * policy/redact_internal.h - between the parts of the redactor.
 *
 * The scan (redact_scan.c) finds where a secret could start; the matchers
 * (redact_number.c, redact_key.c, redact_custom.c) confirm it; redact.c cuts
 * the stream.  A matcher is a pure function of the bytes around a position, so the
 * result cannot depend on how the stream was cut: where the answer hangs on bytes
 * that have not come yet it says MATCH_MORE.
 */
#ifndef POLICY_REDACT_INTERNAL_H
#define POLICY_REDACT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config;
struct strv;
struct redactor_set;

enum {
	MATCH_LONGEST = 4096,      /* bytes of one match; the rest of an open run is swallowed */
	MATCH_KEY_BLOCK = 16384,   /* a PEM block from BEGIN to END */
	MATCH_LOOK_BEHIND = 64,    /* what a matcher may read before its start */
	MATCH_LOCAL_PART = 64,     /* RFC 5321 4.5.3.1.1 */
	MATCH_TAIL = 24,           /* longest unfinished start that the scan cannot see yet */
};

/* The bytes at hand.  Before @floor they have been decided about: they may be read, not matched. */
struct window {
	const char *s;
	size_t len;
	size_t floor;
	bool final; /* nothing will follow */
};

enum found { MATCH_NO, MATCH_YES, MATCH_MORE };

/* Of two labels for the same span the smaller rank wins. */
enum match_rank { RANK_LITERAL, RANK_CUSTOM, RANK_FORMAT, RANK_NUMBER, RANK_EMAIL, RANK_GENERIC };

struct match {
	size_t len;          /* 0: none */
	const char *name;
	enum match_rank rank;
	const uint8_t *tail; /* byte class that goes on beyond MATCH_LONGEST; NULL: closed */
};

/* Byte classes: bits of redact_class[byte]. */
enum byte_class {
	CLASS_DIGIT = 1 << 0,
	CLASS_ALPHA = 1 << 1,
	CLASS_UPPER = 1 << 2,
	CLASS_WORD = 1 << 3,   /* [A-Za-z0-9_] */
	CLASS_TOKEN = 1 << 4,  /* [A-Za-z0-9_-] */
	CLASS_DOMAIN = 1 << 5, /* [A-Za-z0-9.-] */
	CLASS_LOCAL = 1 << 6,  /* [A-Za-z0-9._%+-] */
	CLASS_BASE64 = 1 << 7, /* [A-Za-z0-9+/=] */
};
extern const uint8_t redact_class[256];

static inline bool byte_is(char c, unsigned mask)
{
	return redact_class[(unsigned char)c] & mask;
}

/*
 * Does a word reach up to @at?  A letter that ends an escape (a colour's `m`, the n
 * of \n, the D of %3D) belongs to no word: secrets are coloured, quoted and encoded.
 */
bool word_before(const struct window *w, size_t at, unsigned mask);

/* Is the byte at @at the letter that ends a terminal's control sequence, as in ESC [ 3 1 m? */
bool ends_control(const struct window *w, size_t at);

/* Bytes from @at on that are in @mask, at most @most. */
static inline size_t class_run(const struct window *w, size_t at, unsigned mask, size_t most)
{
	size_t n = 0;

	while (n < most && at + n < w->len && (redact_class[(unsigned char)w->s[at + n]] & mask))
		n++;
	return n;
}

/* redact_number.c: phone, card and SSN at @at; which are asked for is in @which. */
enum number_kind { NUMBER_PHONE = 1 << 0, NUMBER_CARD = 1 << 1, NUMBER_SSN = 1 << 2 };
enum found number_match(const struct window *w, size_t at, unsigned which, struct match *best);

/* redact_email.c: the address around the '@' at @at; its start goes to @ret_start. */
enum found email_match(const struct window *w, size_t at, size_t *ret_start, struct match *m);
/* Where the local part of an address begins whose '@' stands (or would come) at @at. */
size_t email_local_start(const struct window *w, size_t at);

/* redact_key.c: well-known key formats, by their literal heads. */
struct key_format {
	const char *head;
	const char *name;
	uint8_t class;       /* of the bytes that follow */
	uint16_t least;
	uint16_t most;       /* 0: open */
	bool fold;           /* the head's letter case does not matter */
	enum found (*match)(const struct key_format *f, const struct window *w, size_t at,
		struct match *m); /* NULL: a run of @class between word boundaries */
};
extern const struct key_format key_formats[];
extern const size_t n_key_formats;
enum found key_format_match(const struct key_format *f, const struct window *w, size_t at,
	struct match *m);

/* redact_custom.c: one PCRE2 pattern of the configuration. */
struct custom;
struct custom *custom_new(const char *name, const char *regex);
void custom_free(struct custom *c);
/* Is @regex one that can be used?  Else @ret_why says why not. */
bool custom_check(const char *regex, char *ret_why, size_t size);
/* The literal bytes that every match starts with ("" when there are none of use). */
const char *custom_head(const struct custom *c);
enum found custom_match(const struct custom *c, const struct window *w, size_t at,
	struct match *m);
/* Without a head: where from @from on the first match, or what could become one, starts;
 * SIZE_MAX: nowhere. */
size_t custom_search(const struct custom *c, const struct window *w, size_t from);

/* redact_literal.c: NAME=VALUE of variables whose values are secrets. */
bool literal_is_secret(const char *name, size_t name_len, const char *value);
/* Add @value and its base64 and URL-encoded spellings. */
void literal_forms(struct strv *out, const char *value);

/* redact_scan.c: where a match could start. */
struct scan_tables {
	uint8_t low[3][16] __attribute__((aligned(16)));  /* buckets by low nibble of byte 0..2 */
	uint8_t high[3][16] __attribute__((aligned(16)));
	uint16_t byte[3][256];  /* the same by whole byte, and the shapes, for the portable scan */
	uint8_t seen[4096];     /* bit per hash of a head's first three bytes */
	bool email;
	bool digits;
	bool vector;            /* AVX2 is there */
};

struct scan {
	const struct scan_tables *t;
	const char *s;
	size_t len;
	size_t base;     /* of the block that mask is about */
	uint32_t mask;   /* candidates not yet handed out */
};

/* Prepare for @n heads of at least three bytes; @fold[i]: letter case does not matter. */
void scan_tables_init(struct scan_tables *t, const char *const *heads, const bool *fold, size_t n);
struct scan scan_start(const struct scan_tables *t, const char *s, size_t from, size_t len);
/* The next candidate; s->len when there is none. */
size_t scan_next(struct scan *s);
/* Go on at @at. */
void scan_seek(struct scan *s, size_t at);

/* Use the portable scan whatever the machine has (tests). */
void redactor_set_force_portable(struct redactor_set *set);

#endif
