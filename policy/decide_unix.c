/*
 * policy/decide_unix.c - may this AF_UNIX socket be connected to or bound?
 */
#include "policy/decide.h"

#include <string.h>

#include "lib/cleanup.h"
#include "policy/glob.h"
#include "policy/rule.h"

unsigned unix_op_by_name(const char *name)
{
	static const struct {
		const char *name;
		unsigned op;
	} ops[] = {
		{"connect", UNIX_CONNECT}, {"bind", UNIX_BIND}, {"listen", UNIX_LISTEN},
		{"sendto", UNIX_SENDTO},
	};

	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		if (strcmp(ops[i].name, name) == 0)
			return ops[i].op;
	return 0;
}

static bool covers(const struct unix_rule *r, const char *path, size_t len)
{
	for (size_t i = 0; i < r->paths.n; i++)
		if (glob_match(r->paths.items[i], path, len))
			return true;
	return false;
}

/* A policy has a handful of these, and sockets are opened rarely: no index. */
struct decision decide_unix(const struct policy *p, const char *path, const char *op)
{
	unsigned bit = unix_op_by_name(op);
	size_t len = strlen(path);

	for (size_t i = 0; i < p->sockets.n; i++) {
		const struct unix_rule *r = &p->sockets.items[i];

		if (r->ops & bit && covers(r, path, len))
			return decision_by(&r->rule);
	}
	return decision_default(VERDICT_DENY, "default-deny-unix");
}
