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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_policy_only_secrets_are_hidden),
		cmocka_unit_test(allow_list_keeps_what_programs_need_design_5),
		cmocka_unit_test(secrets_stay_hidden_unless_allowed_by_name_design_5),
		cmocka_unit_test(deny_comes_first),
		cmocka_unit_test(injected_variables_come_as_pairs),
	};

	return cmocka_run_group_tests_name("policy/env", tests, NULL, NULL);
}
