/*
 * tests/unit/test_policy_load.c - policy/load*.c: what must load and what must not
 * (FORMATS a.1, a.5, A.8; DESIGN 5 where marked).
 */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/strv.h"
#include "policy/decide.h"
#include "policy/rule.h"
#include "tests/unit/policy_of.h"

static void expect_ok(const char *text)
{
	policy_free(policy_of(text));
}

/* It must not load, at @line (counted from 1 in @text) with @part in the message. */
static void expect_error(const char *text, unsigned line, const char *part)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_try(text, NULL, NULL, &e);

	if (p)
		fail_msg("loads: %s", text);
	assert_string_equal(e.file, "test.yaml");
	if (!strstr(e.message, part) || (line && e.line != line + 2))
		fail_msg("%s\nline %u: %s", text, e.line, e.message);
}

static void warnings_of(const char *text, const struct policy_options *o, struct strv *warnings)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_try(text, o, warnings, &e);

	assert_non_null(p);
}

static void fragments_that_must_load(void **state)
{
	static const char *const fragments[] = {
		"command_rules: [{name: a, commands: [x], timeout: 5m, decision: allow}]",
		"file_rules:",
		"file_rules: []",
		"file_rules: [null]",
		"network_rules: [{ports: [443.0, 0x10, 010, 1_000, 1e3], decision: allow}]",
		"resource_limits: {command_timeout: 1h30m}",
		"env_inject: {A: 1, B: true}",
		"signal_rules: [{signals: [9], target: {type: self}, decision: deny}]",
		"signal_rules: [{signals: ['9'], target: {type: self}, decision: deny}]",
		"signal_rules: [{signals: [SIGKILL, '@fatal'], target: {type: self}, decision: deny}]",
		"mcp_rules: {enforce_policy: true}",
		"package_rules: [{match: {packages: [x]}, action: block}]",
		"process_contexts: {ide: {description: x, allowed_commands: [ls]}}",
		"process_identities: {ide: {linux: {comm: [code]}}}",
		"transparent_commands: {add: [x], remove: [env]}",
		"unix_socket_rules: [{paths: ['@abs'], decision: allow}]",
		"command_rules: [{commands: [true, false, '[', 1e3, yes], decision: allow}]",
		"command_rules: [{commands: [rm], args_patterns: ['*-rf*', '.*-r.*'], decision: deny}]",
		"command_rules: [{commands: [rm], args_patterns: ['('], decision: deny}]", /* DESIGN 5 */
		"command_rules: [{commands: [x], context: [direct, nested], decision: allow}]",
		"http_services: [{name: a, upstream: 'https://x', rules: []}]",
		"providers: {x: {type: vault}}",
		"registry_rules: [{paths: [x], decision: deny, cache_ttl: 1m}]",
		"metadata: [{rule_name: a, source: b}]",
		"audit: {log_allowed: true, retention_days: 30}",
		"database_rules: [{anything: 1}]",
		"file_rules: [{paths: ['${HOME}/x', '${A:-/b}/**'], decision: allow}]",
		"file_rules: &r [{paths: [/a], decision: allow}]\nproviders: {x: *r}",
		"file_rules:\n- &base {name: a, paths: [/a], decision: allow}\n- {<<: *base, name: b}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fragments); i++)
		expect_ok(fragments[i]);
}

static void fragments_that_must_not_load(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *part;
	} rows[] = {
		{"bogus: 1", 1, "unknown key `bogus`"},
		{"file_rule: []", 1, "did you mean `file_rules`?"},
		{"file_rules:\n- {name: a, path: [/x], decision: deny}", 2, "did you mean `paths`?"},
		{"network_rules: [{domain: [x], decision: deny}]", 1, "did you mean `domains`?"},
		{"command_rules: [{bogus: 1, decision: deny}]", 1, "unknown key `bogus`"}, /* DESIGN 5 */
		{"command_rules: [{args_pattern: [x]}]", 1, "did you mean `args_patterns`?"},
		{"version: 2", 1, "twice"},
		{"file_rules: [{name: a, name: b}]", 1, "twice"},
		{"file_rules: {}", 1, "a list is wanted"},
		{"network_rules: [{ports: ['443']}]", 1, "a number is wanted"},
		{"network_rules: [{ports: [70000]}]", 1, "no port"},
		{"resource_limits: {command_timeout: 5}", 1, "no duration"},
		{"resource_limits: {command_timeout: 7d}", 1, "no duration"},
		{"file_rules: [{paths: ['/x/[a-z0-9]'], decision: deny}]", 1, "bad pattern"},
		{"network_rules: [{cidrs: [1.2.3.4]}]", 1, "no address range"},
		{"env_policy: {allow: ['[']}", 1, "bad pattern"},
		{"command_rules: [{args_patterns: ['[']}]", 1, "no regular expression"},
		{"signal_rules: [{signals: [BOGUS]}]", 1, "no signal"},
		{"dns_redirects: [{name: a, match: x, resolve_to: host}]", 1, "no address"},
		{"dns_redirects: [{name: a, match: '*.x', resolve_to: 1.2.3.4}]", 1,
			"no regular expression"},
		{"dns_redirect: []", 1, "did you mean `dns_redirects`?"},
		{"connect_redirects: [{name: a, match: x, redirect_to: b, tls: {mode: rewrite_sni}}]", 1,
			"sni"},
		{"connect_redirects: [{name: a, match: x}]", 1, "redirect_to"},
		{"http_services: [{name: a, upstream: 'http://x', rules: []}]", 1, "https"},
		{"services: []", 1, "http_services"},
		{"paths: ['a", 0, ""},
		{"file_rules: [{preserve_tree: 'true'}]", 1, "true or false"},
		{"file_rules: [{paths: /x}]", 1, "a list is wanted"},
		{"name: ''", 1, "twice"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect_error(rows[i].text, rows[i].line, rows[i].part);
}

static void whole_texts_that_are_no_policy(void **state)
{
	static const char *const texts[] = {
		"", "# only a comment\n", "null", "[]", "version: 1", "name: x", "version: 0\nname: x",
		"version: '1'\nname: x", "version: 1\nname:", "a: [b", "\xff\xfe", "a: *b",
		"a: &a [*a]", "\t",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct err e = {0};

		assert_null(policy_load_text(texts[i], strlen(texts[i]), "x", NULL, NULL, &e));
		assert_true(e.set);
	}
}

static void only_the_first_document_is_read(void **state)
{
	static const char text[] = "version: 1\nname: a\n---\nbogus: 1\n";
	struct err e = {0};
	scoped_policy struct policy *p =
		policy_load_text(text, strlen(text), "x", NULL, NULL, &e);

	(void)state;
	assert_string_equal(policy_name(p), "a");
}

static void unknown_keys_are_warnings_when_lenient(void **state)
{
	static const struct policy_options lenient = {.lenient = true};
	scoped_strv struct strv warnings = {0};

	(void)state;
	warnings_of("command_rules: [{comands: [x], decision: deny}]", &lenient, &warnings);
	assert_int_equal(warnings.len, 1);
	assert_non_null(strstr(warnings.items[0], "test.yaml:3:18: unknown key `comands`"));
}

static void what_protects_nobody_gives_a_warning(void **state)
{
	static const char *const texts[] = {
		"command_rules: [{commands: [rm], args_patterns: ['*-rf*'], decision: deny}]",
		"file_rules: [{paths: ['.env'], decision: deny}]",
		"file_rules: [{paths: ['/a/'], decision: deny}]",
		"file_rules: [{paths: ['/a'], operations: [wirte], decision: deny}]",
		"file_rules: [{paths: ['/a'], decision: block}]",
		"file_rules: [{paths: ['/a']}]",
		"network_rules: [{decision: redirect}]",
		"mcp_rules: {enforce_policy: true}",
		"resource_limits: {idle_timeout: 5m}",
		"resource_limits: {disk_read_bps_max: 1}",
		"env_policy: {block_iteration: true}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		scoped_strv struct strv warnings = {0};

		warnings_of(texts[i], NULL, &warnings);
		if (warnings.len != 1)
			fail_msg("%s: %zu warnings", texts[i], warnings.len);
	}
}

static void null_elements_are_dropped_and_scalars_kept_verbatim(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules: [{commands: [null, 1e3, ~, 0x10, 'null'], decision: allow}]");
	const struct strings *c = &p->commands.items[0].commands;

	(void)state;
	assert_int_equal(c->n, 3);
	assert_string_equal(c->items[0], "1e3");
	assert_string_equal(c->items[1], "0x10");
	assert_string_equal(c->items[2], "null");
}

static void numbers_are_read_as_yaml_has_them(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"network_rules: [{ports: [443.0, 0x10, 010, 1_000, 1e3, +5], decision: allow}]\n"
		"resource_limits: {max_memory_mb: 2, pids_max: 0b11, command_timeout: 1m30s}");
	static const uint16_t want[] = {443, 16, 8, 1000, 1000, 5};

	(void)state;
	assert_memory_equal(p->net.items[0].ports.items, want, sizeof(want));
	assert_int_equal(policy_limits(p)->max_memory_bytes, 2 << 20);
	assert_int_equal(policy_limits(p)->pids_max, 3);
	assert_int_equal(policy_limits(p)->command_timeout_ns, INT64_C(90000000000));
}

static void merge_takes_what_is_not_said(void **state)
{
	scoped_policy struct policy *p =
		policy_of("file_rules:\n"
			  "- &base {name: a, paths: [/a], decision: deny}\n"
			  "- {<<: *base, name: b, paths: [/b]}");
	const struct rule *r = &p->files.items[1].rule;

	(void)state;
	assert_string_equal(r->name, "b");
	assert_int_equal(r->verdict, VERDICT_DENY);
}

/* --- variables --- */

static char *const environment[] = {(char[]){"EXTRA=/e"}, (char[]){"EMPTY="}, NULL};
static const struct policy_vars vars = {
	.project_root = "/w[1]/", .home = "/", .environ = environment};
static const struct policy_options with_vars = {.vars = &vars};

static const char *rule_for(const char *text, const char *path)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_try(text, &with_vars, NULL, &e);
	struct path_request req = {.path = path, .ops = PATH_WRITE};
	static char name[64];

	assert_non_null(p);
	snprintf(name, sizeof(name), "%s", decide_path(p, &req).rule);
	return name;
}

