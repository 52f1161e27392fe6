/*
 * policy/redact_number.c - phone, card and social security numbers.
 *
 * FORMATS (d)'s patterns with boundaries: a number that is part of a longer
 * word, id or decimal is none.  Shapes: see number_match().
 */
#include "policy/redact_internal.h"

#include <string.h>

enum { CARD_LEAST = 13, CARD_MOST = 19 };

/* Issuer prefixes and the lengths they come in (ISO/IEC 7812 registrations in use). */
static const struct issuer {
	unsigned from, to; /* leading digits, as many as `digits` */
	uint8_t digits;
	uint8_t least, most;
} issuers[] = {
	{4, 4, 1, 13, 19},          /* Visa; lengths 13, 16, 19: card_length() */
	{34, 34, 2, 15, 15},        /* American Express */
	{37, 37, 2, 15, 15},
	{51, 55, 2, 16, 16},        /* Mastercard */
	{2221, 2720, 4, 16, 16},
	{6011, 6011, 4, 16, 19},    /* Discover */
	{644, 649, 3, 16, 19},
	{65, 65, 2, 16, 19},
	{62, 62, 2, 16, 19},        /* UnionPay */
	{3528, 3589, 4, 16, 19},    /* JCB */
	{300, 305, 3, 14, 19},      /* Diners Club */
	{3095, 3095, 4, 14, 19},
	{36, 36, 2, 14, 19},
	{38, 39, 2, 14, 19},
	{2200, 2204, 4, 16, 19},    /* Mir */
	{5018, 5018, 4, 13, 19},    /* Maestro */
	{5020, 5020, 4, 13, 19},
	{5038, 5038, 4, 13, 19},
	{5893, 5893, 4, 13, 19},
	{6304, 6304, 4, 13, 19},
	{6759, 6763, 4, 13, 19},
};

static bool is_digit(const struct window *w, size_t at)
{
	return at < w->len && byte_is(w->s[at], CLASS_DIGIT);
}

/* May a number start at @at?  Not inside a word, nor behind `a-` or `7.`, whose it would be. */
static bool starts_apart(const struct window *w, size_t at)
{
	char before, c;

	if (at == 0)
		return true;
	before = w->s[at - 1];
	if (byte_is(before, CLASS_WORD))
		return !byte_is(before, CLASS_DIGIT) && !word_before(w, at, CLASS_WORD);
	if ((before != '-' && before != '.') || at < 2 || !byte_is(w->s[at - 2], CLASS_WORD))
		return true;
	/* `1-415-…` is the country code; anything else is one long id. */
	c = at >= 3 ? w->s[at - 3] : ' ';
	return w->s[at - 2] == '1' && !byte_is(c, CLASS_WORD) && c != '.' && c != '-';
}

/* May a number end before @at?  @joiners are bytes that, before a digit, would carry it on. */
static enum found ends_apart(const struct window *w, size_t at, const char *joiners)
{
	if (at >= w->len)
		return w->final ? MATCH_YES : MATCH_MORE;
	if (byte_is(w->s[at], CLASS_WORD))
		return MATCH_NO;
	if (!w->s[at] || !strchr(joiners, w->s[at]))
		return MATCH_YES;
	if (at + 1 >= w->len)
		return w->final ? MATCH_YES : MATCH_MORE;
	return is_digit(w, at + 1) ? MATCH_NO : MATCH_YES;
}

/*
 * Match the bytes at *at against @shape ('d' a digit, another byte itself).
 * MATCH_YES moves *at behind it.
 */
static enum found shape(const struct window *w, size_t *at, const char *shape_text)
{
	size_t i = *at;

	for (const char *p = shape_text; *p; p++, i++) {
		if (i >= w->len)
			return w->final ? MATCH_NO : MATCH_MORE;
		if (*p == 'd' ? !is_digit(w, i) : w->s[i] != *p)
			return MATCH_NO;
	}
	*at = i;
	return MATCH_YES;
}

static void better(struct match *best, size_t len, const char *name)
{
	if (len > best->len)
		*best = (struct match){.len = len, .name = name, .rank = RANK_NUMBER};
}

static enum found match_ssn(const struct window *w, size_t at, struct match *best)
{
	size_t end = at;
	enum found f;

	if (!starts_apart(w, at))
		return MATCH_NO;
	f = shape(w, &end, "ddd-dd-dddd");
	if (f != MATCH_YES)
		return f;
	f = ends_apart(w, end, "-.");
	if (f == MATCH_YES)
		better(best, end - at, "ssn");
	return f;
}

/* One optional separator at *at: its byte, or 0. */
static char separator(const struct window *w, size_t *at)
{
	char c = *at < w->len ? w->s[*at] : 0;

	if (c != '-' && c != '.' && c != ' ')
		return 0;
	++*at;
	return c;
}

/* The ten digits of a phone number are no mere digits: does their punctuation say so? */
static bool looks_dialled(const struct window *w, size_t area, char first, char second)
{
	bool both = first && second;

	if (first == '.' || second == '.')
		return both; /* 415.5551234 is a decimal */
	if (both && first == ' ' && second == ' ') /* columns of numbers look like that as well */
		return w->s[area] >= '2' && w->s[area + 4] >= '2';
	return both || first == '-' || second == '-';
}

