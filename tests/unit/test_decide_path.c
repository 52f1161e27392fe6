/*
 * tests/unit/test_decide_path.c - policy/decide_path.c and its index: first match wins
 * (FORMATS A.2; what differs from the Go program is marked DESIGN 5).
 */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "policy/decide.h"
#include "policy/glob.h"
#include "policy/rule.h"
#include "tests/unit/policy_of.h"

static struct decision ask_own(const struct policy *p, const char *path, unsigned ops, bool own)
{
	struct path_request req = {.path = path, .ops = ops, .own_proc = own};

	return decide_path(p, &req);
}

static void expect(const struct policy *p, const char *path, unsigned ops, enum verdict v,
	const char *rule)
{
	struct decision d = ask_own(p, path, ops, false);

	if (d.verdict != v || strcmp(d.rule, rule) != 0)
		fail_msg("%s: %s by %s", path, verdict_name(d.verdict), d.rule);
}

static void without_a_rule_reads_are_allowed_and_the_rest_denied(void **state)
{
	scoped_policy struct policy *p = policy_of("");

	(void)state;
	expect(p, "/x", PATH_OPEN, VERDICT_ALLOW, "default-allow-reads");
	expect(p, "/x", PATH_STAT, VERDICT_ALLOW, "default-allow-reads");
	expect(p, "/x", PATH_WRITE, VERDICT_DENY, "default-deny-files");
	expect(p, "/x", PATH_OPEN | PATH_WRITE, VERDICT_DENY, "default-deny-files");
}

static void read_covers_open_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"file_rules: [{name: r, paths: [/w/**], operations: [read], decision: deny}]");

	(void)state;
	expect(p, "/w/a", PATH_OPEN, VERDICT_DENY, "r");
	expect(p, "/w/a", PATH_STAT, VERDICT_ALLOW, "default-allow-reads");
}

static void subtree_covers_its_directory_for_reading_only_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("file_rules:\n"
			  "- {name: w, paths: [/w/**, /h/*/s/**, '**/.git/**'], decision: allow}\n"
			  "- {name: d, paths: [/**], operations: [read, mkdir], decision: deny}\n");

	(void)state;
	expect(p, "/w", PATH_OPEN, VERDICT_ALLOW, "w");
	expect(p, "/w", PATH_LIST, VERDICT_ALLOW, "w");
	expect(p, "/w", PATH_MKDIR, VERDICT_DENY, "d");
	expect(p, "/wx", PATH_OPEN, VERDICT_DENY, "d");
	expect(p, "/h/u/s", PATH_OPEN, VERDICT_ALLOW, "w");
	expect(p, "/a/.git", PATH_OPEN, VERDICT_ALLOW, "w");
	expect(p, "/a/.git", PATH_MKDIR, VERDICT_DENY, "d");
	expect(p, "/a/.git/x", PATH_MKDIR, VERDICT_ALLOW, "w");
}

static void decisions_come_as_written(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"file_rules:\n"
		"- {name: ask, paths: [/a/**], operations: ['*'], decision: approve}\n"
		"- {name: trash, paths: [/w/**], operations: [delete], decision: soft_delete}\n"
		"- {name: case, paths: [/c/**], operations: [WRITE], decision: Deny}\n"
		"- {name: block, paths: [/b/**], decision: block}\n"
		"- {name: none, paths: [/n/**]}\n"
		"- {name: empty, paths: [], decision: deny}\n"
		"- {name: w, paths: [/w/**], decision: allow}\n"
		"- {name: late, paths: [/w/secret], decision: deny}\n"
		"- {name: upper, paths: [/Case/**], decision: allow}\n");

	(void)state;
	expect(p, "/a/x", PATH_WRITE, VERDICT_APPROVE, "ask");
	expect(p, "/w/a", PATH_DELETE, VERDICT_SOFT_DELETE, "trash");
	expect(p, "/w/a", PATH_WRITE, VERDICT_ALLOW, "w");
	expect(p, "/w/secret", PATH_WRITE, VERDICT_ALLOW, "w");
	expect(p, "/c/x", PATH_WRITE, VERDICT_DENY, "case");
	expect(p, "/b/x", PATH_WRITE, VERDICT_DENY, "invalid-policy-decision");
	expect(p, "/n/x", PATH_OPEN, VERDICT_DENY, "invalid-policy-decision");
	expect(p, "/case/x", PATH_WRITE, VERDICT_DENY, "default-deny-files");
}

