/*
 * policy/decide.h - what the policy says about one attempted action.
 *
 * Pure functions over a loaded policy: no I/O, no clock, no globals.  The shell
 * asks before it forks, to explain; the tracer asks again at the trapped
 * system call, and only that answer is enforced.  Rules are tried in file order
 * and the first match wins (DESIGN 5).
 *
 * All decisions borrow from the policy and are valid as long as it is.
 */
#ifndef POLICY_DECIDE_H
#define POLICY_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct buf;
struct policy;
struct rule;

/* As the rule writes it.  What is done about it: decision_effective(). */
enum verdict {
	VERDICT_ALLOW,
	VERDICT_AUDIT,       /* allow, and always record */
	VERDICT_REDIRECT,    /* do it, but to decision.target */
	VERDICT_SOFT_DELETE, /* move to the trash instead of unlinking */
	VERDICT_ABSORB,      /* signals: pretend success */
	VERDICT_APPROVE,     /* ask a human; nobody there or no answer means deny */
	VERDICT_DENY,
};

/* "allow", "audit", "redirect", "soft_delete", "absorb", "approve", "deny". */
const char *verdict_name(enum verdict v);

struct decision {
	enum verdict verdict;
	const char *rule;      /* the rule's name, or "default-deny-files" and the like; never NULL */
	const char *message;   /* the rule's message template, unexpanded; NULL: none */
	const struct rule *by; /* NULL when a default applied */
};

/* The rule's `timeout`, for an approval, in ns; 0: none is given. */
int64_t decision_timeout_ns(const struct decision *d);

/* Bits of path_request.ops: the names the YAML uses under `operations:` (FORMATS (b)). */
enum path_op {
	PATH_OPEN = 1 << 0, /* open for reading; `read` and `open` in a rule both cover it */
	PATH_WRITE = 1 << 1,
	PATH_CREATE = 1 << 2,
	PATH_DELETE = 1 << 3,
	PATH_RMDIR = 1 << 4,
	PATH_MKDIR = 1 << 5,
	PATH_RENAME = 1 << 6,
	PATH_LINK = 1 << 7,
	PATH_SYMLINK = 1 << 8,
	PATH_CHMOD = 1 << 9,
	PATH_CHOWN = 1 << 10,
	PATH_STAT = 1 << 11,
	PATH_LIST = 1 << 12,
	PATH_READLINK = 1 << 13,
	PATH_ACCESS = 1 << 14,
	PATH_MKNOD = 1 << 15,
	PATH_TRUNCATE = 1 << 16,
};

/* The YAML name of one PATH_* bit ("open", "write", …). */
const char *path_op_name(unsigned op);

struct path_request {
	const char *path; /* absolute, symlinks and ".." already resolved: tracer/resolve.h */
	unsigned ops;     /* PATH_*, at least one; the strictest answer is returned */
	bool own_proc;    /* path is an entry of the asker's own /proc/<tgid> */
};

struct decision decide_path(const struct policy *p, const struct path_request *req);

/*
 * Does any rule that denies, asks, redirects or audits name one of these
 * operations explicitly?  (Decides whether stat-like calls are trapped at all.)
 */
bool policy_names_path_op(const struct policy *p, unsigned ops);

/* For VERDICT_REDIRECT of a path: add the absolute path to use instead (FORMATS a.6). */
void decision_redirect_path(const struct decision *d, const char *path, struct buf *out);

struct command_request {
	const char *typed;    /* the command word as typed or as given to execve; never NULL */
	const char *resolved; /* absolute, PATH and symlinks resolved; NULL: not known */
	char *const *argv;    /* with argv[0]; NULL-terminated */
	int depth;            /* 0: typed by the caller; n: started by a program at depth n-1 */
};

/*
 * One command by itself.  args_patterns see argv[1..] joined by one space.
 * A basename entry matches the typed and the resolved name, a full-path entry
 * the resolved path (DESIGN 5).
 */
struct decision decide_command(const struct policy *p, const struct command_request *req);

/*
 * The command together with the payload of wrappers (`env X`, `sh -c 'X'`, …, DESIGN 5): the
 * strictest explicit answer.  @ret_payload (may be NULL) gets the word that decided when it was
 * not argv[0]; it points into @req->argv or the policy, or is NULL.
 */
struct decision decide_command_line(const struct policy *p, const struct command_request *req,
	const char **ret_payload);

/*
 * Does the rule that decided list this very name under `commands:` (no glob, case folded)?
 * Builtins are refused only by rules that name them: `commands: ["*"]` and the default mean programs.
 */
