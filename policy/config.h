/*
 * policy/config.h - config.yaml: everything that is not a rule (FORMATS (c)).
 *
 * Unknown keys of sections that this program does not implement are kept quiet;
 * inside sections it implements they are warnings.  Strings are owned by the
 * config.
 */
#ifndef POLICY_CONFIG_H
#define POLICY_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy/decide.h"

struct err;
struct policy;
struct policy_options;
struct strv;

enum dlp_mode { DLP_REDACT, DLP_DISABLED };
enum audit_failure { AUDIT_FAILURE_DENY, AUDIT_FAILURE_CONTINUE };

/* One custom_patterns entry. */
struct dlp_pattern {
	const char *name;
	const char *display;
	const char *regex;
};

struct config {
	char *path;               /* the file it came from; NULL: built in */
	char *policies_dir;       /* policies.dir */
	char *policy_default;     /* policies.default */
	char **policies_allowed;  /* policies.allowed; NULL-terminated, may be NULL */
	char *dns_upstream;       /* sandbox.dns.upstream, ADDR or ADDR:PORT; NULL: resolv.conf */
	bool notices;             /* sandbox.notices (default on): a line per denied rule and target */
	bool fail_open;           /* sandbox.ptrace.on_attach_failure: fail_open */
	enum approval_mode approvals;
	int64_t approval_timeout_ns;
	enum dlp_mode dlp_mode;
	bool dlp_email, dlp_phone, dlp_credit_card, dlp_ssn, dlp_api_keys;
	struct dlp_pattern *dlp_custom;
	size_t n_dlp_custom;
	bool audit_enabled;
	bool audit_log_allowed;   /* audit.log_allowed: store allowed reads one by one */
	char *audit_sqlite_path;  /* audit.storage.sqlite_path; NULL: state dir */
	uint64_t audit_spool_bytes; /* audit.spool_size: the tracee waits when it is full */
	enum audit_failure audit_on_failure;
	char *trash_dir;          /* sandbox.fuse.audit.trash_path if absolute; NULL: state dir */
	uint64_t hash_small_files_under;
	char **env_inject;        /* sandbox.env_inject, NAME=VALUE, NULL-terminated */
	bool cgroups_enabled;
	bool cgroups_best_effort;
	bool detect_project_root;
	char **project_markers;   /* NULL: the built-in list */
};

/* Load @path, or the built-in configuration when @path is NULL.  NULL and @e on failure. */
struct config *config_load(const char *path, struct strv *ret_warnings, struct err *e);
void config_free(struct config *c);

/* `--config`, AGENTSH_CONFIG, ~/.config/agentsh/config.yaml, /etc/agentsh/config.yaml: the first that
 * is named or exists; NULL: none.  Malloc'd. */
char *config_find(const char *option);

/* Find and load the policy of a session (DESIGN 4): @option is --policy's FILE or NAME, or NULL. */
struct policy *config_load_policy(const struct config *c, const char *option,
	const struct policy_options *o, struct strv *ret_warnings, struct err *e);

/*
 * The same with the variables of a session that starts in the working directory: PROJECT_ROOT is
 * @root, or found (NULL), HOME has its links followed, and the rest is the environment.
 */
struct policy *config_load_policy_here(const struct config *c, const char *option, const char *root,
	bool lenient, struct strv *ret_warnings, struct err *e);

/* PROJECT_ROOT and GIT_ROOT for a start in @dir (FORMATS a.5).  Malloc'd; NULL where undefined. */
void config_project_roots(const struct config *c, const char *dir, char **ret_project,
	char **ret_git);

/* The state directory (DESIGN 4): AGENTSH_STATE_DIR, /var/lib/agentsh for root, else XDG. Malloc'd. */
char *config_state_dir(void);

#endif
