/*
 * policy/load.c - from the text of a policy to rules and their indexes.
 *
 * The tables here and in policy/load_*.c say everything about the YAML: one row
 * per key.  A key that no row knows is an error, since a rule that is silently not
 * applied is worse than a policy that does not load.
 */
#include "policy/load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fd.h"
#include "lib/strv.h"
#include "policy/regex.h"

enum {
	MOST_BYTES = 16 << 20,
	MOST_WORD = 63,   /* longer keys are never taken for a misspelling */
	FAR = 3,          /* edits that no misspelling has */
	REGEX_CHUNK = 16,
};

bool load_fail(struct load *l, const struct ynode *at, const char *format, ...)
{
	char text[sizeof(l->e->message)];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	err_set(l->e, l->file, at->line, at->column, "%s", text);
	return false;
}

void load_warn(struct load *l, const struct ynode *at, const char *format, ...)
{
	scoped_buf struct buf line = BUF_INIT;
	struct err warning = {0};
	char text[sizeof(warning.message)];
	va_list ap;

	if (!l->warnings)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	err_set(&warning, l->file, at->line, at->column, "%s", text);
	err_format(&warning, &line);
	strv_add(l->warnings, line.s);
}

/* Levenshtein's distance; FAR when it is not worth knowing. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[MOST_WORD + 2];
	size_t la = strlen(a);
	size_t lb = strlen(b);

	if (la > MOST_WORD || lb > MOST_WORD)
		return FAR;
	for (size_t j = 0; j <= lb; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= la; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= lb; j++) {
			unsigned replace = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
			row[j] = replace < row[j] ? replace : row[j];
		}
	}
	return row[lb] < FAR ? row[lb] : FAR;
}

const char *load_hint(struct load *l, const char *word, const char *const *names)
{
	const char *nearest = NULL;
	unsigned best = FAR;

	for (; *names; names++) {
		unsigned d = distance(word, *names);

		if (d < best && d < strlen(word)) {
			best = d;
			nearest = *names;
		}
	}
	return nearest ? arena_printf(l->a, "; did you mean `%s`?", nearest) : "";
}

static bool unknown_key(struct load *l, const struct ynode *key, const struct load_key *keys)
{
	scoped_strv struct strv names = {0};
	const char *hint;

	for (; keys->name; keys++)
		strv_add(&names, keys->name);
	hint = load_hint(l, key->text, (const char *const *)names.items);
	if (!l->o->lenient)
		return load_fail(l, key, "unknown key `%s`%s", key->text, hint);
	load_warn(l, key, "unknown key `%s`%s", key->text, hint);
	return true;
}

bool load_mapping(struct load *l, const struct ynode *n, const struct load_key *keys, void *dest)
{
	if (n->kind != YNODE_MAP)
		return load_fail(l, n, "a mapping is wanted here, not %s", ynode_kind_name(n));
	for (const struct yitem *i = n->items; i; i = i->next) {
		const struct load_key *k = keys;

		while (k->name && strcmp(k->name, i->key->text) != 0)
			k++;
		if (!k->name) {
			if (!unknown_key(l, i->key, keys))
				return false;
		} else if (i->value->kind != YNODE_NULL &&
			!k->set(l, i->value, (char *)dest + k->offset)) {
			return false;
		}
	}
	return true;
}

bool load_items(struct load *l, const struct ynode *n, const struct load_list *list,
	void **ret_items, size_t *ret_n)
{
	char *items;
	size_t count = 0;

	if (n->kind != YNODE_LIST)
		return load_fail(l, n, "a list is wanted here, not %s", ynode_kind_name(n));
	items = arena_zalloc(l->a, n->n_items * list->size + 1);
	for (const struct yitem *i = n->items; i; i = i->next) {
		if (i->value->kind == YNODE_NULL)
			continue;
		if (!list->read(l, i->value, items + count * list->size))
			return false;
		count++;
	}
	*ret_items = items;
	*ret_n = count;
	return true;
}

void load_verdict(struct load *l, const struct ynode *n, struct rule *r, unsigned allowed)
{
	const char *known[VERDICT_DENY + 2] = {NULL};
	size_t n_known = 0;

	r->line = n->line;
	if (!r->name)
		r->name = "";
	if (r->message && !*r->message)
		r->message = NULL;
	for (enum verdict v = VERDICT_ALLOW; r->decision && v <= VERDICT_DENY; v++) {
		if (allowed & 1u << v)
			known[n_known++] = verdict_name(v);
		if (strcasecmp(r->decision, verdict_name(v)) == 0 && allowed & 1u << v) {
			r->verdict = v;
			return;
		}
	}
	if (r->decision)
		load_warn(l, n, "decision `%s` is none here: the rule denies%s", r->decision,
			load_hint(l, r->decision, known));
	else
		load_warn(l, n, "the rule has no decision: it denies");
	r->verdict = VERDICT_DENY;
	r->name = "invalid-policy-decision";
}

void load_keep_regex(struct load *l, struct regex *r)
{
	struct policy *p = l->p;

	if (p->n_regexes % REGEX_CHUNK == 0)
		p->regexes = xreallocarray(p->regexes, p->n_regexes + REGEX_CHUNK,
			sizeof(struct regex *));
	p->regexes[p->n_regexes++] = r;
}

/* `key: [rule, …]` for each section of rules: a setter that fills a RULES(). */
#define SECTION(setter, member, type, reader)                                                      \
	static bool setter(struct load *l, const struct ynode *v, void *dest)                      \
	{                                                                                          \
		static const struct load_list list = {sizeof(type), reader};                       \
		struct policy *p = dest;                                                           \
		void *items = NULL;                                                                \
                                                                                                   \
		if (!load_items(l, v, &list, &items, &p->member.n))                                \
			return false;                                                              \
		p->member.items = items;                                                           \
		return true;                                                                       \
	}
