/*
 * policy/redact_email.c - mail addresses.
 *
 * Found from their '@'.  What only looks like one (git@host:repo, systemd
 * units, image@2x.png) is none.
 */
#include "policy/redact_internal.h"

#include <string.h>
#include <strings.h>

#include "lib/utf8.h"

enum {
	DOMAIN_MOST = 255,
	TEXT_BEFORE = 16, /* of so many bytes before an address … */
	ODD_MOST = 2,     /* … so many at the most are no text (ISO 8859-1, a stray control) */
};

/* Names of the last label that no top-level domain has: units of systemd, image files. */
static const char *const no_domains[] = {"service", "socket", "timer", "mount", "automount",
	"slice", "target", "path", "device", "swap", "scope", "png", "jpg", "jpeg", "webp",
		"gif", "svg"};

static bool is_local(const struct window *w, size_t at)
{
	char c = w->s[at];

	if (!byte_is(c, CLASS_LOCAL) || ends_control(w, at))
		return false;
	/* `...` is a progress bar, `45%` a percentage: neither is the inside of a name. */
	if (c == '.')
		return at + 1 >= w->len || w->s[at + 1] != '.';
	return c != '%' || at == 0 || !byte_is(w->s[at - 1], CLASS_DIGIT);
}

size_t email_local_start(const struct window *w, size_t at)
{
	size_t least = at > MATCH_LOCAL_PART ? at - MATCH_LOCAL_PART : 0;
	size_t start = at;

	if (least < w->floor)
		least = w->floor;
	while (start > least && is_local(w, start - 1))
		start--;
	if (start < at && start > 0 && w->s[start - 1] == '\\' && strchr("nrt", w->s[start]))
		start++;
	while (start < at && !byte_is(w->s[start], CLASS_WORD) && w->s[start] != '+')
		start++;
	return start;
}

/* Bytes of @w at @at that are a domain with a top-level part; 0: none. */
static size_t domain_length(const struct window *w, size_t at, size_t run)
{
	for (size_t dot = run; dot-- > 1;) {
		size_t letters;

		if (w->s[at + dot] != '.')
			continue;
		letters = class_run(w, at + dot + 1, CLASS_ALPHA, run - dot - 1);
		if (letters >= 2)
			return dot + 1 + letters;
	}
	return 0;
}

/* @n: length of the UTF-8 sequence at @s, 0 if there is none. */
static bool is_text(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];

	if (c < 0x20)
		return !c || strchr("\a\b\t\n\r\033", c);
	return n > 0 && c != 0x7f;
}

/*
 * Every twentieth megabyte of random bytes has something like x@y.zz in it, and must pass unharmed.
 * NUL is text here: it ends the items of `env -0`.
 */
static bool is_in_binary(const struct window *w, size_t start)
{
	size_t i = start > TEXT_BEFORE ? start - TEXT_BEFORE : 0;
	unsigned odd = 0;

	for (size_t cut = i + 3; i < start && i < cut && ((unsigned char)w->s[i] & 0xc0) == 0x80; i++)
		; /* the end of a character that began before */
	while (i < start) {
		size_t n = utf8_sequence(w->s + i, start - i);

		odd += !is_text(w->s + i, n);
		i += n ? n : 1;
	}
	return odd > ODD_MOST;
}

static bool is_no_address(const struct window *w, size_t start, size_t at, size_t domain)
{
	const char *name = w->s + at + 1;
	const char *dot = memrchr(name, '.', domain);
	size_t last = domain - (size_t)(dot + 1 - name);

	/* git@github.com:user/repo.git names a server, nobody's mailbox. */
	if (at - start == 3 && memcmp(w->s + start, "git", 3) == 0)
		return true;
	if (memchr(name, '.', domain) != dot)
		return false;
	for (size_t i = 0; i < sizeof(no_domains) / sizeof(no_domains[0]); i++)
		if (strlen(no_domains[i]) == last && strncasecmp(dot + 1, no_domains[i], last) == 0)
			return true;
	return false;
}

/* local@domain.tld, as FORMATS (d) has it: [A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,} */
enum found email_match(const struct window *w, size_t at, size_t *ret_start, struct match *m)
{
	size_t start = email_local_start(w, at);
	size_t run, domain;

	*ret_start = start;
	if (start == at || w->s[at - 1] == '.')
		return MATCH_NO;
	run = class_run(w, at + 1, CLASS_DOMAIN, DOMAIN_MOST);
	if (run < DOMAIN_MOST && at + 1 + run >= w->len && !w->final)
		return MATCH_MORE;
	if (run == 0 || !byte_is(w->s[at + 1], CLASS_WORD))
		return MATCH_NO;
	domain = domain_length(w, at + 1, run);
	if (!domain || is_no_address(w, start, at, domain) || is_in_binary(w, start))
		return MATCH_NO;
	*m = (struct match){.len = at + 1 + domain - start, .name = "email", .rank = RANK_EMAIL};
	return MATCH_YES;
}
