/*
 * tests/unit/test_dns_message.c - DNS messages byte by byte.
 */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "tracer/dns_message.h"

#define HEAD(flags, qd, an, ns, ar) "\x12\x34" flags "\0" qd "\0" an "\0" ns "\0" ar
#define EXAMPLE "\3WwW\7eXample\3com\0"
#define ASK_A "\0\1\0\1"
#define OPT "\0\0\x29\x04\xd0\0\0\x80\0\0\0"

static int parse(const char *bytes, size_t len, struct dns_query *q)
{
	return dns_query_parse((const uint8_t *)bytes, len, q);
}
#define PARSE(text, q) parse(text, sizeof(text) - 1, q)

static void a_plain_query_is_read(void **state)
{
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q), 0);
	assert_int_equal(q.id, 0x1234);
	assert_string_equal(q.name, "www.example.com");
	assert_int_equal(q.type, DNS_A);
	assert_int_equal(q.question_len, 21);
	assert_false(q.edns);
	assert_int_equal(q.udp_size, 512);
}

static void an_opt_record_is_understood(void **state)
{
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\1") EXAMPLE ASK_A OPT, &q), 0);
	assert_true(q.edns);
	assert_true(q.dnssec_ok);
	assert_int_equal(q.udp_size, 1232);
}

static void the_root_has_a_name(void **state)
{
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\0\0\2\0\1", &q), 0);
	assert_string_equal(q.name, ".");
}

static void what_is_no_query_is_dropped(void **state)
{
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE("", &q), -EBADMSG);
	assert_int_equal(PARSE("\x12\x34\1\0\0\1\0\0\0\0\0", &q), -EBADMSG);
	assert_int_equal(PARSE(HEAD("\x81\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q), -EBADMSG);
}

static void an_odd_query_is_a_format_error(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
#define CASE(text) {text, sizeof(text) - 1}
		CASE(HEAD("\1\0", "\0", "\0", "\0", "\0")),                     /* no question */
		CASE(HEAD("\1\0", "\2", "\0", "\0", "\0") EXAMPLE ASK_A EXAMPLE ASK_A),
		CASE(HEAD("\1\0", "\1", "\1", "\0", "\0") EXAMPLE ASK_A),       /* an answer in it */
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A "x"),   /* bytes behind it */
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE "\0\1\0"),    /* cut */
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\3www\xc0\x0c" ASK_A), /* a pointer */
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\3w.w\3com\0" ASK_A), /* a dot in a label */
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\3w\0w\3com\0" ASK_A),
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\3w w\3com\0" ASK_A),
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\0") "\x40" ASK_A),
		CASE(HEAD("\1\0", "\1", "\0", "\0", "\1") EXAMPLE ASK_A "\0\0\x30\4\xd0\0\0\0\0\0\0"),
#undef CASE
	};
	struct dns_query q;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(parse(cases[i].bytes, cases[i].len, &q), -DNS_FORMERR);
		assert_int_equal(q.id, 0x1234);
	}
}

static void other_kinds_of_request_are_not_implemented(void **state)
{
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\x29\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q),
		-DNS_NOTIMP); /* an update */
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE "\0\xfc\0\1", &q),
		-DNS_NOTIMP); /* a zone transfer */
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE "\0\x10\0\3", &q),
		-DNS_NOTIMP); /* class CHAOS */
}

/* A name of @labels labels of @size letters each. */
static size_t put_long_query(char *to, int labels, size_t size)
{
	size_t at = 12;

	memcpy(to, HEAD("\1\0", "\1", "\0", "\0", "\0"), 12);
	for (int i = 0; i < labels; i++) {
		to[at++] = (char)size;
		memset(to + at, 'a', size);
		at += size;
	}
	memcpy(to + at, "\0\0\1\0\1", 5);
	return at + 5;
}