SECTION(set_file_rules, files, struct file_rule, load_file_rule)
SECTION(set_net_rules, net, struct net_rule, load_net_rule)
SECTION(set_command_rules, commands, struct command_rule, load_command_rule)
SECTION(set_unix_rules, sockets, struct unix_rule, load_unix_rule)
SECTION(set_signal_rules, signals, struct signal_rule, load_signal_rule)
SECTION(set_dns_redirects, dns_redirects, struct dns_redirect, load_dns_redirect)
SECTION(set_connect_redirects, connect_redirects, struct connect_redirect, load_connect_redirect)

/* The top level (FORMATS a.2). */
static const struct load_key top_keys[] = {
	LOAD_KEY(struct policy, "version", version, load_int),
	LOAD_KEY(struct policy, "name", name, load_string),
	LOAD_KEY(struct policy, "description", description, load_text),
	{"file_rules", set_file_rules, 0},
	{"network_rules", set_net_rules, 0},
	{"command_rules", set_command_rules, 0},
	{"unix_socket_rules", set_unix_rules, 0},
	{"signal_rules", set_signal_rules, 0},
	{"dns_redirects", set_dns_redirects, 0},
	{"connect_redirects", set_connect_redirects, 0},
	{"resource_limits", load_limits, 0},
	LOAD_KEY(struct policy, "env_policy", env, load_env_policy),
	LOAD_KEY(struct policy, "env_inject", env_inject, load_env_inject),
	{"transparent_commands", load_transparent, 0},
	{"audit", load_audit_section, 0},
	{"metadata", load_metadata, 0},
	{"registry_rules", load_registry_rules, 0},
	{"mcp_rules", load_mcp_rules, 0},
	{"package_rules", load_package_rules, 0},
	{"process_contexts", load_process_contexts, 0},
	{"process_identities", load_process_identities, 0},
	{"http_services", load_http_services, 0},
	{"services", load_anything, 0}, /* refused by load_root() */
	{"providers", load_unused_section, 0},
	{"db_services", load_unused_section, 0},
	{"database_rules", load_unused_section, 0},
	{"database_connection_rules", load_unused_section, 0},
	{"policies", load_unused_section, 0},
	{NULL, NULL, 0},
};

