/*
 * policy/redact_key.c - keys and tokens of well-known formats.
 *
 * One row per format: to add one, add a row (its head needs three bytes or more).
 */
#include "policy/redact_internal.h"

#include <string.h>

#define D (CLASS_DIGIT | CLASS_WORD | CLASS_TOKEN | CLASS_DOMAIN | CLASS_LOCAL | CLASS_BASE64)
#define L (CLASS_ALPHA | CLASS_WORD | CLASS_TOKEN | CLASS_DOMAIN | CLASS_LOCAL | CLASS_BASE64)
#define U (L | CLASS_UPPER)

const uint8_t redact_class[256] = {
	['0' ... '9'] = D,
	['A' ... 'Z'] = U,
	['a' ... 'z'] = L,
	['_'] = CLASS_WORD | CLASS_TOKEN | CLASS_LOCAL,
	['-'] = CLASS_TOKEN | CLASS_DOMAIN | CLASS_LOCAL,
	['.'] = CLASS_DOMAIN | CLASS_LOCAL,
	['%'] = CLASS_LOCAL,
	['+'] = CLASS_LOCAL | CLASS_BASE64,
	['/'] = CLASS_BASE64,
	['='] = CLASS_BASE64,
};

enum {
	CLASS_ALNUM = CLASS_DIGIT | CLASS_ALPHA,
	CLASS_CAPITAL = CLASS_DIGIT | CLASS_UPPER, /* [0-9A-Z] */
	GENERIC_LEAST = 20,
};

/* The classes that an open run may go on in, for match.tail. */
static const uint8_t tail_alnum = CLASS_ALNUM;
static const uint8_t tail_word = CLASS_WORD;
static const uint8_t tail_token = CLASS_TOKEN;
static const uint8_t tail_base64 = CLASS_BASE64;

static const uint8_t *tail_of(unsigned class)
{
	return class == CLASS_TOKEN ? &tail_token : class == CLASS_WORD ? &tail_word : &tail_alnum;
}


static void set_match(struct match *m, const struct key_format *f, size_t len, unsigned class)
{
	*m = (struct match){.len = len, .name = f->name, .rank = RANK_FORMAT,
		.tail = len >= MATCH_LONGEST ? tail_of(class) : NULL};
}

/*
 * The run of @class at @at; MATCH_MORE while it may go on, MATCH_NO when shorter than @least.
 */
static enum found open_run(const struct window *w, size_t at, unsigned class, size_t least,
	size_t *ret_len)
{
	size_t most = MATCH_LONGEST;
	size_t n = class_run(w, at, class, most);

	if (n < most && at + n >= w->len && !w->final)
		return MATCH_MORE;
	*ret_len = n;
	return n >= least ? MATCH_YES : MATCH_NO;
}

static enum found match_run(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	size_t head = strlen(f->head);
	size_t n;
	enum found found;

	if (word_before(w, at, CLASS_WORD))
		return MATCH_NO;
	found = open_run(w, at + head, f->class, f->least, &n);
	if (found != MATCH_YES)
		return found;
	if (f->most && n > f->most)
		return MATCH_NO;
	/* A closed form that goes on as a word is something else. */
	if (f->most && at + head + n < w->len && byte_is(w->s[at + head + n], CLASS_WORD))
		return MATCH_NO;
	set_match(m, f, head + n, f->class);
	return MATCH_YES;
}

/* sk-…: words joined by dashes name packages; a key has 20 letters or digits in one piece. */
static enum found match_sk(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	size_t head = strlen(f->head);
	size_t piece = 0;
	size_t n;
	enum found found;

	if (word_before(w, at, CLASS_WORD))
		return MATCH_NO;
	found = open_run(w, at + head, CLASS_TOKEN, GENERIC_LEAST, &n);
	if (found != MATCH_YES)
		return found;
	for (size_t i = 0; i < n && piece < GENERIC_LEAST; i++)
		piece = byte_is(w->s[at + head + i], CLASS_ALNUM) ? piece + 1 : 0;
	if (piece < GENERIC_LEAST)
		return MATCH_NO;
	set_match(m, f, head + n, CLASS_TOKEN);
	return MATCH_YES;
}

