/*
 * policy/config.c - config.yaml: everything that is not a rule.
 *
 * The tables list the keys of FORMATS (c); those without a setter of their own
 * belong to parts of the Go program that have no counterpart here.
 */
#include "policy/config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "policy/load.h"
#include "policy/redact_internal.h"

enum { MOST_BYTES = 4 << 20 };

#define IGNORED(key) {key, load_anything, 0}
#define CONFIG_KEY(key, member, setter) LOAD_KEY(struct config, key, member, setter)
#define SECTION(function, table)                                                                   \
	static bool function(struct load *l, const struct ynode *v, void *dest)                    \
	{                                                                                          \
		return load_mapping(l, v, table, dest);                                            \
	}

/* What config_free() gets: the config, and the memory of its strings. */
struct owned_config {
	struct config c; /* first */
	struct arena arena;
};

static const char *variable(const char *name, size_t len)
{
	scoped_buf struct buf copy = BUF_INIT;
	const char *value;

	buf_add(&copy, name, len);
	value = getenv(copy.s);
	return value ? value : "";
}

/* $NAME and ${NAME} as Go's os.ExpandEnv; unknown ones are empty, a lone `$` stays. */
static char *expand(struct arena *a, const char *s)
{
	scoped_buf struct buf out = BUF_INIT;

	while (*s) {
		bool brace = s[0] == '$' && s[1] == '{';
		const char *name = s + 1 + brace;
		size_t len = 0;

		while (isalnum((unsigned char)name[len]) || name[len] == '_')
			len++;
		if (*s != '$' || !len || (brace && name[len] != '}')) {
			buf_add_char(&out, *s++);
			continue;
		}
		buf_add_str(&out, variable(name, len));
		s = name + len + brace;
	}
	return arena_strdup(a, out.s);
}

static bool set_string(struct load *l, const struct ynode *v, void *dest)
{
	if (!load_want_scalar(l, v))
		return false;
	*(char **)dest = *v->text ? expand(l->a, v->text) : NULL;
	return true;
}

static bool set_strings(struct load *l, const struct ynode *v, void *dest)
{
	struct strings words = {0};
	char **list;

	if (!load_words(l, v, &words))
		return false;
	list = arena_zalloc(l->a, (words.n + 1) * sizeof(*list));
	for (size_t i = 0; i < words.n; i++)
		list[i] = expand(l->a, words.items[i]);
	*(char ***)dest = list;
	return true;
}

static bool set_pairs(struct load *l, const struct ynode *v, void *dest)
{
	char **list = arena_zalloc(l->a, (v->n_items + 1) * sizeof(*list));
	size_t n = 0;

	if (!load_ignored_map(l, v, NULL))
		return false;
	for (const struct yitem *i = v->items; i; i = i->next) {
		if (!load_want_scalar(l, i->value))
			return false;
		list[n++] = arena_printf(l->a, "%s=%s", i->key->text,
			expand(l->a, i->value->text));
	}
	*(char ***)dest = list;
	return true;
}

static bool set_bytes(struct load *l, const struct ynode *v, void *dest)
{
	if (load_want_scalar(l, v) && num_parse_bytes(v->text, dest) == 0)
		return true;
	return load_fail(l, v, "`%s` is no size: write 64KB, 5MiB", v->text);
}

/* An absolute file: the supervisor works in `/`, so a relative one would be another. */
static bool set_path(struct load *l, const struct ynode *v, void *dest)
{
	const char *path;

	if (!set_string(l, v, dest))
		return false;
	path = *(char **)dest;
	return !path || *path == '/' || load_fail(l, v, "`%s` is no absolute path", path);
}

/* Who answers where the policy lets a name be asked for. */
static bool set_resolver(struct load *l, const struct ynode *v, void *dest)
{
	struct address a;
	uint16_t port;

	if (!set_string(l, v, dest))
		return false;
	if (!*v->text || address_port_parse(*(char **)dest, &a, &port) == 0)
		return true;
	return load_fail(l, v, "`%s` is no address: write 192.0.2.53 or 192.0.2.53:5353", v->text);
}

/* A word and the value it stands for. */
struct choice {
	const char *word;
	int value;
};

