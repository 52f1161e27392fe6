/*
 * tests/unit/test_names.c - which names are known for an address, and for how long.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "tracer/names.h"
#include "tracer/sockaddr.h"

static const int64_t second = 1000000000;

static struct sockaddr_storage address(const char *text)
{
	struct sockaddr_storage a;

	assert_int_equal(sockaddr_from_text(text, 0, &a), 0);
	return a;
}

static void add(struct names *n, int64_t now_s, const char *addr, const char *name, uint32_t ttl_s)
{
	struct sockaddr_storage a = address(addr);

	names_add_at(n, now_s * second, (struct sockaddr *)&a, name, ttl_s);
}

static size_t find(struct names *n, int64_t now_s, const char *addr, char (*out)[256])
{
	struct sockaddr_storage a = address(addr);

	return names_find_at(n, now_s * second, (struct sockaddr *)&a, out, 4);
}

static void an_address_has_the_names_it_was_given_out_for(void **state)
{
	struct names *n = names_new();
	char out[4][256];

	(void)state;
	add(n, 1, "10.0.0.1", "a.example", 300);
	add(n, 1, "10.0.0.1", "b.example", 300);
	add(n, 1, "10.0.0.1", "a.example", 300);
	add(n, 1, "10.0.0.2", "c.example", 300);
	assert_int_equal(find(n, 2, "10.0.0.1", out), 2);
	assert_string_equal(out[0], "a.example");
	assert_string_equal(out[1], "b.example");
	assert_int_equal(find(n, 2, "10.0.0.3", out), 0);
	names_free(n);
}

static void a_mapped_address_is_the_v4_one(void **state)
{
	struct names *n = names_new();
	char out[4][256];

	(void)state;
	add(n, 1, "10.0.0.1", "a.example", 300);
	assert_int_equal(find(n, 2, "::ffff:10.0.0.1", out), 1);
	assert_int_equal(find(n, 2, "::10.0.0.1", out), 0);
	names_free(n);
}

static void a_name_lives_for_its_ttl_and_a_minute(void **state)
{
	struct names *n = names_new();
	char out[4][256];

	(void)state;
	add(n, 0, "10.0.0.1", "zero.example", 0);
	add(n, 0, "10.0.0.2", "more.example", 100);
	assert_int_equal(find(n, 59, "10.0.0.1", out), 1);
	assert_int_equal(find(n, 61, "10.0.0.1", out), 0);
	assert_int_equal(find(n, 159, "10.0.0.2", out), 1);
	assert_int_equal(find(n, 161, "10.0.0.2", out), 0);
	names_free(n);
}

static void a_shorter_answer_does_not_cut_a_longer_one(void **state)
{
	struct names *n = names_new();
	char out[4][256];

	(void)state;
	add(n, 0, "10.0.0.1", "a.example", 1000);
	add(n, 10, "10.0.0.1", "a.example", 1);
	assert_int_equal(find(n, 500, "10.0.0.1", out), 1);
	names_free(n);
}

static void a_full_table_loses_what_ends_first(void **state)
{
	struct names *n = names_new();
	char out[4][256], name[64];

	(void)state;
	add(n, 0, "10.0.0.1", "keep.example", 80000);
	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "n%d.example", i);
		add(n, 0, i % 2 ? "10.0.0.1" : "10.0.0.2", name, 60);
	}
	assert_true(find(n, 1, "10.0.0.1", out) > 0);
	assert_int_equal(find(n, 1000, "10.0.0.1", out), 1);
	assert_string_equal(out[0], "keep.example");
	names_free(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_has_the_names_it_was_given_out_for),
		cmocka_unit_test(a_mapped_address_is_the_v4_one),
		cmocka_unit_test(a_name_lives_for_its_ttl_and_a_minute),
		cmocka_unit_test(a_shorter_answer_does_not_cut_a_longer_one),
		cmocka_unit_test(a_full_table_loses_what_ends_first),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
