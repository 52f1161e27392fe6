/*
 * tests/unit/test_quote.c - shell/quote.c: the forms that bash 5.2 chooses in printf %q,
 * ${x@Q}, declare -p, set and set -x.
 */
#include "tests/unit/unit.h"

#include <locale.h>
#include <string.h>

#include "lib/buf.h"
#include "shell/var.h"
#include "shell/var_internal.h"

struct row {
	const char *value;
	const char *backslash;  /* printf %q */
	const char *single;     /* ${x@Q} */
	const char *declared;   /* declare -p */
	const char *assignment; /* set */
};

static const struct row rows[] = {
	{"", "''", "''", "\"\"", ""},
	{"plain", "plain", "'plain'", "\"plain\"", "plain"},
	{"a b", "a\\ b", "'a b'", "\"a b\"", "'a b'"},
	{"it's", "it\\'s", "'it'\\''s'", "\"it's\"", "'it'\\''s'"},
	{"$x", "\\$x", "'$x'", "\"\\$x\"", "'$x'"},
	{"a\"b\\c`d", "a\\\"b\\\\c\\`d", "'a\"b\\c`d'", "\"a\\\"b\\\\c\\`d\"", "'a\"b\\c`d'"},
	{"a\nb", "$'a\\nb'", "$'a\\nb'", "$'a\\nb'", "$'a\\nb'"},
	{"a\tb", "$'a\\tb'", "$'a\\tb'", "$'a\\tb'", "$'a\\tb'"},
	{"\001", "$'\\001'", "$'\\001'", "$'\\001'", "$'\\001'"},
	{"\033[m", "$'\\E[m'", "$'\\E[m'", "$'\\E[m'", "$'\\E[m'"},
	{"it's\n", "$'it\\'s\\n'", "$'it\\'s\\n'", "$'it\\'s\\n'", "$'it\\'s\\n'"},
	{"~", "\\~", "'~'", "\"~\"", "'~'"},
	{"a~", "a~", "'a~'", "\"a~\"", "a~"},
	{"#x", "\\#x", "'#x'", "\"#x\"", "'#x'"},
	{"a#", "a#", "'a#'", "\"a#\"", "a#"},
	{"a,b", "a\\,b", "'a,b'", "\"a,b\"", "a,b"},
	{"a=b", "a=b", "'a=b'", "\"a=b\"", "a=b"},
	{"h\303\251", "h\303\251", "'h\303\251'", "\"h\303\251\"", "h\303\251"},
	{"\377", "$'\\377'", "$'\\377'", "$'\\377'", "$'\\377'"},
};

static void expect(void (*quote)(struct buf *, const char *), const char *value, const char *want)
{
	scoped_buf struct buf out = BUF_INIT;

	quote(&out, value);
	assert_string_equal(out.s, want);
}

static void each_form_is_that_of_bash(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		expect(quote_backslash, rows[i].value, rows[i].backslash);
		expect(quote_single, rows[i].value, rows[i].single);
		expect(quote_double, rows[i].value, rows[i].declared);
		expect(quote_assignment, rows[i].value, rows[i].assignment);
	}
}

static void a_trace_shows_blanks_in_plain_quotes(void **state)
{
	(void)state;
	expect(quote_trace, "a\nb", "'a\nb'");
	expect(quote_trace, "\001", "$'\\001'");
	expect(quote_trace, "plain", "plain");
}

static void keys_are_bare_when_they_can_be(void **state)
{
	(void)state;
	expect(quote_key, "k", "k");
	expect(quote_key, "a b", "\"a b\"");
	expect(quote_key, "@", "\"@\"");
	expect(quote_key, "]", "\"]\"");
	expect(quote_key, "a,b", "a,b");
	expect(quote_key, "", "\"\"");
}

static int use_utf8(void **state)
{
	(void)state;
	return setlocale(LC_ALL, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_is_that_of_bash),
		cmocka_unit_test(a_trace_shows_blanks_in_plain_quotes),
		cmocka_unit_test(keys_are_bare_when_they_can_be),
	};

	return cmocka_run_group_tests_name("quote", tests, use_utf8, NULL);
}
