/*
 * tests/unit/test_policy_glob.c - policy/glob.c: as gobwas/glob matches (FORMATS a.4, A.1).
 */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "policy/glob.h"

struct row {
	char sep;
	const char *pattern;
	const char *subject;
	bool match;
};

static void check_rows(const struct row *rows, size_t n)
{
	scoped_arena struct arena a = {0};

	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		const char *why = NULL;
		struct glob *g = glob_compile(&a, r->pattern, r->sep, &why);

		if (!g || glob_match(g, r->subject, strlen(r->subject)) != r->match)
			fail_msg("`%s` and `%s`: %s", r->pattern, r->subject, g ? "wrong" : why);
	}
}

static void patterns_match_as_executed_with_gobwas(void **state)
{
	static const struct row rows[] = {
		{'/', "/a/*", "/a/b", true},
		{'/', "/a/*", "/a/b/c", false},
		{'/', "/a/*", "/a/", true},
		{'/', "/a/**", "/a", false},
		{'/', "/a/**", "/a/", true},
		{'/', "/a/**", "/a/b/c", true},
		{'/', "/a/**", "/ab", false},
		{'/', "/a/**/b", "/a/b", true},
		{'/', "/a/**/b", "/a/x/y/b", true},
		{'/', "/a/**/b", "/a/xb", false},
		{'/', "/a**", "/abc/d", true},
		{'/', "/a/**.key", "/a/b/x.key", true},
		{'/', "**/*.pem", "/x.pem", true},
		{'/', "**/*.pem", "x.pem", false},
		{'/', "**/*.pem", "/a/b/x.pem", true},
		{'/', "**/.env", "/.env", true},
		{'/', "**/.env", ".env", false},
		{'/', "**/.env.*", "/a/.env.local", true},
		{'/', "/home/*/.ssh/**", "/home/u/.ssh/id", true},
		{'/', "/home/*/.ssh/**", "/home/u/v/.ssh/id", false},
		{'/', "/usr/lib/python3*/**", "/usr/lib/python3.11/os.py", true},
		{'/', "/x/{a,b/c}/d", "/x/b/c/d", true},
		{'/', "/x/?", "/x/ab", false},
		{'/', "/x/[!a]", "/x/b", true},
		{'/', "/x/[^a]", "/x/b", false},
		{'/', "/x/[^a]", "/x/^", true},
		{'/', "/x/[a-c]", "/x/b", true},
		{'/', "/x/\\*", "/x/*", true},
		{'/', "/A/**", "/a/b", false},
		{'/', "/proc/*/environ", "/proc/1/environ", true},
		{'/', "/proc/[0-9]*/environ", "/proc/12/environ", true},
		{'/', "/a/**/c/**", "/a/c/d", false},
		{'/', "/a/**/c/**", "/a/b/c/d", true},
		{'/', "/tmp/**/*.txt", "/tmp/a/b.txt", true},
		{'/', "/tmp/**/*.txt", "/tmp/a.txt", false},
		{'/', "**", "", true},
		{'/', "*", "foo", true},
		{'/', "*", "", true},
		{'/', "*", "/foo", false},
		{'.', "*.evil.com", "www.evil.com", true},
		{'.', "*.evil.com", "a.b.evil.com", false},
		{'.', "*.evil.com", "evil.com", false},
		{'.', "**.evil.com", "a.b.evil.com", true},
		{'.', "**.evil.com", "evil.com", false},
		{'.', "*evil.com", "notevil.com", true},
		{'.', "*evil.com", "x.evil.com", false},
		{'.', "*", "example.com", false},
		{'.', "*", "localhost", true},
		{'.', "**", "example.com", true},
		{'.', "10.0.*.*", "10.0.1.2", true},
		{'.', "{a,b}.com", "b.com", true},
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void alternatives_nest_and_may_be_empty(void **state)
{
	static const struct row rows[] = {
		{'/', "/x/{a,{b,c}d,}", "/x/cd", true},
		{'/', "/x/{a,{b,c}d,}", "/x/", true},
		{'/', "/x/{a,{b,c}d,}", "/x/b", false},
		{'/', "/x/{a\\,b,c}", "/x/a,b", true},
		{'/', "/x/a,b", "/x/a,b", true},
		{'/', "/x/a}b", "/x/a}b", true},
		{'/', "/x/{[,],b}", "/x/,", true},
		{'/', "/x/{**/,}y", "/x/y", true},
		{'/', "/x/{**/,}y", "/x/a/b/y", true},
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void characters_are_runes_and_odd_bytes_count_alone(void **state)
{
	static const struct row rows[] = {
		{'/', "/?", "/\xc3\xa9", true},
		{'/', "/??", "/\xc3\xa9", false},
		{'/', "/[\xc3\xa9x]", "/\xc3\xa9", true},
		{'/', "/[!a]", "/\xff", true},
		{'/', "/[\xc3\xa0-\xc3\xbf]", "/\xc3\xa9", true},
		{'/', "/?", "/\xff", true},
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void negated_set_takes_a_separator_too(void **state)
{
	static const struct row rows[] = {
		{'/', "/a[!b]c", "/a/c", true},
		{'/', "/*[!x]*y", "/ab/cy", true},
		{'/', "/*[!x]*y", "/ab/c/y", false},
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void what_is_no_pattern_does_not_compile(void **state)
{
	static const char *const bad[] = {
		"/x/[a-z0-9]", "/x/[a-z-]", "[", "[a", "[]", "[!]", "[z-a]", "{a", "{a,{b}", "[a-",
	};
	scoped_arena struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		const char *why = NULL;

		if (glob_compile(&a, bad[i], '/', &why))
			fail_msg("`%s` compiles", bad[i]);
		assert_non_null(why);
	}
}

static void too_many_alternatives_are_refused(void **state)
{
	scoped_arena struct arena a = {0};
	const char *why;

	(void)state;
	assert_null(glob_compile(&a, "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", '/', &why));
}

/* Both matchers on random patterns over a small alphabet. */
static void fast_and_exact_matcher_agree(void **state)
{
	static const char *const pieces[] = {
		"a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "{a,/b}", "/a", "b/", "a*b",
	};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		scoped_arena struct arena a = {0};
		char pattern[64] = "";
		char subject[16];
		const char *why;
		const struct glob *g;
		size_t len;

		for (int i = rand_r(&seed) % 6; i >= 0; i--)
			strncat(pattern, pieces[(size_t)rand_r(&seed) % ARRAY_LEN(pieces)], 8);
		len = (size_t)rand_r(&seed) % (sizeof(subject) - 1);
		for (size_t i = 0; i < len; i++)
			subject[i] = "ab/"[rand_r(&seed) % 3];
		subject[len] = '\0';
		g = glob_compile(&a, pattern, '/', &why);
		assert_non_null(g);
		for (size_t i = 0; i < g->n; i++)
			if (glob_alt_match(&g->alts[i], subject, len) !=
				glob_alt_match_exact(&g->alts[i], subject, len))
				fail_msg("`%s` and `%s`", pattern, subject);
	}
}

static void hostile_subject_takes_no_time(void **state)
{
	scoped_arena struct arena a = {0};
	char subject[4000];
	const char *why;
	const struct glob *g = glob_compile(&a, "*a*a*a*a*a*a*a*a*[!c]*a*a*b", '/', &why);

	(void)state;
	memset(subject, 'a', sizeof(subject));
	assert_false(glob_match(g, subject, sizeof(subject)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_match_as_executed_with_gobwas),
		cmocka_unit_test(alternatives_nest_and_may_be_empty),
		cmocka_unit_test(characters_are_runes_and_odd_bytes_count_alone),
		cmocka_unit_test(negated_set_takes_a_separator_too),
		cmocka_unit_test(what_is_no_pattern_does_not_compile),
		cmocka_unit_test(too_many_alternatives_are_refused),
		cmocka_unit_test(fast_and_exact_matcher_agree),
		cmocka_unit_test(hostile_subject_takes_no_time),
	};

	return cmocka_run_group_tests_name("policy/glob", tests, NULL, NULL);
}
