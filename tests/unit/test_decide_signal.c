/*
 * tests/unit/test_decide_signal.c - policy/decide_signal.c (FORMATS a.12).
 */
#include "tests/unit/unit.h"

#include <signal.h>

#include "policy/decide.h"
#include "tests/unit/policy_of.h"

static struct decision ask(const struct policy *p, int signal, enum signal_target target)
{
	struct signal_request req = {
		.signal = signal, .target = target, .pid = 500, .same_user = true, .comm = "sshd"};

	return decide_signal(p, &req, NULL);
}

static void without_rules_signals_are_free(void **state)
{
	scoped_policy struct policy *p = policy_of("");

	(void)state;
	assert_int_equal(ask(p, SIGKILL, SIGNAL_EXTERNAL).verdict, VERDICT_ALLOW);
}

static void with_rules_what_none_covers_is_denied(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"signal_rules:\n"
		"- {name: kids, signals: ['@all'], target: {type: descendants}, decision: allow}\n");

	(void)state;
	assert_int_equal(ask(p, SIGTERM, SIGNAL_CHILD).verdict, VERDICT_ALLOW);
	assert_int_equal(ask(p, SIGTERM, SIGNAL_DESCENDANT).verdict, VERDICT_ALLOW);
	assert_int_equal(ask(p, SIGTERM, SIGNAL_SIBLING).verdict, VERDICT_DENY);
	assert_string_equal(ask(p, SIGTERM, SIGNAL_EXTERNAL).rule, "default-deny-signals");
	assert_int_equal(ask(p, 0, SIGNAL_EXTERNAL).verdict, VERDICT_ALLOW); /* sends nothing */
}

static void signals_have_names_numbers_and_groups(void **state)
{
	scoped_policy struct policy *p =
		policy_of("signal_rules:\n"
			  "- {name: a, signals: [SIGKILL, '@reload', 15, INT], target: {type: self}, "
			  "decision: deny}\n"
			  "- {name: rest, signals: ['@all'], target: {type: self}, decision: allow}\n");

	(void)state;
	assert_string_equal(ask(p, SIGKILL, SIGNAL_SELF).rule, "a");
	assert_string_equal(ask(p, SIGUSR1, SIGNAL_SELF).rule, "a");
	assert_string_equal(ask(p, SIGTERM, SIGNAL_SELF).rule, "a");
	assert_string_equal(ask(p, SIGINT, SIGNAL_SELF).rule, "a");
	assert_string_equal(ask(p, SIGCHLD, SIGNAL_SELF).rule, "rest");
}

static void targets_may_be_processes_users_and_ranges(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"signal_rules:\n"
		"- {name: p, signals: [1], target: {type: process, pattern: 'ssh*'}, decision: deny}\n"
		"- {name: r, signals: [2], target: {type: pid_range, min: 400, max: 600}, decision: deny}\n"
		"- {name: u, signals: [3], target: {type: user}, decision: deny}\n"
		"- {name: rest, signals: ['@all'], decision: allow}\n");

	(void)state;
	assert_string_equal(ask(p, 1, SIGNAL_EXTERNAL).rule, "p");
	assert_string_equal(ask(p, 2, SIGNAL_EXTERNAL).rule, "r");
	assert_string_equal(ask(p, 3, SIGNAL_EXTERNAL).rule, "u");
	assert_string_equal(ask(p, 4, SIGNAL_EXTERNAL).rule, "rest");
}

static void parent_is_refused_with_session_and_with_external(void **state)
{
	scoped_policy struct policy *p =
		policy_of("signal_rules:\n"
			  "- {name: s, signals: [1], target: {type: session}, decision: allow}\n"
			  "- {name: e, signals: [1], target: {type: external}, decision: deny}\n");

	(void)state;
	assert_string_equal(ask(p, 1, SIGNAL_SESSION).rule, "s");
	assert_string_equal(ask(p, 1, SIGNAL_PARENT).rule, "e");
	assert_string_equal(ask(p, 1, SIGNAL_SYSTEM).rule, "e");
}

static void redirect_gives_another_signal(void **state)
{
	scoped_policy struct policy *p =
		policy_of("signal_rules:\n"
			  "- {name: soft, signals: [KILL], target: {type: children}, decision: redirect, "
			  "redirect_to: SIGTERM}\n"
			  "- {name: eat, signals: [HUP], target: {type: children}, decision: absorb}\n");
	struct signal_request req = {.signal = SIGKILL, .target = SIGNAL_CHILD};
	int other = 0;

	(void)state;
	assert_int_equal(decide_signal(p, &req, &other).verdict, VERDICT_REDIRECT);
	assert_int_equal(other, SIGTERM);
	assert_int_equal(ask(p, SIGHUP, SIGNAL_CHILD).verdict, VERDICT_ABSORB);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_rules_signals_are_free),
		cmocka_unit_test(with_rules_what_none_covers_is_denied),
		cmocka_unit_test(signals_have_names_numbers_and_groups),
		cmocka_unit_test(targets_may_be_processes_users_and_ranges),
		cmocka_unit_test(parent_is_refused_with_session_and_with_external),
		cmocka_unit_test(redirect_gives_another_signal),
	};

	return cmocka_run_group_tests_name("policy/decide_signal", tests, NULL, NULL);
}
