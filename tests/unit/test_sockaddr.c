/*
 * tests/unit/test_sockaddr.c - what the kernel will make of a tracee's socket address.
 */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "tracer/sockaddr.h"

static struct sockaddr_in in(const char *addr, uint16_t port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};

	assert_int_equal(inet_pton(AF_INET, addr, &a.sin_addr), 1);
	return a;
}

static struct sockaddr_in6 in6(const char *addr, uint16_t port)
{
	struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons(port)};

	assert_int_equal(inet_pton(AF_INET6, addr, &a.sin6_addr), 1);
	return a;
}

static void expect_inet(const struct target *t, const char *text)
{
	scoped_buf struct buf out = BUF_INIT;

	assert_int_equal(t->kind, SOCKADDR_INET);
	sockaddr_format(&out, (const struct sockaddr *)&t->inet, true);
	assert_string_equal(out.s, text);
}

static void a_v4_mapped_address_is_judged_as_v4(void **state)
{
	struct sockaddr_in6 a = in6("::ffff:10.1.2.3", 80);
	struct target t;

	(void)state;
	sockaddr_parse(&a, sizeof(a), &t);
	expect_inet(&t, "10.1.2.3:80");
	assert_true(t.mapped);
	assert_int_equal(t.port, 80);
}

static void a_v6_address_may_lack_its_scope(void **state)
{
	struct sockaddr_in6 a = in6("2001:db8::1", 443);
	struct target t;

	(void)state;
	sockaddr_parse(&a, 24, &t);
	expect_inet(&t, "[2001:db8::1]:443");
	sockaddr_parse(&a, 23, &t);
	assert_int_equal(t.kind, SOCKADDR_SHORT);
}

static void what_is_too_short_is_left_to_the_kernel(void **state)
{
	struct sockaddr_in a = in("1.2.3.4", 1);
	struct target t;

	(void)state;
	for (size_t len = 0; len < sizeof(a); len++) {
		sockaddr_parse(&a, len, &t);
		assert_int_equal(t.kind, SOCKADDR_SHORT);
	}
	sockaddr_parse(&a, sizeof(struct sockaddr_storage), &t);
	expect_inet(&t, "1.2.3.4:1");
}

static void any_is_loopback_for_a_connect(void **state)
{
	static const struct {
		const char *any;
		const char *means;
	} cases[] = {
		{"::", "[::1]:7"},
		{"::ffff:0.0.0.0", "127.0.0.1:7"},
	};
	struct sockaddr_in a = in("0.0.0.0", 7);
	struct target t;

	(void)state;
	sockaddr_parse(&a, sizeof(a), &t);
	sockaddr_any_to_loopback(&t);
	expect_inet(&t, "127.0.0.1:7");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct sockaddr_in6 b = in6(cases[i].any, 7);

		sockaddr_parse(&b, sizeof(b), &t);
		sockaddr_any_to_loopback(&t);
		expect_inet(&t, cases[i].means);
	}
}

static void unspec_is_a_disconnect_but_inet_for_a_datagram(void **state)
{
	struct sockaddr_in a = in("8.8.8.8", 53);
	struct target t;

	(void)state;
	a.sin_family = AF_UNSPEC;
	sockaddr_parse(&a, sizeof(a), &t);
	assert_int_equal(t.kind, SOCKADDR_UNSPEC);
	sockaddr_parse_datagram(&a, sizeof(a), &t);
	expect_inet(&t, "8.8.8.8:53");
	sockaddr_parse_datagram(&a, 2, &t);
	assert_int_equal(t.kind, SOCKADDR_UNSPEC);
}

static void a_unix_path_ends_at_its_nul_or_at_the_length(void **state)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	size_t head = offsetof(struct sockaddr_un, sun_path);
	struct target t;

	(void)state;
	memcpy(un.sun_path, "/run/x\0y", 8);
	sockaddr_parse(&un, head + 8, &t);
	assert_int_equal(t.kind, SOCKADDR_PATH);
	assert_string_equal(t.path, "/run/x");
	sockaddr_parse(&un, head + 4, &t);
	assert_string_equal(t.path, "/run");
	memset(un.sun_path, 'a', sizeof(un.sun_path));
	sockaddr_parse(&un, sizeof(un), &t);
	assert_int_equal(strlen(t.path), 108);
}

