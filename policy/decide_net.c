/*
 * policy/decide_net.c - may this address or name be connected to, resolved, bound?
 *
 * A name's rules are found label by label in two hashes, an address's by one
 * probe for each prefix length that occurs.  Nothing here allocates or keeps state: the
 * tracer and the DNS thread ask at the same time.
 */
#include "policy/decide.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "lib/cleanup.h"
#include "policy/glob.h"
#include "policy/regex.h"
#include "policy/rule.h"

enum {
	MOST_NAME = 255,  /* RFC 1035 2.3.4 */
	MOST_LISTS = 320, /* labels of a name, or prefix lengths, and a few more */
	RANGE_KEY = 18,
};

/* The lists that may hold rules for one target. */
struct candidates {
	const struct bounds *lists[MOST_LISTS];
	size_t n;
	const char *text; /* what the domain globs see */
	size_t len;
};

static void put(struct keytab *t, struct arena *a, const char *key, size_t len,
	const struct bound *b)
{
	void **at = keytab_at(t, a, key_hash(KEY_HASH_START, key, len), key, len);

	if (!*at)
		*at = ARENA_NEW(a, struct bounds);
	bounds_add(*at, a, b);
}

static void range_key(char key[RANGE_KEY], const struct address *a, unsigned bits)
{
	struct address masked = *a;

	address_mask(&masked, bits);
	memcpy(key, masked.bytes, 16);
	key[16] = a->family == AF_INET ? 4 : 6;
	key[17] = (char)bits;
}

static uint64_t *bits_word(struct net_index *ix, int family, unsigned bits)
{
	return family == AF_INET ? &ix->v4_bits[bits / 64] : &ix->v6_bits[bits / 64];
}

static void add_range(struct policy *p, struct bound b, const struct cidr *c)
{
	struct net_index *ix = &p->net_index;
	char key[RANGE_KEY];

	range_key(key, &c->base, c->bits);
	*bits_word(ix, c->base.family, c->bits) |= UINT64_C(1) << c->bits % 64;
	if (!c->bits) {
		b.flags = BOUND_ALL;
		bounds_add(&ix->everywhere, &p->arena, &b);
	}
	put(&ix->ranges, &p->arena, arena_memdup(&p->arena, key, sizeof(key)), sizeof(key), &b);
}

static void add_domain(struct policy *p, struct bound b, const struct glob_alt *alt)
{
	struct net_index *ix = &p->net_index;
	const struct glob_part *parts = alt->parts;
	const char *text;
	size_t len;

	if (glob_alt_literal(alt, &text, &len)) {
		put(&ix->exact, &p->arena, text, len, &b);
	} else if (alt->n == 2 && parts[0].kind == GLOB_ALL && parts[1].kind == GLOB_TEXT &&
		parts[1].text[0] == '.') {
		put(&ix->below, &p->arena, parts[1].text + 1, parts[1].len - 1, &b);
	} else {
		b.glob = alt;
		if (alt->n == 1 && (parts[0].kind == GLOB_ALL || parts[0].kind == GLOB_RUN))
			b.flags = BOUND_ALL;
		bounds_add(&ix->globs, &p->arena, &b);
	}
}

void net_index_build(struct policy *p)
{
	for (uint32_t i = 0; i < p->net.n; i++) {
		const struct net_rule *r = &p->net.items[i];
		struct bound b = {.number = i};

		for (size_t j = 0; j < r->domains.n; j++)
			for (size_t k = 0; k < r->domains.items[j]->n; k++)
				add_domain(p, b, &r->domains.items[j]->alts[k]);
		for (size_t j = 0; j < r->n_cidrs; j++)
			add_range(p, b, &r->cidrs[j]);
		b.flags = BOUND_ALL;
		if (!r->selective)
			bounds_add(&p->net_index.any, &p->arena, &b);
	}
}

static void add_list(struct candidates *c, const struct bounds *list)
{
	if (list && list->first && c->n < MOST_LISTS)
		c->lists[c->n++] = list;
}

