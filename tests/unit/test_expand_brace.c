/*
 * tests/unit/test_expand_brace.c - shell/expand_brace.c: lists, sequences, and what stays text.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "tests/unit/shell_of.h"

static struct shell sh;
static char *no_environ[] = {NULL};

static int setup(void **state)
{
	(void)state;
	shell_start(&sh, no_environ);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	shell_release(&sh);
	return 0;
}

/* Words that the literal @text becomes, joined by blanks. */
static void expect_words(const char *text, const char *want)
{
	struct word_part part = {
		.kind = PART_LITERAL, .literal = {.text = text, .len = strlen(text)}};
	struct word w = {.parts = &part, .text = text, .flags = WORD_BRACES};
	struct buf got = BUF_INIT;

	for (const struct word *x = expand_braces(&sh, &w); x; x = x->next) {
		if (got.len)
			buf_add_char(&got, ' ');
		for (const struct word_part *p = x->parts; p; p = p->next)
			buf_add(&got, p->literal.text, p->literal.len);
	}
	if (strcmp(got.s, want) != 0)
		fail_msg("%s: %s, expected %s", text, got.s, want);
	buf_release(&got);
}

static void lists_multiply(void **state)
{
	(void)state;
	expect_words("{a,b}", "a b");
	expect_words("x{a,b}y", "xay xby");
	expect_words("{a,b}{1,2}", "a1 a2 b1 b2");
	expect_words("a{b{c,d},e}f", "abcf abdf aef");
	expect_words("{a,}x", "ax x");
}

static void sequences_count(void **state)
{
	(void)state;
	expect_words("{1..4}", "1 2 3 4");
	expect_words("{4..1..2}", "4 2");
	expect_words("{08..10}", "08 09 10");
	expect_words("{-1..1}", "-1 0 1");
	expect_words("{a..c}", "a b c");
	expect_words("{1..3..0}", "1 2 3");
}

static void what_is_no_expansion_stays(void **state)
{
	(void)state;
	expect_words("{a}", "{a}");
	expect_words("{}", "{}");
	expect_words("{a,b", "{a,b");
	expect_words("a,b}", "a,b}");
	expect_words("{1..a}", "{1..a}");
	expect_words("{1..}", "{1..}");
	expect_words("{{a,b}", "{a {b");
}

static void a_sequence_at_the_end_of_the_range_ends(void **state)
{
	(void)state;
	expect_words("{9223372036854775806..9223372036854775807}",
		"9223372036854775806 9223372036854775807");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_multiply),
		cmocka_unit_test(sequences_count),
		cmocka_unit_test(what_is_no_expansion_stays),
		cmocka_unit_test(a_sequence_at_the_end_of_the_range_ends),
	};

	return cmocka_run_group_tests_name("expand_brace", tests, setup, teardown);
}
