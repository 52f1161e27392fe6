/*
 * policy/load_net.c - network_rules, dns_redirects and connect_redirects.
 */
#include "policy/load.h"

#include <ctype.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "policy/regex.h"

enum {
	NET_VERDICTS = 1 << VERDICT_ALLOW | 1 << VERDICT_DENY | 1 << VERDICT_APPROVE |
		1 << VERDICT_AUDIT,
};

static bool set_ports(struct load *l, const struct ynode *v, void *dest)
{
	struct ports *p = dest;

	if (v->kind != YNODE_LIST)
		return load_fail(l, v, "a list is wanted here, not %s", ynode_kind_name(v));
	p->items = arena_alloc(l->a, (v->n_items + 1) * sizeof(*p->items));
	for (const struct yitem *i = v->items; i; i = i->next) {
		int64_t port;

		if (i->value->kind == YNODE_NULL)
			continue;
		if (!load_int(l, i->value, &port))
			return false;
		if (port < 0 || port > UINT16_MAX)
			return load_fail(l, i->value, "%s is no port", i->value->text);
		p->items[p->n++] = (uint16_t)port;
	}
	return true;
}

static bool set_cidrs(struct load *l, const struct ynode *v, void *dest)
{
	struct net_rule *r = dest;
	struct strings texts = {0};

	if (!load_strings(l, v, &texts))
		return false;
	r->cidrs = arena_zalloc(l->a, (texts.n + 1) * sizeof(*r->cidrs));
	for (size_t i = 0; i < texts.n; i++)
		if (cidr_parse(texts.items[i], &r->cidrs[r->n_cidrs++]) < 0)
			return load_fail(l, v, "`%s` is no address range: write 10.0.0.0/8",
				texts.items[i]);
	return true;
}

static const struct load_key net_keys[] = {
	LOAD_RULE_KEYS(struct net_rule),
	LOAD_KEY(struct net_rule, "domains", domains, load_domains),
	LOAD_KEY(struct net_rule, "ports", ports, set_ports),
	{"cidrs", set_cidrs, 0},
	{NULL, NULL, 0},
};

bool load_net_rule(struct load *l, const struct ynode *n, void *dest)
{
	struct net_rule *r = dest;

	if (!load_mapping(l, n, net_keys, r))
		return false;
	r->selective = r->domains.n || r->n_cidrs;
	load_verdict(l, n, &r->rule, NET_VERDICTS);
	return true;
}

/* One of the words a key may have, as YAML has it; the first is the default. */
static bool want_word(struct load *l, const struct ynode *n, const char *key,
	const char *const *words)
{
	const struct ynode *v = ynode_get(n, key);

	for (const char *const *w = words; v && *w; w++)
		if (strcmp(v->text, *w) == 0)
			return true;
	if (!v || v->kind == YNODE_NULL)
		return true;
	return load_fail(l, v, "`%s: %s` is unknown here", key, v->text);
}

static bool want_redirect_words(struct load *l, const struct ynode *n)
{
	static const char *const visibility[] = {"audit_only", "silent", "warn", NULL};
	static const char *const on_failure[] = {"fail_closed", "fail_open", "retry_original", NULL};

	return want_word(l, n, "visibility", visibility) &&
		want_word(l, n, "on_failure", on_failure);
}

/* Compiled at once: the DNS thread and the tracer both search it. */
static struct regex *redirect_regex(struct load *l, const struct ynode *n, const char *text)
{
	scoped_buf struct buf why = BUF_INIT;
	const struct ynode *at = ynode_get(n, "match");
	struct regex *r = regex_new(l->a, text, 0, &why);

	if (!r)
		load_fail(l, at ? at : n, "`%s` is no regular expression: %s", text, why.s);
	else
		load_keep_regex(l, r);
	return r;
}

