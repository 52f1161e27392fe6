/*
 * tests/bench/audit.c - what recording an event costs, and how many a second are stored.
 *
 * Build and run, from the top:
 *   make build/core.a && gcc -O2 -std=gnu11 -D_GNU_SOURCE -I. -pthread -o build/bench-audit \
 *     tests/bench/audit.c build/core.a -lsqlite3 -lpcre2-8 -lnettle -lyaml -lm &&
 *   build/bench-audit /tmp/audit-bench
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "policy/audit.h"
#include "policy/event.h"
#include "policy/redact.h"

enum { EVENTS = 400000, OPENS = 2000000 };

static struct audit *open_audit(
	const char *dir, const char *session, const struct redactor_set *set, uint64_t bytes)
{
	struct audit_options o = {
		.state_dir = dir, .session_id = session, .secrets = set, .spool_bytes = bytes};
	struct buf message = BUF_INIT;
	struct audit *a;

	if (audit_open(&o, &a, &message) < 0) {
		fprintf(stderr, "%s\n", message.s);
		exit(1);
	}
	return a;
}

int main(int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : "/tmp/audit-bench";
	struct redactor_set *set = redactor_set_new(NULL, NULL, NULL);
	struct event e = {.type = EVENT_FILE,
		.pid = 4242,
		.parent_pid = 4241,
		.exec_id = 77,
		.parent_exec_id = 3,
		.has_decision = true,
		.operation = "write",
		.rule = "allow-workspace",
		.path = "/workspace/src/module/file.c"};
	int64_t start, recorded, stored;
	struct audit *a;

	start = clock_monotonic_ns();
	a = open_audit(dir, "open", set, 0);
	printf("audit_open %.0f us\n", (double)(clock_monotonic_ns() - start) / 1e3);
	audit_close(a, false);

	a = open_audit(dir, "stored", set, 256 << 20);
	e.time_ns = 0;
	start = clock_monotonic_ns();
	for (int i = 0; i < EVENTS; i++)
		if (audit_record(a, &e) < 0)
			return 1;
	recorded = clock_monotonic_ns();
	audit_close(a, true);
	stored = clock_monotonic_ns();
	printf("record %.0f ns an event; stored %.0f events/s\n",
		(double)(recorded - start) / EVENTS, EVENTS * 1e9 / (double)(stored - recorded));

	a = open_audit(dir, "together", set, 0);
	audit_start_writer(a);
	start = clock_monotonic_ns();
	for (int i = 0; i < EVENTS; i++)
		if (audit_record(a, &e) < 0)
			return 1;
	audit_close(a, true);
	printf("recorded and stored at once, 16 MB ring: %.0f events/s\n",
		EVENTS * 1e9 / (double)(clock_monotonic_ns() - start));

	a = open_audit(dir, "counted", set, 0);
	e.operation = "open";
	start = clock_monotonic_ns();
	for (int i = 0; i < OPENS; i++)
		audit_record(a, &e);
	printf("counted %.0f ns an event\n", (double)(clock_monotonic_ns() - start) / OPENS);
	audit_close(a, true);
	redactor_set_free(set);
	return 0;
}
