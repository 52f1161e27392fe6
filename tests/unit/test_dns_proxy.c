/*
 * tests/unit/test_dns_proxy.c - the proxy between a client and an upstream server, both in this test.
 */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "tracer/dns_message.h"
#include "tracer/dns_proxy.h"
#include "tracer/names.h"
#include "tracer/sockaddr.h"
#include "tracer/tracer.h"

static const char policy_text[] =
	"version: 1\n"
	"name: t\n"
	"network_rules:\n"
	"  - {name: no-evil, domains: [evil.test], decision: deny}\n"
	"  - {name: good, domains: ['*.good.test'], ports: [443], decision: allow}\n"
	"  - {name: rest, domains: ['*'], decision: deny}\n"
	"dns_redirects:\n"
	"  - {name: fixed, match: '^fixed\\.test$', resolve_to: '10.9.8.7'}\n";

enum { BIG_RECORDS = 100 };

/* --- the upstream server --- */

static int server_udp, server_tcp, server_stop[2];
static pthread_t server;
static atomic_int asked;

static void put_record(struct buf *out, const char *wire_name, size_t name_len, unsigned type,
	const void *data, size_t len)
{
	uint8_t fixed[] = {0, (uint8_t)type, 0, 1, 0, 0, 1, 0x2c, 0, (uint8_t)len};

	buf_add(out, wire_name, name_len);
	buf_add(out, fixed, sizeof(fixed));
	buf_add(out, data, len);
}

/* big.*: more than fits UDP.  alias.*: CNAME evil.test.  cdn.*: CNAME unlisted.test. Else 192.0.2.1. */
static void make_reply(struct buf *out, const uint8_t *msg, size_t len, bool tcp)
{
	static const char address[] = {(char)192, 0, 2, 1};
	struct dns_query q;
	bool big, alias, cdn;
	size_t records;

	assert_int_equal(dns_query_parse(msg, len, &q), 0);
	big = strncmp(q.name, "big.", 4) == 0;
	alias = strncmp(q.name, "alias.", 6) == 0;
	cdn = strncmp(q.name, "cdn.", 4) == 0;
	records = big ? (tcp ? BIG_RECORDS : 0) : alias || cdn ? 2 : 1;
	buf_add(out, msg, 2);
	buf_add(out, big && !tcp ? "\x83\x80" : "\x81\x80", 2);
	buf_add(out, "\0\1\0", 3);
	buf_add_char(out, (char)records);
	buf_add(out, "\0\0\0\0", 4);
	buf_add(out, q.question, q.question_len);
	if (alias)
		put_record(out, "\xc0\x0c", 2, DNS_CNAME, "\4evil\4test\0", 11);
	if (cdn)
		put_record(out, "\xc0\x0c", 2, DNS_CNAME, "\10unlisted\4test\0", 15);
	for (size_t i = alias || cdn; i < records; i++) {
		if (alias)
			put_record(out, "\4evil\4test\0", 11, DNS_A, address, 4);
		else if (cdn)
			put_record(out, "\10unlisted\4test\0", 15, DNS_A, address, 4);
		else
			put_record(out, "\xc0\x0c", 2, DNS_A, address, 4);
	}
}

static void serve_udp(void)
{
	scoped_buf struct buf out = BUF_INIT;
	struct sockaddr_in from;
	socklen_t from_len = sizeof(from);
	uint8_t msg[2048];
	ssize_t n = recvfrom(server_udp, msg, sizeof(msg), 0, (struct sockaddr *)&from, &from_len);

	atomic_fetch_add(&asked, 1);
	make_reply(&out, msg, (size_t)n, false);
	sendto(server_udp, out.s, out.len, 0, (struct sockaddr *)&from, from_len);
}

static void serve_tcp(void)
{
	scoped_buf struct buf out = BUF_INIT;
	int fd = accept4(server_tcp, NULL, NULL, SOCK_CLOEXEC);
	uint8_t msg[2048];
	ssize_t n = recv(fd, msg, 2, MSG_WAITALL);
	uint8_t prefix[2];

	assert_int_equal(n, 2);
	n = recv(fd, msg, (size_t)(msg[0] << 8 | msg[1]), MSG_WAITALL);
	make_reply(&out, msg, (size_t)n, true);
	prefix[0] = (uint8_t)(out.len >> 8);
	prefix[1] = (uint8_t)out.len;
	assert_int_equal(send(fd, prefix, 2, 0), 2);
	assert_int_equal(send(fd, out.s, out.len, 0), (ssize_t)out.len);
	close(fd);
}

