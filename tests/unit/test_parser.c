/*
 * tests/unit/test_parser.c - shell/parser.c and below: what the tree of a text looks like.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/input.h"
#include "shell/parser.h"
#include "shell/shell.h"

static struct shell sh = {.prog = "test", .name = "test"};

static struct program *parse(const char *text)
{
	struct program *p = parse_text(&sh, text, strlen(text), "test", 1);

	assert_non_null(p);
	return p;
}

/* The only simple command of @text. */
static const struct node *simple(const struct program *p)
{
	assert_non_null(p->root);
	assert_int_equal(p->root->kind, NODE_SIMPLE);
	return p->root;
}

static void parser_next_gives_one_complete_command_a_call(void **state)
{
	static const char text[] = "\n# comment\na; b\n\nif c\nthen d; fi\ncat <<E\nx\nE\nlast";
	static const char *const want[] = {"a; b\n", "if c\nthen d; fi\n", "cat <<E\nx\nE\n", "last\n"};
	struct program *program;
	struct input in;
	struct parser *p;

	(void)state;
	input_from_string(&in, "test", text, sizeof(text) - 1);
	p = parser_new(&sh, &in);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(parser_next(p, &program), PARSE_OK);
		assert_non_null(strstr(program->text, want[i]));
		program_unref(program);
	}
	assert_int_equal(parser_next(p, &program), PARSE_EOF);
	parser_free(p);
	input_release(&in);
}

static void literal_word_costs_no_expansion(void **state)
{
	struct program *p = parse("echo plain 'a b' \"c\"d\\e a=b '' $x a* ~ {a,b} a[ [");
	static const char *const values[] = {"echo", "plain", "a b", "cde", "a=b", "", NULL, NULL,
		NULL, NULL, "a[", "["};
	const struct word *w = simple(p)->simple.words;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++, w = w->next) {
		assert_int_equal(!!(w->flags & WORD_LITERAL), values[i] != NULL);
		if (values[i])
			assert_string_equal(w->value, values[i]);
	}
	assert_null(w);
	program_unref(p);
}

