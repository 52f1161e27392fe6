/*
 * tests/fuzz/policy_load.c - any bytes as a policy: it loads or is refused with a place, and
 * then answers every kind of question.
 *
 * clang -fsanitize=fuzzer,address,undefined -I. -D_GNU_SOURCE tests/fuzz/policy_load.c lib/[a-z]*.c \
 *	$(ls policy/[a-z]*.c | grep -vE 'audit|event|redact|spool|trash') -lyaml -lpcre2-8 -lnettle -lm
 * Seeds: etc/policies.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/strv.h"
#include "policy/decide.h"
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct policy *p)
{
	char *argv[] = {(char[]){"env"}, (char[]){"bash"}, (char[]){"-c"},
		(char[]){"sudo id"}, NULL};
	static const char *const paths[] = {"/", "/etc/passwd", "/proc/1/environ", "/w/a/b.c", "/a"};
	struct command_request command = {.typed = "env", .resolved = "/usr/bin/env", .argv = argv};
	const char *names[] = {"a.b.evil.com"};
	struct net_request net = {.names = names, .n_names = 1, .port = 443};
	struct signal_request signal = {.signal = 9, .target = SIGNAL_PARENT, .comm = "x"};
	scoped_buf struct buf text = BUF_INIT;
	const char *word;
	int other;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct path_request file = {
			.path = paths[i], .ops = PATH_OPEN | PATH_WRITE, .own_proc = i == 2};
		struct decision d = decide_path(p, &file);

		if (d.verdict == VERDICT_REDIRECT)
			decision_redirect_path(&d, paths[i], &text);
		if (!d.rule)
			abort();
		message_expand(&text, d.message ? d.message : "",
			&(struct message_values){.path = paths[i]});
	}
	decide_command_line(p, &command, &word);
	decide_net(p, &net);
	decide_dns(p, names[0]);
	decide_dns_redirect(p, names[0], &word, &word);
	decide_connect_redirect(p, names[0], 443, &word);
	decide_unix(p, "@x", "bind");
	decide_signal(p, &signal, &other);
	decide_env(p, "HOME");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct policy_vars vars = {.project_root = "/w", .home = "/h"};
	static const struct policy_options options[] = {
		{.vars = &vars}, {.lenient = true}, {.vars = NULL},
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		scoped_strv struct strv warnings = {0};
		struct err e = {0};
		struct policy *p = policy_load_text((const char *)data, size, "fuzz", &options[i],
			&warnings, &e);

		if (!p && !e.set)
			abort();
		if (p)
			ask(p);
		policy_free(p);
	}
	return 0;
}
