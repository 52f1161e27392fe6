/*
 * policy/load_command.c - command_rules and transparent_commands.
 */
#include "policy/load.h"

#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "policy/regex.h"

enum {
	COMMAND_VERDICTS = 1 << VERDICT_ALLOW | 1 << VERDICT_DENY | 1 << VERDICT_APPROVE |
		1 << VERDICT_REDIRECT | 1 << VERDICT_AUDIT,
};

/* A mapping of NAME: value as NAME=VALUE strings, NULL-terminated. */
static const char **environment(struct load *l, const struct ynode *v)
{
	const char **list;
	size_t n = 0;

	if (!load_ignored_map(l, v, NULL))
		return NULL;
	list = arena_zalloc(l->a, (v->n_items + 1) * sizeof(*list));
	for (const struct yitem *i = v->items; i; i = i->next) {
		const char *value;

		if (!load_want_scalar(l, i->value))
			return NULL;
		if (!*i->key->text || strchr(i->key->text, '=')) {
			load_fail(l, i->key, "`%s` is no name of a variable", i->key->text);
			return NULL;
		}
		value = load_expand(l, i->value, VARS_PLAIN);
		if (!value)
			return NULL;
		list[n++] = arena_printf(l->a, "%s=%s", i->key->text, value);
	}
	return list;
}

bool load_env_inject(struct load *l, const struct ynode *v, void *dest)
{
	const char **list = environment(l, v);

	*(const char ***)dest = list;
	return list != NULL;
}

/* redirect_to (FORMATS a.8). */
struct redirect_texts {
	const char *command;
	struct strings args;
	struct strings append;
	const char **env;
};

static const struct load_key redirect_keys[] = {
	LOAD_KEY(struct redirect_texts, "command", command, load_string),
	LOAD_KEY(struct redirect_texts, "args", args, load_strings),
	LOAD_KEY(struct redirect_texts, "args_append", append, load_strings),
	LOAD_KEY(struct redirect_texts, "environment", env, load_env_inject),
	{NULL, NULL, 0},
};

static bool set_redirect(struct load *l, const struct ynode *v, void *dest)
{
	struct command_rule *r = dest;
	struct redirect_texts t = {0};

	if (!load_mapping(l, v, redirect_keys, &t))
		return false;
	if (!t.command || !*t.command)
		return load_fail(l, v, "redirect_to needs a command");
	r->redirects = true;
	r->redirect = (struct command_redirect){
		.command = t.command,
		.args = t.args.items,
		.n_args = t.args.n,
		.args_append = t.append.items,
		.n_args_append = t.append.n,
		/* DESIGN 5: the caller's follow where args_append or nothing else is given. */
		.keep_args = t.append.n || !t.args.n,
		.env = t.env,
	};
	while (t.env && t.env[r->redirect.n_env])
		r->redirect.n_env++;
	return true;
}

static const struct load_key depth_keys[] = {
	LOAD_KEY(struct command_rule, "min_depth", min_depth, load_int),
	LOAD_KEY(struct command_rule, "max_depth", max_depth, load_int),
	{NULL, NULL, 0},
};

static bool set_context(struct load *l, const struct ynode *v, void *dest)
{
	struct command_rule *r = dest;
	bool direct = false;
	bool nested = false;

	if (v->kind == YNODE_MAP)
		return load_mapping(l, v, depth_keys, r);
	if (!load_strings(l, v, &r->contexts))
		return false;
	for (size_t i = 0; i < r->contexts.n; i++) {
		if (strcasecmp(r->contexts.items[i], "direct") == 0)
			direct = true;
		else if (strcasecmp(r->contexts.items[i], "nested") == 0)
			nested = true;
		else
			return load_fail(l, v, "context `%s` is neither direct nor nested",
				r->contexts.items[i]);
	}
	if (direct != nested) {
		r->min_depth = nested ? 1 : 0;
		r->max_depth = nested ? -1 : 0;
	}
	return true;
}