/* eyJ….eyJ….…: RFC 7519, header and payload are JSON objects in base64url. */
static enum found match_jwt(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	size_t i = at;
	size_t n;

	if (word_before(w, at, CLASS_WORD))
		return MATCH_NO;
	for (int part = 0; part < 2; part++) {
		enum found found = open_run(w, i, CLASS_TOKEN, 3, &n);

		if (found != MATCH_YES)
			return found;
		if (n >= MATCH_LONGEST || (part == 1 && memcmp(w->s + i, "eyJ", 3) != 0))
			return MATCH_NO;
		i += n;
		if (i >= w->len) /* final */
			return MATCH_NO;
		if (w->s[i++] != '.')
			return MATCH_NO;
	}
	if (open_run(w, i, CLASS_TOKEN, 0, &n) == MATCH_MORE)
		return MATCH_MORE;
	*m = (struct match){.len = i + n - at, .name = f->name, .rank = RANK_FORMAT,
		.tail = n >= MATCH_LONGEST ? &tail_token : NULL};
	return MATCH_YES;
}

static bool is_block_byte(char c)
{
	return byte_is(c, CLASS_BASE64 | CLASS_TOKEN) || memchr(" \t\r\n:,.\\\"'|>", c, 11) != NULL;
}

/* Lines of base64 behind a BEGIN line whose END is not there: they are the key all the same. */
static size_t loose_block(const struct window *w, size_t at, size_t end)
{
	size_t good = at;
	bool first = true;

	for (size_t i = at; i < end;) {
		size_t run;

		while (i < end && memchr(" \t\r\n>|", w->s[i], 6))
			i++;
		if (i + 1 < end && w->s[i] == '\\' && (w->s[i + 1] == 'n' || w->s[i + 1] == 'r')) {
			i += 2;
			continue;
		}
		run = class_run(w, i, CLASS_BASE64, end - i);
		/* `cat -n` and the like put a number in front of the line. */
		if (run > 0 && run < 6 && i + run < end &&
			(w->s[i + run] == '\t' || w->s[i + run] == ':') &&
			class_run(w, i, CLASS_DIGIT, run) == run) {
			i += run + 1;
			continue;
		}
		if (run < 40 && (first || run == 0))
			break;
		good = i += run;
		if (run < 40)
			break;
		first = false;
	}
	return good - at;
}

/* -----BEGIN [RSA …] PRIVATE KEY[ BLOCK]----- … -----END …-----, RFC 7468 and its relatives. */
static enum found match_pem(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	static const char *const kinds[] = {"PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"};
	size_t head = strlen(f->head);
	size_t label = 0, most = at + MATCH_KEY_BLOCK;
	size_t i = at + head, body;

	while (label < 64 && i < w->len && (byte_is(w->s[i], CLASS_CAPITAL) || w->s[i] == ' '))
		i++, label++;
	if (i + 5 > w->len && !w->final)
		return MATCH_MORE;
	for (size_t k = 0; k < 2; k++) {
		size_t len = strlen(kinds[k]);

		body = i + 5;
		if (body <= w->len && label + 5 >= len && memcmp(w->s + body - len, kinds[k], len) == 0)
			goto block;
	}
	return MATCH_NO;
block:
	m->tail = NULL;
	for (i = body; i < w->len && i < most && is_block_byte(w->s[i]); i++) {
		size_t left = w->len - i;

		if (w->s[i] != '-' || left < 9 || memcmp(w->s + i, "-----END ", 9) != 0)
			continue;
		for (i += 9; i < w->len && i < most && w->s[i] != '-'; i++)
			;
		if (i < most && i + 5 > w->len && !w->final)
			return MATCH_MORE;
		i = i + 5 <= w->len && memcmp(w->s + i, "-----", 5) == 0 ? i + 5 : i;
		*m = (struct match){.len = i - at, .name = f->name, .rank = RANK_FORMAT};
		return MATCH_YES;
	}
	if (i < most && i >= w->len && !w->final)
		return MATCH_MORE;
	i = body + loose_block(w, body, i < w->len ? i : w->len);
	*m = (struct match){.len = i - at, .name = f->name, .rank = RANK_FORMAT,
		.tail = i >= most ? &tail_base64 : NULL};
	return MATCH_YES;
}

/* A word in one letter case or with digits in it; mixedCaseNames are identifiers of programs. */
static bool is_random(const char *s, size_t n)
{
	bool upper = false, lower = false;

	for (size_t i = 0; i < n; i++) {
		if (byte_is(s[i], CLASS_DIGIT))
			return true;
		*(byte_is(s[i], CLASS_UPPER) ? &upper : &lower) = true;
	}
	return !(upper && lower);
}

