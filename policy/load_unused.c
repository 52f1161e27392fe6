/*
 * policy/load_unused.c - sections and keys that load and are not enforced by this program.
 *
 * Their keys are checked, so that a policy that is right for the Go program is
 * right here, and each gives a warning: nobody should think that it protects.
 */
#include "policy/load.h"

#include <ctype.h>
#include <string.h>

#define IGNORED(key) {key, load_anything, 0}

bool load_not_enforced(struct load *l, const struct ynode *v, void *dest)
{
	(void)dest;
	load_warn(l, v, "this key is read but not enforced");
	return true;
}

bool load_not_enforced_bool(struct load *l, const struct ynode *v, void *dest)
{
	bool on = false;

	return load_bool(l, v, &on) && (!on || load_not_enforced(l, v, dest));
}

bool load_not_enforced_duration(struct load *l, const struct ynode *v, void *dest)
{
	int64_t ns;

	return load_duration(l, v, &ns) && load_not_enforced(l, v, dest);
}

static void warn_unused(struct load *l, const struct ynode *v, const char *section)
{
	if (v->n_items)
		load_warn(l, v, "`%s` is read but not enforced", section);
}

/* A list of mappings with the keys of @keys. */
static bool check_list(struct load *l, const struct ynode *v, const struct load_key *keys)
{
	if (!load_ignored_list(l, v, NULL))
		return false;
	for (const struct yitem *i = v->items; i; i = i->next)
		if (i->value->kind != YNODE_NULL && !load_mapping(l, i->value, keys, l))
			return false;
	return true;
}

/* A mapping from names to mappings with the keys of @keys. */
static bool check_map(struct load *l, const struct ynode *v, const struct load_key *keys)
{
	if (!load_ignored_map(l, v, NULL))
		return false;
	for (const struct yitem *i = v->items; i; i = i->next)
		if (i->value->kind != YNODE_NULL && !load_mapping(l, i->value, keys, l))
			return false;
	return true;
}

bool load_unused_section(struct load *l, const struct ynode *v, void *dest)
{
	(void)dest;
	if (v->n_items)
		load_warn(l, v, "this section is read but not enforced");
	return true;
}

bool load_audit_section(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("log_allowed"), IGNORED("log_denied"), IGNORED("log_approved"),
		IGNORED("include_stdout"), IGNORED("include_stderr"),
		IGNORED("include_file_content"), IGNORED("retention_days"), {NULL, NULL, 0},
	};

	return load_mapping(l, v, keys, dest);
}

bool load_metadata(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("rule_name"), IGNORED("source"), IGNORED("db_service"),
		IGNORED("bypass_mode"), IGNORED("destination"), {NULL, NULL, 0},
	};

	(void)dest;
	return check_list(l, v, keys);
}

bool load_registry_rules(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("name"), IGNORED("description"), IGNORED("message"), IGNORED("paths"),
		IGNORED("operations"), IGNORED("decision"), IGNORED("timeout"),
		IGNORED("priority"), IGNORED("cache_ttl"), IGNORED("notify"), {NULL, NULL, 0},
	};

	(void)dest; /* Windows: nothing here to protect, so no warning either */
	return check_list(l, v, keys);
}

bool load_mcp_rules(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("enforce_policy"), IGNORED("tool_policy"), IGNORED("allowed_tools"),
		IGNORED("denied_tools"), IGNORED("allowed_servers"), IGNORED("denied_servers"),
		IGNORED("server_policy"), IGNORED("version_pinning"), IGNORED("cross_server"),
		{NULL, NULL, 0},
	};

	if (!load_mapping(l, v, keys, dest))
		return false;
	warn_unused(l, v, "mcp_rules");
	return true;
}

bool load_package_rules(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("match"), IGNORED("action"), IGNORED("reason"), {NULL, NULL, 0},
	};

	(void)dest;
	if (!check_list(l, v, keys))
		return false;
	warn_unused(l, v, "package_rules");
	return true;
}

bool load_process_contexts(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("description"), IGNORED("identities"), IGNORED("chain_rules"),
		IGNORED("command_rules"), IGNORED("file_rules"), IGNORED("network_rules"),
		IGNORED("unix_socket_rules"), IGNORED("env_policy"), IGNORED("allowed_commands"),
		IGNORED("denied_commands"), IGNORED("require_approval"),
		IGNORED("command_overrides"), IGNORED("default_decision"),
		IGNORED("race_policy"), IGNORED("max_depth"), IGNORED("stop_at"),
		IGNORED("pass_through"), {NULL, NULL, 0},
	};

	(void)dest;
	if (!check_map(l, v, keys))
		return false;
	warn_unused(l, v, "process_contexts");
	return true;
}

bool load_process_identities(struct load *l, const struct ynode *v, void *dest)
{
	static const struct load_key keys[] = {
		IGNORED("description"), IGNORED("linux"), IGNORED("darwin"), IGNORED("windows"),
		IGNORED("all_platforms"), {NULL, NULL, 0},
	};

	(void)dest;
	return check_map(l, v, keys);
}

struct http_service {
	const char *name;
	const char *upstream;
};

static bool http_service(struct load *l, const struct ynode *n, struct http_service *s)
{
	static const struct load_key keys[] = {
		LOAD_KEY(struct http_service, "name", name, load_string),
		LOAD_KEY(struct http_service, "upstream", upstream, load_string),
		IGNORED("expose_as"), IGNORED("aliases"), IGNORED("allow_direct"),
		IGNORED("default"), {"rules", load_ignored_list, 0},
		{"secret", load_ignored_map, 0}, {"inject", load_ignored_map, 0},
		IGNORED("scrub_response"), {NULL, NULL, 0},
	};

	if (!load_mapping(l, n, keys, s))
		return false;
	if (!s->name || !*s->name)
		return load_fail(l, n, "an HTTP service needs a name");
	for (const char *p = s->name; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("._-", *p))
			return load_fail(l, n, "`%s` is no name of a service", s->name);
	if (!s->upstream || strncmp(s->upstream, "https://", 8) != 0 || !s->upstream[8])
		return load_fail(l, n, "`upstream` must be an https:// URL");
	if (!ynode_get(n, "rules") && !ynode_get(n, "secret"))
		return load_fail(l, n, "service `%s` needs rules or a secret", s->name);
	return true;
}

bool load_http_services(struct load *l, const struct ynode *v, void *dest)
{
	struct http_service *seen;
	size_t n = 0;

	(void)dest;
	if (!load_ignored_list(l, v, NULL))
		return false;
	seen = arena_zalloc(l->a, (v->n_items + 1) * sizeof(*seen));
	for (const struct yitem *i = v->items; i; i = i->next) {
		if (i->value->kind == YNODE_NULL)
			continue;
		if (!http_service(l, i->value, &seen[n]))
			return false;
		for (size_t j = 0; j < n; j++)
			if (strcmp(seen[j].name, seen[n].name) == 0)
				return load_fail(l, i->value, "service `%s` stands here twice",
					seen[n].name);
		n++;
	}
	warn_unused(l, v, "http_services");
	return true;
}
