/*
 * policy/regex.c - regular expressions of a policy: PCRE2, compiled when first needed.
 */
#include "policy/regex.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "policy/glob.h"

enum {
	MATCH_LIMIT = 200000, /* steps: some milliseconds */
	HEAP_LIMIT_KIB = 4096,
};

struct regex {
	const char *source;
	const struct glob *glob; /* set: it is a glob after all */
	const char *literal;     /* set: ^literal$, no PCRE2 needed */
	size_t literal_len;
	pcre2_code *code;
	pcre2_match_context *limits;
	unsigned flags;
	bool broken; /* compiled lazily, and failed: always unsure */
};

/* `^a\.b$` says no more than "a.b". */
static char *anchored_literal(struct arena *a, const char *source)
{
	scoped_buf struct buf text = BUF_INIT;
	const char *p = source;

	if (*p++ != '^')
		return NULL;
	for (; *p && *p != '$'; p++) {
		if (*p == '\\' && p[1] && strchr(".-/+", p[1]))
			p++;
		else if (strchr("\\.[](){}*+?|^", *p))
			return NULL;
		buf_add_char(&text, *p);
	}
	if (strcmp(p, "$") != 0)
		return NULL;
	return arena_strdup(a, text.s);
}

/* Could the source be refused?  Only plain text, `.`, anchors and single quantifiers are surely not. */
static bool doubtful(const char *s)
{
	bool quantifiable = false; /* the last item may be followed by * + ? */

	for (; *s; s++) {
		if (strchr("*+?", *s)) {
			if (!quantifiable)
				return true;
			quantifiable = false;
		} else if (*s == '\\') {
			if (!s[1] || !strchr(".-/+*?$^()[]{}|sSdDwWb", s[1]))
				return true;
			quantifiable = *++s != 'b';
		} else if (strchr("[](){}", *s) || (unsigned char)*s >= 0x80) {
			return true;
		} else {
			quantifiable = !strchr("^$|", *s);
		}
	}
	return false;
}

static bool compile(struct regex *r, struct buf *ret_why)
{
	size_t at;
	int error;
	/* RE2's `$` is the very end. */
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C |
		PCRE2_DOLLAR_ENDONLY | (r->flags & REGEX_DOTALL ? PCRE2_DOTALL : 0);

	r->code = pcre2_compile((PCRE2_SPTR)r->source, PCRE2_ZERO_TERMINATED, options, &error, &at,
		NULL);
	if (r->code) {
		r->limits = pcre2_match_context_create(NULL);
		if (r->limits) {
			pcre2_set_match_limit(r->limits, MATCH_LIMIT);
			pcre2_set_heap_limit(r->limits, HEAP_LIMIT_KIB);
			return true;
		}
	}
	r->broken = true;
	if (ret_why) {
		char text[128] = "";

		pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof(text));
		buf_add_str(ret_why, text);
	}
	return false;
}

struct regex *regex_new(struct arena *a, const char *source, unsigned flags,
	struct buf *ret_why)
{
	struct regex *r = ARENA_NEW(a, struct regex);

	r->source = source;
	r->flags = flags;
	r->literal = anchored_literal(a, source);
	r->literal_len = r->literal ? strlen(r->literal) : 0;
	if (r->literal || ((flags & REGEX_LAZY) && !doubtful(source)))
		return r;
	return compile(r, ret_why) ? r : NULL;
}

struct regex *regex_from_glob(struct arena *a, const char *source, const struct glob *g)
{
	struct regex *r = ARENA_NEW(a, struct regex);

	r->source = source;
	r->glob = g;
	return r;
}

void regex_free(struct regex *r)
{
	pcre2_code_free(r->code);
	pcre2_match_context_free(r->limits);
	r->code = NULL;
	r->limits = NULL;
}

bool regex_search(struct regex *r, const char *s, size_t len, bool unsure)
{
	pcre2_match_data *data;
	int found;

	if (r->glob)
		return glob_match(r->glob, s, len);
	if (r->literal)
		return len == r->literal_len && memcmp(s, r->literal, len) == 0;
	if (!r->code && (r->broken || !compile(r, NULL)))
		return unsure;
	data = pcre2_match_data_create(1, NULL);
	if (!data)
		return unsure;
	found = pcre2_match(r->code, (PCRE2_SPTR)s, len, 0, 0, data, r->limits);
	pcre2_match_data_free(data);
	if (found == PCRE2_ERROR_NOMATCH)
		return false;
	return found >= 0 || unsure;
}