static void variables_stand_for_themselves(void **state)
{
	static const char text[] =
		"file_rules:\n"
		"- {name: w, paths: ['${PROJECT_ROOT}/**'], decision: allow}\n"
		"- {name: h, paths: ['${HOME}/home/**', '~/tilde/**'], decision: allow}\n"
		"- {name: e, paths: ['${EXTRA}/x'], decision: allow}\n"
		"- {name: f, paths: ['${NOPE:-/f}/x', '${NOPE:-${NADA:-/g}}/x'], decision: allow}\n"
		"- {name: m, paths: ['${EMPTY:-/m}/x'], decision: allow}\n";

	(void)state;
	assert_string_equal(rule_for(text, "/w[1]/x"), "w");
	assert_string_equal(rule_for(text, "/w1/x"), "default-deny-files");
	assert_string_equal(rule_for(text, "/home/x"), "h");
	assert_string_equal(rule_for(text, "/tilde/x"), "h");
	assert_string_equal(rule_for(text, "/e/x"), "e");
	assert_string_equal(rule_for(text, "/f/x"), "f");
	assert_string_equal(rule_for(text, "/g/x"), "f"); /* DESIGN 5: they nest */
	assert_string_equal(rule_for(text, "/m/x"), "m");
}

static void undefined_variable_is_an_error(void **state)
{
	struct err e = {0};

	(void)state;
	assert_null(policy_try("file_rules: [{paths: ['${NOPE}/x'], decision: deny}]", &with_vars, NULL,
		&e));
	assert_non_null(strstr(e.message, "`NOPE` is not defined"));
	assert_int_equal(e.line, 3);
}

