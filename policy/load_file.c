/*
 * policy/load_file.c - file_rules and unix_socket_rules.
 */
#include "policy/load.h"

#include <ctype.h>
#include <string.h>

#include "lib/cleanup.h"

enum {
	/* What `*` does not name where it would be to the asker's disadvantage (DESIGN 5). */
	QUIET_OPS = PATH_STAT | PATH_LIST | PATH_READLINK | PATH_ACCESS,
	EVERY_OP = (PATH_TRUNCATE << 1) - 1,
	FILE_VERDICTS = 1 << VERDICT_ALLOW | 1 << VERDICT_DENY | 1 << VERDICT_APPROVE |
		1 << VERDICT_REDIRECT | 1 << VERDICT_AUDIT | 1 << VERDICT_SOFT_DELETE,
	UNIX_VERDICTS = 1 << VERDICT_ALLOW | 1 << VERDICT_DENY | 1 << VERDICT_APPROVE |
		1 << VERDICT_AUDIT,
};

static char *lower(struct load *l, const char *s)
{
	char *copy = arena_strdup(l->a, s);

	for (char *p = copy; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

/* What is never asked about makes a rule that never applies: the author should know. */
static void unknown_operation(struct load *l, const struct ynode *v, const char *name,
	const char *const *known)
{
	load_warn(l, v, "operation `%s` is unknown: nothing is ever of that kind%s", name,
		load_hint(l, name, known));
}

static void unknown_file_operation(struct load *l, const struct ynode *v, const char *name)
{
	const char *known[32] = {NULL};
	size_t n = 0;

	for (unsigned op = PATH_OPEN; op <= PATH_TRUNCATE; op <<= 1)
		known[n++] = path_op_name(op);
	known[n] = "read";
	unknown_operation(l, v, name, known);
}

static bool set_operations(struct load *l, const struct ynode *v, void *dest)
{
	struct file_rule *r = dest;
	struct strings names = {0};

	if (!load_strings(l, v, &names))
		return false;
	r->all_ops = names.n == 0;
	for (size_t i = 0; i < names.n; i++) {
		const char *name = lower(l, names.items[i]);
		unsigned op = path_op_by_name(name);

		r->written_ops |= op;
		if (strcmp(name, "*") == 0)
			r->all_ops = true;
		else if (!op)
			unknown_file_operation(l, v, name);
	}
	return true;
}

static const struct load_key file_keys[] = {
	LOAD_RULE_KEYS(struct file_rule),
	LOAD_KEY(struct file_rule, "paths", paths, load_paths),
	{"operations", set_operations, 0},
	LOAD_KEY(struct file_rule, "redirect_to", redirect_to, load_string),
	LOAD_KEY(struct file_rule, "preserve_tree", preserve_tree, load_bool),
	{NULL, NULL, 0},
};

bool load_file_rule(struct load *l, const struct ynode *n, void *dest)
{
	struct file_rule *r = dest;

	r->all_ops = true;
	if (!load_mapping(l, n, file_keys, r))
		return false;
	load_verdict(l, n, &r->rule, FILE_VERDICTS);
	if (r->rule.verdict == VERDICT_REDIRECT && (!r->redirect_to || *r->redirect_to != '/')) {
		load_warn(l, n, "a redirect without an absolute `redirect_to`: the rule denies");
		r->rule.verdict = VERDICT_DENY;
	}
	r->ops = r->written_ops;
	if (r->all_ops)
		r->ops |= r->rule.verdict == VERDICT_ALLOW ? EVERY_OP : EVERY_OP & ~QUIET_OPS;
	return true;
}

static bool set_unix_operations(struct load *l, const struct ynode *v, void *dest)
{
	static const char *const known[] = {"connect", "bind", "listen", "sendto", NULL};
	struct unix_rule *r = dest;
	struct strings names = {0};

	if (!load_strings(l, v, &names))
		return false;
	if (names.n)
		r->ops = 0;
	for (size_t i = 0; i < names.n; i++) {
		unsigned op = unix_op_by_name(lower(l, names.items[i]));

		if (strcmp(names.items[i], "*") == 0)
			op = UNIX_CONNECT | UNIX_BIND | UNIX_LISTEN | UNIX_SENDTO;
		if (!op)
			unknown_operation(l, v, names.items[i], known);
		r->ops |= op;
	}
	return true;
}

static const struct load_key unix_keys[] = {
	LOAD_RULE_KEYS(struct unix_rule),
	LOAD_KEY(struct unix_rule, "paths", paths, load_paths),
	{"operations", set_unix_operations, 0},
	{NULL, NULL, 0},
};

bool load_unix_rule(struct load *l, const struct ynode *n, void *dest)
{
	struct unix_rule *r = dest;

	r->ops = UNIX_CONNECT | UNIX_BIND | UNIX_LISTEN | UNIX_SENDTO;
	if (!load_mapping(l, n, unix_keys, r))
		return false;
	load_verdict(l, n, &r->rule, UNIX_VERDICTS);
	return true;
}