static bool choose(struct load *l, const struct ynode *v, const struct choice *choices, int *ret)
{
	scoped_buf struct buf known = BUF_INIT;

	if (!load_want_scalar(l, v))
		return false;
	for (const struct choice *c = choices; c->word; c++) {
		if (strcasecmp(c->word, v->text) == 0) {
			*ret = c->value;
			return true;
		}
		buf_printf(&known, "%s%s", c == choices ? "" : ", ", c->word);
	}
	return load_fail(l, v, "`%s` is unknown here: write one of %s", v->text, known.s);
}

static bool set_fail_open(struct load *l, const struct ynode *v, void *dest)
{
	static const struct choice words[] = {{"fail_closed", 0}, {"fail_open", 1}, {NULL, 0}};
	int value;

	if (!choose(l, v, words, &value))
		return false;
	*(bool *)dest = value;
	return true;
}

static bool set_audit_failure(struct load *l, const struct ynode *v, void *dest)
{
	static const struct choice words[] = {
		{"deny", AUDIT_FAILURE_DENY}, {"continue", AUDIT_FAILURE_CONTINUE}, {NULL, 0},
	};
	int value;

	if (!choose(l, v, words, &value))
		return false;
	*(enum audit_failure *)dest = (enum audit_failure)value;
	return true;
}

static bool set_dlp_mode(struct load *l, const struct ynode *v, void *dest)
{
	/* tokenize would need a way back, which nothing on a terminal has: redact. */
	static const struct choice words[] = {
		{"redact", DLP_REDACT}, {"tokenize", DLP_REDACT}, {"disabled", DLP_DISABLED},
		{"off", DLP_DISABLED}, {NULL, 0},
	};
	int value;

	if (!choose(l, v, words, &value))
		return false;
	*(enum dlp_mode *)dest = (enum dlp_mode)value;
	return true;
}

static const struct load_key dns_keys[] = {
	CONFIG_KEY("upstream", dns_upstream, set_resolver), {NULL, NULL, 0},
};
SECTION(dns_section, dns_keys)

static const struct load_key ptrace_keys[] = {
	CONFIG_KEY("on_attach_failure", fail_open, set_fail_open), IGNORED("enabled"),
	IGNORED("attach_mode"), IGNORED("target_pid"), IGNORED("target_pid_file"),
	IGNORED("trace"), IGNORED("performance"), IGNORED("mask_tracer_pid"), {NULL, NULL, 0},
};
SECTION(ptrace_section, ptrace_keys)

static const struct load_key fuse_audit_keys[] = {
	CONFIG_KEY("trash_path", trash_dir, set_string),
	CONFIG_KEY("hash_small_files_under", hash_small_files_under, set_bytes),
	IGNORED("enabled"), IGNORED("mode"), IGNORED("ttl"), IGNORED("quota"),
	IGNORED("max_event_queue"), IGNORED("strict_on_audit_failure"), {NULL, NULL, 0},
};
SECTION(fuse_audit_section, fuse_audit_keys)

static const struct load_key fuse_keys[] = {
	{"audit", fuse_audit_section, 0}, IGNORED("enabled"), IGNORED("deferred"),
	IGNORED("deferred_marker_file"), IGNORED("deferred_enable_command"),
	IGNORED("mount_base_dir"), IGNORED("max_background"), {NULL, NULL, 0},
};
SECTION(fuse_section, fuse_keys)

static const struct load_key cgroups_keys[] = {
	CONFIG_KEY("enabled", cgroups_enabled, load_bool),
	CONFIG_KEY("best_effort", cgroups_best_effort, load_bool), IGNORED("base_path"),
	{NULL, NULL, 0},
};
SECTION(cgroups_section, cgroups_keys)

static const struct load_key sandbox_keys[] = {
	{"dns", dns_section, 0}, {"ptrace", ptrace_section, 0}, {"fuse", fuse_section, 0},
	{"cgroups", cgroups_section, 0}, CONFIG_KEY("notices", notices, load_bool),
	CONFIG_KEY("env_inject", env_inject, set_pairs), IGNORED("enabled"),
	IGNORED("allow_degraded"), IGNORED("limits"), IGNORED("network"),
	IGNORED("unix_sockets"), IGNORED("seccomp"), IGNORED("wrap_env_policy"), IGNORED("mcp"),
	{NULL, NULL, 0},
};
SECTION(sandbox_section, sandbox_keys)

