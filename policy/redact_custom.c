/*
 * policy/redact_custom.c - the patterns of the configuration, by PCRE2.
 *
 * Bytes, not UTF-8; `^` and `$` are line ends.  A pattern that begins with
 * three literal bytes or more is tried only where those stand; any other is
 * searched for on its own.  Compiled at the first use, by whichever thread comes first.
 */
#include "policy/redact_internal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lib/alloc.h"

enum {
	HEAD_LEAST = 3,
	STEPS_MOST = 1000000,  /* backtracking bound: a match costs at most some ms */
};

struct custom {
	char *name;
	char *regex;
	char head[32];
	pthread_mutex_t lock;       /* of what follows, until it is compiled */
	_Atomic(pcre2_code *) code; /* NULL until then, and when it does not compile */
	_Atomic bool compiled;
	bool jit;
};

static const char meta[] = ".^$*+?()[]{}|\\";

/* May a `|` divide the whole of it?  Behind any closing bracket the answer is yes: that is safe. */
static bool may_be_alternatives(const char *regex)
{
	bool inside = false;

	for (const char *p = regex; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '(' || *p == '[')
			inside = true;
		else if (*p == ')' || *p == ']')
			inside = false;
		else if (*p == '|' && !inside)
			return true;
	}
	return false;
}

/* The literal bytes at the start of @regex, as many as are certain. */
static void find_head(const char *regex, char *head, size_t size)
{
	size_t n = 0;
	const char *p = regex;

	head[0] = '\0';
	if (strstr(regex, "\\Q") || may_be_alternatives(regex)) /* quoting hides operators */
		return;
	if (strncmp(p, "\\b", 2) == 0)
		p += 2;
	while (*p && n + 1 < size) {
		char c = *p;

		if (c == '\\' && p[1] && !byte_is(p[1], CLASS_WORD) && p[1] > ' ') /* \- \. */
			c = *++p;
		else if (strchr(meta, c))
			break;
		p++;
		if (*p == '?' || *p == '*' || *p == '{') /* perhaps not there at all */
			break;
		head[n++] = c;
	}
	head[n < HEAD_LEAST ? 0 : n] = '\0';
}

struct custom *custom_new(const char *name, const char *regex)
{
	struct custom *c = xcalloc(1, sizeof(*c));

	c->name = xstrdup(name);
	c->regex = xstrdup(regex);
	find_head(regex, c->head, sizeof(c->head));
	pthread_mutex_init(&c->lock, NULL);
	return c;
}

void custom_free(struct custom *c)
{
	if (!c)
		return;
	pcre2_code_free(c->code);
	pthread_mutex_destroy(&c->lock);
	free(c->name);
	free(c->regex);
	free(c);
}

const char *custom_head(const struct custom *c)
{
	return c->head;
}

/* NULL, with a reason, when it is no regex or one that cannot be used on a stream. */
static pcre2_code *compile(const char *regex, char *ret_why, size_t size)
{
	int error;
	PCRE2_SIZE at;
	uint32_t behind = 0;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
		PCRE2_MULTILINE | PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);

	if (!code) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)ret_why, size);
		return NULL;
	}
	pcre2_pattern_info(code, PCRE2_INFO_MAXLOOKBEHIND, &behind);
	if (behind <= MATCH_LOOK_BEHIND)
		return code;
	snprintf(ret_why, size, "it looks back further than %d bytes", MATCH_LOOK_BEHIND);
	pcre2_code_free(code);
	return NULL;
}

bool custom_check(const char *regex, char *ret_why, size_t size)
{
	pcre2_code *code = compile(regex, ret_why, size);

	pcre2_code_free(code);
	return code != NULL;
}

static pcre2_code *compiled(const struct custom *constant)
{
	/* Compiling on demand does not change what the pattern is. */
	struct custom *c = (struct custom *)(uintptr_t)constant;

	if (!c->compiled) {
		pthread_mutex_lock(&c->lock);
		if (!c->compiled) {
			char why[160];
			pcre2_code *code = compile(c->regex, why, sizeof(why));

			c->jit = code && pcre2_jit_compile(code,
				PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD) == 0;
			c->code = code;
			c->compiled = true;
		}
		pthread_mutex_unlock(&c->lock);
	}
	return c->code;
}

struct found_at {
	size_t start, end;
	enum found found;
};

/*
 * Search @len bytes at @s from @from on.  Without @end the bytes may go on, and a
 * match that hangs on them is MATCH_MORE.
 */
static struct found_at search(const struct custom *c, const char *s, size_t len, size_t from,
	uint32_t options)
{
	pcre2_code *code = compiled(c);
	struct found_at f = {.found = MATCH_NO};
	pcre2_match_data *data;
	pcre2_match_context *context;
	const PCRE2_SIZE *at;
	int r;

	if (!code)
		return f;
	data = pcre2_match_data_create(1, NULL);
	context = pcre2_match_context_create(NULL);
	if (!data || !context)
		abort();
	pcre2_set_match_limit(context, STEPS_MOST);
	options |= PCRE2_NOTEMPTY;
	r = pcre2_match(code, (PCRE2_SPTR)s, len, from, options, data, context);
	if (r == PCRE2_ERROR_JIT_STACKLIMIT) /* the interpreter's stack is the heap */
		r = pcre2_match(code, (PCRE2_SPTR)s, len, from, options | PCRE2_NO_JIT, data, context);
	at = pcre2_get_ovector_pointer(data);
	if (r >= 0 || r == PCRE2_ERROR_PARTIAL) {
		f.found = r >= 0 ? MATCH_YES : MATCH_MORE;
		f.start = at[0];
		f.end = at[1];
	}
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	return f;
}

enum found custom_match(const struct custom *c, const struct window *w, size_t at,
	struct match *m)
{
	size_t behind = at < MATCH_LOOK_BEHIND ? at : MATCH_LOOK_BEHIND;
	size_t room = w->len - at < MATCH_LONGEST ? w->len - at : MATCH_LONGEST;
	uint32_t partial = room == MATCH_LONGEST || w->final ? 0 : PCRE2_PARTIAL_HARD;
	struct found_at f = search(c, w->s + at - behind, behind + room, behind,
		PCRE2_ANCHORED | partial);

	/* \K or a lookbehind may move the start: it is the text behind @at that is replaced. */
	if (f.found == MATCH_YES && f.end > behind)
		*m = (struct match){.len = f.end - behind, .name = c->name, .rank = RANK_CUSTOM};
	else if (f.found == MATCH_YES)
		f.found = MATCH_NO;
	return f.found;
}

size_t custom_search(const struct custom *c, const struct window *w, size_t from)
{
	struct found_at f;

	if (from > w->len)
		return SIZE_MAX;
	f = search(c, w->s, w->len, from, w->final ? 0 : PCRE2_PARTIAL_HARD);
	if (f.found == MATCH_NO)
		return SIZE_MAX;
	return f.start < from ? from : f.start;
}
