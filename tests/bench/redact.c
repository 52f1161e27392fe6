/*
 * tests/bench/redact.c - speed of the redactor on a clean log and on one full of secrets,
 * in processor time: other work on the machine matters less.
 *
 * Build and run, from the top:
 *   make B=build build/core.a && gcc -O2 -std=gnu11 -D_GNU_SOURCE -I. -pthread -o build/bench-redact \
 *     tests/bench/redact.c build/core.a -lpcre2-8 -lm && build/bench-redact
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "policy/redact.h"
#include "policy/redact_internal.h"

enum { MEGABYTES = 64, CHUNK = 65536, ROUNDS = 3 };

static void clean_line(struct buf *b, unsigned i)
{
	buf_printf(b,
		"2024-06-%02u 12:%02u:%02u.%03u INFO [worker-%u] GET /api/v1/items/%u?page=%u "
		"200 %ums user-agent=\"Mozilla/5.0 (X11; Linux x86_64)\" token refresh ok\n",
		1 + i % 28, i % 60, i % 59, i % 1000, i % 16, i * 7919, i % 100, i % 3000);
}

static void secret_line(struct buf *b, unsigned i)
{
	static const char *const secrets[] = {"mail john.doe%u@example.com now",
		"call 415-555-%04u", "card 4111 1111 1111 1111 %u", "ssn 123-45-%04u",
		"AKIAIOSFODNN7EXAMPLE %u", "ghp_abcdefghijklmnopqrstuvwxyz0123456789 %u",
		"sk-abcdefghijklmnopqrstuvwxyz%u", "api_key_abcdefghijklmnopqrstuvwxyz%u"};
	char text[128];

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof(text), secrets[i % 8], i % 10000);
	buf_printf(b, "%s\n", text);
}

static double run(const struct redactor_set *set, const struct buf *in, size_t chunk)
{
	double best = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct redactor *r = redactor_new(set, NULL, NULL);
		struct buf out = BUF_INIT;
		int64_t start = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
		double rate;

		for (size_t at = 0; at < in->len; at += chunk) {
			size_t n = in->len - at < chunk ? in->len - at : chunk;

			buf_reset(&out);
			redact_feed(r, in->s + at, n, &out);
		}
		redact_flush(r, &out);
		rate = (double)in->len * 1e3 / (double)(clock_ns(CLOCK_PROCESS_CPUTIME_ID) - start);
		best = rate > best ? rate : best;
		redactor_free(r);
		buf_release(&out);
	}
	return best;
}

int main(void)
{
	static char token[] = "GITHUB_TOKEN=ghs_0123456789abcdefghij",
		    password[] = "PGPASSWORD=tr0ub4dor&3";
	static char *const environ_list[] = {token, password, NULL};
	struct redactor_set *set = redactor_set_new(NULL, environ_list, NULL);
	struct buf clean = BUF_INIT, secrets = BUF_INIT;
	int64_t start;

	for (unsigned i = 0; clean.len < MEGABYTES << 20; i++)
		clean_line(&clean, i);
	for (unsigned i = 0; secrets.len < MEGABYTES << 20; i++)
		i % 3 ? clean_line(&secrets, i) : secret_line(&secrets, i);
	for (int portable = 0; portable < 2; portable++) {
		if (portable)
			redactor_set_force_portable(set);
		printf("%s: clean %.0f MB/s (4 KB chunks %.0f, 256 B %.0f), secrets %.0f MB/s\n",
			portable ? "portable" : "vector", run(set, &clean, CHUNK),
			run(set, &clean, 4096), run(set, &clean, 256), run(set, &secrets, CHUNK));
	}
	start = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
	for (int i = 0; i < 1000; i++)
		redactor_set_free(redactor_set_new(NULL, environ_list, NULL));
	printf("set-up %.1f us\n", (double)(clock_ns(CLOCK_PROCESS_CPUTIME_ID) - start) / 1e6);
	redactor_set_free(set);
	buf_release(&clean);
	buf_release(&secrets);
	return 0;
}