static void an_abstract_name_shows_its_nuls(void **state)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	size_t head = offsetof(struct sockaddr_un, sun_path);
	struct target t;

	(void)state;
	memcpy(un.sun_path, "\0a\0b", 4);
	sockaddr_parse(&un, head + 4, &t);
	assert_int_equal(t.kind, SOCKADDR_ABSTRACT);
	assert_string_equal(t.path, "@a@b");
	sockaddr_parse(&un, head, &t);
	assert_int_equal(t.kind, SOCKADDR_UNNAMED);
}

static void an_unknown_family_is_told_apart(void **state)
{
	char bytes[16] = {40}; /* AF_VSOCK */
	struct target t;

	(void)state;
	sockaddr_parse(bytes, sizeof(bytes), &t);
	assert_int_equal(t.kind, SOCKADDR_OTHER);
	bytes[0] = AF_NETLINK;
	sockaddr_parse(bytes, sizeof(bytes), &t);
	assert_int_equal(t.kind, SOCKADDR_NETLINK);
}

static void addresses_are_read_from_text(void **state)
{
	static const struct {
		const char *text;
		const char *means; /* NULL: refused */
	} cases[] = {
		{"1.2.3.4", "1.2.3.4:53"},
		{"1.2.3.4:5353", "1.2.3.4:5353"},
		{"::1", "[::1]:53"},
		{"[::1]", "[::1]:53"},
		{"[fe80::1]:99", "[fe80::1]:99"},
		{"localhost:8080", "127.0.0.1:8080"},
		{"1.2.3.4:", NULL},
		{"1.2.3.4:0", NULL},
		{"1.2.3.4:65536", NULL},
		{"[::1", NULL},
		{"[", NULL},
		{"", NULL},
		{"example.com:80", NULL},
		{"fe80::1%eth0", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		scoped_buf struct buf out = BUF_INIT;
		struct sockaddr_storage a;
		int r = sockaddr_from_text(cases[i].text, 53, &a);

		assert_int_equal(r, cases[i].means ? 0 : -EINVAL);
		if (r == 0) {
			sockaddr_format(&out, (struct sockaddr *)&a, true);
			assert_string_equal(out.s, cases[i].means);
		}
	}
}

static void a_mapped_address_keeps_its_port(void **state)
{
	struct sockaddr_in a = in("127.0.0.1", 1053);
	struct sockaddr_storage mapped;
	struct target t;

	(void)state;
	sockaddr_map_v4((struct sockaddr *)&a, &mapped);
	assert_int_equal(mapped.ss_family, AF_INET6);
	sockaddr_parse(&mapped, sizeof(struct sockaddr_in6), &t);
	expect_inet(&t, "127.0.0.1:1053");
	assert_true(sockaddr_equal((struct sockaddr *)&t.inet, (struct sockaddr *)&a));
	assert_false(sockaddr_equal((struct sockaddr *)&mapped, (struct sockaddr *)&a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_v4_mapped_address_is_judged_as_v4),
		cmocka_unit_test(a_v6_address_may_lack_its_scope),
		cmocka_unit_test(what_is_too_short_is_left_to_the_kernel),
		cmocka_unit_test(any_is_loopback_for_a_connect),
		cmocka_unit_test(unspec_is_a_disconnect_but_inet_for_a_datagram),
		cmocka_unit_test(a_unix_path_ends_at_its_nul_or_at_the_length),
		cmocka_unit_test(an_abstract_name_shows_its_nuls),
		cmocka_unit_test(an_unknown_family_is_told_apart),
		cmocka_unit_test(addresses_are_read_from_text),
		cmocka_unit_test(a_mapped_address_keeps_its_port),
	};

	return cmocka_run_group_tests_name("sockaddr", tests, NULL, NULL);
}
