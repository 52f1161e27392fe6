/*
 * tests/unit/test_var.c - shell/var*.c: scopes, attributes, arrays, the environment.
 */
#include "tests/unit/unit.h"

#include <stdbool.h>
#include <string.h>

#include "shell/func.h"
#include "shell/var.h"
#include "shell/var_internal.h"
#include "tests/unit/shell_of.h"

static struct shell sh;

static int setup(void **state)
{
	static char home[] = "HOME=/h";
	static char odd[] = "a.b=1";
	static char ifs[] = "IFS=x";
	static char *environ_strings[] = {home, odd, ifs, NULL};

	(void)state;
	shell_start(&sh, environ_strings);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	shell_release(&sh);
	return 0;
}

/* A function's frame around what a test does. */
static void enter(struct frame *frame)
{
	*frame = (struct frame){.kind = FRAME_FUNCTION, .function = "f", .source = "", .up = sh.frame};
	sh.frame = frame;
}

static void leave(struct frame *frame)
{
	scope_pop(&sh);
	sh.frame = frame->up;
}

static bool in_environ(const char *text)
{
	char **envp = var_environ(&sh, &sh.scratch);

	for (; *envp; envp++)
		if (strcmp(*envp, text) == 0)
			return true;
	return false;
}

static void what_is_set_is_got(void **state)
{
	(void)state;
	assert_null(var_get(&sh, "x"));
	assert_true(var_set(&sh, "x", "1"));
	assert_string_equal(var_get(&sh, "x"), "1");
	assert_true(var_append(&sh, "x", "23"));
	assert_string_equal(var_get(&sh, "x"), "123");
	assert_true(var_unset(&sh, "x"));
	assert_null(var_get(&sh, "x"));
}

static void a_value_may_be_assigned_to_itself(void **state)
{
	(void)state;
	var_set(&sh, "x", "abcdef");
	assert_true(var_set(&sh, "x", var_get(&sh, "x") + 2));
	assert_string_equal(var_get(&sh, "x"), "cdef");
	for (int i = 0; i < 8; i++)
		assert_true(var_append(&sh, "x", var_get(&sh, "x")));
	assert_int_equal(strlen(var_get(&sh, "x")), 4 << 8);
}

static void a_local_hides_and_leaves(void **state)
{
	struct frame outer, inner;

	(void)state;
	var_set(&sh, "x", "global");
	enter(&outer);
	assert_non_null(var_declare(&sh, "x", true));
	assert_null(var_get(&sh, "x"));
	var_set(&sh, "x", "outer");
	enter(&inner);
	assert_string_equal(var_get(&sh, "x"), "outer");
	assert_non_null(var_declare(&sh, "x", true));
	var_set(&sh, "x", "inner");
	leave(&inner);
	assert_string_equal(var_get(&sh, "x"), "outer");
	leave(&outer);
	assert_string_equal(var_get(&sh, "x"), "global");
}

static void unset_of_a_callers_local_shows_what_it_hid(void **state)
{
	struct frame outer, inner;

	(void)state;
	var_set(&sh, "x", "global");
	enter(&outer);
	var_declare(&sh, "x", true);
	var_set(&sh, "x", "outer");
	enter(&inner);
	assert_true(var_unset(&sh, "x"));
	assert_string_equal(var_get(&sh, "x"), "global");
	leave(&inner);
	leave(&outer);
}

static void attributes_convert_what_is_assigned(void **state)
{
	struct var *v = var_declare(&sh, "n", false);

	(void)state;
	assert_true(var_change_flags(&sh, v, VAR_INTEGER, 0));
	assert_true(var_set(&sh, "n", "2*3+1"));
	assert_string_equal(var_get(&sh, "n"), "7");
	assert_true(var_append(&sh, "n", "n"));
	assert_string_equal(var_get(&sh, "n"), "14");
	v = var_declare(&sh, "u", false);
	assert_true(var_change_flags(&sh, v, VAR_UPPER, 0));
	assert_true(var_set(&sh, "u", "abc"));
	assert_string_equal(var_get(&sh, "u"), "ABC");
	assert_true(var_change_flags(&sh, v, VAR_LOWER, 0));
	assert_false(v->flags & VAR_UPPER);
}

static void readonly_refuses(void **state)
{
	struct var *v = var_declare(&sh, "r", false);

	(void)state;
	var_set(&sh, "r", "1");
	assert_true(var_change_flags(&sh, v, VAR_READONLY, 0));
	assert_false(var_set(&sh, "r", "2"));
	assert_false(var_unset(&sh, "r"));
	assert_false(var_change_flags(&sh, v, 0, VAR_READONLY));
	assert_string_equal(var_get(&sh, "r"), "1");
}