static const struct load_key command_keys[] = {
	LOAD_RULE_KEYS(struct command_rule),
	LOAD_KEY(struct command_rule, "commands", commands, load_strings),
	LOAD_KEY(struct command_rule, "args_patterns", args_patterns, load_words),
	{"redirect_to", set_redirect, 0},
	{"context", set_context, 0},
	LOAD_KEY(struct command_rule, "env_allow", env_allow, load_names),
	LOAD_KEY(struct command_rule, "env_deny", env_deny, load_names),
	LOAD_KEY(struct command_rule, "env_max_bytes", env_max_bytes, load_int),
	LOAD_KEY(struct command_rule, "env_max_keys", env_max_keys, load_int),
	{"env_block_iteration", load_not_enforced_bool, 0},
	{NULL, NULL, 0},
};

/* A regex; where it is none, a glob; where it is neither, an error (DESIGN 5). */
static struct regex *args_regex(struct load *l, const struct ynode *v, bool restricts)
{
	scoped_buf struct buf why = BUF_INIT;
	const char *text = load_expand(l, v, VARS_REGEX);
	const char *glob_text;
	const char *why_glob;
	const struct glob *g;
	struct regex *r;

	if (!text)
		return NULL;
	r = regex_new(l->a, text, REGEX_LAZY | (restricts ? REGEX_DOTALL : 0), &why);
	if (!r) {
		glob_text = load_expand(l, v, VARS_GLOB);
		g = glob_text ? glob_compile(l->a, glob_text, '\0', &why_glob) : NULL;
		if (!g) {
			load_fail(l, v, "`%s` is no regular expression: %s", text, why.s);
			return NULL;
		}
		load_warn(l, v, "`%s` is no regular expression (%s): taken as a glob", text, why.s);
		r = regex_from_glob(l->a, text, g);
	}
	load_keep_regex(l, r);
	return r;
}

static bool compile_args(struct load *l, const struct ynode *n, struct command_rule *r)
{
	const struct ynode *list = ynode_get(n, "args_patterns");
	size_t at = 0;

	if (!r->args_patterns.n)
		return true;
	r->args = arena_zalloc(l->a, r->args_patterns.n * sizeof(struct regex *));
	for (const struct yitem *i = list->items; i; i = i->next) {
		if (i->value->kind == YNODE_NULL)
			continue;
		r->args[at] = args_regex(l, i->value, verdict_restricts(r->rule.verdict));
		if (!r->args[at++])
			return false;
	}
	return true;
}

/* A full path also stands for what it is a symbolic link to: the resolved path is compared. */
static void add_real_paths(struct load *l, struct strings *commands)
{
	const char **items = arena_alloc(l->a, (2 * commands->n + 1) * sizeof(*items));
	size_t n = commands->n;

	memcpy(items, commands->items, n * sizeof(*items));
	for (size_t i = 0; i < commands->n; i++) {
		const char *real = load_follow_text(l, items[i]);

		if (real)
			items[n++] = real;
	}
	commands->items = items;
	commands->n = n;
}

bool load_command_rule(struct load *l, const struct ynode *n, void *dest)
{
	struct command_rule *r = dest;

	r->max_depth = -1;
	if (!load_mapping(l, n, command_keys, r))
		return false;
	load_verdict(l, n, &r->rule, COMMAND_VERDICTS);
	if (r->rule.verdict == VERDICT_REDIRECT && !r->redirects) {
		load_warn(l, n, "a redirect without `redirect_to`: the rule denies");
		r->rule.verdict = VERDICT_DENY;
	}
	if (r->commands.n)
		add_real_paths(l, &r->commands);
	return compile_args(l, n, r);
}

static const struct load_key transparent_keys[] = {
	LOAD_KEY(struct policy, "add", transparent_add, load_strings),
	LOAD_KEY(struct policy, "remove", transparent_remove, load_strings),
	{NULL, NULL, 0},
};

bool load_transparent(struct load *l, const struct ynode *v, void *dest)
{
	return load_mapping(l, v, transparent_keys, dest);
}
