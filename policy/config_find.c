/*
 * policy/config_find.c - where config, policy, project and state are.
 *
 * Asked by the outermost agentsh alone (DESIGN 4): what a session changes in its
 * environment has no effect.
 */
#include "policy/config.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/path.h"
#include "policy/policy.h"

extern char **environ;

#define SYSTEM_DIR "/etc/agentsh"

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* HOME, else what the user database says; NULL: neither. */
static const char *home_dir(void)
{
	const char *home = variable("HOME");
	const struct passwd *user = home ? NULL : getpwuid(getuid());

	return home ? home : user ? user->pw_dir : NULL;
}

/* $NAME/agentsh, or ~/@fallback/agentsh; empty when there is no home. */
static void user_dir(const char *name, const char *fallback, struct buf *out)
{
	const char *base = variable(name);
	const char *home = home_dir();

	if (base && *base == '/') {
		path_join(out, base, "agentsh");
	} else if (home) {
		path_join(out, home, fallback);
		path_join(out, "", "agentsh");
	}
}

static bool readable(const char *path)
{
	return access(path, R_OK) == 0;
}

/* @dir/@name.yaml or .yml, the first that exists; NULL: none. */
static char *with_suffix(const char *dir, const char *name)
{
	static const char *const suffixes[] = {".yaml", ".yml", ""};

	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		scoped_free char *path = xasprintf("%s/%s%s", dir, name, suffixes[i]);

		if (readable(path))
			return take(&path);
	}
	return NULL;
}

char *config_find(const char *option)
{
	scoped_buf struct buf user = BUF_INIT;
	const char *named = option ? option : variable("AGENTSH_CONFIG");
	char *path = NULL;

	if (named)
		return xstrdup(named);
	user_dir("XDG_CONFIG_HOME", ".config", &user);
	if (user.len)
		path = with_suffix(user.s, "config");
	return path ? path : with_suffix(SYSTEM_DIR, "config");
}

char *config_state_dir(void)
{
	scoped_buf struct buf dir = BUF_INIT;
	const char *named = variable("AGENTSH_STATE_DIR");

	if (named && *named == '/')
		return xstrdup(named);
	if (geteuid() == 0)
		return xstrdup("/var/lib/agentsh");
	user_dir("XDG_STATE_HOME", ".local/state", &dir);
	if (!dir.len)
		buf_printf(&dir, "/var/tmp/agentsh-%u", (unsigned)getuid());
	return buf_steal(&dir);
}

/* FORMATS a.1: ^[A-Za-z0-9_-]+$ */
static bool is_policy_name(const char *s)
{
	for (const char *p = s; *p; p++)
		if (!isalnum((unsigned char)*p) && *p != '_' && *p != '-')
			return false;
	return *s;
}

static bool is_allowed(const struct config *c, const char *name)
{
	if (!c->policies_allowed || !c->policies_allowed[0])
		return c->policy_default ? strcmp(name, c->policy_default) == 0 : true;
	for (char **p = c->policies_allowed; *p; p++)
		if (strcmp(*p, name) == 0)
			return true;
	return false;
}

/*
 * The file of the policy called @name: policies.dir, beside the config, the system's.  NULL: none, and
 * where it was looked for is added to @looked.
 */
static char *policy_file(const struct config *c, const char *name, struct buf *looked)
{
	scoped_free char *beside = NULL;
	const char *dirs[4] = {NULL};
	size_t n = 0;

	if (c->policies_dir)
		dirs[n++] = c->policies_dir;
	if (c->path && strrchr(c->path, '/')) {
		beside = xasprintf("%.*s/policies", (int)(strrchr(c->path, '/') - c->path), c->path);
		dirs[n++] = beside;
	}
	dirs[n++] = SYSTEM_DIR "/policies";
	for (size_t i = 0; i < n; i++) {
		char *path = with_suffix(dirs[i], name);

		if (path)
			return path;
		buf_printf(looked, "%s%s", i ? ", " : "", dirs[i]);
	}
	return NULL;
}

