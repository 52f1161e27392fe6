/*
 * policy/rule.h - the rules of a loaded policy and the indexes over them.
 *
 * For the files of policy/ (and their tests) only.  Everything lives in the
 * policy's arena; numbers of rules count from 0 in file order, per section.
 */
#ifndef POLICY_RULE_H
#define POLICY_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "policy/cidr.h"
#include "policy/decide.h"
#include "policy/keytab.h"
#include "policy/policy.h"

struct glob;
struct glob_alt;
struct regex;

#define NO_RULE UINT32_MAX

struct strings {
	const char **items;
	size_t n;
};

/* What every rule has; the first member of all of them. */
struct rule {
	const char *name; /* never NULL once loaded */
	const char *description;
	const char *message;  /* template; NULL: none */
	const char *decision; /* as written; NULL: missing */
	enum verdict verdict;
	int64_t timeout_ns;
	unsigned line;
};

struct globs {
	const struct glob **items;
	size_t n;
};

struct file_rule {
	struct rule rule;
	struct globs paths;
	unsigned written_ops; /* PATH_* named one by one */
	bool all_ops;         /* `*`, or no list at all */
	unsigned ops;         /* PATH_* it answers for (DESIGN 5: stat and the like only when named) */
	const char *redirect_to;
	bool preserve_tree;
};

struct ports {
	uint16_t *items;
	size_t n;
};

struct net_rule {
	struct rule rule;
	struct globs domains;
	struct ports ports;
	struct cidr *cidrs;
	size_t n_cidrs;
	bool selective; /* has domains or cidrs */
};

struct command_rule {
	struct rule rule;
	struct strings commands;
	struct strings args_patterns;
	struct regex **args; /* one for each of args_patterns */
	struct strings contexts;
	int64_t min_depth;
	int64_t max_depth; /* -1: no limit */
	struct command_redirect redirect;
	bool redirects; /* redirect_to is there */
	struct globs env_allow;
	struct globs env_deny;
	int64_t env_max_bytes;
	int64_t env_max_keys;
};

enum unix_op { UNIX_CONNECT = 1 << 0, UNIX_BIND = 1 << 1, UNIX_LISTEN = 1 << 2, UNIX_SENDTO = 1 << 3 };

struct unix_rule {
	struct rule rule;
	struct globs paths;
	unsigned ops;
};

/* What a signal rule's target may be, beside enum signal_target. */
enum signal_scope {
	SCOPE_ANY,
	SCOPE_SELF,
	SCOPE_CHILDREN,
	SCOPE_DESCENDANTS,
	SCOPE_SIBLINGS,
	SCOPE_SESSION,
	SCOPE_PARENT,
	SCOPE_EXTERNAL,
	SCOPE_SYSTEM,
	SCOPE_USER,
	SCOPE_PROCESS,
	SCOPE_PID_RANGE,
};

struct signal_rule {
	struct rule rule;
	uint64_t signals; /* bit n-1: signal n */
	enum signal_scope scope;
	const struct glob *process;
	int64_t pid_min;
	int64_t pid_max;
	const char *fallback;
	int redirect_to; /* 0: none */
};

struct dns_redirect {
	struct rule rule;
	struct regex *match;
	const char *match_text;
	const char *resolve_to;
	const char *visibility;
	const char *on_failure;
};

struct connect_redirect {
	struct rule rule;
	struct regex *match;
	const char *match_text;
	const char *redirect_to;
	const char *redirect_to_unix;
	const char *tls_mode;
	const char *tls_sni;
	const char *visibility;
	const char *on_failure;
};

struct env_policy {
	struct globs allow;
	struct globs deny;
	int64_t max_bytes;
	int64_t max_keys;
};

/* A rule hanging somewhere in an index.  Lists are in the order of rule numbers. */
struct bound {
	struct bound *next;
	const struct glob_alt *glob; /* still to be matched; NULL: being found is enough */
	uint32_t number;
	unsigned ops;   /* of a file rule */
	unsigned flags; /* BOUND_* */
};

