/*
 * tests/fuzz/redact.c - the output must not depend on how the input is cut, nor on the kind of scan.
 *
 * The first byte seeds the cuts, the rest is the stream.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "policy/redact.h"
#include "policy/redact_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void feed(const struct redactor_set *set, const char *in, size_t len, uint32_t seed,
	struct buf *out)
{
	struct redactor *r = redactor_new(set, NULL, NULL);

	for (size_t at = 0, n; at < len; at += n) {
		seed = seed * 1664525u + 1013904223u;
		n = 1 + (seed >> 8) % 37;
		n = n > len - at ? len - at : n;
		if (redact_feed(r, in + at, n, out))
			buf_add(out, in + at, n);
	}
	redact_flush(r, out);
	redactor_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct redactor_set *vector, *portable;
	const char *in = (const char *)data + 1;
	struct buf whole = BUF_INIT, cut = BUF_INIT, other = BUF_INIT;

	if (!vector) {
		vector = redactor_set_new(NULL, NULL, NULL);
		portable = redactor_set_new(NULL, NULL, NULL);
		redactor_set_force_portable(portable);
	}
	if (size < 2)
		return 0;
	redact_text(vector, in, size - 1, &whole);
	feed(vector, in, size - 1, data[0], &cut);
	feed(portable, in, size - 1, data[0] + 1u, &other);
	if (whole.len != cut.len || memcmp(whole.s, cut.s, cut.len) != 0 || whole.len != other.len ||
		memcmp(whole.s, other.s, other.len) != 0)
		abort();
	buf_release(&whole);
	buf_release(&cut);
	buf_release(&other);
	return 0;
}
