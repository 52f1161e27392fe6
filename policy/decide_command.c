/*
 * policy/decide_command.c - may this command be run, and the one it wraps?
 *
 * A command is known by up to four basenames and two paths; what the rules say
 * about each is found by hash, without case as the Go program does (FORMATS a.8).
 */
#include "policy/decide.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "policy/glob.h"
#include "policy/regex.h"
#include "policy/rule.h"
#include "policy/wrapper.h"

enum {
	MOST_NAMES = 4,
	MOST_PATHS = 2,
	MOST_WRAPPING = 8, /* deeper than this only the execve itself is judged */
	JOINED_BYTES = 4096,
};

/* One name or path of the command, as it is and in lower case. */
struct identity_name {
	const char *raw;
	size_t len;
	char lower[PATH_MAX];
};

struct query {
	const struct policy *policy;
	const struct command_request *req;
	struct identity_name names[MOST_NAMES];
	size_t n_names;
	struct identity_name paths[MOST_PATHS];
	size_t n_paths;
	const char *args; /* argv[1..] joined by blanks; NULL: not yet */
	size_t args_len;
	char joined[JOINED_BYTES];
	char *large; /* owned, when joined is too small */
	uint32_t best;
};

static bool has_meta(const char *s)
{
	return strpbrk(s, "*?[") != NULL;
}

static char *lower(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *p = copy; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

static void put(struct keytab *t, struct arena *a, const char *key, const struct bound *b)
{
	size_t len = strlen(key);
	void **at = keytab_at(t, a, key_hash(KEY_HASH_START, key, len), key, len);

	if (!*at)
		*at = ARENA_NEW(a, struct bounds);
	bounds_add(*at, a, b);
}

static void add_entry(struct policy *p, struct bound b, const char *entry)
{
	struct command_index *ix = &p->command_index;
	bool path = strchr(entry, '/') != NULL;
	const struct glob *g = NULL;
	const char *why;

	if (strcmp(entry, "*") == 0) {
		bounds_add(&ix->all, &p->arena, &b);
		return;
	}
	if (has_meta(entry)) /* one that does not compile, such as `[`, stands for itself */
		g = glob_compile(&p->arena, entry, path ? '/' : '\0', &why);
	if (!g)
		put(path ? &ix->paths : &ix->names, &p->arena, lower(&p->arena, entry), &b);
	for (size_t i = 0; g && i < g->n; i++) {
		b.glob = &g->alts[i];
		bounds_add(path ? &ix->path_globs : &ix->name_globs, &p->arena, &b);
	}
}

void command_index_build(struct policy *p)
{
	for (uint32_t i = 0; i < p->commands.n; i++) {
		const struct command_rule *r = &p->commands.items[i];
		struct bound b = {.number = i};

		if (!r->commands.n)
			bounds_add(&p->command_index.all, &p->arena, &b);
		for (size_t j = 0; j < r->commands.n; j++)
			add_entry(p, b, r->commands.items[j]);
	}
}

static void set_name(struct identity_name *n, const char *s, size_t len)
{
	n->raw = s;
	n->len = len < sizeof(n->lower) ? len : sizeof(n->lower) - 1;
	for (size_t i = 0; i < n->len; i++)
		n->lower[i] = (char)tolower((unsigned char)s[i]);
	n->lower[n->len] = '\0';
}

static void add_name(struct query *q, const char *s, size_t len)
{
	for (size_t i = 0; i < q->n_names; i++)
		if (q->names[i].len == len && memcmp(q->names[i].raw, s, len) == 0)
			return;
	if (q->n_names < MOST_NAMES)
		set_name(&q->names[q->n_names++], s, len);
}

/* The basename, and without the `.real` that a shim's renamed shell has. */
static void add_basename(struct query *q, const char *path)
{
	const char *base = path_base(path);
	size_t len = strlen(base);

	add_name(q, base, len);
	if (len > 5 && strcmp(base + len - 5, ".real") == 0)
		add_name(q, base, len - 5);
}

static void join_args(struct query *q)
{
	char *const *words = q->req->argv && q->req->argv[0] ? q->req->argv + 1 : NULL;
	char *out = q->joined;
	size_t need = 1;
	size_t at = 0;

	for (size_t i = 0; words && words[i]; i++)
		need += strlen(words[i]) + 1;
	if (need > sizeof(q->joined))
		out = q->large = xmalloc(need);
	for (size_t i = 0; words && words[i]; i++) {
		size_t len = strlen(words[i]);

		if (i)
			out[at++] = ' ';
		memcpy(out + at, words[i], len);
		at += len;
	}
	out[at] = '\0';
	q->args = out;
	q->args_len = at;
}

static bool args_fit(struct query *q, const struct command_rule *r)
{
	bool unsure = verdict_restricts(r->rule.verdict);

	if (!r->args_patterns.n)
		return true;
	if (!q->args)
		join_args(q);
	for (size_t i = 0; i < r->args_patterns.n; i++)
		if (regex_search(r->args[i], q->args, q->args_len, unsure))
			return true;
	return false;
}

static bool depth_fits(const struct command_rule *r, int depth)
{
	return depth >= r->min_depth && (r->max_depth < 0 || depth <= r->max_depth);
}

static bool glob_fits(const struct bound *b, const struct identity_name *n)
{
	return !b->glob || glob_alt_match(b->glob, n->raw, n->len) ||
		glob_alt_match(b->glob, n->lower, n->len);
}

/* Take the first rule of @list that is better than the best so far and fits. */
static void consider(struct query *q, const struct bounds *list, const struct identity_name *n)
{
	if (!list)
		return;
	for (const struct bound *b = list->first; b && b->number < q->best; b = b->next) {
		const struct command_rule *r = &q->policy->commands.items[b->number];

		if (!depth_fits(r, q->req->depth) || !glob_fits(b, n) || !args_fit(q, r))
			continue;
		q->best = b->number;
		return;
	}
}

static void consider_all(struct query *q, const struct keytab *exact, const struct bounds *globs,
	const struct identity_name *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t hash = key_hash(KEY_HASH_START, names[i].lower, names[i].len);

		consider(q, keytab_get(exact, hash, names[i].lower, names[i].len), &names[i]);
		consider(q, globs, &names[i]);
	}
}

