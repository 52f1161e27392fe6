/*
 * tests/unit/test_decide_command.c - policy/decide_command.c (FORMATS a.8, A.4, A.4b; what
 * differs from the Go program is marked DESIGN 5).
 */
#include "tests/unit/unit.h"

#include "lib/strv.h"
#include "policy/decide.h"
#include "tests/unit/policy_of.h"

/* Cut a line at its blanks; @quoted, if any, is the last word whole. */
static struct decision ask(const struct policy *p, const char *resolved, int depth,
	const char *line, const char *quoted, const char **ret_payload)
{
	scoped_free char *copy = xstrdup(line);
	struct strv argv = {0};
	struct command_request req = {.resolved = resolved, .depth = depth};
	char *rest = copy;
	struct decision d;

	for (char *word; (word = strsep(&rest, " "));)
		strv_add_taken(&argv, word);
	if (quoted)
		strv_add_taken(&argv, (char *)(uintptr_t)quoted);
	req.typed = argv.items[0];
	req.argv = argv.items;
	d = decide_command_line(p, &req, ret_payload);
	strv_release_list(&argv);
	return d;
}

static void expect(const struct policy *p, const char *line, const char *quoted, enum verdict v)
{
	struct decision d = ask(p, NULL, 0, line, quoted, NULL);

	if (d.verdict != v)
		fail_msg("%s %s: %s by %s", line, quoted ? quoted : "", verdict_name(d.verdict),
			d.rule);
}

static const char deny_sudo[] =
	"command_rules:\n"
	"- {name: no-sudo, commands: [sudo], decision: deny}\n"
	"- {name: rest, commands: ['*'], decision: allow}\n";

static void basename_entry_matches_any_case_and_any_directory(void **state)
{
	scoped_policy struct policy *p = policy_of(deny_sudo);
	struct decision d;

	(void)state;
	expect(p, "SUDO", NULL, VERDICT_DENY);
	expect(p, "/usr/bin/sudo", NULL, VERDICT_DENY);
	expect(p, "sudo.real", NULL, VERDICT_DENY);
	expect(p, "sudox", NULL, VERDICT_ALLOW);
	d = ask(p, "/usr/bin/sudo", 0, "./x", NULL, NULL); /* DESIGN 5: a link to it */
	assert_int_equal(d.verdict, VERDICT_DENY);
}

static void without_a_rule_commands_are_denied(void **state)
{
	scoped_policy struct policy *p = policy_of("");

	(void)state;
	assert_string_equal(ask(p, NULL, 0, "ls", NULL, NULL).rule, "default-deny-commands");
}

static void full_path_entry_matches_what_the_name_resolves_to_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules:\n"
			  "- {name: path, commands: [/usr/bin/sudo, '/opt/*/bin/*'], decision: deny}\n"
			  "- {name: rest, commands: ['*'], decision: allow}\n");

	(void)state;
	expect(p, "sudo", NULL, VERDICT_ALLOW); /* nothing known about where it is */
	expect(p, "/usr/bin/sudo", NULL, VERDICT_DENY);
	expect(p, "/USR/bin/Sudo", NULL, VERDICT_DENY);
	expect(p, "/opt/x/bin/y", NULL, VERDICT_DENY);
	expect(p, "/opt/x/y/bin/y", NULL, VERDICT_ALLOW);
	assert_int_equal(ask(p, "/usr/bin/sudo", 0, "sudo", NULL, NULL).verdict, VERDICT_DENY);
}

static void globs_match_and_bad_globs_stand_for_themselves(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules:\n"
			  "- {name: g, commands: ['python3*', '[', true, false], decision: allow}\n");

	(void)state;
	expect(p, "/usr/bin/python3.11", NULL, VERDICT_ALLOW);
	expect(p, "python2", NULL, VERDICT_DENY);
	expect(p, "[", NULL, VERDICT_ALLOW);
	expect(p, "true", NULL, VERDICT_ALLOW);
	expect(p, "false", NULL, VERDICT_ALLOW);
}

