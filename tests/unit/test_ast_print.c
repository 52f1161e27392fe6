/*
 * tests/unit/test_ast_print.c - shell/ast_print.c: commands on one line, and that print and parse agree.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/parser.h"
#include "shell/shell.h"

static struct shell sh = {.prog = "test", .name = "test"};

static void print(const char *text, struct buf *out)
{
	struct program *p = parse_text(&sh, text, strlen(text), "test", 1);

	assert_non_null(p);
	buf_reset(out);
	ast_print_command(out, p->root);
	program_unref(p);
}

static void expect(const char *text, const char *want)
{
	scoped_buf struct buf out = BUF_INIT;

	print(text, &out);
	assert_string_equal(out.s, want);
}

static void simple_commands_print_on_one_line(void **state)
{
	(void)state;
	expect("a   b  'c  d'", "a b 'c  d'");
	expect("x=1   y=( 1  2 ) cmd >f 2>&1", "x=1 y=(1 2) cmd > f 2>&1");
	expect("a;b&c", "a; b & c");
	expect("a &&\nb||c|&d", "a && b || c 2>&1 | d");
	expect("{ a;b; }", "{ a; b; }");
	expect("(a;b)", "( a; b )");
}

static void substitutions_are_made_anew(void **state)
{
	(void)state;
	expect("echo $(a;b  c)", "echo $(a; b c)");
	expect("echo \"$(a\nb)\"", "echo \"$(a\nb)\"");
	expect("echo <(a   b) `c   d`", "echo <(a b) `c   d`");
	expect("echo $( (a) )", "echo $( ( a ))");
	expect("echo $'a\\tb'", "echo 'a\tb'");
}

static void printed_text_parses_to_the_same_text(void **state)
{
	static const char *const texts[] = {
		"if a; then b; elif c; then d; else e; fi",
		"for x in 1 2; do a; done; while b; do c; done; until d; do e; done",
		"case $x in a|b) c;; (d) e;& *) f;;& g) esac",
		"f() { a; } >x; function g { b | c; }",
		"[[ a == b && ( -f c || ! d ) ]]; (( a + 1 )); for ((i=0;;i++)); do a; done",
		"a <b >c 3<&- 4>&5 &>d {v}>e <<<f; coproc N { a; }; time -p a; ! b",
		"a=(1 [x]=2) b+=c; declare -A m=([k]=v); echo \"$(a \"$(b)\")\" ${x:-$(c)}",
		"select x in a; do b; done; { a & }; ( b & ); a & b",
	};
	scoped_buf struct buf once = BUF_INIT;
	scoped_buf struct buf twice = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		print(texts[i], &once);
		print(once.s, &twice);
		assert_string_equal(once.s, twice.s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(simple_commands_print_on_one_line),
		cmocka_unit_test(substitutions_are_made_anew),
		cmocka_unit_test(printed_text_parses_to_the_same_text),
	};

	return cmocka_run_group_tests_name("ast_print", tests, NULL, NULL);
}