static void approval_that_nobody_can_give_is_a_refusal_design_5(void **state)
{
	(void)state;
	assert_int_equal(verdict_effective(VERDICT_APPROVE, APPROVAL_NOBODY), VERDICT_DENY);
	assert_int_equal(verdict_effective(VERDICT_APPROVE, APPROVAL_SHADOW), VERDICT_AUDIT);
	assert_int_equal(verdict_effective(VERDICT_APPROVE, APPROVAL_ASK), VERDICT_APPROVE);
	assert_int_equal(verdict_effective(VERDICT_AUDIT, APPROVAL_NOBODY), VERDICT_AUDIT);
}

static void redirect_goes_to_the_basename_or_the_tree(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"file_rules:\n"
		"- {name: r, paths: [/r/**], operations: [write], decision: redirect, redirect_to: /o}\n"
		"- {name: s, paths: [/s/**], operations: [write], decision: redirect, redirect_to: /o/, "
		"preserve_tree: true}\n"
		"- {name: bad, paths: [/b/**], decision: redirect}\n");
	scoped_buf struct buf out = BUF_INIT;
	struct decision d = ask_own(p, "/r/x/y", PATH_WRITE, false);

	(void)state;
	assert_int_equal(d.verdict, VERDICT_REDIRECT);
	decision_redirect_path(&d, "/r/x/y", &out);
	assert_string_equal(out.s, "/o/y");
	buf_reset(&out);
	d = ask_own(p, "/s/x/y", PATH_WRITE, false);
	decision_redirect_path(&d, "/s/x/y", &out);
	assert_string_equal(out.s, "/o/s/x/y");
	expect(p, "/b/x", PATH_WRITE, VERDICT_DENY, "bad");
}

static void stat_and_the_like_are_refused_only_by_name_design_5(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"file_rules:\n"
		"- {name: named, paths: [/n/**], operations: [stat], decision: deny}\n"
		"- {name: all, paths: [/**], operations: ['*'], decision: deny}\n");
	scoped_policy struct policy *q =
		policy_of("file_rules: [{paths: [/a/**], operations: [read, stat], decision: allow}]");

	(void)state;
	expect(p, "/n/x", PATH_STAT, VERDICT_DENY, "named");
	expect(p, "/a/x", PATH_STAT, VERDICT_ALLOW, "default-allow-reads");
	expect(p, "/a/x", PATH_OPEN, VERDICT_DENY, "all");
	assert_true(policy_names_path_op(p, PATH_STAT));
	assert_false(policy_names_path_op(p, PATH_ACCESS));
	assert_false(policy_names_path_op(q, PATH_STAT));
}

