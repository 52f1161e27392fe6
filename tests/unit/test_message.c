/*
 * tests/unit/test_message.c - policy/message.c: templates are filled in, safely for a terminal.
 */
#include "tests/unit/unit.h"

#include "lib/buf.h"
#include "policy/decide.h"

static void expect(const char *template, const char *want)
{
	static const struct message_values values = {
		.path = "/a\x1b[31m", .command = "sudo", .args = "id -u", .domain = "evil.com"};
	scoped_buf struct buf out = BUF_INIT;

	message_expand(&out, template, &values);
	assert_string_equal(out.s, want);
}

static void fields_are_filled_in(void **state)
{
	(void)state;
	expect("blocked: {{.Command}} {{ .Args }}", "blocked: sudo id -u");
	expect("{{.Domain}}{{.RemoteAddr}}!", "evil.com!");
	expect("", "");
}

static void what_is_no_field_stays(void **state)
{
	(void)state;
	expect("{{.Nope}} {{Command}} {{.Command", "{{.Nope}} {{Command}} {{.Command");
	expect("{{{{.Command}}", "{{sudo");
	expect("a {{", "a {{");
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
	scoped_buf struct buf out = BUF_INIT;

	(void)state;
	message_expand(&out, "{{.Path}}", &(struct message_values){.path = "/a\x1b[31m\n"});
	for (size_t i = 0; i < out.len; i++)
		assert_true(out.s[i] >= ' ');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_filled_in),
		cmocka_unit_test(what_is_no_field_stays),
		cmocka_unit_test(control_characters_do_not_reach_the_terminal),
	};

	return cmocka_run_group_tests_name("policy/message", tests, NULL, NULL);
}
