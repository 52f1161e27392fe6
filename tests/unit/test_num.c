/*
 * tests/unit/test_num.c - lib/num.c: the whole text is the number, or it is none.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <locale.h>

#include "lib/cleanup.h"
#include "lib/num.h"

static void integers_have_no_blanks_and_no_rest(void **state)
{
	static const char *const bad[] = {"", "-", "+", " 1", "1 ", "0x1", "1.0", "--1", "1e3"};
	int64_t v = 7;

	(void)state;
	assert_int_equal(num_parse_i64("-9223372036854775808", &v), 0);
	assert_true(v == INT64_MIN);
	assert_int_equal(num_parse_i64("9223372036854775808", &v), -ERANGE);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(num_parse_i64(bad[i], &v), -EINVAL);
	assert_true(v == INT64_MIN); /* untouched on failure */
}

static void bases_take_their_own_digits_only(void **state)
{
	uint64_t v;

	(void)state;
	assert_int_equal(num_parse_u64("ff", 16, &v), 0);
	assert_int_equal(v, 255);
	assert_int_equal(num_parse_u64("8", 8, &v), -EINVAL);
	assert_int_equal(num_parse_u64("a", 10, &v), -EINVAL);
}

static void durations_are_written_as_in_go(void **state)
{
	static const struct {
		const char *text;
		int64_t ns;
	} good[] = {
		{"0", 0}, {"1h30m", INT64_C(5400000000000)}, {"1.5s", 1500000000}, {".5ms", 500000},
		{"-2s", -2000000000}, {"1\u00b5s", 1000}, {"3ns", 3}, {"1.s", 1000000000},
	};
	static const char *const bad[] = {"", "5", "s", ".s", "1.2.3s", "1 s", "1d", "1e3s", "-"};
	int64_t ns;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_int_equal(num_parse_duration_ns(good[i].text, &ns), 0);
		assert_true(ns == good[i].ns);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(num_parse_duration_ns(bad[i], &ns), -EINVAL);
	assert_int_equal(num_parse_duration_ns("9999999h", &ns), -ERANGE);
}

static void sizes_are_decimal_or_binary(void **state)
{
	uint64_t n;

	(void)state;
	assert_int_equal(num_parse_bytes("10", &n), 0);
	assert_int_equal(n, 10);
	assert_int_equal(num_parse_bytes("1.5KiB", &n), 0);
	assert_int_equal(n, 1536);
	assert_int_equal(num_parse_bytes("5 gb", &n), 0);
	assert_true(n == UINT64_C(5000000000));
	assert_int_equal(num_parse_bytes("lots", &n), -EINVAL);
	assert_int_equal(num_parse_bytes("-1", &n), -EINVAL);
	assert_int_equal(num_parse_bytes("99999999TB", &n), -ERANGE);
}

/* Where the machine has such a locale; elsewhere it is the same test once more. */
static void decimal_point_is_not_the_locale_s(void **state)
{
	static const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE"};

	for (size_t i = 0; i < ARRAY_LEN(commas); i++)
		if (setlocale(LC_NUMERIC, commas[i]))
			break;
	durations_are_written_as_in_go(state);
	sizes_are_decimal_or_binary(state);
	setlocale(LC_NUMERIC, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers_have_no_blanks_and_no_rest),
		cmocka_unit_test(bases_take_their_own_digits_only),
		cmocka_unit_test(durations_are_written_as_in_go),
		cmocka_unit_test(sizes_are_decimal_or_binary),
		cmocka_unit_test(decimal_point_is_not_the_locale_s),
	};

	return cmocka_run_group_tests_name("lib/num", tests, NULL, NULL);
}