static void variable_in_a_message_may_be_undefined(void **state)
{
	struct err e = {0};
	scoped_policy struct policy *p =
		policy_try("file_rules: [{paths: [/x], decision: deny, message: 'set ${NOPE}'}]",
			&with_vars, NULL, &e);

	(void)state;
	assert_string_equal(p->files.items[0].rule.message, "set ${NOPE}");
}

static const char *socket_rule_for(const char *text, const char *path)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_try(text, &with_vars, NULL, &e);
	static char name[64];

	assert_non_null(p);
	snprintf(name, sizeof(name), "%s", decide_unix(p, path, "connect").rule);
	return name;
}

static const char *command_rule_for(const char *text, const char *typed, const char *resolved)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_try(text, &with_vars, NULL, &e);
	struct command_request req = {.typed = typed, .resolved = resolved};
	static char name[64];

	assert_non_null(p);
	snprintf(name, sizeof(name), "%s", decide_command(p, &req).rule);
	return name;
}

static void rule_covers_what_its_directory_links_to(void **state)
{
	char dir[] = "/tmp/agentsh-links-XXXXXX";
	scoped_free char *real = NULL;
	scoped_free char *link = NULL;
	scoped_free char *deny = NULL;
	scoped_free char *allow = NULL;
	scoped_free char *sockets = NULL;
	scoped_free char *commands = NULL;
	scoped_free char *path = NULL;

	(void)state;
	assert_non_null(mkdtemp(dir));
	real = xasprintf("%s/real", dir);
	link = xasprintf("%s/link", dir);
	assert_int_equal(mkdir(real, 0700), 0);
	assert_int_equal(symlink("./real", link), 0);
	path = xasprintf("%s/x", real);
	deny = xasprintf("file_rules:\n- {name: d, paths: ['%s/**'], decision: deny}\n"
			 "- {name: a, paths: ['%s/*'], decision: allow}",
		link, link);
	assert_string_equal(rule_for(deny, path), "d");
	/* What a tracee may have planted widens nothing. */
	allow = xasprintf("file_rules:\n%s", strstr(deny, "- {name: a"));
	assert_string_equal(rule_for(allow, path), "default-deny-files");
	sockets = xasprintf("unix_socket_rules: [{name: s, paths: ['%s/*'], decision: deny}]", link);
	assert_string_equal(socket_rule_for(sockets, path), "s");
	commands = xasprintf("command_rules: [{name: c, commands: ['%s/x'], decision: allow}]", link);
	assert_string_equal(command_rule_for(commands, "x", path), "c");
	unlink(link);
	rmdir(real);
	rmdir(dir);
}