static const struct load_key policies_keys[] = {
	CONFIG_KEY("dir", policies_dir, set_string),
	CONFIG_KEY("default", policy_default, set_string),
	CONFIG_KEY("allowed", policies_allowed, set_strings),
	CONFIG_KEY("detect_project_root", detect_project_root, load_bool),
	CONFIG_KEY("project_markers", project_markers, set_strings), IGNORED("default_policy"),
	IGNORED("manifest_path"), IGNORED("signing"), IGNORED("env_policy"),
	IGNORED("env_shim_path"), IGNORED("reload_interval"), IGNORED("symlink_escape"),
	IGNORED("db"), {NULL, NULL, 0},
};
SECTION(policies_section, policies_keys)

struct approvals {
	bool enabled;
	const char *mode;
	int64_t timeout_ns;
};

/* `enabled: false` means that nobody can answer; only `mode: shadow` lets things pass (DESIGN 5). */
static bool approvals_section(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		LOAD_KEY(struct approvals, "enabled", enabled, load_bool),
		LOAD_KEY(struct approvals, "mode", mode, set_string),
		LOAD_KEY(struct approvals, "timeout", timeout_ns, load_duration),
		IGNORED("webauthn"), {NULL, NULL, 0},
	};
	struct config *c = dest;
	struct approvals a = {.timeout_ns = c->approval_timeout_ns};

	if (!load_mapping(l, v, keys, &a))
		return false;
	c->approvals = a.enabled ? APPROVAL_ASK : APPROVAL_NOBODY;
	if (a.mode && strcasecmp(a.mode, "shadow") == 0)
		c->approvals = APPROVAL_SHADOW;
	if (a.timeout_ns <= 0)
		return load_fail(l, v, "approvals.timeout must be above 0");
	c->approval_timeout_ns = a.timeout_ns;
	return true;
}

static const struct load_key dlp_pattern_keys[] = {
	CONFIG_KEY("email", dlp_email, load_bool), CONFIG_KEY("phone", dlp_phone, load_bool),
	CONFIG_KEY("credit_card", dlp_credit_card, load_bool),
	CONFIG_KEY("ssn", dlp_ssn, load_bool), CONFIG_KEY("api_keys", dlp_api_keys, load_bool),
	{NULL, NULL, 0},
};

/* All are on until one is named; then only those that are set. */
static bool dlp_patterns(struct load *l, const struct ynode *v, void *dest)
{
	struct config *c = dest;
	struct config set = {0};

	if (!load_mapping(l, v, dlp_pattern_keys, &set))
		return false;
	if (!set.dlp_email && !set.dlp_phone && !set.dlp_credit_card && !set.dlp_ssn &&
		!set.dlp_api_keys)
		return true;
	c->dlp_email = set.dlp_email;
	c->dlp_phone = set.dlp_phone;
	c->dlp_credit_card = set.dlp_credit_card;
	c->dlp_ssn = set.dlp_ssn;
	c->dlp_api_keys = set.dlp_api_keys;
	return true;
}

/* Verbatim: a `$` in a regex is no variable. */
static bool set_verbatim(struct load *l, const struct ynode *v, void *dest)
{
	if (!load_want_scalar(l, v))
		return false;
	*(const char **)dest = arena_strdup(l->a, v->text);
	return true;
}

static bool custom_pattern(struct load *l, const struct ynode *n, void *dest)
{
	static const struct load_key keys[] = {
		LOAD_KEY(struct dlp_pattern, "name", name, set_verbatim),
		LOAD_KEY(struct dlp_pattern, "display", display, set_verbatim),
		LOAD_KEY(struct dlp_pattern, "regex", regex, set_verbatim), {NULL, NULL, 0},
	};
	struct dlp_pattern *p = dest;
	char why[160];

	if (!load_mapping(l, n, keys, p))
		return false;
	if (!p->name || !p->regex || !*p->regex)
		return load_fail(l, n, "a custom pattern needs name and regex");
	if (!custom_check(p->regex, why, sizeof(why)))
		return load_fail(l, n, "`%s` is no regular expression: %s", p->regex, why);
	if (!p->display)
		p->display = p->name;
	return true;
}

static bool custom_patterns(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_list list = {sizeof(struct dlp_pattern), custom_pattern};
	struct config *c = dest;
	void *items = NULL;

	if (!load_items(l, v, &list, &items, &c->n_dlp_custom))
		return false;
	c->dlp_custom = items;
	return true;
}