static void programs_start_under_deny_everything_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("file_rules: [{name: all, paths: ['**'], operations: ['*'], decision: deny}]");
	scoped_policy struct policy *named = policy_of(
		"file_rules: [{name: lib, paths: [/usr/lib/**, /dev/null], decision: deny}]");

	(void)state;
	expect(p, "/lib64/ld-linux-x86-64.so.2", PATH_OPEN, VERDICT_ALLOW, "default-allow-loader");
	expect(p, "/usr/lib/x86_64-linux-gnu/libc.so.6", PATH_OPEN, VERDICT_ALLOW,
		"default-allow-loader");
	expect(p, "/etc/ld.so.cache", PATH_OPEN, VERDICT_ALLOW, "default-allow-loader");
	expect(p, "/dev/null", PATH_OPEN | PATH_WRITE, VERDICT_ALLOW, "default-allow-loader");
	expect(p, "/dev/urandom", PATH_OPEN, VERDICT_ALLOW, "default-allow-loader");
	expect(p, "/usr/lib/x", PATH_WRITE, VERDICT_DENY, "all");
	expect(p, "/usr/lib/x", PATH_OPEN | PATH_WRITE, VERDICT_DENY, "all");
	expect(p, "/libx", PATH_OPEN, VERDICT_DENY, "all");
	expect(p, "/etc/passwd", PATH_OPEN, VERDICT_DENY, "all");
	expect(named, "/usr/lib/x", PATH_OPEN, VERDICT_DENY, "lib");
	expect(named, "/dev/null", PATH_OPEN, VERDICT_DENY, "lib");
}

static void own_proc_entries_are_left_unless_named_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("file_rules:\n"
			  "- {name: e, paths: ['/proc/*/environ'], decision: deny}\n"
			  "- {name: maps, paths: [/proc/self/maps], decision: deny}\n"
			  "- {name: own, paths: ['/proc/self/comm'], operations: [write], decision: allow}\n"
			  "- {name: p, paths: ['/proc/**'], decision: deny}\n");

	(void)state;
	assert_int_equal(ask_own(p, "/proc/12/environ", PATH_OPEN, true).verdict, VERDICT_ALLOW);
	assert_int_equal(ask_own(p, "/proc/12/environ", PATH_OPEN, false).verdict, VERDICT_DENY);
	assert_int_equal(ask_own(p, "/proc/12/status", PATH_OPEN, true).verdict, VERDICT_ALLOW);
	assert_string_equal(ask_own(p, "/proc/12/maps", PATH_OPEN, true).rule, "maps");
	assert_string_equal(ask_own(p, "/proc/12/comm", PATH_WRITE, true).rule, "own");
	assert_string_equal(ask_own(p, "/proc/12/oom_adj", PATH_WRITE, true).rule, "p");
	assert_string_equal(ask_own(p, "/proc/13/maps", PATH_OPEN, false).rule, "p");
}

static void relative_or_empty_path_is_denied(void **state)
{
	scoped_policy struct policy *p = policy_of("file_rules: [{paths: ['**'], decision: allow}]");

	(void)state;
	assert_int_equal(ask_own(p, "x", PATH_OPEN, false).verdict, VERDICT_DENY);
	assert_int_equal(ask_own(p, "", PATH_OPEN, false).verdict, VERDICT_DENY);
	assert_int_equal(ask_own(p, "/x", 0, false).verdict, VERDICT_DENY);
	assert_int_equal(ask_own(p, "/", PATH_OPEN, false).verdict, VERDICT_ALLOW);
}

/* --- the index against a plain loop --- */

static const char *const pieces[] = {
	"a", "b", "c", "ab", "x.o", ".env", "*", "**", "a*", "*.o", "?", "{a,b}", "[ab]", "[!a]", "**.o",
};
static const char *const names[] = {"a", "b", "c", "ab", "x.o", ".env", "proc", "y.tar.o"};

static const char *pick(const char *const *from, size_t n, unsigned *seed)
{
	return from[(size_t)rand_r(seed) % n];
}

static void random_path(const char *const *from, size_t n, unsigned *seed, struct buf *out)
{
	for (int i = rand_r(seed) % 4; i >= 0; i--) {
		buf_add_char(out, '/');
		buf_add_str(out, pick(from, n, seed));
	}
}