static void *serve(void *arg)
{
	struct pollfd fds[] = {{.fd = server_udp, .events = POLLIN},
		{.fd = server_tcp, .events = POLLIN}, {.fd = server_stop[0], .events = POLLIN}};

	(void)arg;
	for (;;) {
		poll(fds, ARRAY_LEN(fds), -1);
		if (fds[2].revents)
			return NULL;
		if (fds[0].revents)
			serve_udp();
		if (fds[1].revents)
			serve_tcp();
	}
}

/* UDP and TCP on one port; returns it. */
static uint16_t start_server(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(a);

	do {
		a.sin_port = 0;
		server_tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		server_udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		assert_int_equal(bind(server_tcp, (struct sockaddr *)&a, sizeof(a)), 0);
		getsockname(server_tcp, (struct sockaddr *)&a, &len);
	} while (bind(server_udp, (struct sockaddr *)&a, sizeof(a)) != 0 &&
		 (close(server_udp), close(server_tcp), 1));
	assert_int_equal(listen(server_tcp, 4), 0);
	assert_int_equal(pipe(server_stop), 0);
	assert_int_equal(pthread_create(&server, NULL, serve, NULL), 0);
	return ntohs(a.sin_port);
}

static void stop_server(void)
{
	close(server_stop[1]);
	pthread_join(server, NULL);
	close(server_stop[0]);
	close(server_udp);
	close(server_tcp);
}

/* --- the proxy --- */

struct fixture {
	struct tracer tracer;
	struct config config;
	struct policy *policy;
	struct sockaddr_storage address;
	char upstream[32];
};

static void start_proxy(struct fixture *f, uint16_t upstream_port)
{
	struct policy_options options = {.vars = NULL};
	struct dns_proxy *d;
	struct err e = {0};

	atomic_store(&asked, 0);
	*f = (struct fixture){.tracer.names = names_new()};
	f->policy = policy_load_text(policy_text, sizeof(policy_text) - 1, "t", &options, NULL, &e);
	assert_string_equal(e.message, "");
	snprintf(f->upstream, sizeof(f->upstream), "127.0.0.1:%u", upstream_port);
	f->config.dns_upstream = f->upstream;
	f->tracer.policy = f->policy;
	f->tracer.config = &f->config;
	d = dns_proxy_get(&f->tracer);
	assert_non_null(d);
	assert_ptr_equal(dns_proxy_get(&f->tracer), d);
	assert_int_equal(dns_proxy_address(d, AF_INET, &f->address), sizeof(struct sockaddr_in));
	assert_true(dns_proxy_is_self(d, (struct sockaddr *)&f->address));
}

static int setup(void **state)
{
	struct fixture *f = malloc(sizeof(*f));

	start_proxy(f, start_server());
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	dns_proxy_stop(f->tracer.dns);
	assert_null(f->tracer.dns);
	stop_server();
	names_free(f->tracer.names);
	policy_free(f->policy);
	free(f);
	return 0;
}

/* --- the client --- */

static size_t put_query(uint8_t *to, uint16_t id, const char *name, uint16_t type)
{
	size_t at = 12;

	memset(to, 0, 12);
	to[0] = (uint8_t)(id >> 8);
	to[1] = (uint8_t)id;
	to[2] = 1;
	to[5] = 1;
	while (*name) {
		size_t len = strcspn(name, ".");

		to[at++] = (uint8_t)len;
		memcpy(to + at, name, len);
		at += len;
		name += len + (name[len] == '.');
	}
	to[at++] = 0;
	to[at++] = (uint8_t)(type >> 8);
	to[at++] = (uint8_t)type;
	to[at++] = 0;
	to[at++] = 1;
	return at;
}

struct reply {
	size_t len;
	unsigned rcode, answers;
	bool truncated;
	uint8_t msg[65536];
};

static void read_reply(struct reply *r, uint16_t id)
{
	assert_true(r->len >= 12);
	assert_int_equal(r->msg[0] << 8 | r->msg[1], id);
	assert_true(r->msg[2] & 0x80);
	r->rcode = r->msg[3] & 0xf;
	r->truncated = r->msg[2] & 2;
	r->answers = (unsigned)(r->msg[6] << 8 | r->msg[7]);
}