static const struct load_key dlp_keys[] = {
	CONFIG_KEY("mode", dlp_mode, set_dlp_mode), {"patterns", dlp_patterns, 0},
	{"custom_patterns", custom_patterns, 0}, {NULL, NULL, 0},
};
SECTION(dlp_section, dlp_keys)

static const struct load_key storage_keys[] = {
	CONFIG_KEY("enabled", audit_enabled, load_bool),
	CONFIG_KEY("sqlite_path", audit_sqlite_path, set_path), IGNORED("batch_size"),
	IGNORED("flush_interval"), IGNORED("channel_size"), {NULL, NULL, 0},
};
SECTION(storage_section, storage_keys)

static const struct load_key audit_keys[] = {
	CONFIG_KEY("enabled", audit_enabled, load_bool),
	CONFIG_KEY("log_allowed", audit_log_allowed, load_bool),
	CONFIG_KEY("spool_size", audit_spool_bytes, set_bytes),
	CONFIG_KEY("on_failure", audit_on_failure, set_audit_failure),
	{"storage", storage_section, 0}, IGNORED("output"), IGNORED("rotation"),
	IGNORED("webhook"), IGNORED("integrity"), IGNORED("encryption"), IGNORED("otel"),
	IGNORED("watchtower"), {NULL, NULL, 0},
};
SECTION(audit_section, audit_keys)

static const struct load_key top_keys[] = {
	{"policies", policies_section, 0}, {"sandbox", sandbox_section, 0},
	{"approvals", approvals_section, 0}, {"dlp", dlp_section, 0},
	{"audit", audit_section, 0}, IGNORED("platform"), IGNORED("server"), IGNORED("auth"),
	IGNORED("logging"), IGNORED("sessions"), IGNORED("mount_profiles"), IGNORED("metrics"),
	IGNORED("health"), IGNORED("development"), IGNORED("proxy"), IGNORED("llm_storage"),
	IGNORED("security"), IGNORED("landlock"), IGNORED("capabilities"),
	IGNORED("threat_feeds"), IGNORED("tor"), IGNORED("package_checks"),
	IGNORED("skillcheck"), IGNORED("policy_socket"), {NULL, NULL, 0},
};

static const struct config defaults = {
	.notices = true,
	.approvals = APPROVAL_NOBODY,
	.approval_timeout_ns = INT64_C(300) * 1000000000,
	.dlp_mode = DLP_REDACT,
	.dlp_email = true,
	.dlp_phone = true,
	.dlp_credit_card = true,
	.dlp_ssn = true,
	.dlp_api_keys = true,
	.audit_enabled = true,
	.audit_on_failure = AUDIT_FAILURE_DENY,
	.hash_small_files_under = 1000000,
	.cgroups_best_effort = true,
	.detect_project_root = true,
};

static bool read_config(struct owned_config *o, const char *path, struct strv *ret_warnings,
	struct err *e)
{
	static const struct policy_options lenient = {.lenient = true};
	scoped_buf struct buf text = BUF_INIT_MAX(MOST_BYTES);
	struct load l = {
		.a = &o->arena,
		.o = &lenient,
		.warnings = ret_warnings,
		.e = e,
		.file = path,
	};
	const struct ynode *root;
	int r = fd_read_file(path, &text);

	if (r < 0) {
		err_set(e, path, 0, 0, "%s", strerror(-r));
		return false;
	}
	root = yaml_read(&o->arena, text.s, text.len, path, e);
	if (!root)
		return false;
	return root->kind == YNODE_NULL || load_mapping(&l, root, top_keys, &o->c);
}

struct config *config_load(const char *path, struct strv *ret_warnings, struct err *e)
{
	struct owned_config *o = xcalloc(1, sizeof(*o));

	o->c = defaults;
	if (path) {
		o->c.path = arena_strdup(&o->arena, path);
		if (!read_config(o, path, ret_warnings, e)) {
			config_free(&o->c);
			return NULL;
		}
	}
	if (o->c.trash_dir && *o->c.trash_dir != '/')
		o->c.trash_dir = NULL;
	return &o->c;
}

void config_free(struct config *c)
{
	struct owned_config *o = (struct owned_config *)c;

	if (!o)
		return;
	arena_release(&o->arena);
	free(o);
}
