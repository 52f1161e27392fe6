/*
 * policy/redact_set.c - the compiled patterns, and what matches at one place.
 */
#include "policy/redact_set.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/strv.h"
#include "policy/config.h"
#include "policy/redact.h"

static struct head *add_head(struct redactor_set *set, const char *text, const char *name)
{
	struct head *h;

	set->heads = xreallocarray(set->heads, set->n_heads + 1, sizeof(*set->heads));
	h = &set->heads[set->n_heads++];
	*h = (struct head){.text = xstrdup(text), .len = strlen(text), .name = xstrdup(name)};
	return h;
}

static void add_format(struct redactor_set *set, const struct key_format *f)
{
	struct head *h = add_head(set, f->head, f->name);

	h->format = f;
	h->fold = f->fold;
	if (!f->fold)
		return;
	/* Found by its first byte: one entry for each case. */
	h->text[0] = (char)(f->head[0] & ~0x20);
	h = add_head(set, f->head, f->name);
	h->format = f;
	h->fold = true;
}

static void add_variables(struct redactor_set *set, char *const *environ)
{
	for (char *const *e = environ; *e; e++) {
		const char *equals = strchr(*e, '=');
		size_t len = equals ? (size_t)(equals - *e) : 0;
		scoped_strv struct strv forms = {0};
		char name[64];

		if (!equals || !literal_is_secret(*e, len, equals + 1))
			continue;
		for (size_t i = 0; i < len && i < sizeof(name); i++)
			name[i] = byte_is((*e)[i], CLASS_WORD) ? (*e)[i] : '_';
		name[len < sizeof(name) ? len : sizeof(name) - 1] = '\0';
		literal_forms(&forms, equals + 1);
		for (size_t i = 0; i < forms.len; i++)
			add_head(set, forms.items[i], name);
	}
}

static void add_custom(struct redactor_set *set, const struct dlp_pattern *p, struct strv *warnings)
{
	const char *display = p->display && *p->display ? p->display : p->name;
	struct custom *c;
	char why[160];

	if (warnings && !custom_check(p->regex, why, sizeof(why))) {
		strv_add_taken(warnings, xasprintf("dlp.custom_patterns: %s: no valid pattern: %s",
			p->name, why));
		return;
	}
	c = custom_new(display, p->regex);
	set->customs = xreallocarray(set->customs, set->n_customs + 1, sizeof(struct custom *));
	set->customs[set->n_customs++] = c;
	if (*custom_head(c)) {
		add_head(set, custom_head(c), display)->custom = c;
		return;
	}
	set->slow = xreallocarray(set->slow, set->n_slow + 1, sizeof(*set->slow));
	set->slow[set->n_slow++] = c;
}

static int by_first_byte(const void *a, const void *b)
{
	const struct head *x = a, *y = b;

	if (x->text[0] != y->text[0])
		return (unsigned char)x->text[0] - (unsigned char)y->text[0];
	/* Of equal matches the first stays: sk-ant- is more exact than sk-. */
	return (x->len < y->len) - (x->len > y->len);
}

static void index_heads(struct redactor_set *set)
{
	const char **texts = xcalloc(set->n_heads + 1, sizeof(*texts));
	bool *fold = xcalloc(set->n_heads + 1, sizeof(*fold));

	if (set->n_heads)
		qsort(set->heads, set->n_heads, sizeof(*set->heads), by_first_byte);
	for (size_t i = set->n_heads; i-- > 0;) {
		unsigned char c = (unsigned char)set->heads[i].text[0];

		texts[i] = set->heads[i].text;
		fold[i] = set->heads[i].fold;
		set->first[c] = (uint32_t)i;
		set->count[c]++;
	}
	scan_tables_init(&set->tables, texts, fold, set->n_heads);
	free(texts);
	free(fold);
}

struct redactor_set *redactor_set_new(const struct config *c, char *const *environ,
	struct strv *ret_warnings)
{
	struct redactor_set *set = xcalloc(1, sizeof(*set));

	if (c && c->dlp_mode == DLP_DISABLED) {
		index_heads(set);
		return set;
	}
	if (!c || c->dlp_phone)
		set->numbers |= NUMBER_PHONE;
	if (!c || c->dlp_credit_card)
		set->numbers |= NUMBER_CARD;
	if (!c || c->dlp_ssn)
		set->numbers |= NUMBER_SSN;
	set->tables.email = !c || c->dlp_email;
	set->tables.digits = set->numbers != 0;
	for (size_t i = 0; (!c || c->dlp_api_keys) && i < n_key_formats; i++)
		add_format(set, &key_formats[i]);
	for (size_t i = 0; c && i < c->n_dlp_custom; i++)
		add_custom(set, &c->dlp_custom[i], ret_warnings);
	if (environ)
		add_variables(set, environ);
	index_heads(set);
	return set;
}

void redactor_set_free(struct redactor_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->n_heads; i++) {
		explicit_bzero(set->heads[i].text, set->heads[i].len);
		free(set->heads[i].text);
		free(set->heads[i].name);
	}
	for (size_t i = 0; i < set->n_customs; i++)
		custom_free(set->customs[i]);
	free(set->heads);
	free(set->customs);
	free(set->slow);
	free(set);
}

void redactor_set_force_portable(struct redactor_set *set)
{
	set->tables.vector = false;
}

/*
 * Of two matches with the same start the longer wins, then the smaller rank.  Against the
 * generic key pattern a more exact one keeps its label whichever is longer.
 */
void match_consider(struct match *best, const struct match *m)
{
	const struct match *named = best;

	if (best->len && (m->rank == RANK_GENERIC) != (best->rank == RANK_GENERIC)) {
		struct match both = m->len > best->len ? *m : *best;

		named = m->rank == RANK_GENERIC ? best : m;
		both.name = named->name;
		both.rank = named->rank;
		*best = both;
	} else if (m->len > best->len || (m->len == best->len && m->rank < best->rank)) {
		*best = *m;
	}
}

static enum found head_match(const struct head *h, const struct window *w, size_t at,
	struct match *m)
{
	size_t left = w->len - at;
	size_t n = left < h->len ? left : h->len;

	if (h->fold ? strncasecmp(w->s + at, h->text, n) : memcmp(w->s + at, h->text, n))
		return MATCH_NO;
	if (n < h->len)
		return w->final ? MATCH_NO : MATCH_MORE;
	if (h->format)
		return key_format_match(h->format, w, at, m);
	if (h->custom)
		return custom_match(h->custom, w, at, m);
	*m = (struct match){.len = h->len, .name = h->name, .rank = RANK_LITERAL};
	return MATCH_YES;
}

enum found set_match(const struct redactor_set *set, const struct window *w, size_t at,
	struct match *best)
{
	unsigned char c = (unsigned char)w->s[at];
	enum found all = MATCH_NO;

	for (uint32_t i = 0; i < set->count[c]; i++) {
		struct match m = {0};
		enum found f = head_match(&set->heads[set->first[c] + i], w, at, &m);

		if (f == MATCH_YES)
			match_consider(best, &m);
		all = f > all ? f : all;
	}
	if (set->numbers && (byte_is((char)c, CLASS_DIGIT) || c == '(' || c == '+')) {
		struct match m = {0};
		enum found f = number_match(w, at, set->numbers, &m);

		if (f == MATCH_YES)
			match_consider(best, &m);
		all = f > all ? f : all;
	}
	return all;
}