static void a_name_has_at_most_255_bytes(void **state)
{
	struct dns_query q;
	char msg[1024];

	(void)state;
	assert_int_equal(parse(msg, put_long_query(msg, 127, 1), &q), 0);
	assert_int_equal(strlen(q.name), 253);
	assert_int_equal(parse(msg, put_long_query(msg, 128, 1), &q), -DNS_FORMERR);
	assert_int_equal(parse(msg, put_long_query(msg, 4, 63), &q), -DNS_FORMERR);
	assert_int_equal(parse(msg, put_long_query(msg, 3, 63), &q), 0);
}

static void an_error_answer_keeps_the_question(void **state)
{
	scoped_buf struct buf out = BUF_INIT;
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\1") EXAMPLE ASK_A OPT, &q), 0);
	dns_answer_error(&out, &q, DNS_NXDOMAIN);
	assert_int_equal(out.len, 12 + 21 + 11);
	assert_memory_equal(out.s, "\x12\x34\x81\x83\0\1\0\0\0\0\0\1", 12);
	assert_memory_equal(out.s + 12, EXAMPLE ASK_A "\0\0\x29", 24);
}

static void a_redirect_answers_the_type_that_fits(void **state)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000001)};
	scoped_buf struct buf out = BUF_INIT;
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q), 0);
	dns_answer_address(&out, &q, (struct sockaddr *)&a, 60);
	assert_int_equal(out.len, 12 + 21 + 16);
	assert_memory_equal(out.s + 2, "\x81\x80\0\1\0\1", 6);
	assert_memory_equal(out.s + 33, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\1", 16);
	buf_reset(&out);
	q.type = DNS_AAAA;
	dns_answer_address(&out, &q, (struct sockaddr *)&a, 60);
	assert_memory_equal(out.s + 2, "\x81\x80\0\1\0\0", 6);
}

static void what_goes_upstream_is_made_anew(void **state)
{
	scoped_buf struct buf out = BUF_INIT;
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\0\x10", "\1", "\0", "\0", "\1") EXAMPLE ASK_A
				       "\0\0\x29\x10\0\0\0\0\0\0\4data", &q), 0);
	dns_query_build(&out, &q, 0xbeef);
	assert_memory_equal(out.s, "\xbe\xef\1\x10\0\1\0\0\0\0\0\1", 12);
	assert_memory_equal(out.s + 12, "\3www\7example\3com\0" ASK_A, 21);
	assert_memory_equal(out.s + 33, "\0\0\x29\4\xd0\0\0\0\0\0\0", 11);
	assert_int_equal(out.len, 44);
}

#define REPLY(flags, an, ns) "\xbe\xef" flags "\0\1\0" an "\0" ns "\0\0"
#define LOWER "\3www\7example\3com\0"
#define CNAME_CDN "\xc0\x0c\0\5\0\1\0\0\1\x2c\0\7\3cdn\1x\0"
#define CDN_A "\3cdn\1x\0\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\2"

static int answer(const char *bytes, size_t len, struct dns_answer *a)
{
	struct dns_query q;

	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q), 0);
	return dns_answer_parse((const uint8_t *)bytes, len, &q, 0xbeef, a);
}
#define ANSWER(text, a) answer(text, sizeof(text) - 1, a)

static void aliases_are_followed_to_their_addresses(void **state)
{
	struct dns_answer a;
	struct sockaddr_in in;

	(void)state;
	/* The address stands in front of the alias that leads to it; another name's is not taken. */
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\3", "\0") LOWER ASK_A CDN_A CNAME_CDN
				     "\1z\0\0\1\0\1\0\0\0\x09\0\4\x7f\0\0\1", &a), 0);
	assert_int_equal(a.n_chain, 2);
	assert_string_equal(a.chain[0], "www.example.com");
	assert_string_equal(a.chain[1], "cdn.x");
	assert_int_equal(a.n_addresses, 1);
	memcpy(&in, &a.addresses[0].addr, sizeof(in));
	assert_int_equal(ntohl(in.sin_addr.s_addr), 0x0a000002);
	assert_int_equal(a.addresses[0].ttl_s, 60);
	assert_int_equal(a.ttl_s, 9);
}

