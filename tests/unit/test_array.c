/*
 * tests/unit/test_array.c - shell/array.c: sparse lists stay sorted, and associative
 * arrays come out in the order that bash gives them.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "shell/array.h"

static void add_pair(void *arg, const char *key, int64_t index, const char *value)
{
	struct buf *out = arg;

	if (key)
		buf_printf(out, "%s=%s ", key, value);
	else
		buf_printf(out, "%lld=%s ", (long long)index, value);
}

static void expect_items(const struct array *a, const char *want)
{
	scoped_buf struct buf out = BUF_INIT;

	array_each(a, add_pair, &out);
	assert_string_equal(out.s, want);
}

static void indices_come_out_ascending(void **state)
{
	struct array *a = array_new(false);

	(void)state;
	array_set(a, 5, xstrdup("f"));
	array_set(a, 0, xstrdup("a"));
	array_set(a, 4294967296, xstrdup("z"));
	array_set(a, 2, xstrdup("c"));
	array_set(a, 5, xstrdup("F"));
	expect_items(a, "0=a 2=c 5=F 4294967296=z ");
	assert_int_equal(array_end(a), 4294967297);
	assert_string_equal(array_get(a, 2), "c");
	assert_null(array_get(a, 1));
	array_free(a);
}

static void filling_backwards_is_the_same_as_forwards(void **state)
{
	struct array *a = array_new(false);

	(void)state;
	for (int i = 999; i >= 0; i--)
		array_set(a, i, xasprintf("%d", i));
	assert_int_equal(a->count, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(a->items[i].index, i);
	array_free(a);
}

static void unset_leaves_a_hole(void **state)
{
	struct array *a = array_new(false);

	(void)state;
	for (int i = 0; i < 4; i++)
		array_set(a, i, xasprintf("%d", i));
	assert_true(array_unset(a, 1));
	assert_false(array_unset(a, 1));
	assert_false(array_unset(a, 99));
	expect_items(a, "0=0 2=2 3=3 ");
	array_set(a, 1, xstrdup("new"));
	expect_items(a, "0=0 1=new 2=2 3=3 ");
	array_free(a);
}

static void an_empty_array_ends_at_zero(void **state)
{
	struct array *a = array_new(false);

	(void)state;
	assert_int_equal(array_end(a), 0);
	assert_null(array_get(a, 0));
	array_set(a, 3, xstrdup("x"));
	array_clear(a);
	assert_int_equal(array_end(a), 0);
	expect_items(a, "");
	array_free(a);
	array_free(NULL);
}

/* As `declare -p` of bash 5.2 lists them. */
static void keys_come_out_in_the_order_of_bash(void **state)
{
	static const char *const keys[] = {"x", "y", "abc", "zz", "long", "a", "b"};
	struct array *a = array_new(true);

	(void)state;
	for (size_t i = 0; i < 7; i++)
		assoc_set(a, keys[i], xasprintf("%zu", i + 1));
	expect_items(a, "long=5 y=2 x=1 b=7 a=6 zz=4 abc=3 ");
	array_free(a);
}

static void keys_survive_the_growth_of_the_table(void **state)
{
	struct array *a = array_new(true);
	char key[32];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(key, sizeof(key), "key%d", i);
		assoc_set(a, key, xstrdup(key));
	}
	assert_int_equal(a->count, 10000);
	for (int i = 0; i < 10000; i++) {
		snprintf(key, sizeof(key), "key%d", i);
		assert_string_equal(assoc_get(a, key), key);
	}
	array_free(a);
}

static void keys_are_bytes(void **state)
{
	struct array *a = array_new(true);

	(void)state;
	assoc_set(a, "\xff\xfe", xstrdup("1"));
	assoc_set(a, "", xstrdup("2"));
	assert_string_equal(assoc_get(a, "\xff\xfe"), "1");
	assert_string_equal(assoc_get(a, ""), "2");
	assert_null(assoc_get(a, "\xff"));
	assert_true(assoc_unset(a, ""));
	assert_false(assoc_unset(a, ""));
	array_free(a);
}

static void a_copy_keeps_the_order_and_shares_nothing(void **state)
{
	struct array *a = array_new(true);
	struct array *copy;

	(void)state;
	assoc_set(a, "x", xstrdup("1"));
	assoc_set(a, "y", xstrdup("2"));
	copy = array_copy(a);
	assoc_set(a, "x", xstrdup("changed"));
	expect_items(copy, "y=2 x=1 ");
	array_free(a);
	expect_items(copy, "y=2 x=1 ");
	array_free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(indices_come_out_ascending),
		cmocka_unit_test(filling_backwards_is_the_same_as_forwards),
		cmocka_unit_test(unset_leaves_a_hole),
		cmocka_unit_test(an_empty_array_ends_at_zero),
		cmocka_unit_test(keys_come_out_in_the_order_of_bash),
		cmocka_unit_test(keys_survive_the_growth_of_the_table),
		cmocka_unit_test(keys_are_bytes),
		cmocka_unit_test(a_copy_keeps_the_order_and_shares_nothing),
	};

	return cmocka_run_group_tests_name("array", tests, NULL, NULL);
}