static struct policy *load_named(const struct config *c, const char *name,
	const struct policy_options *o, struct strv *ret_warnings, struct err *e)
{
	scoped_buf struct buf looked = BUF_INIT;
	scoped_free char *path = NULL;

	if (!is_policy_name(name)) {
		err_set(e, NULL, 0, 0, "`%s` is no name of a policy", name);
		return NULL;
	}
	path = policy_file(c, name, &looked);
	if (path)
		return policy_load_file(path, o, ret_warnings, e);
	if (strcmp(name, "default") == 0)
		return policy_load_builtin(o, e);
	err_set(e, NULL, 0, 0, "there is no policy called `%s` in %s", name, looked.s);
	return NULL;
}

struct policy *config_load_policy(const struct config *c, const char *option,
	const struct policy_options *o, struct strv *ret_warnings, struct err *e)
{
	const char *file = option ? NULL : variable("AGENTSH_POLICY");
	const char *name = option || file ? NULL : variable("AGENTSH_POLICY_NAME");

	/* --policy: a name, unless it looks like a file or is one. */
	if (option && (!is_policy_name(option) || readable(option)))
		file = option;
	if (file)
		return policy_load_file(file, o, ret_warnings, e);
	if (option)
		return load_named(c, option, o, ret_warnings, e);
	if (name && !is_allowed(c, name)) {
		err_set(e, c->path, 0, 0,
			"AGENTSH_POLICY_NAME `%s` is not among policies.allowed", name);
		return NULL;
	}
	if (!name)
		name = c->policy_default;
	return load_named(c, name ? name : "default", o, ret_warnings, e);
}

static bool has_marker(const char *dir, const char *name)
{
	scoped_free char *path = xasprintf("%s/%s", strcmp(dir, "/") == 0 ? "" : dir, name);

	return access(path, F_OK) == 0;
}

static bool has_any_marker(const char *dir, char *const *markers)
{
	for (; *markers; markers++)
		if (strcmp(*markers, ".git") != 0 && has_marker(dir, *markers))
			return true;
	return false;
}

void config_project_roots(const struct config *c, const char *dir, char **ret_project,
	char **ret_git)
{
	static const char *const builtin[] = {
		"go.mod", "package.json", "Cargo.toml", "pyproject.toml", NULL,
	};
	char *const *markers = c->project_markers;
	scoped_free char *real = realpath(dir, NULL);
	scoped_free char *at = NULL;
	char *project = NULL;
	char *git = NULL;

	if (!markers)
		markers = (char *const *)(uintptr_t)builtin;
	if (!real)
		real = xstrdup(dir);
	at = xstrdup(real);
	while (c->detect_project_root) {
		char *slash = strrchr(at, '/');

		if (!project && has_any_marker(at, markers))
			project = xstrdup(at);
		if (has_marker(at, ".git")) {
			git = xstrdup(at);
			break;
		}
		if (!slash || strcmp(at, "/") == 0)
			break;
		slash[slash == at] = '\0';
	}
	*ret_project = project ? project : take(&real);
	*ret_git = git;
}

struct policy *config_load_policy_here(const struct config *c, const char *option, const char *root,
	bool lenient, struct strv *ret_warnings, struct err *e)
{
	scoped_free char *project = NULL;
	scoped_free char *git = NULL;
	scoped_free char *home = variable("HOME") ? realpath(variable("HOME"), NULL) : NULL;
	scoped_free char *given = root ? realpath(root, NULL) : NULL;
	struct policy_vars vars = {.home = home ? home : getenv("HOME"), .environ = environ};
	struct policy_options options = {.vars = &vars, .lenient = lenient};

	config_project_roots(c, given ? given : ".", &project, &git);
	vars.project_root = given ? given : project;
	vars.git_root = git;
	return config_load_policy(c, option, &options, ret_warnings, e);
}
