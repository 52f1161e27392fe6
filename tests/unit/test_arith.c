/*
 * tests/unit/test_arith.c - shell/arith*.c: values, side effects, errors, compiled once and run again.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "shell/arith.h"
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

static const struct arith_context going = {.keep_going = true};

static void expect_result(const char *text, int64_t want)
{
	int64_t n = ~want;

	if (!arith_eval_in(&sh, going, text, &n) || n != want)
		fail_msg("%s: %lld, expected %lld", text, (long long)n, (long long)want);
}

/* With standard error out of the way. */
static void expect_failure(const char *text)
{
	int saved = dup(STDERR_FILENO);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	int64_t n;
	bool ok;

	dup2(null, STDERR_FILENO);
	ok = arith_eval_in(&sh, going, text, &n);
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(null);
	sh.unwind = UNWIND_NONE;
	if (ok)
		fail_msg("%s: %lld, expected an error", text, (long long)n);
}

static void operators_bind_as_in_c(void **state)
{
	(void)state;
	expect_result("1+2*3-4/2%3", 5);
	expect_result("2**3**2", 512);
	expect_result("-2**2", 4);
	expect_result("1<<3|1&3^2", 11);
	expect_result("1<2==1", 1);
	expect_result("!1||1&&0", 0);
	expect_result("0?1:0?2:3", 3);
	expect_result("(1,2)*3", 6);
	expect_result("~0", -1);
	expect_result("- - 3", 3);
}

static void numbers_wrap_around(void **state)
{
	(void)state;
	expect_result("9223372036854775807+1", INT64_MIN);
	expect_result("(1<<63)/-1", INT64_MIN);
	expect_result("(1<<63)%-1", 0);
	expect_result("2**64", 0);
	expect_result("1<<65", 2);
}

static void constants_have_bases(void **state)
{
	(void)state;
	expect_result("0x1f+017+2#11", 49);
	expect_result("64#@_", 62 * 64 + 63);
	expect_result("36#Z-36#z", 0);
	expect_failure("08");
	expect_failure("2#2");
	expect_failure("1#0");
	expect_failure("65#0");
	expect_failure("16#");
}

static void variables_are_read_and_written(void **state)
{
	(void)state;
	expect_result("x=5, y=x+1, x*y", 30);
	expect_result("x++ + ++x", 12);
	expect_result("x--", 7);
	expect_result("x+=4", 10);
	expect_result("a=b=c=2, a+b+c", 6);
	assert_string_equal(var_get(&sh, "c"), "2");
}

static void values_are_expressions(void **state)
{
	(void)state;
	var_set(&sh, "e", "y*2");
	var_set(&sh, "y", "3");
	expect_result("e+1", 7);
	var_set(&sh, "loop", "loop");
	expect_failure("loop");
}

static void elements_keep_their_index_between_load_and_store(void **state)
{
	(void)state;
	expect_result("i=0, v[i++]=7, v[0]+=1, i", 1);
	expect_result("v[0]", 8);
	expect_result("v[i++]+=5, i", 2);
	expect_result("v[1]", 5);
	expect_result("v[v[1]-5]", 8);
}

static void unchosen_branches_do_nothing(void **state)
{
	(void)state;
	expect_result("z=1, 0 && (z=2), 1 || (z=3), 1 ? 0 : (z=4), z", 1);
	expect_result("0 && 1/0", 0);
}

static void syntax_errors_fail(void **state)
{
	static const char *const wrong[] = {"1+", "*2", "1 2", "(1", "1)", "1?2", "1?:2", "1=2",
		"x+1=2", "++", "x++=1", "1.5", "a[", "@", "1,", "2**-1", "1/0", "x%=0"};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		expect_failure(wrong[i]);
}

static void blanks_alone_are_zero(void **state)
{
	(void)state;
	expect_result("", 0);
	expect_result(" \t\n", 0);
}

static void deep_nesting_ends(void **state)
{
	static char deep[200001];

	(void)state;
	memset(deep, '(', sizeof(deep) - 1);
	expect_failure(deep);
	memset(deep, '-', sizeof(deep) - 1);
	deep[sizeof(deep) - 2] = '1';
	expect_failure(deep);
	for (size_t i = 0; i + 2 < sizeof(deep); i += 2)
		memcpy(deep + i, "1+", 2);
	deep[sizeof(deep) - 2] = '1';
	deep[sizeof(deep) - 1] = '\0';
	deep[20001] = '\0';
	expect_result(deep, 10001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators_bind_as_in_c),
		cmocka_unit_test(numbers_wrap_around),
		cmocka_unit_test(constants_have_bases),
		cmocka_unit_test(variables_are_read_and_written),
		cmocka_unit_test(values_are_expressions),
		cmocka_unit_test(elements_keep_their_index_between_load_and_store),
		cmocka_unit_test(unchosen_branches_do_nothing),
		cmocka_unit_test(syntax_errors_fail),
		cmocka_unit_test(blanks_alone_are_zero),
		cmocka_unit_test(deep_nesting_ends),
	};

	return cmocka_run_group_tests_name("arith", tests, setup, teardown);
}