static struct reply *ask(struct fixture *f, const char *name, uint16_t type)
{
	static struct reply r;
	scoped_fd int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	uint8_t query[512];
	size_t len = put_query(query, 0x7777, name, type);
	ssize_t n;

	assert_int_equal(
		connect(fd, (struct sockaddr *)&f->address, sizeof(struct sockaddr_in)), 0);
	assert_int_equal(send(fd, query, len, 0), (ssize_t)len);
	n = recv(fd, r.msg, sizeof(r.msg), 0);
	assert_true(n > 0);
	r.len = (size_t)n;
	read_reply(&r, 0x7777);
	return &r;
}

static void an_allowed_name_is_resolved_and_remembered(void **state)
{
	struct fixture *f = *state;
	struct reply *r = ask(f, "wWw.good.test", DNS_A);
	struct sockaddr_storage a;
	char names[2][256];

	assert_int_equal(r->rcode, DNS_NOERROR);
	assert_int_equal(r->answers, 1);
	assert_memory_equal(r->msg + 12, "\3wWw\4good\4test\0", 15);
	assert_memory_equal(r->msg + r->len - 4, "\xc0\0\2\1", 4);
	sockaddr_from_text("192.0.2.1", 0, &a);
	assert_int_equal(names_find(f->tracer.names, (struct sockaddr *)&a, names, 2), 1);
	assert_string_equal(names[0], "www.good.test");
}

static void a_denied_name_never_leaves(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ask(f, "evil.test", DNS_A)->rcode, DNS_NXDOMAIN);
	assert_int_equal(ask(f, "other.example", 65)->rcode, DNS_NXDOMAIN);
	assert_int_equal(ask(f, "good.test", DNS_AAAA)->rcode, DNS_NXDOMAIN);
	assert_int_equal(atomic_load(&asked), 0);
}

static void a_redirect_is_answered_here(void **state)
{
	struct fixture *f = *state;
	struct reply *r = ask(f, "FIXED.test", DNS_A);

	assert_int_equal(r->answers, 1);
	assert_memory_equal(r->msg + r->len - 4, "\x0a\x09\x08\x07", 4);
	assert_memory_equal(r->msg + r->len - 10, "\0\0\0\x3c", 4);
	r = ask(f, "fixed.test", DNS_AAAA);
	assert_int_equal(r->rcode, DNS_NOERROR);
	assert_int_equal(r->answers, 0);
	assert_int_equal(atomic_load(&asked), 0);
}

static void an_alias_that_is_denied_denies_the_name(void **state)
{
	struct fixture *f = *state;
	struct sockaddr_storage a;
	char names[2][256];

	assert_int_equal(ask(f, "alias.good.test", DNS_A)->rcode, DNS_NXDOMAIN);
	sockaddr_from_text("192.0.2.1", 0, &a);
	assert_int_equal(names_find(f->tracer.names, (struct sockaddr *)&a, names, 2), 0);
}

static void an_alias_that_only_a_catch_all_denies_does_not(void **state)
{
	struct fixture *f = *state;
	struct reply *r = ask(f, "cdn.good.test", DNS_A);
	struct sockaddr_storage a;
	char names[2][256];

	assert_int_equal(r->rcode, DNS_NOERROR);
	assert_int_equal(r->answers, 2);
	sockaddr_from_text("192.0.2.1", 0, &a);
	assert_int_equal(names_find(f->tracer.names, (struct sockaddr *)&a, names, 2), 1);
	assert_string_equal(names[0], "cdn.good.test");
}

static void the_same_question_is_answered_from_memory(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ask(f, "a.good.test", DNS_A)->answers, 1);
	assert_int_equal(ask(f, "A.good.test", DNS_A)->answers, 1);
	assert_int_equal(atomic_load(&asked), 1);
	assert_int_equal(ask(f, "a.good.test", DNS_AAAA)->rcode, DNS_NOERROR);
	assert_int_equal(atomic_load(&asked), 2);
}

static int connect_tcp(struct fixture *f)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(
		connect(fd, (struct sockaddr *)&f->address, sizeof(struct sockaddr_in)), 0);
	return fd;
}

static struct reply *receive_tcp(int fd)
{
	static struct reply r;
	uint8_t prefix[2];