static void collect_name(const struct net_index *ix, struct candidates *c, const char *name,
	size_t len)
{
	c->text = name;
	c->len = len;
	add_list(c, keytab_get(&ix->exact, key_hash(KEY_HASH_START, name, len), name, len));
	for (size_t i = 0; i < len && ix->below.count; i++) {
		const char *parent = name + i + 1;
		size_t rest = len - i - 1;

		if (name[i] == '.')
			add_list(c, keytab_get(&ix->below, key_hash(KEY_HASH_START, parent, rest),
				parent, rest));
	}
	add_list(c, &ix->globs);
	add_list(c, &ix->any);
}

static void collect_address(const struct net_index *ix, struct candidates *c,
	const struct address *a)
{
	const uint64_t *words = a->family == AF_INET ? ix->v4_bits : ix->v6_bits;
	size_t n = a->family == AF_INET ? ARRAY_LEN(ix->v4_bits) : ARRAY_LEN(ix->v6_bits);

	for (size_t i = 0; i < n; i++) {
		for (uint64_t left = words[i]; left; left &= left - 1) {
			char key[RANGE_KEY];

			range_key(key, a, (unsigned)(i * 64) + (unsigned)__builtin_ctzll(left));
			add_list(c, keytab_get(&ix->ranges, key_hash(KEY_HASH_START, key, RANGE_KEY),
				key, RANGE_KEY));
		}
	}
}

static bool has_port(const struct ports *ports, uint16_t port)
{
	for (size_t i = 0; i < ports->n; i++)
		if (ports->items[i] == port)
			return true;
	return ports->n == 0;
}

/* The first rule for the candidates at @port; NULL: none. */
static const struct bound *first_at(const struct policy *p, const struct candidates *c,
	uint16_t port)
{
	const struct bound *best = NULL;

	for (size_t i = 0; i < c->n; i++) {
		for (const struct bound *b = c->lists[i]->first; b; b = b->next) {
			if (best && b->number >= best->number)
				break;
			if (!has_port(&p->net.items[b->number].ports, port) ||
				(b->glob && !glob_alt_match(b->glob, c->text, c->len)))
				continue;
			best = b;
			break;
		}
	}
	return best;
}

/* What has been found about a target under all its names. */
struct finding {
	const struct policy *policy;
	const struct bound *first;    /* lowest rule of all */
	const struct bound *strictest; /* of those that refuse and say whom */
};

static enum verdict verdict_of(const struct finding *f, const struct bound *b)
{
	return f->policy->net.items[b->number].rule.verdict;
}

static void note(struct finding *f, const struct bound *b)
{
	if (!b)
		return;
	if (!f->first || b->number < f->first->number)
		f->first = b;
	if (!verdict_restricts(verdict_of(f, b)) || b->flags & BOUND_ALL)
		return;
	if (!f->strictest || verdict_of(f, b) > verdict_of(f, f->strictest))
		f->strictest = b;
}

static void note_name(struct finding *f, const char *name, uint16_t port)
{
	struct candidates c;

	c.n = 0;
	collect_name(&f->policy->net_index, &c, name, strlen(name));
	note(f, first_at(f->policy, &c, port));
}

static void note_address(struct finding *f, const struct address *a, uint16_t port)
{
	char text[INET6_ADDRSTRLEN];
	struct candidates c;

	c.n = 0;
	inet_ntop(a->family, a->bytes, text, sizeof(text));
	collect_address(&f->policy->net_index, &c, a);
	collect_name(&f->policy->net_index, &c, text, strlen(text)); /* domains: ["10.0.*.*"] */
	note(f, first_at(f->policy, &c, port));
	if (address_is_loopback(a))
		note_name(f, "localhost", port); /* its name without any DNS: /etc/hosts */
}

/*
 * DESIGN 5 "name and address": one name or address that is refused by a rule
 * which says so refuses the connect.  Otherwise the first rule in the file decides that
 * matches any of them, so that a final deny-everything does not undo an allowed name.
 */
struct decision decide_net(const struct policy *p, const struct net_request *req)
{
	struct finding f = {.policy = p};
	struct address a;