enum bound_flag {
	BOUND_BARE = 1 << 0, /* restricts by nothing more than `**` */
	BOUND_PROC = 1 << 1, /* restricts entries of /proc without saying /proc/self */
	BOUND_ALL = 1 << 2,  /* network: names no target in particular */
};

struct bounds {
	struct bound *first;
	struct bound *last;
	unsigned closed; /* operations that an unconditional entry answers: later ones never get them */
};

/* policy/path_index.c, which also has the two kinds of nodes */
struct path_index {
	struct keytab dirs;  /* "/a/b" → struct dir_node; "" is the root */
	struct keytab names; /* a component, wherever it stands → struct name_node */
	struct keytab tails; /* ".ext" at the end of the last component → struct bounds */
	struct dir_node *root;
};

/* policy/decide_net.c */
struct net_index {
	struct keytab exact;  /* the name itself → struct bounds */
	struct keytab below;  /* a parent domain → struct bounds */
	struct bounds globs;  /* other domain patterns */
	struct bounds any;    /* neither domains nor cidrs */
	struct keytab ranges; /* masked address and prefix length → struct bounds */
	struct bounds everywhere; /* 0.0.0.0/0 and ::/0, for names that have no address yet */
	uint64_t v4_bits[1];  /* prefix lengths that occur, below 64 */
	uint64_t v6_bits[3];
};

/* policy/decide_command.c */
struct command_index {
	struct keytab names; /* lower-case basename → struct bounds */
	struct keytab paths; /* lower-case path → struct bounds */
	struct bounds name_globs;
	struct bounds path_globs;
	struct bounds all;
};

/* A list of rules of one section. */
#define RULES(type)                                                                                \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t n;                                                                          \
	}

struct policy {
	struct arena arena;
	const char *file; /* for messages; a path only when from_file */
	bool from_file;
	int64_t version;
	const char *name;
	const char *description;
	RULES(struct file_rule) files;
	RULES(struct net_rule) net;
	RULES(struct command_rule) commands;
	RULES(struct unix_rule) sockets;
	RULES(struct signal_rule) signals;
	RULES(struct dns_redirect) dns_redirects;
	RULES(struct connect_redirect) connect_redirects;
	struct env_policy env;
	struct policy_limits limits;
	int64_t max_memory_mb, cpu_quota_percent, pids_max;
	const char **env_inject; /* NAME=VALUE, NULL-terminated; never NULL once loaded */
	struct strings transparent_add;
	struct strings transparent_remove;
	unsigned named_ops; /* PATH_* that a rule which is no plain allow names */
	struct path_index path_index;
	struct net_index net_index;
	struct command_index command_index;
	struct regex **regexes; /* all of them, to be freed */
	size_t n_regexes;
};

void bounds_add(struct bounds *list, struct arena *a, const struct bound *b);

/* Build the indexes from the rules (called once, at the end of loading). */
void path_index_add(struct policy *p, uint32_t number, const struct glob_alt *alt);
void net_index_build(struct policy *p);
void command_index_build(struct policy *p);

/* The lowest rule that covers @op on @path and is not marked by a flag of @skip; NULL: none. */
const struct bound *path_index_find(const struct path_index *ix, const char *path, unsigned op,
	unsigned skip);

/*
 * Does a rule that denies, asks or redirects name this command, whatever its arguments?  A rule for
 * all commands names none.  policy/decide_command.c, for policy/identity.c.
 */
bool command_is_named(const struct policy *p, const char *path);

/* The PATH_* bit of a name under `operations:`, 0: unknown; and the UNIX_* bit. */
unsigned path_op_by_name(const char *name);
unsigned unix_op_by_name(const char *name);
/* What a rule with this verdict may do to the asker's disadvantage: anything but ALLOW and AUDIT. */
bool verdict_restricts(enum verdict v);
/* The decision of a rule. */
struct decision decision_by(const struct rule *r);
/* The decision when no rule matches. */
struct decision decision_default(enum verdict v, const char *name);

#endif