bool decision_names_command(const struct decision *d, const char *name);
/* Does any rule of the policy list this very name? */
bool policy_names_command(const struct policy *p, const char *name);

/* VERDICT_REDIRECT of a command: what to run instead. */
struct command_redirect {
	const char *command;
	const char *const *args;     /* may be NULL */
	size_t n_args;
	const char *const *args_append;
	size_t n_args_append;
	bool keep_args;              /* the caller's own arguments follow (DESIGN 5) */
	const char *const *env;      /* NAME=VALUE…; may be NULL */
	size_t n_env;
};
struct command_redirect decision_command_redirect(const struct decision *d);

struct net_request {
	const struct sockaddr *addr; /* AF_INET, AF_INET6 (v4-mapped is judged as v4); NULL: a name only */
	const char *const *names;    /* known for it: lower case, no trailing dot; may be NULL */
	size_t n_names;
	uint16_t port;               /* host order */
	bool bind;                   /* bind or listen rather than connect */
};

/* A connect or a datagram: denied if the address or one of its names is denied; a name that is
 * allowed lets it through (DESIGN 5 "name and address"). */
struct decision decide_net(const struct policy *p, const struct net_request *req);

/* May this name be resolved?  Yes when some rule would let a connect to it on some port (DESIGN 7). */
struct decision decide_dns(const struct policy *p, const char *name);

/* First matching dns_redirects entry: true, and *ret_addr is the textual IP to answer with. */
bool decide_dns_redirect(const struct policy *p, const char *name, const char **ret_rule,
	const char **ret_addr);
/* First matching connect_redirects entry for "host:port": its target, or NULL. */
const char *decide_connect_redirect(const struct policy *p, const char *host, uint16_t port,
	const char **ret_rule);

/* AF_UNIX: @path absolute, or "@name" for abstract; @op is "connect", "bind", "listen" or "sendto". */
struct decision decide_unix(const struct policy *p, const char *path, const char *op);

enum signal_target {
	SIGNAL_SELF,        /* the sender's own process */
	SIGNAL_CHILD,
	SIGNAL_DESCENDANT,
	SIGNAL_SIBLING,
	SIGNAL_PARENT,
	SIGNAL_SESSION,     /* another process of this agentsh session */
	SIGNAL_EXTERNAL,    /* outside it */
	SIGNAL_SYSTEM,      /* pid 1 or 2 */
};

struct signal_request {
	int signal;
	enum signal_target target;
	int pid;
	bool same_user;
	const char *comm; /* the target's name for `process` patterns; may be NULL */
};

struct decision decide_signal(const struct policy *p, const struct signal_request *req,
	int *ret_redirect_signal);

/* May the shell's child see this variable?  VERDICT_DENY drops it (FORMATS a.14, DESIGN 5). */
struct decision decide_env(const struct policy *p, const char *name);
/*
 * The same for the child that @command was decided for: env_allow and env_deny of its rule, where
 * it has any, stand in the place of the policy's (FORMATS a.14).
 */
struct decision decide_env_for(const struct policy *p, const struct decision *command,
	const char *name);
/* Has the rule that @command was decided by lists of its own? */
bool decision_has_env(const struct decision *command);
/* Most variables and most bytes (NAME=VALUE and a NUL each) a child may have; 0: no limit. */
struct env_limits {
	uint64_t keys;
	uint64_t bytes;
};
struct env_limits policy_env_limits(const struct policy *p, const struct decision *command);
/* env_inject: pairs NAME=VALUE to add, NULL-terminated; never NULL. */
const char *const *policy_env_inject(const struct policy *p);

/* Fill {{.Path}} {{.Command}} {{.Args}} {{.RemoteAddr}} {{.Domain}} of @template; NULL: empty.
 * Values are escaped for a terminal. */
struct message_values {
	const char *path;
	const char *command;
	const char *args;
	const char *remote_addr;
	const char *domain;
};
void message_expand(struct buf *out, const char *template, const struct message_values *v);

/*
 * What an approval mode makes of @v: APPROVE stays, or becomes DENY (nobody can answer) or
 * AUDIT (shadow mode).
 */
enum approval_mode { APPROVAL_NOBODY, APPROVAL_SHADOW, APPROVAL_ASK };
enum verdict verdict_effective(enum verdict v, enum approval_mode mode);
/* ALLOW, AUDIT, and what else lets the action happen in some form. */
bool verdict_permits(enum verdict v);

#endif