struct decision decide_command(const struct policy *p, const struct command_request *req)
{
	const struct command_index *ix = &p->command_index;
	struct query q;

	q.policy = p;
	q.req = req;
	q.n_names = q.n_paths = 0;
	q.args = NULL;
	q.large = NULL;
	q.best = NO_RULE;
	add_basename(&q, req->typed);
	if (strchr(req->typed, '/'))
		set_name(&q.paths[q.n_paths++], req->typed, strlen(req->typed));
	if (req->resolved) {
		add_basename(&q, req->resolved);
		set_name(&q.paths[q.n_paths++], req->resolved, strlen(req->resolved));
	}
	consider_all(&q, &ix->names, &ix->name_globs, q.names, q.n_names);
	consider_all(&q, &ix->paths, &ix->path_globs, q.paths, q.n_paths);
	consider(&q, &ix->all, &q.names[0]);
	free(q.large);
	if (q.best == NO_RULE)
		return decision_default(VERDICT_DENY, "default-deny-commands");
	return decision_by(&p->commands.items[q.best].rule);
}

/* Is there a rule in the list that restricts @n? */
static bool restricts(const struct policy *p, const struct bounds *list,
	const struct identity_name *n)
{
	for (const struct bound *b = list ? list->first : NULL; b; b = b->next)
		if (verdict_restricts(p->commands.items[b->number].rule.verdict) && glob_fits(b, n))
			return true;
	return false;
}

bool command_is_named(const struct policy *p, const char *path)
{
	const struct command_index *ix = &p->command_index;
	const char *base = path_base(path);
	struct identity_name n;
	uint64_t hash;

	set_name(&n, base, strlen(base));
	hash = key_hash(KEY_HASH_START, n.lower, n.len);
	if (restricts(p, keytab_get(&ix->names, hash, n.lower, n.len), &n) ||
		restricts(p, &ix->name_globs, &n))
		return true;
	set_name(&n, path, strlen(path));
	hash = key_hash(KEY_HASH_START, n.lower, n.len);
	return restricts(p, keytab_get(&ix->paths, hash, n.lower, n.len), &n);
}

/* The word to show for a payload that was cut out of a text: it must outlive the text's words. */
static const char *lasting_word(const struct decision *d, const struct payload *payload)
{
	const struct command_rule *r = (const struct command_rule *)d->by;
	const char *base = path_base(payload->argv[0]);

	if (!payload->text)
		return payload->argv[0];
	for (size_t i = 0; i < r->commands.n; i++)
		if (strcasecmp(path_base(r->commands.items[i]), base) == 0)
			return r->commands.items[i];
	return payload->text;
}

/* One level of wrapping: its payloads, and theirs. */
struct unwrapping {
	const struct policy *policy;
	int depth;            /* as of the request */
	struct decision best;
	const char *word;     /* the payload that decided; NULL: argv[0] itself */
	struct arena arena;
};

static void judge_payloads(struct unwrapping *u, char *const *argv, const char *text, unsigned level)
{
	struct wrapper_options o = {&u->policy->transparent_add, &u->policy->transparent_remove};
	struct payload *p = level < MOST_WRAPPING ? wrapper_unwrap(&u->arena, argv, &o) : NULL;

	for (; p; p = p->next) {
		struct command_request inner = {
			.typed = p->argv[0],
			.argv = p->argv,
			.depth = u->depth,
		};
		struct decision d = decide_command(u->policy, &inner);

		if (!p->text)
			p->text = text; /* cut out of a text further out */
		/* No rule for it says nothing: only what is explicit counts (FORMATS a.9). */
		if (d.by && d.verdict > u->best.verdict) {
			u->best = d;
			u->word = lasting_word(&d, p);
		}
		judge_payloads(u, p->argv, p->text, level + 1);
	}
}

struct decision decide_command_line(const struct policy *p, const struct command_request *req,
	const char **ret_payload)
{
	struct unwrapping u = {
		.policy = p,
		.depth = req->depth,
		.best = decide_command(p, req),
	};

	if (req->argv && req->argv[0] && u.best.verdict != VERDICT_DENY)
		judge_payloads(&u, req->argv, NULL, 0);
	arena_release(&u.arena);
	if (ret_payload)
		*ret_payload = u.word;
	return u.best;
}

struct command_redirect decision_command_redirect(const struct decision *d)
{
	return ((const struct command_rule *)d->by)->redirect;
}

static bool lists(const struct command_rule *r, const char *name)
{
	for (size_t i = 0; i < r->commands.n; i++)
		if (strcasecmp(r->commands.items[i], name) == 0 && strcmp(name, "*") != 0)
			return true;
	return false;
}

bool decision_names_command(const struct decision *d, const char *name)
{
	return d->by && lists((const struct command_rule *)d->by, name);
}

bool policy_names_command(const struct policy *p, const char *name)
{
	for (size_t i = 0; i < p->commands.n; i++)
		if (lists(&p->commands.items[i], name))
			return true;
	return false;
}