static void shipped_policies_load(void **state)
{
	static const char *const names[] = {"default", "dev-safe", "ci-strict", "agent-sandbox",
		"agent-strict", "agent-observe"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		scoped_free char *path = xasprintf("etc/policies/%s.yaml", names[i]);
		scoped_strv struct strv warnings = {0};
		struct err e = {0};
		scoped_policy struct policy *p =
			policy_load_file(path, &with_vars, &warnings, &e);

		if (!p)
			fail_msg("%s: %u: %s", path, e.line, e.message);
		assert_string_equal(policy_name(p), names[i]);
		if (warnings.len)
			fail_msg("%s", warnings.items[0]);
	}
}

static void builtin_policy_is_the_shipped_default(void **state)
{
	struct err e = {0};
	scoped_policy struct policy *p = policy_load_builtin(&with_vars, &e);
	struct command_request sudo = {.typed = "sudo", .argv = (char *[]){(char[]){"sudo"}, NULL}};
	struct path_request write = {.path = "/w[1]/a", .ops = PATH_WRITE};
	const char *rule;
	const char *addr;

	(void)state;
	assert_non_null(p);
	assert_string_equal(decide_command(p, &sudo).rule, "block-container-escape");
	assert_string_equal(decide_path(p, &write).rule, "allow-workspace");
	write.ops = PATH_DELETE;
	assert_int_equal(decide_path(p, &write).verdict, VERDICT_SOFT_DELETE);
	assert_true(decide_dns_redirect(p, "redirectme.example.com", &rule, &addr));
	assert_int_equal(decide_dns(p, "evil.com").verdict, VERDICT_DENY);
	assert_int_equal(decide_dns(p, "pypi.org").verdict, VERDICT_ALLOW);
}

static void observe_policy_denies_nothing(void **state)
{
	struct err e = {0};
	scoped_policy struct policy *p =
		policy_load_file("etc/policies/agent-observe.yaml", NULL, NULL, &e);
	struct command_request sudo = {.typed = "sudo", .argv = (char *[]){(char[]){"sudo"}, NULL}};
	struct path_request write = {.path = "/etc/shadow", .ops = PATH_OPEN | PATH_WRITE};
	const char *names[] = {"evil.com"};
	struct net_request net = {.names = names, .n_names = 1, .port = 1};
	struct signal_request kill = {.signal = 9, .target = SIGNAL_SYSTEM};

	(void)state;
	assert_int_equal(decide_command(p, &sudo).verdict, VERDICT_AUDIT);
	assert_int_equal(decide_path(p, &write).verdict, VERDICT_AUDIT);
	assert_int_equal(decide_net(p, &net).verdict, VERDICT_AUDIT);
	assert_int_equal(decide_dns(p, "evil.com").verdict, VERDICT_AUDIT);
	assert_int_equal(decide_unix(p, "@x", "bind").verdict, VERDICT_AUDIT);
	assert_int_equal(decide_signal(p, &kill, NULL).verdict, VERDICT_ALLOW);
	assert_int_equal(decide_env(p, "LD_PRELOAD").verdict, VERDICT_ALLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fragments_that_must_load),
		cmocka_unit_test(fragments_that_must_not_load),
		cmocka_unit_test(whole_texts_that_are_no_policy),
		cmocka_unit_test(only_the_first_document_is_read),
		cmocka_unit_test(unknown_keys_are_warnings_when_lenient),
		cmocka_unit_test(what_protects_nobody_gives_a_warning),
		cmocka_unit_test(null_elements_are_dropped_and_scalars_kept_verbatim),
		cmocka_unit_test(numbers_are_read_as_yaml_has_them),
		cmocka_unit_test(merge_takes_what_is_not_said),
		cmocka_unit_test(variables_stand_for_themselves),
		cmocka_unit_test(undefined_variable_is_an_error),
		cmocka_unit_test(variable_in_a_message_may_be_undefined),
		cmocka_unit_test(rule_covers_what_its_directory_links_to),
		cmocka_unit_test(shipped_policies_load),
		cmocka_unit_test(builtin_policy_is_the_shipped_default),
		cmocka_unit_test(observe_policy_denies_nothing),
	};

	return cmocka_run_group_tests_name("policy/load", tests, NULL, NULL);
}