static void args_patterns_see_the_arguments_without_the_command_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"command_rules:\n"
		"- {name: force, commands: [git], args_patterns: ['push.*--force'], decision: deny}\n"
		"- {name: start, commands: [git], args_patterns: ['^pull$'], decision: deny}\n"
		"- {name: glob, commands: [rm], args_patterns: ['*-rf*', '.*-r.*'], decision: deny}\n"
		"- {name: rest, decision: allow}\n");

	(void)state;
	expect(p, "git push origin --force", NULL, VERDICT_DENY);
	expect(p, "git push origin", NULL, VERDICT_ALLOW);
	expect(p, "git push", "\n--force", VERDICT_DENY); /* a newline is no way round */
	expect(p, "git pull", NULL, VERDICT_DENY);
	expect(p, "git x pull", NULL, VERDICT_ALLOW);
	expect(p, "rm -rf x", NULL, VERDICT_DENY);
	expect(p, "rm -x", NULL, VERDICT_ALLOW);
}

static void hostile_arguments_do_not_hold_up_the_decision(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules:\n"
			  "- {name: slow, commands: [x], args_patterns: ['^(a+)+$'], decision: deny}\n"
			  "- {name: rest, decision: allow}\n");
	char words[10000];

	(void)state;
	memset(words, 'a', sizeof(words));
	words[sizeof(words) - 2] = 'b';
	words[sizeof(words) - 1] = '\0';
	expect(p, "x", words, VERDICT_DENY); /* not known in time: refused */
}

static void context_limits_the_depth(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules:\n"
			  "- {name: typed, commands: [a], context: [direct], decision: deny}\n"
			  "- {name: inner, commands: [b], context: [nested], decision: deny}\n"
			  "- {name: mid, commands: [c], context: {min_depth: 1, max_depth: 2}, decision: deny}\n"
			  "- {name: rest, decision: allow}\n");

	(void)state;
	assert_int_equal(ask(p, NULL, 0, "a", NULL, NULL).verdict, VERDICT_DENY);
	assert_int_equal(ask(p, NULL, 1, "a", NULL, NULL).verdict, VERDICT_ALLOW);
	assert_int_equal(ask(p, NULL, 0, "b", NULL, NULL).verdict, VERDICT_ALLOW);
	assert_int_equal(ask(p, NULL, 5, "b", NULL, NULL).verdict, VERDICT_DENY);
	assert_int_equal(ask(p, NULL, 2, "c", NULL, NULL).verdict, VERDICT_DENY);
	assert_int_equal(ask(p, NULL, 3, "c", NULL, NULL).verdict, VERDICT_ALLOW);
}

static void wrapped_commands_are_judged_with_their_wrapper(void **state)
{
	static const char *const lines[] = {
		"env sudo id", "/usr/bin/env -i A=1 sudo id", "env -u X sudo id", "nohup sudo id",
		"nice -n 5 sudo id", "nice -5 sudo id", "timeout -k 1 5 sudo id", "time -p sudo id",
		"xargs -n 1 sudo", "setsid -f sudo id", "stdbuf -oL sudo id", "busybox sudo id",
		"strace -o f sudo id", "/lib64/ld-linux-x86-64.so.2 --argv0 x /usr/bin/sudo id",
		"find . -name x -exec sudo id {} ;", "find . -exec true ; -execdir sudo {} +",
		"env nice timeout 5 sudo id", "command sudo id", "exec -a x sudo id",
		"chroot / sudo id", "doas -u x sudo", "flock -w 1 f sudo id", "ionice -c 3 sudo id",
	};
	static const char *const harmless[] = {
		"env", "env -u sudo true", "command -v sudo", "find . -name sudo", "nice -n 5",
		"timeout 5 ls sudo", "echo sudo", "bash sudo.sh", "xargs",
	};
	scoped_policy struct policy *p = policy_of(deny_sudo);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		expect(p, lines[i], NULL, VERDICT_DENY);
	for (size_t i = 0; i < ARRAY_LEN(harmless); i++)
		expect(p, harmless[i], NULL, VERDICT_ALLOW);
}

