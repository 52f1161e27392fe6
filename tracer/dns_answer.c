/*
 * tracer/dns_answer.c - which names are resolved, and what is said about the others.
 *
 * Order: redirects, then the policy, then upstream (FORMATS (h)).  A name that is
 * not allowed is answered here: its query is data, and that must not leave (ESCAPES 71).
 */
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "policy/audit.h"
#include "policy/config.h"
#include "policy/decide.h"
#include "policy/event.h"
#include "tracer/dns_askers.h"
#include "tracer/dns_internal.h"
#include "tracer/names.h"
#include "tracer/sockaddr.h"
#include "tracer/tracer.h"

/* "A", "AAAA", "TYPE65". */
static const char *type_name(uint16_t type, char text[16])
{
	if (type == DNS_A)
		return "A";
	if (type == DNS_AAAA)
		return "AAAA";
	snprintf(text, 16, "TYPE%u", type);
	return text;
}

/*
 * APPROVE is a no here: nobody can be asked from this thread, and a name that is given
 * out before the answer has left the machine.
 */
static enum verdict effective(const struct dns_proxy *d, enum verdict v)
{
	v = verdict_effective(v, d->tracer->approvals);
	return v == VERDICT_APPROVE ? VERDICT_DENY : v;
}

/* False when it could not be kept and the configuration says that nothing happens unrecorded. */
static bool record(struct dns_proxy *d, const struct event *e)
{
	const struct tracer *tr = d->tracer;

	if (!tr->audit || audit_record(tr->audit, e) == 0)
		return true;
	return tr->config->audit_on_failure != AUDIT_FAILURE_DENY;
}

static void fill_asker(struct dns_proxy *d, const struct dns_origin *from, struct event *e)
{
	struct target source;

	sockaddr_parse(&from->from, from->from_len, &source);
	dns_askers_fill(d->askers, source.port, e);
}

/* @name: what was asked for, or an alias of it. */
static bool record_query(struct dns_proxy *d, const struct dns_origin *from,
	const struct dns_query *q, const char *name, const struct decision *by)
{
	char type[16];
	struct event e = {
		.type = EVENT_DNS_QUERY,
		.has_decision = true,
		.decision = by->verdict,
		.effective = effective(d, by->verdict),
		.rule = by->rule,
		.message = by->message,
		.operation = "query",
		.domain = name,
		.raw_path = name == q->name ? NULL : q->name,
		.detail = type_name(q->type, type),
	};

	fill_asker(d, from, &e);
	return record(d, &e);
}

static bool is_permitted(const struct dns_proxy *d, const struct decision *by)
{
	return verdict_permits(effective(d, by->verdict));
}

/* A dns_redirects entry: the address it names, in the record type that fits it. */
static void redirect(struct dns_proxy *d, const struct dns_origin *from, const struct dns_query *q,
	const char *rule, const char *text)
{
	scoped_buf struct buf out = BUF_INIT;
	struct decision by = decide_dns(d->tracer->policy, q->name);
	struct sockaddr_storage addr;
	char type[16];
	struct event e = {
		.type = EVENT_DNS_REDIRECT,
		.has_decision = true,
		.decision = VERDICT_REDIRECT,
		.effective = VERDICT_REDIRECT,
		.rule = rule,
		.operation = "query",
		.domain = q->name,
		.remote = text,
		.detail = type_name(q->type, type),
	};

	fill_asker(d, from, &e);
	if (!record(d, &e) || sockaddr_from_text(text, 0, &addr) < 0) {
		dns_reply_error(d, from, q, DNS_SERVFAIL);
		return;
	}
	/* The name lets connects through only where a network rule would, too. */
	if (is_permitted(d, &by))
		names_add(d->tracer->names, (struct sockaddr *)&addr, q->name, DNS_REDIRECT_TTL_S);
	dns_answer_address(&out, q, (struct sockaddr *)&addr, DNS_REDIRECT_TTL_S);
	dns_reply(d, from, q, out.s, out.len);
}

void dns_handle_query(
	struct dns_proxy *d, const struct dns_origin *from, const uint8_t *msg, size_t len)
{
	scoped_buf struct buf kept = BUF_INIT;
	const char *rule, *addr;
	struct decision by;
	struct dns_query q;
	int r = dns_query_parse(msg, len, &q);

	if (r == -DNS_FORMERR || r == -DNS_NOTIMP)
		dns_reply_error(d, from, &q, (enum dns_rcode) - r);
	if (r < 0)
		return;
	if (decide_dns_redirect(d->tracer->policy, q.name, &rule, &addr)) {
		redirect(d, from, &q, rule, addr);
		return;
	}
	by = decide_dns(d->tracer->policy, q.name);
	if (!record_query(d, from, &q, q.name, &by))
		dns_reply_error(d, from, &q, DNS_SERVFAIL);
	else if (!is_permitted(d, &by))
		dns_reply_error(d, from, &q, DNS_NXDOMAIN);
	else if (dns_cache_find(d->cache, &q, clock_monotonic_ns(), &kept))
		dns_reply(d, from, &q, kept.s, kept.len);
	else
		dns_upstream_ask(d, from, &q);
}

/*
 * Is this alias denied for what it is?  A default, or a rule that denies just any
 * name, says nothing about it: an allowed name may well be hosted under one that no
 * rule knows.
 */
static bool is_denied_alias(const struct dns_proxy *d, const struct decision *by)
{
	struct decision other = decide_dns(d->tracer->policy, "no-such-name.invalid");

	return !is_permitted(d, by) && by->by && by->by != other.by;
}

/* Names under which a later connect to one of the addresses will be judged. */
static void remember(struct dns_proxy *d, const struct dns_answer *a)
{
	for (size_t i = 0; i < a->n_chain; i++) {
		struct decision by = decide_dns(d->tracer->policy, a->chain[i]);

		if (!is_permitted(d, &by))
			continue;
		for (size_t j = 0; j < a->n_addresses; j++)
			names_add(d->tracer->names, (const struct sockaddr *)&a->addresses[j].addr,
				a->chain[i], a->addresses[j].ttl_s);
	}
}

void dns_handle_answer(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	uint8_t *msg, size_t len, const struct dns_answer *a)
{
	for (size_t i = 1; i < a->n_chain; i++) {
		struct decision by = decide_dns(d->tracer->policy, a->chain[i]);

		if (!is_denied_alias(d, &by))
			continue;
		record_query(d, to, q, a->chain[i], &by);
		dns_reply_error(d, to, q, DNS_NXDOMAIN);
		return;
	}
	remember(d, a);
	dns_cache_keep(d->cache, q, clock_monotonic_ns(), a->ttl_s, msg, len);
	dns_answer_adopt(msg, len, q, 0);
	dns_reply(d, to, q, msg, len);
}
