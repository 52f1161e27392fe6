/*
 * tests/unit/test_alias.c - shell/alias.c: substitution in the text, and that it always ends.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "lib/buf.h"
#include "shell/alias.h"
#include "shell/ast.h"
#include "shell/parser.h"
#include "shell/shell.h"

static struct shell sh = {.prog = "test", .name = "test", .opts.expand_aliases = true};

static void expect(const char *text, const char *want)
{
	scoped_buf struct buf out = BUF_INIT;
	struct program *p = parse_text(&sh, text, strlen(text), "test", 1);

	assert_non_null(p);
	ast_print_command(&out, p->root);
	assert_string_equal(out.s, want);
	program_unref(p);
}

static int forget_all(void **state)
{
	(void)state;
	alias_unset_all(&sh);
	return 0;
}

static void command_words_are_replaced(void **state)
{
	(void)state;
	alias_set(&sh, "ll", "ls -l");
	expect("ll a", "ls -l a");
	expect("echo ll", "echo ll");
	expect("x=1 ll", "x=1 ls -l");
	expect("a; ll && ll | ll", "a; ls -l && ls -l | ls -l");
	expect("\\ll; 'll'", "\\ll; 'll'");
	expect("if ll; then ll; fi", "if ls -l; then\n    ls -l;\nfi");
}

static void loops_end(void **state)
{
	(void)state;
	alias_set(&sh, "ls", "ls -F");
	alias_set(&sh, "a", "b x");
	alias_set(&sh, "b", "a y");
	expect("ls", "ls -F");
	expect("a", "a y x");
	expect("ls; ls", "ls -F; ls -F");
}

static void trailing_blank_hands_on(void **state)
{
	(void)state;
	alias_set(&sh, "sudo", "sudo ");
	alias_set(&sh, "ll", "ls -l");
	expect("sudo ll ll", "sudo ls -l ll");
	expect("sudo sudo ll", "sudo sudo ls -l");
}

static void values_are_text_not_words(void **state)
{
	(void)state;
	alias_set(&sh, "begin", "{ a;");
	alias_set(&sh, "quote", "echo 'a");
	alias_set(&sh, "empty", "");
	expect("begin b; }", "{ a; b; }");
	expect("quote b'", "echo 'a b'");
	expect("empty c", "c");
}

static void names_are_checked(void **state)
{
	(void)state;
	assert_true(alias_name_ok("a.b+c"));
	assert_true(alias_name_ok("!"));
	assert_false(alias_name_ok(""));
	assert_false(alias_name_ok("a b"));
	assert_false(alias_name_ok("a/b"));
	assert_false(alias_name_ok("$a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(command_words_are_replaced, forget_all),
		cmocka_unit_test_teardown(loops_end, forget_all),
		cmocka_unit_test_teardown(trailing_blank_hands_on, forget_all),
		cmocka_unit_test_teardown(values_are_text_not_words, forget_all),
		cmocka_unit_test(names_are_checked),
	};

	return cmocka_run_group_tests_name("alias", tests, NULL, NULL);
}
