/*
 * policy/env.c - which variables a child may see (FORMATS a.14, DESIGN 5).
 */
#include "policy/decide.h"

#include <string.h>

#include "lib/cleanup.h"
#include "policy/glob.h"
#include "policy/rule.h"

/* Without these no program works; only a rule that says the name drops them. */
static const char *const kept[] = {"PATH", "HOME", "TERM", "LANG", "USER", "SHELL", "PWD"};

/* Hidden unless a rule allows them by name: credentials, then what makes programs run other code. */
static const char *const hidden[] = {
	"AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_PROFILE",
	"GOOGLE_APPLICATION_CREDENTIALS", "GCP_SERVICE_ACCOUNT", "AZURE_CLIENT_SECRET",
	"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "SSH_AUTH_SOCK",
	"SSH_AGENT_PID", "DOCKER_HOST", "DOCKER_TLS_VERIFY", "KUBECONFIG", "GITHUB_TOKEN", "GH_TOKEN",
	"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_DEBUG", "LD_DEBUG_OUTPUT",
	"LD_DYNAMIC_WEAK", "LD_HWCAP_MASK", "LD_ORIGIN_PATH", "LD_PROFILE", "LD_PROFILE_OUTPUT",
	"LD_SHOW_AUXV", "LD_TRACE_LOADED_OBJECTS", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME",
	"PYTHONUSERBASE", "RUBYLIB", "RUBYOPT", "PERL5LIB", "PERL5OPT", "PERLLIB", "NODE_PATH",
	"NODE_OPTIONS", "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "CDPATH", "GLOBIGNORE",
	"MAILPATH", "PROMPT_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_SSH_COMMAND",
};

static bool is_hidden(const char *name)
{
	if (strncmp(name, "DYLD_", 5) == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (strcmp(name, hidden[i]) == 0)
			return true;
	return false;
}

static bool is_kept(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (strcmp(name, kept[i]) == 0)
			return true;
	return false;
}

static bool covers(const struct globs *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (glob_match(list->items[i], name, strlen(name)))
			return true;
	return false;
}

/* Does the list say this very name? */
static bool says(const struct globs *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i]->source, name) == 0)
			return true;
	return false;
}

static struct decision decide_by_lists(const struct env_policy *env, const char *name)
{
	if (strncmp(name, "AGENTSH_", 8) == 0)
		return decision_default(VERDICT_ALLOW, "agentsh-variables");
	if (says(&env->deny, name) || (covers(&env->deny, name) && !is_kept(name)))
		return decision_default(VERDICT_DENY, "env_policy.deny");
	if (is_kept(name))
		return decision_default(VERDICT_ALLOW, "default-keep-env");
	if (says(&env->allow, name))
		return decision_default(VERDICT_ALLOW, "env_policy.allow");
	if (is_hidden(name))
		return decision_default(VERDICT_DENY, "default-hide-secrets");
	if (!env->allow.n)
		return decision_default(VERDICT_ALLOW, "default-allow-env");
	if (covers(&env->allow, name))
		return decision_default(VERDICT_ALLOW, "env_policy.allow");
	return decision_default(VERDICT_DENY, "default-deny-env");
}

struct decision decide_env(const struct policy *p, const char *name)
{
	return decide_by_lists(&p->env, name);
}

bool decision_has_env(const struct decision *command)
{
	const struct command_rule *r = (const struct command_rule *)command->by;

	return r && (r->env_allow.n || r->env_deny.n);
}

struct decision decide_env_for(const struct policy *p, const struct decision *command,
	const char *name)
{
	const struct command_rule *r = (const struct command_rule *)command->by;
	struct env_policy own = {0};

	if (!decision_has_env(command))
		return decide_env(p, name);
	own.allow = r->env_allow;
	own.deny = r->env_deny;
	return decide_by_lists(&own, name);
}

struct env_limits policy_env_limits(const struct policy *p, const struct decision *command)
{
	const struct command_rule *r = (const struct command_rule *)command->by;
	int64_t keys = r && r->env_max_keys > 0 ? r->env_max_keys : p->env.max_keys;
	int64_t bytes = r && r->env_max_bytes > 0 ? r->env_max_bytes : p->env.max_bytes;

	return (struct env_limits){
		.keys = keys > 0 ? (uint64_t)keys : 0,
		.bytes = bytes > 0 ? (uint64_t)bytes : 0,
	};
}
