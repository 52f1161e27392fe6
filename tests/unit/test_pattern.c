/*
 * tests/unit/test_pattern.c - shell/pattern.c: what matches, how much of it, and never for long.
 */
#include "tests/unit/unit.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "shell/pattern.h"

static void expect_match(const char *pattern, const char *text, unsigned flags, bool want)
{
	if (pattern_match(pattern, text, flags) != want)
		fail_msg("%s against %s: expected %d", pattern, text, want);
}

static void literal_star_and_question_mark(void **state)
{
	(void)state;
	expect_match("abc", "abc", 0, true);
	expect_match("abc", "abcd", 0, false);
	expect_match("a*c", "ac", 0, true);
	expect_match("a*c", "abbbc", 0, true);
	expect_match("a*c*", "abcd", 0, true);
	expect_match("*", "", 0, true);
	expect_match("?", "", 0, false);
	expect_match("a?c", "abc", 0, true);
	expect_match("", "", 0, true);
	expect_match("", "a", 0, false);
}

static void backslash_quotes(void **state)
{
	(void)state;
	expect_match("\\*", "*", 0, true);
	expect_match("\\*", "a", 0, false);
	expect_match("a\\", "a\\", 0, true);
	expect_match("[\\]]", "]", 0, true);
}

static void sets(void **state)
{
	(void)state;
	expect_match("[a-c]", "b", 0, true);
	expect_match("[!a-c]", "b", 0, false);
	expect_match("[^a-c]", "d", 0, true);
	expect_match("[]a]", "]", 0, true);
	expect_match("[a-]", "-", 0, true);
	expect_match("[[:digit:][:upper:]]", "X", 0, true);
	expect_match("[[:nosuch:]x]", "x", 0, true);
	expect_match("[[=a=]]", "a", 0, true);
	expect_match("[[.hyphen.]]", "-", 0, true);
	expect_match("[[.a.]-c]", "b", 0, true);
	expect_match("[c-a]", "b", 0, false);
	expect_match("[a", "[a", 0, true);
}

static void characters_are_utf8_sequences_and_odd_bytes(void **state)
{
	(void)state;
	expect_match("?", "é", 0, true);
	expect_match("[à-ü]", "é", 0, true);
	expect_match("??", "\xff\xfe", 0, true);
	expect_match("[!a]", "\xff", 0, true);
	expect_match("*é", "aéé", 0, true);
}

static void case_does_not_count_where_asked(void **state)
{
	(void)state;
	expect_match("aBc", "AbC", PATTERN_NOCASE, true);
	expect_match("[a-c]", "B", PATTERN_NOCASE, true);
	expect_match("É", "é", PATTERN_NOCASE, true);
}

static void slashes_and_leading_periods_are_matched_literally_where_asked(void **state)
{
	(void)state;
	expect_match("*", "a/b", PATTERN_PATHNAME, false);
	expect_match("*/b", "a/b", PATTERN_PATHNAME, true);
	expect_match("*", ".a", PATTERN_PERIOD, false);
	expect_match(".*", ".a", PATTERN_PERIOD, true);
	expect_match("[.]a", ".a", PATTERN_PERIOD, false);
	expect_match("@(.a|b)", ".a", PATTERN_PERIOD | PATTERN_EXTGLOB, true);
	expect_match("!(b)", ".a", PATTERN_PERIOD | PATTERN_EXTGLOB, false);
}

static void extended_patterns(void **state)
{
	(void)state;
	expect_match("@(ab|c)d", "cd", PATTERN_EXTGLOB, true);
	expect_match("?(a)b", "aab", PATTERN_EXTGLOB, false);
	expect_match("*(ab|c)", "abcab", PATTERN_EXTGLOB, true);
	expect_match("+(a)", "", PATTERN_EXTGLOB, false);
	expect_match("!(a*)", "ba", PATTERN_EXTGLOB, true);
	expect_match("!(*.c)", "x.c", PATTERN_EXTGLOB, false);
	expect_match("a!(x)b", "axb", PATTERN_EXTGLOB, false);
	expect_match("@(a|@(b|c+(d)))", "cdd", PATTERN_EXTGLOB, true);
	expect_match("@(a", "@(a", PATTERN_EXTGLOB, true);
	expect_match("@(a|b)", "a", 0, false);
}

