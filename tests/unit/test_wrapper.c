/*
 * tests/unit/test_wrapper.c - policy/wrapper.c: where the command of a wrapper begins.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/strv.h"
#include "policy/wrapper.h"

/* The payloads of a line whose words are separated by `|`, each joined by blanks, with ` & ` between. */
static void expect(const char *line, const char *want)
{
	static const struct wrapper_options none;
	scoped_arena struct arena a = {0};
	scoped_buf struct buf got = BUF_INIT;
	scoped_strv struct strv argv = {0};
	scoped_free char *copy = xstrdup(line);
	char *rest = copy;

	for (char *word; (word = strsep(&rest, "|"));)
		strv_add(&argv, word);
	for (struct payload *p = wrapper_unwrap(&a, argv.items, &none); p; p = p->next) {
		buf_add_str(&got, got.len ? " & " : "");
		for (char **w = p->argv; *w; w++) {
			buf_add_str(&got, w == p->argv ? "" : " ");
			buf_add_str(&got, *w);
		}
	}
	if (strcmp(got.s, want) != 0)
		fail_msg("%s: `%s`, not `%s`", line, got.s, want);
}

static void options_are_skipped_as_the_wrapper_would(void **state)
{
	static const char *const rows[][2] = {
		{"env|-i|-u|X|-C/d|A=1|B=|cmd|-x", "cmd -x"},
		{"env|--unset|X|--chdir=/|cmd", "cmd"},
		{"env|-|cmd", "cmd"},
		{"env|A=1", ""},
		{"env|-S|A=1 cmd x|y", "cmd x y"},
		{"nice|-n|5|cmd", "cmd"},
		{"nice|-n5|cmd", "cmd"},
		{"nice|-19|cmd", "cmd"},
		{"nice|--adjustment=3|cmd", "cmd"},
		{"timeout|-s|KILL|-k5|10|cmd|a", "cmd a"},
		{"timeout|--sig|KILL|10|cmd", "cmd"}, /* shortened long option */
		{"timeout|10", ""},
		{"time|-f|%e|-o|out|cmd", "cmd"},
		{"xargs|-0|-I|{}|-P4|cmd|{}", "cmd {}"},
		{"stdbuf|-i0|-o|L|cmd", "cmd"},
		{"chroot|--userspec=a:b|/root|cmd", "cmd"},
		{"sudo|-u|root|-EH|A=1|cmd", "cmd"},
		{"sudo|-l", ""},
		{"strace|-f|-e|trace=file|-o|log|cmd", "cmd"},
		{"ld-linux-x86-64.so.2|--library-path|/l|--argv0|ls|/bin/cmd", "/bin/cmd"},
		{"busybox|nc|-l", "nc -l"},
		{"busybox|--list", ""},
		{"flock|-n|lock|cmd|a", "cmd a"},
		{"flock|lock|-c|cmd a", "cmd a"},
		{"setsid|--|cmd", "cmd"},
		{"command|-p|cmd", "cmd"},
		{"command|-V|cmd", ""},
		{"runuser|-u|nobody|--|cmd", "cmd"},
		{"script|-q|-c|cmd a|log", "cmd a"},
		{"taskset|0x3|cmd", "cmd"},
		{"ls|cmd", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect(rows[i][0], rows[i][1]);
}

static void find_has_a_command_for_each_action(void **state)
{
	(void)state;
	expect("find|.|-exec|a|{}|;|-ok|b|+|c|;|-execdir|d|{}|+", "a {} & b + c & d {}");
	expect("find|.|-exec", "");
	expect("find|.|-exec|;", "");
	expect("find|.|-exec|a", "a");
}

static void shells_run_their_first_operand_behind_c(void **state)
{
	static const char *const rows[][2] = {
		{"sh|-c|cmd a", "cmd a"},
		{"bash|-lc|cmd|name|arg", "cmd"},
		{"bash|-c|-e|cmd", "cmd"},
		{"bash|-c|--|cmd", "cmd"},
		{"bash|-euo|pipefail|-c|cmd", "cmd"},
		{"bash|-O|extglob|+o|posix|-c|cmd", "cmd"},
		{"bash|--rcfile|f|--norc|-c|cmd", "cmd"},
		{"bash.real|-c|cmd", "cmd"},
		{"bash|script|-c|cmd", ""},
		{"bash|-s|-c", ""},
		{"zsh-5.9|-c|cmd", "cmd"},
		{"sh|-c|a; b", ""},
		{"sh|-c|A=1 'b c' \"d\"e", "b c de"},
		{"sh|-c|\n cmd \n\n", "cmd"},
		{"sh|-c|a\nb", ""},
		{"sh|-c|'unclosed", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect(rows[i][0], rows[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_skipped_as_the_wrapper_would),
		cmocka_unit_test(find_has_a_command_for_each_action),
		cmocka_unit_test(shells_run_their_first_operand_behind_c),
	};

	return cmocka_run_group_tests_name("policy/wrapper", tests, NULL, NULL);
}
