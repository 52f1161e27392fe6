/*
 * tests/unit/test_dns_clients.c - which server a socket believes to be asking.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "lib/buf.h"
#include "tracer/dns_clients.h"
#include "tracer/sockaddr.h"

static void add(struct dns_clients *c, pid_t tgid, int fd, const char *server)
{
	struct sockaddr_storage a;

	assert_int_equal(sockaddr_from_text(server, 53, &a), 0);
	dns_clients_add(c, tgid, fd, (struct sockaddr *)&a);
}

static void expect(struct dns_clients *c, pid_t tgid, int fd, const char *server)
{
	scoped_buf struct buf text = BUF_INIT;
	struct sockaddr_storage a;

	assert_true(dns_clients_find(c, tgid, fd, &a));
	sockaddr_format(&text, (struct sockaddr *)&a, false);
	assert_string_equal(text.s, server);
}

static void a_socket_is_told_from_another(void **state)
{
	struct dns_clients *c = dns_clients_new();
	struct sockaddr_storage a;

	(void)state;
	assert_false(dns_clients_find(c, 1, 3, &a));
	add(c, 1, 3, "10.0.0.1");
	add(c, 1, 4, "10.0.0.2");
	add(c, 2, 3, "2001:db8::1");
	expect(c, 1, 3, "10.0.0.1");
	expect(c, 1, 4, "10.0.0.2");
	expect(c, 2, 3, "2001:db8::1");
	assert_true(dns_clients_has(c, 1, 3));
	assert_false(dns_clients_has(c, 1, 5));
	dns_clients_free(c);
}

static void the_last_server_that_was_asked_counts(void **state)
{
	struct dns_clients *c = dns_clients_new();

	(void)state;
	add(c, 1, 3, "10.0.0.1");
	add(c, 1, 3, "10.0.0.2");
	expect(c, 1, 3, "10.0.0.2");
	dns_clients_free(c);
}

static void a_copy_of_a_socket_is_taken_for_the_processs_last_one(void **state)
{
	struct dns_clients *c = dns_clients_new();

	(void)state;
	add(c, 1, 3, "10.0.0.1");
	add(c, 1, 4, "10.0.0.2");
	add(c, 2, 5, "10.0.0.3");
	expect(c, 1, 9, "10.0.0.2");
	expect(c, 7, 9, "10.0.0.3");
	dns_clients_free(c);
}

static void the_oldest_makes_room(void **state)
{
	struct dns_clients *c = dns_clients_new();

	(void)state;
	for (int fd = 0; fd < 1000; fd++)
		add(c, 1, fd, "10.0.0.1");
	assert_true(dns_clients_has(c, 1, 999));
	assert_true(dns_clients_has(c, 1, 900));
	assert_false(dns_clients_has(c, 1, 0));
	dns_clients_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_socket_is_told_from_another),
		cmocka_unit_test(the_last_server_that_was_asked_counts),
		cmocka_unit_test(a_copy_of_a_socket_is_taken_for_the_processs_last_one),
		cmocka_unit_test(the_oldest_makes_room),
	};

	return cmocka_run_group_tests_name("dns_clients", tests, NULL, NULL);
}