static void a_reply_to_something_else_is_none(void **state)
{
	struct dns_answer a;

	(void)state;
	assert_int_equal(ANSWER("\xbe\xee\x81\x80\0\1\0\0\0\0\0\0" LOWER ASK_A, &a), -EBADMSG);
	assert_int_equal(ANSWER(REPLY("\1\x80", "\0", "\0") LOWER ASK_A, &a), -EBADMSG);
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\0", "\0") LOWER "\0\x1c\0\1", &a), -EBADMSG);
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\0", "\0") "\1a\0" ASK_A, &a), -EBADMSG);
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\1", "\0") LOWER ASK_A, &a), -EBADMSG);
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\0", "\0") LOWER ASK_A "x", &a), -EBADMSG);
}

static void a_loop_of_aliases_ends(void **state)
{
	struct dns_answer a;

	(void)state;
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\1", "\0") LOWER ASK_A
				     "\xc0\x0c\0\5\0\1\0\0\0\1\0\2\xc0\x0c", &a), -ELOOP);
}

static void a_pointer_goes_back_only(void **state)
{
	struct dns_answer a;

	(void)state;
	/* The alias points to itself: byte 45 of the message. */
	assert_int_equal(ANSWER(REPLY("\x81\x80", "\1", "\0") LOWER ASK_A
				     "\xc0\x0c\0\5\0\1\0\0\0\1\0\2\xc0\x2d", &a), -EBADMSG);
}

static void a_negative_answer_is_kept_as_long_as_the_soa_says(void **state)
{
	struct dns_answer a;

	(void)state;
	assert_int_equal(ANSWER(REPLY("\x81\x83", "\0", "\1") LOWER ASK_A
				     "\xc0\x10\0\6\0\1\0\0\x0e\x10\0\x16\0\0"
				     "\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\x1e", &a), 0);
	assert_int_equal(a.rcode, DNS_NXDOMAIN);
	assert_int_equal(a.ttl_s, 30);
}

static void a_reply_becomes_the_clients_own(void **state)
{
	char reply[] = REPLY("\x81\x80", "\1", "\0") LOWER ASK_A
		"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\2";
	struct dns_query q;

	(void)state;
	assert_int_equal(PARSE(HEAD("\1\0", "\1", "\0", "\0", "\0") EXAMPLE ASK_A, &q), 0);
	dns_answer_adopt((uint8_t *)reply, sizeof(reply) - 1, &q, 20);
	assert_memory_equal(reply, "\x12\x34\x81\x80\0\1\0\1", 8);
	assert_memory_equal(reply + 12, EXAMPLE ASK_A, 21);
	assert_memory_equal(reply + 39, "\0\0\0\x28", 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_query_is_read),
		cmocka_unit_test(an_opt_record_is_understood),
		cmocka_unit_test(the_root_has_a_name),
		cmocka_unit_test(what_is_no_query_is_dropped),
		cmocka_unit_test(an_odd_query_is_a_format_error),
		cmocka_unit_test(other_kinds_of_request_are_not_implemented),
		cmocka_unit_test(a_name_has_at_most_255_bytes),
		cmocka_unit_test(an_error_answer_keeps_the_question),
		cmocka_unit_test(a_redirect_answers_the_type_that_fits),
		cmocka_unit_test(what_goes_upstream_is_made_anew),
		cmocka_unit_test(aliases_are_followed_to_their_addresses),
		cmocka_unit_test(a_reply_to_something_else_is_none),
		cmocka_unit_test(a_loop_of_aliases_ends),
		cmocka_unit_test(a_pointer_goes_back_only),
		cmocka_unit_test(a_negative_answer_is_kept_as_long_as_the_soa_says),
		cmocka_unit_test(a_reply_becomes_the_clients_own),
	};

	return cmocka_run_group_tests_name("dns_message", tests, NULL, NULL);
}