/*
 * (?i)(api|key|secret|token)[-_]?[a-zA-Z0-9]{20,} as in FORMATS (d).  Without a
 * separator the keyword must begin a word (monkeyaaaa… is none) and the rest must not
 * read like an identifier.
 */
static enum found match_generic(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	size_t i = at + strlen(f->head);
	bool separated = false;
	enum found found;
	size_t n, more;

	if (i >= w->len)
		return w->final ? MATCH_NO : MATCH_MORE;
	if (w->s[i] == '-' || w->s[i] == '_')
		separated = true, i++;
	if (!separated && word_before(w, at, CLASS_ALNUM))
		return MATCH_NO;
	found = open_run(w, i, CLASS_ALNUM, GENERIC_LEAST, &n);
	if (found != MATCH_YES)
		return found;
	if (!separated && !is_random(w->s + i, n))
		return MATCH_NO;
	/* What hangs on behind a dash or underscore is part of the key. */
	if (open_run(w, i + n, CLASS_TOKEN, 0, &more) == MATCH_MORE)
		return MATCH_MORE;
	n += more;
	*m = (struct match){.len = i + n - at, .name = f->name, .rank = RANK_GENERIC,
		.tail = n >= MATCH_LONGEST ? &tail_token : NULL};
	return MATCH_YES;
}

static enum found match_generic_sk(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	if (word_before(w, at, CLASS_ALNUM)) /* task_…, disk-… */
		return MATCH_NO;
	return match_run(f, w, at, m);
}

const struct key_format key_formats[] = {
	{"-----BEGIN ", "private_key", 0, 0, 0, false, match_pem},
	{"AGE-SECRET-KEY-1", "age_key", CLASS_CAPITAL, 50, 0, false, NULL},
	{"AIza", "google_api_key", CLASS_TOKEN, 35, 0, false, NULL},
	{"AKIA", "aws_access_key", CLASS_CAPITAL, 16, 16, false, NULL},
	{"ASIA", "aws_access_key", CLASS_CAPITAL, 16, 16, false, NULL},
	{"api", "api_key", 0, 0, 0, true, match_generic},
	{"dop_v1_", "digitalocean_token", CLASS_ALNUM, 64, 0, false, NULL},
	{"eyJ", "jwt", 0, 0, 0, false, match_jwt},
	{"ghp_", "github_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"gho_", "github_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"ghs_", "github_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"ghu_", "github_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"ghr_", "github_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"github_pat_", "github_token", CLASS_WORD, 22, 0, false, NULL},
	{"glpat-", "gitlab_token", CLASS_TOKEN, 20, 0, false, NULL},
	{"hf_", "huggingface_token", CLASS_ALNUM, 30, 0, false, NULL},
	{"key", "api_key", 0, 0, 0, true, match_generic},
	{"npm_", "npm_token", CLASS_ALNUM, 36, 0, false, NULL},
	{"pypi-", "pypi_token", CLASS_TOKEN, 60, 0, false, NULL},
	{"rk_live_", "stripe_key", CLASS_ALNUM, 16, 0, false, NULL},
	{"secret", "api_key", 0, 0, 0, true, match_generic},
	{"sk-", "api_key", 0, 0, 0, false, match_sk},
	{"sk_", "api_key", CLASS_ALNUM, GENERIC_LEAST, 0, true, match_generic_sk},
	{"sk-ant-", "anthropic_key", CLASS_TOKEN, 20, 0, false, NULL},
	{"sk-proj-", "openai_key", 0, 0, 0, false, match_sk},
	{"sk_live_", "stripe_key", CLASS_ALNUM, 16, 0, false, NULL},
	{"token", "api_key", 0, 0, 0, true, match_generic},
	{"xapp-", "slack_token", CLASS_TOKEN, 20, 0, false, NULL},
	{"xoxa-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"xoxb-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"xoxe-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"xoxp-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"xoxr-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"xoxs-", "slack_token", CLASS_TOKEN, 10, 0, false, NULL},
	{"ya29.", "google_token", CLASS_TOKEN, 20, 0, false, NULL},
};
const size_t n_key_formats = sizeof(key_formats) / sizeof(key_formats[0]);

enum found key_format_match(const struct key_format *f, const struct window *w, size_t at,
	struct match *m)
{
	return f->match ? f->match(f, w, at, m) : match_run(f, w, at, m);
}