static void flags_say_what_expansion_must_try(void **state)
{
	static const struct {
		const char *text;
		unsigned flags;
	} rows[] = {
		{"a*b", WORD_GLOB},
		{"a?", WORD_GLOB},
		{"[ab]", WORD_GLOB},
		{"'a*'?", WORD_GLOB | WORD_QUOTED},
		{"\\*", WORD_QUOTED | WORD_LITERAL},
		{"{a,b}", WORD_BRACES},
		{"{1..3}", WORD_BRACES},
		{"{a}", WORD_LITERAL},
		{"{a,b", WORD_LITERAL},
		{"~/x", WORD_TILDE},
		{"a:~", WORD_TILDE},
		{"a~", WORD_LITERAL},
		{"$x", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct program *p = parse(rows[i].text);

		assert_int_equal(simple(p)->simple.words->flags, rows[i].flags);
		assert_string_equal(simple(p)->simple.words->text, rows[i].text);
		program_unref(p);
	}
}

static const struct param *first_param(const struct program *p)
{
	const struct word_part *part = simple(p)->simple.words->parts;

	if (part->kind == PART_DOUBLE)
		part = part->parts;
	assert_int_equal(part->kind, PART_PARAM);
	return part->param;
}

static void braced_parameter_is_taken_apart_once(void **state)
{
	static const struct {
		const char *text;
		enum param_op op;
		const char *name;
		bool colon, indirect;
	} rows[] = {
		{"$x", PARAM_PLAIN, "x", false, false},
		{"${x}", PARAM_PLAIN, "x", false, false},
		{"${10}", PARAM_PLAIN, "10", false, false},
		{"$10", PARAM_PLAIN, "1", false, false},
		{"${#}", PARAM_PLAIN, "#", false, false},
		{"${#x}", PARAM_LENGTH, "x", false, false},
		{"${##}", PARAM_LENGTH, "#", false, false},
		{"${#-x}", PARAM_DEFAULT, "#", false, false},
		{"${##x}", PARAM_REMOVE_PREFIX, "#", false, false},
		{"${x:-w}", PARAM_DEFAULT, "x", true, false},
		{"${x=w}", PARAM_ASSIGN, "x", false, false},
		{"${x:?w}", PARAM_ERROR, "x", true, false},
		{"${x+w}", PARAM_ALTERNATE, "x", false, false},
		{"${x##w}", PARAM_REMOVE_PREFIX_LONGEST, "x", false, false},
		{"${x%w}", PARAM_REMOVE_SUFFIX, "x", false, false},
		{"${x:1:2}", PARAM_SUBSTRING, "x", false, false},
		{"${x/a/b}", PARAM_REPLACE, "x", false, false},
		{"${x//a}", PARAM_REPLACE_ALL, "x", false, false},
		{"${x/#a/b}", PARAM_REPLACE_PREFIX, "x", false, false},
		{"${x/%a/b}", PARAM_REPLACE_SUFFIX, "x", false, false},
		{"${x^^}", PARAM_UPPER_ALL, "x", false, false},
		{"${x,a}", PARAM_LOWER_FIRST, "x", false, false},
		{"${x@Q}", PARAM_TRANSFORM, "x", false, false},
		{"${!x}", PARAM_PLAIN, "x", false, true},
		{"${!x*}", PARAM_NAMES, "x", false, false},
		{"${!x[@]}", PARAM_KEYS, "x", false, false},
		{"${!}", PARAM_PLAIN, "!", false, false},
		{"\"${x-'}'}\"", PARAM_DEFAULT, "x", false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct program *p = parse(rows[i].text);
		const struct param *a = first_param(p);

		assert_int_equal(a->op, rows[i].op);
		assert_string_equal(a->name, rows[i].name);
		assert_int_equal(a->colon, rows[i].colon);
		assert_int_equal(a->indirect, rows[i].indirect);
		program_unref(p);
	}
}

static void bad_substitution_is_left_to_run_time(void **state)
{
	static const char *const texts[] = {"${}", "${x!}", "${ x}", "${-x!}", "${a[}"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct program *p = parse(texts[i]);

		assert_int_equal(first_param(p)->op, PARAM_BAD);
		assert_string_equal(first_param(p)->text, texts[i]);
		program_unref(p);
	}
}

static void assignments_come_before_the_first_word_only(void **state)
{
	struct program *p = parse("a=1 b+=2 c[x y]=3 d=(p [q]=r) cmd e=4");
	const struct assign *as = simple(p)->simple.assigns;

	(void)state;
	assert_string_equal(as->name, "a");
	as = as->next;
	assert_true(as->append);
	as = as->next;
	assert_string_equal(as->subscript->text, "x y");
	as = as->next;
	assert_true(as->is_array);
	assert_null(as->elements->subscript);
	assert_string_equal(as->elements->next->subscript->text, "q");
	assert_null(as->next);
	assert_int_equal(simple(p)->simple.n_words, 2);
	assert_null(simple(p)->simple.words->next->assign);
	program_unref(p);
}

static void operands_of_declaration_builtins_are_assignments(void **state)
{
	struct program *p = parse("declare -a x=(1 2) y=$z w");
	const struct word *w = simple(p)->simple.words->next->next;

	(void)state;
	assert_true(w->assign->is_array);
	assert_string_equal(w->next->assign->name, "y");
	assert_null(w->next->next->assign);
	program_unref(p);
}

static void redirections_carry_what_stands_in_front(void **state)
{
	struct program *p = parse("2>a {v}<b >&- <<<c &>>d");
	const struct redir *r = p->root->redirs;

	(void)state;
	assert_int_equal(r->fd, 2);
	r = r->next;
	assert_string_equal(r->fd_var, "v");
	r = r->next;
	assert_int_equal(r->kind, REDIR_DUP_OUTPUT);
	assert_string_equal(r->target->text, "-");
	r = r->next;
	assert_int_equal(r->kind, REDIR_HERE_STRING);
	r = r->next;
	assert_int_equal(r->kind, REDIR_BOTH_APPEND);
	assert_null(r->next);
	program_unref(p);
}

static void double_parentheses_are_arithmetic_only_when_they_close_together(void **state)
{
	struct program *p = parse("((a+1))");

	(void)state;
	assert_int_equal(p->root->kind, NODE_ARITH);
	assert_string_equal(p->root->arith->value, "a+1");
	program_unref(p);
	p = parse("((a); b)");
	assert_int_equal(p->root->kind, NODE_SUBSHELL);
	program_unref(p);
	p = parse("echo $((a); b)");
	assert_int_equal(simple(p)->simple.words->next->parts->kind, PART_COMMAND);
	program_unref(p);
}

static void nesting_is_bounded(void **state)
{
	static const char *const openers[] = {"(", "{ ", "$(", "${x-", "$((", "if ", "[[ (", "`\\`"};
	int saved = dup(2);

	(void)state;
	assert_non_null(freopen("/dev/null", "w", stderr));
	for (size_t i = 0; i < sizeof(openers) / sizeof(*openers); i++) {
		scoped_buf struct buf text = BUF_INIT;

		for (int n = 0; n < 50000; n++)
			buf_add_str(&text, openers[i]);
		program_unref(parse_text(&sh, text.s, text.len, "test", 1));
	}
	dup2(saved, 2);
	close(saved);
}

/* The copy of the word fills its block to the last byte: a sanitizer sees what reads on. */
static void open_subscript_before_a_parenthesis_ends_with_the_word(void **state)
{
	scoped_buf struct buf text = BUF_INIT;
	int saved = dup(2);

	(void)state;
	assert_non_null(freopen("/dev/null", "w", stderr));
	buf_add_str(&text, "let a[");
	while (text.len < (4 << 20) - 1 + strlen("let "))
		buf_add_char(&text, 'x');
	buf_add_str(&text, "(1)");
	assert_null(parse_text(&sh, text.s, text.len, "test", 1));
	dup2(saved, 2);
	close(saved);
}

static void substitution_keeps_the_program_around_it(void **state)
{
	struct program *p = parse("echo $(f() { :; })");
	struct program *inner = simple(p)->simple.words->next->parts->command.program;

	(void)state;
	assert_ptr_equal(inner->owner, p);
	program_ref(inner);
	program_unref(p);
	assert_int_equal(inner->root->kind, NODE_FUNCTION);
	program_unref(inner);
}

static void names_and_reserved_words(void **state)
{
	(void)state;
	assert_true(is_name("_a1", 3));
	assert_false(is_name("1a", 2));
	assert_false(is_name("", 0));
	assert_false(is_name("a-b", 3));
	assert_true(is_reserved_word("function"));
	assert_true(is_reserved_word("]]"));
	assert_false(is_reserved_word("fin"));
	assert_false(is_reserved_word("echo"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parser_next_gives_one_complete_command_a_call),
		cmocka_unit_test(literal_word_costs_no_expansion),
		cmocka_unit_test(flags_say_what_expansion_must_try),
		cmocka_unit_test(braced_parameter_is_taken_apart_once),
		cmocka_unit_test(bad_substitution_is_left_to_run_time),
		cmocka_unit_test(assignments_come_before_the_first_word_only),
		cmocka_unit_test(operands_of_declaration_builtins_are_assignments),
		cmocka_unit_test(redirections_carry_what_stands_in_front),
		cmocka_unit_test(double_parentheses_are_arithmetic_only_when_they_close_together),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(open_subscript_before_a_parenthesis_ends_with_the_word),
		cmocka_unit_test(substitution_keeps_the_program_around_it),
		cmocka_unit_test(names_and_reserved_words),
	};

	return cmocka_run_group_tests_name("parser", tests, NULL, NULL);
}