/* Hang every alternative of a file rule's patterns into the index. */
static void index_file_rule(struct load *l, uint32_t number)
{
	const struct file_rule *r = &l->p->files.items[number];
	bool restricts = verdict_restricts(r->rule.verdict);

	for (size_t i = 0; i < r->paths.n; i++) {
		const struct glob *g = r->paths.items[i];

		for (size_t j = 0; j < g->n; j++) {
			const struct glob_alt *real = load_follow_links(l, &g->alts[j], restricts);

			path_index_add(l->p, number, &g->alts[j]);
			if (real)
				path_index_add(l->p, number, real);
		}
	}
}

/* Add to a socket rule what its directories link to, as index_file_rule() does. */
static void follow_socket_links(struct load *l, struct unix_rule *r)
{
	bool restricts = verdict_restricts(r->rule.verdict);

	for (size_t i = 0, n = r->paths.n; i < n; i++) {
		const struct glob *g = r->paths.items[i];
		struct glob_alt *alts = arena_alloc(l->a, 2 * g->n * sizeof(*alts));
		struct glob *both = arena_memdup(l->a, g, sizeof(*g));

		both->alts = memcpy(alts, g->alts, g->n * sizeof(*alts));
		for (size_t j = 0; j < g->n; j++) {
			const struct glob_alt *real = load_follow_links(l, &g->alts[j], restricts);

			if (real)
				alts[both->n++] = *real;
		}
		r->paths.items[i] = both;
	}
}

static void build_indexes(struct load *l)
{
	static const char *nothing[] = {NULL};

	for (uint32_t i = 0; i < l->p->files.n; i++) {
		const struct file_rule *r = &l->p->files.items[i];

		index_file_rule(l, i);
		if (r->rule.verdict != VERDICT_ALLOW)
			l->p->named_ops |= r->written_ops;
	}
	for (size_t i = 0; l->o->vars && i < l->p->sockets.n; i++)
		follow_socket_links(l, &l->p->sockets.items[i]);
	net_index_build(l->p);
	command_index_build(l->p);
	if (!l->p->env_inject)
		l->p->env_inject = nothing;
}

static bool load_root(struct load *l, const struct ynode *root)
{
	if (!load_mapping(l, root, top_keys, l->p))
		return false;
	if (ynode_get(root, "services"))
		return load_fail(l, ynode_get(root, "services"),
			"`services` is no longer a key: write `http_services`");
	if (l->p->version <= 0)
		return load_fail(l, root, "`version` is missing or not above 0");
	if (!l->p->name || !*l->p->name)
		return load_fail(l, root, "`name` is missing");
	build_indexes(l);
	return true;
}

struct policy *policy_load_text(const char *text, size_t len, const char *name,
	const struct policy_options *o, struct strv *ret_warnings, struct err *e)
{
	static const struct policy_options plain;
	struct policy *p = xcalloc(1, sizeof(*p));
	scoped_arena struct arena tree = {0};
	struct load l = {
		.p = p,
		.a = &p->arena,
		.o = o ? o : &plain,
		.warnings = ret_warnings,
		.e = e,
	};
	const struct ynode *root;
	bool ok;

	p->file = l.file = arena_strdup(&p->arena, name);
	root = yaml_read(&tree, text, len, name, e);
	ok = root && load_root(&l, root);
	load_links_free(l.links);
	if (ok)
		return p;
	policy_free(p);
	return NULL;
}

struct policy *policy_load_file(const char *path, const struct policy_options *o,
	struct strv *ret_warnings, struct err *e)
{
	scoped_buf struct buf text = BUF_INIT_MAX(MOST_BYTES);
	int r = fd_read_file(path, &text);
	struct policy *p;

	if (r < 0) {
		err_set(e, path, 0, 0, "%s", strerror(-r));
		return NULL;
	}
	p = policy_load_text(text.s, text.len, path, o, ret_warnings, e);
	if (p)
		p->from_file = true;
	return p;
}