static bool set_regex_text(struct load *l, const struct ynode *v, void *dest)
{
	const char *text = load_want_scalar(l, v) ? load_expand(l, v, VARS_REGEX) : NULL;

	*(const char **)dest = text;
	return text != NULL;
}

static const struct load_key dns_keys[] = {
	LOAD_KEY(struct dns_redirect, "name", rule.name, load_string),
	LOAD_KEY(struct dns_redirect, "description", rule.description, load_text),
	LOAD_KEY(struct dns_redirect, "message", rule.message, load_text),
	LOAD_KEY(struct dns_redirect, "match", match_text, set_regex_text),
	LOAD_KEY(struct dns_redirect, "resolve_to", resolve_to, load_string),
	LOAD_KEY(struct dns_redirect, "visibility", visibility, load_string),
	LOAD_KEY(struct dns_redirect, "on_failure", on_failure, load_string),
	{NULL, NULL, 0},
};

bool load_dns_redirect(struct load *l, const struct ynode *n, void *dest)
{
	struct dns_redirect *r = dest;
	struct address a;

	if (!load_mapping(l, n, dns_keys, r) || !want_redirect_words(l, n))
		return false;
	if (!r->rule.name || !r->match_text || !r->resolve_to)
		return load_fail(l, n, "a DNS redirect needs name, match and resolve_to");
	if (address_parse(r->resolve_to, &a) < 0)
		return load_fail(l, ynode_get(n, "resolve_to"), "`%s` is no address",
			r->resolve_to);
	r->rule.verdict = VERDICT_REDIRECT;
	r->rule.line = n->line;
	r->match = redirect_regex(l, n, r->match_text);
	return r->match != NULL;
}

static const struct load_key tls_keys[] = {
	LOAD_KEY(struct connect_redirect, "mode", tls_mode, load_string),
	LOAD_KEY(struct connect_redirect, "sni", tls_sni, load_string),
	{NULL, NULL, 0},
};

static bool set_tls(struct load *l, const struct ynode *v, void *dest)
{
	static const char *const modes[] = {"passthrough", "rewrite_sni", NULL};
	struct connect_redirect *r = dest;

	if (!load_mapping(l, v, tls_keys, r) || !want_word(l, v, "mode", modes))
		return false;
	if (r->tls_mode && strcmp(r->tls_mode, "rewrite_sni") == 0 && !r->tls_sni)
		return load_fail(l, v, "`mode: rewrite_sni` needs `sni`");
	return true;
}

static const struct load_key connect_keys[] = {
	LOAD_KEY(struct connect_redirect, "name", rule.name, load_string),
	LOAD_KEY(struct connect_redirect, "description", rule.description, load_text),
	LOAD_KEY(struct connect_redirect, "message", rule.message, load_text),
	LOAD_KEY(struct connect_redirect, "match", match_text, set_regex_text),
	LOAD_KEY(struct connect_redirect, "redirect_to", redirect_to, load_string),
	LOAD_KEY(struct connect_redirect, "redirect_to_unix", redirect_to_unix, load_string),
	{"tls", set_tls, 0},
	LOAD_KEY(struct connect_redirect, "visibility", visibility, load_string),
	LOAD_KEY(struct connect_redirect, "on_failure", on_failure, load_string),
	{NULL, NULL, 0},
};

bool load_connect_redirect(struct load *l, const struct ynode *n, void *dest)
{
	struct connect_redirect *r = dest;

	if (!load_mapping(l, n, connect_keys, r) || !want_redirect_words(l, n))
		return false;
	if (!r->rule.name || !r->match_text)
		return load_fail(l, n, "a connect redirect needs name and match");
	if (!r->redirect_to == !r->redirect_to_unix)
		return load_fail(l, n, "either redirect_to or redirect_to_unix is wanted");
	r->rule.verdict = VERDICT_REDIRECT;
	r->rule.line = n->line;
	r->match = redirect_regex(l, n, r->match_text);
	return r->match != NULL;
}