static void shortest_and_longest_ends(void **state)
{
	(void)state;
	assert_int_equal(pattern_prefix("*b", "abab", false, 0), 2);
	assert_int_equal(pattern_prefix("*b", "abab", true, 0), 4);
	assert_int_equal(pattern_suffix("b*", "abab", false, 0), 1);
	assert_int_equal(pattern_suffix("b*", "abab", true, 0), 3);
	assert_int_equal(pattern_prefix("x", "abab", true, 0), -1);
	assert_int_equal(pattern_prefix("*", "ab", false, 0), 0);
	assert_int_equal(pattern_suffix("*", "ab", true, 0), 2);
	assert_int_equal(pattern_prefix("+(a)", "aab", true, PATTERN_EXTGLOB), 2);
	assert_int_equal(pattern_suffix("?", "aé", true, 0), 2);
}

static void search_finds_the_leftmost_longest(void **state)
{
	size_t start = 9, end = 9;

	(void)state;
	assert_true(pattern_search("b*d", "abcdbd", 0, 0, &start, &end));
	assert_int_equal(start, 1);
	assert_int_equal(end, 6);
	assert_true(pattern_search("b", "abcb", 2, 0, &start, &end));
	assert_int_equal(start, 3);
	assert_false(pattern_search("x", "abc", 0, 0, &start, &end));
	assert_true(pattern_search("*", "", 0, 0, &start, &end));
	assert_false(pattern_search("?(a)", "", 0, PATTERN_EXTGLOB, &start, &end));
}

static void no_pattern_takes_exponential_time(void **state)
{
	char text[2001];

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	expect_match("*a*a*a*a*a*a*a*a*a*a*b", text, 0, false);
	text[200] = '\0';
	expect_match("*(*(a|aa)|a*(a))b", text, PATTERN_EXTGLOB, false);
	expect_match("+(a|aa|aaa)b", text, PATTERN_EXTGLOB, false);
}

static void deep_nesting_ends(void **state)
{
	struct buf p = BUF_INIT;

	(void)state;
	for (int i = 0; i < 2000; i++)
		buf_add_str(&p, "@(");
	buf_add_char(&p, 'a');
	for (int i = 0; i < 2000; i++)
		buf_add_char(&p, ')');
	pattern_match(p.s, "a", PATTERN_EXTGLOB);
	buf_release(&p);
}

static void quoting_and_unquoting_are_inverse(void **state)
{
	struct buf quoted = BUF_INIT, back = BUF_INIT;

	(void)state;
	pattern_quote(&quoted, "a*[b]\\?(|)");
	assert_false(pattern_is_active(quoted.s));
	assert_true(pattern_match(quoted.s, "a*[b]\\?(|)", PATTERN_EXTGLOB));
	pattern_unquote(&back, quoted.s);
	assert_string_equal(back.s, "a*[b]\\?(|)");
	buf_release(&quoted);
	buf_release(&back);
}

static void active_characters_are_seen(void **state)
{
	(void)state;
	assert_true(pattern_is_active("a*"));
	assert_true(pattern_is_active("[a]"));
	assert_false(pattern_is_active("[a"));
	assert_false(pattern_is_active("a\\*"));
	assert_true(pattern_is_active("+(a)"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literal_star_and_question_mark),
		cmocka_unit_test(backslash_quotes),
		cmocka_unit_test(sets),
		cmocka_unit_test(characters_are_utf8_sequences_and_odd_bytes),
		cmocka_unit_test(case_does_not_count_where_asked),
		cmocka_unit_test(slashes_and_leading_periods_are_matched_literally_where_asked),
		cmocka_unit_test(extended_patterns),
		cmocka_unit_test(shortest_and_longest_ends),
		cmocka_unit_test(search_finds_the_leftmost_longest),
		cmocka_unit_test(no_pattern_takes_exponential_time),
		cmocka_unit_test(deep_nesting_ends),
		cmocka_unit_test(quoting_and_unquoting_are_inverse),
		cmocka_unit_test(active_characters_are_seen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
