/*
 * policy/decide.c - verdicts, and what all decisions share.
 *
 * The decisions themselves are in policy/decide_*.c, one file for each kind of
 * rule.
 */
#include "policy/decide.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "policy/rule.h"

const char *verdict_name(enum verdict v)
{
	switch (v) {
	case VERDICT_ALLOW:
		return "allow";
	case VERDICT_AUDIT:
		return "audit";
	case VERDICT_REDIRECT:
		return "redirect";
	case VERDICT_SOFT_DELETE:
		return "soft_delete";
	case VERDICT_ABSORB:
		return "absorb";
	case VERDICT_APPROVE:
		return "approve";
	case VERDICT_DENY:
		return "deny";
	}
	abort();
}

bool verdict_permits(enum verdict v)
{
	return v != VERDICT_DENY && v != VERDICT_APPROVE;
}

bool verdict_restricts(enum verdict v)
{
	return v != VERDICT_ALLOW && v != VERDICT_AUDIT;
}

enum verdict verdict_effective(enum verdict v, enum approval_mode mode)
{
	if (v != VERDICT_APPROVE)
		return v;
	switch (mode) {
	case APPROVAL_NOBODY:
		return VERDICT_DENY;
	case APPROVAL_SHADOW:
		return VERDICT_AUDIT;
	case APPROVAL_ASK:
		return VERDICT_APPROVE;
	}
	abort();
}

struct decision decision_by(const struct rule *r)
{
	return (struct decision){
		.verdict = r->verdict,
		.rule = r->name,
		.message = r->message,
		.by = r,
	};
}

struct decision decision_default(enum verdict v, const char *name)
{
	return (struct decision){.verdict = v, .rule = name};
}

int64_t decision_timeout_ns(const struct decision *d)
{
	return d->by && d->by->timeout_ns > 0 ? d->by->timeout_ns : 0;
}

/* The first name of each operation is the one that is printed. */
static const struct {
	const char *name;
	unsigned op;
} path_ops[] = {
	{"open", PATH_OPEN}, {"read", PATH_OPEN}, {"write", PATH_WRITE}, {"create", PATH_CREATE},
	{"delete", PATH_DELETE}, {"rmdir", PATH_RMDIR}, {"mkdir", PATH_MKDIR},
	{"rename", PATH_RENAME}, {"link", PATH_LINK}, {"symlink", PATH_SYMLINK},
	{"chmod", PATH_CHMOD}, {"chown", PATH_CHOWN}, {"stat", PATH_STAT}, {"list", PATH_LIST},
	{"readlink", PATH_READLINK}, {"access", PATH_ACCESS}, {"mknod", PATH_MKNOD},
	{"truncate", PATH_TRUNCATE},
};

const char *path_op_name(unsigned op)
{
	for (size_t i = 0; i < ARRAY_LEN(path_ops); i++)
		if (path_ops[i].op == op)
			return path_ops[i].name;
	return "access";
}

unsigned path_op_by_name(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(path_ops); i++)
		if (strcmp(path_ops[i].name, name) == 0)
			return path_ops[i].op;
	return 0;
}