static void shell_text_that_is_one_simple_command_is_judged(void **state)
{
	static const char *const denied[] = {
		"sudo id", "exec sudo id", "nohup sudo id", "time sudo id", "env sudo id",
		"nice -n 5 sudo id", "FOO=1 sudo id", "s''udo id", "sudo id\n", "sudo 'a b'",
		"sh -c 'sudo id'", "timeout 5 sudo id", "FOO='a b' sudo id", "env -i sudo id",
	};
	/* The shell that runs these has each command judged at its own execve. */
	static const char *const left[] = {
		"true; sudo id", "a | sudo b", "sudo > f", "sudo \"$V\"", "ls *.c", "\\sudo id",
		"echo hi", "cd /tmp", "command -v sudo", "if true", "X=1", "", "# sudo", "~/sudo",
	};
	scoped_policy struct policy *p = policy_of(deny_sudo);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(denied); i++) {
		expect(p, "bash -c", denied[i], VERDICT_DENY);
		expect(p, "sh -o pipefail -euc", denied[i], VERDICT_DENY); /* DESIGN 5: no bypass */
		expect(p, "bash --norc -lc --", denied[i], VERDICT_DENY);
	}
	for (size_t i = 0; i < ARRAY_LEN(left); i++)
		expect(p, "bash -c", left[i], VERDICT_ALLOW);
	expect(p, "env -S", "A=1 sudo id", VERDICT_DENY);
	expect(p, "su - user -c", "sudo id", VERDICT_DENY);
}

static void payload_that_decided_is_named(void **state)
{
	scoped_policy struct policy *p = policy_of(deny_sudo);
	const char *payload = "";

	(void)state;
	ask(p, NULL, 0, "sudo id", NULL, &payload);
	assert_null(payload);
	ask(p, NULL, 0, "bash -c", "env sudo id", &payload);
	assert_string_equal(payload, "sudo");
}

static void inner_default_says_nothing(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules: [{name: e, commands: [env], decision: allow}]");

	(void)state;
	expect(p, "env ls", NULL, VERDICT_ALLOW);
}

static void transparent_commands_change_the_list(void **state)
{
	scoped_policy struct policy *p =
		policy_of("transparent_commands: {add: [mywrap], remove: [env]}\n"
			  "command_rules:\n"
			  "- {name: no-sudo, commands: [sudo], decision: deny}\n"
			  "- {name: rest, decision: allow}\n");

	(void)state;
	expect(p, "mywrap -x A=1 sudo id", NULL, VERDICT_DENY);
	expect(p, "env sudo id", NULL, VERDICT_ALLOW);
}

static void redirect_keeps_arguments_where_it_says_so_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"command_rules:\n"
		"- {name: a, commands: [a], decision: redirect, redirect_to: {command: echo, args: [no]}}\n"
		"- {name: b, commands: [b], decision: redirect, redirect_to: {command: c, args_append: "
		"[--dry], environment: {A: 1}}}\n"
		"- {name: d, commands: [d], decision: redirect}\n");
	struct decision d = ask(p, NULL, 0, "a x", NULL, NULL);
	struct command_redirect r = decision_command_redirect(&d);

	(void)state;
	assert_string_equal(r.command, "echo");
	assert_int_equal(r.n_args, 1);
	assert_false(r.keep_args);
	d = ask(p, NULL, 0, "b x", NULL, NULL);
	r = decision_command_redirect(&d);
	assert_true(r.keep_args);
	assert_string_equal(r.args_append[0], "--dry");
	assert_string_equal(r.env[0], "A=1");
	expect(p, "d", NULL, VERDICT_DENY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(basename_entry_matches_any_case_and_any_directory),
		cmocka_unit_test(without_a_rule_commands_are_denied),
		cmocka_unit_test(full_path_entry_matches_what_the_name_resolves_to_design_5),
		cmocka_unit_test(globs_match_and_bad_globs_stand_for_themselves),
		cmocka_unit_test(args_patterns_see_the_arguments_without_the_command_design_5),
		cmocka_unit_test(hostile_arguments_do_not_hold_up_the_decision),
		cmocka_unit_test(context_limits_the_depth),
		cmocka_unit_test(wrapped_commands_are_judged_with_their_wrapper),
		cmocka_unit_test(shell_text_that_is_one_simple_command_is_judged),
		cmocka_unit_test(payload_that_decided_is_named),
		cmocka_unit_test(inner_default_says_nothing),
		cmocka_unit_test(transparent_commands_change_the_list),
		cmocka_unit_test(redirect_keeps_arguments_where_it_says_so_design_5),
	};

	return cmocka_run_group_tests_name("policy/decide_command", tests, NULL, NULL);
}
