/*
 * tests/unit/test_identity.c - policy/identity.c: a denied program by another name.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/fd.h"
#include "policy/identity.h"
#include "tests/unit/policy_of.h"

static char dir[] = "/tmp/agentsh-identity-XXXXXX";
static char bin[64];

static char *path_of(const char *where, const char *name)
{
	return xasprintf("%s/%s", where, name);
}

static void write_file(const char *where, const char *name, const char *text)
{
	scoped_free char *path = path_of(where, name);
	scoped_fd int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, strlen(text)), 0);
}

static void link_to(const char *from, const char *where, const char *name, bool hard)
{
	scoped_free char *source = path_of(bin, from);
	scoped_free char *target = path_of(where, name);

	assert_int_equal(hard ? link(source, target) : symlink(from, target), 0);
}

static int make_files(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(bin, sizeof(bin), "%s/bin", dir);
	mkdir(bin, 0700);
	write_file(bin, "xsudo", "denied program");
	write_file(bin, "multi", "multi-call binary");
	link_to("multi", bin, "xchroot", true);
	link_to("multi", bin, "xls", true);
	write_file(bin, "xperl5.36", "perl itself");
	link_to("xperl5.36", bin, "xperl", true);
	write_file(bin, "box", "the box");
	link_to("box", bin, "xsu", false);
	write_file(dir, "copy", "denied program");
	write_file(dir, "other", "allowed program");
	write_file(dir, "ls", "multi-call binary");
	write_file(dir, "cat", "the box");
	write_file(dir, "xsudo", "denied program");
	link_to("xsudo", dir, "hard", true);
	return 0;
}

static int remove_files(void **state)
{
	static const char *const names[] = {"copy", "other", "ls", "cat", "xsudo", "hard",
		"bin/xsudo", "bin/multi", "bin/xchroot", "bin/xls", "bin/xperl5.36", "bin/xperl",
		"bin/box", "bin/xsu", "bin"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		scoped_free char *path = path_of(dir, names[i]);

		remove(path);
	}
	return rmdir(dir);
}

static void copies_and_links_are_recognised(void **state)
{
	static const struct {
		const char *where;
		const char *name;
		const char *alias;
	} rows[] = {
		{dir, "copy", "xsudo"},
		{dir, "hard", "xsudo"},
		{dir, "other", NULL},
		{dir, "xsudo", NULL},         /* its own name is judged anyway */
		{bin, "xsudo", NULL},
		{bin, "xperl5.36", "xperl"},  /* the same program with its version */
		{bin, "xls", NULL},           /* shares its file with much else */
		{dir, "ls", NULL},
		{dir, "cat", NULL},           /* xsu is but a link to it */
		{dir, "nonexistent", NULL},
	};
	scoped_policy struct policy *p = policy_of(
		"command_rules:\n"
		"- {name: d, commands: [xsudo, xchroot, xperl, xsu], decision: deny}\n"
		"- {name: a, commands: ['*'], decision: allow}\n");
	struct identity *id = identity_new(p, bin);

	(void)state;
	for (int again = 0; again < 2; again++) { /* the second time from the cache */
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			scoped_free char *path = path_of(rows[i].where, rows[i].name);
			scoped_fd int fd = open(path, O_PATH | O_CLOEXEC);
			const char *alias = identity_alias(id, path, fd);

			if (!alias != !rows[i].alias || (alias && strcmp(alias, rows[i].alias) != 0))
				fail_msg("%s: %s", path, alias ? alias : "none");
		}
	}
	identity_free(id);
}

static void changed_file_is_looked_at_again(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules: [{name: d, commands: [xsudo], decision: deny}]");
	struct identity *id = identity_new(p, bin);
	scoped_free char *path = path_of(dir, "other");

	(void)state;
	assert_null(identity_alias(id, path, -1));
	write_file(dir, "other", "denied program");
	assert_string_equal(identity_alias(id, path, -1), "xsudo");
	write_file(dir, "other", "allowed program");
	identity_free(id);
}

static void nothing_is_an_alias_where_nothing_is_denied(void **state)
{
	scoped_policy struct policy *p =
		policy_of("command_rules: [{name: all, commands: ['*'], decision: deny}]");
	struct identity *id = identity_new(p, NULL);
	scoped_free char *path = path_of(dir, "copy");

	(void)state;
	assert_null(identity_alias(id, path, -1));
	assert_null(identity_alias(id, dir, -1));
	identity_free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_links_are_recognised),
		cmocka_unit_test(changed_file_is_looked_at_again),
		cmocka_unit_test(nothing_is_an_alias_where_nothing_is_denied),
	};

	return cmocka_run_group_tests_name("policy/identity", tests, make_files, remove_files);
}
