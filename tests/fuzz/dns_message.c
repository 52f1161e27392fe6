/*
 * tests/fuzz/dns_message.c - any bytes as a query and as a reply: nothing is read or written out of bounds.
 *
 * clang -fsanitize=fuzzer,address,undefined -I. -D_GNU_SOURCE tests/fuzz/dns_message.c tracer/dns_message.c lib/buf.c …
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "tracer/dns_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is understood must come out of our own writer as it went in. */
static void check_round_trip(const struct dns_query *q)
{
	scoped_buf struct buf made = BUF_INIT;
	struct dns_query again;

	dns_query_build(&made, q, 1);
	if (dns_query_parse((const uint8_t *)made.s, made.len, &again) != 0)
		abort();
	if (strcmp(again.name, q->name) != 0 || again.type != q->type || again.edns != q->edns)
		abort();
}

static void read_reply(const struct dns_query *q, const uint8_t *data, size_t size)
{
	static struct dns_answer answer;
	uint8_t *copy = malloc(size + 1);

	memcpy(copy, data, size);
	if (dns_answer_parse(copy, size, q, (uint16_t)(data[0] << 8 | data[1]), &answer) == 0)
		dns_answer_adopt(copy, size, q, 7);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	scoped_buf struct buf out = BUF_INIT;
	struct dns_query q;
	int r = dns_query_parse(data, size, &q);

	if (r == 0)
		check_round_trip(&q);
	if (r == 0 || r == -DNS_FORMERR || r == -DNS_NOTIMP)
		dns_answer_error(&out, &q, DNS_NXDOMAIN);
	/* The same question as the reply's own, so that its records are reached. */
	if (size >= DNS_HEADER_BYTES) {
		uint8_t *asked = malloc(size);

		memcpy(asked, data, size);
		asked[2] = 1;
		asked[3] = 0;
		memset(asked + 6, 0, 6);
		for (size_t len = DNS_HEADER_BYTES; len <= size; len++)
			if (dns_query_parse(asked, len, &q) == 0) {
				read_reply(&q, data, size);
				break;
			}
		free(asked);
	}
	return 0;
}
