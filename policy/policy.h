/*
 * policy/policy.h - a loaded policy: immutable, in one arena.
 *
 * Loaded by policy/load.c from YAML (FORMATS (a): every key), asked through
 * policy/decide.h.  The same struct serves shell and supervisor, each in its
 * own copy after the fork; a reload is a new policy.
 */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct strv;
struct policy;

/* What ${NAME} in a policy stands for.  Looked up as PROJECT_ROOT, GIT_ROOT, HOME, then getenv. */
struct policy_vars {
	const char *project_root; /* absolute; NULL: undefined */
	const char *git_root;
	const char *home;
	char *const *environ; /* NAME=VALUE…, NULL-terminated; may be NULL */
};

struct policy_options {
	const struct policy_vars *vars; /* NULL: variables stay unexpanded (validate) */
	bool lenient;                   /* unknown keys are warnings */
};

/* resource_limits: 0 means not set. */
struct policy_limits {
	uint64_t max_memory_bytes;
	unsigned cpu_quota_percent;
	unsigned pids_max;
	int64_t command_timeout_ns;
	int64_t session_timeout_ns;
};

/*
 * Load a policy.  @ret_warnings gets one line each (owned by the caller's list;
 * may be NULL).  On failure returns NULL and sets @e with file, line and column.
 */
struct policy *policy_load_file(const char *path, const struct policy_options *o,
	struct strv *ret_warnings, struct err *e);
struct policy *policy_load_text(const char *text, size_t len, const char *name,
	const struct policy_options *o, struct strv *ret_warnings, struct err *e);
/* The policy that is compiled in: etc/policies/default.yaml. */
struct policy *policy_load_builtin(const struct policy_options *o, struct err *e);
void policy_free(struct policy *p);

const char *policy_name(const struct policy *p);
/* The file it was loaded from; NULL: built in or from a text. */
const char *policy_path(const struct policy *p);
const struct policy_limits *policy_limits(const struct policy *p);

#endif
