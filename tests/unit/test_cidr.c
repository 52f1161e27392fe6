/*
 * tests/unit/test_cidr.c - policy/cidr.c: address ranges.
 */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "lib/cleanup.h"
#include "policy/cidr.h"

static bool contains(const char *range, const char *address)
{
	struct address a;
	struct cidr c;

	assert_int_equal(cidr_parse(range, &c), 0);
	assert_int_equal(address_parse(address, &a), 0);
	return cidr_contains(&c, &a);
}

static void prefix_bits_decide(void **state)
{
	(void)state;
	assert_true(contains("10.0.0.0/8", "10.255.1.2"));
	assert_false(contains("10.0.0.0/8", "11.0.0.1"));
	assert_true(contains("172.16.0.0/12", "172.31.255.255"));
	assert_false(contains("172.16.0.0/12", "172.32.0.0"));
	assert_true(contains("0.0.0.0/0", "8.8.8.8"));
	assert_false(contains("0.0.0.0/0", "::1"));
	assert_true(contains("169.254.169.254/32", "169.254.169.254"));
	assert_true(contains("fc00::/7", "fdff::1"));
	assert_false(contains("fc00::/7", "fe80::1"));
	assert_true(contains("10.1.2.3/8", "10.9.9.9")); /* bits behind the prefix do not count */
}

static void anything_else_is_no_range(void **state)
{
	static const char *const bad[] = {
		"1.2.3.4", "1.2.3.4/", "1.2.3.4/33", "1.2.3/8", "::/129", "10.0.0.0/-1", "a/8",
		"10.0.0.0/+8", "10.0.0.0/8 ", "", "/8",
	};
	struct cidr c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(cidr_parse(bad[i], &c), -EINVAL);
}

static void mapped_address_is_the_ipv4_one(void **state)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct address a;

	(void)state;
	inet_pton(AF_INET6, "::ffff:10.1.2.3", &in6.sin6_addr);
	assert_int_equal(address_from_sockaddr((struct sockaddr *)&in6, &a), 0);
	assert_int_equal(a.family, AF_INET);
	assert_memory_equal(a.bytes, ((uint8_t[]){10, 1, 2, 3}), 4);
}

static void unspecified_address_connects_to_loopback(void **state)
{
	struct address a;

	(void)state;
	address_parse("0.0.0.0", &a);
	assert_true(address_unspecified_to_loopback(&a));
	assert_true(address_is_loopback(&a));
	address_parse("::", &a);
	assert_true(address_unspecified_to_loopback(&a));
	assert_true(address_is_loopback(&a));
	address_parse("1.2.3.4", &a);
	assert_false(address_unspecified_to_loopback(&a));
}

static void other_families_are_refused(void **state)
{
	struct sockaddr sa = {.sa_family = AF_NETLINK};
	struct address a;

	(void)state;
	assert_int_equal(address_from_sockaddr(&sa, &a), -EAFNOSUPPORT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefix_bits_decide),
		cmocka_unit_test(anything_else_is_no_range),
		cmocka_unit_test(mapped_address_is_the_ipv4_one),
		cmocka_unit_test(unspecified_address_connects_to_loopback),
		cmocka_unit_test(other_families_are_refused),
	};

	return cmocka_run_group_tests_name("policy/cidr", tests, NULL, NULL);
}