static void elements_by_number_and_from_the_end(void **state)
{
	char *values[] = {(char[]){"a"}, (char[]){"b"}, (char[]){"c"}};
	struct var *v;

	(void)state;
	assert_true(var_set_array(&sh, "l", values, 3));
	v = var_find(&sh, "l");
	assert_int_equal(var_count(&sh, v), 3);
	assert_string_equal(var_element(&sh, v, "-1"), "c");
	assert_string_equal(var_get(&sh, "l[1]"), "b");
	assert_string_equal(var_get(&sh, "l[1+1]"), "c");
	assert_true(var_set(&sh, "l[7]", "z"));
	assert_true(var_unset_element(&sh, v, "0"));
	assert_null(var_get(&sh, "l"));
	assert_false(var_set_element(&sh, v, "-20", "x", false));
}

static void a_reference_is_followed_to_its_end(void **state)
{
	(void)state;
	var_change_flags(&sh, var_declare(&sh, "a", false), VAR_NAMEREF, 0);
	var_set(&sh, "a", "b");
	var_change_flags(&sh, var_declare(&sh, "b", false), VAR_NAMEREF, 0);
	var_set(&sh, "b", "c[2]");
	assert_true(var_set(&sh, "a", "value"));
	assert_string_equal(var_get(&sh, "c[2]"), "value");
	assert_string_equal(var_get(&sh, "a"), "value");
	assert_string_equal(var_value(&sh, var_find(&sh, "a")), "value");
}

static void a_circle_of_references_ends(void **state)
{
	(void)state;
	var_change_flags(&sh, var_declare(&sh, "p", false), VAR_NAMEREF, 0);
	var_set(&sh, "p", "q");
	var_change_flags(&sh, var_declare(&sh, "q", false), VAR_NAMEREF, 0);
	var_set(&sh, "q", "p");
	assert_null(var_find(&sh, "p"));
}

static void the_environment_follows_every_change(void **state)
{
	struct frame frame;

	(void)state;
	assert_true(in_environ("HOME=/h"));
	assert_true(in_environ("a.b=1"));
	assert_false(in_environ("IFS=x"));
	var_set(&sh, "e", "1");
	assert_false(in_environ("e=1"));
	var_change_flags(&sh, var_find(&sh, "e"), VAR_EXPORT, 0);
	assert_true(in_environ("e=1"));
	var_set(&sh, "e", "2");
	assert_true(in_environ("e=2"));
	enter(&frame);
	var_declare(&sh, "e", true);
	assert_true(in_environ("e=2")); /* no value: it covers nothing */
	var_set(&sh, "e", "local");
	assert_true(in_environ("e=local"));
	leave(&frame);
	assert_true(in_environ("e=2"));
	var_unset(&sh, "e");
	assert_false(in_environ("e=2"));
}

static void random_is_the_sequence_of_bash(void **state)
{
	static const char *const want[] = {"17772", "26794", "1435", "24388"};

	(void)state;
	var_set(&sh, "RANDOM", "42");
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(var_get(&sh, "RANDOM"), want[i]);
}

static void arguments_are_copied_and_shifted(void **state)
{
	char *words[] = {(char[]){"a"}, (char[]){"b"}, (char[]){"c"}};

	(void)state;
	args_set(&sh, words, 3);
	words[0][0] = 'X';
	assert_string_equal(args_frame(&sh)->args[0], "a");
	assert_true(args_shift(&sh, 2));
	assert_int_equal(args_frame(&sh)->n_args, 1);
	assert_string_equal(args_frame(&sh)->args[0], "c");
	assert_false(args_shift(&sh, 2));
}

static void only_a_function_is_imported(void **state)
{
	(void)state;
	func_import(&sh, "good", "() { :; }");
	assert_non_null(func_find(&sh, "good"));
	func_import(&sh, "bad", "() { :; }; echo bad");
	assert_null(func_find(&sh, "bad"));
	func_import(&sh, "x;id", "() { :; }");
	assert_null(func_find(&sh, "x;id"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_set_is_got, setup, teardown),
		cmocka_unit_test_setup_teardown(a_value_may_be_assigned_to_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(a_local_hides_and_leaves, setup, teardown),
		cmocka_unit_test_setup_teardown(unset_of_a_callers_local_shows_what_it_hid, setup, teardown),
		cmocka_unit_test_setup_teardown(attributes_convert_what_is_assigned, setup, teardown),
		cmocka_unit_test_setup_teardown(readonly_refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(elements_by_number_and_from_the_end, setup, teardown),
		cmocka_unit_test_setup_teardown(a_reference_is_followed_to_its_end, setup, teardown),
		cmocka_unit_test_setup_teardown(a_circle_of_references_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(the_environment_follows_every_change, setup, teardown),
		cmocka_unit_test_setup_teardown(random_is_the_sequence_of_bash, setup, teardown),
		cmocka_unit_test_setup_teardown(arguments_are_copied_and_shifted, setup, teardown),
		cmocka_unit_test_setup_teardown(only_a_function_is_imported, setup, teardown),
	};

	return cmocka_run_group_tests_name("var", tests, NULL, NULL);
}