static void random_policy(unsigned *seed, struct buf *out)
{
	static const char *const ops[] = {"[read]", "[write]", "[read, write, stat]", "['*']",
		"[stat]", "[delete]"};
	static const char *const decisions[] = {"allow", "deny", "audit", "approve"};

	buf_add_str(out, "file_rules:\n");
	for (int i = 1 + rand_r(seed) % 20; i > 0; i--) {
		scoped_buf struct buf path = BUF_INIT;

		if (rand_r(seed) % 4 == 0)
			buf_add_str(&path, "**");
		random_path(pieces, ARRAY_LEN(pieces), seed, &path);
		buf_printf(out, "- {name: r%d, paths: ['%s'], operations: %s, decision: %s}\n", i,
			path.s, pick(ops, ARRAY_LEN(ops), seed),
			pick(decisions, ARRAY_LEN(decisions), seed));
	}
}

/* The meaning of a pattern, by the exact matcher and without any index. */
static bool plainly_covers(const struct glob_alt *alt, const char *path, unsigned op)
{
	const struct glob_part *last = alt->n ? &alt->parts[alt->n - 1] : NULL;
	size_t len = strlen(path);
	scoped_free char *slash = xasprintf("%s/", path);

	if (glob_alt_match_exact(alt, path, len))
		return true;
	/* x/ ** covers x: then x/ with nothing behind it matches, by the last ** alone. */
	if (!(op & (PATH_OPEN | PATH_LIST | PATH_STAT)) || alt->n < 2 || last->kind != GLOB_ALL ||
		last[-1].kind != GLOB_TEXT || last[-1].text[last[-1].len - 1] != '/')
		return false;
	struct glob_alt dir = {.parts = alt->parts, .n = alt->n - 1, .sep = alt->sep};

	glob_alt_classify(&dir);
	dir.overlap = false;
	return glob_alt_match_exact(&dir, slash, len + 1);
}

static const struct rule *plain_loop(const struct policy *p, const char *path, unsigned op)
{
	for (size_t i = 0; i < p->files.n; i++) {
		const struct file_rule *r = &p->files.items[i];

		for (size_t j = 0; r->ops & op && j < r->paths.n; j++)
			for (size_t k = 0; k < r->paths.items[j]->n; k++)
				if (plainly_covers(&r->paths.items[j]->alts[k], path, op))
					return &r->rule;
	}
	return NULL;
}

static void index_answers_as_a_plain_loop(void **state)
{
	static const unsigned ops[] = {PATH_OPEN, PATH_WRITE, PATH_STAT, PATH_DELETE, PATH_MKDIR};
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 600; round++) {
		scoped_buf struct buf text = BUF_INIT;
		scoped_policy struct policy *p = NULL;

		random_policy(&seed, &text);
		p = policy_of(text.s);
		for (int i = 0; i < 60; i++) {
			scoped_buf struct buf path = BUF_INIT;
			unsigned op = ops[(size_t)rand_r(&seed) % ARRAY_LEN(ops)];
			const struct rule *want;

			random_path(names, ARRAY_LEN(names), &seed, &path);
			want = plain_loop(p, path.s, op);
			if (ask_own(p, path.s, op, false).by != want)
				fail_msg("%s op %x: %s, not %s\n%s", path.s, op,
					ask_own(p, path.s, op, false).rule,
					want ? want->name : "none", text.s);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_rule_reads_are_allowed_and_the_rest_denied),
		cmocka_unit_test(read_covers_open_design_5),
		cmocka_unit_test(subtree_covers_its_directory_for_reading_only_design_5),
		cmocka_unit_test(decisions_come_as_written),
		cmocka_unit_test(approval_that_nobody_can_give_is_a_refusal_design_5),
		cmocka_unit_test(redirect_goes_to_the_basename_or_the_tree),
		cmocka_unit_test(stat_and_the_like_are_refused_only_by_name_design_5),
		cmocka_unit_test(programs_start_under_deny_everything_design_5),
		cmocka_unit_test(own_proc_entries_are_left_unless_named_design_5),
		cmocka_unit_test(relative_or_empty_path_is_denied),
		cmocka_unit_test(index_answers_as_a_plain_loop),
	};

	return cmocka_run_group_tests_name("policy/decide_path", tests, NULL, NULL);
}
