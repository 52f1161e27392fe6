/*
 * tests/bench/decide.c - nanoseconds per decide_path() at 100, 1000 and 10 000 rules.
 *
 * Built by hand, from the root of the tree:
 *	make units && cc -O2 -D_GNU_SOURCE -I. -o /tmp/bench-decide tests/bench/decide.c \
 *		build/core.a -lyaml -lpcre2-8 -lnettle -lsqlite3 -lm && /tmp/bench-decide
 * Rules as people write them: subtrees, files, `**` names and extensions, one component wild.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "policy/decide.h"
#include "policy/policy.h"

enum { PATHS = 512, ROUNDS = 2000 };

/* One rule, or a path that is near to what it names. */
static void add_text(struct buf *out, int i, bool path)
{
	switch (i % 7) {
	case 0:
		buf_printf(out, "/srv/app%d/data/%s", i, path ? "a/b/file" : "**");
		break;
	case 1:
		buf_printf(out, "/home/u%d/project/src/main.c", i);
		break;
	case 2:
		buf_printf(out, "%s/secret%d.txt", path ? "/home/me/work" : "**", i);
		break;
	case 3:
		buf_printf(out, "%s.ext%d", path ? "/home/me/project/src/file" : "**/*", i);
		break;
	case 4:
		buf_printf(out, "/var/lib/service%d/%s", i, path ? "x/log/today" : "*/log/**");
		break;
	case 5:
		buf_printf(out, "/opt/tool%d/%s", i, path ? "lib64/libx.so" : "lib*/**");
		break;
	default:
		buf_printf(out, "/data/%s/tenant%d/private/%s", path ? "eu" : "*", i,
			path ? "file" : "**");
		break;
	}
}

static struct policy *policy_with(int rules)
{
	scoped_buf struct buf text = BUF_INIT;
	struct err e = {0};
	struct policy *p;

	buf_add_str(&text, "version: 1\nname: bench\nfile_rules:\n");
	for (int i = 0; i < rules; i++) {
		buf_add_str(&text, "- {paths: ['");
		add_text(&text, i, false);
		buf_printf(&text, "'], decision: %s}\n", i % 3 ? "allow" : "deny");
	}
	p = policy_load_text(text.s, text.len, "bench", NULL, NULL, &e);
	if (!p)
		fprintf(stderr, "%u: %s\n", e.line, e.message);
	return p;
}

static int run(int rules)
{
	struct buf paths[PATHS];
	int64_t start = clock_monotonic_ns();
	struct policy *p = policy_with(rules);
	double load_ms = (double)(clock_monotonic_ns() - start) / 1e6;
	int64_t best = INT64_MAX; /* of the rounds: the machine may be busy */
	unsigned denied = 0;

	if (!p)
		return EXIT_FAILURE;
	for (int i = 0; i < PATHS; i++) { /* half of them are named by a rule */
		paths[i] = (struct buf)BUF_INIT;
		add_text(&paths[i], i % 2 ? rules + i : (int)((long)i * rules / PATHS), true);
	}
	for (int round = 0; round < ROUNDS; round++) {
		int64_t took;

		start = clock_monotonic_ns();
		for (int i = 0; i < PATHS; i++) {
			struct path_request req = {.path = paths[i].s, .ops = PATH_WRITE};

			denied += decide_path(p, &req).verdict == VERDICT_DENY;
		}
		took = clock_monotonic_ns() - start;
		best = took < best ? took : best;
	}
	printf("%6d rules: %6.1f ns a decision, loaded in %.1f ms (%u denied)\n", rules,
		(double)best / PATHS, load_ms, denied / ROUNDS);
	for (int i = 0; i < PATHS; i++)
		buf_release(&paths[i]);
	policy_free(p);
	return EXIT_SUCCESS;
}

int main(void)
{
	return run(100) || run(1000) || run(10000);
}