	if (req->addr) {
		if (address_from_sockaddr(req->addr, &a) < 0)
			return decision_default(VERDICT_DENY, "default-deny-network");
		/* The kernel does as much by itself for a socket that never called bind. */
		if (req->bind && !req->port && address_unspecified_to_loopback(&a))
			return decision_default(VERDICT_ALLOW, "default-allow-autobind");
		if (!req->bind)
			address_unspecified_to_loopback(&a);
		note_address(&f, &a, req->port);
	}
	for (size_t i = 0; i < req->n_names; i++)
		note_name(&f, req->names[i], req->port);
	if (f.strictest)
		return decision_by(&p->net.items[f.strictest->number].rule);
	if (f.first)
		return decision_by(&p->net.items[f.first->number].rule);
	return decision_default(VERDICT_DENY, "default-deny-network");
}

/* The next rule in file order behind @after (NO_RULE: the first) that may match; NULL: no more. */
static const struct bound *next_rule(const struct candidates *c, uint32_t after)
{
	const struct bound *next = NULL;

	for (size_t i = 0; i < c->n; i++) {
		for (const struct bound *b = c->lists[i]->first; b; b = b->next) {
			if (next && b->number >= next->number)
				break;
			if ((after != NO_RULE && b->number <= after) ||
				(b->glob && !glob_alt_match(b->glob, c->text, c->len)))
				continue;
			next = b;
			break;
		}
	}
	return next;
}

/* Is there a port that this rule is the first to decide on? */
static bool decides_some_port(const struct policy *p, const struct candidates *c, uint32_t number)
{
	const struct ports *ports = &p->net.items[number].ports;

	for (size_t i = 0; i < ports->n; i++) {
		const struct bound *b = first_at(p, c, ports->items[i]);

		if (b && b->number == number)
			return true;
	}
	return ports->n == 0;
}

/* Lower-case, without the trailing dot; 0 when it is no name. */
static size_t plain_name(const char *name, char out[MOST_NAME + 1])
{
	size_t len = strlen(name);

	if (len && name[len - 1] == '.')
		len--;
	if (!len || len > MOST_NAME)
		return 0;
	for (size_t i = 0; i < len; i++)
		out[i] = (char)tolower((unsigned char)name[i]);
	out[len] = '\0';
	return len;
}

struct decision decide_dns(const struct policy *p, const char *name)
{
	const struct rule *refused = NULL;
	const struct bound *b;
	struct candidates c;
	char plain[MOST_NAME + 1];
	uint32_t after = NO_RULE;
	size_t len = plain_name(name, plain);

	c.n = 0;
	if (len) {
		collect_name(&p->net_index, &c, plain, len);
		add_list(&c, &p->net_index.everywhere);
	}
	while ((b = next_rule(&c, after))) {
		const struct net_rule *r = &p->net.items[b->number];

		if (r->rule.verdict == VERDICT_DENY) {
			if (!refused)
				refused = &r->rule;
			if (!r->ports.n)
				break;
		} else if (decides_some_port(p, &c, b->number)) {
			return decision_by(&r->rule);
		}
		after = b->number;
	}
	if (refused)
		return decision_by(refused);
	return decision_default(VERDICT_DENY, "default-deny-network");
}

bool decide_dns_redirect(const struct policy *p, const char *name, const char **ret_rule,
	const char **ret_addr)
{
	char plain[MOST_NAME + 1];
	size_t len = plain_name(name, plain);

	for (size_t i = 0; len && i < p->dns_redirects.n; i++) {
		const struct dns_redirect *r = &p->dns_redirects.items[i];

		if (!regex_search(r->match, plain, len, false))
			continue;
		*ret_rule = r->rule.name;
		*ret_addr = r->resolve_to;
		return true;
	}
	return false;
}

const char *decide_connect_redirect(const struct policy *p, const char *host, uint16_t port,
	const char **ret_rule)
{
	char target[MOST_NAME + 8];
	int len = snprintf(target, sizeof(target), "%s:%u", host, port);

	if (len < 0 || (size_t)len >= sizeof(target))
		return NULL;
	for (size_t i = 0; i < p->connect_redirects.n; i++) {
		const struct connect_redirect *r = &p->connect_redirects.items[i];

		if (!regex_search(r->match, target, (size_t)len, false))
			continue;
		*ret_rule = r->rule.name;
		return r->redirect_to ? r->redirect_to : r->redirect_to_unix;
	}
	return NULL;
}