	assert_int_equal(recv(fd, prefix, 2, MSG_WAITALL), 2);
	r.len = (size_t)(prefix[0] << 8 | prefix[1]);
	assert_int_equal(recv(fd, r.msg, r.len, MSG_WAITALL), (ssize_t)r.len);
	return &r;
}

static void a_large_answer_comes_by_tcp(void **state)
{
	struct fixture *f = *state;
	scoped_fd int fd = connect_tcp(f);
	struct reply *r = ask(f, "big.good.test", DNS_A);
	uint8_t query[512];
	size_t len = put_query(query + 2, 3, "big.good.test", DNS_A);

	assert_true(r->truncated);
	assert_int_equal(r->answers, 0);
	query[0] = 0;
	query[1] = (uint8_t)len;
	assert_int_equal(send(fd, query, len + 2, 0), (ssize_t)len + 2);
	r = receive_tcp(fd);
	read_reply(r, 3);
	assert_false(r->truncated);
	assert_int_equal(r->answers, BIG_RECORDS);
	assert_int_equal(atomic_load(&asked), 1);
}

static void tcp_queries_may_come_cut_and_several_at_once(void **state)
{
	struct fixture *f = *state;
	scoped_fd int fd = connect_tcp(f);
	uint8_t queries[1024];
	size_t at = 0;
	unsigned seen = 0;

	for (uint16_t id = 1; id <= 3; id++) {
		size_t len =
			put_query(queries + at + 2, id, id == 2 ? "evil.test" : "x.good.test", 1);

		queries[at] = 0;
		queries[at + 1] = (uint8_t)len;
		at += len + 2;
	}
	for (size_t i = 0; i < at; i++)
		assert_int_equal(send(fd, queries + i, 1, 0), 1);
	shutdown(fd, SHUT_WR);
	for (int i = 0; i < 3; i++) {
		struct reply *r = receive_tcp(fd);
		uint16_t id = (uint16_t)(r->msg[0] << 8 | r->msg[1]);

		read_reply(r, id);
		assert_int_equal(r->rcode, id == 2 ? DNS_NXDOMAIN : DNS_NOERROR);
		seen |= 1u << id;
	}
	assert_int_equal(seen, 0xe);
	assert_int_equal(recv(fd, queries, 1, 0), 0);
}

static void what_cannot_be_read_is_a_format_error(void **state)
{
	struct fixture *f = *state;
	scoped_fd int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	uint8_t query[512];
	uint8_t reply[512];
	size_t len = put_query(query, 9, "a.good.test", DNS_A);

	query[5] = 2; /* two questions */
	sendto(fd, query, 5, 0, (struct sockaddr *)&f->address, sizeof(struct sockaddr_in));
	sendto(fd, query, len, 0, (struct sockaddr *)&f->address, sizeof(struct sockaddr_in));
	assert_int_equal(recv(fd, reply, sizeof(reply), 0), 12);
	assert_int_equal(reply[1], 9);
	assert_int_equal(reply[3] & 0xf, DNS_FORMERR);
}

static void without_an_upstream_it_is_a_server_failure(void **state)
{
	struct fixture f;

	(void)state;
	start_proxy(&f, 1); /* nobody listens there */
	assert_int_equal(ask(&f, "a.good.test", DNS_A)->rcode, DNS_SERVFAIL);
	assert_int_equal(ask(&f, "evil.test", DNS_A)->rcode, DNS_NXDOMAIN);
	dns_proxy_stop(f.tracer.dns);
	names_free(f.tracer.names);
	policy_free(f.policy);
}

#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SERVER(an_allowed_name_is_resolved_and_remembered),
		WITH_SERVER(a_denied_name_never_leaves),
		WITH_SERVER(a_redirect_is_answered_here),
		WITH_SERVER(an_alias_that_is_denied_denies_the_name),
		WITH_SERVER(an_alias_that_only_a_catch_all_denies_does_not),
		WITH_SERVER(the_same_question_is_answered_from_memory),
		WITH_SERVER(a_large_answer_comes_by_tcp),
		WITH_SERVER(tcp_queries_may_come_cut_and_several_at_once),
		WITH_SERVER(what_cannot_be_read_is_a_format_error),
		cmocka_unit_test(without_an_upstream_it_is_a_server_failure),
	};

	return cmocka_run_group_tests_name("dns_proxy", tests, NULL, NULL);
}