/*
 * [+1 sep] [(]ddd[)] sep ddd sep dddd, where sep is one of "-. " or nothing.
 * Without +1 and parentheses the separators must make it a phone number.
 */
static enum found match_phone(const struct window *w, size_t at, struct match *best)
{
	size_t i = at;
	bool country = w->s[i] == '+';
	char first, second;
	bool paren;
	size_t area;
	enum found f;

	if (!starts_apart(w, at))
		return MATCH_NO;
	if (country && (f = shape(w, &i, "+1")) != MATCH_YES)
		return f;
	if (country && separator(w, &i) == '.')
		country = false; /* +1.4155551234: a decimal as well */
	paren = i < w->len && w->s[i] == '(';
	area = i;
	f = shape(w, &i, paren ? "(ddd)" : "ddd");
	if (f != MATCH_YES)
		return f;
	first = separator(w, &i);
	f = shape(w, &i, "ddd");
	if (f != MATCH_YES)
		return f;
	second = separator(w, &i);
	f = shape(w, &i, "dddd");
	if (f != MATCH_YES)
		return f;
	if (!country && !paren && !looks_dialled(w, area, first, second))
		return MATCH_NO;
	f = ends_apart(w, i, "-.");
	if (f == MATCH_YES)
		better(best, i - at, "phone");
	return f;
}

static bool card_length(const uint8_t *digit, size_t n)
{
	for (size_t i = 0; i < sizeof(issuers) / sizeof(issuers[0]); i++) {
		const struct issuer *is = &issuers[i];
		unsigned prefix = 0;

		for (size_t k = 0; k < is->digits; k++)
			prefix = prefix * 10 + digit[k];
		if (prefix < is->from || prefix > is->to)
			continue;
		if (n >= is->least && n <= is->most)
			return is->digits > 1 || n == 13 || n == 16 || n == 19;
	}
	return false;
}

/* ISO/IEC 7812-1 annex B. */
static bool luhn_ok(const uint8_t *digit, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = digit[n - 1 - i];

		if (i % 2)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

/* The group of digits at *at, appended to @digit; false when it is a single one or too many. */
static enum found card_group(const struct window *w, size_t *at, uint8_t *digit, size_t *n)
{
	size_t start = *at;

	for (; is_digit(w, *at); ++*at) {
		if (*n == CARD_MOST)
			return MATCH_NO;
		digit[(*n)++] = (uint8_t)(w->s[*at] - '0');
	}
	if (*at >= w->len && !w->final)
		return MATCH_MORE;
	return *at - start >= 2 ? MATCH_YES : MATCH_NO;
}

/*
 * Groups of two digits or more, joined by one blank or dash, 13 to 19 digits in
 * all, of a known issuer and with the right check digit.  The longest such row of
 * groups is the card: behind it there may stand its date or code.
 */
static enum found match_card(const struct window *w, size_t at, struct match *best)
{
	uint8_t digit[CARD_MOST];
	size_t n = 0, i = at;
	size_t longest = 0;

	if (w->s[at] < '2' || w->s[at] > '6' || !starts_apart(w, at))
		return MATCH_NO;
	for (;;) {
		enum found f = card_group(w, &i, digit, &n);

		if (f == MATCH_MORE)
			return MATCH_MORE;
		if (f == MATCH_NO)
			break;
		if (n >= CARD_LEAST && card_length(digit, n) && luhn_ok(digit, n)) {
			f = ends_apart(w, i, ".");
			if (f == MATCH_MORE)
				return MATCH_MORE;
			if (f == MATCH_YES)
				longest = i - at;
		}
		if (n == CARD_MOST || i >= w->len || (w->s[i] != ' ' && w->s[i] != '-'))
			break;
		i++;
		if (i >= w->len && !w->final)
			return MATCH_MORE;
	}
	if (!longest)
		return MATCH_NO;
	better(best, longest, "credit_card");
	return MATCH_YES;
}

/*
 * ssn          123-45-6789
 * phone        (415) 555-1234, 415-555-1234, 415.555.1234, 415 555 1234, +1 4155551234, …
 * credit_card  4111111111111111, 4111-1111-1111-1111, 3782 822463 10005, …
 */
enum found number_match(const struct window *w, size_t at, unsigned which, struct match *best)
{
	bool digit = is_digit(w, at);
	enum found all = MATCH_NO;
	enum found f;

	/* Inside a run of digits nothing starts. */
	if (digit && at > 0 && byte_is(w->s[at - 1], CLASS_DIGIT))
		return MATCH_NO;
	if (which & NUMBER_PHONE) {
		f = match_phone(w, at, best);
		all = f > all ? f : all;
	}
	if ((which & NUMBER_SSN) && digit) {
		f = match_ssn(w, at, best);
		all = f > all ? f : all;
	}
	if ((which & NUMBER_CARD) && digit) {
		f = match_card(w, at, best);
		all = f > all ? f : all;
	}
	return all;
}
