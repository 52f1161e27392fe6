/*
 * tests/unit/test_env_policy.c - policy/env.c (FORMATS a.14, A.5; DESIGN 5 where marked).
 */
#include "tests/unit/unit.h"

#include "policy/decide.h"
#include "tests/unit/policy_of.h"

static bool passes(const struct policy *p, const char *name)
{
	return decide_env(p, name).verdict == VERDICT_ALLOW;
}

static void without_a_policy_only_secrets_are_hidden(void **state)
{
	scoped_policy struct policy *p = policy_of("");

	(void)state;
	assert_true(passes(p, "FOO"));
	assert_false(passes(p, "AWS_SECRET_ACCESS_KEY"));
	assert_false(passes(p, "LD_PRELOAD"));
	assert_false(passes(p, "DYLD_INSERT_LIBRARIES"));
	assert_true(passes(p, "AGENTSH_SESSION_ID"));
}

static void allow_list_keeps_what_programs_need_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of("env_policy: {allow: [FOO]}");

	(void)state;
	assert_true(passes(p, "FOO"));
	assert_true(passes(p, "PATH"));
	assert_true(passes(p, "HOME"));
	assert_false(passes(p, "BAR"));
}

static void secrets_stay_hidden_unless_allowed_by_name_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of("env_policy: {allow: ['*', GITHUB_TOKEN]}");

	(void)state;
	assert_true(passes(p, "BAR"));
	assert_true(passes(p, "GITHUB_TOKEN"));
	assert_false(passes(p, "AWS_SECRET_ACCESS_KEY"));
}

static void deny_comes_first(void **state)
{
	scoped_policy struct policy *p =
		policy_of("env_policy: {allow: ['*'], deny: ['*_KEY', TERM, 'H*']}");

	(void)state;
	assert_false(passes(p, "API_KEY"));
	assert_false(passes(p, "TERM"));
	assert_true(passes(p, "HOME")); /* not by a pattern */
	assert_false(passes(p, "HISTFILE"));
	assert_true(passes(p, "api_key"));
}

static void injected_variables_come_as_pairs(void **state)
{
	scoped_policy struct policy *p = policy_of("env_inject: {BASH_ENV: f, A: 1, B: true, C: null}");
	scoped_policy struct policy *none = policy_of("");
	const char *const *pairs = policy_env_inject(p);

	(void)state;
	assert_string_equal(pairs[0], "BASH_ENV=f");
	assert_string_equal(pairs[1], "A=1");
	assert_string_equal(pairs[2], "B=true");
	assert_string_equal(pairs[3], "C=");
	assert_null(pairs[4]);
	assert_null(policy_env_inject(none)[0]);
}

static void rule_of_a_command_may_have_lists_of_its_own(void **state)
{
	scoped_policy struct policy *p =
		policy_of("env_policy: {deny: [FOO], max_keys: 10}\n"
			  "command_rules:\n"
			  "- {name: a, commands: [a], decision: allow, env_allow: [FOO], env_max_bytes: 99, "
			  "timeout: 2s}\n"
			  "- {name: b, commands: [b], decision: allow}\n");
	struct command_request req = {.typed = "a", .argv = (char *[]){(char[]){"a"}, NULL}};
	struct decision a = decide_command(p, &req);
	struct decision b;

	(void)state;
	req.typed = "b";
	b = decide_command(p, &req);
	assert_int_equal(decide_env_for(p, &a, "FOO").verdict, VERDICT_ALLOW);
	assert_int_equal(decide_env_for(p, &a, "BAR").verdict, VERDICT_DENY);
	assert_int_equal(decide_env_for(p, &b, "FOO").verdict, VERDICT_DENY);
	assert_int_equal(decide_env_for(p, &b, "BAR").verdict, VERDICT_ALLOW);
	assert_int_equal(policy_env_limits(p, &a).bytes, 99);
	assert_int_equal(policy_env_limits(p, &b).bytes, 0);
	assert_int_equal(policy_env_limits(p, &b).keys, 10);
	assert_int_equal(decision_timeout_ns(&a), INT64_C(2000000000));
	assert_int_equal(decision_timeout_ns(&b), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_policy_only_secrets_are_hidden),
		cmocka_unit_test(allow_list_keeps_what_programs_need_design_5),
		cmocka_unit_test(secrets_stay_hidden_unless_allowed_by_name_design_5),
		cmocka_unit_test(deny_comes_first),
		cmocka_unit_test(rule_of_a_command_may_have_lists_of_its_own),
		cmocka_unit_test(injected_variables_come_as_pairs),
	};

	return cmocka_run_group_tests_name("policy/env", tests, NULL, NULL);
}
