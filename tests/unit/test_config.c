/*
 * tests/unit/test_config.c - policy/config.c and config_find.c (FORMATS (c), DESIGN 4).
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fd.h"
#include "lib/strv.h"
#include "policy/config.h"
#include "policy/policy.h"

static char dir[] = "/tmp/agentsh-config-XXXXXX";

/* A file in the test's directory; the name is to be freed. */
static char *file_of(const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", dir, name);
	scoped_fd int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, strlen(text)), 0);
	return path;
}

static struct config *load(const char *text, struct strv *warnings, struct err *e)
{
	scoped_free char *path = file_of("config.yaml", text);

	return config_load(path, warnings, e);
}

static int make_dir(void **state)
{
	(void)state;
	unsetenv("AGENTSH_POLICY");
	unsetenv("AGENTSH_POLICY_NAME");
	unsetenv("AGENTSH_CONFIG");
	unsetenv("AGENTSH_STATE_DIR");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	static const char *const names[] = {
		"config.yaml", "mine.yaml", "p/go.mod", "p/sub", "p", ".config/agentsh/config.yaml",
		".config/agentsh", ".config", "g/.git", "g/a", "g",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		scoped_free char *path = xasprintf("%s/%s", dir, names[i]);

		remove(path);
	}
	return rmdir(dir);
}

static void without_a_file_there_are_safe_defaults(void **state)
{
	struct err e = {0};
	struct config *c = config_load(NULL, NULL, &e);

	(void)state;
	assert_non_null(c);
	assert_null(c->path);
	assert_false(c->fail_open);
	assert_true(c->notices);
	assert_int_equal(c->approvals, APPROVAL_NOBODY);
	assert_int_equal(c->audit_on_failure, AUDIT_FAILURE_DENY);
	assert_true(c->dlp_email && c->dlp_phone && c->dlp_credit_card && c->dlp_ssn && c->dlp_api_keys);
	config_free(c);
}

static void keys_are_read(void **state)
{
	struct err e = {0};
	struct config *c = load("policies: {dir: /d, default: strict, allowed: [strict, lax]}\n"
				"sandbox:\n"
				"  notices: off\n"
				"  dns: {upstream: '9.9.9.9:53'}\n"
				"  ptrace: {on_attach_failure: fail_open, trace: {file: true}}\n"
				"  fuse: {audit: {trash_path: /t, hash_small_files_under: 2KiB}}\n"
				"  env_inject: {A: b}\n"
				"approvals: {enabled: true, mode: async, timeout: 30s}\n"
				"dlp:\n"
				"  patterns: {email: true}\n"
				"  custom_patterns: [{name: t, regex: '$x{2}$HOME'}]\n"
				"audit: {on_failure: continue, spool_size: 1MiB, storage: {sqlite_path: /q}}\n",
		NULL, &e);

	(void)state;
	assert_non_null(c);
	assert_string_equal(c->policies_dir, "/d");
	assert_string_equal(c->policies_allowed[1], "lax");
	assert_null(c->policies_allowed[2]);
	assert_false(c->notices);
	assert_true(c->fail_open);
	assert_string_equal(c->dns_upstream, "9.9.9.9:53");
	assert_string_equal(c->trash_dir, "/t");
	assert_int_equal(c->hash_small_files_under, 2048);
	assert_string_equal(c->env_inject[0], "A=b");
	assert_int_equal(c->approvals, APPROVAL_ASK);
	assert_int_equal(c->approval_timeout_ns, INT64_C(30000000000));
	assert_true(c->dlp_email);
	assert_false(c->dlp_phone);
	assert_string_equal(c->dlp_custom[0].regex, "$x{2}$HOME"); /* no variables in a regex */
	assert_string_equal(c->dlp_custom[0].display, "t");
	assert_int_equal(c->audit_on_failure, AUDIT_FAILURE_CONTINUE);
	assert_int_equal(c->audit_spool_bytes, 1 << 20);
	assert_string_equal(c->audit_sqlite_path, "/q");
	config_free(c);
}

static void variables_are_those_of_the_environment(void **state)
{
	struct err e = {0};
	struct config *c;

	(void)state;
	setenv("AGENTSH_TEST_DIR", "/x", 1);
	c = load("policies: {dir: '$AGENTSH_TEST_DIR/a', default: '${AGENTSH_TEST_NONE}b$'}", NULL, &e);
	assert_string_equal(c->policies_dir, "/x/a");
	assert_string_equal(c->policy_default, "b$");
	config_free(c);
}

static void shadow_is_the_only_way_to_let_approvals_pass(void **state)
{
	struct err e = {0};
	struct config *c = load("approvals: {enabled: false, mode: shadow}", NULL, &e);

	(void)state;
	assert_int_equal(c->approvals, APPROVAL_SHADOW);
	config_free(c);
	c = load("approvals: {enabled: false, mode: local_tty}", NULL, &e);
	assert_int_equal(c->approvals, APPROVAL_NOBODY);
	config_free(c);
}

