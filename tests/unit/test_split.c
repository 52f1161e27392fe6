/*
 * tests/unit/test_split.c - shell/split.c and the fields of `read`: the classes of IFS.
 */
#include "tests/unit/unit.h"

#include <locale.h>
#include <string.h>

#include "builtins/read_split.h"
#include "shell/split.h"
#include "shell/var.h"
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

static void classes_follow_the_value_of_ifs(void **state)
{
	(void)state;
	var_set(&sh, "IFS", " :");
	assert_int_equal(split_ifs(&sh)->class[' '], IFS_SPACE);
	assert_int_equal(split_ifs(&sh)->class[':'], IFS_OTHER);
	assert_int_equal(split_ifs(&sh)->class['\n'], IFS_NONE);
	assert_string_equal(split_ifs(&sh)->first, " ");
	var_set(&sh, "IFS", "");
	assert_true(split_ifs(&sh)->is_null);
	assert_string_equal(split_ifs(&sh)->first, "");
	var_unset(&sh, "IFS");
	assert_int_equal(split_ifs(&sh)->class['\n'], IFS_SPACE);
	assert_string_equal(split_ifs(&sh)->first, " ");
}

static void separators_may_be_longer_than_a_byte(void **state)
{
	size_t n = 0;

	(void)state;
	var_set(&sh, "IFS", "é");
	assert_string_equal(split_ifs(&sh)->first, "é");
	assert_int_equal(split_class(split_ifs(&sh), "éa", 3, &n), IFS_OTHER);
	assert_int_equal(n, 2);
	assert_int_equal(split_class(split_ifs(&sh), "à", 2, &n), IFS_NONE);
}

/* Fields of @text up to the last, joined by |, then the rest for the last variable behind ||. */
static void expect_fields(const char *ifs, const char *text, int fields, const char *want)
{
	struct read_line line = {.text = BUF_INIT, .escaped = BUF_INIT};
	struct buf got = BUF_INIT;

	var_set(&sh, "IFS", ifs);
	for (const char *s = text; *s; s++) {
		bool escaped = *s == '\\';

		s += escaped;
		read_line_add(&line, *s, escaped);
	}
	for (int i = 0; i < fields; i++) {
		read_line_field(&sh, &line, &got);
		buf_add_char(&got, '|');
	}
	read_line_rest(&sh, &line, &got);
	assert_string_equal(got.s, want);
	buf_release(&got);
	buf_release(&line.text);
	buf_release(&line.escaped);
}

static void the_last_variable_takes_the_rest(void **state)
{
	(void)state;
	expect_fields(" ", "  a  b  c  ", 1, "a|b  c");
	expect_fields(":", "a:b:c", 1, "a|b:c");
	expect_fields(":", "a:b:", 1, "a|b");
	expect_fields(":", "a:b:c:", 1, "a|b:c:");
	expect_fields(":", "::", 1, "|");
	expect_fields(" :", "a : b : c ", 2, "a|b|c");
	expect_fields(" ", "a", 2, "a||");
	expect_fields("", " a b ", 0, " a b ");
	expect_fields(" ", "a\\ b c", 1, "a b|c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classes_follow_the_value_of_ifs),
		cmocka_unit_test(separators_may_be_longer_than_a_byte),
		cmocka_unit_test(the_last_variable_takes_the_rest),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("split", tests, setup, teardown);
}
