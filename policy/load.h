/*
 * policy/load.h - how the loader is put together: tables of keys.
 *
 * For policy/load*.c only.  A section is a table of struct load_key, one row per
 * YAML key: its name, how its value is read, and where it goes.  A setter returns
 * false after it has recorded an error.
 */
#ifndef POLICY_LOAD_H
#define POLICY_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/glob.h"
#include "policy/policy.h"
#include "policy/rule.h"
#include "policy/yaml.h"

struct err;
struct strv;

struct load {
	struct policy *p;
	struct arena *a; /* the policy's */
	const struct policy_options *o;
	struct strv *warnings; /* may be NULL */
	struct err *e;
	const char *file;
	struct links *links; /* policy/load_links.c; NULL: not looked up */
};

typedef bool load_set_fn(struct load *l, const struct ynode *v, void *dest);

struct load_key {
	const char *name; /* NULL ends a table */
	load_set_fn *set;
	size_t offset; /* of the destination in what load_mapping() fills */
};

#define LOAD_KEY(type, key, member, setter) {key, setter, offsetof(type, member)}
/* The rows that all rules share. */
#define LOAD_RULE_KEYS(type)                                                                       \
	LOAD_KEY(type, "name", rule.name, load_string),                                            \
		LOAD_KEY(type, "description", rule.description, load_text),                        \
		LOAD_KEY(type, "message", rule.message, load_text),                                \
		LOAD_KEY(type, "decision", rule.decision, load_string),                            \
		LOAD_KEY(type, "timeout", rule.timeout_ns, load_duration)

/* Fill @dest from a mapping.  A null value leaves the destination as it is. */
bool load_mapping(struct load *l, const struct ynode *n, const struct load_key *keys, void *dest);

/* A list of mappings: @read is called for each with an element of @size bytes, zeroed. */
struct load_list {
	size_t size;
	bool (*read)(struct load *l, const struct ynode *n, void *dest);
};
/* @ret_items and @ret_n as of RULES(). */
bool load_items(struct load *l, const struct ynode *n, const struct load_list *list,
	void **ret_items, size_t *ret_n);

/* Setters.  Destination types are in the comments. */
load_set_fn load_string;   /* const char *, variables expanded */
load_set_fn load_text;     /* const char *: prose, an undefined variable stays as it is */
load_set_fn load_int;      /* int64_t */
load_set_fn load_bool;     /* bool */
load_set_fn load_duration; /* int64_t, ns */
load_set_fn load_strings;  /* struct strings */
load_set_fn load_words;    /* struct strings, verbatim: variables not yet expanded */
load_set_fn load_paths;    /* struct globs, separator / */
load_set_fn load_domains;  /* struct globs, separator ., lower-cased, *.x as **.x */
load_set_fn load_names;    /* struct globs without separator */
load_set_fn load_anything; /* nothing: known, not used by this program */
load_set_fn load_not_enforced; /* nothing, but a warning: who wrote it counts on it */
load_set_fn load_not_enforced_bool;     /* the same when it is true */
load_set_fn load_not_enforced_duration; /* the same for a duration */
load_set_fn load_ignored_list; /* nothing, but it must be a list */
load_set_fn load_ignored_map;  /* nothing, but it must be a mapping */

/* The sections (policy/load_*.c). */
bool load_file_rule(struct load *l, const struct ynode *n, void *dest);
bool load_net_rule(struct load *l, const struct ynode *n, void *dest);
bool load_command_rule(struct load *l, const struct ynode *n, void *dest);
bool load_unix_rule(struct load *l, const struct ynode *n, void *dest);
bool load_signal_rule(struct load *l, const struct ynode *n, void *dest);
bool load_dns_redirect(struct load *l, const struct ynode *n, void *dest);
bool load_connect_redirect(struct load *l, const struct ynode *n, void *dest);
load_set_fn load_env_policy;     /* struct env_policy */
load_set_fn load_env_inject;     /* const char ** */
load_set_fn load_limits;         /* struct policy */
load_set_fn load_transparent;    /* struct policy */
load_set_fn load_unused_section; /* nothing; see policy/load_unused.c */
load_set_fn load_audit_section;
load_set_fn load_metadata;
load_set_fn load_http_services;
load_set_fn load_package_rules;
load_set_fn load_mcp_rules;
load_set_fn load_process_contexts;
load_set_fn load_process_identities;
load_set_fn load_registry_rules;

/*
 * Set rule->verdict from rule->decision.  @allowed: bits 1 << VERDICT_* that the section
 * knows; anything else, or nothing, denies by the name invalid-policy-decision (FORMATS a.3).
 */
void load_verdict(struct load *l, const struct ynode *n, struct rule *r, unsigned allowed);

bool load_fail(struct load *l, const struct ynode *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void load_warn(struct load *l, const struct ynode *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* It must be a scalar (null counts as ""). */
bool load_want_scalar(struct load *l, const struct ynode *n);
/* "; did you mean `X`?" in the policy's arena, X of @names (NULL-terminated) being what @word may be a
 * misspelling of; "" when it is far from all. */
const char *load_hint(struct load *l, const char *word, const char *const *names);

/* Remember a regex for policy_free(). */
struct regex;
void load_keep_regex(struct load *l, struct regex *r);

/* How the value of a variable is written into the text around it (policy/load_vars.c). */
enum vars_quote { VARS_PLAIN, VARS_GLOB, VARS_REGEX };
/*
 * @n's text with ${NAME} and ${NAME:-fallback} replaced, in the policy's arena; the text itself
 * when there are none or no variables are known (policy_options.vars).  NULL, and an error: one is
 * not defined.
 */
const char *load_expand(struct load *l, const struct ynode *n, enum vars_quote quote);

/*
 * The same pattern with the symbolic links in its literal directories followed, or NULL when
 * there are none.  A rule that only permits is widened by links in / and /var alone, which no
 * tracee can plant (policy/load_links.c).
 */
const struct glob_alt *load_follow_links(struct load *l, const struct glob_alt *alt,
	bool restricts);
/* The same for a full-path entry of `commands`, which is compared with resolved paths; NULL: none. */
const char *load_follow_text(struct load *l, const char *entry);
void load_links_free(struct links *links);

#endif