static void unknown_keys_warn_and_bad_values_fail(void **state)
{
	static const char *const bad[] = {
		"audit: {on_failure: ignore}",
		"audit: [",
		"audit: {storage: {sqlite_path: events.db}}",
		"sandbox: {dns: {upstream: resolver}}",
		"sandbox: {dns: {upstream: '1.2.3.4:99999'}}",
		"dlp: {custom_patterns: [{name: a, regex: '(('}]}",
		"dlp: {custom_patterns: [{name: a}]}",
	};
	scoped_strv struct strv warnings = {0};
	struct err e = {0};
	struct config *c = load("server: {anything: 1}\nsandbox: {notice: on}\n", &warnings, &e);

	(void)state;
	assert_non_null(c);
	assert_int_equal(warnings.len, 1);
	assert_non_null(strstr(warnings.items[0], "did you mean `notices`?"));
	config_free(c);
	assert_null(load("sandbox:\n  ptrace: {on_attach_failure: maybe}\n", NULL, &e));
	assert_int_equal(e.line, 2);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		e = (struct err){0};
		assert_null(load(bad[i], NULL, &e));
		assert_true(e.set && e.line);
	}
	e = (struct err){0};
	assert_null(config_load("/nonexistent/config.yaml", NULL, &e));
}

static void config_is_found_in_order(void **state)
{
	scoped_free char *named = config_find("/some/file");
	scoped_free char *by_env = NULL;
	scoped_free char *sub = xasprintf("%s/.config", dir);
	scoped_free char *deeper = xasprintf("%s/.config/agentsh", dir);
	scoped_free char *user = NULL;
	scoped_free char *found = NULL;

	(void)state;
	assert_string_equal(named, "/some/file");
	mkdir(sub, 0700);
	mkdir(deeper, 0700);
	user = file_of(".config/agentsh/config.yaml", "");
	setenv("HOME", dir, 1);
	found = config_find(NULL);
	assert_string_equal(found, user);
	setenv("AGENTSH_CONFIG", "/by/env", 1);
	by_env = config_find(NULL);
	assert_string_equal(by_env, "/by/env");
	unsetenv("AGENTSH_CONFIG");
}

static void state_directory_is_where_the_environment_says(void **state)
{
	scoped_free char *named = NULL;
	scoped_free char *usual = config_state_dir();

	(void)state;
	if (geteuid() == 0)
		assert_string_equal(usual, "/var/lib/agentsh");
	setenv("AGENTSH_STATE_DIR", "/s", 1);
	named = config_state_dir();
	assert_string_equal(named, "/s");
	unsetenv("AGENTSH_STATE_DIR");
}

static const char *policy_by(const struct config *c, const char *option)
{
	static const struct policy_vars vars = {.project_root = "/w", .home = "/h"};
	static const struct policy_options o = {.vars = &vars};
	static char name[64];
	struct err e = {0};
	struct policy *p = config_load_policy(c, option, &o, NULL, &e);

	snprintf(name, sizeof(name), "%s", p ? policy_name(p) : "error");
	policy_free(p);
	return name;
}

static void policy_is_found_in_order(void **state)
{
	scoped_free char *mine = file_of("mine.yaml", "version: 1\nname: called-mine\n");
	struct err e = {0};
	scoped_free char *text = xasprintf("policies: {dir: %s, allowed: [mine]}\n", dir);
	struct config *c = load(text, NULL, &e);

	(void)state;
	assert_string_equal(policy_by(c, NULL), "default"); /* built in */
	assert_string_equal(policy_by(c, mine), "called-mine");
	assert_string_equal(policy_by(c, "mine"), "called-mine");
	assert_string_equal(policy_by(c, "nope"), "error");
	assert_string_equal(policy_by(c, "../mine"), "error");
	setenv("AGENTSH_POLICY_NAME", "mine", 1);
	assert_string_equal(policy_by(c, NULL), "called-mine");
	setenv("AGENTSH_POLICY_NAME", "other", 1);
	assert_string_equal(policy_by(c, NULL), "error");
	unsetenv("AGENTSH_POLICY_NAME");
	setenv("AGENTSH_POLICY", mine, 1);
	assert_string_equal(policy_by(c, NULL), "called-mine");
	unsetenv("AGENTSH_POLICY");
	config_free(c);
}

static void project_root_is_where_a_marker_lies(void **state)
{
	struct err e = {0};
	struct config *c = config_load(NULL, NULL, &e);
	scoped_free char *project_dir = xasprintf("%s/p", dir);
	scoped_free char *sub = xasprintf("%s/p/sub", dir);
	scoped_free char *git_dir = xasprintf("%s/g", dir);
	scoped_free char *dot_git = xasprintf("%s/g/.git", dir);
	scoped_free char *below = xasprintf("%s/g/a", dir);
	scoped_free char *project = NULL;
	scoped_free char *project2 = NULL;
	scoped_free char *git = NULL;
	scoped_free char *git2 = NULL;
	scoped_free char *marker = NULL;

	(void)state;
	mkdir(project_dir, 0700);
	mkdir(sub, 0700);
	mkdir(git_dir, 0700);
	mkdir(dot_git, 0700);
	mkdir(below, 0700);
	marker = file_of("p/go.mod", "");
	config_project_roots(c, sub, &project, &git);
	assert_string_equal(project, project_dir);
	assert_null(git);
	config_project_roots(c, below, &project2, &git2);
	assert_string_equal(git2, git_dir);
	assert_string_equal(project2, below);
	config_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_file_there_are_safe_defaults),
		cmocka_unit_test(keys_are_read),
		cmocka_unit_test(variables_are_those_of_the_environment),
		cmocka_unit_test(shadow_is_the_only_way_to_let_approvals_pass),
		cmocka_unit_test(unknown_keys_warn_and_bad_values_fail),
		cmocka_unit_test(config_is_found_in_order),
		cmocka_unit_test(state_directory_is_where_the_environment_says),
		cmocka_unit_test(policy_is_found_in_order),
		cmocka_unit_test(project_root_is_where_a_marker_lies),
	};

	return cmocka_run_group_tests_name("policy/config", tests, make_dir, remove_dir);
}
